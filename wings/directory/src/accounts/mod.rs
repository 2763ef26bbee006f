//! Accounts: signing in, signing out, and who is behind an account.
//!
//! - Owns accounts of people and of members of staff, the names they sign in with, and their passwords as argon2id
//!   hashes. An account stands for one person or one member of staff, never both: an officer who brings a case of his
//!   own does so with an account of his own.
//! - Slows guessing down: after five wrong passwords an account waits, longer each time, up to a quarter of an hour. An
//!   unknown name is compared with nobody's hash and refused in the same words: neither the time nor the page tells
//!   that nobody has it.
//! - A password set by somebody else must be changed first: until then the account has no posts and every page leads there.
//! - A second step (codes of an authenticator, a passkey) guards an account that has one, and an administrator may require
//!   it of roles. A passkey opens the account by itself.
//! - Decides what the national e-identity means: whose account it opens, and what becomes of a password that nobody
//!   vouched for. A provider is plugged in from outside: [`IdentityProvider`].
//! - Tells the edge who acts, with the posts held today: [`People`].

mod attempts;
mod begun;
pub mod commands;
mod domain;
pub mod factors;
mod identify;
pub mod identity;
mod pages;
pub mod passwords;
pub mod permissions;
pub mod queries;
mod vault;

pub use domain::{Account, Fault, Holder, Login, Registration};
pub use identify::People;
pub use identity::{Attested, Departure, Doubt, EIdentity, IdentityProvider, ProviderFault};
pub(crate) use pages::card;
pub use pages::{routes, way_to_level};
pub use passwords::{Cost, Passwords, Weakness};
pub use vault::{Vault, VaultError};

/// Its tables.
pub const MIGRATIONS: store::Room = store::room!("accounts", "0001_accounts", "0002_proofs");
