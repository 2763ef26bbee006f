//! The world outside: one module per neighbour, each a real client of what a room asks for, the settings it needs, and,
//! where the neighbour cannot stand in a test, a simulator of it that can be slow, repeat, lie and fail.
//!
//! A room says in a trait what it needs; a module here implements it; `app` puts the two together.

pub mod gateway;
pub mod mail;
pub mod sms;
pub mod zalo;

/// The simulators, each under a path of its own: what `tinhso simulate` serves.
pub fn simulators() -> axum::Router {
    axum::Router::new().merge(sms::Simulator::default().router()).merge(zalo::Simulator::default().router())
}
