//! The catalogue: which procedures there are, in which version, and what each asks, promises and costs.
//!
//! Owns the packages of data that procedures are ([`domain`]), the province's own files ([`library`]), their publication
//! ([`publish`], which refuses with the line that is wrong), every published version in memory ([`Catalogue`]), and
//! finding a procedure by what people call it ([`search`]).
//!
//! A version is never changed. A dossier stays on the one it was filed under; which one is in force is a question of the
//! day.

mod commands;
pub mod domain;
pub mod library;
pub mod pages;
pub mod permissions;
pub mod search;
mod snapshot;

pub use commands::{PublishError, examine, posts, publish, seed};
pub use snapshot::{Catalogue, Published};

/// The room's tables.
pub const MIGRATIONS: store::Room = store::room!("catalogue", "0001_catalogue");
