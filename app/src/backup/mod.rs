//! Backups: the whole record in one file, taken while the server works, and good only when a restore of it was verified.
//!
//! A backup is a tar archive compressed with zstd. It holds every row of every table as text that either engine takes back
//! (`store::dump`), read from one snapshot; then every content, named by its hash: contents are never changed, so those
//! the snapshot refers to are all there; at the end a manifest with what is in it. A file without its manifest is no backup.

mod archive;
mod manifest;
mod prove;
mod restore;
mod schedule;
mod write;

pub use archive::{Broken, check};
pub use manifest::{Contents, Manifest, Piece};
pub use prove::{Proof, prove};
pub use restore::{Replaced, restore};
pub use schedule::{due, last, make, prune};
pub use write::write;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a backup comes to, as it is remembered in the record it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// When it was begun.
    pub at: Timestamp,
    /// The file, by its name.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Dossiers in it.
    pub dossiers: u64,
}

/// A backup that did not come to be, or was not good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// When it was begun.
    pub at: Timestamp,
    /// What went wrong.
    pub why: String,
}
