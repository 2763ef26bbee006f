//! Files as they came in: on disk, not in memory, and gone when nobody holds them any more.

use std::{fs::File, io, path::Path, sync::Arc};

use base::{Lang, text::format};
use tempfile::NamedTempFile;

/// A file that was attached to a form, in a temporary place.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The field it was attached to.
    pub field: String,
    /// Its name as the sender's computer had it, without folders.
    pub name: String,
    /// What the sender's browser says it is. Not to be believed: look into the bytes.
    pub claimed: String,
    /// Its size in bytes.
    pub size: u64,
    pub(crate) file: Arc<NamedTempFile>,
}

impl Upload {
    /// Where it lies until the last clone is dropped.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Opens it for reading from the start.
    ///
    /// # Errors
    /// The operating system's.
    pub fn open(&self) -> io::Result<File> {
        self.file.reopen()
    }

    /// The part of its name after the last dot, in small letters.
    pub fn extension(&self) -> String {
        Path::new(&self.name).extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default()
    }
}

/// What may be attached to a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRule {
    /// How many files.
    pub most: usize,
    /// How large each may be, in bytes.
    pub each: u64,
    /// The endings allowed, without a dot and in small letters.
    pub kinds: Vec<String>,
}

impl FileRule {
    /// Scans and photographs of papers: PDF, JPEG, PNG.
    pub fn papers(most: usize, megabytes: u64) -> Self {
        Self { most, each: megabytes << 20, kinds: ["pdf", "jpg", "jpeg", "png"].map(String::from).to_vec() }
    }

    /// The limits in words.
    pub fn words(&self, lang: Lang) -> String {
        let mut kinds: Vec<String> =
            self.kinds.iter().filter(|kind| *kind != "jpeg").map(|kind| kind.to_uppercase()).collect();
        let last = kinds.pop().unwrap_or_default();
        let kinds = match kinds.as_slice() {
            [] => last,
            rest => format!("{} {} {last}", rest.join(", "), lang.pick("hoặc", "or")),
        };
        let each = bytes(self.each);
        match (lang, self.most) {
            (Lang::Vi, 1) => format!("Một tệp {kinds}, không quá {each}."),
            (Lang::En, 1) => format!("One file, {kinds}, up to {each}."),
            (Lang::Vi, most) => format!("Tối đa {most} tệp {kinds}, mỗi tệp không quá {each}."),
            (Lang::En, most) => format!("Up to {most} files, {kinds}, each up to {each}."),
        }
    }

    /// The value of `accept`.
    pub fn accept(&self) -> String {
        self.kinds.iter().map(|kind| format!(".{kind}")).collect::<Vec<_>>().join(",")
    }
}

/// A size as people read it: `1,4 MB`, `320 KB`.
pub fn bytes(size: u64) -> String {
    let tenths = |unit: u64| i64::try_from(size.saturating_mul(10).div_ceil(unit)).unwrap_or(i64::MAX);
    let written = |unit: u64| match tenths(unit) {
        whole if whole % 10 == 0 => format::integer(whole / 10),
        tenths => format::fixed(tenths, 1),
    };
    match size {
        0..1024 => format!("{size} B"),
        1024..1_048_576 => format!("{} KB", size.div_ceil(1024)),
        1_048_576..1_073_741_824 => format!("{} MB", written(1 << 20)),
        _ => format!("{} GB", written(1 << 30)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_said_in_plain_words() {
        assert_eq!(FileRule::papers(5, 10).words(Lang::Vi), "Tối đa 5 tệp PDF, JPG hoặc PNG, mỗi tệp không quá 10 MB.");
        assert_eq!(FileRule::papers(1, 10).words(Lang::En), "One file, PDF, JPG or PNG, up to 10 MB.");
    }

    #[test]
    fn a_size_is_written_with_a_comma() {
        assert_eq!([bytes(12), bytes(2048), bytes(1_500_000)], ["12 B", "2 KB", "1,5 MB"]);
    }
}
