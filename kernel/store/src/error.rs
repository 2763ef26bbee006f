use std::fmt;

/// What can go wrong between the program and its database.
#[derive(Debug)]
pub enum Error {
    /// A row that had to be there is not.
    NotFound,
    /// A row with the same unique key is already there.
    Duplicate(String),
    /// The row was changed by somebody else since it was read.
    Stale,
    /// A column does not hold what the program expects.
    Column {
        /// The column's name.
        name: String,
        /// What was expected.
        expected: &'static str,
    },
    /// A migration cannot be applied; says which and why.
    Migration(String),
    /// The disk is full or the database is read-only: nothing was written.
    Full(String),
    /// The engine asks to try again; seen only when all tries were used up.
    Busy(String),
    /// Reading or writing a file failed.
    Io(std::io::Error),
    /// Anything else the engine says.
    Engine(String),
}

/// The result of a database call.
pub type Result<T> = std::result::Result<T, Error>;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => write!(f, "not found"),
            Self::Duplicate(what) => write!(f, "already there: {what}"),
            Self::Stale => write!(f, "changed by somebody else meanwhile"),
            Self::Column { name, expected } => write!(f, "column {name} is not {expected}"),
            Self::Migration(why) => write!(f, "migration: {why}"),
            Self::Full(why) => write!(f, "the database cannot be written: {why}"),
            Self::Busy(why) => write!(f, "the database is busy: {why}"),
            Self::Io(error) => write!(f, "file: {error}"),
            Self::Engine(why) => write!(f, "database: {why}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull { Self::Full(error.to_string()) } else { Self::Io(error) }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            ConstraintViolation, DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly, SystemIoFailure,
        };
        let text = error.to_string();
        match &error {
            rusqlite::Error::QueryReturnedNoRows => Self::NotFound,
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                // SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE
                ConstraintViolation if matches!(failure.extended_code, 1555 | 2067) => Self::Duplicate(text),
                DatabaseBusy | DatabaseLocked => Self::Busy(text),
                DiskFull | ReadOnly => Self::Full(text),
                // SQLITE_IOERR_WRITE, _FSYNC, _TRUNCATE and _SHMSIZE: what a full disk says where it was no plain write.
                SystemIoFailure if matches!(failure.extended_code, 778 | 1034 | 1546 | 4874) => Self::Full(text),
                _ => Self::Engine(text),
            },
            _ => Self::Engine(text),
        }
    }
}

impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        let code = error.code().map(|state| state.code().to_owned()).unwrap_or_default();
        let text = error.as_db_error().map_or_else(|| error.to_string(), |e| e.message().to_owned());
        match code.as_str() {
            "23505" => Self::Duplicate(text),
            "40001" | "40P01" => Self::Busy(text),
            "53100" | "25006" => Self::Full(text),
            // No server, or one that is going away or coming up.
            "" if error.is_closed()
                || std::error::Error::source(&error).is_some_and(|cause| cause.is::<std::io::Error>()) =>
            {
                Self::Busy(text)
            }
            "57P01" | "57P02" | "57P03" | "53300" => Self::Busy(text),
            _ => Self::Engine(text),
        }
    }
}
