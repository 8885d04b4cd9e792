use super::*;
use kernel::SeededRandom;

#[test]
fn a_key_file_is_made_once_and_read_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.key");
    let made = Ed25519File::open_or_create(&path, &SeededRandom::new(1)).unwrap();
    let read = Ed25519File::open_or_create(&path, &SeededRandom::new(2)).unwrap();
    assert_eq!(made.key_id(), read.key_id());
    let signature = made.sign(b"message").unwrap();
    assert!(read.verify(b"message", &signature));
    assert!(!read.verify(b"massage", &signature));
    assert!(!read.verify(b"message", &signature[1..]));
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_damaged_key_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.key");
    for text in ["", "abc", "zz", &"ab".repeat(31)] {
        fs::write(&path, text).unwrap();
        assert!(matches!(
            Ed25519File::open_or_create(&path, &SeededRandom::new(1)),
            Err(LedgerError::Key)
        ));
    }
}
