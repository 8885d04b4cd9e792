//! The same answers for several questions: a table, which on a phone becomes one question under another.

use super::{Drawing, values};
use crate::Field;
use forms::{Choice, Component};

impl Drawing<'_> {
    pub(super) fn survey(
        &mut self,
        component: &Component,
        path: &str,
        questions: &[Choice],
        options: &[Choice],
    ) {
        self.open_group(component, path, &self.help(component));
        self.out.raw("<table class=\"survey\"><thead><tr><td></td>");
        for option in options {
            self.out
                .raw("<th scope=\"col\">")
                .text(&option.label)
                .raw("</th>");
        }
        self.out.raw("</tr></thead><tbody>");
        for (row, asked) in questions.iter().enumerate() {
            let answer = self
                .value_at(path)
                .and_then(|value| value.get(&asked.value))
                .map(values::plain)
                .unwrap_or_default();
            self.out
                .raw("<tr><th scope=\"row\">")
                .text(&asked.label)
                .raw("</th>");
            for (column, option) in options.iter().enumerate() {
                let id = match (row, column) {
                    // The first one takes the identifier errors link to.
                    (0, 0) => Field::id_of(path),
                    _ => format!("{}-{row}-{column}", Field::id_of(path)),
                };
                self.out
                    .raw("<td><div class=\"form-check\"><input type=\"radio\"")
                    .attr("id", &id)
                    .attr("name", &format!("{path}:{}", asked.value))
                    .attr("value", &option.value)
                    .flag("checked", answer == option.value)
                    .flag("disabled", component.disabled);
                // The label names the question too: on a phone, and for screen readers, it stands alone.
                self.out
                    .raw("><label")
                    .attr("for", &id)
                    .raw("><span class=\"visually-hidden\">")
                    .text(&asked.label)
                    .raw(": </span>")
                    .text(&option.label)
                    .raw("</label></div></td>");
            }
            self.out.raw("</tr>");
        }
        self.out.raw("</tbody></table></fieldset>");
    }
}
