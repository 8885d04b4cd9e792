//! Documents on paper: a Typst template and its data become one PDF/A-2a + PDF/UA-1 file.
//!
//! The server never runs a template itself: [`Renderer`] starts a child process ([`child_main`]) which has no files, little memory and
//! little time. What a person typed is data, never Typst source.

mod child;
mod data;
mod error;
mod fonts;
mod glyphs;
mod job;
mod limits;
mod qr;
mod render;
mod renderer;
mod world;

pub use child::child_main;
pub use data::{
    ActData, AnswerTerm, Appeal, CasePrintData, DocumentLine, Letterhead, ReceiptData, Row, Section, Signer,
    StartNotice,
};
pub use error::RenderError;
pub use job::{BUILT_IN, Job, built_in};
pub use limits::Limits;
pub use render::render_in_process;
pub use renderer::Renderer;

#[cfg(test)]
mod tests;
