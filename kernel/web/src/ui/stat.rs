//! Figures: value, target, trend, how fresh, whose.

use maud::{Markup, Render, html};

use super::{Tone, tag};

/// One figure on a board.
#[derive(Debug, Clone)]
pub struct Stat {
    label: String,
    value: String,
    of: Option<String>,
    change: Option<(Tone, String)>,
    chart: Option<Markup>,
    feet: (String, String),
    href: Option<String>,
}

impl Stat {
    /// A figure and what it counts.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            of: None,
            change: None,
            chart: None,
            feet: (String::new(), String::new()),
            href: None,
        }
    }

    /// What it is a part of, or its unit, smaller beside it: `/1.639`.
    #[must_use]
    pub fn of(mut self, of: impl Into<String>) -> Self {
        self.of = Some(of.into());
        self
    }

    /// How it moved, or how far it is from the target, and whether that is good.
    #[must_use]
    pub fn change(mut self, tone: Tone, words: impl Into<String>) -> Self {
        self.change = Some((tone, words.into()));
        self
    }

    /// A sparkline or a meter below it.
    #[must_use]
    pub fn chart(mut self, chart: Markup) -> Self {
        self.chart = Some(chart);
        self
    }

    /// Target or owner on the left, freshness on the right.
    #[must_use]
    pub fn feet(mut self, left: impl Into<String>, right: impl Into<String>) -> Self {
        self.feet = (left.into(), right.into());
        self
    }

    /// Where it opens down to.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

impl Render for Stat {
    fn render(&self) -> Markup {
        html! {
            div.stat.card {
                p.label {
                    @match &self.href {
                        Some(href) => a.cover href=(href) { (self.label) },
                        None => (self.label),
                    }
                }
                p.value {
                    strong { (self.value) } @if let Some(of) = &self.of { span.of { (of) } }
                    @if let Some((tone, words)) = &self.change { " " (tag::tag(*tone, words)) }
                }
                @if let Some(chart) = &self.chart { (chart) }
                @if !self.feet.0.is_empty() || !self.feet.1.is_empty() { p.feet { span { (self.feet.0) } span { (self.feet.1) } } }
            }
        }
    }
}

/// How much of a whole there is: a bar with the words that say the same.
pub fn meter(label: &str, value: f64, of: f64, words: &str) -> Markup {
    let share = if of > 0.0 { (value / of * 100.0).clamp(0.0, 100.0) } else { 0.0 };
    html! {
        svg.meter role="img" aria-label={(label) ": " (words)} viewBox="0 0 100 4" preserveAspectRatio="none" {
            rect.rest x="0" y="0" width="100" height="4" {}
            rect.fill x="0" y="0" width={(format!("{share:.2}"))} height="4" {}
        }
    }
}
