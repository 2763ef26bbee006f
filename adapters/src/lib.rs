//! The world outside: one module per neighbour, each a real client of what a room asks for, the settings it needs, and,
//! where the neighbour cannot stand in a test, a simulator of it that can be slow, repeat, lie and fail.
//!
//! A room says in a trait what it needs; a module here implements it; `app` puts the two together.

pub mod gateway;
pub mod identity;
pub mod mail;
pub mod people;
pub mod population;
pub mod sms;
pub mod zalo;

use std::sync::Arc;

use base::{Clock, Ids, SystemClock};

/// The simulators, each under a path of its own: what `tinhso simulate` serves.
pub fn simulators() -> axum::Router {
    simulators_with(people::People::default(), Arc::new(SystemClock))
}

/// The simulators, knowing these people. What registers say holds for `now`, the time a demonstration lives in; signed
/// tokens live in the time outside, by which they are judged.
pub fn simulators_with(people: people::People, now: Arc<dyn Clock>) -> axum::Router {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ids = Ids::random(clock.clone());
    axum::Router::new()
        .merge(identity::Simulator::new(people.clone(), clock, ids).router())
        .merge(population::Simulator::new(people, now).router())
        .merge(sms::Simulator::default().router())
        .merge(zalo::Simulator::default().router())
}
