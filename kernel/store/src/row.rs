use base::{AccountId, AgencyId, DossierId, FileId, PersonId, StaffId};
use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use uuid::Uuid;

use crate::error::{Error, Result};

/// One row of an answer.
pub struct Row<'r> {
    of: Of<'r>,
    /// The column after the one read last: rows are mostly read in the order of their columns.
    next: std::cell::Cell<usize>,
}

enum Of<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Pg(&'r postgres::Row),
}

/// One value of a row as the engine hands it over; SQLite knows fewer kinds than PostgreSQL.
#[derive(Debug)]
pub enum Cell<'r> {
    /// No value.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number; true or false on SQLite.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text; a day, an instant or a document on SQLite.
    Text(&'r str),
    /// Bytes; an identifier on SQLite.
    Bytes(&'r [u8]),
    /// An identifier.
    Id(Uuid),
    /// A day.
    Date(Date),
    /// An instant.
    Time(Timestamp),
}

/// What can be read from a row.
pub trait FromCell: Sized {
    /// What it is called when a column holds something else.
    const EXPECTED: &'static str;
    /// The value, or nothing when the cell holds another kind.
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

impl<'r> Row<'r> {
    pub(crate) fn sqlite(row: &'r rusqlite::Row<'r>) -> Self {
        Self { of: Of::Sqlite(row), next: std::cell::Cell::new(0) }
    }

    pub(crate) fn pg(row: &'r postgres::Row) -> Self {
        Self { of: Of::Pg(row), next: std::cell::Cell::new(0) }
    }

    /// The value of a column by name.
    ///
    /// # Errors
    /// [`Error::Column`] when there is no such column or it holds another kind of value.
    pub fn get<T: FromCell>(&self, name: &str) -> Result<T> {
        let wrong = || Error::Column { name: name.to_owned(), expected: T::EXPECTED };
        let index = self.index(name).ok_or_else(wrong)?;
        self.next.set(index + 1);
        let cell = self.cell(index).map_err(|_| wrong())?;
        T::from_cell(cell).ok_or_else(wrong)
    }

    /// The value of a column by its place.
    ///
    /// # Errors
    /// [`Error::Column`] when there is no such column or its bytes are no value.
    pub(crate) fn cell(&self, index: usize) -> Result<Cell<'_>> {
        let wrong = || Error::Column { name: format!("number {index}"), expected: "a value" };
        Ok(match self.of {
            Of::Sqlite(row) => match row.get_ref(index).map_err(|_| wrong())? {
                rusqlite::types::ValueRef::Null => Cell::Null,
                rusqlite::types::ValueRef::Integer(n) => Cell::Int(n),
                rusqlite::types::ValueRef::Real(x) => Cell::Real(x),
                rusqlite::types::ValueRef::Text(bytes) => Cell::Text(std::str::from_utf8(bytes).map_err(|_| wrong())?),
                rusqlite::types::ValueRef::Blob(bytes) => Cell::Bytes(bytes),
            },
            Of::Pg(row) => row.try_get::<_, PgCell<'_>>(index).map_err(|_| wrong())?.0,
        })
    }

    fn index(&self, name: &str) -> Option<usize> {
        let next = self.next.get();
        match self.of {
            Of::Sqlite(row) => {
                let statement = row.as_ref();
                if statement.column_name(next).is_ok_and(|column| column == name) {
                    return Some(next);
                }
                statement.column_index(name).ok()
            }
            Of::Pg(row) => {
                let columns = row.columns();
                if columns.get(next).is_some_and(|column| column.name() == name) {
                    return Some(next);
                }
                columns.iter().position(|column| column.name() == name)
            }
        }
    }
}

struct PgCell<'r>(Cell<'r>);

/// PostgreSQL counts days and microseconds from 1 January 2000.
const PG_EPOCH: Date = Date::constant(2000, 1, 1);
pub(crate) const PG_EPOCH_MICROS: i64 = 946_684_800_000_000;

pub(crate) fn pg_days(day: Date) -> i32 {
    (day - PG_EPOCH).get_days()
}

impl<'r> postgres::types::FromSql<'r> for PgCell<'r> {
    fn from_sql(
        ty: &postgres::types::Type,
        raw: &'r [u8],
    ) -> std::result::Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        use postgres::types::Type;
        Ok(Self(match *ty {
            Type::BOOL => Cell::Bool(raw == [1]),
            Type::INT2 => Cell::Int(i16::from_be_bytes(raw.try_into()?).into()),
            Type::INT4 => Cell::Int(i32::from_be_bytes(raw.try_into()?).into()),
            Type::INT8 => Cell::Int(i64::from_be_bytes(raw.try_into()?)),
            Type::FLOAT8 => Cell::Real(f64::from_be_bytes(raw.try_into()?)),
            Type::BYTEA => Cell::Bytes(raw),
            Type::UUID => Cell::Id(Uuid::from_slice(raw)?),
            Type::DATE => {
                let days = i32::from_be_bytes(raw.try_into()?);
                Cell::Date(PG_EPOCH.checked_add(jiff::Span::new().try_days(days)?)?)
            }
            Type::TIMESTAMPTZ => {
                let micros = i64::from_be_bytes(raw.try_into()?);
                Cell::Time(Timestamp::from_microsecond(micros + PG_EPOCH_MICROS)?)
            }
            // A jsonb value is a version byte and then its text.
            Type::JSONB => Cell::Text(std::str::from_utf8(raw.get(1..).unwrap_or_default())?),
            _ => Cell::Text(std::str::from_utf8(raw)?),
        }))
    }

    fn from_sql_null(_: &postgres::types::Type) -> std::result::Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(Cell::Null))
    }

    fn accepts(_: &postgres::types::Type) -> bool {
        true
    }
}

impl FromCell for i64 {
    const EXPECTED: &'static str = "a whole number";
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Int(n) => Some(n),
            _ => None,
        }
    }
}

impl FromCell for bool {
    const EXPECTED: &'static str = "true or false";
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bool(b) => Some(b),
            Cell::Int(n) => Some(n != 0),
            _ => None,
        }
    }
}

impl FromCell for f64 {
    const EXPECTED: &'static str = "a number";
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Real(x) => Some(x),
            Cell::Int(n) => Some(n as f64),
            _ => None,
        }
    }
}

impl FromCell for String {
    const EXPECTED: &'static str = "text";
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(s) => Some(s.to_owned()),
            _ => None,
        }
    }
}

impl FromCell for Vec<u8> {
    const EXPECTED: &'static str = "bytes";
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bytes(b) => Some(b.to_vec()),
            _ => None,
        }
    }
}

impl FromCell for [u8; 32] {
    const EXPECTED: &'static str = "32 bytes";
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bytes(b) => b.try_into().ok(),
            _ => None,
        }
    }
}

impl FromCell for Uuid {
    const EXPECTED: &'static str = "an identifier";
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Id(id) => Some(id),
            Cell::Bytes(b) => Self::from_slice(b).ok(),
            _ => None,
        }
    }
}

macro_rules! id {
    ($($t:ty),*) => {$(
        impl FromCell for $t {
            const EXPECTED: &'static str = "an identifier";
            fn from_cell(cell: Cell<'_>) -> Option<Self> {
                Uuid::from_cell(cell).map(Into::into)
            }
        }
    )*};
}
id!(AccountId, AgencyId, DossierId, FileId, PersonId, StaffId);

impl FromCell for Date {
    const EXPECTED: &'static str = "a day";
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Date(day) => Some(day),
            Cell::Text(s) => s.parse().ok(),
            _ => None,
        }
    }
}

impl FromCell for Timestamp {
    const EXPECTED: &'static str = "an instant";
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Time(at) => Some(at),
            Cell::Text(s) => s.parse().ok(),
            _ => None,
        }
    }
}

impl FromCell for Value {
    const EXPECTED: &'static str = "a document";
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(s) => serde_json::from_str(s).ok(),
            _ => None,
        }
    }
}

impl<T: FromCell> FromCell for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            cell => T::from_cell(cell).map(Some),
        }
    }
}
