//! The administrator's screens of places: as they were on any day, and what became of them.

mod detail;
mod list;

use web::{Access::Needs, Kind, Routes};

use crate::agencies::permissions::MANAGE;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new().get("/quan-tri/dia-ban", Needs(&MANAGE), list::show).limited(Kind::Search).get(
        "/quan-tri/dia-ban/{code}",
        Needs(&MANAGE),
        detail::show,
    )
}

/// The address of a unit's screen on a day.
fn href(code: &str, day: jiff::civil::Date) -> String {
    format!("/quan-tri/dia-ban/{code}?ngay={day}")
}
