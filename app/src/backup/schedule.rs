//! Making a backup with all that belongs to it, by hand or by the clock, and remembering in the record how it went.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::anyhow;
use base::{Actor, clock};
use jiff::Timestamp;
use serde_json::json;
use store::{Store, journal, settings, vals};
use uuid::Uuid;

use super::{Failure, Outcome, Proof, prove, write};
use crate::config;

/// The last backup that was proven.
const PROVEN: &str = "backup.proven";
/// What went wrong after that, if anything did.
const FAILED: &str = "backup.failed";
/// The last hour for which a process took it upon itself to make a backup.
const TAKEN: &str = "backup.taken";
/// The journal's stream of backups.
const STREAM: Uuid = Uuid::from_u128(0x7469_6e68_736f_4261_636b_7570_0000_0001);

/// The last proven backup of a record, and what went wrong since.
///
/// # Errors
/// The engine's.
pub fn last(tx: &mut store::Tx) -> store::Result<(Option<Outcome>, Option<Failure>)> {
    let read = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok());
    let proven: Option<Outcome> = read(settings::get(tx, PROVEN)?);
    let failed: Option<Failure> = settings::get(tx, FAILED)?.and_then(|text| serde_json::from_str(&text).ok());
    let after = proven.as_ref().map(|outcome| outcome.at);
    Ok((proven, failed.filter(|failure| after.is_none_or(|at| failure.at > at))))
}

/// Makes a backup and, unless told not to, proves it. The record remembers a proven one, and one that failed.
///
/// # Errors
/// When it cannot be written or restored. A proof that does not hold is no error but part of the answer.
pub fn make(
    store: &Store,
    files: &Path,
    out: &Path,
    at: Timestamp,
    prove_it: bool,
    says: &mut dyn FnMut(&str),
) -> anyhow::Result<Option<Proof>> {
    let made = write(store, files, out, at, says).and_then(|manifest| {
        says(&format!("{} is written", out.display()));
        let proof = if prove_it { Some(prove(out, says)?) } else { None };
        Ok((manifest, proof))
    });
    let (kind, key, note) = match &made {
        Ok((_, None)) => return Ok(None),
        Ok((manifest, Some(proof))) if proof.holds() => {
            let outcome = Outcome {
                at,
                file: out.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                bytes: fs::metadata(out)?.len(),
                dossiers: manifest.rows.get("dossiers").copied().unwrap_or(0),
            };
            ("backup.proven", PROVEN, serde_json::to_value(outcome)?)
        }
        Ok((_, Some(proof))) => {
            let why = proof.verdict.problems.iter().chain(&proof.problems).next().cloned().unwrap_or_default();
            ("backup.failed", FAILED, serde_json::to_value(Failure { at, why })?)
        }
        Err(error) => ("backup.failed", FAILED, json!(Failure { at, why: format!("{error:#}") })),
    };
    let system = Actor::system();
    let noted = store.write(|tx| {
        settings::set(tx, key, &note.to_string())?;
        journal::append(tx, STREAM, &journal::Entry { at, actor: &system, kind, body: note.clone() })
    });
    let proof = made?.1;
    noted?;
    Ok(proof)
}

/// The file to make now, when the hour has come and no other process has taken it on.
///
/// # Errors
/// The engine's.
pub fn due(store: &Store, plan: &config::Backup, now: Timestamp) -> store::Result<Option<PathBuf>> {
    let Some(folder) = &plan.folder else { return Ok(None) };
    let wall = clock::wall(now);
    let today = wall.date().at(plan.hour.clamp(0, 23), 0, 0, 0);
    let hour = if wall >= today { today } else { today.saturating_sub(jiff::Span::new().days(1)) };
    let hour = hour.strftime("%Y-%m-%dT%H").to_string();
    let taken = store.read(|tx| settings::get(tx, TAKEN))?;
    if taken.is_some_and(|taken| taken >= hour) {
        return Ok(None);
    }
    let mine = store.write(|tx| {
        tx.exec(
            "insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value \
             where settings.value < excluded.value",
            &vals![TAKEN, hour],
        )
    })?;
    Ok((mine == 1).then(|| folder.join(format!("{PREFIX}{}{SUFFIX}", wall.strftime("%Y%m%d-%H%M%S")))))
}

const PREFIX: &str = "tinhso-";
const SUFFIX: &str = ".backup";

/// Removes the oldest backups of a folder beyond `keep`; how many. Only files named as the schedule names them count.
///
/// # Errors
/// When the folder cannot be read or a file cannot be removed.
pub fn prune(folder: &Path, keep: usize) -> anyhow::Result<usize> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let stamp = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
        if stamp.is_some_and(|stamp| stamp.len() == 15 && stamp.bytes().all(|b| b.is_ascii_digit() || b == b'-')) {
            found.push(path);
        }
    }
    found.sort();
    let old = found.len().saturating_sub(keep.max(1));
    for path in found.iter().take(old) {
        fs::remove_file(path).map_err(|error| anyhow!("cannot remove {}: {error}", path.display()))?;
    }
    Ok(old)
}
