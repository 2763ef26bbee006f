//! What an agency is, what can be asked of all of them, and how they change.

mod agency;
mod change;
mod register;

pub use agency::{Agency, Code, Kind, Period, id_of};
pub use change::{Amendment, Fault, NewAgency};
pub use register::{Agencies, Link, ReportingSet, UNALLOCATED};
