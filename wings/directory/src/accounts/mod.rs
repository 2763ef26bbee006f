//! Accounts: signing in, signing out, and who is behind an account.
//!
//! - Owns accounts of people and of members of staff, the names they sign in with, and their passwords as argon2id
//!   hashes. An account stands for one person or one member of staff, never both: an officer who brings a case of his
//!   own does so with an account of his own.
//! - Slows guessing down: after five wrong passwords an account waits, longer each time, up to a quarter of an hour. An
//!   unknown name is compared with nobody's hash and refused in the same words: neither the time nor the page tells
//!   that nobody has it.
//! - A password set by somebody else must be changed first: until then the account has no posts.
//! - Tells the edge who acts, with the posts held today: [`People`].

pub mod commands;
mod domain;
mod identify;
mod pages;
pub mod passwords;
pub mod permissions;
pub mod queries;

pub use domain::{Account, Fault, Holder, Login, Registration};
pub use identify::People;
pub(crate) use pages::card;
pub use pages::routes;
pub use passwords::{Cost, Passwords, Weakness};

/// Its tables.
pub const MIGRATIONS: store::Room = store::room!("accounts", "0001_accounts");
