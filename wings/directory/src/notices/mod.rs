//! Notices: telling people and members of staff what happened, by the channels they want to be told on.
//!
//! - A room says only what happened: [`tell`] writes one job with a [`Kind`], whom to tell and the facts of that moment, in
//!   the transaction of the change. Everything else is done afterwards by the [`Postroom`]: choosing channel and address,
//!   wording, quiet hours, sending, trying again, the next channel.
//! - Owns the messages and where they stand, what recipients chose, and the wordings that administrators wrote. The kinds,
//!   with the wordings that come with the program, are declared by the rooms where things happen and gathered in [`Kinds`].
//! - A channel is a [`Way`], implemented outside. Each message has an id that its gateway is told, so that a message handed
//!   over twice arrives once.
//! - Others read [`queries::about`] to show what was told beside what happened.

pub mod commands;
pub mod domain;
mod pages;
pub mod permissions;
mod postroom;
pub mod queries;
mod record;
mod tell;
mod way;

pub use domain::{Audience, Channel, Fact, Facts, Kind, Kinds, Message, Recipient, Rules, State, masked};
pub use pages::{OWN, PATH, delivery, routes};
pub use postroom::{Postroom, SEND, WRITE};
pub use tell::{Told, tell};
pub use way::{Failure, Outgoing, Report, Way, Ways};

/// Its tables.
pub const MIGRATIONS: store::Room = store::room!("notices", "0001_notices");
