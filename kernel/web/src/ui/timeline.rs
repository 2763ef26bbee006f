//! What happened to a case, what happens now, what comes next.

use maud::{Markup, html};

/// One thing that happened, happens or will.
#[derive(Debug, Clone)]
pub struct Event {
    what: String,
    when: String,
    by: Option<String>,
    note: Option<Markup>,
    state: &'static str,
}

impl Event {
    /// It happened.
    pub fn done(what: impl Into<String>, when: impl Into<String>) -> Self {
        Self { what: what.into(), when: when.into(), by: None, note: None, state: "done" }
    }

    /// It is happening.
    pub fn now(what: impl Into<String>, when: impl Into<String>) -> Self {
        Self { state: "now", ..Self::done(what, when) }
    }

    /// It comes next.
    pub fn next(what: impl Into<String>, when: impl Into<String>) -> Self {
        Self { state: "next", ..Self::done(what, when) }
    }

    /// Who did it or where.
    #[must_use]
    pub fn by(mut self, by: impl Into<String>) -> Self {
        self.by = Some(by.into());
        self
    }

    /// More about it: a remark, files, a reason.
    #[must_use]
    pub fn note(mut self, note: Markup) -> Self {
        self.note = Some(note);
        self
    }
}

/// Events in the order given.
pub fn timeline(label: &str, events: &[Event]) -> Markup {
    html! {
        ol.timeline aria-label=(label) {
            @for event in events {
                li class=(event.state) aria-current=[(event.state == "now").then_some("step")] {
                    p.what { (event.what) }
                    p.when {
                        (event.when)
                        @if let Some(by) = &event.by { @if !event.when.is_empty() { " · " } (by) }
                    }
                    @if let Some(note) = &event.note { div.note { (note) } }
                }
            }
        }
    }
}
