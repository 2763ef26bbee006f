//! The screens of the room: what applicants file and follow, what officers work on.

mod answers;
pub mod desk;
pub mod filing;
pub mod follow;
mod names;
mod promise;
mod refused;
mod told;
mod uploads;

/// The routes of every screen of the room.
pub fn routes() -> web::Routes {
    filing::routes().merge(follow::routes()).merge(desk::routes()).merge(super::reminders::routes())
}
