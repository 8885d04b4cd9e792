//! The folder all test processes of this user share, and its lock.

use std::fs::{self, File};
use std::path::PathBuf;

/// A short path, because the name of a Unix socket may have 107 bytes only.
pub(crate) fn folder() -> PathBuf {
    let user = rustix::process::geteuid().as_raw();
    let folder = std::env::temp_dir().join(format!("sportello-tests-{user}"));
    fs::create_dir_all(&folder).expect("a folder for the test databases");
    folder
}

/// Held by one test process at a time; the kernel frees it when its holder dies.
pub(crate) fn lock(name: &str) -> File {
    let path = folder().join(format!("{name}.lock"));
    let file = File::options()
        .create(true)
        .append(true)
        .open(&path)
        .expect("a lock file for the test databases");
    file.lock().expect("the lock of the test databases");
    file
}
