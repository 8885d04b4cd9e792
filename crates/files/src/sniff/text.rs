//! Plain text and XML.

use crate::Refused;
use std::io::{Read, Seek, SeekFrom};

const CHUNK: usize = 64 * 1024;
/// Far above any XML that an office reads; the text is held in memory while it is looked at.
const XML_LIMIT: u64 = 32 * 1024 * 1024;

/// The bytes after a UTF-8 mark and blanks.
pub(super) fn skip_blank(bytes: &[u8]) -> &[u8] {
    bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start()
}

/// Whether text begins like a page, a drawing or a script.
pub(super) fn starts_as_page(head: &[u8]) -> bool {
    const STARTS: [&[u8]; 9] = [
        b"<!doctype html",
        b"<html",
        b"<head",
        b"<body",
        b"<script",
        b"<iframe",
        b"<svg",
        b"<!doctype svg",
        b"#!",
    ];
    let text: Vec<u8> = skip_blank(head)
        .iter()
        .take(64)
        .map(u8::to_ascii_lowercase)
        .collect();
    STARTS.iter().any(|start| text.starts_with(start))
}

/// Whether the whole content is text in UTF-8 or Windows-1252 without control characters.
pub(super) fn is_plain<R: Read + Seek>(content: &mut R) -> Result<bool, Refused> {
    content.seek(SeekFrom::Start(0)).map_err(|_| Refused::Broken)?;
    let mut chunk = vec![0; CHUNK];
    let mut western = true;
    let mut utf8 = Utf8::default();
    loop {
        let read = content.read(&mut chunk).map_err(|_| Refused::Broken)?;
        if read == 0 {
            return Ok(utf8.whole() || western);
        }
        let bytes = &chunk[..read];
        if bytes.iter().any(|byte| is_control(*byte)) {
            return Ok(false);
        }
        // The five bytes Windows-1252 leaves undefined.
        western &= !bytes
            .iter()
            .any(|byte| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d));
        utf8.feed(bytes);
    }
}

fn is_control(byte: u8) -> bool {
    byte == 0x7f || (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c))
}

/// Checks UTF-8 over chunk borders.
#[derive(Default)]
struct Utf8 {
    carried: Vec<u8>,
    broken: bool,
}

impl Utf8 {
    fn feed(&mut self, bytes: &[u8]) {
        if self.broken {
            return;
        }
        self.carried.extend_from_slice(bytes);
        let rest = match std::str::from_utf8(&self.carried) {
            Ok(_) => self.carried.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => {
                self.broken = true;
                return;
            }
        };
        self.carried.drain(..rest);
    }

    fn whole(&self) -> bool {
        !self.broken && self.carried.is_empty()
    }
}

/// Whether the content is XML that nothing runs or expands: UTF-8, no document type, no style sheet, no page and no drawing in it.
pub(super) fn is_harmless_xml<R: Read + Seek>(content: &mut R) -> Result<bool, Refused> {
    content.seek(SeekFrom::Start(0)).map_err(|_| Refused::Broken)?;
    let mut bytes = Vec::new();
    let read = content
        .take(XML_LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| Refused::Broken)?;
    if read as u64 > XML_LIMIT {
        return Err(Refused::TooLarge { limit: XML_LIMIT });
    }
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return Ok(false);
    };
    let text = text.trim_start_matches('\u{feff}').trim();
    if !text.starts_with('<') || !text.ends_with('>') || text.bytes().any(is_control) {
        return Ok(false);
    }
    let lower = text.to_ascii_lowercase();
    const ACTIVE: [&str; 6] = [
        "<!doctype",
        "<!entity",
        "<?xml-stylesheet",
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xsl/transform",
    ];
    if ACTIVE.iter().any(|sign| lower.contains(sign)) {
        return Err(Refused::Active);
    }
    match root_element(&lower) {
        Some("html" | "svg" | "script") => Err(Refused::Active),
        Some(_) => Ok(true),
        None => Ok(false),
    }
}

/// The local name of the first element.
fn root_element(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if let Some(instruction) = rest.strip_prefix("<?") {
            rest = &instruction[instruction.find("?>")? + 2..];
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")? + 3..];
        } else {
            let name = rest.strip_prefix('<')?;
            let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            let name = &name[..end];
            let local = name.rsplit(':').next().unwrap_or(name);
            return local
                .chars()
                .next()
                .is_some_and(char::is_alphabetic)
                .then_some(local);
        }
    }
}
