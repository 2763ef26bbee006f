//! Reminders: to whoever holds a dossier and to the head of the agency before the promise is broken, to the applicant when
//! papers are missing or a result has not been collected. Once a day, once for each threshold, one digest for each member
//! of staff and agency.

mod domain;
mod pages;
mod remind;

pub use domain::{Rules, THRESHOLDS};
pub use pages::{MANAGE, PATH, routes};
pub use remind::{HOUR, JOB, remind};
