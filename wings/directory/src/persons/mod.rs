//! Persons: the people and organisations that bring cases.
//!
//! - Owns their names, identity numbers and how to reach them; the [`base::PersonId`] that cases refer to.
//! - A person needs no account: somebody who only ever came to the counter is a person too. An account, see
//!   [`crate::accounts`], may stand for one.
//! - An identity number belongs to one person. Whoever has none known, such as a foreigner without a passport number on
//!   the file, is a new person each time: nobody is guessed to be somebody by name.
//! - A case keeps its own copy of name and address as they were when it came in; what is here is how they are today.

pub mod commands;
mod domain;
pub mod permissions;
pub mod queries;

pub use commands::{Found, find_or_create};
pub use domain::{Details, Difference, Fault, Identity, IdentityKind, Kind, Person};

/// Its tables.
pub const MIGRATIONS: store::Room = store::room!("persons", "0001_persons");
