//! Errors on their way out: a handler returns [`WebError`], the outermost layer makes the designed page or the
//! problem document (RFC 9457) of it, because only there language, body and request id are known.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use forms::Violation;
use kernel::{Error, FieldErrors};
use std::sync::Arc;

/// What a handler fails with; made from [`kernel::Error`] by `?`.
#[derive(Debug)]
pub struct WebError(pub(crate) Failure);

/// Result of a handler.
pub type WebResult<T = Response> = Result<T, WebError>;

/// A request that cannot be answered, with all its page needs.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    BadRequest {
        reason: &'static str,
    },
    /// A failure that must not cost what was typed: its page shows it, to be copied back.
    Kept {
        failure: Arc<Failure>,
        typed: Arc<Typed>,
    },
    LoginRequired,
    Expired(Arc<Typed>),
    Foreign,
    Forbidden,
    NotFound,
    Method,
    Conflict {
        reason: &'static str,
    },
    TooLarge {
        limit: Option<u64>,
    },
    MediaType,
    Invalid(FieldErrors),
    Incomplete(Arc<[Violation]>),
    TooMany {
        retry_after: u32,
    },
    Timeout,
    Internal(Arc<Error>),
    Unavailable {
        retry_after: u32,
    },
}

/// What a person had typed when the post was refused: to be posted again, or copied.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    /// Names and values in order, the old token left out.
    pub(crate) pairs: Vec<(String, String)>,
    /// Token of the present session, when there is one.
    pub(crate) token: Option<String>,
    /// Whether files were among what was sent; they must be chosen again.
    pub(crate) had_files: bool,
}

impl Typed {
    /// What a person recognises as typed: no fields of ours, nothing empty.
    pub(crate) fn shown(&self) -> Vec<(&str, &str)> {
        self.pairs
            .iter()
            .filter(|(name, value)| !name.starts_with('_') && !value.is_empty())
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect()
    }
}

impl WebError {
    /// A request that makes no sense, with the locale key of what to do.
    pub fn bad_request(reason: &'static str) -> Self {
        Self(Failure::BadRequest { reason })
    }

    /// The same without what was typed: the page then says only that the form must be filled in again.
    pub(crate) fn without_typed(self) -> Self {
        match self.0 {
            Failure::Expired(typed) => Self(Failure::Expired(Arc::new(Typed {
                pairs: Vec::new(),
                token: typed.token.clone(),
                had_files: typed.had_files,
            }))),
            Failure::Kept { failure, .. } => Self((*failure).clone()),
            other => Self(other),
        }
    }

    /// A form with answers that are missing or wrong, told one by one like any other invalid input.
    pub fn incomplete(violations: Vec<Violation>) -> Self {
        Self(Failure::Incomplete(violations.into()))
    }
}

impl From<Error> for WebError {
    fn from(error: Error) -> Self {
        Self(match error {
            Error::NotFound => Failure::NotFound,
            Error::LoginRequired => Failure::LoginRequired,
            Error::Forbidden => Failure::Forbidden,
            Error::Conflict { reason } => Failure::Conflict { reason },
            Error::Invalid(fields) => Failure::Invalid(fields),
            Error::TooLarge { limit } => Failure::TooLarge { limit: Some(limit) },
            Error::TooMany { retry_after } => Failure::TooMany { retry_after },
            Error::Unavailable { retry_after } => Failure::Unavailable { retry_after },
            error @ Error::Internal(_) => Failure::Internal(Arc::new(error)),
        })
    }
}

impl Failure {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Failure::Kept { failure, .. } => failure.status(),
            Failure::BadRequest { .. } => StatusCode::BAD_REQUEST,
            Failure::LoginRequired => StatusCode::UNAUTHORIZED,
            Failure::Expired(_) | Failure::Foreign | Failure::Forbidden => StatusCode::FORBIDDEN,
            Failure::NotFound => StatusCode::NOT_FOUND,
            Failure::Method => StatusCode::METHOD_NOT_ALLOWED,
            Failure::Conflict { .. } => StatusCode::CONFLICT,
            Failure::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Failure::Invalid(_) | Failure::Incomplete(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Failure::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Failure::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Failure::Timeout | Failure::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Word of the texts `web-error-<word>-title` and `web-error-<word>-text`, and of the problem's type.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Failure::Kept { failure, .. } => failure.word(),
            Failure::BadRequest { .. } => "bad-request",
            Failure::LoginRequired => "login",
            Failure::Expired(_) => "expired",
            Failure::Foreign => "foreign",
            Failure::Forbidden => "forbidden",
            Failure::NotFound => "not-found",
            Failure::Method => "method",
            Failure::Conflict { .. } => "conflict",
            Failure::TooLarge { .. } => "too-large",
            Failure::MediaType => "media-type",
            Failure::Invalid(_) | Failure::Incomplete(_) => "invalid",
            Failure::TooMany { .. } => "too-many",
            Failure::Timeout => "timeout",
            Failure::Internal(_) => "internal",
            Failure::Unavailable { .. } => "unavailable",
        }
    }

    /// What an extractor of axum, or a layer, meant by a bare status; none for what is not an error page.
    pub(crate) fn of_status(status: StatusCode) -> Option<Self> {
        Some(match status.as_u16() {
            401 => Failure::LoginRequired,
            403 => Failure::Forbidden,
            404 | 410 => Failure::NotFound,
            405 => Failure::Method,
            409 => Failure::Conflict {
                reason: "web-conflict",
            },
            413 => Failure::TooLarge { limit: None },
            415 => Failure::MediaType,
            429 => Failure::TooMany { retry_after: 60 },
            408 | 504 => Failure::Timeout,
            503 => Failure::Unavailable { retry_after: 30 },
            400..=499 => Failure::BadRequest {
                reason: "web-bad-request",
            },
            500..=599 => Failure::Internal(Arc::new(Error::internal(format!("bare status {status}")))),
            _ => return None,
        })
    }
}

impl IntoResponse for WebError {
    /// A bare answer that carries the failure to the outermost layer.
    fn into_response(self) -> Response {
        let mut response = self.0.status().into_response();
        response.extensions_mut().insert(self.0);
        response
    }
}
