//! Values the form works out itself: shown, not asked.

use super::{Drawing, controls, question};
use crate::{Control, Field};
use forms::Component;
use serde_json::Value;

impl Drawing<'_> {
    pub(super) fn output(&mut self, component: &Component, path: &str, rows: &[usize]) {
        let id = Field::id_of(path);
        let value = self.value_at(path).cloned().unwrap_or(Value::Null);
        let mut shown = forms::format_value(component, &value, self.lang());
        if shown.is_empty() {
            self.word("web-output-empty").clone_into(&mut shown);
        }
        let help = match self.help(component) {
            own if own.is_empty() => self.word("web-output-hint").to_owned(),
            own => own,
        };
        let errors = self.errors_at(path);
        let mut described = vec![format!("{id}-aiuto")];
        if !errors.is_empty() {
            described.push(format!("{id}-errore"));
        }
        self.out
            .raw("<div class=\"form-group form-output\"><label class=\"active\"")
            .attr("for", &id)
            .raw(">")
            .text(&question(component))
            .raw("</label>");
        self.notes(&id, &help, &errors);
        self.out.raw("<output").attr("id", &id).raw(" tabindex=\"-1\"");
        // Sums of rows are many: only those outside the rows are read out when they change.
        if !rows.is_empty() {
            self.out.raw(" aria-live=\"off\"");
        }
        self.out
            .attr("aria-describedby", &described.join(" "))
            .raw(">")
            .text(&shown)
            .raw("</output></div>");
    }

    /// A value that may be corrected goes with what the form had found, so that one left alone is worked out again.
    pub(super) fn worked_out_beside(&mut self, component: &Component, path: &str) {
        let single = matches!(
            controls::control(component),
            Control::Input(_) | Control::TextArea { .. }
        );
        if !single || !self.options.outcome.worked_out.contains_key(path) {
            return;
        }
        let shown = self
            .values(component, path)
            .into_iter()
            .next()
            .unwrap_or_default();
        self.out
            .raw("<input type=\"hidden\"")
            .attr("name", &format!("{path}:worked"))
            .attr("value", &shown)
            .raw(">");
    }
}
