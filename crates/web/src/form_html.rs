//! A page of a form as accessible native HTML, complete without script.
//!
//! The slice writes the `<form id="modulo" method="post" novalidate enctype="multipart/form-data" data-form>` around it, with
//! the token, and its own buttons. Names of controls are those [`forms::Form::decode`] reads. Buttons drawn here:
//! - «Aggiorna la pagina»: `_azione=aggiorna` posted to [`RenderOptions::refresh`] (answer: the whole page, 200, nothing refused);
//! - rows of grids, posted there too: `path:add`, `path[2]:copy`, `path[2]:up`, `path[2]:down`, `path[2]:remove`;
//! - files: `_file=carica:<path>` with the file chosen under the name `<path>`, and `_file=rimuovi:<path>:<document>`,
//!   posted to [`FileLinks::action`].

mod choices;
mod choosing;
mod controls;
mod files;
mod grids;
mod groups;
mod outputs;
mod redraw;
mod survey;
mod values;

pub use choosing::place_words;

use crate::{Control, ErrorSummary, Field, html::Html};
use controls::{attributes, pairs, question, safe_markup};
use forms::{Component, FormPage, Kind, Outcome, Violation};
use kernel::Lang;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the markup depends on besides form, data and errors.
#[derive(Clone, Debug)]
pub struct RenderOptions<'a> {
    /// Language of our own words; the form's are in the form.
    pub lang: Lang,
    /// What a check of the data found: what is hidden, what the form works out itself. Its errors are not shown.
    pub outcome: &'a Outcome,
    /// Where a redraw is asked; empty when nothing of the page depends on answers and it has no grids.
    pub refresh: &'a str,
    /// Where files go; none before the draft exists.
    pub files: Option<FileLinks<'a>>,
    /// Where lists of places are searched (`/borgo/elenchi/`); empty where the script cannot ask.
    pub lists: &'a str,
    /// Name and value of the button that the Enter key presses; none leaves it to the order of the page.
    pub enter: Option<(&'a str, &'a str)>,
}

/// Addresses of attachments.
#[derive(Clone, Copy, Debug)]
pub struct FileLinks<'a> {
    /// Where the buttons of files post the page.
    pub action: &'a str,
    /// Address of a document without its identifier at the end (`/borgo/documenti/`).
    pub document: &'a str,
}

/// The page's controls, inside `<div id="campi">`.
pub fn render(page: &FormPage, data: &Value, errors: &[Violation], options: &RenderOptions<'_>) -> String {
    let mut drawing = Drawing {
        data,
        errors,
        options,
        out: Html::new(),
        used: BTreeMap::new(),
    };
    let redraws = !options.refresh.is_empty() && page.components.iter().any(redraw::on_change);
    drawing.open(redraws, page.components.iter().any(redraw::has_rows));
    for component in &page.components {
        drawing.component(component, &[]);
    }
    if redraws {
        drawing.refresh_button();
    }
    drawing.out.raw("</div>");
    drawing.out.finish()
}

/// The box above a page with errors: one link per error; each names its field, and its row in a grid.
pub fn summary(errors: &[Violation], lang: Lang) -> ErrorSummary {
    let each = |error: &Violation| (Field::id_of(&error.path), error.message(lang));
    ErrorSummary {
        errors: errors.iter().map(each).collect(),
    }
}

/// Whether the page has a control for files, so that the slice allows larger bodies.
pub fn has_files(page: &FormPage) -> bool {
    fn below(component: &Component) -> bool {
        matches!(component.kind, Kind::File(_)) || component.children.iter().any(below)
    }
    page.components.iter().any(below)
}

struct Drawing<'a> {
    data: &'a Value,
    errors: &'a [Violation],
    options: &'a RenderOptions<'a>,
    out: Html,
    /// Identifiers of wrappers given so far, and how often each was asked for.
    used: BTreeMap<String, usize>,
}

impl<'a> Drawing<'a> {
    fn lang(&self) -> Lang {
        self.options.lang
    }

    fn word(&self, key: &str) -> &'static str {
        locale::text(self.options.lang, key)
    }

    /// One component and what is inside it, unless hidden. `rows`: where in the grids around it.
    fn component(&mut self, component: &Component, rows: &[usize]) {
        let path = component.path_at(rows);
        if !self.options.outcome.shows(component, rows) {
            return;
        }
        let drawn = redraw::as_changed(component, rows, self.options.outcome);
        let component = drawn.as_ref();
        if component.is_layout() || matches!(component.kind, Kind::Container) {
            return self.layout(component, rows);
        }
        if let Kind::Hidden = component.kind {
            if component.calculated {
                return;
            }
            let value = self.text_at(&path);
            self.out
                .raw("<input type=\"hidden\"")
                .attr("name", &path)
                .attr("value", &value)
                .raw(">");
            return;
        }
        if let Kind::Button = component.kind {
            return;
        }
        let rows_inside = redraw::is_rows(component);
        self.wrapper(component, rows, if rows_inside { "box" } else { "leaf" });
        match &component.kind {
            _ if component.calculated && !rows_inside => self.output(component, &path, rows),
            Kind::Content { html } => {
                self.out
                    .raw("<div class=\"form-content\">")
                    .raw(&safe_markup(html))
                    .raw("</div>");
            }
            Kind::Day(parts) => self.day(component, &path, *parts),
            Kind::DateTime {
                date: true,
                time: true,
            } => self.date_and_time(component, &path),
            Kind::Survey { questions, options } => self.survey(component, &path, questions, options),
            Kind::File(limits) => self.file(component, &path, limits),
            Kind::DataGrid(limits) | Kind::EditGrid(limits) => self.grid(component, &path, rows, limits),
            Kind::DataMap(limits) => self.named_values(component, &path, limits),
            Kind::Tree => self.tree(component, &path),
            Kind::Address => self.address(component, &path),
            Kind::Unsupported => {
                let words = self.word("web-unsupported");
                self.out
                    .raw("<div class=\"alert alert-warning\">")
                    .text(&component.label)
                    .raw(" ")
                    .text(words);
                self.out.raw("</div>");
            }
            _ => match component.source() {
                Some(source) => self.choosing(component, &path, source),
                None => self.field(component, &path),
            },
        }
        if redraw::frozen(component, rows, self.options.outcome) {
            self.frozen(component, &path);
        }
        self.out.raw("</div>");
    }

    /// Every component stands in an element of its own, so that a redraw can add and remove it alone.
    fn wrapper(&mut self, component: &Component, rows: &[usize], patch: &str) {
        let class = match component.kind {
            // A column keeps its place even when all inside is hidden; on a phone columns stand one under another.
            Kind::Column { width } => format!("col-12 col-md-{}", width.clamp(1, 12)),
            _ => "component".to_owned(),
        };
        let id = self.wrapper_id(component, rows, patch);
        self.out
            .raw("<div")
            .attr("class", &class)
            .attr("id", &id)
            .attr("data-patch", patch);
        if let Some(look) = self.look(component, rows) {
            self.out.attr("data-look", &look);
        }
        self.out.raw(">");
    }

    /// Unique on the page and the same at the next redraw; counted when an author gave one key to two components.
    fn wrapper_id(&mut self, component: &Component, rows: &[usize], patch: &str) -> String {
        let kind = if patch == "leaf" { "w" } else { "b" };
        let id = format!("{kind}-{}", Field::id_of(&known_by(component, rows)));
        let seen = self.used.entry(id.clone()).or_insert(0);
        *seen += 1;
        if *seen == 1 { id } else { format!("{id}-{seen}") }
    }

    fn errors_at(&self, path: &str) -> Vec<String> {
        let here = self.errors.iter().filter(|error| error.path == path);
        here.map(|error| error.message(self.lang())).collect()
    }

    /// A control that [`Field`] draws by itself.
    fn field(&mut self, component: &Component, path: &str) {
        if let Kind::Radio { .. } | Kind::Select { .. } | Kind::SelectBoxes { .. } = component.kind {
            return self.choice(component, path);
        }
        if component.multiple {
            return self.several(component, path);
        }
        let mut field = self.base(component, path, controls::control(component));
        field.values = self.values(component, path);
        self.out.raw(&field.html(self.lang()));
        self.worked_out_beside(component, path);
    }

    fn base(&self, component: &Component, path: &str, control: Control) -> Field {
        let mut field = Field::new(control, path, question(component));
        field.hide_label = component.hide_label;
        field.required = component.required;
        field.disabled = component.disabled;
        field.help = self.help(component);
        field.errors = self.errors_at(path);
        field.prefix.clone_from(&component.prefix);
        field.suffix.clone_from(&component.suffix);
        if let Kind::Currency { currency } = &component.kind
            && field.prefix.is_empty()
        {
            field.prefix = if currency == "EUR" {
                "€".to_owned()
            } else {
                currency.clone()
            };
        }
        field.attributes = attributes(component);
        self.searched(component, &mut field);
        field
    }

    fn help(&self, component: &Component) -> String {
        let mut parts: Vec<String> = [&component.description, &component.tooltip]
            .into_iter()
            .filter(|text| !text.is_empty())
            .cloned()
            .collect();
        let limits = &component.limits;
        if let (Some(most), Kind::TextArea { .. }) = (limits.max_length, &component.kind) {
            parts.push(locale::text_args(
                self.lang(),
                "web-limit-chars",
                &[("count", most.into())],
            ));
        }
        if let Some(most) = limits.max_words {
            parts.push(locale::text_args(
                self.lang(),
                "web-limit-words",
                &[("count", most.into())],
            ));
        }
        match component.kind {
            Kind::Tags => parts.push(self.word("web-tags-hint").to_owned()),
            Kind::Signature => parts.push(self.word("web-signature-hint").to_owned()),
            _ => {}
        }
        parts.join(" ")
    }
}

/// Where the component is, in its row: the path of its value, or its place among the others when it takes none. Conditions that
/// hide it are reported by this name.
fn known_by(component: &Component, rows: &[usize]) -> String {
    if !component.is_layout() && !matches!(component.kind, Kind::Content { .. }) {
        return component.path_at(rows);
    }
    let mut place = component.place.clone();
    for row in rows {
        place = place.replacen("[]", &format!("[{row}]"), 1);
    }
    place
}
