//! The state of something in a shape, a word and a colour.

use maud::{Markup, html};

use super::{Tone, notice::shape};

/// A state: the shape and the word say it, the colour only helps.
pub fn tag(tone: Tone, word: &str) -> Markup {
    html! { span.tag.{ (tone.key()) } { span.shape aria-hidden="true" { (shape(tone)) } " " (word) } }
}

/// A word that is no state: the level of a service, a field of work.
pub fn plain(word: &str) -> Markup {
    html! { span.tag.plain { (word) } }
}
