//! What a file is, from its bytes.

mod cms;
#[cfg(test)]
mod tests;
mod text;

use crate::{MediaType, Refused, archive, name};
use std::io::{Read, Seek, SeekFrom};

const HEAD: usize = 8 * 1024;
const PDF_TAIL: u64 = 64 * 1024;

/// Extensions of programs, scripts, pages and macro documents, named so that the refusal can say why.
const ACTIVE: [&str; 48] = [
    "exe", "dll", "scr", "com", "pif", "msi", "msp", "cpl", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js",
    "jse", "mjs", "wsf", "wsh", "hta", "jar", "apk", "app", "dmg", "deb", "rpm", "sh", "bash", "py", "pl",
    "rb", "php", "lnk", "reg", "html", "htm", "xhtml", "shtml", "mht", "mhtml", "svg", "svgz", "docm",
    "xlsm", "dotm", "xltm", "pptm", "swf",
];

/// What is taken at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Largest size, in bytes.
    pub limit: u64,
    /// Kinds taken; `None` = every kind of [`MediaType`].
    pub allowed: Option<Vec<MediaType>>,
}

impl Rules {
    /// Every kind, up to `limit` bytes.
    pub fn up_to(limit: u64) -> Self {
        Self { limit, allowed: None }
    }

    /// Only these kinds.
    #[must_use]
    pub fn only(self, kinds: impl Into<Vec<MediaType>>) -> Self {
        Self {
            allowed: Some(kinds.into()),
            ..self
        }
    }
}

/// Whether an extension promises something that runs.
pub(crate) fn is_active_extension(extension: &str) -> bool {
    ACTIVE.contains(&extension)
}

/// Finds the kind of a file from its content, and refuses it when the name says another, when it is not taken here, or when it could harm who opens it.
///
/// Reads the whole content; archives are unpacked into nothing, within limits.
pub fn sniff<R: Read + Seek>(content: &mut R, name: &str, rules: &Rules) -> Result<MediaType, Refused> {
    let size = content.seek(SeekFrom::End(0)).map_err(|_| Refused::Broken)?;
    if size == 0 {
        return Err(Refused::Empty);
    }
    if size > rules.limit {
        return Err(Refused::TooLarge { limit: rules.limit });
    }
    let promised = promised_kind(name, rules)?;
    let head = head(content)?;
    if starts_active(&head) {
        return Err(Refused::Active);
    }
    let agrees = match promised {
        MediaType::Pdf => is_pdf(content, &head, size)?,
        MediaType::P7m | MediaType::P7s => cms::is_signed_data(&head),
        MediaType::Png | MediaType::Jpeg | MediaType::Tiff => {
            infer::get(&head).is_some_and(|found| found.mime_type() == promised.as_str())
        }
        MediaType::Text | MediaType::Csv => text::is_plain(content)?,
        MediaType::Xml => text::is_harmless_xml(content)?,
        MediaType::Odt | MediaType::Ods | MediaType::Docx | MediaType::Xlsx | MediaType::Zip => {
            head.starts_with(b"PK\x03\x04") && archive::inspect(content, size)? == promised
        }
    };
    if agrees {
        Ok(promised)
    } else {
        let extension = name::extension(name).unwrap_or_default();
        Err(Refused::Mismatch { extension })
    }
}

fn promised_kind(name: &str, rules: &Rules) -> Result<MediaType, Refused> {
    let extension = name::extension(name).ok_or(Refused::NoExtension)?;
    if is_active_extension(&extension) {
        return Err(Refused::Active);
    }
    let refuse = |extension| Refused::NotAllowed { extension };
    let Some(kind) = MediaType::by_extension(&extension) else {
        return Err(refuse(extension));
    };
    if rules
        .allowed
        .as_ref()
        .is_some_and(|allowed| !allowed.contains(&kind))
    {
        return Err(refuse(extension));
    }
    // `notice.exe.p7m` opens as `notice.exe`: what is inside the envelope must be of a kind taken too.
    if kind == MediaType::P7m
        && let Some(inner) = name::extension(name::stem(name))
    {
        if is_active_extension(&inner) {
            return Err(Refused::Active);
        }
        if MediaType::by_extension(&inner).is_none() && inner.chars().all(|c| c.is_ascii_alphabetic()) {
            return Err(refuse(inner));
        }
    }
    Ok(kind)
}

fn head<R: Read + Seek>(content: &mut R) -> Result<Vec<u8>, Refused> {
    content.seek(SeekFrom::Start(0)).map_err(|_| Refused::Broken)?;
    let mut head = Vec::with_capacity(HEAD);
    content
        .by_ref()
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .map_err(|_| Refused::Broken)?;
    Ok(head)
}

/// Whether the first bytes are those of a program, a script or a page, whatever the name.
pub(crate) fn starts_active(head: &[u8]) -> bool {
    const PROGRAMS: [&[u8]; 8] = [
        b"\x7fELF",
        b"\xca\xfe\xba\xbe",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xce\xfa\xed\xfe",
        b"\xcf\xfa\xed\xfe",
        b"\0asm",
        b"dex\n03",
    ];
    // "MZ" may begin an honest text; a program has zeros in its header.
    let windows = head.starts_with(b"MZ") && head.contains(&0);
    windows || PROGRAMS.iter().any(|magic| head.starts_with(magic)) || text::starts_as_page(head)
}

fn is_pdf<R: Read + Seek>(content: &mut R, head: &[u8], size: u64) -> Result<bool, Refused> {
    if !text::skip_blank(head).starts_with(b"%PDF-") {
        return Ok(false);
    }
    // A transfer cut half-way has lost its end; some programs write a little after it.
    let from = size.saturating_sub(PDF_TAIL);
    content.seek(SeekFrom::Start(from)).map_err(|_| Refused::Broken)?;
    let mut tail = Vec::new();
    content.read_to_end(&mut tail).map_err(|_| Refused::Broken)?;
    let whole = tail.windows(5).any(|five| five == b"%%EOF");
    if whole { Ok(true) } else { Err(Refused::Broken) }
}
