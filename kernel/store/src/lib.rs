//! The record: one thin synchronous layer over SQLite and PostgreSQL, and what must be written in the same transaction
//! as a change — its journal entry, the jobs that follow from it, the daily facts that figures are made of.
//!
//! The same SQL text runs on both engines. A unit of work is a plain function over [`Tx`]; it commits whole or not at all.
//! Why not an ORM or an async driver: `docs/adr/0001-store.md`.

pub mod counters;
pub mod dump;
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
pub mod sizes;
mod sqlite;
mod tx;
mod val;

use std::{path::Path, sync::Arc};

pub use error::{Error, Result};
pub use migrate::{Room, Step, carried, steps};
pub use row::{Cell, FromCell, Row};
pub use tx::{Engine, Tx, placeholders};
pub use val::{ToVal, Val};

/// The kernel's own tables.
pub const MIGRATIONS: Room = room!("store", "0001_kernel", "0002_rounds", "0002_sizes");

/// A database and its files. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

/// Hears of every commit.
type Watch = Box<dyn Fn(usize, std::time::Duration) + Send + Sync>;

enum Inner {
    Sqlite(Box<sqlite::Sqlite>),
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
        Ok(Self(Arc::new(Inner::Sqlite(Box::new(sqlite::Sqlite::open(path, durability)?)))))
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
        self.advance(rooms, &|_, _| true)
    }

    /// As [`Store::migrate`], but only as far as these steps: the tables as they were when a copy was made.
    ///
    /// # Errors
    /// As for [`Store::migrate`].
    pub fn migrate_to(&self, rooms: &[Room], steps: &[Step]) -> Result<usize> {
        self.advance(rooms, &|room, step| steps.iter().any(|known| known.room == room && known.step == step))
    }

    fn advance(&self, rooms: &[Room], wanted: &dyn Fn(&str, &str) -> bool) -> Result<usize> {
        let mut applied = 0;
        for room in std::iter::once(&MIGRATIONS).chain(rooms) {
            applied += migrate::run(self, room, wanted)?;
        }
        Ok(applied)
    }

    /// Has every commit told to `watch`: how many units of work shared it, and how long it took from the first of them.
    /// Only the first watcher is heard.
    pub fn watch(&self, watch: impl Fn(usize, std::time::Duration) + Send + Sync + 'static) {
        let watched = match &*self.0 {
            Inner::Sqlite(db) => &db.watch,
            Inner::Pg(db) => &db.watch,
        };
        let _ = watched.set(Box::new(watch));
    }

    /// Moves what SQLite keeps in its log into the database file, so that the next start finds nothing to do. PostgreSQL
    /// does so by itself.
    ///
    /// # Errors
    /// The engine's.
    pub fn checkpoint(&self) -> Result<()> {
        match &*self.0 {
            Inner::Sqlite(db) => db.checkpoint(),
            Inner::Pg(_) => Ok(()),
        }
    }

    /// How large the database is, in bytes.
    ///
    /// # Errors
    /// The engine's.
    pub fn size(&self) -> Result<u64> {
        let sql = match self.engine() {
            Engine::Sqlite => "select page_count * page_size as n from pragma_page_count(), pragma_page_size()",
            Engine::Postgres => "select pg_database_size(current_database()) as n",
        };
        Ok(self.read(|tx| tx.one(sql, &[], |row| row.get::<i64>("n")))?.unsigned_abs())
    }

    /// Lets the engine refresh its statistics; worth doing after a large import.
    ///
    /// # Errors
    /// The engine's.
    pub fn analyse(&self) -> Result<()> {
        self.write(|tx| tx.batch("analyze"))
    }
}
