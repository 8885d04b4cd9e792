//! Pieces of a rule, with what is known of their values.

use super::Translated;
use crate::snippet::reason::Reason;
use serde_json::{Map, Value, json};

/// Largest rule, in values.
const MAX_SIZE: usize = 4_000;

/// A part of a rule, and how large it is.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub(super) json: Value,
    size: usize,
}

impl Code {
    pub(super) fn constant(value: impl Into<Value>) -> Self {
        Self {
            json: value.into(),
            size: 1,
        }
    }

    pub(super) fn null() -> Self {
        Self::constant(Value::Null)
    }

    /// `undefined`, which rules cannot write.
    pub(super) fn undefined() -> Self {
        Self {
            json: json!({"_head": [[]]}),
            size: 3,
        }
    }

    /// Fails when it is reached, in this engine as in the original: what JavaScript would throw.
    pub(super) fn failure() -> Self {
        Self {
            json: json!({"*": []}),
            size: 2,
        }
    }

    pub(super) fn number(number: f64) -> Self {
        if number.is_finite() {
            return Self::constant(crate::js::number_value(number));
        }
        let above = if number.is_nan() {
            0
        } else if number > 0.0 {
            1
        } else {
            -1
        };
        Self {
            json: json!({"/": [above, 0]}),
            size: 4,
        }
    }

    pub(super) fn var(path: &str) -> Self {
        Self {
            json: json!({"var": path}),
            size: 2,
        }
    }

    pub(super) fn list(items: Vec<Code>) -> Translated<Self> {
        let size = 1 + items.iter().map(|item| item.size).sum::<usize>();
        if size > MAX_SIZE {
            return Err(Reason::TooLarge);
        }
        Ok(Self {
            json: Value::Array(items.into_iter().map(|item| item.json).collect()),
            size,
        })
    }

    pub(super) fn call(operator: &str, arguments: Vec<Code>) -> Translated<Self> {
        let arguments = Self::list(arguments)?;
        Ok(Self {
            size: 1 + arguments.size,
            json: Value::Object(Map::from_iter([(operator.to_owned(), arguments.json)])),
        })
    }

    pub(super) fn not(self) -> Translated<Self> {
        Self::call("!", vec![self])
    }
}

/// What kind of value an expression has, whatever the answers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Number,
    Text,
    List,
    Record,
    /// Null or undefined.
    Nothing,
    Any,
}

/// The value of an expression.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// Gives exactly the value.
    pub(super) code: Code,
    /// Shorter, and null where the value is undefined.
    short: Option<Code>,
    pub(super) kind: Kind,
    pub(super) undefined: bool,
    pub(super) null: bool,
    /// Whether it may throw.
    pub(super) fails: bool,
    root: bool,
}

impl Term {
    /// A value of a kind that is always there.
    pub(super) fn of(kind: Kind, code: Code, fails: bool) -> Self {
        Self {
            code,
            short: None,
            kind,
            undefined: false,
            null: false,
            fails,
            root: false,
        }
    }

    /// Anything at all.
    pub(super) fn any(code: Code, fails: bool) -> Self {
        Self {
            undefined: true,
            null: true,
            ..Self::of(Kind::Any, code, fails)
        }
    }

    pub(super) fn null() -> Self {
        Self {
            null: true,
            ..Self::of(Kind::Nothing, Code::null(), false)
        }
    }

    pub(super) fn undefined() -> Self {
        Self {
            undefined: true,
            ..Self::of(Kind::Nothing, Code::undefined(), false)
        }
    }

    pub(super) fn shortly(mut self, short: Option<Code>) -> Self {
        self.short = short;
        self
    }

    /// The value of the place itself, which is there already.
    pub(super) fn at_root(mut self) -> Self {
        self.root = true;
        self
    }

    pub(super) fn is_same_as_root(&self) -> bool {
        self.root
    }

    /// For where null and undefined come to the same.
    pub(super) fn loose(&self) -> Code {
        self.short.clone().unwrap_or_else(|| self.code.clone())
    }

    /// Whether it holds, in JavaScript's sense: JsonLogic takes an empty array for false.
    pub(super) fn holds(&self) -> Translated<Code> {
        let plain = self.loose();
        match self.kind {
            Kind::Bool | Kind::Number | Kind::Text | Kind::Record => Ok(plain),
            Kind::Nothing if !self.fails => Ok(Code::constant(false)),
            Kind::Nothing => Code::call("and", vec![plain, Code::constant(false)]),
            Kind::List => Code::call("or", vec![plain, Code::constant(true)]),
            Kind::Any => {
                let list = Code::call("_isArray", vec![plain.clone()])?;
                Code::call("or", vec![plain, list])
            }
        }
    }

    /// One of several values.
    pub(super) fn one_of(code: Code, terms: &[&Term], fails: bool) -> Self {
        let mut kinds = terms.iter().map(|term| term.kind);
        let first = kinds.next().unwrap_or(Kind::Any);
        let kind = if kinds.all(|kind| kind == first) {
            first
        } else {
            Kind::Any
        };
        Self {
            kind,
            undefined: terms.iter().any(|term| term.undefined),
            null: terms.iter().any(|term| term.null),
            ..Self::of(kind, code, fails)
        }
    }
}
