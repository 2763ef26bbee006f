//! Where things stand on a page.

use maud::{Markup, html};

/// A card with a heading.
pub fn card(heading: &str, body: Markup) -> Markup {
    html! { section.card { h2 { (heading) } (body) } }
}

/// A card that needs no heading.
pub fn plain_card(body: Markup) -> Markup {
    html! { div.card { (body) } }
}

/// The work on the left, what helps with it on the right; below each other on a phone.
pub fn columns(main: Markup, side: Markup) -> Markup {
    html! { div.columns { div { (main) } div { (side) } } }
}

/// Figures or small cards side by side, as many as fit.
pub fn grid(cards: &[Markup]) -> Markup {
    html! { div.tiles-of { @for card in cards { (card) } } }
}

/// A way on: where it leads and what is there.
#[derive(Debug, Clone)]
pub struct Way {
    label: String,
    href: String,
    about: Option<Markup>,
}

impl Way {
    /// A way on.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), about: None }
    }

    /// What is there.
    #[must_use]
    pub fn about(mut self, about: Markup) -> Self {
        self.about = Some(about);
        self
    }
}

/// Ways on as a plain list of large targets.
pub fn ways(list: &[Way]) -> Markup {
    html! {
        ul.links {
            @for way in list {
                li {
                    a href=(way.href) { (way.label) }
                    @if let Some(about) = &way.about { p { (about) } }
                }
            }
        }
    }
}

/// A few short links, such as what is asked for most.
pub fn pills(label: &str, links: &[(&str, &str)]) -> Markup {
    html! { ul.pills aria-label=(label) { @for (words, href) in links { li { a href=(href) { (words) } } } } }
}

/// Something that opens when asked for.
pub fn opens(summary: &str, body: Markup) -> Markup {
    html! { details.opens { summary { (summary) } (body) } }
}
