//! Forgery protection: a token derived from the session in every form, and the browser's own word on where a post comes from.

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Random;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Name of the hidden field that carries the token.
pub const FIELD: &str = "_csrf";

/// Header that may carry the token instead of the field.
pub const HEADER: &str = "x-csrf-token";

/// Secret of a session, put among the request's extensions by whoever reads the session.
#[derive(Clone)]
pub struct CsrfSecret([u8; 32]);

impl std::fmt::Debug for CsrfSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CsrfSecret(…)")
    }
}

impl CsrfSecret {
    /// Derives the secret from the session's token, which itself never leaves its cookie.
    pub fn derive(session_token: &[u8]) -> Self {
        Self(
            Sha256::new()
                .chain_update(b"csrf\0")
                .chain_update(session_token)
                .finalize()
                .into(),
        )
    }

    /// A token for a page: different each time, so that compression of the page betrays nothing of it.
    pub fn token(&self, random: &dyn Random) -> String {
        let mut bytes = [0u8; 64];
        random.fill(&mut bytes[..32]);
        for i in 0..32 {
            bytes[32 + i] = bytes[i] ^ self.0[i];
        }
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Whether the token was made from this secret.
    pub fn accepts(&self, token: &str) -> bool {
        let mut bytes = [0u8; 64];
        let Ok(64) = URL_SAFE_NO_PAD.decode_slice(token, &mut bytes) else {
            return false;
        };
        let (mask, masked) = bytes.split_at(32);
        let opened: Vec<u8> = mask.iter().zip(masked).map(|(a, b)| a ^ b).collect();
        opened.ct_eq(&self.0).into()
    }
}

/// Whether the browser says that the request comes from our own pages; clients that say nothing are not browsers
/// a page can steer.
pub(crate) fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
    }
}
