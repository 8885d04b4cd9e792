//! File names given by people: kept as given in the data, cleaned where they are shown or sent.

#[cfg(test)]
mod tests;

const MAX_CHARS: usize = 150;
const WITHOUT_NAME: &str = "documento";

/// Whether a browser is asked to show the file or to save it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// Shown in the browser.
    Inline,
    /// Saved.
    Attachment,
}

/// A name fit for a page or for a folder of any system: no path, control, direction-changing or reserved characters, at most 150 characters, extension kept.
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let cleaned: String = last.chars().filter_map(replace).collect();
    let trimmed = cleaned.trim_matches(|c: char| c.is_whitespace() || c == '.');
    // A leading dot hides a file, but ".pdf" is a name that lost its stem.
    let (stem, extension) = match cleaned.trim_end().rsplit_once('.') {
        Some((stem, extension)) if !extension.is_empty() && extension.chars().count() <= 10 => (
            stem.trim_matches(|c: char| c.is_whitespace() || c == '.'),
            Some(extension),
        ),
        _ => (trimmed, None),
    };
    let room = MAX_CHARS - extension.map_or(0, |e| e.chars().count() + 1);
    let stem: String = stem.chars().take(room).collect();
    let stem = if stem.is_empty() {
        WITHOUT_NAME
    } else {
        stem.as_str()
    };
    let stem = if is_reserved(stem) {
        format!("_{stem}")
    } else {
        stem.to_owned()
    };
    extension.map_or(stem.clone(), |extension| format!("{stem}.{extension}"))
}

/// The extension a name ends with, in lower case and without the dot.
pub(crate) fn extension(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().trim_end();
    let (_, extension) = last.rsplit_once('.')?;
    (!extension.is_empty()).then(|| extension.to_lowercase())
}

/// The name without its last extension.
pub(crate) fn stem(name: &str) -> &str {
    name.trim_end().rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn replace(c: char) -> Option<char> {
    match c {
        c if c.is_control() => None,
        // Bidirectional overrides and isolates make "gpj.exe" read as "exe.jpg"; zero-width characters hide a difference.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
        '\u{2028}' | '\u{2029}' => None,
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => Some('_'),
        c => Some(c),
    }
}

/// Names that Windows takes for devices.
fn is_reserved(stem: &str) -> bool {
    let upper = stem.to_ascii_uppercase();
    let numbered = |prefix: &str| {
        upper
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(upper.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

/// The value of `Content-Disposition` (RFC 6266): an ASCII name for old clients and the full name in RFC 5987 form.
pub fn content_disposition(name: &str, disposition: Disposition) -> String {
    let name = clean_name(name);
    let kind = match disposition {
        Disposition::Inline => "inline",
        Disposition::Attachment => "attachment",
    };
    let ascii: String = name
        .chars()
        .map(|c| {
            if c.is_ascii() && !matches!(c, '"' | '\\' | '%' | ';') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        // attr-char of RFC 5987.
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{kind}; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}
