//! Putting the record of a backup in place: checked whole first, built beside what is there, moved in at the end.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail, ensure};
use store::files::Blobs as _;
use store::{Durability, Store, dump, files::Folder, journal};

use super::archive::{Broken, Checked, Member, check, walk};
use crate::place::{self, LOCK, Place};

/// Where the record that was there before went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replaced {
    /// There was none.
    Nothing,
    /// Into this folder.
    Folder(PathBuf),
    /// Into this schema of the database, and its papers into this folder.
    Schema(String, PathBuf),
}

/// Restores a backup into a record that must be empty, or takes the place of one that is moved aside. The tables are
/// brought up to date with this program.
///
/// # Errors
/// [`Broken`] before anything is touched; when the target is not empty and may not be replaced, or a server works on it;
/// when what was restored is not what was backed up, or the target cannot be written.
pub fn restore(
    file: &Path,
    target: &Place,
    replace: bool,
    stamp: &str,
    says: &mut dyn FnMut(&str),
) -> anyhow::Result<Replaced> {
    let checked = check(file)?;
    says("the file is whole");
    ensure!(
        replace || place::is_empty(&target.data)?,
        "{} is not empty: use --replace to move what is there aside",
        target.data.display()
    );
    let _hold = target.hold()?;
    // Inside the target: moving within one file system cannot stop half-way for want of room.
    let scratch = target.data.join(format!("restoring-{stamp}"));
    fs::create_dir(&scratch).with_context(|| format!("cannot make {}", scratch.display()))?;
    let built = build(file, &checked, target, &scratch, replace, stamp, says);
    if built.is_err() {
        let _ = fs::remove_dir_all(&scratch);
    }
    built
}

fn build(
    file: &Path,
    checked: &Checked,
    target: &Place,
    scratch: &Path,
    replace: bool,
    stamp: &str,
    says: &mut dyn FnMut(&str),
) -> anyhow::Result<Replaced> {
    let papers = Folder::open(&scratch.join("files"))?;
    let aside = target.data.join(format!("before-{stamp}"));
    match &target.database {
        None => {
            let store = Store::sqlite(&scratch.join("tinhso.db"), Durability::Relaxed)?;
            load(file, checked, &store, says)?;
            contents(file, &papers, says)?;
            store.checkpoint()?;
            drop(store);
            sync(&scratch.join("tinhso.db"))?;
            let moved = swap(&target.data, scratch, &aside)?;
            Ok(if moved { Replaced::Folder(aside) } else { Replaced::Nothing })
        }
        Some(url) => {
            let store = Store::postgres(url, 2).context("cannot reach the database")?;
            let schema = store
                .read(|tx| tx.one("select current_schema()::text as name", &[], |row| row.get::<String>("name")))?;
            let kept = format!("{schema}_before_{}", stamp.replace('-', "_"));
            let full = store.read(|tx| Ok::<_, store::Error>(!dump::tables(tx)?.is_empty()))?;
            ensure!(replace || !full, "the database is not empty: use --replace to move what is there aside");
            if full {
                store
                    .write(|tx| tx.batch(&format!("alter schema {schema} rename to {kept}; create schema {schema}")))?;
            }
            let loaded = load(file, checked, &store, says).and_then(|()| contents(file, &papers, says));
            if let Err(error) = loaded {
                // As it was: what is half there goes, what was moved aside comes back.
                let back = if full {
                    format!("alter schema {kept} rename to {schema}")
                } else {
                    format!("create schema {schema}")
                };
                store.write(|tx| tx.batch(&format!("drop schema {schema} cascade; {back}")))?;
                return Err(error);
            }
            let moved = swap(&target.data, scratch, &aside)?;
            Ok(if full || moved { Replaced::Schema(kept, aside) } else { Replaced::Nothing })
        }
    }
}

/// Builds the tables of a backup in an empty database, fills them, holds them against the manifest, and brings them up to
/// date.
pub(super) fn load(file: &Path, checked: &Checked, store: &Store, says: &mut dyn FnMut(&str)) -> anyhow::Result<()> {
    let manifest = &checked.manifest;
    store.migrate_to(crate::ROOMS, &manifest.schema)?;
    store.write(dump::empty)?;
    let tables = store.read(dump::tables)?;
    let known = |name: &str| tables.iter().find(|table| table.name == name);
    if let Some(name) = manifest.rows.keys().find(|name| known(name).is_none()) {
        bail!(Broken::Member(format!("its table {name} is not in its schema")));
    }
    // Statements with many rows; a piece is a transaction of its own.
    let mut failed = None;
    let mut current = String::new();
    walk(file, |_, member, _| {
        if let (Member::Rows { table, text }, None) = (member, &failed) {
            if current != table {
                current = table.to_owned();
                says(&format!(
                    "{table}: {}",
                    base::text::format::integer(manifest.rows.get(table).map_or(0, |n| *n as i64))
                ));
            }
            let loaded = match known(table) {
                Some(table) => store.write(|tx| dump::load(tx, table, &text)).map(drop).map_err(anyhow::Error::from),
                None => Err(Broken::Member(format!("its table {table} is not in its schema")).into()),
            };
            failed = loaded.err();
        }
        Ok(())
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    store.write(dump::settle)?;
    store.read(|tx| {
        for table in &tables {
            let (found, said) = (dump::count(tx, table)?, manifest.rows.get(&table.name).copied().unwrap_or(0));
            if found != said {
                return Err(crate::Failed(anyhow::anyhow!("{}: {found} rows restored, {said} backed up", table.name)));
            }
        }
        if journal::heads(tx)? != manifest.heads {
            return Err(crate::Failed(anyhow::anyhow!(
                "the journal that was restored is not the one that was backed up"
            )));
        }
        Ok(())
    })?;
    store.migrate(crate::ROOMS)?;
    // Whoever was signed in then is not signed in now.
    store.write(|tx| tx.exec("delete from web_sessions", &[]))?;
    store.analyse()?;
    Ok(())
}

fn contents(file: &Path, papers: &Folder, says: &mut dyn FnMut(&str)) -> anyhow::Result<()> {
    let mut count = 0;
    walk(file, |name, member, reader| {
        if matches!(member, Member::Content(_)) {
            papers.put(reader).map_err(|error| Broken::Damaged(format!("{name}: {error}")))?;
            count += 1;
        }
        Ok(())
    })?;
    says(&format!("contents: {}", base::text::format::integer(count)));
    Ok(())
}

fn sync(file: &Path) -> io::Result<()> {
    fs::File::open(file)?.sync_all()
}

/// Moves what is in a folder aside, and what was built into its place; whether there was something.
fn swap(data: &Path, scratch: &Path, aside: &Path) -> io::Result<bool> {
    let mut moved = false;
    for entry in fs::read_dir(data)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_owned();
        let ours = ["tinhso.db", "tinhso.db-wal", "tinhso.db-shm", "files"].iter().any(|known| name == *known);
        if ours && name != LOCK {
            fs::create_dir_all(aside)?;
            fs::rename(&path, aside.join(name))?;
            moved = true;
        }
    }
    for entry in fs::read_dir(scratch)? {
        let path = entry?.path();
        fs::rename(&path, data.join(path.file_name().unwrap_or_default()))?;
    }
    fs::remove_dir(scratch)?;
    fs::File::open(data)?.sync_all()?;
    Ok(moved)
}
