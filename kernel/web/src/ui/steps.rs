//! How far one is in something that takes several pages.

use base::Lang;
use maud::{Markup, html};

/// The names of the steps, with the one at hand counted from 0. Earlier steps with an address can be gone back to.
pub fn steps(lang: Lang, names: &[(&str, Option<&str>)], now: usize) -> Markup {
    html! {
        nav.steps aria-label=(lang.pick("Các bước", "Steps")) {
            p.short { (lang.pick("Bước ", "Step ")) (now + 1) "/" (names.len()) }
            ol {
                @for (i, (name, href)) in names.iter().enumerate() {
                    li class=(if i < now { "done" } else if i == now { "now" } else { "next" }) aria-current=[(i == now).then_some("step")] {
                        span.dot aria-hidden="true" { @if i < now { "✓" } @else { (i + 1) } }
                        @match href {
                            Some(href) if i < now => a href=(href) { (name) span.unseen { (lang.pick(" (đã xong)", " (done)")) } },
                            _ => span { (name) @if i < now { span.unseen { (lang.pick(" (đã xong)", " (done)")) } } },
                        }
                    }
                }
            }
        }
    }
}
