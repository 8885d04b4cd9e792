//! An upload on its way: written beside its final place, measured and hashed while it comes.

use crate::{FilesError, Refused};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A temporary file; it is removed when it is dropped before being kept.
#[derive(Debug)]
pub struct Spool {
    path: PathBuf,
    file: Option<File>,
    hasher: Sha256,
    size: u64,
    limit: u64,
}

impl Spool {
    /// Creates `name` in `dir`, to take up to `limit` bytes.
    pub(crate) fn create(dir: &Path, name: &str, limit: u64) -> Result<Self, FilesError> {
        let path = dir.join(name);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options
            .open(&path)
            .map_err(FilesError::io("creating a temporary file"))?;
        Ok(Self {
            path,
            file: Some(file),
            hasher: Sha256::new(),
            size: 0,
            limit,
        })
    }

    /// Appends pieces; stops at the limit.
    pub(crate) fn write(&mut self, pieces: &[Bytes]) -> Result<(), FilesError> {
        for piece in pieces {
            self.size += piece.len() as u64;
            if self.size > self.limit {
                return Err(Refused::TooLarge { limit: self.limit }.into());
            }
            self.hasher.update(piece);
            self.file()?
                .write_all(piece)
                .map_err(FilesError::io("writing a temporary file"))?;
        }
        Ok(())
    }

    /// The open file, for looking into it.
    pub(crate) fn file(&mut self) -> Result<&mut File, FilesError> {
        self.file.as_mut().ok_or(FilesError::BadKey)
    }

    /// Bytes taken so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// SHA-256 of the bytes taken so far, lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        hex::encode(self.hasher.clone().finalize())
    }

    /// Where the bytes are until they are kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Flushes the bytes to the disk.
    pub fn flush(&mut self) -> Result<(), FilesError> {
        self.file()?
            .sync_all()
            .map_err(FilesError::io("flushing a temporary file"))
    }

    /// Moves the file to its final place, which must be on the same file system.
    pub fn move_to(mut self, place: &Path) -> Result<(), FilesError> {
        fs::rename(&self.path, place).map_err(FilesError::io("moving a file to its place"))?;
        self.file = None;
        Ok(())
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        // Kept files have given their handle away. What cannot be removed here is swept later.
        if self.file.take().is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }
}
