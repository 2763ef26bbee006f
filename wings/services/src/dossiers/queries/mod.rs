//! What screens and other rooms read of dossiers. Every list takes the actor's reach as a filter.

mod inbox;
mod list;
mod one;
mod turn;
mod workload;

pub use inbox::{Counts, Inbox, Stage, Urgency, Whose, consultations, inbox, inbox_counts};
pub use list::{Behind, Line, What, behind, each_behind, mine, search};
pub use one::{
    Consultation, Moment, Tracking, answers, by_code, by_id, consultations_of, draft, drafts, filed_by, own, timeline,
    track,
};
pub use turn::{Slice, Turn};
pub use workload::{Load, workload, workload_by_agency};
