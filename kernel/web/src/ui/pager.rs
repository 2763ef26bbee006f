//! Going through a long list: forth and back by key, never by counting what one does not look at.

use base::Lang;
use maud::{Markup, Render, html};

/// Links to the rows before and after these.
#[derive(Debug, Clone)]
pub struct Pager {
    lang: Lang,
    before: Option<String>,
    after: Option<String>,
    words: Option<String>,
}

impl Pager {
    /// A pager without links: drawn as nothing.
    pub const fn new(lang: Lang) -> Self {
        Self { lang, before: None, after: None, words: None }
    }

    /// Where the rows before these are.
    #[must_use]
    pub fn before(mut self, href: Option<String>) -> Self {
        self.before = href;
        self
    }

    /// Where the rows after these are.
    #[must_use]
    pub fn after(mut self, href: Option<String>) -> Self {
        self.after = href;
        self
    }

    /// What is in sight, as in `1–20 trong 1.234 hồ sơ`.
    #[must_use]
    pub fn words(mut self, words: impl Into<String>) -> Self {
        self.words = Some(words.into());
        self
    }
}

impl Render for Pager {
    fn render(&self) -> Markup {
        let lang = self.lang;
        html! {
            @if self.before.is_some() || self.after.is_some() || self.words.is_some() {
                nav.pager aria-label=(lang.pick("Phân trang", "Pages")) {
                    @if let Some(href) = &self.before { a rel="prev" href=(href) { span aria-hidden="true" { "←" } (lang.pick(" Trang trước", " Previous")) } }
                    @if let Some(words) = &self.words { span.words { (words) } }
                    @if let Some(href) = &self.after { a rel="next" href=(href) { (lang.pick("Trang sau ", "Next ")) span aria-hidden="true" { "→" } } }
                }
            }
        }
    }
}
