//! Giving many dossiers to a colleague at once: somebody is ill, or has too much.

use axum::extract::State;
use base::{StaffId, Text};
use web::{Answer, App, Problem, Submitted, Visitor};

use super::{bulk, work};
use crate::dossiers::commands::{Reassign, reassign};

/// `POST /cong-viec/giao-viec`: gives what was ticked to a colleague, or back to all of the role.
pub(super) async fn assign(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Answer, Problem> {
    let to: Option<StaffId> = match typed.get(work::TO.name) {
        "" => None,
        _ => Some(typed.hidden(work::TO.name)?),
    };
    let telling =
        bulk::Telling { done: Text::new("Đã giao", "Given"), left: Text::new("chưa giao được", "not given") };
    bulk::run(&app, &visitor, typed, telling, move |tx, cx, target| reassign(tx, cx, target, Reassign { to })).await
}
