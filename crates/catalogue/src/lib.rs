//! The public area: which services a body offers, their sheets, search, notices, questions and answers, legal pages.
//!
//! An adoption is a bundle offered by a body; what it says comes from the bundle, who answers for it from the adoption, when
//! it accepts applications from windows set by dated acts. Reading is for everybody; writing is done by [`adopt`] and its
//! siblings as pieces of a batch.

mod adopting;
pub mod model;
mod pages;
mod parameters;
mod rendered;
mod repo;
mod service;
pub mod versions;

pub use adopting::{NewAdoption, NewCategory, NewWindow, add_category, adopt, index, open_window};
pub use model::{Admission, Adoption, Category, Visibility, Window, admission};
pub use pages::routes;
pub use parameters::{NewParameter, set_parameter};
pub use rendered::publisher;
pub use service::{Catalogue, Offer};
