//! Asking from a dossier; and who asked.

mod ask;
mod audit;

use base::DossierId;
use web::{Access, Kind, Routes};

use super::permissions::{AUDIT, LOOK_UP};

/// Who asked about whom.
pub const LIST: &str = "/tra-cuu-dan-cu";

/// Where the register is asked about the people of a dossier.
pub fn address(dossier: DossierId) -> String {
    format!("{LIST}/{dossier}")
}

/// The routes of these pages.
pub fn routes() -> Routes {
    Routes::new()
        .get(LIST, Access::Needs(&AUDIT), audit::show)
        .get("/tra-cuu-dan-cu/{id}", Access::Needs(&LOOK_UP), ask::show)
        .post("/tra-cuu-dan-cu/{id}", Access::Needs(&LOOK_UP), ask::send)
        .limited(Kind::Search)
}
