//! What officers work on: what is due, worst first; the dossier with every move they may make; who has how much to do;
//! the dossiers behind a figure.
//!
//! Nothing here decides. A page offers a move when the table of moves and the actor's posts allow it; the command decides
//! again.

mod assign;
mod behind;
mod bulk;
mod dossier;
mod find;
mod paper;
mod people;
mod rows;
mod work;
mod workload;

use base::Permission;
use web::{Access, Kind, Routes};

use crate::dossiers::permissions as may;

/// What waits for the actor.
pub const WORK: &str = "/cong-viec";
/// Who has how much to do.
pub const WORKLOAD: &str = "/khoi-luong";
/// The dossiers behind a figure.
pub const BEHIND: &str = "/ho-so";
/// Finding a dossier.
pub const FIND: &str = "/tim-ho-so";

/// Who may open a dossier: staff of its agency, of an agency asked about it, and the controllers. Which dossiers these
/// are is decided where the dossier is known.
const SEE: &[&Permission] = &[&may::READ, &may::LIST, &may::ANSWER];

/// Who may make any move at all. Which moves is decided where the dossier is known.
const MOVE: &[&Permission] = &[
    &may::ACCEPT,
    &may::REFUSE,
    &may::ASK_SUPPLEMENT,
    &may::SUPPLEMENT,
    &may::PROCESS,
    &may::ANSWER,
    &may::SIGN,
    &may::ISSUE,
    &may::HAND_OVER,
    &may::EXTEND,
    &may::WITHDRAW,
    &may::STOP,
    &may::REASSIGN,
    &may::ATTACH,
];

/// The routes of these pages.
pub fn routes() -> Routes {
    Routes::new()
        .get(WORK, Access::Needs(&may::READ), work::show)
        .post("/cong-viec/tiep-nhan", Access::Needs(&may::ACCEPT), bulk::accept)
        .post("/cong-viec/giao-viec", Access::Needs(&may::REASSIGN), assign::assign)
        .get("/xu-ly/{id}", Access::AnyOf(SEE), dossier::show)
        .post("/xu-ly/{id}/{move}", Access::AnyOf(MOVE), dossier::make)
        .get("/giay-to/{id}", Access::AnyOf(SEE), paper::show)
        .get(WORKLOAD, Access::Needs(&may::WORKLOAD), workload::show)
        .get(BEHIND, Access::Needs(&may::LIST), behind::show)
        .get("/ho-so/csv", Access::Needs(&may::LIST), behind::csv)
        .get(FIND, Access::Needs(&may::LIST), find::show)
        .limited(Kind::Search)
}

/// The address of a dossier's screen.
fn dossier_at(id: base::DossierId) -> String {
    format!("/xu-ly/{id}")
}
