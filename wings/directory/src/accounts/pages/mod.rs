//! Signing in, opening an account, one's own account; and the administrator's view of other people's.

mod admin;
mod e_identity;
mod entry;
mod own;
mod passkey;
mod password;
mod people;
mod qr;
mod register;
mod rule;
mod second;
mod security;
mod sign_in;

pub(crate) use admin::card;
pub use e_identity::way_to_level;

use web::{
    Access::{Citizen, Needs, Public, SignedIn},
    Kind, Routes,
};

use super::{factors::REQUIRED_PATH, permissions::MANAGE};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/dang-nhap", Public, sign_in::show)
        .post("/dang-nhap", Public, sign_in::send)
        .limited(Kind::SignIn)
        .get(second::SECOND, Public, second::show)
        .post(second::SECOND, Public, second::send)
        .limited(Kind::SignIn)
        // A signature and a provider's code cannot be guessed: what is limited here is the work.
        .post("/dang-nhap/khoa/thu-thach", Public, passkey::ask)
        .limited(Kind::Search)
        .post("/dang-nhap/khoa", Public, passkey::send)
        .limited(Kind::Search)
        .get("/dang-nhap/dinh-danh", Public, e_identity::leave)
        .limited(Kind::Search)
        .get(e_identity::BACK, Public, e_identity::arrive)
        .limited(Kind::Search)
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
        .get(REQUIRED_PATH, SignedIn, security::show)
        .post("/tai-khoan/bao-mat/ma", SignedIn, security::begin)
        .post("/tai-khoan/bao-mat/ma/xac-nhan", SignedIn, security::confirm)
        .limited(Kind::SignIn)
        .post("/tai-khoan/bao-mat/ma/du-phong", SignedIn, security::renew)
        .post("/tai-khoan/bao-mat/ma/tat", SignedIn, security::remove)
        .limited(Kind::SignIn)
        .post("/tai-khoan/bao-mat/khoa/thu-thach", SignedIn, passkey::ask_new)
        .post("/tai-khoan/bao-mat/khoa", SignedIn, passkey::add)
        .post("/tai-khoan/bao-mat/khoa/{id}/xoa", SignedIn, passkey::remove)
        .get(rule::PATH, Needs(&MANAGE), rule::show)
        .post(rule::PATH, Needs(&MANAGE), rule::save)
        .get("/quan-tri/nguoi-dan", Needs(&MANAGE), people::list)
        .limited(Kind::Search)
        .get("/quan-tri/nguoi-dan/{person}", Needs(&MANAGE), people::show)
        .post("/quan-tri/nguoi-dan/{person}/tai-khoan", Needs(&MANAGE), admin::of_person)
        .post("/quan-tri/can-bo/{staff}/tai-khoan", Needs(&MANAGE), admin::of_staff)
}
