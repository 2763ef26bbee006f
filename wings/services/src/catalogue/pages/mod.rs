//! The screens of the room: finding a procedure and reading what it asks; for the office, versions and publication.

mod find;
mod home;
mod manage;
mod procedure;
mod views;

use web::{Access::Public, Kind, Routes};

/// The routes of every screen of the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", Public, home::show)
        .get("/thu-tuc", Public, find::show)
        .limited(Kind::Search)
        .get("/thu-tuc/{code}", Public, procedure::show)
        .merge(manage::routes())
}

/// The address of a procedure's page.
pub fn address(code: &str) -> String {
    format!("/thu-tuc/{code}")
}
