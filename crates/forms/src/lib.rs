//! Form.io definitions: read losslessly, typed, compiled once, checked in time linear in the components. No IO.
//!
//! Names of controls in a page's `<form>` (what [`Form::decode`] reads):
//! - most kinds: the path (`nome`, `figli[0].nome`); with `multiple`, the name is repeated, one pair per value;
//! - checkbox: the path, value `true`, absent when not ticked;
//! - selectboxes: the path, repeated, one pair per ticked box with the option's value;
//! - day: `path:day`, `path:month`, `path:year` (only the parts asked), or the whole text under the path;
//! - datetime: the path with `YYYY-MM-DDTHH:MM` (or the date, or the time), or `path:date` and `path:time`;
//! - survey: `path:question value`;
//! - grids: the controls of the rows; a button `path:add` adds a row, `path[2]:remove` removes that one; a hidden
//!   `path:rows` with the number of rows shown keeps rows whose controls send nothing;
//! - files are not in the pairs: their value is taken from the data already saved.

pub mod bench;
mod condition;
pub mod conformance;
mod dates;
mod decode;
mod engine;
mod form;
mod import;
mod js;
mod lint;
mod logic;
mod mask;
mod messages;
mod model;
mod node;
mod outcome;
mod paths;
mod pattern;
mod rules;
pub mod snippet;
mod strict;
mod summary;
mod translate;
mod view;

pub use form::{Form, FormError};
pub use import::{ImportError, ImportReport, Level};
pub use model::*;
pub use outcome::*;
pub use paths::{set_at, value_at};
pub use summary::{format_value, value_text};
