//! Bytes on their way in: judged by content, written and fsynced before the commit that refers to them.

use crate::Cases;
use ::files::{FilesError, MediaType, Rules, Stored};
use bundles::Bundle;
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
    /// What is taken: the bundle's own limits, never beyond those of the installation.
    fn rules_for(&self, bundle: &Bundle) -> Rules {
        let own = &bundle.rules.attachments;
        let rules = Rules::up_to(self.max_file_bytes.min(u64::from(own.max_file_mb) * 1024 * 1024));
        let kinds: Vec<MediaType> = own
            .types
            .iter()
            .filter_map(|ending| MediaType::by_extension(ending))
            .collect();
        if kinds.is_empty() {
            rules
        } else {
            rules.only(kinds)
        }
    }

    /// Takes a file as it arrives; what is wrong with it is told at its field.
    pub async fn receive(
        &self,
        bundle: &Bundle,
        field: &str,
        name: &str,
        content: Bytes,
    ) -> Result<Received> {
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
            .put_bytes(&name, content, &self.rules_for(bundle))
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
