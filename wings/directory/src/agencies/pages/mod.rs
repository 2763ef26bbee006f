//! The administrator's screens of agencies.

mod amend;
mod create;
mod detail;
mod end;
mod list;
mod sets;

use base::{AgencyId, Lang};
use jiff::civil::Date;
use web::{Access::Needs, App, Kind, Problem, Routes, Words, ui::Choice};

use super::{Agencies, Fault, permissions::MANAGE};
use crate::snapshot::Directory;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/quan-tri/don-vi", Needs(&MANAGE), list::show)
        .limited(Kind::Search)
        .get("/quan-tri/don-vi/moi", Needs(&MANAGE), create::show)
        .post("/quan-tri/don-vi/moi", Needs(&MANAGE), create::send)
        .get("/quan-tri/don-vi/{slug}", Needs(&MANAGE), detail::show)
        .post("/quan-tri/don-vi/{slug}/ten-khac", Needs(&MANAGE), detail::name)
        .get("/quan-tri/don-vi/{slug}/thay-doi", Needs(&MANAGE), amend::show)
        .post("/quan-tri/don-vi/{slug}/thay-doi", Needs(&MANAGE), amend::send)
        .get("/quan-tri/don-vi/{slug}/ket-thuc", Needs(&MANAGE), end::show)
        .post("/quan-tri/don-vi/{slug}/ket-thuc", Needs(&MANAGE), end::send)
        .get("/quan-tri/bo-bao-cao", Needs(&MANAGE), sets::show)
}

/// The address of an agency's screen.
pub(crate) fn href(slug: &str) -> String {
    format!("/quan-tri/don-vi/{slug}")
}

/// The id of the agency with a slug.
fn id_of_slug(app: &App, slug: &str) -> Result<AgencyId, Problem> {
    let agencies = app.get::<Directory>().agencies();
    agencies.by_slug(slug).map(|agency| agency.id).ok_or(Problem::not_found())
}

/// The agencies of a day to choose from, under the names of those above them.
pub(crate) fn choices(agencies: &Agencies, day: Date) -> Vec<Choice> {
    let mut rows: Vec<_> = agencies.on(day).map(|(agency, period)| (period.parent, agency, period)).collect();
    rows.sort_by_key(|(parent, _, period)| (period.level, parent.map(|id| agencies.name_as_of(id, day))));
    let choice = |(parent, agency, period): (Option<AgencyId>, &super::Agency, &super::Period)| {
        let choice = Choice::new(agency.id.to_string(), &*period.name);
        match parent {
            Some(parent) => choice.group(agencies.name_as_of(parent, day)),
            None => choice,
        }
    };
    rows.into_iter().map(choice).collect()
}

/// Why a change cannot be made, in both languages.
fn words(fault: &Fault) -> Words {
    Words::new(fault.message(Lang::Vi), fault.message(Lang::En))
}
