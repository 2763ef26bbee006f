//! Notices through the real clients: to the simulators of the gateways, and to a real SMTP server.
#![allow(clippy::unwrap_used)]

mod faults;
mod house;
mod mail;
mod reports;
