//! Words that every room uses and that belong to no room: ids, time, chance, money, language,
//! who may do what, Vietnamese text, identity numbers, official codes, the calendar and its deadlines.
//!
//! Everything here is pure: no database, no network, no ambient clock or randomness.

pub mod access;
pub mod calendar;
pub mod clock;
pub mod codes;
pub mod identity;
pub mod ids;
pub mod lang;
pub mod money;
pub mod proof;
pub mod text;

pub use access::{Actor, Permission, Post, Reach, Role};
pub use clock::{Clock, FixedClock, ShiftedClock, SystemClock, VIETNAM};
pub use ids::{AccountId, AgencyId, DossierId, FileId, Ids, PersonId, StaffId};
pub use lang::{Lang, Text};
pub use money::Dong;
pub use proof::{IdentityLevel, Proof};
