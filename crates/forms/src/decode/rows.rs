//! Rows in a post: how many it speaks of, and what the button that was pressed asks of them.

use super::{Pairs, Reading};
use crate::form::Form;
use crate::model::{Component, GridLimits, Kind};
use crate::paths::{value_at, without_rows};
use serde_json::{Map, Value, json};

/// Most rows of one grid.
const MAX_ROWS: usize = 500;
/// Deepest entry of a tree.
const MAX_TREE: usize = 10;

/// Where rows can be moved on a page.
#[derive(Default)]
struct Places {
    rows: Vec<String>,
    trees: Vec<String>,
}

impl Places {
    fn collect(&mut self, components: &[Component]) {
        for component in components {
            match component.kind {
                Kind::DataGrid(_) | Kind::EditGrid(_) | Kind::DataMap(_) => {
                    self.rows.push(component.path.clone());
                }
                Kind::Tree => self.trees.push(component.path.clone()),
                _ => {}
            }
            self.collect(&component.children);
        }
    }

    fn has(&self, rows: &str) -> bool {
        // Entries of a tree have entries below them, as deep as they go.
        let rows = rows.replace(".children[]", "");
        let of_tree = rows
            .strip_suffix(".children")
            .is_some_and(|tree| self.trees.iter().any(|known| known == tree));
        of_tree || self.rows.contains(&rows)
    }
}

impl Form {
    /// Whether the post comes from a button that adds, copies, moves or removes a row of this page: then nothing is sent, the
    /// page is drawn again.
    pub fn moves_rows(&self, page: usize, pairs: &[(String, String)]) -> bool {
        let mut places = Places::default();
        if let Some(page) = self.pages().get(page) {
            places.collect(&page.components);
        }
        pairs.iter().any(|(name, _)| {
            let Some((place, word)) = name.rsplit_once(':') else {
                return false;
            };
            let place = without_rows(place);
            match word {
                "add" => places.has(&place),
                "remove" | "copy" | "up" | "down" => {
                    place.strip_suffix("[]").is_some_and(|rows| places.has(rows))
                }
                _ => false,
            }
        })
    }
}

/// A row after the press: one of those that were there, or a new one.
#[derive(Clone, Copy)]
enum Row {
    Old(usize),
    Copy(usize),
    New,
}

impl<'a> Reading<'a> {
    pub(super) fn grid(
        &mut self,
        component: &Component,
        path: &str,
        rows: &mut Vec<usize>,
        limits: &GridLimits,
    ) {
        let mut values = Vec::new();
        for row in self.rows_after(path, limits) {
            let (source, copied) = match row {
                Row::Old(source) => (source, self.copied),
                Row::Copy(source) => (source, true),
                Row::New => {
                    values.push(json!({}));
                    continue;
                }
            };
            rows.push(source);
            let out = self.apart(copied, |inner| inner.components(&component.children, rows));
            rows.pop();
            let value = value_at(&out, &format!("{path}[{source}]")).cloned();
            values.push(value.unwrap_or_else(|| json!({})));
        }
        crate::paths::set_at(&mut self.out, path, Value::Array(values));
    }

    /// Names and values; nothing typed is lost when a name is given twice.
    pub(super) fn named_values(&mut self, component: &Component, path: &str, limits: &GridLimits) -> Value {
        let mut out = Map::new();
        for row in self.rows_after(path, limits) {
            let Row::Old(row) = row else {
                out.entry(String::new()).or_insert_with(|| json!(""));
                continue;
            };
            let name = self
                .first(&format!("{path}[{row}]:key"))
                .unwrap_or_default()
                .trim();
            let place = format!("{path}[{row}]:value");
            let value = match component.children.first() {
                Some(asked) => self.value(asked, &place),
                None => self.first(&place).map(|text| Value::String(text.to_owned())),
            };
            let value = value.unwrap_or_else(|| json!(""));
            let blank = value.as_str().is_some_and(|text| text.trim().is_empty()) || value == json!(false);
            if name.is_empty() && blank {
                continue;
            }
            let mut free = name.to_owned();
            let mut count = 1;
            while out.contains_key(&free) {
                count += 1;
                free = format!("{name} ({count})");
            }
            out.insert(free, value);
        }
        Value::Object(out)
    }

    /// An entry of a tree with those below it.
    pub(super) fn entry(&mut self, component: &Component, path: &str, depth: usize) -> Value {
        let place = format!("{path}.data");
        let asked: Vec<Component> = component.entry_at(path);
        let out = self.apart(self.copied, |inner| inner.components(&asked, &mut Vec::new()));
        let data = value_at(&out, &place).cloned().unwrap_or_else(|| json!({}));
        let below = format!("{path}.children");
        let mut children = Vec::new();
        if depth < MAX_TREE {
            for row in self.rows_after(&below, &GridLimits::default()) {
                children.push(match row {
                    Row::Old(row) | Row::Copy(row) => {
                        self.entry(component, &format!("{below}[{row}]"), depth + 1)
                    }
                    Row::New => json!({"data": {}, "children": []}),
                });
            }
        }
        json!({"data": data, "children": children})
    }

    /// Reads something into an object of its own.
    fn apart(&mut self, copied: bool, read: impl FnOnce(&mut Reading<'a>)) -> Value {
        let mut inner = Reading {
            pairs: std::mem::take(&mut self.pairs),
            all: self.all,
            out: json!({}),
            copied,
        };
        read(&mut inner);
        self.pairs = inner.pairs;
        inner.out
    }

    /// The rows after the button that was pressed, which does nothing beyond the limits of the grid.
    fn rows_after(&self, path: &str, limits: &GridLimits) -> Vec<Row> {
        let count = row_count(&self.pairs, path);
        let mut rows: Vec<Row> = (0..count).map(Row::Old).collect();
        if limits.fixed {
            return rows;
        }
        let limit = |limit: Option<u64>| limit.and_then(|rows| usize::try_from(rows).ok());
        let most = limit(limits.max_rows).unwrap_or(MAX_ROWS).min(MAX_ROWS);
        let fewest = limit(limits.min_rows).unwrap_or(0);
        if self.pairs.contains_key(format!("{path}:add").as_str()) && count < most {
            rows.push(Row::New);
            return rows;
        }
        let pressed =
            |row: usize, word: &str| self.pairs.contains_key(format!("{path}[{row}]:{word}").as_str());
        for row in 0..count {
            if pressed(row, "remove") && count > fewest {
                rows.remove(row);
                break;
            }
            if pressed(row, "copy") && count < most {
                rows.insert(row + 1, Row::Copy(row));
                break;
            }
            if pressed(row, "up") && row > 0 {
                rows.swap(row - 1, row);
                break;
            }
            if pressed(row, "down") && row + 1 < count {
                rows.swap(row, row + 1);
                break;
            }
        }
        rows
    }
}

/// How many rows the post speaks of.
fn row_count(pairs: &Pairs<'_>, path: &str) -> usize {
    let hinted = pairs
        .get(format!("{path}:rows").as_str())
        .and_then(|counts| counts.first()?.parse::<usize>().ok())
        .unwrap_or(0);
    let start = format!("{path}[");
    let highest = pairs.keys().filter_map(|name| {
        let (index, rest) = name.strip_prefix(&start)?.split_once(']')?;
        // A button speaks of a row and is none of its controls.
        let control = !["remove", "copy", "up", "down"]
            .iter()
            .any(|word| rest.strip_prefix(':') == Some(word));
        let index = Some(index).filter(|_| control)?;
        index.parse::<usize>().ok().map(|index| index.saturating_add(1))
    });
    highest.max().unwrap_or(0).max(hinted).min(MAX_ROWS)
}
