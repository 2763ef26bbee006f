//! Following a dossier: by its code for anybody, with everything in it for whoever filed it.
//!
//! Every page answers in one order: when it will be done and why then, who has it, what the reader must do.

mod download;
mod mine;
mod moments;
mod one;
mod standing;
mod supplement;
mod track;
mod withdraw;

use web::{Access, Kind, Routes};

pub(super) use download::send;
pub(super) use track::address as tracking;

/// Where anybody asks for a dossier by its code.
pub const TRACK: &str = "/tra-cuu";
/// Where people find their own dossiers and drafts.
pub const MINE: &str = "/ho-so-cua-toi";

/// The routes of these pages.
pub fn routes() -> Routes {
    Routes::new()
        .get(TRACK, Access::Public, track::ask)
        .limited(Kind::Search)
        .get("/tra-cuu/{code}", Access::Public, track::show)
        .limited(Kind::Search)
        .get(MINE, Access::Citizen, mine::list)
        .get("/ho-so-cua-toi/{id}", Access::Citizen, one::show)
        .get("/ho-so-cua-toi/{id}/da-nop", Access::Citizen, one::filed)
        .get("/ho-so-cua-toi/{id}/tep/{file}", Access::Citizen, download::own)
        .post("/ho-so-cua-toi/{id}/bo-sung", Access::Citizen, supplement::send)
        .post("/ho-so-cua-toi/{id}/rut", Access::Citizen, withdraw::send)
}
