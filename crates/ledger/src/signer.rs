//! Who vouches for the anchors.

#[cfg(test)]
mod tests;

use crate::LedgerError;
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use kernel::Random;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

/// Signs anchors: a key of the installation, or a time-stamping authority (RFC 3161) whose token is the signature.
pub trait Signer: Send + Sync {
    /// Names the key in the anchor files.
    fn key_id(&self) -> String;

    /// Signs a message; an error when the authority does not answer.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, LedgerError>;

    /// Whether this signer made the signature for the message.
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool;
}

/// An Ed25519 key in a file, which is kept apart from the database and its backups.
pub struct Ed25519File {
    pair: Ed25519KeyPair,
}

impl Ed25519File {
    /// Reads the key, or makes one when the file does not exist (readable by the owner only).
    pub fn open_or_create(path: &Path, random: &dyn Random) -> Result<Self, LedgerError> {
        match fs::read_to_string(path) {
            Ok(text) => Self::from_text(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut seed = [0; 32];
                random.fill(&mut seed);
                let mut options = OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                let mut file = options
                    .open(path)
                    .map_err(LedgerError::io("creating the ledger key"))?;
                file.write_all(hex::encode(seed).as_bytes())
                    .and_then(|()| file.sync_all())
                    .map_err(LedgerError::io("writing the ledger key"))?;
                Self::from_seed(&seed)
            }
            Err(error) => Err(LedgerError::io("reading the ledger key")(error)),
        }
    }

    fn from_text(text: &str) -> Result<Self, LedgerError> {
        let seed = hex::decode(text.trim()).map_err(|_| LedgerError::Key)?;
        Self::from_seed(&seed)
    }

    fn from_seed(seed: &[u8]) -> Result<Self, LedgerError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| LedgerError::Key)?;
        Ok(Self { pair })
    }
}

impl Signer for Ed25519File {
    fn key_id(&self) -> String {
        format!("ed25519:{}", hex::encode(self.pair.public_key().as_ref()))
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, LedgerError> {
        Ok(self.pair.sign(message).as_ref().to_vec())
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.pair.public_key().as_ref())
            .verify(message, signature)
            .is_ok()
    }
}
