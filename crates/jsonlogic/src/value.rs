//! Values as JavaScript has them, borrowed from the data and the rule as long as nothing new is made.

mod list;
mod record;
mod text;

pub use list::List;
pub use record::{Fields, Record};
pub use text::Text;

pub(crate) use record::array_index;
pub(crate) use text::{index_of, length, slice};

use crate::error::EvalError;
use crate::function::Function;
use crate::run::Run;
use serde_json::{Map, Number, Value as Json};
use std::rc::Rc;

/// A value while a rule runs. `undefined` is not `null`, numbers may be NaN or infinite, and two arrays are the same (`===`)
/// only when they are one array.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// What is not there.
    Undefined,
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Every number is a double.
    Number(f64),
    /// A string; halves of a surrogate pair, which JavaScript can cut apart, become U+FFFD.
    Text(Text<'a>),
    /// An array.
    List(List<'a>),
    /// An object.
    Record(Record<'a>),
    /// What `_property`, `_matches` and their like give; it can be called by other operators, and is `undefined` as JSON.
    Function(Rc<Function<'a>>),
}

impl<'a> From<&'a Json> for Value<'a> {
    fn from(json: &'a Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(flag) => Self::Bool(*flag),
            Json::Number(number) => Self::Number(number.as_f64().unwrap_or(f64::NAN)),
            Json::String(text) => Self::Text(Text::Borrowed(text)),
            Json::Array(items) => Self::List(List::Borrowed(items)),
            Json::Object(fields) => Self::Record(Record::Borrowed(fields)),
        }
    }
}

impl<'a> From<&'a Map<String, Json>> for Value<'a> {
    fn from(fields: &'a Map<String, Json>) -> Self {
        Self::Record(Record::Borrowed(fields))
    }
}

impl<'a> From<Option<&'a Json>> for Value<'a> {
    fn from(json: Option<&'a Json>) -> Self {
        json.map_or(Self::Undefined, Self::from)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Text::Borrowed(text))
    }
}

impl From<bool> for Value<'_> {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths and places are far below 2^53")]
impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

impl<'a> Value<'a> {
    /// The root a rule looks at, made of parts that stay where they are: `{data, row, form, …}`.
    pub fn root(parts: impl IntoIterator<Item = (&'a str, Value<'a>)>) -> Self {
        let mut fields = Fields::default();
        for (key, value) in parts {
            fields.set(Text::Borrowed(key), value);
        }
        Self::Record(Record::Shared(Rc::new(fields.finish())))
    }

    /// A copy as JSON, `None` for what JSON cannot say at all (`undefined`, a function). As `JSON.stringify`: NaN and
    /// infinities become `null`, fields without a value are left out. Its cost counts, because a small value can hold the
    /// same part many times over.
    pub fn to_json(&self, run: &Run<'_>) -> Result<Option<Json>, EvalError> {
        run.spend(1)?;
        Ok(Some(match self {
            Self::Undefined | Self::Function(_) => return Ok(None),
            Self::Null => Json::Null,
            Self::Bool(flag) => Json::Bool(*flag),
            Self::Number(number) => number_json(*number),
            Self::Text(text) => {
                run.spend_text(text.len())?;
                Json::String(text.as_str().to_owned())
            }
            Self::List(list) => {
                let _deeper = run.deeper()?;
                let items = run.items(list)?;
                let items = items
                    .iter()
                    .map(|item| Ok(item.to_json(run)?.unwrap_or(Json::Null)));
                Json::Array(items.collect::<Result<_, EvalError>>()?)
            }
            Self::Record(record) => {
                let _deeper = run.deeper()?;
                let mut fields = Map::new();
                for (key, value) in run.entries(record)? {
                    if let Some(value) = value.to_json(run)? {
                        fields.insert(key.as_str().to_owned(), value);
                    }
                }
                Json::Object(fields)
            }
        }))
    }

    /// `value == null`.
    pub fn is_nil(&self) -> bool {
        matches!(self, Self::Undefined | Self::Null)
    }

    /// Whether it is `undefined`.
    pub fn is_undefined(&self) -> bool {
        matches!(self, Self::Undefined)
    }

    /// lodash `isObject`: arrays and functions too.
    pub(crate) fn is_object(&self) -> bool {
        matches!(self, Self::List(_) | Self::Record(_) | Self::Function(_))
    }

    /// lodash `isArrayLikeObject`: an array, or an object with a usable `length`.
    pub(crate) fn is_array_like_object(&self) -> bool {
        match self {
            Self::List(_) => true,
            Self::Record(record) => record.array_length().is_some(),
            _ => false,
        }
    }

    /// lodash `isArrayLike`.
    pub(crate) fn is_array_like(&self) -> bool {
        matches!(self, Self::Text(_)) || self.is_array_like_object()
    }

    /// How deep the parts made while the rule ran are nested; what is borrowed counts as flat.
    pub(crate) fn depth(&self) -> u32 {
        match self {
            Self::List(list) => list.depth(),
            Self::Record(record) => record.depth(),
            Self::Function(function) => function.depth(),
            _ => 0,
        }
    }
}

/// A number as JSON, whole numbers without a fraction as JavaScript writes them; `null` when it is not finite.
pub(crate) fn number_json(number: f64) -> Json {
    #[expect(clippy::cast_possible_truncation, reason = "checked: whole and below 2^53")]
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        return Json::Number(Number::from(number as i64));
    }
    Number::from_f64(number).map_or(Json::Null, Json::Number)
}
