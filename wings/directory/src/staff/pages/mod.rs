//! The administrator's screens of staff.

mod detail;
mod hire;
mod list;
mod post;

use web::{Access::Needs, Kind, Routes};

use super::permissions::MANAGE;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/quan-tri/can-bo", Needs(&MANAGE), list::show)
        .limited(Kind::Search)
        .get("/quan-tri/can-bo/moi", Needs(&MANAGE), hire::show)
        .post("/quan-tri/can-bo/moi", Needs(&MANAGE), hire::send)
        .get("/quan-tri/can-bo/{staff}", Needs(&MANAGE), detail::show)
        .get("/quan-tri/can-bo/{staff}/sua", Needs(&MANAGE), hire::edit)
        .post("/quan-tri/can-bo/{staff}/sua", Needs(&MANAGE), hire::save)
        .get("/quan-tri/can-bo/{staff}/bo-nhiem", Needs(&MANAGE), post::show)
        .post("/quan-tri/can-bo/{staff}/bo-nhiem", Needs(&MANAGE), post::appoint)
        .get("/quan-tri/can-bo/{staff}/vi-tri/{post}", Needs(&MANAGE), post::show_end)
        .post("/quan-tri/can-bo/{staff}/vi-tri/{post}", Needs(&MANAGE), post::end)
}
