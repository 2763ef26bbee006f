//! A QR code drawn in the page: no picture is fetched, nothing leaves the site.

use fast_qr::{ECL, qr::QRBuilder};
use web::{Markup, html};

/// The quiet zone around it, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// A text as a QR code; nothing when it is too long for one.
pub(super) fn qr(text: &str, label: &str) -> Markup {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else { return html! {} };
    let side = code.size + 2 * QUIET;
    let dark = |x: usize, y: usize| code.data.get(y * code.size + x).is_some_and(|module| module.value());
    let mut path = String::new();
    for (x, y) in (0..code.size).flat_map(|y| (0..code.size).map(move |x| (x, y))).filter(|(x, y)| dark(*x, *y)) {
        use std::fmt::Write as _;
        let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
    }
    html! {
        svg.qr viewBox={"0 0 " (side) " " (side)} role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect.ground width=(side) height=(side) {}
            path.ink d=(path) {}
        }
    }
}
