//! Declared facts of a case: what becomes known while it is worked and guards may ask for.

use serde_json::{Map, Value};

/// Nothing is known of a case just transmitted.
pub(crate) fn none() -> Value {
    Value::Object(Map::new())
}

/// Records a fact.
pub(crate) fn set(facts: &mut Value, name: &str, value: Value) {
    if !facts.is_object() {
        *facts = none();
    }
    if let Value::Object(known) = facts {
        known.insert(name.to_owned(), value);
    }
}
