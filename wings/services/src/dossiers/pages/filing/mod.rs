//! Filing: one flow for the portal, the counter and the post.
//!
//! What is typed is kept as a draft from the first field on, right or wrong: leaving and coming back, even after signing
//! out, loses nothing. A draft has steps: where (or for whom, at the counter), the form in parts of a few questions, the
//! papers, and a last look before it is filed. Filing twice files once.

mod agencies;
mod choose;
mod counter;
mod discard;
mod fields;
mod form;
mod known;
mod level;
mod needs;
mod papers;
mod place;
mod plan;
mod receipt;
mod review;
mod sheet;
mod start;
mod step;
mod who;
mod work;

use base::DossierId;
use web::{Access, Kind, Routes};

use crate::dossiers::permissions::FILE;

/// Where officers begin for somebody at the counter, or for papers that came by post.
pub const COUNTER: &str = "/tiep-nhan";

/// Where filing a procedure online begins.
pub fn start_of(code: &str) -> String {
    format!("/nop-ho-so/{code}")
}

/// Where a draft goes on.
pub fn address(draft: DossierId) -> String {
    format!("/ho-so-nhap/{draft}")
}

/// The routes of these pages.
pub fn routes() -> Routes {
    Routes::new()
        .get("/nop-ho-so/{code}", Access::Citizen, start::show)
        .post("/nop-ho-so/{code}", Access::Citizen, start::begin)
        .get("/ho-so-nhap/{id}", Access::SignedIn, step::resume)
        .get("/ho-so-nhap/{id}/{step}", Access::SignedIn, step::show)
        .post("/ho-so-nhap/{id}/{step}", Access::SignedIn, step::send)
        .post("/ho-so-nhap/{id}/{step}/luu", Access::SignedIn, step::keep)
        .get("/ho-so-nhap/{id}/tep/{file}", Access::SignedIn, papers::file)
        .post("/ho-so-nhap/{id}/xoa", Access::SignedIn, discard::discard)
        .get(COUNTER, Access::Needs(&FILE), counter::show)
        .limited(Kind::Search)
        .post(COUNTER, Access::Needs(&FILE), counter::begin)
        .get("/tiep-nhan/{id}/bien-nhan", Access::Needs(&FILE), receipt::show)
}
