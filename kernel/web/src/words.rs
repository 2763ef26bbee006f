//! A sentence in both languages that is put together while the program runs.

use std::borrow::Cow;

use base::{Lang, Text};

/// A sentence in both languages. A fixed one is a [`Text`]; this one may hold a name or a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Vietnamese.
    pub vi: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Words {
    /// Both languages of a sentence.
    pub fn new(vi: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

impl From<Text> for Words {
    fn from(text: Text) -> Self {
        Self { vi: Cow::Borrowed(text.vi), en: Cow::Borrowed(text.en) }
    }
}

/// A borrowed text in both languages: a fixed one, or one read from a data file such as a form's definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<'a> {
    /// Vietnamese.
    pub vi: &'a str,
    /// English.
    pub en: &'a str,
}

impl<'a> Pair<'a> {
    /// Both languages of a text.
    pub const fn new(vi: &'a str, en: &'a str) -> Self {
        Self { vi, en }
    }

    /// A fixed text.
    pub const fn fixed(text: Text) -> Self {
        Self { vi: text.vi, en: text.en }
    }

    /// The text in one language.
    pub const fn get(self, lang: Lang) -> &'a str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }
}

impl From<Text> for Pair<'_> {
    fn from(text: Text) -> Self {
        Self::fixed(text)
    }
}
