//! The logo of a body, from our own address like everything else a page shows.

use crate::service::Catalogue;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use identity::Ctx;
use kernel::Error;
use web::WebResult;

/// Opened by itself a drawing is a document: it may load nothing and runs in nobody's name.
const ALONE: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

pub(super) async fn show(
    ctx: Ctx,
    State(catalogue): State<Catalogue>,
    Path((_, file)): Path<(String, String)>,
) -> WebResult {
    let logo = catalogue.logo(ctx.body.id, &file).await?.ok_or(Error::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, logo.media_type),
        // The name is that of the bytes: a new logo has a new address.
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_SECURITY_POLICY, ALONE),
    ];
    Ok((headers, logo.bytes).into_response())
}
