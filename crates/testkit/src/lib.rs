//! What tests need: a fresh, migrated database of either kind, a clock that stands, randomness that repeats.
//!
//! ```ignore
//! testkit::both_databases! {
//!     async fn reg_01_numbers_have_no_gap(db: TestDb) {
//!         db.store.commit(batch).await.unwrap();
//!     }
//! }
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot be set up must stop with the reason"
)]

mod database;
mod fixtures;
mod place;
mod server;

pub use database::TestDb;
pub use fixtures::{START, clock, random};
#[doc(hidden)]
pub use pastey;
pub use server::{Fsync, Server};
#[doc(hidden)]
pub use store::MIGRATIONS;

use std::future::Future;
use std::time::Duration;

/// Runs one asynchronous test body to its end on a runtime of its own.
pub fn run<F: Future>(body: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let output = runtime.block_on(body);
    runtime.shutdown_timeout(Duration::from_secs(5));
    output
}

/// Makes two tests, `name_sqlite` and `name_postgres`, of one body that takes a [`TestDb`].
///
/// With `steps = SLICE;` first, the databases hold those migrations instead of the program's own.
#[macro_export]
macro_rules! both_databases {
    (steps = $steps:expr; $($rest:tt)+) => { $crate::both_databases!(@each ($steps) $($rest)+); };
    (@each ($steps:expr) $($(#[$meta:meta])* async fn $name:ident($db:ident: TestDb) $body:block)+) => {
        $crate::pastey::paste! {$(
            async fn $name($db: $crate::TestDb) $body

            $(#[$meta])*
            #[test]
            fn [<$name _sqlite>]() {
                $crate::run(async { $name($crate::TestDb::sqlite_with($steps).await).await });
            }

            $(#[$meta])*
            #[test]
            fn [<$name _postgres>]() {
                $crate::run(async { $name($crate::TestDb::postgres_with($steps).await).await });
            }
        )+}
    };
    ($($rest:tt)+) => { $crate::both_databases!(@each ($crate::MIGRATIONS) $($rest)+); };
}
