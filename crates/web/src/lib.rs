//! Pages: layout, pieces of the design system, forms as HTML, and the layers around every request.
//!
//! How a slice writes a page is in `README.md` of this crate.

pub mod assets;
pub mod csrf;
mod error;
mod error_pages;
mod field;
pub mod form_html;
mod html;
mod markdown;
mod page;
mod pieces;
mod place;
pub mod rating;
mod stack;
mod submission;
mod words;

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse},
};

pub use csrf::CsrfSecret;
pub use error::{WebError, WebResult};
pub use field::{Control, Field};
pub use markdown::markdown;
pub use page::{Area, Brand, Contact, Crumb, Flash, MenuItem, Page, Tone, UserMenu};
pub use pieces::{ErrorSummary, Milestone, PageLink, Pagination, WizardStep};
pub use place::{RESERVED, RequestInfo, translated, url};
pub use stack::{Brands, NoBrands, Rate, RateLimits, WebSettings, client_address, stack};
pub use submission::{
    BodyLimit, CalledFiles, DEFAULT_BODY_LIMIT, ProtectedForm, ProtectedPairs, UploadedFile, with_body_limit,
};
pub use words::Words;

/// Most pages fit, so that the text of a page need not move while it grows.
const PAGE_BYTES: usize = 32 * 1024;

/// A page with its status; a template that fails is a fault of ours.
pub fn html(status: u16, template: &impl Template) -> WebResult {
    let mut markup = String::with_capacity(PAGE_BYTES);
    template
        .render_into(&mut markup)
        .map_err(kernel::Error::internal)?;
    let status = StatusCode::from_u16(status).map_err(kernel::Error::internal)?;
    Ok((status, Html(markup)).into_response())
}
