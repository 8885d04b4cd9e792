//! The logo of a body: a small picture that anybody is shown, hence checked before it is kept.

mod drawing;
#[cfg(test)]
mod tests;

use kernel::Lang;
use sha2::{Digest, Sha256};

/// Largest logo, in bytes: it is loaded with every page of the body.
const MAX_BYTES: usize = 100 * 1024;
/// Largest side of a picture made of points, in pixels: beyond it a small file unpacks to much memory in every browser.
const MAX_SIDE: u32 = 2_000;

/// A logo that passed the checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Name in the address, from the digest of the bytes.
    pub name: String,
    /// Kind found from the content.
    pub media_type: &'static str,
    /// The picture.
    pub bytes: Vec<u8>,
}

/// Why a picture cannot be a logo.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoRefused {
    /// More bytes than allowed.
    #[error("the picture is larger than {MAX_BYTES} bytes")]
    TooLarge,
    /// Neither SVG nor PNG by its content.
    #[error("the picture is neither SVG nor PNG")]
    Kind,
    /// Cut or damaged; a drawing with a document type or without `viewBox` too.
    #[error("the picture is damaged or incomplete")]
    Broken,
    /// More pixels than allowed.
    #[error("the picture is wider or higher than {MAX_SIDE} pixels")]
    TooWide,
    /// An element or attribute that runs, loads or is not needed to draw.
    #[error("the drawing holds {0}, which a logo may not")]
    NotDrawn(String),
    /// A reference to something that is not in the drawing.
    #[error("the drawing refers to {0}")]
    Foreign(String),
}

impl LogoRefused {
    /// The reason in words for whoever chose the picture.
    pub fn text(&self, lang: Lang) -> String {
        let (key, what) = match self {
            LogoRefused::TooLarge => ("bodies-logo-too-large", String::new()),
            LogoRefused::Kind => ("bodies-logo-kind", String::new()),
            LogoRefused::Broken => ("bodies-logo-broken", String::new()),
            LogoRefused::TooWide => ("bodies-logo-too-wide", MAX_SIDE.to_string()),
            LogoRefused::NotDrawn(what) => ("bodies-logo-not-drawn", what.clone()),
            LogoRefused::Foreign(what) => ("bodies-logo-foreign", what.clone()),
        };
        let limit = locale::bytes(lang, MAX_BYTES as u64);
        let args = [("what", what.as_str().into()), ("limit", limit.as_str().into())];
        locale::text_args(lang, key, &args)
    }
}

impl Logo {
    /// Finds the kind of a picture from its content and refuses what could harm whoever is shown it.
    pub fn check(bytes: Vec<u8>) -> Result<Self, LogoRefused> {
        if bytes.len() > MAX_BYTES {
            return Err(LogoRefused::TooLarge);
        }
        let (media_type, ending) = if bytes.starts_with(PNG) {
            check_png(&bytes)?;
            ("image/png", "png")
        } else {
            let text = std::str::from_utf8(&bytes).map_err(|_| LogoRefused::Kind)?;
            drawing::check(text)?;
            ("image/svg+xml", "svg")
        };
        let digest = hex::encode(Sha256::digest(&bytes));
        Ok(Self {
            name: format!("{}.{ending}", digest.get(..16).unwrap_or(&digest)),
            media_type,
            bytes,
        })
    }
}

/// Kind of a stored logo, as answers say it.
pub(crate) fn media_type_of(stored: &str) -> Option<&'static str> {
    ["image/svg+xml", "image/png"]
        .into_iter()
        .find(|known| *known == stored)
}

/// Whether a text of an address can be the name of a logo; anything else is not asked of the database.
pub(crate) fn is_name(text: &str) -> bool {
    let Some((digest, ending)) = text.split_once('.') else {
        return false;
    };
    let hexadecimal = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    digest.len() == 16 && digest.bytes().all(hexadecimal) && matches!(ending, "svg" | "png")
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The first chunk says how large the picture is, the last that it is whole.
fn check_png(bytes: &[u8]) -> Result<(), LogoRefused> {
    let head = bytes.get(8..24).ok_or(LogoRefused::Broken)?;
    let side = |at: usize| {
        let four = head
            .get(at..at + 4)
            .and_then(|four| <[u8; 4]>::try_from(four).ok());
        four.map(u32::from_be_bytes).ok_or(LogoRefused::Broken)
    };
    let (width, height) = (side(8)?, side(12)?);
    let whole = head.get(4..8) == Some(b"IHDR") && bytes.ends_with(b"IEND\xaeB`\x82");
    match (whole, width, height) {
        (false, ..) | (_, 0, _) | (_, _, 0) => Err(LogoRefused::Broken),
        _ if width > MAX_SIDE || height > MAX_SIDE => Err(LogoRefused::TooWide),
        _ => Ok(()),
    }
}
