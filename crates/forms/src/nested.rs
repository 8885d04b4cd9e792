//! Forms inside forms: a component of type `form` names another definition, whose components take its place.

use crate::form::FormError;
use crate::model::Mode;
use crate::node::MAX_DEPTH;
use serde_json::{Map, Value};

/// Most forms inside one another.
const MAX_NESTED: usize = 5;
/// Most components once every form is in its place, in compat mode; strict mode has its own limit.
const MAX_COMPAT: usize = 200_000;

/// The definition with every nested form in its place, `None` when it has none; `most` is the number of components that may
/// come together. A form that cannot be found keeps the components written with it, which is what the original does when
/// nobody loads it; strict mode refuses one that has none.
pub(crate) fn expand(
    definition: &Value,
    mode: Mode,
    most: usize,
    find: &dyn Fn(&str) -> Option<Value>,
) -> Result<Option<Value>, FormError> {
    let mut expansion = Expansion {
        find,
        mode,
        most: if mode == Mode::Strict { most } else { MAX_COMPAT },
        count: 0,
        chain: Vec::new(),
        changed: false,
    };
    let mut whole = definition.clone();
    if let Some(components) = whole.get_mut("components") {
        expansion.list(components, 0)?;
    }
    Ok(expansion.changed.then_some(whole))
}

struct Expansion<'a> {
    find: &'a dyn Fn(&str) -> Option<Value>,
    mode: Mode,
    most: usize,
    count: usize,
    /// Names of the forms around the place at hand, outermost first.
    chain: Vec<String>,
    changed: bool,
}

impl Expansion<'_> {
    fn list(&mut self, components: &mut Value, depth: usize) -> Result<(), FormError> {
        let list = components.as_array_mut().into_iter().flatten();
        list.filter_map(Value::as_object_mut)
            .try_for_each(|component| self.component(component, depth))
    }

    fn component(&mut self, raw: &mut Map<String, Value>, depth: usize) -> Result<(), FormError> {
        self.count += 1;
        if self.count > self.most {
            return Err(FormError::TooLarge("componenti", self.most));
        }
        // What is deeper is left out when the form is compiled, and told there.
        if depth > MAX_DEPTH {
            return Ok(());
        }
        let is_form = raw.get("type").and_then(Value::as_str) == Some("form");
        let entered = is_form && self.enter(raw)?;
        for part in ["components", "columns", "rows"] {
            match raw.get_mut(part) {
                Some(inner) if part == "components" => self.list(inner, depth + 1)?,
                Some(Value::Array(cells)) => {
                    for cell in cells {
                        self.cell(cell, depth + 1)?;
                    }
                }
                _ => {}
            }
        }
        if entered {
            self.chain.pop();
        }
        Ok(())
    }

    /// A column, or a row of cells.
    fn cell(&mut self, cell: &mut Value, depth: usize) -> Result<(), FormError> {
        match cell {
            Value::Array(row) => row.iter_mut().try_for_each(|cell| self.cell(cell, depth)),
            Value::Object(map) => map
                .get_mut("components")
                .map_or(Ok(()), |inner| self.list(inner, depth)),
            _ => Ok(()),
        }
    }

    /// Puts the components of the form that is named in their place; whether there is one.
    fn enter(&mut self, raw: &mut Map<String, Value>) -> Result<bool, FormError> {
        let names = names(raw);
        let found = names
            .iter()
            .find_map(|name| (self.find)(name).map(|form| (name.clone(), form)));
        let Some((name, mut form)) = found else {
            let embedded = raw.get("components").and_then(Value::as_array);
            return match names.first() {
                Some(name) if self.mode == Mode::Strict && embedded.is_none() => {
                    Err(FormError::Nested(name.clone(), "non c'è"))
                }
                _ => Ok(false),
            };
        };
        if self.chain.contains(&name) {
            let chain = self.chain.join(" → ");
            return Err(FormError::Nested(
                format!("{chain} → {name}"),
                "contiene sé stesso",
            ));
        }
        if self.chain.len() >= MAX_NESTED {
            return Err(FormError::TooLarge("moduli uno dentro l'altro", MAX_NESTED));
        }
        let Some(components @ Value::Array(_)) = form.get_mut("components").map(Value::take) else {
            return Err(FormError::Nested(
                name,
                "non è un oggetto con un elenco di nome components",
            ));
        };
        raw.insert("components".to_owned(), components);
        self.chain.push(name);
        self.changed = true;
        Ok(true)
    }
}

/// What a component may call its form, strongest first: the id, the path, the last part of the address.
fn names(raw: &Map<String, Value>) -> Vec<String> {
    let text = |key: &str| {
        raw.get(key)
            .and_then(Value::as_str)
            .filter(|name| !name.is_empty())
    };
    let last = text("src").and_then(|address| {
        address
            .split(['?', '#'])
            .next()?
            .trim_end_matches('/')
            .rsplit('/')
            .next()
    });
    let named = [text("form"), text("path"), last].into_iter().flatten();
    named.map(str::to_owned).collect()
}
