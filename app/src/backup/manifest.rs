//! What a backup says of itself, in its last member.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Step, journal::Heads};

/// The form of the archive; a reader refuses another.
pub const FORM: u32 = 1;

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the archive.
    pub form: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// The engine it was read from: `sqlite` or `postgres`.
    pub engine: String,
    /// The instant of its snapshot.
    pub at: Timestamp,
    /// The steps its tables had gone through.
    pub schema: Vec<Step>,
    /// How many rows each table has.
    pub rows: BTreeMap<String, u64>,
    /// Every member with rows.
    pub pieces: Vec<Piece>,
    /// The contents.
    pub contents: Contents,
    /// Where the journal stood.
    pub heads: Heads,
}

/// A member of the archive with rows of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its name in the archive, as in `record/dossiers/0001.jsonl`.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// The contents of a backup. Each member is named by the SHA-256 of its bytes, so that it needs no other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// How many.
    pub count: u64,
    /// Their bytes together.
    pub bytes: u64,
    /// SHA-256 over their names in the order of the archive, in hexadecimal.
    pub sha256: String,
    /// Those whose bytes on disk were not what their name says when the backup was made.
    pub damaged: Vec<String>,
}
