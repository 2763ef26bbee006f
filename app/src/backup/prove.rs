//! Proving a backup: it is restored into a scratch record and verified as any record is.

use std::path::Path;

use anyhow::Context as _;
use services::dossiers::verify::{Verdict, verify};
use store::{Durability, Store, dump};

use super::{archive::check, restore::load};

/// What a trial restore found.
#[derive(Debug)]
pub struct Proof {
    /// What the verification of the restored record says.
    pub verdict: Verdict,
    /// What is wrong with the contents, in words; none when all are there and sound.
    pub problems: Vec<String>,
}

impl Proof {
    /// Whether the backup is good.
    pub fn holds(&self) -> bool {
        self.verdict.holds() && self.problems.is_empty()
    }
}

/// Restores a backup into a scratch record beside it, whichever engine it came from, and verifies that. Contents are read
/// and hashed, not written a second time.
///
/// # Errors
/// [`super::Broken`]; when there is no room for the scratch record; the engine's.
pub fn prove(file: &Path, says: &mut dyn FnMut(&str)) -> anyhow::Result<Proof> {
    let checked = check(file)?;
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let scratch = tempfile::Builder::new().prefix(".tinhso-proof-").tempdir_in(folder);
    let scratch = scratch.with_context(|| format!("cannot restore for trial in {}", folder.display()))?;
    let store = Store::sqlite(&scratch.path().join("tinhso.db"), Durability::Relaxed)?;
    load(file, &checked, &store, says)?;
    says("verifying");
    let verdict = verify(&store)?;
    let mut problems: Vec<String> = checked
        .manifest
        .contents
        .damaged
        .iter()
        .map(|name| format!("content {name} was damaged on disk before the backup"))
        .collect();
    store.read(|tx| {
        dump::contents(tx, None, |digest| {
            if !checked.contents.contains(&digest) && problems.len() < 100 {
                problems.push(format!("content {} is referred to and was not on disk", digest.as_str()));
            }
            Ok(())
        })
    })?;
    Ok(Proof { verdict, problems })
}
