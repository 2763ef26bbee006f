//! Charts drawn here as SVG: they need no script, print in black and white, and carry the table of the same data.

mod axis;
mod bars;
mod line;

pub use bars::{Bar, bars};
pub use line::{Line, Series, sparkline};
