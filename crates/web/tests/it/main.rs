//! Pages as a browser gets them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

mod choosing;
mod forms_html;
mod gallery;
mod layers;
mod markup;
mod posts;
mod round_trip;
mod site;
mod worked_out;
