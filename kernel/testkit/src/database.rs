use std::{
    ops::Deref,
    sync::atomic::{AtomicU64, Ordering},
};

use store::{Durability, Store};

/// A store that goes away with the test.
pub struct TestStore {
    store: Store,
    dir: tempfile::TempDir,
    schema: Option<(String, String)>,
}

impl TestStore {
    /// Where the store is, when it is on PostgreSQL: a URL that leads into its schema.
    pub fn url(&self) -> Option<String> {
        self.schema.as_ref().map(|(url, schema)| within(url, schema))
    }

    /// A folder of the test's own, for files.
    pub fn dir(&self) -> &std::path::Path {
        self.dir.path()
    }
}

impl Deref for TestStore {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Drop for TestStore {
    fn drop(&mut self) {
        if let Some((url, schema)) = self.schema.take()
            && let Ok(mut client) = postgres::Client::connect(&url, postgres::NoTls)
        {
            let _ = client.batch_execute(&format!("drop schema {schema} cascade"));
        }
    }
}

/// A new SQLite file.
pub fn sqlite() -> TestStore {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let store = Store::sqlite(&dir.path().join("tinhso.db"), Durability::Relaxed).expect("an SQLite file");
    TestStore { store, dir, schema: None }
}

/// A new schema in the project's own PostgreSQL cluster, whose URL is in `TINHSO_TEST_POSTGRES` (`make test` starts it).
///
/// # Panics
/// When there is no cluster: a suite that silently skips an engine proves nothing.
pub fn postgres() -> TestStore {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let url = std::env::var("TINHSO_TEST_POSTGRES")
        .unwrap_or_else(|_| panic!("set TINHSO_TEST_POSTGRES to what `scripts/postgres.sh start` prints"));
    let schema = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("the test cluster answers");
    client.batch_execute(&format!("drop schema if exists {schema} cascade; create schema {schema}")).expect("a schema");
    let store = Store::postgres(&within(&url, &schema), 8).expect("a store on PostgreSQL");
    let dir = tempfile::tempdir().expect("a temporary folder");
    TestStore { store, dir, schema: Some((url, schema)) }
}

fn within(url: &str, schema: &str) -> String {
    format!("{url}?options=-csearch_path%3D{schema}")
}
