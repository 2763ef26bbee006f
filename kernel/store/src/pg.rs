//! PostgreSQL: a pool of connections, each with its prepared statements; a unit of work is tried again on deadlock.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::OnceLock,
    time::Instant,
};

use parking_lot::{Condvar, Mutex};
use postgres::{
    Client, NoTls, Statement,
    fallible_iterator::FallibleIterator,
    types::{IsNull, ToSql, Type, to_sql_checked},
};

use crate::{
    Watch,
    error::{Error, Result},
    row::{PG_EPOCH_MICROS, Row, pg_days},
    tx::{Conn, Tx},
    val::Val,
};

/// Tries of a unit of work before the engine's refusal is passed on.
const TRIES: u32 = 8;

pub(crate) struct Pg {
    url: String,
    limit: usize,
    pool: Mutex<Pool>,
    returned: Condvar,
    pub(crate) watch: OnceLock<Watch>,
}

#[derive(Default)]
struct Pool {
    idle: Vec<Connection>,
    open: usize,
}

pub(crate) struct Connection {
    client: Client,
    statements: HashMap<String, Statement>,
    /// Whether a statement of the current unit of work was refused in a way that a second try may cure.
    retry: bool,
}

impl Pg {
    pub(crate) fn connect(url: &str, limit: usize) -> Result<Self> {
        let first = Connection::open(url)?;
        Ok(Self {
            url: url.to_owned(),
            limit: limit.max(1),
            pool: Mutex::new(Pool { idle: vec![first], open: 1 }),
            returned: Condvar::new(),
            watch: OnceLock::new(),
        })
    }

    pub(crate) fn read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut conn = self.take()?;
        let result = conn.begin("begin isolation level repeatable read, read only").map_err(E::from).and_then(|()| {
            catch_unwind(AssertUnwindSafe(|| work(&mut Tx(Conn::Pg(&mut conn))))).unwrap_or_else(|panic| {
                let _ = conn.batch("rollback");
                resume_unwind(panic)
            })
        });
        let ended = conn.batch("rollback");
        self.give(conn, ended.is_ok());
        result
    }

    pub(crate) fn write<T, E: From<Error>>(
        &self,
        mut work: impl FnMut(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut conn = self.take()?;
        for attempt in 1..=TRIES {
            let begun = Instant::now();
            conn.retry = false;
            if let Err(error) = conn.begin("begin") {
                self.give(conn, false);
                return Err(error.into());
            }
            let result = catch_unwind(AssertUnwindSafe(|| work(&mut Tx(Conn::Pg(&mut conn)))));
            let result = match result {
                Ok(result) => result,
                Err(panic) => {
                    self.give(conn, false);
                    resume_unwind(panic)
                }
            };
            match result {
                Ok(value) => match conn.batch("commit") {
                    Ok(()) => {
                        if let Some(watch) = self.watch.get() {
                            watch(1, begun.elapsed());
                        }
                        self.give(conn, true);
                        return Ok(value);
                    }
                    Err(Error::Busy(_)) if attempt < TRIES => {
                        let _ = conn.batch("rollback");
                    }
                    Err(error) => {
                        self.give(conn, false);
                        return Err(error.into());
                    }
                },
                Err(error) => {
                    let sound = conn.batch("rollback").is_ok();
                    if !(conn.retry && sound && attempt < TRIES) {
                        self.give(conn, sound);
                        return Err(error);
                    }
                }
            }
            std::thread::sleep(std::time::Duration::from_millis(u64::from(attempt) * 3));
        }
        self.give(conn, true);
        Err(Error::Busy("too many tries".into()).into())
    }

    fn take(&self) -> Result<Connection> {
        let mut pool = self.pool.lock();
        loop {
            if let Some(conn) = pool.idle.pop() {
                if conn.client.is_closed() {
                    pool.open -= 1;
                    continue;
                }
                return Ok(conn);
            }
            if pool.open < self.limit {
                pool.open += 1;
                break;
            }
            self.returned.wait(&mut pool);
        }
        drop(pool);
        Connection::open(&self.url).inspect_err(|_| {
            self.pool.lock().open -= 1;
            self.returned.notify_one();
        })
    }

    fn give(&self, conn: Connection, sound: bool) {
        let mut pool = self.pool.lock();
        if sound && !conn.client.is_closed() {
            pool.idle.push(conn);
        } else {
            pool.open -= 1;
        }
        drop(pool);
        self.returned.notify_one();
    }
}

impl Drop for Pg {
    fn drop(&mut self) {
        // A client closes by waiting, which is not allowed on an async thread.
        let idle = std::mem::take(&mut self.pool.lock().idle);
        let _ = std::thread::spawn(move || drop(idle)).join();
    }
}

impl Connection {
    fn open(url: &str) -> Result<Self> {
        let mut config: postgres::Config = url.parse()?;
        if config.get_application_name().is_none() {
            config.application_name("tinhso");
        }
        let client = config.connect(NoTls)?;
        Ok(Self { client, statements: HashMap::new(), retry: false })
    }

    fn begin(&mut self, sql: &str) -> Result<()> {
        self.batch(sql)
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        let result = self.client.batch_execute(sql).map_err(Error::from);
        self.note(result)
    }

    pub(crate) fn exec(&mut self, sql: &str, vals: &[Val]) -> Result<u64> {
        let statement = self.prepare(sql)?;
        let params: Vec<&(dyn ToSql + Sync)> = vals.iter().map(|val| val as _).collect();
        let result = self.client.execute(&statement, &params).map_err(Error::from);
        self.note(result)
    }

    pub(crate) fn each(&mut self, sql: &str, vals: &[Val], mut each: impl FnMut(&Row) -> Result<()>) -> Result<()> {
        let statement = self.prepare(sql)?;
        let result = (|| {
            let mut rows = self.client.query_raw(&statement, vals.iter())?;
            while let Some(row) = rows.next()? {
                each(&Row::pg(&row))?;
            }
            Ok(())
        })();
        self.note(result)
    }

    /// Sends the text of a `COPY … FROM STDIN`; how many rows.
    pub(crate) fn copy_in(&mut self, sql: &str, text: &[u8]) -> Result<u64> {
        let mut writer = self.client.copy_in(sql)?;
        std::io::Write::write_all(&mut writer, text)?;
        Ok(writer.finish()?)
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let result = self.client.prepare(sql).map_err(Error::from);
        let statement = self.note(result)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn note<T>(&mut self, result: Result<T>) -> Result<T> {
        if matches!(result, Err(Error::Busy(_))) {
            self.retry = true;
        }
        result
    }
}

impl ToSql for Val<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Bool(b) => out.extend_from_slice(&[u8::from(*b)]),
            Self::Int(n) => match *ty {
                Type::INT2 => out.extend_from_slice(&i16::try_from(*n)?.to_be_bytes()),
                Type::INT4 => out.extend_from_slice(&i32::try_from(*n)?.to_be_bytes()),
                _ => out.extend_from_slice(&n.to_be_bytes()),
            },
            Self::Real(x) => out.extend_from_slice(&x.to_be_bytes()),
            Self::Text(s) => out.extend_from_slice(s.as_bytes()),
            Self::Bytes(b) => out.extend_from_slice(b),
            Self::Id(id) => out.extend_from_slice(id.as_bytes()),
            Self::Date(day) => out.extend_from_slice(&pg_days(*day).to_be_bytes()),
            Self::Time(at) => out.extend_from_slice(&(at.as_microsecond() - PG_EPOCH_MICROS).to_be_bytes()),
            Self::Json(value) => {
                if *ty == Type::JSONB {
                    out.extend_from_slice(&[1]);
                }
                out.extend_from_slice(value.to_string().as_bytes());
            }
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
