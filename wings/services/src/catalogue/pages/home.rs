//! The first page: one question.

use axum::extract::State;
use base::Text;
use web::{
    App, Page, Visitor, html,
    ui::{Search, Way, pills, ways},
};

use super::{address, find};
use crate::office::Office;

/// What people ask for most in the province's figures, as far as it is in force.
const OFTEN: [&str; 6] = ["1.001193", "2.000815", "1.004222", "1.001612", "1.004873", "1.009994"];

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Page {
    let lang = visitor.lang;
    let catalogue = app.get::<Office>().catalogue.get();
    let often: Vec<(String, String)> = OFTEN
        .iter()
        .filter_map(|code| catalogue.in_force(code, visitor.today))
        .map(|one| (one.package.plain_name.get(lang).to_owned(), address(&one.package.code)))
        .collect();
    let often: Vec<(&str, &str)> = often.iter().map(|(name, href)| (name.as_str(), href.as_str())).collect();
    let question = visitor.t(Text::new("Hôm nay bạn cần làm thủ tục gì?", "What do you need to do today?"));
    let hero = html! {
        h1 { (question) }
        (Search::new(lang, "/thu-tuc", "q", lang.pick("Tìm thủ tục", "Find a procedure"))
            .placeholder(lang.pick("Ví dụ: khai sinh, đổi giấy phép lái xe, xây nhà…", "For example: birth, driving licence, building…"))
            .big())
        @if !often.is_empty() { (pills(lang.pick("Hay được tìm", "Often asked for"), &often)) }
    };
    let body = html! {
        h2 { (lang.pick("Xem theo lĩnh vực", "By field")) }
        (find::fields(lang, &catalogue, visitor.today))
        h2 { (lang.pick("Đã nộp hồ sơ?", "Filed already?")) }
        (ways(&[Way::new(lang.pick("Tra cứu hồ sơ theo mã", "Track a dossier by its code"), "/tra-cuu")
            .about(html! { (lang.pick("Xem khi nào xong, vì sao, và ai đang giữ hồ sơ.", "See when it will be done, why, and who has it.")) })]))
    };
    Page::new(question).hero(hero).body(body)
}
