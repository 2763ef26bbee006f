//! Reading a backup: from end to end before anything else, so that a broken one is known before anything is touched.

use std::{
    collections::HashSet,
    fmt,
    fs::File,
    io::{self, BufReader, Read as _},
    path::Path,
};

use sha2::{Digest as _, Sha256};
use store::{carried, files::Digest};

use super::{
    manifest::{FORM, Manifest},
    write::{Hashed, hex},
};

/// A member with rows or the manifest is never larger; contents are not held in memory.
const MOST: u64 = 1 << 30;

/// Why a file is no backup that this program restores.
#[derive(Debug)]
pub enum Broken {
    /// It cannot be opened.
    Io(io::Error),
    /// It ends too early, or bytes of it were changed; says where that was seen.
    Damaged(String),
    /// There is something in it that does not belong there, or something is missing.
    Member(String),
    /// It was written by a later program: these steps of the schema are not known here.
    Newer(String),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "the backup cannot be read: {error}"),
            Self::Damaged(what) => write!(f, "the backup is cut off or damaged: {what}"),
            Self::Member(what) => write!(f, "this is no backup as this program makes them: {what}"),
            Self::Newer(what) => write!(
                f,
                "the backup was made by a later version of this program ({what}); restore it with that version"
            ),
        }
    }
}

impl std::error::Error for Broken {}

/// What a backup holds, once it was read from end to end and every hash was right.
#[derive(Debug)]
pub struct Checked {
    /// What it says of itself.
    pub manifest: Manifest,
    /// The contents in it.
    pub contents: HashSet<Digest>,
}

/// Something in a backup.
pub(super) enum Member<'m> {
    /// Rows of a table.
    Rows { table: &'m str, text: String },
    /// A content.
    Content(Digest),
    /// What the backup says of itself.
    Manifest(String),
}

/// Reads a backup from end to end: every member is one that belongs there and has the hash that the manifest says, none is
/// missing, and this program knows every step of its schema. Nothing is written.
///
/// # Errors
/// [`Broken`], in words for whoever restores.
pub fn check(file: &Path) -> Result<Checked, Broken> {
    let mut pieces: Vec<(String, u64, String)> = Vec::new();
    let mut contents = HashSet::new();
    let (mut names, mut bytes, mut wrong) = (Sha256::new(), 0, Vec::new());
    let mut manifest: Option<Manifest> = None;
    walk(file, |name, member, reader| {
        if manifest.is_some() {
            return Err(Broken::Member(format!("{name} comes after the manifest")));
        }
        match member {
            Member::Rows { text, .. } => {
                pieces.push((name.to_owned(), text.lines().count() as u64, hex(&Sha256::digest(&text))));
            }
            Member::Content(digest) => {
                let mut hashed = Hashed::new(reader);
                io::copy(&mut hashed, &mut io::sink()).map_err(|error| damaged(name, &error))?;
                bytes += hashed.bytes;
                if hashed.hex() != digest.as_str() {
                    wrong.push(digest.as_str().to_owned());
                }
                names.update(digest.as_str());
                if !contents.insert(digest) {
                    return Err(Broken::Member(format!("{name} is there twice")));
                }
            }
            Member::Manifest(text) => {
                manifest = Some(understand(&text)?);
            }
        }
        Ok(())
    })?;
    let manifest = manifest.ok_or_else(|| Broken::Damaged("its manifest, the last member, is missing".into()))?;
    let same_pieces = pieces.len() == manifest.pieces.len()
        && pieces
            .iter()
            .zip(&manifest.pieces)
            .all(|(found, said)| (&found.0, found.1, &found.2) == (&said.name, said.rows, &said.sha256));
    if !same_pieces {
        return Err(Broken::Member("its rows are not those that its manifest names".into()));
    }
    let said = &manifest.contents;
    if (contents.len() as u64, bytes, &hex(&names.finalize()), &wrong)
        != (said.count, said.bytes, &said.sha256, &said.damaged)
    {
        return Err(Broken::Member("its contents are not those that its manifest names".into()));
    }
    Ok(Checked { manifest, contents })
}

/// Reads the manifest, and refuses one that this program cannot restore.
fn understand(text: &str) -> Result<Manifest, Broken> {
    let form = serde_json::from_str::<serde_json::Value>(text)
        .map_err(|error| Broken::Member(format!("its manifest cannot be read: {error}")))?["form"]
        .as_u64();
    if form.is_some_and(|form| form > u64::from(FORM)) {
        return Err(Broken::Newer(format!("form {}", form.unwrap_or_default())));
    }
    let manifest: Manifest =
        serde_json::from_str(text).map_err(|error| Broken::Member(format!("its manifest cannot be read: {error}")))?;
    let known = carried(crate::ROOMS);
    match manifest.schema.iter().find(|step| !known.contains(step)) {
        Some(step) => Err(Broken::Newer(format!("schema step {}/{}", step.room, step.step))),
        None => Ok(manifest),
    }
}

/// Hands every member to `visit` in order. Rows and the manifest come as text, a content as something to read from.
pub(super) fn walk(
    file: &Path,
    mut visit: impl FnMut(&str, Member<'_>, &mut dyn io::Read) -> Result<(), Broken>,
) -> Result<(), Broken> {
    let opened = File::open(file).map_err(Broken::Io)?;
    let packed = zstd::Decoder::new(BufReader::with_capacity(1 << 20, opened))
        .map_err(|error| damaged("its beginning", &error))?;
    let mut tar = tar::Archive::new(packed);
    let mut last = "its beginning".to_owned();
    for entry in tar.entries().map_err(|error| damaged(&last, &error))? {
        let mut entry = entry.map_err(|error| damaged(&last, &error))?;
        let name = String::from_utf8(entry.path_bytes().into_owned())
            .map_err(|_| Broken::Member("a member has no proper name".into()))?;
        if !entry.header().entry_type().is_file() {
            return Err(Broken::Member(format!("{name} is no plain file")));
        }
        let text = |entry: &mut tar::Entry<'_, _>| {
            let mut text = String::new();
            let read = entry.take(MOST).read_to_string(&mut text);
            read.map(|_| text).map_err(|error| damaged(&name, &error))
        };
        let stranger = || Broken::Member(format!("{name} does not belong in a backup"));
        let member = match name.split('/').collect::<Vec<_>>()[..] {
            ["manifest.json"] => Member::Manifest(text(&mut entry)?),
            ["record", table, piece] if piece.ends_with(".jsonl") && is_name(table) => {
                Member::Rows { table, text: text(&mut entry)? }
            }
            ["contents", digest] => Member::Content(Digest::parse(digest).ok_or_else(stranger)?),
            _ => return Err(stranger()),
        };
        visit(&name, member, &mut entry)?;
        last.clone_from(&name);
    }
    // Whatever follows the archive: its end mark and the checksum over all of it.
    let rest = io::copy(&mut tar.into_inner(), &mut io::sink());
    rest.map(drop).map_err(|error| damaged(&format!("after {last}"), &error))
}

/// Whether a text can be the name of a table here: it goes into statements.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn damaged(place: &str, error: &io::Error) -> Broken {
    Broken::Damaged(format!("{place}: {error}"))
}
