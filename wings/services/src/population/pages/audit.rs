//! Who asked the register about whom, when and why: for heads and controllers.

use axum::extract::State;
use base::{Text, clock::wall, text::format};
use jiff::{Timestamp, ToSpan as _};
use uuid::Uuid;
use web::{
    App, Field, Page, Problem, Submitted, Visitor, html,
    redirect::query_value,
    ui::{Column, Form as Fields, Table, button, empty, link},
};

use super::{super::permissions::AUDIT, LIST, ask::outcome};
use crate::{office::Office, population::queries};

const FROM: Field = Field::new("tu", Text::new("Từ ngày", "From"));
const TO: Field = Field::new("den", Text::new("Đến ngày", "To"));
const PAGE: usize = 50;

/// `GET /tra-cuu-dan-cu?tu=…&den=…`
pub(super) async fn show(State(app): State<App>, visitor: Visitor, asked: Submitted) -> Result<Page, Problem> {
    let (lang, today) = (visitor.lang, visitor.today);
    let day = |name: &str| base::text::date::parse(asked.get(name)).ok();
    let to = day(TO.name).unwrap_or(today);
    let from = day(FROM.name).unwrap_or_else(|| to.saturating_sub(30.days()));
    let before = asked
        .get("truoc")
        .split_once('_')
        .and_then(|(at, id)| Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.parse::<Uuid>().ok()?)));
    let reach = visitor.actor()?.reach(&AUDIT);
    let mut lookups = app.read(move |tx| queries::list(tx, &reach, from, to, before, PAGE + 1)).await?;
    let more = lookups.len() > PAGE;
    lookups.truncate(PAGE);
    let agencies = app.get::<Office>().snapshot().agencies;
    let columns = vec![
        Column::text(lang.pick("Lúc", "When")),
        Column::text(lang.pick("Người tra cứu", "Who asked")),
        Column::text(lang.pick("Đơn vị", "Agency")),
        Column::text(lang.pick("Hồ sơ", "Dossier")),
        Column::text(lang.pick("Về ai", "About whom")),
        Column::text(lang.pick("Căn cứ", "Ground")),
        Column::text(lang.pick("Hỏi gì", "What")),
        Column::text(lang.pick("Kết quả", "Outcome")),
    ];
    let rows = lookups.iter().map(|lookup| {
        vec![
            html! { (format::date_time(wall(lookup.at))) },
            html! { (lookup.by) },
            html! {
                @match lookup.agency {
                    Some(agency) => (agencies.short_as_of(agency, today)),
                    None => (lang.pick("chính người dân", "the person herself")),
                }
            },
            html! { @if lookup.code.is_empty() { (lang.pick("hồ sơ đang soạn", "a draft")) } @else { (lookup.code) } },
            html! { (lookup.about) " · " (lookup.subject) },
            html! { (lookup.ground) },
            html! { (crate::population::fields::names(&lookup.facts, lang)) },
            outcome(lang, lookup.outcome),
        ]
    });
    let shown = Submitted::blank().with(FROM.name, from.to_string()).with(TO.name, to.to_string());
    let fields = Fields::new(lang, &shown);
    let older = lookups.last().filter(|_| more).map(|last| {
        let edge = query_value(&format!("{}_{}", last.at.as_microsecond(), last.id));
        format!("{LIST}?tu={from}&den={to}&truoc={edge}")
    });
    let body = html! {
        form.search.filter method="get" action=(LIST) {
            div.more { (fields.day(&FROM)) (fields.day(&TO)) (button(lang.pick("Xem", "Show")).quiet()) }
        }
        @if lookups.is_empty() {
            (empty(lang.pick("Không có lần tra cứu nào trong thời gian này", "No lookup in this time"), html! {}))
        } @else {
            (Table::new(lang.pick("Các lần tra cứu", "Lookups"), columns).quiet().rows(rows))
        }
        @if let Some(older) = older { p.actions { (link(lang.pick("Cũ hơn", "Earlier"), older).quiet()) } }
    };
    Ok(Page::new(lang.pick("Nhật ký tra cứu dân cư", "Who asked the population register"))
        .lead(lang.pick(
            "Ai đã tra cứu, lúc nào, về ai, vì việc gì. Mỗi dòng có trong nhật ký không sửa được của hệ thống.",
            "Who asked, when, about whom and what for. Each line stands in the journal, which cannot be changed.",
        ))
        .desk()
        .body(body))
}
