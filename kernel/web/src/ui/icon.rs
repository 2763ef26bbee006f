//! Icons: few, drawn here, always beside words and hidden from screen readers.

use maud::{Markup, PreEscaped, html};

/// The mark of Tỉnh Số: three petals over a bowl of leaves.
pub fn logo() -> Markup {
    html! {
        svg.logo viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false" {
            path.leaf d="M15.2 27.6C8 27.6 3.2 22.8 2.4 15.2c5 .2 9.2 2.6 11.3 6.6 1 1.900 1.500 3.800 1.500 5.800z" {}
            path.leaf d="M16.800 27.6c7.200 0 12-4.800 12.800-12.400-5 .2-9.200 2.600-11.300 6.600-1 1.900-1.500 3.800-1.500 5.800z" {}
            path.petal d="M16 3.200c3.600 3.300 5.400 6.800 5.400 10.300 0 2.700-1.300 4.900-3.300 6.900-.8.9-1.500 1.900-2.100 3.100-.6-1.200-1.300-2.200-2.100-3.100-2-2-3.300-4.200-3.300-6.900 0-3.500 1.800-7 5.400-10.300z" {}
        }
    }
}

fn line(path: &'static str) -> Markup {
    html! {
        svg.icon viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false" { (PreEscaped(path)) }
    }
}

/// Three lines: the menu on a phone.
pub fn menu() -> Markup {
    line(r#"<path d="M4 7h16M4 12h16M4 17h16"/>"#)
}

/// A person: whoever is signed in.
pub fn person() -> Markup {
    line(
        r#"<circle cx="12" cy="8" r="3.6"/><path d="M4.800 20c.9-3.700 3.700-5.600 7.200-5.600s6.300 1.900 7.200 5.600"/>"#,
    )
}

/// A magnifying glass: searching.
pub fn search() -> Markup {
    line(r#"<circle cx="11" cy="11" r="6.500"/><path d="m16 16 4.500 4.500"/>"#)
}

/// A sheet of paper: a file.
pub fn file() -> Markup {
    line(r#"<path d="M6.500 3h7l4.500 4.500V21h-11.500z"/><path d="M13.500 3v4.500H18"/>"#)
}

/// A tray with an arrow into it: download.
pub fn download() -> Markup {
    line(r#"<path d="M12 4v11m-4.500-4.500L12 15l4.500-4.500M5 20h14"/>"#)
}

/// An arrow to the right: go on.
pub fn next() -> Markup {
    line(r#"<path d="M5 12h14m-6-6 6 6-6 6"/>"#)
}

/// An arrow to the left: go back.
pub fn back() -> Markup {
    line(r#"<path d="M19 12H5m6-6-6 6 6 6"/>"#)
}

/// A tick: done.
pub fn check() -> Markup {
    line(r#"<path d="m5 12.500 4.500 4.500L19 7.500"/>"#)
}

/// A printer.
pub fn print() -> Markup {
    line(
        r#"<path d="M7 9V4h10v5M7 17H4.500v-6.500A1.500 1.500 0 0 1 6 9h12a1.500 1.500 0 0 1 1.500 1.500V17H17M7 14h10v6H7z"/>"#,
    )
}

/// A telephone.
pub fn phone() -> Markup {
    line(
        r#"<path d="M6 3.500h3l1.500 4.500-2 1.500a11 11 0 0 0 6 6l1.500-2 4.500 1.500v3a2 2 0 0 1-2.200 2A17 17 0 0 1 4 5.700 2 2 0 0 1 6 3.500z"/>"#,
    )
}

/// An empty tray: nothing here.
pub fn tray() -> Markup {
    line(r#"<path d="M4 13 6.500 5h11L20 13v6H4zM4 13h4.500l1.200 2.500h4.600l1.200-2.500H20"/>"#)
}
