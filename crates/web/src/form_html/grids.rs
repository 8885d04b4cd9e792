//! Repeated rows: grids, names with values, trees. Each row is a card with its buttons, which work without script.

use super::groups::row_title;
use super::{Drawing, question};
use crate::Field;
use forms::{Component, GridLimits};
use serde_json::Value;

/// Deepest entry of a tree that is drawn.
const MAX_TREE: usize = 10;
/// Most rows an empty grid begins with.
const MAX_FIRST: usize = 20;

/// A list of rows about to be drawn.
struct Rows<'a> {
    /// Where they are in the data, and the start of their buttons' names.
    path: &'a str,
    /// What a row is called, before its number.
    label: String,
    count: usize,
    limits: &'a GridLimits,
    /// Whether the order means anything, so that rows can be copied and moved.
    ordered: bool,
}

impl Rows<'_> {
    fn id(&self) -> String {
        Field::id_of(self.path)
    }

    fn row_id(&self, row: usize) -> String {
        format!("{}-riga-{row}", self.id())
    }

    fn grows(&self) -> bool {
        !self.limits.fixed && self.limits.max_rows.is_none_or(|most| (self.count as u64) < most)
    }

    fn shrinks(&self) -> bool {
        !self.limits.fixed && self.count as u64 > self.limits.min_rows.unwrap_or(0)
    }
}

/// A button of a row, or the one below them.
struct RowButton<'a> {
    name: String,
    words: &'a str,
    /// What it is about, for who does not see where it stands.
    of: &'a str,
    /// Where the focus goes: a row, or the whole list.
    goal: String,
    /// What is said when it is done.
    said: String,
    class: &'a str,
}

impl Drawing<'_> {
    pub(super) fn grid(&mut self, component: &Component, path: &str, rows: &[usize], limits: &GridLimits) {
        let count = match self.value_at(path) {
            // An answer elsewhere asked for the grid only now: it begins as one never filled in.
            Some(Value::Array(list)) if !list.is_empty() => list.len(),
            _ => usize::try_from(limits.min_rows.unwrap_or(0))
                .unwrap_or(0)
                .clamp(usize::from(component.required), MAX_FIRST),
        };
        let list = Rows {
            path,
            label: component.label.clone(),
            count,
            limits,
            ordered: true,
        };
        self.grid_group(component, &list, &mut |drawing, row| {
            let mut below = rows.to_vec();
            below.push(row);
            drawing.children(component, &below);
        });
    }

    /// Names of the person's own, each with its value.
    pub(super) fn named_values(&mut self, component: &Component, path: &str, limits: &GridLimits) {
        let named: Vec<(String, Value)> = match self.value_at(path) {
            Some(Value::Object(map)) => map
                .iter()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            _ => Vec::new(),
        };
        let list = Rows {
            path,
            label: component.label.clone(),
            count: named.len(),
            limits,
            ordered: false,
        };
        self.grid_group(component, &list, &mut |drawing, row| {
            let Some((name, value)) = named.get(row) else {
                return;
            };
            let words = drawing.word("web-map-name");
            let field = Field::text(format!("{path}[{row}]:key"), words).value(name);
            drawing.out.raw(&field.html(drawing.lang()));
            drawing.named_value(component, &format!("{path}[{row}]:value"), value);
        });
    }

    fn named_value(&mut self, component: &Component, name: &str, value: &Value) {
        let words = self.word("web-map-value");
        let mut field = match component.children.first() {
            Some(asked) => {
                let mut field = self.base(asked, name, super::controls::control(asked));
                field.values = self.values_of(asked, value);
                field
            }
            None => Field::text(name, words).value(super::values::plain(value)),
        };
        field.hide_label = false;
        let lang = self.lang();
        self.out.raw(&field.html(lang));
    }

    /// Entries with entries below them.
    pub(super) fn tree(&mut self, component: &Component, path: &str) {
        let id = Field::id_of(path);
        self.out
            .raw("<div class=\"grid\" tabindex=\"-1\"")
            .attr("id", &id)
            .raw(">");
        self.open_group(component, path, &self.help(component));
        self.entry(component, path, &question(component), 0);
        self.out.raw("</fieldset></div>");
    }

    fn entry(&mut self, component: &Component, path: &str, title: &str, depth: usize) {
        for asked in component.entry_at(path) {
            self.component(&asked, &[]);
        }
        if depth >= MAX_TREE {
            return;
        }
        let below = format!("{path}.children");
        let count = self
            .value_at(&below)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let limits = GridLimits::default();
        let list = Rows {
            path: &below,
            // The numbers of an entry tell where it is: «Reparto 2.1» is the first below «Reparto 2».
            label: title.to_owned(),
            count,
            limits: &limits,
            ordered: true,
        };
        let words = locale::text_args(self.lang(), "web-tree-below", &[("of", title.into())]);
        self.out
            .raw("<div class=\"grid\" tabindex=\"-1\" role=\"group\"")
            .attr("id", &list.id())
            .attr("aria-label", &words)
            .raw(">");
        self.rows(&list, &mut |drawing, row| {
            let mark = if depth == 0 { ' ' } else { '.' };
            let title = format!("{title}{mark}{}", row + 1);
            drawing.entry(component, &format!("{below}[{row}]"), &title, depth + 1);
        });
        self.out.raw("</div>");
    }

    /// The list with the question it answers.
    fn grid_group(&mut self, component: &Component, list: &Rows<'_>, draw: &mut dyn FnMut(&mut Self, usize)) {
        self.out
            .raw("<div class=\"grid\" tabindex=\"-1\"")
            .attr("id", &list.id())
            .raw(">");
        self.open_group(component, list.path, &self.help(component));
        if list.count == 0 {
            let words = self.word("web-grid-empty");
            self.out.raw("<p class=\"grid-empty\">").text(words).raw("</p>");
        }
        self.rows(list, draw);
        self.out.raw("</fieldset></div>");
    }

    fn rows(&mut self, list: &Rows<'_>, draw: &mut dyn FnMut(&mut Self, usize)) {
        self.out
            .raw("<input type=\"hidden\"")
            .attr("name", &format!("{}:rows", list.path))
            .attr("value", &list.count.to_string())
            .raw(">");
        for row in 0..list.count {
            let title = row_title(&list.label, row, self.lang());
            self.out
                .raw("<fieldset class=\"grid-row\" tabindex=\"-1\" data-patch=\"box\"")
                .attr("id", &list.row_id(row))
                .raw("><legend>")
                .text(&title)
                .raw("</legend><div class=\"grid-fields\">");
            draw(self, row);
            self.out.raw("</div>");
            self.row_buttons(list, row, &title);
            self.out.raw("</fieldset>");
        }
        if list.grows() {
            self.add_button(list);
        }
    }

    fn add_button(&mut self, list: &Rows<'_>) {
        let (words, of) = match list.limits.add_label.as_str() {
            "" => (self.word("web-grid-add"), list.label.as_str()),
            own => (own, ""),
        };
        let title = row_title(&list.label, list.count, self.lang());
        self.row_button(&RowButton {
            name: format!("{}:add", list.path),
            words,
            of,
            goal: list.row_id(list.count),
            said: self.said("web-grid-added", &title, ""),
            class: "btn-outline-primary",
        });
    }

    fn row_buttons(&mut self, list: &Rows<'_>, row: usize, title: &str) {
        let (last, lang) = (list.count.saturating_sub(1), self.lang());
        let moves = list.ordered && !list.limits.fixed;
        // Word of the button, where the row ends up, whether it is offered.
        let offered = [
            ("up", row.saturating_sub(1), moves && row > 0),
            ("down", row + 1, moves && row < last),
            ("copy", row + 1, list.ordered && list.grows()),
            ("remove", row, list.shrinks()),
        ];
        if offered.iter().all(|(_, _, offered)| !offered) {
            return;
        }
        self.out.raw("<div class=\"grid-actions\">");
        for (word, place, _) in offered.into_iter().filter(|(_, _, offered)| *offered) {
            let new = row_title(&list.label, place, lang);
            let (words, said) = match word {
                "up" => ("web-grid-up", self.said("web-grid-moved", title, &new)),
                "down" => ("web-grid-down", self.said("web-grid-moved", title, &new)),
                "copy" => ("web-grid-copy", self.said("web-grid-copied", title, &new)),
                _ => ("web-grid-remove", self.said("web-grid-removed", title, "")),
            };
            self.row_button(&RowButton {
                name: format!("{}[{row}]:{word}", list.path),
                words: self.word(words),
                of: title,
                goal: match word {
                    "remove" => list.id(),
                    _ => list.row_id(place),
                },
                said,
                class: match word {
                    "remove" => "btn-outline-danger",
                    _ => "btn-outline-primary",
                },
            });
        }
        self.out.raw("</div>");
    }

    fn said(&self, key: &str, row: &str, new: &str) -> String {
        locale::text_args(self.lang(), key, &[("row", row.into()), ("new", new.into())])
    }

    fn row_button(&mut self, button: &RowButton<'_>) {
        let refresh = self.options.refresh;
        self.out
            .raw("<button type=\"submit\"")
            .attr("class", &format!("btn btn-sm {}", button.class))
            .attr("name", &button.name);
        // Without script the page comes back at the row; with it the focus goes there, and what was done is said.
        self.out
            .raw(" value=\"1\"")
            .attr("formaction", &format!("{refresh}#{}", button.goal))
            .attr("hx-post", refresh)
            .attr("data-goal", &button.goal)
            .attr("data-said", &button.said)
            .raw(">")
            .text(button.words);
        if !button.of.is_empty() {
            self.out
                .raw("<span class=\"visually-hidden\"> ")
                .text(button.of)
                .raw("</span>");
        }
        self.out.raw("</button>");
    }
}
