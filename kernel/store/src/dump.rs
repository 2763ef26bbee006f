//! The rows of every table as text that either engine can take back: how a record is backed up, restored, and moved from
//! one engine to the other.
//!
//! A row is a JSON array on a line of its own, its values in the order of the table's columns: `null`, numbers (true is 1),
//! text (days and instants too), and `{"x": "…"}` for bytes and identifiers in hexadecimal. Both engines write the same.

use std::{collections::BTreeSet, fmt::Write as _};

use serde_json::Value;

use crate::{
    Engine,
    error::{Error, Result},
    files::Digest,
    pg,
    row::Cell,
    tx::{Conn, Tx, placeholders},
    val::Val,
    vals,
};

/// A table as it stands in a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns in order, without those the engine works out by itself.
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What the engine calls its type.
    pub kind: String,
}

impl Table {
    /// The columns as they stand in a statement.
    fn list(&self) -> String {
        self.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// The tables that hold the record, each after those it refers to. The note of the schema's own steps is not among them.
///
/// # Errors
/// The engine's.
pub fn tables(tx: &mut Tx) -> Result<Vec<Table>> {
    let (named, columns, links) = match tx.engine() {
        Engine::Sqlite => (
            "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\' \
             and name <> 'schema_steps' order by name",
            "select name, lower(type) as kind from pragma_table_info($1) order by cid",
            "select distinct \"table\" as target from pragma_foreign_key_list($1) order by 1",
        ),
        Engine::Postgres => (
            "select relname::text as name from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace \
             and relname <> 'schema_steps' order by relname",
            "select attname::text as name, format_type(atttypid, null) as kind from pg_attribute \
             where attrelid = to_regclass(quote_ident($1)) and attnum > 0 and not attisdropped and attgenerated = '' order by attnum",
            "select distinct c.relname::text as target from pg_constraint k join pg_class c on c.oid = k.confrelid \
             where k.contype = 'f' and k.conrelid = to_regclass(quote_ident($1)) order by 1",
        ),
    };
    let mut waiting = Vec::new();
    for name in tx.all(named, &[], |row| row.get::<String>("name"))? {
        let columns =
            tx.all(columns, &vals![name], |row| Ok(Column { name: row.get("name")?, kind: row.get("kind")? }))?;
        let mut needs: BTreeSet<String> =
            tx.all(links, &vals![name], |row| row.get::<String>("target"))?.into_iter().collect();
        needs.remove(&name);
        waiting.push((Table { name, columns }, needs));
    }
    let mut done: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let ready = waiting.iter().position(|(_, needs)| needs.iter().all(|name| done.iter().any(|t| t.name == *name)));
        let Some(at) = ready else {
            return Err(Error::Engine("tables refer to each other in a circle".into()));
        };
        done.push(waiting.remove(at).0);
    }
    Ok(done)
}

/// Writes every row of a table, one line each, and hands over `piece` bytes or a little more at a time with their number
/// of rows. A table without rows hands over nothing.
///
/// # Errors
/// The engine's and those of `take`.
pub fn write<E: From<Error>>(
    tx: &mut Tx,
    table: &Table,
    piece: usize,
    mut take: impl FnMut(&str, u64) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let (mut text, mut rows) = (String::with_capacity(piece + (piece >> 2)), 0);
    let mut failed = None;
    let walked = tx.each(&format!("select {} from {}", table.list(), table.name), &[], |row| {
        for index in 0..table.columns.len() {
            text.push(if index == 0 { '[' } else { ',' });
            put(&mut text, row.cell(index)?)?;
        }
        text.push_str("]\n");
        rows += 1;
        if text.len() >= piece {
            if let Err(error) = take(&text, rows) {
                failed = Some(error);
                return Err(Error::NotFound);
            }
            text.clear();
            rows = 0;
        }
        Ok(())
    });
    if let Some(error) = failed {
        return Err(error);
    }
    walked?;
    if rows > 0 { take(&text, rows) } else { Ok(()) }
}

fn put(text: &mut String, cell: Cell<'_>) -> Result<()> {
    let hex = |text: &mut String, bytes: &[u8]| {
        text.push_str("{\"x\":\"");
        for byte in bytes {
            let _ = write!(text, "{byte:02x}");
        }
        text.push_str("\"}");
    };
    match cell {
        Cell::Null => text.push_str("null"),
        Cell::Bool(b) => text.push(if b { '1' } else { '0' }),
        Cell::Int(n) => {
            let _ = write!(text, "{n}");
        }
        Cell::Real(x) => {
            *text += &serde_json::to_string(&x).map_err(|error| Error::Engine(error.to_string()))?;
        }
        Cell::Text(s) => *text += &serde_json::to_string(s).map_err(|error| Error::Engine(error.to_string()))?,
        Cell::Bytes(bytes) => hex(text, bytes),
        Cell::Id(id) => hex(text, id.as_bytes()),
        Cell::Date(day) => {
            let _ = write!(text, "\"{day}\"");
        }
        Cell::Time(at) => {
            let _ = write!(text, "\"{at:.6}\"");
        }
    }
    Ok(())
}

/// Puts rows into a table as [`write()`] wrote them; how many.
///
/// # Errors
/// The engine's, and [`Error::Engine`] when a line is no row of this table.
pub fn load(tx: &mut Tx, table: &Table, lines: &str) -> Result<u64> {
    let rows = lines.lines().map(|line| {
        let row: Vec<Value> = serde_json::from_str(line).map_err(|error| strange(table, &error))?;
        if row.len() == table.columns.len() { Ok(row) } else { Err(strange(table, &"another number of columns")) }
    });
    match &mut tx.0 {
        Conn::Sqlite(_) => {
            tx.batch("pragma defer_foreign_keys = on")?;
            let sql = format!(
                "insert into {} ({}) values ({})",
                table.name,
                table.list(),
                placeholders(1, table.columns.len())
            );
            let mut loaded = 0;
            for row in rows {
                let row = row?;
                let values = row.iter().map(|value| val(table, value)).collect::<Result<Vec<_>>>()?;
                loaded += tx.exec(&sql, &values)?;
            }
            Ok(loaded)
        }
        Conn::Pg(conn) => copy(conn, table, rows),
    }
}

fn val<'v>(table: &Table, value: &'v Value) -> Result<Val<'v>> {
    Ok(match value {
        Value::Null => Val::Null,
        Value::Number(n) => match n.as_i64() {
            Some(n) => Val::Int(n),
            None => Val::Real(n.as_f64().ok_or_else(|| strange(table, n))?),
        },
        Value::String(text) => Val::Text(text.as_str().into()),
        Value::Object(_) => {
            let hex = value["x"].as_str().ok_or_else(|| strange(table, value))?;
            Val::Bytes(bytes(hex).ok_or_else(|| strange(table, value))?.into())
        }
        Value::Bool(_) | Value::Array(_) => return Err(strange(table, value)),
    })
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.as_bytes().chunks(2);
    digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// The text format of `COPY`: many times as fast as one insert for each row.
fn copy(conn: &mut pg::Connection, table: &Table, rows: impl Iterator<Item = Result<Vec<Value>>>) -> Result<u64> {
    let sql = format!("copy {} ({}) from stdin", table.name, table.list());
    let mut text = String::new();
    for row in rows {
        for (index, (value, column)) in row?.iter().zip(&table.columns).enumerate() {
            if index > 0 {
                text.push('\t');
            }
            match value {
                Value::Null => text.push_str("\\N"),
                Value::Number(n) if column.kind == "boolean" => {
                    text.push(if n.as_i64() == Some(0) { 'f' } else { 't' })
                }
                Value::Number(n) => {
                    let _ = write!(text, "{n}");
                }
                Value::String(s) => escape(&mut text, s),
                Value::Object(_) => {
                    let hex = value["x"].as_str().ok_or_else(|| strange(table, value))?;
                    if column.kind == "bytea" {
                        text.push_str("\\\\x");
                    }
                    text.push_str(hex);
                }
                Value::Bool(_) | Value::Array(_) => return Err(strange(table, value)),
            }
        }
        text.push('\n');
    }
    conn.copy_in(&sql, text.as_bytes())
}

fn escape(text: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '\\' => text.push_str("\\\\"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            c => text.push(c),
        }
    }
}

fn strange(table: &Table, what: &dyn std::fmt::Display) -> Error {
    Error::Engine(format!("a row for {} cannot be understood: {what}", table.name))
}

/// Empties every table, those that refer to others first: what the steps of a schema put in by themselves.
///
/// # Errors
/// The engine's.
pub fn empty(tx: &mut Tx) -> Result<()> {
    for table in tables(tx)?.iter().rev() {
        tx.exec(&format!("delete from {}", table.name), &[])?;
    }
    Ok(())
}

/// After all rows are in: indexes of words are built, and numbers the engine gives go on after the highest.
///
/// # Errors
/// The engine's.
pub fn settle(tx: &mut Tx) -> Result<()> {
    match tx.engine() {
        Engine::Sqlite => {
            let words: Vec<String> = tx.all(
                "select name from sqlite_schema where type = 'table' and sql like 'create virtual table % using fts5%'",
                &[],
                |row| row.get("name"),
            )?;
            words.iter().try_for_each(|name| tx.batch(&format!("insert into {name} ({name}) values ('rebuild')")))
        }
        Engine::Postgres => {
            let given: Vec<(String, String)> = tx.all(
                "select c.relname::text as name, a.attname::text as col from pg_attribute a join pg_class c on c.oid = a.attrelid \
                 where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attidentity <> ''",
                &[],
                |row| Ok((row.get("name")?, row.get("col")?)),
            )?;
            given.iter().try_for_each(|(name, column)| {
                tx.batch(&format!(
                    "select setval(pg_get_serial_sequence('{name}', '{column}'), coalesce(max({column}), 0) + 1, false) from {name}"
                ))
            })
        }
    }
}

/// How many rows a table has.
///
/// # Errors
/// The engine's.
pub fn count(tx: &mut Tx, table: &Table) -> Result<u64> {
    let n: i64 = tx.one(&format!("select count(*) as n from {}", table.name), &[], |row| row.get("n"))?;
    Ok(n.unsigned_abs())
}

/// Contents the record refers to: whatever stands in a text column called `digest`. At most `most` rows of each table are
/// looked at, or all.
///
/// # Errors
/// The engine's and those of `visit`.
pub fn contents(tx: &mut Tx, most: Option<usize>, mut visit: impl FnMut(Digest) -> Result<()>) -> Result<()> {
    let limit = most.map_or_else(String::new, |most| format!(" limit {most}"));
    for table in tables(tx)? {
        if !table.columns.iter().any(|column| column.name == "digest" && column.kind == "text") {
            continue;
        }
        let named = format!("select digest from {} where digest is not null{limit}", table.name);
        tx.each(&format!("select distinct digest from ({named}) named"), &[], |row| {
            Digest::parse(&row.get::<String>("digest")?).map_or(Ok(()), &mut visit)
        })?;
    }
    Ok(())
}
