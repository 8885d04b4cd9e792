//! Forms with files. Memory is bounded for the whole process: an upload waits until its share is free.

use super::{DEFAULT_BODY_LIMIT, MAX_PAIRS, ProtectedPairs, UploadedFile, clean, collect};
use crate::{WebError, error::Failure};
use axum::{
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request},
    http::{StatusCode, header},
};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Megabytes all uploads under way may hold together.
const MEMORY_MB: u32 = 96;

/// How long an upload waits for its share before it is told to come back: others must not queue behind slow senders.
const PATIENCE: Duration = Duration::from_secs(20);

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
    let busy = WebError(Failure::Unavailable { retry_after: 30 });
    let Ok(Ok(memory)) = tokio::time::timeout(PATIENCE, MEMORY.clone().acquire_many_owned(share)).await
    else {
        return Err(busy);
    };

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
            None => form.push(name, bytes.to_vec()),
            Some(given) if given.is_empty() && bytes.is_empty() => {}
            Some(given) => form.files.push(UploadedFile {
                field: name,
                name: base_name(&given)?,
                declared_type,
                bytes,
            }),
        }
        within_counts(&form)?;
    }
    Ok(form)
}

/// The fields of somebody without a session, for the page that says so. Of the files only the names are kept, their bytes
/// pass by: nobody who is not logged in may keep the memory of uploads busy.
pub(super) async fn read_words(mut request: Request, limit: usize) -> Result<ProtectedPairs, WebError> {
    DefaultBodyLimit::max(limit).apply(&mut request);
    let multipart = Multipart::from_request(request, &()).await;
    let mut multipart = multipart.map_err(|_| WebError::bad_request("web-broken-body"))?;
    let mut form = ProtectedPairs::default();
    let mut room = DEFAULT_BODY_LIMIT;
    while let Some(mut field) = multipart
        .next_field()
        .await
        .map_err(|error| broken(&error, limit))?
    {
        let name = clean(field.name().unwrap_or_default().as_bytes().to_vec())?;
        let file_name = field.file_name().map(str::to_owned);
        let declared_type = field.content_type().unwrap_or_default().to_owned();
        let mut typed = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error, limit))? {
            if file_name.is_none() {
                room = room.checked_sub(chunk.len()).ok_or(WebError(Failure::TooLarge {
                    limit: u64::try_from(DEFAULT_BODY_LIMIT).ok(),
                }))?;
                typed.extend_from_slice(&chunk);
            }
        }
        match file_name {
            None => form.push(name, typed),
            Some(given) if given.is_empty() => {}
            Some(given) => form.files.push(UploadedFile {
                field: name,
                name: base_name(&given)?,
                declared_type,
                bytes: Bytes::new(),
            }),
        }
        within_counts(&form)?;
    }
    Ok(form)
}

fn within_counts(form: &ProtectedPairs) -> Result<(), WebError> {
    if form.pairs.len() > MAX_PAIRS || form.files.len() > MAX_FILES {
        return Err(WebError::bad_request("web-too-many-fields"));
    }
    Ok(())
}

fn broken(error: &axum::extract::multipart::MultipartError, limit: usize) -> WebError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return WebError(Failure::TooLarge {
            limit: u64::try_from(limit).ok(),
        });
    }
    WebError::bad_request("web-broken-body")
}

/// A file name without folders; some browsers send whole paths.
fn base_name(given: &str) -> Result<String, WebError> {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let name = clean(name.as_bytes().to_vec())?;
    Ok(if name.is_empty() { "file".to_owned() } else { name })
}
