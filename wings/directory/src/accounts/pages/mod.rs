//! Signing in, opening an account, one's own account; and the administrator's view of other people's.

mod admin;
mod own;
mod password;
mod people;
mod register;
mod sign_in;

pub(crate) use admin::card;

use web::{
    Access::{Citizen, Needs, Public, SignedIn},
    Kind, Routes,
};

use super::permissions::MANAGE;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/dang-nhap", Public, sign_in::show)
        .post("/dang-nhap", Public, sign_in::send)
        .limited(Kind::SignIn)
        .get("/dang-ky", Public, register::show)
        .post("/dang-ky", Public, register::send)
        .limited(Kind::SignIn)
        .get("/tai-khoan", SignedIn, own::show)
        .post("/tai-khoan/phien", SignedIn, own::end_sessions)
        .get("/tai-khoan/thong-tin", Citizen, own::edit)
        .post("/tai-khoan/thong-tin", Citizen, own::save)
        .get("/tai-khoan/mat-khau", SignedIn, password::show)
        .post("/tai-khoan/mat-khau", SignedIn, password::send)
        .limited(Kind::SignIn)
        .get("/quan-tri/nguoi-dan", Needs(&MANAGE), people::list)
        .limited(Kind::Search)
        .get("/quan-tri/nguoi-dan/{person}", Needs(&MANAGE), people::show)
        .post("/quan-tri/nguoi-dan/{person}/tai-khoan", Needs(&MANAGE), admin::of_person)
        .post("/quan-tri/can-bo/{staff}/tai-khoan", Needs(&MANAGE), admin::of_staff)
}
