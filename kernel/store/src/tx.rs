use crate::{
    error::{Error, Result},
    pg,
    row::Row,
    sqlite,
    val::Val,
};

/// The database engine underneath.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded: one file, one writer.
    Sqlite,
    /// A server: many processes.
    Postgres,
}

/// One transaction in progress. Dropped or failed work leaves no trace.
pub struct Tx<'a>(pub(crate) Conn<'a>);

pub(crate) enum Conn<'a> {
    Sqlite(&'a rusqlite::Connection),
    Pg(&'a mut pg::Connection),
}

impl Tx<'_> {
    /// The engine underneath, for the few statements that must differ.
    pub fn engine(&self) -> Engine {
        match self.0 {
            Conn::Sqlite(_) => Engine::Sqlite,
            Conn::Pg(_) => Engine::Postgres,
        }
    }

    /// Runs a statement; how many rows it touched.
    ///
    /// # Errors
    /// The engine's.
    pub fn exec(&mut self, sql: &str, vals: &[Val]) -> Result<u64> {
        match &mut self.0 {
            Conn::Sqlite(conn) => sqlite::exec(conn, sql, vals),
            Conn::Pg(conn) => conn.exec(sql, vals),
        }
    }

    /// Hands each row of an answer to `each`, in order; nothing is gathered.
    ///
    /// # Errors
    /// The engine's and those of `each`.
    pub fn each(&mut self, sql: &str, vals: &[Val], each: impl FnMut(&Row) -> Result<()>) -> Result<()> {
        match &mut self.0 {
            Conn::Sqlite(conn) => sqlite::each(conn, sql, vals, each),
            Conn::Pg(conn) => conn.each(sql, vals, each),
        }
    }

    /// All rows of an answer.
    ///
    /// # Errors
    /// The engine's and those of `map`.
    pub fn all<T>(&mut self, sql: &str, vals: &[Val], mut map: impl FnMut(&Row) -> Result<T>) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        self.each(sql, vals, |row| {
            rows.push(map(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row of an answer, if any.
    ///
    /// # Errors
    /// The engine's and those of `map`.
    pub fn opt<T>(&mut self, sql: &str, vals: &[Val], mut map: impl FnMut(&Row) -> Result<T>) -> Result<Option<T>> {
        let mut first = None;
        self.each(sql, vals, |row| {
            if first.is_none() {
                first = Some(map(row)?);
            }
            Ok(())
        })?;
        Ok(first)
    }

    /// The first row of an answer, which must be there.
    ///
    /// # Errors
    /// [`Error::NotFound`], the engine's and those of `map`.
    pub fn one<T>(&mut self, sql: &str, vals: &[Val], map: impl FnMut(&Row) -> Result<T>) -> Result<T> {
        self.opt(sql, vals, map)?.ok_or(Error::NotFound)
    }

    /// Runs several statements without values, as migrations do.
    ///
    /// # Errors
    /// The engine's.
    pub fn batch(&mut self, sql: &str) -> Result<()> {
        match &mut self.0 {
            Conn::Sqlite(conn) => Ok(conn.execute_batch(sql)?),
            Conn::Pg(conn) => conn.batch(sql),
        }
    }

    /// `for update skip locked` where several processes may take the same row; nothing where there is one writer.
    pub fn skip_locked(&self) -> &'static str {
        match self.engine() {
            Engine::Sqlite => "",
            Engine::Postgres => " for update skip locked",
        }
    }
}

/// Writes `$n, $n+1, …` for `in (…)` over a list, numbering from `first`.
pub fn placeholders(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}
