//! Asking twice without scripts: the consequence is read before the button that brings it about can be seen.

use maud::{Markup, Render, html};

/// Something that cannot be undone, or that others will notice.
#[derive(Debug, Clone)]
pub struct Confirm {
    label: String,
    body: Markup,
    danger: bool,
    open: bool,
}

impl Confirm {
    /// `label` says what will be done (`Rút hồ sơ`); `body` says what follows from it and holds the form that does it.
    pub fn new(label: impl Into<String>, body: Markup) -> Self {
        Self { label: label.into(), body, danger: false, open: false }
    }

    /// It cannot be undone.
    #[must_use]
    pub const fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Open from the start: when the form in it comes back with an error.
    #[must_use]
    pub const fn open(mut self, open: bool) -> Self {
        self.open = open;
        self
    }
}

impl Render for Confirm {
    fn render(&self) -> Markup {
        html! {
            details.confirm.danger[self.danger] open[self.open] {
                summary { span { (self.label) "…" } }
                div.body { (self.body) }
            }
        }
    }
}
