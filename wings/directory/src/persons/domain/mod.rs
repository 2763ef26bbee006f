//! What a person is.

mod identity;
mod person;

pub use identity::{Identity, IdentityKind};
pub use person::{Details, Difference, Fault, Kind, Person};
