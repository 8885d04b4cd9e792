//! Why a file is not taken, and what can fail.

use kernel::FieldErrors;

/// Why what a person sent is not taken; each has a sentence in the locale files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// More bytes than allowed.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The name has no extension.
    #[error("the file name has no extension")]
    NoExtension,
    /// A kind that is not on the list.
    #[error("files of kind {extension} are not accepted")]
    NotAllowed {
        /// The extension, lower case, without the dot.
        extension: String,
    },
    /// The content is not what the extension says.
    #[error("the content is not {extension}")]
    Mismatch {
        /// The extension, lower case, without the dot.
        extension: String,
    },
    /// Damaged or cut.
    #[error("the file is damaged or incomplete")]
    Broken,
    /// A page, a drawing with scripts, a program, a macro.
    #[error("the file holds a program, a macro or a page")]
    Active,
    /// It would unpack to far more than it is, or to too many entries.
    #[error("the archive unpacks to too much")]
    Bomb,
    /// An archive inside an archive.
    #[error("the archive holds another archive")]
    Nested,
    /// It cannot be read without a password.
    #[error("the file is protected by a password")]
    Encrypted,
}

impl Refused {
    /// Key of the locale files.
    pub fn key(&self) -> &'static str {
        match self {
            Refused::Empty => "files-refused-empty",
            Refused::TooLarge { .. } => "files-refused-too-large",
            Refused::NoExtension => "files-refused-no-extension",
            Refused::NotAllowed { .. } => "files-refused-not-allowed",
            Refused::Mismatch { .. } => "files-refused-mismatch",
            Refused::Broken => "files-refused-broken",
            Refused::Active => "files-refused-active",
            Refused::Bomb => "files-refused-bomb",
            Refused::Nested => "files-refused-nested",
            Refused::Encrypted => "files-refused-encrypted",
        }
    }

    /// Arguments of the sentence: `limit` in whole MiB, `extension`.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Refused::TooLarge { limit } => vec![("limit", (limit / (1024 * 1024)).to_string())],
            Refused::NotAllowed { extension } | Refused::Mismatch { extension } => {
                vec![("extension", extension.clone())]
            }
            _ => Vec::new(),
        }
    }
}

/// What can fail about stored bytes.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// What was sent is not taken.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The connection of the sender broke.
    #[error("the upload was interrupted: {0}")]
    Interrupted(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// No such file is stored.
    #[error("no file is stored under {key}")]
    Missing {
        /// The storage key.
        key: String,
    },
    /// Not the form of a storage key.
    #[error("not a storage key")]
    BadKey,
    /// The disk refused.
    #[error("{doing}: {source}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The database refused.
    #[error(transparent)]
    Store(#[from] store::StoreError),
}

impl FilesError {
    pub(crate) fn io(doing: &'static str) -> impl FnOnce(std::io::Error) -> FilesError {
        move |source| FilesError::Io { doing, source }
    }
}

impl From<FilesError> for kernel::Error {
    fn from(error: FilesError) -> Self {
        match error {
            FilesError::Refused(refused) => {
                let mut errors = FieldErrors::default();
                errors.add_with("file", refused.key(), refused.args());
                kernel::Error::Invalid(errors)
            }
            FilesError::Missing { .. } | FilesError::BadKey => kernel::Error::NotFound,
            FilesError::Store(error) => error.into(),
            other => kernel::Error::internal(other),
        }
    }
}
