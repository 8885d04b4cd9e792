//! A published version to take away: the whole bundle, or its form as Form.io JSON, byte for byte as it was sent in.

use crate::Publishing;
use crate::proposing::FORM_FILE;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use files::{Disposition, content_disposition};
use identity::Ctx;
use kernel::Error;
use web::WebResult;

pub(super) async fn package(
    State(publishing): State<Publishing>,
    ctx: Ctx,
    Path((_, service, number)): Path<(String, String, i64)>,
) -> WebResult {
    let bundle = publishing.published(&ctx, &service, number).await?;
    let zip = bundle.to_zip().map_err(Error::internal)?;
    Ok(attachment(
        zip,
        "application/zip",
        &format!("{service}-{number}.zip"),
    ))
}

pub(super) async fn form(
    State(publishing): State<Publishing>,
    ctx: Ctx,
    Path((_, service, number)): Path<(String, String, i64)>,
) -> WebResult {
    let bundle = publishing.published(&ctx, &service, number).await?;
    let json = bundle.files().bytes(FORM_FILE).ok_or(Error::NotFound)?;
    Ok(attachment(
        json.to_vec(),
        "application/json",
        &format!("{service}-{number}.json"),
    ))
}

fn attachment(bytes: Vec<u8>, kind: &'static str, name: &str) -> axum::response::Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            content_disposition(name, Disposition::Attachment),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
