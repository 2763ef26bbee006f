//! Agencies: the public bodies that have staff and cases, through time.
//!
//! - Owns who exists since when and until when: official code, names, kind, tier, parent, the place they govern, whether
//!   people can file with them; what became of them; the spellings in which they are met in papers.
//! - Owns the reporting sets: the lists of 27, 33, 24, 11 and 12 by which the province counts.
//! - An [`base::AgencyId`] stays with a body through renaming, a new parent and a new code. A body that is merged ends,
//!   and a link says into which. On 1/7/2025 the committees of 109 communes ended that way and 38 began; 2 went on.
//! - Kept in the database as rows that hold for a time; changed only by the commands here, each with the decision it
//!   rests on and an entry in the journal. Other rooms read an [`Agencies`] snapshot, see [`crate::Directory`].

pub mod commands;
pub mod domain;
mod load;
mod pages;
pub mod permissions;
pub(crate) mod record;

pub use domain::{
    Agencies, Agency, Amendment, Code, Fault, Kind, Link, NewAgency, Period, ReportingSet, UNALLOCATED, id_of,
};
pub use load::{Files, read};
pub(crate) use pages::choices;
pub use pages::routes;

/// Its tables.
pub const MIGRATIONS: store::Room = store::room!("agencies", "0001_agencies");
