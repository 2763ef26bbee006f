//! The calendar on the administrator's screens.

mod change;
mod grid;
mod year;

use web::{Access, Routes};

use super::permissions::MANAGE;

const PATH: &str = "/quan-tri/lich";

/// The routes of the room.
pub fn routes() -> Routes {
    const ADMIN: Access = Access::Needs(&MANAGE);
    Routes::new().get(PATH, ADMIN, year::show).post(PATH, ADMIN, change::add).post(
        "/quan-tri/lich/bo",
        ADMIN,
        change::withdraw,
    )
}
