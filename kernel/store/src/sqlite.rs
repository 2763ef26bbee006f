//! SQLite: many readers, one writer, group commit.
//!
//! Writers queue for one connection. The first begins a transaction, each after it runs in a savepoint of it; whoever finds
//! nobody waiting behind them commits for all, so under load many units of work share one `fsync` and each still returns
//! only when it is durable.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use parking_lot::{Condvar, Mutex};
use rusqlite::{Connection, types::ToSqlOutput, types::ValueRef};

use crate::{
    Durability, Watch,
    error::{Error, Result},
    row::Row,
    tx::{Conn, Tx},
    val::Val,
};

/// How many units of work share a commit at most: bounds the wait of the first in line.
const GROUP: usize = 256;
/// Reader connections at most: each has a page cache of its own, and more than a few only wait for the processor.
const READERS: usize = 8;

pub(crate) struct Sqlite {
    path: PathBuf,
    durability: Durability,
    writer: Mutex<Writer>,
    /// Writers that have asked for the connection and not yet finished their work on it.
    waiting: AtomicUsize,
    outcome: Mutex<Outcome>,
    committed: Condvar,
    readers: Mutex<Readers>,
    returned: Condvar,
    pub(crate) watch: OnceLock<Watch>,
}

#[derive(Default)]
struct Readers {
    idle: Vec<Connection>,
    open: usize,
}

struct Writer {
    conn: Connection,
    group: u64,
    size: usize,
    /// When the open transaction began.
    begun: Instant,
}

/// What became of the groups: all up to `done` are decided, those in `failed` were undone.
#[derive(Default)]
struct Outcome {
    done: u64,
    failed: BTreeMap<u64, (String, usize)>,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, durability: Durability) -> Result<Self> {
        let conn = connect(path, durability)?;
        // Under load the same pages change again and again: the longer the log, the fewer times each goes to its place.
        conn.execute_batch("pragma wal_autocheckpoint = 16384")?;
        Ok(Self {
            path: path.to_owned(),
            durability,
            writer: Mutex::new(Writer { conn, group: 1, size: 0, begun: Instant::now() }),
            waiting: AtomicUsize::new(0),
            outcome: Mutex::default(),
            committed: Condvar::new(),
            readers: Mutex::default(),
            returned: Condvar::new(),
            watch: OnceLock::new(),
        })
    }

    pub(crate) fn read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let conn = self.reader()?;
        let begun = conn.execute_batch("begin").map_err(Error::from);
        let result = begun.map(|()| catch_unwind(AssertUnwindSafe(|| work(&mut Tx(Conn::Sqlite(&conn))))));
        let sound = conn.execute_batch("rollback").is_ok();
        let mut readers = self.readers.lock();
        if sound {
            readers.idle.push(conn);
        } else {
            readers.open -= 1;
        }
        drop(readers);
        self.returned.notify_one();
        result?.unwrap_or_else(|panic| resume_unwind(panic))
    }

    fn reader(&self) -> Result<Connection> {
        let mut readers = self.readers.lock();
        loop {
            if let Some(conn) = readers.idle.pop() {
                return Ok(conn);
            }
            if readers.open < READERS {
                readers.open += 1;
                break;
            }
            self.returned.wait(&mut readers);
        }
        drop(readers);
        connect(&self.path, self.durability).inspect_err(|_| {
            self.readers.lock().open -= 1;
            self.returned.notify_one();
        })
    }

    pub(crate) fn write<T, E: From<Error>>(
        &self,
        mut work: impl FnMut(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.waiting.fetch_add(1, Ordering::AcqRel);
        let mut writer = self.writer.lock();
        // The first unit of a group needs no savepoint: undoing it is undoing the transaction.
        let first = writer.size == 0;
        if first {
            writer.begun = Instant::now();
        }
        let (begin, keep, undo) = if first {
            ("begin immediate", "", "rollback; begin immediate")
        } else {
            ("savepoint unit", "release unit", "rollback to unit; release unit")
        };
        let result = match writer.conn.execute_batch(begin) {
            Ok(()) => {
                let result = catch_unwind(AssertUnwindSafe(|| work(&mut Tx(Conn::Sqlite(&writer.conn)))));
                let end = if matches!(result, Ok(Ok(_))) { keep } else { undo };
                match (writer.conn.execute_batch(end), result) {
                    (Err(error), Ok(Ok(_))) => Ok(Err(Error::from(error).into())),
                    (_, result) => result,
                }
            }
            Err(error) => Ok(Err(Error::from(error).into())),
        };
        writer.size += 1;
        let group = writer.group;
        let behind = self.waiting.fetch_sub(1, Ordering::AcqRel) - 1;
        // A failed statement may have ended the transaction by itself (disk full): the group ends with it, and all are told.
        if behind == 0 || writer.size >= GROUP || writer.conn.is_autocommit() {
            self.commit(&mut writer);
        }
        drop(writer);
        let value = result.unwrap_or_else(|panic| resume_unwind(panic))?;
        self.wait(group)?;
        Ok(value)
    }

    fn commit(&self, writer: &mut Writer) {
        let committed = if writer.conn.is_autocommit() {
            Err("the transaction was ended by the engine".to_owned())
        } else {
            writer.conn.execute_batch("commit").map_err(|error| {
                let _ = writer.conn.execute_batch("rollback");
                error.to_string()
            })
        };
        if let Some(watch) = self.watch.get() {
            watch(writer.size, writer.begun.elapsed());
        }
        let mut outcome = self.outcome.lock();
        outcome.done = writer.group;
        if let Err(why) = committed {
            outcome.failed.insert(writer.group, (why, writer.size));
            // Whoever waited for a group this old has long been told.
            while outcome.failed.len() > 1000 {
                outcome.failed.pop_first();
            }
        }
        drop(outcome);
        writer.group += 1;
        writer.size = 0;
        self.committed.notify_all();
    }

    pub(crate) fn checkpoint(&self) -> Result<()> {
        Ok(self.writer.lock().conn.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))?)
    }

    fn wait(&self, group: u64) -> Result<()> {
        let mut outcome = self.outcome.lock();
        while outcome.done < group {
            self.committed.wait(&mut outcome);
        }
        match outcome.failed.get(&group) {
            Some((why, _)) => Err(Error::Full(why.clone())),
            None => Ok(()),
        }
    }
}

fn connect(path: &Path, durability: Durability) -> Result<Connection> {
    let conn = Connection::open(path)?;
    conn.set_prepared_statement_cache_capacity(256);
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    let synchronous = match durability {
        Durability::Full => "full",
        Durability::Relaxed => "off",
    };
    conn.execute_batch(&format!(
        "pragma journal_mode = wal; pragma synchronous = {synchronous}; pragma foreign_keys = on; \
         pragma cache_size = -16384; pragma temp_store = memory;"
    ))?;
    Ok(conn)
}

pub(crate) fn exec(conn: &Connection, sql: &str, vals: &[Val]) -> Result<u64> {
    let mut statement = conn.prepare_cached(sql)?;
    bind(&mut statement, vals)?;
    Ok(statement.raw_execute()? as u64)
}

pub(crate) fn each(conn: &Connection, sql: &str, vals: &[Val], mut each: impl FnMut(&Row) -> Result<()>) -> Result<()> {
    let mut statement = conn.prepare_cached(sql)?;
    bind(&mut statement, vals)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        each(&Row::sqlite(row))?;
    }
    Ok(())
}

fn bind(statement: &mut rusqlite::Statement<'_>, vals: &[Val]) -> Result<()> {
    // To SQLite `$1` is a named parameter, numbered by first appearance; SQL here is written in that order.
    for (index, val) in vals.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, val)?;
    }
    Ok(())
}

impl rusqlite::ToSql for Val<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Bool(b) => ToSqlOutput::from(*b),
            Self::Int(n) => ToSqlOutput::from(*n),
            Self::Real(x) => ToSqlOutput::from(*x),
            Self::Text(s) => ToSqlOutput::Borrowed(ValueRef::Text(s.as_bytes())),
            Self::Bytes(b) => ToSqlOutput::Borrowed(ValueRef::Blob(b)),
            Self::Id(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Self::Date(day) => ToSqlOutput::from(day.to_string()),
            Self::Time(at) => ToSqlOutput::from(format!("{at:.6}")),
            Self::Json(value) => ToSqlOutput::from(value.to_string()),
        })
    }
}
