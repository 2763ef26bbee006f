//! The officers' pages, with the real router on both databases.

mod dossier;
mod house;
mod lists;
mod notices;
mod papers;
