//! Staff: who works where, as what, since when.
//!
//! - Owns the members of staff and their posts. A post is one role in one agency for a time; somebody may hold several,
//!   and keeps the same [`base::StaffId`] through all of them. The posts held today are what a person may do today.
//! - Hiring writes a member of staff; appointing gives a post; moving ends one post and begins another on the same day.
//! - Headcount by agency is the denominator of mail, signature and training rates.
//! - Signing in is not here: see [`crate::accounts`].

pub mod commands;
mod domain;
mod pages;
pub mod permissions;
pub mod queries;

pub use domain::{Fault, Member, NewMember, NewPost, Post, PostId};
pub use pages::routes;

/// Its tables.
pub const MIGRATIONS: store::Room = store::room!("staff", "0001_staff");
