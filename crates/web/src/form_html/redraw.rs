//! What of a page is drawn again when answers change, and how the script knows.

use super::{Drawing, known_by};
use forms::{Component, Kind, Outcome};
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Whether an answer can change what the page shows.
pub(super) fn on_change(component: &Component) -> bool {
    component.conditional || component.depends || component.children.iter().any(on_change)
}

/// Whether the page has rows that can be added and moved.
pub(super) fn has_rows(component: &Component) -> bool {
    is_rows(component) || component.children.iter().any(has_rows)
}

pub(super) fn is_rows(component: &Component) -> bool {
    matches!(
        component.kind,
        Kind::DataGrid(_) | Kind::EditGrid(_) | Kind::DataMap(_) | Kind::Tree
    )
}

/// The component as logic wants it; what identity certifies stays closed all the same.
pub(super) fn as_changed<'a>(
    component: &'a Component,
    rows: &[usize],
    outcome: &Outcome,
) -> Cow<'a, Component> {
    let mut drawn = outcome.drawn(component, rows);
    let closed = component.disabled && component.raw.get("disabled") != Some(&serde_json::Value::Bool(true));
    if closed && !drawn.disabled {
        drawn.to_mut().disabled = true;
    }
    drawn
}

/// Whether logic closed the component: browsers send nothing of a closed control, and its answer must not be lost.
pub(super) fn frozen(drawn: &Component, rows: &[usize], outcome: &Outcome) -> bool {
    let changed = outcome.changes.get(drawn, rows);
    drawn.disabled && changed.is_some_and(|changed| changed.contains_key("disabled"))
}

impl Drawing<'_> {
    /// The answer of a closed component, so that it comes back with the post.
    pub(super) fn frozen(&mut self, component: &Component, path: &str) {
        let values = match component.kind {
            Kind::DateTime { .. } | Kind::Day(_) => vec![self.text_at(path)],
            _ => self.values(component, path),
        };
        for value in values.into_iter().filter(|value| !value.is_empty()) {
            self.out
                .raw("<input type=\"hidden\"")
                .attr("name", path)
                .attr("value", &value)
                .raw(">");
        }
    }

    /// The element around all controls. `redraws`: it is drawn again when an answer changes.
    pub(super) fn open(&mut self, redraws: bool, has_rows: bool) {
        let refresh = self.options.refresh;
        self.out.raw("<div id=\"campi\"");
        // What the script says of saving; without script nothing of it is shown.
        for (name, key) in [
            ("data-unsaved", "web-unsaved"),
            ("data-failed", "web-save-failed"),
        ] {
            self.out.attr(name, locale::text(self.options.lang, key));
        }
        if redraws || has_rows {
            self.out
                .raw(" hx-ext=\"patch\" hx-swap=\"patch\" hx-select=\"#campi\" hx-target=\"#campi\"")
                .raw(" hx-sync=\"this:replace\" hx-include=\"closest form\"")
                .raw(" hx-vals='{\"_azione\":\"aggiorna\"}'");
        }
        if redraws {
            self.out
                .attr("hx-post", refresh)
                .raw(" hx-trigger=\"change delay:150ms\"");
        }
        self.out.raw(">");
        if has_rows {
            self.out
                .raw("<p id=\"annuncio\" class=\"visually-hidden\" role=\"status\"></p>");
        }
        if let Some((name, value)) = self.options.enter {
            self.out.raw(
                "<button type=\"submit\" class=\"visually-hidden\" tabindex=\"-1\" aria-hidden=\"true\"",
            );
            self.out
                .attr("name", name)
                .attr("value", value)
                .raw(">↵</button>");
        }
    }

    pub(super) fn refresh_button(&mut self) {
        let (hint, words) = (self.word("web-refresh-hint"), self.word("web-refresh"));
        self.out
            .raw("<div class=\"no-script refresh\"><p>")
            .text(hint)
            .raw("</p>");
        self.out.raw(
            "<button type=\"submit\" class=\"btn btn-outline-primary\" name=\"_azione\" value=\"aggiorna\"",
        );
        self.out
            .attr("formaction", self.options.refresh)
            .raw(">")
            .text(words)
            .raw("</button></div>");
    }

    /// Changes when the form itself, and not the person, changed the component: only then the script draws it again, so that
    /// what is being typed elsewhere is never touched.
    pub(super) fn look(&self, component: &Component, rows: &[usize]) -> Option<String> {
        let outcome = self.options.outcome;
        let worked = outcome.worked_out.get(&known_by(component, rows));
        let changed = outcome.changes.get(component, rows);
        if worked.is_none() && changed.is_none() {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        worked
            .map(|value| value.as_ref().map(ToString::to_string))
            .hash(&mut hasher);
        for (property, value) in changed.into_iter().flatten() {
            (property, value.to_string()).hash(&mut hasher);
        }
        Some(format!("{:x}", hasher.finish()))
    }
}
