//! The style guide: every component with its states, to be looked at and to be checked by tools. Served in a
//! demonstration only. What it shows is made up.

mod board;
mod form;
mod people;

use axum::extract::Path;

use crate::{
    page::Page,
    problem::{Problem, What},
    routes::{Access::Public, Routes},
};

/// Its routes.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/he-thong/mau", Public, people::show)
        .get("/he-thong/mau/ban-lam-viec", Public, board::show)
        .get("/he-thong/mau/bieu-mau", Public, form::show)
        .post("/he-thong/mau/bieu-mau", Public, form::send)
        .get("/he-thong/mau/loi/{kind}", Public, problem)
}

async fn problem(Path(kind): Path<String>) -> Result<Page, Problem> {
    let what = What::ALL.into_iter().find(|what| what.key() == kind);
    Err(what.map_or_else(Problem::not_found, Problem::new))
}
