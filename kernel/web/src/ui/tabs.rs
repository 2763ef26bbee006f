//! Views of one thing, each at its own address.

use maud::{Markup, html};

/// One view.
#[derive(Debug, Clone)]
pub struct Tab {
    label: String,
    href: String,
    count: Option<String>,
    here: bool,
}

impl Tab {
    /// A view at an address.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), count: None, here: false }
    }

    /// How many things it shows.
    #[must_use]
    pub fn count(mut self, count: impl Into<String>) -> Self {
        self.count = Some(count.into());
        self
    }

    /// It is the one in sight, if so.
    #[must_use]
    pub const fn here(mut self, here: bool) -> Self {
        self.here = here;
        self
    }
}

/// Links to the views, with the one in sight marked.
pub fn tabs(label: &str, views: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul {
                @for tab in views {
                    li {
                        a href=(tab.href) aria-current=[tab.here.then_some("page")] {
                            (tab.label)
                            @if let Some(count) = &tab.count { " " span.count { (count) } }
                        }
                    }
                }
            }
        }
    }
}
