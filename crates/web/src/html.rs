//! A writer of HTML that escapes by default.

use std::fmt::Write;

/// HTML being written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Html(String);

impl Html {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Markup of ours, or already made safe.
    pub(crate) fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text of others.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                c => self.0.push(c),
            }
        }
        self
    }

    /// An attribute with its value, a space before it.
    pub(crate) fn attr(&mut self, name: &str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// An attribute with a number.
    pub(crate) fn attr_number(&mut self, name: &str, value: impl std::fmt::Display) -> &mut Self {
        // Writing to a String cannot fail.
        let _ = write!(self.0, " {name}=\"{value}\"");
        self
    }

    /// An attribute without a value, when `on`.
    pub(crate) fn flag(&mut self, name: &str, on: bool) -> &mut Self {
        if on {
            self.raw(" ").raw(name);
        }
        self
    }

    /// An icon of the sprite.
    pub(crate) fn icon(&mut self, name: &str, class: &str) -> &mut Self {
        self.raw("<svg").attr("class", &format!("icon {class}"));
        self.raw(" width=\"24\" height=\"24\" aria-hidden=\"true\" focusable=\"false\"><use");
        self.attr("href", &format!("{}#{name}", crate::assets::url("sprite.svg")))
            .raw("></use></svg>")
    }

    pub(crate) fn finish(self) -> String {
        self.0
    }
}
