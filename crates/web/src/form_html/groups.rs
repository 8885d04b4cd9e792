//! Components of several controls: layout, days, surveys, lists of values, grids.

use super::{Drawing, question, values};
use crate::Field;
use forms::{Component, DayParts, Kind};
use kernel::Lang;
use serde_json::Value;

/// `Familiare 2`, with rows counted from 1.
pub(super) fn row_title(label: &str, row: usize, lang: Lang) -> String {
    match label {
        "" => locale::text_args(lang, "web-grid-row-plain", &[("n", (row + 1).into())]),
        label => locale::text_args(
            lang,
            "web-grid-row",
            &[("label", label.into()), ("n", (row + 1).into())],
        ),
    }
}

/// One of the controls a value is asked in.
struct Part<'a> {
    id: String,
    name: String,
    label: &'a str,
    kind: &'a str,
    value: String,
    wrong: bool,
}

impl Drawing<'_> {
    pub(super) fn layout(&mut self, component: &Component, rows: &[usize]) {
        self.wrapper(component, rows, "box");
        let titled = !component.label.is_empty() && !component.hide_label;
        match component.kind {
            Kind::FieldSet | Kind::Container => {
                self.out.raw("<fieldset class=\"form-fieldset\">");
                if titled {
                    self.out.raw("<legend>").text(&component.label).raw("</legend>");
                }
                self.children(component, rows);
                self.out.raw("</fieldset>");
            }
            Kind::Columns => {
                self.out.raw("<div class=\"row\">");
                self.children(component, rows);
                self.out.raw("</div>");
            }
            Kind::TableRow => {
                self.out.raw("<div class=\"row\">");
                for child in &component.children {
                    self.out.raw("<div class=\"col-12 col-md\">");
                    self.component(child, rows);
                    self.out.raw("</div>");
                }
                self.out.raw("</div>");
            }
            Kind::Well => {
                self.out.raw("<div class=\"form-well\">");
                self.children(component, rows);
                self.out.raw("</div>");
            }
            Kind::Panel { .. } | Kind::Tab => {
                self.out.raw("<div class=\"form-panel\">");
                if titled {
                    self.out
                        .raw("<h3 class=\"form-panel-title\">")
                        .text(&component.label)
                        .raw("</h3>");
                }
                self.children(component, rows);
                self.out.raw("</div>");
            }
            _ => self.children(component, rows),
        }
        self.out.raw("</div>");
    }

    pub(super) fn children(&mut self, component: &Component, rows: &[usize]) {
        for child in &component.children {
            self.component(child, rows);
        }
    }

    /// Opens a fieldset with question, help and errors; `id` names help and errors.
    pub(super) fn open_group(&mut self, component: &Component, path: &str, help: &str) {
        let id = Field::id_of(path);
        let errors = self.errors_at(path);
        let mut described = Vec::new();
        if !help.is_empty() {
            described.push(format!("{id}-aiuto"));
        }
        if !errors.is_empty() {
            described.push(format!("{id}-errore"));
        }
        self.out.raw("<fieldset class=\"form-group choices\"");
        if !described.is_empty() {
            self.out.attr("aria-describedby", &described.join(" "));
        }
        self.out.raw("><legend").attr(
            "class",
            if component.hide_label {
                "visually-hidden"
            } else {
                "choices-legend"
            },
        );
        self.out.raw(">").text(&question(component));
        if component.required {
            let word = self.word("web-required-word");
            self.out
                .raw("<span class=\"required-mark\" aria-hidden=\"true\"> *</span>");
            self.out
                .raw("<span class=\"visually-hidden\"> ")
                .text(word)
                .raw("</span>");
        }
        self.out.raw("</legend>");
        self.notes(&id, help, &errors);
    }

    /// Help and errors, under the identifiers that describe a control.
    pub(super) fn notes(&mut self, id: &str, help: &str, errors: &[String]) {
        if !help.is_empty() {
            self.out
                .raw("<small class=\"form-text\"")
                .attr("id", &format!("{id}-aiuto"))
                .raw(">")
                .text(help);
            self.out.raw("</small>");
        }
        if !errors.is_empty() {
            let prefix = self.word("web-error-prefix");
            self.out
                .raw("<p class=\"form-feedback\"")
                .attr("id", &format!("{id}-errore"))
                .raw("><strong>");
            self.out
                .text(prefix)
                .raw("</strong> ")
                .text(&errors.join(" "))
                .raw("</p>");
        }
    }

    /// One control of a group: named `path:part`, label always visible. The first one takes the identifier errors link to.
    fn part(&mut self, part: &Part<'_>, extra: &[(&str, &str)]) {
        self.out
            .raw("<div class=\"part\"><label class=\"active\"")
            .attr("for", &part.id)
            .raw(">");
        self.out
            .text(part.label)
            .raw("</label><input")
            .attr("type", part.kind);
        self.out.attr("id", &part.id).attr("name", &part.name);
        self.out.attr(
            "class",
            if part.wrong {
                "form-control is-invalid"
            } else {
                "form-control"
            },
        );
        for (attribute, content) in extra {
            self.out.attr(attribute, content);
        }
        if part.wrong {
            self.out.raw(" aria-invalid=\"true\"");
        }
        self.out.attr("value", &part.value).raw("></div>");
    }

    pub(super) fn day(&mut self, component: &Component, path: &str, parts: DayParts) {
        let mut help = self.help(component);
        if help.is_empty() && parts.day && parts.month && parts.year {
            self.word("web-day-hint").clone_into(&mut help);
        }
        self.open_group(component, path, &help);
        self.out.raw("<div class=\"parts\">");
        let found = values::day_parts(&self.text_at(path), parts);
        let wrong = self.errors.iter().any(|error| error.path == path);
        let birthday = component.autocomplete.as_deref() == Some("bday");
        let asked = [
            (parts.day, "day", "web-day-day", "2", "bday-day"),
            (parts.month, "month", "web-day-month", "2", "bday-month"),
            (parts.year, "year", "web-day-year", "4", "bday-year"),
        ];
        let mut first = true;
        for ((on, part, word, size, token), value) in asked.into_iter().zip(found) {
            if !on {
                continue;
            }
            let id = if first {
                Field::id_of(path)
            } else {
                format!("{}-{part}", Field::id_of(path))
            };
            first = false;
            let mut extra = vec![("inputmode", "numeric"), ("size", size), ("data-size", size)];
            if birthday {
                extra.push(("autocomplete", token));
            }
            let name = format!("{path}:{part}");
            self.part(
                &Part {
                    id,
                    name,
                    label: self.word(word),
                    kind: "text",
                    value,
                    wrong,
                },
                &extra,
            );
        }
        self.out.raw("</div></fieldset>");
    }

    pub(super) fn date_and_time(&mut self, component: &Component, path: &str) {
        self.open_group(component, path, &self.help(component));
        let text = self.text_at(path);
        let (date, time) = match text.is_empty() {
            true => (String::new(), String::new()),
            false => (
                values::date_of(&text),
                if text.len() > 10 {
                    values::time_of(&text)
                } else {
                    String::new()
                },
            ),
        };
        let id = Field::id_of(path);
        let wrong = self.errors.iter().any(|error| error.path == path);
        self.out.raw("<div class=\"parts\">");
        for (part, word, value) in [
            ("date", "web-datetime-date", date),
            ("time", "web-datetime-time", time),
        ] {
            let id = if part == "date" {
                id.clone()
            } else {
                format!("{id}-{part}")
            };
            let name = format!("{path}:{part}");
            self.part(
                &Part {
                    id,
                    name,
                    label: self.word(word),
                    kind: part,
                    value,
                    wrong,
                },
                &[],
            );
        }
        self.out.raw("</div></fieldset>");
    }

    /// The parts of an address, each with the token browsers fill it in by.
    pub(super) fn address(&mut self, component: &Component, path: &str) {
        self.open_group(component, path, &self.help(component));
        self.out.raw("<div class=\"address\">");
        let wrong = !self.errors_at(path).is_empty();
        for (nth, (key, own)) in component.address_parts().into_iter().enumerate() {
            let (word, token, mode) = address_part(key);
            let id = match nth {
                0 => Field::id_of(path),
                _ => format!("{}-{key}", Field::id_of(path)),
            };
            let part = Part {
                id,
                name: format!("{path}:{key}"),
                label: match (own, word) {
                    ("", "") => key,
                    ("", word) => self.word(word),
                    (own, _) => own,
                },
                kind: "text",
                value: self.address_text(path, key, nth == 0),
                wrong,
            };
            let token = match component.autocomplete.as_deref() {
                Some("off") => "off",
                _ => token,
            };
            let mut extra = vec![("inputmode", mode)];
            if !token.is_empty() {
                extra.push(("autocomplete", token));
            }
            if component.required && key != "address2" {
                extra.push(("aria-required", "true"));
            }
            self.part(&part, &extra);
        }
        self.out.raw("</div></fieldset>");
    }

    /// A part of the address; one that was found by a search elsewhere is a single text, shown in the first part.
    fn address_text(&self, path: &str, key: &str, first: bool) -> String {
        let value = self.value_at(path);
        match value.and_then(|value| value.get("address")) {
            Some(Value::Object(parts)) if parts.contains_key(key) => {
                parts.get(key).map(values::plain).unwrap_or_default()
            }
            _ if first => value.map(values::address_text).unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// A list of values: one control each and an empty one more.
    pub(super) fn several(&mut self, component: &Component, path: &str) {
        self.open_group(component, path, &self.help(component));
        let mut shown = self.values(component, path);
        shown.retain(|value| !value.is_empty());
        shown.push(String::new());
        for (i, value) in shown.into_iter().enumerate() {
            let label = row_title(&question(component), i, self.lang());
            let mut field = Field::new(super::controls::control(component), path, label).value(value);
            field.hide_label = true;
            field.attributes = super::attributes(component);
            if i > 0 {
                field.id = format!("{}-{i}", Field::id_of(path));
            }
            self.out.raw(&field.html(self.lang()));
        }
        self.out.raw("</fieldset>");
    }
}

/// Our word for a part of an address, its token, its keyboard.
fn address_part(key: &str) -> (&'static str, &'static str, &'static str) {
    match key {
        "address1" | "street" => ("web-address-street", "address-line1", "text"),
        "address2" => ("web-address-more", "address-line2", "text"),
        "zip" => ("web-address-zip", "postal-code", "numeric"),
        "city" => ("web-address-city", "address-level2", "text"),
        "state" | "county" => ("web-address-province", "address-level1", "text"),
        "country" => ("web-address-country", "country-name", "text"),
        _ => ("", "", "text"),
    }
}
