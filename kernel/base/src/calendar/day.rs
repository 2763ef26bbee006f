//! What a day is, and names in both languages.

use std::sync::Arc;

use super::holidays::DayEntry;
use crate::lang::Lang;

/// A name kept as data in both languages. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Name {
    vi: Arc<str>,
    en: Arc<str>,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Written {
    vi: String,
    en: String,
}

impl Name {
    /// Both languages of a name.
    pub fn new(vi: &str, en: &str) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// The name in one language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.vi, &self.en)
    }
}

impl From<Written> for Name {
    fn from(written: Written) -> Self {
        Self::new(&written.vi, &written.en)
    }
}

impl From<Name> for Written {
    fn from(name: Name) -> Self {
        Self { vi: name.vi.as_ref().into(), en: name.en.as_ref().into() }
    }
}

/// What a day is to the offices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day<'a> {
    /// Monday to Friday.
    Working,
    /// Saturday or Sunday.
    Weekend,
    /// Worked to make up for a day off.
    MakeupWork(&'a DayEntry),
    /// Off with a name.
    Off {
        /// The entry that frees it.
        entry: &'a DayEntry,
        /// Expected from the law; nobody has decided it yet, or the decision is not in the data.
        predicted: bool,
    },
}

impl Day<'_> {
    /// Whether the offices work.
    pub const fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::MakeupWork(_))
    }
}
