//! Form.io definitions: read losslessly, typed, compiled once, checked in time linear in the components. No IO.
//!
//! Names of controls in a page's `<form>` (what [`Form::decode`] reads):
//! - most kinds: the path (`nome`, `figli[0].nome`); with `multiple`, the name is repeated, one pair per value;
//! - checkbox: the path, value `true`, absent when not ticked;
//! - selectboxes: the path, repeated, one pair per ticked box with the option's value;
//! - day: `path:day`, `path:month`, `path:year` (only the parts asked), or the whole text under the path;
//! - datetime: the path with `YYYY-MM-DDTHH:MM` (or the date, or the time), or `path:date` and `path:time`;
//! - lists with a source: the path with code and name of what was chosen, `path:cerca` with what was typed, `path:cercato` with
//!   the text for which the choices were shown;
//! - survey: `path:question value`;
//! - address: `path:address1`, `path:zip`…, one for each of [`Component::address_parts`];
//! - grids: the controls of the rows; a hidden `path:rows` with the number of rows shown keeps rows whose controls send nothing.
//!   Buttons: `path:add` adds a row, `path[2]:copy` puts a copy below that one, `path[2]:up` and `path[2]:down` change its place,
//!   `path[2]:remove` removes it; each only within the limits of the grid. [`Form::moves_rows`] says whether one was pressed;
//! - datamap: the same rows, each with `path[2]:key` and `path[2]:value`, added and removed;
//! - tree: the questions under `path.data`, entries below it as rows of `path.children` (`path.children[0].data.nome`);
//! - a value the form works out is not in the pairs; where it may be corrected, `path:worked` is what the form had found;
//! - files are not in the pairs: their value is taken from the data already saved.

pub mod bench;
mod changes;
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
mod nested;
mod node;
mod outcome;
mod paths;
mod pattern;
mod rules;
pub mod snippet;
mod sources;
mod strict;
mod summary;
mod translate;
mod view;

pub use changes::{Changed, Changes};
pub use form::{Form, FormError};
pub use import::{ImportError, ImportReport, Level};
pub use italia::places::Place;
pub use model::*;
pub use outcome::*;
pub use paths::{set_at, value_at};
pub use sources::Source;
pub use summary::{format_value, value_text};
