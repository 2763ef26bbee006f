//! The memory: append-only, a hash chain per stream, who did what and what changed.
//!
//! A stream is the id of the thing that has the history (a dossier, an agency, an account). Each entry's hash covers the
//! one before it, so an entry cannot be changed, removed or slipped in unnoticed; whoever owns the stream keeps its last
//! sequence number with its own row, so an entry cannot be cut off the end either.

use base::Actor;
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    Store,
    error::{Error, Result},
    row::Row,
    tx::Tx,
    vals,
};

/// Where a stream stands: its last sequence number and hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// Number of the last entry; 0 before the first.
    pub seq: i64,
    /// Hash of the last entry; zeros before the first.
    pub hash: [u8; 32],
}

/// What is to be remembered.
#[derive(Debug)]
pub struct Entry<'a> {
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor: &'a Actor,
    /// What was done, as in `dossier.accepted`.
    pub kind: &'a str,
    /// What changed: values before and after, never a secret.
    pub body: Value,
}

/// An entry as it stands in the journal.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Whose history it is.
    pub stream: Uuid,
    /// Its place in the stream, from 1.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// The account that did it; none for the system.
    pub actor: Option<Uuid>,
    /// The name shown for the actor at the time.
    pub actor_name: String,
    /// What was done.
    pub kind: String,
    /// What changed, as JSON text.
    pub body: String,
    /// Covers this entry and the hash before it.
    pub hash: [u8; 32],
}

/// Where a stream stands now.
///
/// # Errors
/// The engine's.
pub fn head(tx: &mut Tx, stream: Uuid) -> Result<Head> {
    let last =
        tx.opt("select seq, hash from journal where stream = $1 order by seq desc limit 1", &vals![stream], |row| {
            Ok(Head { seq: row.get("seq")?, hash: row.get("hash")? })
        })?;
    Ok(last.unwrap_or_default())
}

/// Adds an entry at the end of a stream.
///
/// # Errors
/// [`Error::Stale`] when another transaction added one meanwhile.
pub fn append(tx: &mut Tx, stream: Uuid, entry: &Entry) -> Result<Head> {
    let head = head(tx, stream)?;
    append_after(tx, stream, head, entry)
}

/// Adds an entry after a known head: one statement instead of two where the caller keeps the head.
///
/// # Errors
/// [`Error::Stale`] when the stream has moved on from `head`.
pub fn append_after(tx: &mut Tx, stream: Uuid, head: Head, entry: &Entry) -> Result<Head> {
    let recorded = Recorded {
        stream,
        seq: head.seq + 1,
        at: whole_micros(entry.at),
        actor: entry.actor.account.map(Into::into),
        actor_name: entry.actor.name.clone(),
        kind: entry.kind.to_owned(),
        body: entry.body.to_string(),
        hash: [0; 32],
    };
    let hash = recorded.hash_after(&head.hash);
    tx.exec(
        "insert into journal (stream, seq, at, actor, actor_name, kind, body, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &vals![
            recorded.stream,
            recorded.seq,
            recorded.at,
            recorded.actor,
            recorded.actor_name,
            recorded.kind,
            recorded.body,
            hash
        ],
    )
    .map_err(|error| if matches!(error, Error::Duplicate(_)) { Error::Stale } else { error })?;
    Ok(Head { seq: recorded.seq, hash })
}

/// A stream's entries, oldest first.
///
/// # Errors
/// The engine's.
pub fn entries(tx: &mut Tx, stream: Uuid) -> Result<Vec<Recorded>> {
    tx.all(
        "select stream, seq, at, actor, actor_name, kind, body, hash from journal where stream = $1 order by seq",
        &vals![stream],
        recorded,
    )
}

/// Where all streams stand together.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Heads {
    /// How many streams.
    pub streams: u64,
    /// How many entries.
    pub entries: u64,
    /// SHA-256 over id, last number and last hash of every stream in the order of their ids, in hexadecimal.
    pub digest: String,
}

/// Where all streams stand together: two records with the same heads have the same journal.
///
/// # Errors
/// The engine's.
pub fn heads(tx: &mut Tx) -> Result<Heads> {
    let mut hasher = Sha256::new();
    let mut last: Option<(Uuid, Head)> = None;
    let (mut streams, mut entries) = (0, 0);
    let mut close = |last: Option<(Uuid, Head)>| {
        if let Some((stream, head)) = last {
            streams += 1;
            hasher.update(stream.as_bytes());
            hasher.update(head.seq.to_be_bytes());
            hasher.update(head.hash);
        }
    };
    tx.each("select stream, seq, hash from journal order by stream, seq", &[], |row| {
        let stream: Uuid = row.get("stream")?;
        if last.is_some_and(|(before, _)| before != stream) {
            close(last);
        }
        last = Some((stream, Head { seq: row.get("seq")?, hash: row.get("hash")? }));
        entries += 1;
        Ok(())
    })?;
    close(last);
    let digest = hasher.finalize().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    Ok(Heads { streams, entries, digest })
}

/// What a walk over the whole journal found.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Walk {
    /// Entries read.
    pub entries: u64,
    /// Streams read.
    pub streams: u64,
    /// Stream and sequence number of each entry that does not follow from the one before.
    pub broken: Vec<(Uuid, i64)>,
}

/// Reads the whole journal stream by stream, checks every chain, and hands each entry to `visit` in order.
///
/// # Errors
/// The engine's and those of `visit`. A broken chain is no error but part of the answer.
pub fn walk(store: &Store, mut visit: impl FnMut(&Recorded) -> Result<()>) -> Result<Walk> {
    store.read(|tx| {
        let mut walk = Walk::default();
        let mut at: Option<(Uuid, Head)> = None;
        tx.each(
            "select stream, seq, at, actor, actor_name, kind, body, hash from journal order by stream, seq",
            &[],
            |row| {
                let entry = recorded(row)?;
                let head = match at {
                    Some((stream, head)) if stream == entry.stream => head,
                    _ => {
                        walk.streams += 1;
                        Head::default()
                    }
                };
                if entry.seq != head.seq + 1 || entry.hash_after(&head.hash) != entry.hash {
                    walk.broken.push((entry.stream, entry.seq));
                }
                at = Some((entry.stream, Head { seq: entry.seq, hash: entry.hash }));
                walk.entries += 1;
                visit(&entry)
            },
        )?;
        Ok(walk)
    })
}

impl Recorded {
    /// The hash this entry must carry after an entry with hash `before`: SHA-256 over both, each part led by its length.
    fn hash_after(&self, before: &[u8; 32]) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(before);
        hasher.update(self.stream.as_bytes());
        hasher.update(self.seq.to_be_bytes());
        hasher.update(self.at.as_microsecond().to_be_bytes());
        hasher.update(self.actor.unwrap_or_default().as_bytes());
        for part in [&self.actor_name, &self.kind, &self.body] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        hasher.finalize().into()
    }
}

fn recorded(row: &Row) -> Result<Recorded> {
    Ok(Recorded {
        stream: row.get("stream")?,
        seq: row.get("seq")?,
        at: row.get("at")?,
        actor: row.get("actor")?,
        actor_name: row.get("actor_name")?,
        kind: row.get("kind")?,
        body: row.get("body")?,
        hash: row.get("hash")?,
    })
}

/// Both engines keep microseconds; what is hashed must be what is kept.
fn whole_micros(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}
