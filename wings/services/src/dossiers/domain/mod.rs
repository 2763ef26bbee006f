//! What a dossier is and may become. Pure: no SQL, no HTTP, no clock of its own.

mod dossier;
mod event;
mod state;

pub use dossier::{Dossier, Due};
pub use event::{Channel, Event, Outcome, PaperKind, PaperRef};
pub use state::{Holder, Move, State, TRANSITIONS, Transition, allowed, moves_from};
