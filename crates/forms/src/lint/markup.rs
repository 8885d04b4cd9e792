//! Just enough of HTML to judge the texts of a form: tags with their attributes, and the words between them.

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Words(&'a str),
    /// Name in lower case, and what is written after it.
    Open(String, &'a str),
    Close(String),
}

/// The pieces of a text, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let inner = &rest[open + 1..];
        let is_tag = inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let Some(close) = inner.find('>').filter(|_| is_tag) else {
            pieces.push(Piece::Words(&rest[..=open]));
            rest = inner;
            continue;
        };
        pieces.push(Piece::Words(&rest[..open]));
        let (tag, closes) = match inner[..close].strip_prefix('/') {
            Some(tag) => (tag, true),
            None => (&inner[..close], false),
        };
        let end = tag
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(end);
        let name = name.to_ascii_lowercase();
        pieces.push(if closes {
            Piece::Close(name)
        } else {
            Piece::Open(name, attributes)
        });
        rest = &inner[close + 1..];
    }
    pieces.push(Piece::Words(rest));
    pieces
}

/// Whether the text would run or load something, were it not cleaned.
pub(super) fn runs_code(text: &str) -> bool {
    const ACTIVE: [&str; 11] = [
        "script", "iframe", "object", "embed", "style", "form", "input", "button", "link", "meta", "base",
    ];
    pieces(text).iter().any(|piece| match piece {
        Piece::Open(name, attributes) => {
            let attributes = attributes.to_ascii_lowercase();
            let handler = attributes
                .split([' ', '\n', '\t', '/', '"', '\''])
                .any(|word| word.starts_with("on") && word.contains('='));
            ACTIVE.contains(&name.as_str()) || handler || attributes.contains("javascript:")
        }
        _ => false,
    })
}

/// Whether an attribute is written, with whatever value.
pub(super) fn has_attribute(attributes: &str, name: &str) -> bool {
    let lower = attributes.to_ascii_lowercase();
    lower
        .split([' ', '\n', '\t', '/'])
        .any(|word| word.split('=').next() == Some(name))
}
