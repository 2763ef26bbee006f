//! Papers and results by the hash of their content: the same scan is kept once, and what is read back is what was put in.

use std::{
    fs::{self, File},
    io::{Read, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use crate::error::Result;

/// SHA-256 of a file's content, in hexadecimal: its name in the store.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Digest(String);

impl Digest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex(&Sha256::digest(bytes)))
    }

    /// The digest of what can be read to its end.
    ///
    /// # Errors
    /// The operating system's.
    pub fn of_reader(content: &mut dyn Read) -> std::io::Result<Self> {
        let mut hasher = Sha256::new();
        let mut buffer = vec![0u8; 64 * 1024];
        loop {
            match content.read(&mut buffer)? {
                0 => return Ok(Self(hex(&hasher.finalize()))),
                n => hasher.update(&buffer[..n]),
            }
        }
    }

    /// A digest as kept in the database; nothing when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
            .then(|| Self(text.to_owned()))
    }

    /// The digest as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Where content is kept. A folder today; an S3 store fits the same three calls.
pub trait Blobs: Send + Sync {
    /// Keeps content and returns its name; durable when it returns. Keeping it twice is harmless.
    ///
    /// # Errors
    /// When it cannot be written.
    fn put(&self, content: &mut dyn Read) -> Result<(Digest, u64)>;

    /// Opens content for reading; nothing when it is not there.
    ///
    /// # Errors
    /// When it cannot be read.
    fn open(&self, digest: &Digest) -> Result<Option<Box<dyn Read + Send>>>;

    /// Whether content is there.
    fn has(&self, digest: &Digest) -> bool;
}

/// Content in a folder, two levels deep by the first digits of the hash.
pub struct Folder(PathBuf);

impl Folder {
    /// A folder, made when missing.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(root: &Path) -> Result<Self> {
        fs::create_dir_all(root.join("incoming"))?;
        Ok(Self(root.to_owned()))
    }

    fn path(&self, digest: &Digest) -> PathBuf {
        let name = digest.as_str();
        self.0.join(&name[..2]).join(&name[2..4]).join(name)
    }
}

impl Blobs for Folder {
    fn put(&self, content: &mut dyn Read) -> Result<(Digest, u64)> {
        let mut incoming = tempfile::NamedTempFile::new_in(self.0.join("incoming"))?;
        let mut hasher = Sha256::new();
        let mut size = 0u64;
        let mut buffer = vec![0u8; 64 * 1024];
        loop {
            let n = content.read(&mut buffer)?;
            if n == 0 {
                break;
            }
            hasher.update(&buffer[..n]);
            incoming.write_all(&buffer[..n])?;
            size += n as u64;
        }
        let digest = Digest(hex(&hasher.finalize()));
        let path = self.path(&digest);
        if path.exists() {
            return Ok((digest, size));
        }
        incoming.as_file().sync_all()?;
        let folder = path.parent().unwrap_or(&self.0);
        fs::create_dir_all(folder)?;
        incoming.persist(&path).map_err(|error| error.error)?;
        // The name is durable only when its folder is.
        File::open(folder)?.sync_all()?;
        Ok((digest, size))
    }

    fn open(&self, digest: &Digest) -> Result<Option<Box<dyn Read + Send>>> {
        match File::open(self.path(digest)) {
            Ok(file) => Ok(Some(Box::new(file))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn has(&self, digest: &Digest) -> bool {
        self.path(digest).exists()
    }
}
