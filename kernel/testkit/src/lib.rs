//! A record of its own for every test, on both engines.
//!
//! [`both!`] turns one sentence of the business into two tests, `on_sqlite` and `on_postgres`.

mod database;

pub use database::{TestStore, postgres, sqlite};

/// Runs each test on SQLite and on PostgreSQL. The argument is a fresh [`TestStore`].
#[macro_export]
macro_rules! both {
    ($($(#[$meta:meta])* fn $name:ident($db:ident) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            fn check($db: &$crate::TestStore) $body

            #[test]
            fn on_sqlite() {
                check(&$crate::sqlite());
            }

            #[test]
            fn on_postgres() {
                check(&$crate::postgres());
            }
        }
    )*};
}
