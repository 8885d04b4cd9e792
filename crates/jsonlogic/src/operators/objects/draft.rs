//! An object that is being built along paths. What it shares with other values is copied before it changes.

use crate::error::EvalError;
use crate::run::{Outcome, Run};
use crate::value::{Fields, Text, Value, array_index};

/// The object so far.
#[derive(Default)]
pub(crate) struct Draft<'a>(Fields<'a>);

impl<'a> Draft<'a> {
    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.get(key).is_some()
    }

    /// Sets what a path leads to; what is missing on the way is made, an array where the next name is a place.
    pub(crate) fn set(
        &mut self,
        run: &Run<'_>,
        path: &[Text<'a>],
        value: Value<'a>,
    ) -> Result<(), EvalError> {
        let Some((key, rest)) = path.split_first() else {
            return Ok(());
        };
        if path.iter().any(|key| is_reserved(key.as_str())) {
            return Ok(());
        }
        run.spend(1)?;
        let value = put(run, self.0.get(key.as_str()), rest, value)?;
        self.0.set(key.clone(), value);
        Ok(())
    }

    pub(crate) fn unset(&mut self, run: &Run<'_>, path: &[Text<'a>]) -> Result<(), EvalError> {
        match path {
            [] => {}
            [key] => {
                run.spend(self.0.len())?;
                self.0.remove(key.as_str());
            }
            [key, rest @ ..] => {
                if let Some(nested) = self.0.get(key.as_str()).cloned() {
                    let nested = without(run, nested, rest)?;
                    self.0.set(key.clone(), nested);
                }
            }
        }
        Ok(())
    }

    pub(crate) fn finish(self, run: &Run<'_>) -> Outcome<'a> {
        run.record(self.0)
    }
}

/// Names through which JavaScript would reach what all objects share; lodash does not set them.
fn is_reserved(key: &str) -> bool {
    matches!(key, "__proto__" | "constructor" | "prototype")
}

fn put<'a>(run: &Run<'_>, existing: Option<&Value<'a>>, path: &[Text<'a>], value: Value<'a>) -> Outcome<'a> {
    let Some((key, rest)) = path.split_first() else {
        return Ok(value);
    };
    let _deeper = run.deeper()?;
    match (existing, array_index(key.as_str())) {
        (Some(Value::Record(record)), _) => {
            let mut fields = Fields::default();
            for (key, value) in run.entries(record)? {
                fields.set(key, value);
            }
            put_field(run, fields, key, rest, value)
        }
        (Some(list @ Value::List(_)), None) => Ok(list.clone()),
        (Some(Value::List(list)), Some(at)) => put_item(run, run.items(list)?, at, rest, value),
        (_, Some(at)) => put_item(run, Vec::new(), at, rest, value),
        (_, None) => put_field(run, Fields::default(), key, rest, value),
    }
}

fn put_field<'a>(
    run: &Run<'_>,
    mut fields: Fields<'a>,
    key: &Text<'a>,
    rest: &[Text<'a>],
    value: Value<'a>,
) -> Outcome<'a> {
    let value = put(run, fields.get(key.as_str()), rest, value)?;
    fields.set(key.clone(), value);
    run.record(fields)
}

fn put_item<'a>(
    run: &Run<'_>,
    mut items: Vec<Value<'a>>,
    at: usize,
    rest: &[Text<'a>],
    value: Value<'a>,
) -> Outcome<'a> {
    let value = put(run, items.get(at), rest, value)?;
    if at >= items.len() {
        run.spend(at + 1 - items.len())?;
        items.resize(at + 1, Value::Undefined);
    }
    items[at] = value;
    run.list(items)
}

fn without<'a>(run: &Run<'_>, value: Value<'a>, path: &[Text<'a>]) -> Outcome<'a> {
    let Some((key, rest)) = path.split_first() else {
        return Ok(value);
    };
    let _deeper = run.deeper()?;
    match &value {
        Value::Record(record) => {
            let mut fields = Fields::default();
            for (name, value) in run.entries(record)? {
                fields.set(name, value);
            }
            match fields.get(key.as_str()).cloned() {
                Some(nested) if !rest.is_empty() => fields.set(key.clone(), without(run, nested, rest)?),
                Some(_) => fields.remove(key.as_str()),
                None => {}
            }
            run.record(fields)
        }
        // A removed element leaves a gap.
        Value::List(list) => {
            let mut items = run.items(list)?;
            if let Some(item) = array_index(key.as_str()).and_then(|at| items.get_mut(at)) {
                *item = if rest.is_empty() {
                    Value::Undefined
                } else {
                    without(run, item.clone(), rest)?
                };
            }
            run.list(items)
        }
        _ => Ok(value),
    }
}
