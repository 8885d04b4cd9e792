//! Forms with files. Memory is bounded for the whole process: an upload waits until its share is free.

use super::{MAX_PAIRS, ProtectedPairs, UploadedFile, clean, collect};
use crate::{WebError, error::Failure};
use axum::{
    body::Body,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request},
    http::header,
};
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

/// Megabytes all uploads under way may hold together.
const MEMORY_MB: u32 = 96;

/// Most files of one form.
const MAX_FILES: usize = 50;

static MEMORY: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(MEMORY_MB as usize)));

pub(super) async fn read(request: Request, limit: usize) -> Result<ProtectedPairs, WebError> {
    let declared = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    let expected = declared.unwrap_or(limit).min(limit);
    let share = u32::try_from(expected.div_ceil(1_000_000))
        .unwrap_or(MEMORY_MB)
        .clamp(1, MEMORY_MB);
    let memory = MEMORY.clone().acquire_many_owned(share).await;
    let memory = memory.map_err(|_| WebError(Failure::Unavailable { retry_after: 30 }))?;

    let (parts, body) = request.into_parts();
    // The whole body first: a person who sends too much gets an answer, not a cut connection.
    let bytes = collect(body, limit).await?;
    let mut request = Request::from_parts(parts, Body::from(bytes));
    // The body is in memory and measured: axum's own limit must not cut it a second time.
    DefaultBodyLimit::disable().apply(&mut request);
    let multipart = Multipart::from_request(request, &()).await;
    let mut multipart = multipart.map_err(|_| WebError::bad_request("web-broken-body"))?;

    let mut form = ProtectedPairs {
        _memory: Some(memory),
        ..ProtectedPairs::default()
    };
    while let Some(field) = multipart
        .next_field()
        .await
        .map_err(|_| WebError::bad_request("web-broken-body"))?
    {
        let name = clean(field.name().unwrap_or_default().as_bytes().to_vec())?;
        let file_name = field.file_name().map(str::to_owned);
        let declared_type = field.content_type().unwrap_or_default().to_owned();
        let bytes = field
            .bytes()
            .await
            .map_err(|_| WebError::bad_request("web-broken-body"))?;
        match file_name {
            None => form.pairs.push((name, clean(bytes.to_vec())?)),
            Some(given) if given.is_empty() && bytes.is_empty() => {}
            Some(given) => form.files.push(UploadedFile {
                field: name,
                name: base_name(&given)?,
                declared_type,
                bytes,
            }),
        }
        if form.pairs.len() > MAX_PAIRS || form.files.len() > MAX_FILES {
            return Err(WebError::bad_request("web-too-many-fields"));
        }
    }
    Ok(form)
}

/// A file name without folders; some browsers send whole paths.
fn base_name(given: &str) -> Result<String, WebError> {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let name = clean(name.as_bytes().to_vec())?;
    Ok(if name.is_empty() { "file".to_owned() } else { name })
}
