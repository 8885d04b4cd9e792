//! JsonLogic rules, compiled once, evaluated in a bounded number of steps. No IO, no clock of its own.
//!
//! The language is that of json-logic-js 2.0 with what Form.io (@formio/core 2.8) adds: the functions of lodash under names
//! with a leading underscore, `getDate`, `relativeMinDate` and `relativeMaxDate`. Values are JavaScript's, with its coercions.
//!
//! ```
//! let rule = jsonlogic::Rule::compile(&serde_json::json!({">": [{"_sumBy": [{"var": "data.rows"}, "amount"]}, 100]}))?;
//! let data = serde_json::json!({"rows": [{"amount": 70}, {"amount": 40}]});
//! let zone = jiff::tz::TimeZone::UTC;
//! let run = jsonlogic::Run::new(jiff::Timestamp::UNIX_EPOCH, &zone, jsonlogic::Run::STEPS);
//! let root = jsonlogic::Value::root([("data", jsonlogic::Value::from(&data))]);
//! assert!(jsonlogic::coercion::holds(&rule.apply(&root, &run)?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Five things differ from the original, on purpose:
//! - members that JavaScript inherits from prototypes (`constructor`, `toString`, `map`…) do not exist;
//! - `missing` and `missing_some` take what they are given as names; the original would evaluate data as a rule there;
//! - a character outside the basic plane that is cut in half becomes U+FFFD;
//! - the text and the `length` of a function are not those of lodash's source;
//! - operators that draw lots, call methods or compile patterns are refused ([`Problem`]).

pub mod coercion;
pub mod dates;
mod equal;
mod error;
mod evaluate;
mod function;
mod operators;
mod path;
mod problem;
mod rule;
mod run;
mod sequence;
mod symbols;
mod value;
mod words;

pub use error::{CompileError, EvalError};
pub use function::Function;
pub use problem::{Problem, ProblemKind};
pub use rule::Rule;
pub use run::Run;
pub use value::{Fields, List, Record, Text, Value};
