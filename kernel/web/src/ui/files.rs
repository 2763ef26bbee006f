//! Files somebody may open.

use maud::{Markup, html};

use super::icon;
use crate::form::bytes;

/// A file that can be opened or downloaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLink {
    name: String,
    href: String,
    size: u64,
    about: Option<String>,
}

impl FileLink {
    /// A file by its name, where it is, and its size in bytes.
    pub fn new(name: impl Into<String>, href: impl Into<String>, size: u64) -> Self {
        Self { name: name.into(), href: href.into(), size, about: None }
    }

    /// Which paper it is, or who signed it.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }
}

/// A list of files; `label` says which, for those who cannot see where it stands.
pub fn files(label: &str, list: &[FileLink]) -> Markup {
    html! {
        ul.attached aria-label=(label) {
            @for file in list {
                li {
                    (icon::file())
                    a href=(file.href) { (file.name) }
                    span.size { (bytes(file.size)) @if let Some(about) = &file.about { " · " (about) } }
                }
            }
        }
    }
}
