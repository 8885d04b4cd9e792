//! The bytes of a stored file, as a stream.

use crate::FilesError;
use bytes::Bytes;
use futures_util::stream::{BoxStream, StreamExt, TryStreamExt};
use std::io;

/// One reading of a file.
pub struct Content {
    /// Size in bytes.
    pub size: u64,
    stream: BoxStream<'static, io::Result<Bytes>>,
}

impl Content {
    /// Wraps a stream of `size` bytes in all.
    pub fn new(size: u64, stream: BoxStream<'static, io::Result<Bytes>>) -> Self {
        Self { size, stream }
    }

    /// The bytes piece by piece, for an answer body.
    pub fn into_stream(self) -> BoxStream<'static, io::Result<Bytes>> {
        self.stream
    }

    /// All bytes in memory; refuses files larger than `limit` bytes.
    pub async fn bytes(self, limit: u64) -> Result<Bytes, FilesError> {
        if self.size > limit {
            return Err(crate::Refused::TooLarge { limit }.into());
        }
        let mut all = Vec::with_capacity(usize::try_from(self.size).unwrap_or(0));
        let mut stream = self.stream;
        while let Some(piece) = stream.next().await {
            all.extend_from_slice(&piece.map_err(FilesError::io("reading a file"))?);
        }
        Ok(all.into())
    }

    /// Size and SHA-256 (lower-case hexadecimal) of what is really there.
    pub async fn digest(mut self) -> Result<(u64, String), FilesError> {
        use sha2::{Digest, Sha256};
        let (mut hasher, mut size) = (Sha256::new(), 0);
        while let Some(piece) = self
            .stream
            .try_next()
            .await
            .map_err(FilesError::io("reading a file"))?
        {
            size += piece.len() as u64;
            hasher.update(&piece);
        }
        Ok((size, hex::encode(hasher.finalize())))
    }
}
