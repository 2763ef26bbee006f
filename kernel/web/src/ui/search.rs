//! Searching and filtering: a form that asks by `GET`, so that every answer has an address.

use base::Lang;
use maud::{Markup, Render, html};

use super::icon;

/// A search box, large on the home page or small above a list.
#[derive(Debug, Clone)]
pub struct Search {
    lang: Lang,
    action: String,
    name: String,
    label: String,
    value: String,
    placeholder: Option<String>,
    live: Option<String>,
    big: bool,
    more: Option<Markup>,
}

impl Search {
    /// A box that sends `name` to `action`; the label is always read out, and shown unless the box is big.
    pub fn new(lang: Lang, action: impl Into<String>, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            lang,
            action: action.into(),
            name: name.into(),
            label: label.into(),
            value: String::new(),
            placeholder: None,
            live: None,
            big: false,
            more: None,
        }
    }

    /// What was asked.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// An example, shown while nothing is typed.
    #[must_use]
    pub fn placeholder(mut self, example: impl Into<String>) -> Self {
        self.placeholder = Some(example.into());
        self
    }

    /// While typing, the part of the page with this id is asked for alone: see [`crate::Page::fragment`].
    #[must_use]
    pub fn live(mut self, id: impl Into<String>) -> Self {
        self.live = Some(id.into());
        self
    }

    /// The one question of a page.
    #[must_use]
    pub const fn big(mut self) -> Self {
        self.big = true;
        self
    }

    /// More fields to filter by, sent with the box.
    #[must_use]
    pub fn more(mut self, fields: Markup) -> Self {
        self.more = Some(fields);
        self
    }
}

impl Render for Search {
    fn render(&self) -> Markup {
        let id = super::form::id_of(&self.name);
        let live = self.live.as_ref();
        html! {
            form.search.big[self.big].filter[self.more.is_some()] role="search" method="get" action=(self.action)
                hx-get=[live.map(|_| &self.action)] hx-target=[live.map(|id| format!("#{id}"))] hx-swap=[live.map(|_| "innerHTML")]
                hx-trigger=[live.map(|_| "input delay:300ms, change delay:50ms, submit")] hx-replace-url=[live.map(|_| "true")]
                hx-sync=[live.map(|_| "this:replace")] {
                label.unseen[self.big] for=(id) { (self.label) }
                div.row {
                    input id=(id) type="search" name=(self.name) value=(self.value) placeholder=[&self.placeholder]
                        autocomplete="off" enterkeyhint="search" spellcheck="false";
                    button.button.gold[self.big] type="submit" { (icon::search()) span { (self.lang.pick("Tìm", "Search")) } }
                }
                @if let Some(more) = &self.more { div.more { (more) } }
            }
        }
    }
}
