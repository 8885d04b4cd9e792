//! The canonical archive: one sequence of bytes for one bundle, whose SHA-256 is the bundle's version.
//!
//! `sportello-bundle 1`, a line feed, then for each file in order of path: path, a space, length in decimal, a line feed,
//! the bytes, a line feed. Nothing else: no times, no permissions, no compression, so nothing can differ.

use crate::files::{FileTree, MAX_TOTAL};
use sha2::{Digest, Sha256};

const MAGIC: &[u8] = b"sportello-bundle 1\n";

/// Why bytes are not a canonical archive.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// Larger than a bundle can be.
    #[error("l'archivio è troppo grande")]
    TooLarge,
    /// Not of this kind, or cut, or with something more.
    #[error("l'archivio non è un pacchetto di servizio, o è rovinato")]
    Malformed,
    /// Files that no bundle of this version has.
    #[error("{0}")]
    File(String),
}

pub(crate) fn pack(tree: &FileTree) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    for (path, content) in tree.iter() {
        bytes.extend_from_slice(format!("{path} {}\n", content.len()).as_bytes());
        bytes.extend_from_slice(content);
        bytes.push(b'\n');
    }
    bytes
}

pub(crate) fn unpack(bytes: &[u8]) -> Result<FileTree, ArchiveError> {
    if bytes.len() > MAX_TOTAL + 64 * 1024 {
        return Err(ArchiveError::TooLarge);
    }
    let mut rest = bytes.strip_prefix(MAGIC).ok_or(ArchiveError::Malformed)?;
    let mut tree = FileTree::default();
    while !rest.is_empty() {
        let end = rest
            .iter()
            .take(160)
            .position(|b| *b == b'\n')
            .ok_or(ArchiveError::Malformed)?;
        let head = std::str::from_utf8(&rest[..end]).map_err(|_| ArchiveError::Malformed)?;
        let (path, length) = head.split_once(' ').ok_or(ArchiveError::Malformed)?;
        let length: usize = length.parse().map_err(|_| ArchiveError::Malformed)?;
        let content = rest
            .get(end + 1..)
            .and_then(|r| r.get(..length))
            .ok_or(ArchiveError::Malformed)?;
        let after = &rest[end + 1 + length..];
        rest = after.strip_prefix(b"\n").ok_or(ArchiveError::Malformed)?;
        let added = tree.insert(path, content.to_vec());
        added.map_err(|problem| ArchiveError::File(problem.to_string()))?;
    }
    // Order, line ends, leading zeros: what is not canonical would have another hash when packed again.
    if pack(&tree) == bytes {
        Ok(tree)
    } else {
        Err(ArchiveError::Malformed)
    }
}

/// SHA-256 of the canonical archive, in lower-case hexadecimal.
pub(crate) fn hash(archive: &[u8]) -> String {
    hex::encode(Sha256::digest(archive))
}
