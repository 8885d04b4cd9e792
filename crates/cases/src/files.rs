//! Bytes on their way in: judged by content, written and fsynced before the commit that refers to them.

use crate::Cases;
use ::files::{FilesError, Rules, Stored};
use bytes::Bytes;
use kernel::{Error, FieldErrors, Result, clean_text};

/// Longest file name kept.
const MAX_NAME: usize = 255;

/// A file that was taken and lies on the disk, not yet known to the database.
#[derive(Clone, Debug)]
pub struct Received {
    /// File name as given.
    pub name: String,
    /// Its bytes.
    pub stored: Stored,
}

impl Cases {
    /// Takes a file as it arrives; what is wrong with it is told at its field.
    pub async fn receive(&self, field: &str, name: &str, content: Bytes) -> Result<Received> {
        let mut errors = FieldErrors::default();
        let name = match clean_text(name.trim(), MAX_NAME) {
            Ok(name) if !name.is_empty() => name,
            _ => {
                errors.add(field, "cases-error-file-name");
                return Err(Error::Invalid(errors));
            }
        };
        match self
            .files
            .put_bytes(&name, content, &Rules::up_to(self.max_file_bytes))
            .await
        {
            Ok(stored) => Ok(Received { name, stored }),
            Err(FilesError::Refused(refused)) => {
                errors.add_with(field, refused.key(), refused.args());
                Err(Error::Invalid(errors))
            }
            Err(other) => Err(Error::internal(other)),
        }
    }
}
