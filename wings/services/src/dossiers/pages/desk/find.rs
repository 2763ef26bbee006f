//! Finding a dossier of one's agency by its code, its applicant or its procedure, with or without Vietnamese marks.

use axum::extract::State;
use base::Lang;
use maud::{Markup, html};
use web::{
    Answer, App, Page, Problem, SeeOther, Submitted, Visitor,
    ui::{Column, Search, Table, Tone, empty, layout, tag},
};

use super::{FIND, WORK, dossier_at, rows, rows::Now};
use crate::{
    dossiers::{domain::Dossier, permissions as may, queries},
    office::{Office, Snapshot},
};

/// `GET /tim-ho-so?q=`: a whole code leads straight to its dossier, as a scanner types it off a slip.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Answer, Problem> {
    let lang = visitor.lang;
    let asked = base::text::clean(typed.get("q"));
    let (actor, words) = (visitor.actor()?.clone(), asked.clone());
    let (exact, found) = app
        .read(move |tx| {
            let exact = queries::by_code(tx, &actor, &words.to_uppercase())?;
            let found = match (&exact, words.is_empty()) {
                (None, false) => queries::search(tx, &words, &actor.reach(&may::LIST))?,
                _ => Vec::new(),
            };
            Ok::<_, Problem>((exact, found))
        })
        .await?;
    if let Some(dossier) = exact.filter(|_| !visitor.htmx) {
        return Ok(SeeOther::to(dossier_at(dossier.id)).into());
    }
    let snapshot = app.get::<Office>().snapshot();
    let now = Now::of(&snapshot, visitor.now);
    let found: Vec<Dossier> = found.into_iter().map(|line| line.dossier).collect();
    let results = results(lang, &snapshot, &asked, &found, now);
    let search =
        Search::new(lang, FIND, "q", lang.pick("Mã hồ sơ, tên người nộp hoặc thủ tục", "Code, applicant or procedure"))
            .value(asked)
            .live("ket-qua");
    let body = html! { (search) div #ket-qua { (results) } };
    Ok(Page::new(lang.pick("Tìm hồ sơ", "Find a dossier"))
        .crumb(lang.pick("Việc của tôi", "My work"), WORK)
        .desk()
        .body(body)
        .fragment("ket-qua", results)
        .into())
}

fn results(lang: Lang, snapshot: &Snapshot, asked: &str, found: &[Dossier], now: Now) -> Markup {
    if asked.is_empty() {
        return html! {
            p.hint {
                (lang.pick(
                    "Gõ vài chữ, có dấu hay không dấu đều được; bốn số cuối của mã hồ sơ cũng tìm được.",
                    "A few words, with or without marks; the last four digits of a code will do.",
                ))
            }
        };
    }
    if found.is_empty() {
        return empty(
            lang.pick("Không tìm thấy hồ sơ nào của đơn vị bạn", "No dossier of your agency was found"),
            html! { p { (lang.pick("Thử ít chữ hơn, hoặc so lại mã trên giấy tiếp nhận.", "Try fewer words, or compare the code with the slip.")) } },
        );
    }
    let heads = [("Hồ sơ", "Dossier"), ("Hạn", "Due"), ("Trạng thái", "State")];
    let columns = heads.into_iter().map(|(vi, en)| Column::text(lang.pick(vi, en))).collect();
    layout::plain_card(html! {
        (Table::new(lang.pick("Hồ sơ tìm thấy", "Dossiers found"), columns).quiet().rows(found.iter().map(|dossier| {
            vec![
                rows::what(lang, snapshot, dossier),
                rows::due(lang, snapshot, dossier, now),
                html! {
                    (dossier.state.label().get(lang))
                    @if dossier.state.is_final() { " " (tag(Tone::Info, lang.pick("đã xong", "over"))) }
                },
            ]
        })))
    })
}
