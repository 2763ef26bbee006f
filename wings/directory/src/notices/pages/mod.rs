//! Notices on screens: what a recipient chooses, what administrators word, set and look after, what gateways report.

mod failed;
mod list;
mod own;
mod report;
mod rules;
mod shown;
mod wording;

use base::Lang;
use web::{
    Access, Kind, Markup, Routes,
    ui::{Tab, tabs},
};

use super::permissions::MANAGE;

pub use shown::{delivery, why};

/// Where administrators word notices.
pub const PATH: &str = "/quan-tri/thong-bao";
/// Where they see what could not be sent.
pub const FAILED: &str = "/quan-tri/thong-bao/chua-gui-duoc";
/// Where they set quiet hours and the order of channels.
pub const RULES: &str = "/quan-tri/thong-bao/cai-dat";
/// Where somebody who is signed in chooses how to be told.
pub const OWN: &str = "/tai-khoan/nhan-thong-bao";

/// The routes of the room.
pub fn routes() -> Routes {
    const ADMIN: Access = Access::Needs(&MANAGE);
    Routes::new()
        .get(PATH, ADMIN, list::show)
        .get("/quan-tri/thong-bao/mau/{kind}/{channel}/{lang}", ADMIN, wording::show)
        .post("/quan-tri/thong-bao/mau/{kind}/{channel}/{lang}", ADMIN, wording::save)
        .get(FAILED, ADMIN, failed::show)
        .post(FAILED, ADMIN, failed::again)
        .get(RULES, ADMIN, rules::show)
        .post(RULES, ADMIN, rules::save)
        .get(OWN, Access::SignedIn, own::show)
        .post(OWN, Access::SignedIn, own::save)
        // The link that stands in every message: whoever holds it needs no account.
        .get("/nt/{link}", Access::Public, own::show_by_link)
        .limited(Kind::Search)
        .post("/nt/{link}", Access::Public, own::save_by_link)
        .limited(Kind::Search)
        // Gateways have no account either: what they sign is checked.
        .post("/thong-bao/bao-phat/{channel}", Access::Public, report::take)
}

/// The administrator's screens of the room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Wordings,
    Failed,
    Rules,
}

fn sections(lang: Lang, here: Section) -> Markup {
    let views = [
        (Section::Wordings, lang.pick("Mẫu thông báo", "Wordings"), PATH),
        (Section::Failed, lang.pick("Chưa gửi được", "Not sent"), FAILED),
        (Section::Rules, lang.pick("Giờ yên tĩnh, thứ tự kênh", "Quiet hours, order of channels"), RULES),
    ];
    let views = views.map(|(section, label, href)| Tab::new(label, href).here(section == here));
    tabs(lang.pick("Thông báo", "Notices"), &views)
}
