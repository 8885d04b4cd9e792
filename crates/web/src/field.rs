//! One control with its label, help and error: the same markup in plain forms and in forms made from a definition.

use crate::{html::Html, pieces};
use kernel::{FieldErrors, Lang};
use std::borrow::Borrow;

/// What a control is.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    /// An `input` of this type (`text`, `email`, `tel`, `url`, `password`, `date`, `time`, `search`…).
    Input(&'static str),
    /// Several lines.
    TextArea {
        /// Visible lines.
        rows: u16,
    },
    /// One of a list: values and words.
    Select(Vec<(String, String)>),
    /// One of a few, all visible.
    Radio(Vec<(String, String)>),
    /// Any of a few.
    Checkboxes(Vec<(String, String)>),
    /// Yes or no; the label stands at its right.
    Checkbox,
}

/// A control with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Field {
    /// What it is.
    pub control: Control,
    /// Name in the post.
    pub name: String,
    /// Identifier in the page.
    pub id: String,
    /// The question.
    pub label: String,
    /// Whether the label is only for screen readers.
    pub hide_label: bool,
    /// Values: one, or several for lists of boxes.
    pub values: Vec<String>,
    /// Help; empty for none.
    pub help: String,
    /// Sentences of what is wrong.
    pub errors: Vec<String>,
    /// Whether an answer is mandatory.
    pub required: bool,
    /// Whether it cannot be changed.
    pub disabled: bool,
    /// Whether options stand on one line.
    pub inline: bool,
    /// Text just before the control.
    pub prefix: String,
    /// Text just after the control.
    pub suffix: String,
    /// Further attributes of the control: `autocomplete`, `inputmode`, `maxlength`, `placeholder`…
    pub attributes: Vec<(&'static str, String)>,
}

impl Field {
    /// A control.
    pub fn new(control: Control, name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            control,
            id: Self::id_of(&name),
            name,
            label: label.into(),
            hide_label: false,
            values: Vec::new(),
            help: String::new(),
            errors: Vec::new(),
            required: false,
            disabled: false,
            inline: false,
            prefix: String::new(),
            suffix: String::new(),
            attributes: Vec::new(),
        }
    }

    /// One line of text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Control::Input("text"), name, label)
    }

    /// Identifier of the control of a name: letters, digits, `-` and `_` only, never equal for two names.
    pub fn id_of(name: &str) -> String {
        let mut id = String::from("c-");
        for c in name.chars() {
            match c {
                'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => id.push(c),
                '.' => id.push_str("_p"),
                '[' => id.push_str("_s"),
                ']' => {}
                other => id.push_str(&format!("_{:x}_", u32::from(other))),
            }
        }
        id
    }

    /// The value shown.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.values = vec![value.into()];
        self
    }

    /// Makes an answer mandatory.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Help below the label.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// A further attribute of the control.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Takes its errors from those of a use case.
    #[must_use]
    pub fn errors(mut self, errors: &FieldErrors, lang: Lang) -> Self {
        let list = errors.0.get(&self.name).map(Vec::as_slice).unwrap_or_default();
        self.errors = list.iter().map(|error| pieces::sentence(error, lang)).collect();
        self
    }

    /// The markup.
    pub fn html(&self, lang: impl Borrow<Lang>) -> String {
        let lang = *lang.borrow();
        let mut out = Html::new();
        match &self.control {
            Control::Radio(options) => self.group(&mut out, lang, "radio", options),
            Control::Checkboxes(options) => self.group(&mut out, lang, "checkbox", options),
            Control::Checkbox => self.single_box(&mut out, lang),
            _ => self.simple(&mut out, lang),
        }
        out.finish()
    }

    fn invalid(&self) -> &'static str {
        if self.errors.is_empty() { "" } else { " is-invalid" }
    }

    fn value_text(&self) -> &str {
        self.values.first().map(String::as_str).unwrap_or_default()
    }

    fn simple(&self, out: &mut Html, lang: Lang) {
        out.raw("<div class=\"form-group\">");
        self.label(out);
        self.notes(out, lang);
        let affixed = !self.prefix.is_empty() || !self.suffix.is_empty();
        if affixed {
            out.raw("<div class=\"affixed\">");
            self.affix(out, &self.prefix);
        }
        match &self.control {
            Control::TextArea { rows } => {
                out.raw("<textarea").attr_number("rows", rows);
                self.shared(out, "form-control");
                // A first line break inside a textarea is eaten by the parser.
                out.raw(">\n").text(self.value_text()).raw("</textarea>");
            }
            Control::Select(options) => self.select(out, lang, options),
            Control::Input(kind) => {
                out.raw("<input").attr("type", kind);
                self.shared(out, "form-control");
                if *kind != "password" && *kind != "file" {
                    out.attr("value", self.value_text());
                }
                out.raw(">");
            }
            _ => {}
        }
        if affixed {
            self.affix(out, &self.suffix);
            out.raw("</div>");
        }
        out.raw("</div>");
    }

    fn affix(&self, out: &mut Html, text: &str) {
        if !text.is_empty() {
            out.raw("<span class=\"affix\">").text(text).raw("</span>");
        }
    }

    fn label(&self, out: &mut Html) {
        // Always `active`: without script a floating label would lie on what is typed.
        out.raw("<label").attr("for", &self.id);
        out.attr(
            "class",
            if self.hide_label {
                "visually-hidden"
            } else {
                "active"
            },
        )
        .raw(">");
        self.question(out);
        out.raw("</label>");
    }

    fn question(&self, out: &mut Html) {
        out.text(&self.label);
        if self.required {
            out.raw("<span class=\"required-mark\" aria-hidden=\"true\"> *</span>");
        }
    }

    fn notes(&self, out: &mut Html, lang: Lang) {
        if !self.help.is_empty() {
            out.raw("<small class=\"form-text\"")
                .attr("id", &format!("{}-aiuto", self.id))
                .raw(">");
            out.text(&self.help).raw("</small>");
        }
        if !self.errors.is_empty() {
            out.raw("<p class=\"form-feedback\"")
                .attr("id", &format!("{}-errore", self.id))
                .raw("><strong>");
            out.text(locale::text(lang, "web-error-prefix")).raw("</strong> ");
            out.text(&self.errors.join(" ")).raw("</p>");
        }
    }

    fn described(&self, out: &mut Html) {
        let mut ids = Vec::new();
        if !self.help.is_empty() {
            ids.push(format!("{}-aiuto", self.id));
        }
        if !self.errors.is_empty() {
            ids.push(format!("{}-errore", self.id));
        }
        if !ids.is_empty() {
            out.attr("aria-describedby", &ids.join(" "));
        }
    }

    /// Attributes of the control itself; `required` is told to screen readers only, for the server explains better.
    fn shared(&self, out: &mut Html, class: &str) {
        out.attr("id", &self.id)
            .attr("name", &self.name)
            .attr("class", &format!("{class}{}", self.invalid()));
        self.described(out);
        if self.required {
            out.raw(" aria-required=\"true\"");
        }
        if !self.errors.is_empty() {
            out.raw(" aria-invalid=\"true\"");
        }
        out.flag("disabled", self.disabled);
        for (name, value) in &self.attributes {
            out.attr(name, value);
        }
    }

    fn select(&self, out: &mut Html, lang: Lang, options: &[(String, String)]) {
        let several = self.attributes.iter().any(|(name, _)| *name == "multiple");
        out.raw("<div class=\"select-wrapper\"><select");
        self.shared(out, "form-select");
        out.raw(">");
        // A list that has an empty choice of its own («Tutti») needs no «Scegli una voce».
        if !several && options.iter().all(|(value, _)| !value.is_empty()) {
            out.raw("<option value=\"\">")
                .text(locale::text(lang, "web-select-empty"))
                .raw("</option>");
        }
        for (value, words) in options {
            out.raw("<option")
                .attr("value", value)
                .flag("selected", self.values.contains(value));
            out.raw(">").text(words).raw("</option>");
        }
        out.raw("</select></div>");
    }

    fn group(&self, out: &mut Html, lang: Lang, kind: &str, options: &[(String, String)]) {
        out.raw("<fieldset class=\"form-group choices\"");
        self.described(out);
        out.raw("><legend")
            .attr(
                "class",
                if self.hide_label {
                    "visually-hidden"
                } else {
                    "choices-legend"
                },
            )
            .raw(">");
        self.question(out);
        if self.required {
            out.raw("<span class=\"visually-hidden\"> ")
                .text(locale::text(lang, "web-required-word"))
                .raw("</span>");
        }
        out.raw("</legend>");
        self.notes(out, lang);
        for (i, (value, words)) in options.iter().enumerate() {
            // The first option takes the identifier that the list of errors links to.
            let id = if i == 0 {
                self.id.clone()
            } else {
                format!("{}-{i}", self.id)
            };
            let inline = if self.inline { " form-check-inline" } else { "" };
            out.raw("<div")
                .attr("class", &format!("form-check{inline}"))
                .raw("><input")
                .attr("type", kind);
            out.attr("id", &id).attr("name", &self.name).attr("value", value);
            out.attr("class", self.invalid().trim())
                .flag("checked", self.values.contains(value));
            if !self.errors.is_empty() && kind == "checkbox" {
                out.raw(" aria-invalid=\"true\"");
            }
            out.flag("disabled", self.disabled);
            out.raw("><label")
                .attr("for", &id)
                .raw(">")
                .text(words)
                .raw("</label></div>");
        }
        out.raw("</fieldset>");
    }

    fn single_box(&self, out: &mut Html, lang: Lang) {
        out.raw("<div class=\"form-group choices\">");
        self.notes(out, lang);
        out.raw("<div class=\"form-check\"><input type=\"checkbox\"");
        self.shared(out, "");
        out.raw(" value=\"true\"")
            .flag("checked", self.value_text() == "true")
            .raw("><label");
        out.attr("for", &self.id).raw(">");
        self.question(out);
        out.raw("</label></div></div>");
    }
}
