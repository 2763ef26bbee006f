//! Places: the administrative units of the province through time.
//!
//! - Owns the register of provinces, districts and communes: official codes, names, kinds, parents, and since when.
//! - The key of a unit is (code, date). Codes are reused: 25195 was Phường Tân Phú until 30/6/2025 and is Phường Bình
//!   Phước since. A code alone names nothing.
//! - Owns which unit became which, with the clause that says so, and the spellings in which names are met.
//! - A place is not a public body: its people's committee is an agency, see [`crate::agencies`].
//! - Units change by resolution, a few times in a decade: they are data files of the province, read at start, never
//!   edited on a screen.

pub mod domain;
mod load;
mod pages;

pub use domain::{Crossing, Kind, Level, Link, LinkKind, Place, Places};
pub use load::{Files, read};
pub use pages::routes;
