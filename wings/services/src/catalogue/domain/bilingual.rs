//! A text of the record in both languages.

use base::{Lang, Text};

/// A text read from a data file. Vietnamese is always there; English may still be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Bilingual {
    /// Vietnamese.
    pub vi: String,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Bilingual {
    /// Both languages of a text.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: Some(en.into()) }
    }

    /// The text in one language; Vietnamese when English is missing.
    pub fn get(&self, lang: Lang) -> &str {
        match (lang, &self.en) {
            (Lang::En, Some(en)) => en,
            _ => &self.vi,
        }
    }

    /// English, or Vietnamese when it is missing.
    pub fn english(&self) -> &str {
        self.get(Lang::En)
    }
}

impl From<Text> for Bilingual {
    fn from(text: Text) -> Self {
        Self::new(text.vi, text.en)
    }
}
