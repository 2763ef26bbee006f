//! The population database: asked from a dossier, with a ground, for no more than the procedure needs.
//!
//! - Owns the list of lookups: who asked about whom, when, in which dossier, why, and whether it was answered. Each is in
//!   the journal before the register is asked, and again when it has answered. What it answered is shown, not kept.
//! - Knows which question of a form is which fact about a person: [`fields`]. Filing fills forms in with it.
//! - A register is plugged in from outside: [`Register`]. While it is slow, down or not there, everything goes on by hand.

pub mod commands;
pub mod domain;
pub mod fields;
mod flow;
mod pages;
pub mod permissions;
pub mod queries;

pub use domain::{Asked, Document, Fact, Home, Population, Record, Register, RegisterFault};
pub use flow::{Looked, look_up};
pub use pages::{LIST, address, routes};

/// Its tables.
pub const MIGRATIONS: store::Room = store::room!("population", "0001_population");
