//! Where a record is: its database and the folder of its papers.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, bail};
use base::{Clock, ShiftedClock, SystemClock};
use store::{Durability, Store};

use crate::{config, demo};

/// Connections to PostgreSQL at most.
const CONNECTIONS: usize = 24;

/// A folder, and a PostgreSQL database where the embedded one is not used.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder of the embedded database and of papers.
    pub data: PathBuf,
    /// The URL of a PostgreSQL database.
    pub database: Option<String>,
}

impl From<&config::Record> for Place {
    fn from(record: &config::Record) -> Self {
        Self { data: record.data.clone(), database: record.database.clone() }
    }
}

impl Place {
    /// A record in a folder, with the embedded database.
    pub fn folder(data: impl Into<PathBuf>) -> Self {
        Self { data: data.into(), database: None }
    }

    /// Opens the record, or begins an empty one.
    ///
    /// # Errors
    /// When the folder cannot be made or the database cannot be reached.
    pub fn open(&self, durability: Durability) -> anyhow::Result<Store> {
        std::fs::create_dir_all(&self.data)
            .with_context(|| format!("cannot make the folder {}", self.data.display()))?;
        match &self.database {
            Some(url) => Store::postgres(url, CONNECTIONS).context("cannot reach the database"),
            None => {
                let file = self.file();
                Store::sqlite(&file, durability).with_context(|| format!("cannot open {}", file.display()))
            }
        }
    }

    /// Opens a record that must be there.
    ///
    /// # Errors
    /// When there is none, or as for [`Place::open`].
    pub fn existing(&self) -> anyhow::Result<Store> {
        if self.database.is_none() && !self.file().exists() {
            bail!("there is no province in {}; make one with: tinhso demo --data {0}", self.data.display());
        }
        self.open(Durability::Full)
    }

    /// The file of the embedded database.
    pub fn file(&self) -> PathBuf {
        self.data.join("tinhso.db")
    }

    /// The folder of papers.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// Says that a server works on the folder, for as long as the answer lives. Several may at once.
    ///
    /// # Errors
    /// When the folder is being restored into.
    pub fn work(&self) -> anyhow::Result<File> {
        let lock = self.lock()?;
        match lock.try_lock_shared() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => bail!("{} is being restored; try again afterwards", self.data.display()),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Keeps servers away from the folder for as long as the answer lives.
    ///
    /// # Errors
    /// When one works on it.
    pub fn hold(&self) -> anyhow::Result<File> {
        let lock = self.lock()?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => {
                bail!("a server works on {}: stop it first, then restore", self.data.display())
            }
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    fn lock(&self) -> anyhow::Result<File> {
        std::fs::create_dir_all(&self.data)?;
        let file = self.data.join(LOCK);
        OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&file)
            .with_context(|| format!("cannot write {}", file.display()))
    }
}

/// The file servers and a restore keep each other away with.
pub const LOCK: &str = "tinhso.lock";

/// The time a record lives in: the machine's, or a demo province's own.
///
/// # Errors
/// When the record has no tables yet or cannot be read.
pub fn clock(store: &Store) -> anyhow::Result<Arc<dyn Clock>> {
    Ok(match demo::shift(store)? {
        Some(shift) => Arc::new(ShiftedClock(shift)),
        None => Arc::new(SystemClock),
    })
}

/// Whether there is nothing in a folder, or no folder.
///
/// # Errors
/// When it cannot be read.
pub fn is_empty(folder: &Path) -> std::io::Result<bool> {
    match std::fs::read_dir(folder) {
        Ok(entries) => {
            for entry in entries {
                if entry?.file_name() != LOCK {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}
