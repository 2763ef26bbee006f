//! Writing a backup: rows from one snapshot, then contents, then the manifest; to a temporary name until it is whole.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use base::text::format;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use store::{Engine, Store, dump, files::Digest, journal};
use tar::{Builder, EntryType, Header};

use super::manifest::{Contents, FORM, Manifest, Piece};
use crate::Failed;

/// About how large a member with rows is: what is held in memory at once.
const PIECE: usize = 4 << 20;
/// zstd's own default: fast, and scans do not shrink anyway.
const LEVEL: i32 = 3;

/// Copies a record into a file that is not there yet, and tells `says` how far it is. The file appears under its name only
/// when it is whole.
///
/// # Errors
/// When the record cannot be read or the file cannot be written.
pub fn write(
    store: &Store,
    files: &Path,
    out: &Path,
    at: Timestamp,
    says: &mut dyn FnMut(&str),
) -> anyhow::Result<Manifest> {
    anyhow::ensure!(!out.exists(), "{} is there already", out.display());
    let folder = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let temporary = tempfile::Builder::new().prefix(".tinhso-").suffix(".part").tempfile_in(folder);
    let temporary = temporary.with_context(|| format!("cannot write into {}", folder.display()))?;
    let mut archive = Archive::begin(temporary.as_file(), at)?;
    let mut manifest = store.read(|tx| rows(tx, &mut archive, at, says).map_err(Failed))?;
    manifest.contents = contents(files, &mut archive, says)?;
    archive.member("manifest.json", &serde_json::to_vec_pretty(&manifest)?)?;
    archive.end()?;
    temporary.as_file().sync_all()?;
    temporary.persist_noclobber(out).with_context(|| format!("cannot write {}", out.display()))?;
    // The name is durable only when its folder is.
    File::open(folder)?.sync_all()?;
    Ok(manifest)
}

fn rows(
    tx: &mut store::Tx,
    archive: &mut Archive,
    at: Timestamp,
    says: &mut dyn FnMut(&str),
) -> anyhow::Result<Manifest> {
    let (mut rows, mut pieces) = (BTreeMap::new(), Vec::new());
    for table in dump::tables(tx)? {
        let mut count = 0;
        dump::write(tx, &table, PIECE, |text, n| {
            count += n;
            let name = format!("record/{}/{:06}.jsonl", table.name, pieces.len() + 1);
            archive.member(&name, text.as_bytes()).map_err(|error| Failed(error.into()))?;
            pieces.push(Piece { name, rows: n, sha256: hex(&Sha256::digest(text)) });
            Ok::<_, Failed>(())
        })?;
        says(&format!("{}: {}", table.name, format::integer(count as i64)));
        rows.insert(table.name, count);
    }
    Ok(Manifest {
        form: FORM,
        program: env!("CARGO_PKG_VERSION").into(),
        engine: match tx.engine() {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
        .into(),
        at,
        schema: store::steps(tx)?,
        rows,
        pieces,
        contents: Contents::default(),
        heads: journal::heads(tx)?,
    })
}

fn contents(files: &Path, archive: &mut Archive, says: &mut dyn FnMut(&str)) -> anyhow::Result<Contents> {
    let mut contents = Contents::default();
    let mut names = Sha256::new();
    for outer in folders(files)? {
        for inner in folders(&outer)? {
            for entry in fs::read_dir(&inner)? {
                let entry = entry?;
                let Some(digest) = entry.file_name().to_str().and_then(Digest::parse) else { continue };
                let mut file = File::open(entry.path())?;
                let size = file.metadata()?.len();
                if archive.content(&digest, size, &mut file)? != digest.as_str() {
                    contents.damaged.push(digest.as_str().to_owned());
                }
                names.update(digest.as_str());
                contents.count += 1;
                contents.bytes += size;
                if contents.count.is_multiple_of(10_000) {
                    says(&format!("contents: {}", format::integer(contents.count as i64)));
                }
            }
        }
    }
    contents.sha256 = hex(&names.finalize());
    says(&format!("contents: {}", format::integer(contents.count as i64)));
    Ok(contents)
}

/// The folders of two digits inside a folder, in order; none when it is not there.
fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.len() == 2) && path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The archive as it grows.
struct Archive<'f> {
    tar: Builder<zstd::Encoder<'static, BufWriter<&'f File>>>,
    at: Timestamp,
}

impl<'f> Archive<'f> {
    fn begin(file: &'f File, at: Timestamp) -> io::Result<Self> {
        let mut packed = zstd::Encoder::new(BufWriter::new(file), LEVEL)?;
        packed.include_checksum(true)?;
        Ok(Self { tar: Builder::new(packed), at })
    }

    fn header(&self, size: u64) -> Header {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.at.as_second().unsigned_abs());
        header
    }

    fn member(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut header = self.header(bytes.len() as u64);
        self.tar.append_data(&mut header, name, bytes)
    }

    /// Adds a content; the SHA-256 of what was read.
    fn content(&mut self, digest: &Digest, size: u64, file: &mut File) -> io::Result<String> {
        let mut header = self.header(size);
        let mut hashed = Hashed::new(file.take(size));
        self.tar.append_data(&mut header, format!("contents/{}", digest.as_str()), &mut hashed)?;
        Ok(hashed.hex())
    }

    fn end(self) -> io::Result<()> {
        self.tar.into_inner()?.finish()?.flush()
    }
}

/// Hashes what is read through it.
pub(super) struct Hashed<R> {
    inner: R,
    hasher: Sha256,
    /// Bytes read so far.
    pub(super) bytes: u64,
}

impl<R> Hashed<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, hasher: Sha256::new(), bytes: 0 }
    }

    pub(super) fn hex(self) -> String {
        hex(&self.hasher.finalize())
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..n]);
        self.bytes += n as u64;
        Ok(n)
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
