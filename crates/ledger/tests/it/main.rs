//! The ledger on both databases.
#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot set up is a failure of the test"
)]

/// Makes of each test body one test per database, in modules `sqlite` and `postgres`.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                testkit::run(async {
                    let db = testkit::TestDb::sqlite().await;
                    super::$name(db.store.clone()).await;
                });
            })+
        }
        mod postgres {
            $(#[test]
            fn $name() {
                testkit::run(async {
                    let db = testkit::TestDb::postgres().await;
                    super::$name(db.store.clone()).await;
                });
            })+
        }
    };
}

mod anchors;
mod chains;
mod payloads;
mod registers;
mod world;
