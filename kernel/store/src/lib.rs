//! The record: one thin synchronous layer over SQLite and PostgreSQL, and what must be written in the same transaction
//! as a change — its journal entry, the jobs that follow from it, the daily facts that figures are made of.
//!
//! The same SQL text runs on both engines. A unit of work is a plain function over [`Tx`]; it commits whole or not at all.
//! Why not an ORM or an async driver: `docs/adr/0001-store.md`.

pub mod counters;
mod error;
pub mod facts;
pub mod files;
pub mod idempotency;
pub mod jobs;
pub mod journal;
mod migrate;
mod pg;
mod row;
pub mod search;
pub mod settings;
mod sqlite;
mod tx;
mod val;

use std::{path::Path, sync::Arc};

pub use error::{Error, Result};
pub use migrate::Room;
pub use row::{Cell, FromCell, Row};
pub use tx::{Engine, Tx, placeholders};
pub use val::{ToVal, Val};

/// The kernel's own tables.
pub const MIGRATIONS: Room = room!("store", "0001_kernel", "0002_rounds");

/// A database and its files. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

enum Inner {
    Sqlite(sqlite::Sqlite),
    Pg(pg::Pg),
}

/// How hard a commit is pressed to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// A commit that was acknowledged survives a power cut.
    #[default]
    Full,
    /// For tests and for filling a demo database: survives a killed process, not a power cut.
    Relaxed,
}

impl Store {
    /// Opens or creates an SQLite database file.
    ///
    /// # Errors
    /// When the file cannot be opened or is not a database.
    pub fn sqlite(path: &Path, durability: Durability) -> Result<Self> {
        Ok(Self(Arc::new(Inner::Sqlite(sqlite::Sqlite::open(path, durability)?))))
    }

    /// Connects to PostgreSQL by URL, as in `postgres://user@host/database`; a schema may be given as
    /// `?options=-c search_path=name` does.
    ///
    /// # Errors
    /// When no connection can be had.
    pub fn postgres(url: &str, connections: usize) -> Result<Self> {
        Ok(Self(Arc::new(Inner::Pg(pg::Pg::connect(url, connections)?))))
    }

    /// Which engine is underneath: for the few places where SQL must differ.
    pub fn engine(&self) -> Engine {
        match &*self.0 {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Pg(_) => Engine::Postgres,
        }
    }

    /// Reads from one snapshot.
    ///
    /// # Errors
    /// Those of `work`, and the engine's.
    pub fn read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        match &*self.0 {
            Inner::Sqlite(db) => db.read(work),
            Inner::Pg(db) => db.read(work),
        }
    }

    /// Runs one unit of work and returns when it is durable. `work` may run again when the engine asks for a retry
    /// (deadlock, serialisation), so it must do nothing outside the transaction. An error or a panic undoes it whole.
    ///
    /// # Errors
    /// Those of `work`, and the engine's.
    pub fn write<T, E: From<Error>>(
        &self,
        work: impl FnMut(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        match &*self.0 {
            Inner::Sqlite(db) => db.write(work),
            Inner::Pg(db) => db.write(work),
        }
    }

    /// Brings the tables of these rooms up to date, the kernel's own first. Each step is one transaction and is never run twice.
    ///
    /// # Errors
    /// When a step fails, or one already applied has since been edited.
    pub fn migrate(&self, rooms: &[Room]) -> Result<usize> {
        let mut applied = 0;
        for room in std::iter::once(&MIGRATIONS).chain(rooms) {
            applied += migrate::run(self, room)?;
        }
        Ok(applied)
    }

    /// Lets the engine refresh its statistics; worth doing after a large import.
    ///
    /// # Errors
    /// The engine's.
    pub fn analyse(&self) -> Result<()> {
        self.write(|tx| tx.batch("analyze"))
    }
}
