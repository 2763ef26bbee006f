//! Dossiers: everything people bring in, from filing to result.
//!
//! Owns the dossier with its states and moves, its papers, its questions to other agencies, drafts, and notices to the
//! applicant. A dossier is what its events add up to; the events are its journal.
//!
//! Others use [`commands`] to do something, [`queries`] to read, [`domain`] for the words, [`measures`] for what is counted.

pub mod answers;
pub mod commands;
pub mod domain;
pub mod measures;
pub mod notices;
pub mod pages;
pub mod papers;
mod path;
pub mod permissions;
pub mod queries;
mod record;
pub mod verify;

/// The room's tables.
pub const MIGRATIONS: store::Room = store::room!("dossiers", "0001_dossiers", "0002_figures", "0003_lighter_indexes");
