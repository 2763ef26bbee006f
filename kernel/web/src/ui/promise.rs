//! The promise box: the date we keep, how long it is until then, and why it is that date.

use base::Lang;
use maud::{Markup, Render, html};

use super::{Tone, tag};

/// A date that somebody was promised. Shown wherever one is.
#[derive(Debug, Clone)]
pub struct Promise {
    lang: Lang,
    label: String,
    date: String,
    machine: Option<String>,
    left: Option<(Tone, String)>,
    reasons: Vec<(String, Option<String>)>,
    open: bool,
    then: Option<Markup>,
}

impl Promise {
    /// `label` says what is promised (`Hẹn trả kết quả`), `date` when, in full (`Thứ Năm, 15/02/2024`).
    pub fn new(lang: Lang, label: impl Into<String>, date: impl Into<String>) -> Self {
        Self {
            lang,
            label: label.into(),
            date: date.into(),
            machine: None,
            left: None,
            reasons: Vec::new(),
            open: false,
            then: None,
        }
    }

    /// The same date for programs, as in `2024-02-15`.
    #[must_use]
    pub fn machine(mut self, iso: impl Into<String>) -> Self {
        self.machine = Some(iso.into());
        self
    }

    /// How long until then, and how that is meant: `Còn 3 ngày làm việc`, `Quá hạn 1 ngày`.
    #[must_use]
    pub fn left(mut self, tone: Tone, words: impl Into<String>) -> Self {
        self.left = Some((tone, words.into()));
        self
    }

    /// A reason, in the order they add up: from the ledger of the deadline.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reasons.push((reason.into(), None));
        self
    }

    /// A reason with the rule it rests on.
    #[must_use]
    pub fn because_of(mut self, reason: impl Into<String>, rule: impl Into<String>) -> Self {
        self.reasons.push((reason.into(), Some(rule.into())));
        self
    }

    /// The reasons are open from the start.
    #[must_use]
    pub const fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// What the reader has to do until then: best, nothing.
    #[must_use]
    pub fn then(mut self, then: Markup) -> Self {
        self.then = Some(then);
        self
    }
}

impl Render for Promise {
    fn render(&self) -> Markup {
        let lang = self.lang;
        let tone = self.left.as_ref().map_or(Tone::Info, |(tone, _)| *tone);
        html! {
            div.promise.{ (tone.key()) } role="group" aria-label=(self.label) {
                p.label { (self.label) }
                p.date { time datetime=[&self.machine] { (self.date) } }
                @if let Some((tone, words)) = &self.left { p.left { (tag::tag(*tone, words)) } }
                @if let Some(then) = &self.then { div.then { (then) } }
                @if !self.reasons.is_empty() {
                    details open[self.open] {
                        summary { (lang.pick("Vì sao là ngày này?", "Why this date?")) }
                        ol {
                            @for (reason, rule) in &self.reasons {
                                li { (reason) @if let Some(rule) = rule { " " span.rule { (rule) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
