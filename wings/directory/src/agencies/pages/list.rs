use axum::extract::State;
use base::{
    Lang,
    text::{Query, format::integer},
};
use jiff::civil::Date;
use web::{
    App, Markup, Page, Problem, Submitted, Visitor, html,
    ui::{Column, Search, Tab, Table, Tone, empty, link, tabs, tag},
};

use super::href;
use crate::{
    agencies::{Agencies, Agency, Period},
    pages::{Section, as_of, as_of_box, same_day, sections},
    places::Level,
    snapshot::Directory,
    staff,
};

pub(super) async fn show(State(app): State<App>, visitor: Visitor, asked: Submitted) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let day = as_of(&visitor, &asked);
    let level = Level::from_key(asked.get("cap")).unwrap_or(Level::Province);
    let typed = asked.get("q");
    let headcount = app.read(move |tx| staff::queries::headcount(tx, day)).await?;
    let agencies = app.get::<Directory>().agencies();
    let rows = rows(&agencies, typed, level, day);
    let found = html! {
        @if typed.is_empty() { (levels(&agencies, level, day, lang, &asked)) }
        (results(&visitor, &agencies, &rows, &headcount, day))
    };
    let body = html! {
        (sections(lang, Section::Agencies))
        (Search::new(lang, "/quan-tri/don-vi", "q", lang.pick("Tên hoặc mã đơn vị", "Name or code")).value(typed)
            .live("ket-qua").more(as_of_box(lang, day)))
        div #ket-qua { (found) }
        p.actions { (link(lang.pick("Thêm đơn vị", "Add an agency"), "/quan-tri/don-vi/moi").quiet()) }
    };
    Ok(Page::new(lang.pick("Đơn vị", "Agencies")).desk().body(body).fragment("ket-qua", found))
}

fn rows<'a>(agencies: &'a Agencies, typed: &str, level: Level, day: Date) -> Vec<(&'a Agency, &'a Period)> {
    if typed.is_empty() {
        return agencies.on(day).filter(|(_, period)| period.level == level).collect();
    }
    // A search finds those who have ended or not begun too: they are often what is looked for.
    agencies.search(&Query::new(typed)).into_iter().map(|agency| (agency, agency.near(day))).collect()
}

fn levels(agencies: &Agencies, here: Level, day: Date, lang: Lang, asked: &Submitted) -> Markup {
    let views = Level::ALL.map(|level| {
        let count = agencies.on(day).filter(|(_, period)| period.level == level).count();
        let href = format!("/quan-tri/don-vi?{}", asked.query_with(&[("cap", level.key())]));
        Tab::new(level.label().get(lang), href).count(integer(count as i64)).here(level == here)
    });
    tabs(lang.pick("Cấp", "Tier"), &views)
}

fn results(
    visitor: &Visitor,
    agencies: &Agencies,
    rows: &[(&Agency, &Period)],
    headcount: &std::collections::HashMap<base::AgencyId, i64>,
    day: Date,
) -> Markup {
    let lang = visitor.lang;
    if rows.is_empty() {
        return empty(lang.pick("Không có đơn vị nào", "No agencies"), html! {});
    }
    let columns = vec![
        Column::text(lang.pick("Đơn vị", "Agency")),
        Column::text(lang.pick("Mã", "Code")),
        Column::text(lang.pick("Cấp trên", "Above")),
        Column::text(lang.pick("Một cửa", "One-stop")),
        Column::number(lang.pick("Cán bộ", "Staff")),
    ];
    let cells = rows.iter().map(|(agency, period)| {
        vec![
            html! {
                a href={(href(&agency.slug)) (same_day(visitor, day))} { (period.name) }
                @if !period.span.holds(day) { " " (tag(Tone::Warn, lang.pick("không hoạt động", "not in force"))) }
            },
            code(period, lang),
            html! { @if let Some(parent) = period.parent { (agencies.short_as_of(parent, day)) } },
            html! { @if period.one_stop { (lang.pick("có", "yes")) } },
            html! { (integer(headcount.get(&agency.id).copied().unwrap_or(0))) },
        ]
    });
    html! { (Table::new(lang.pick("Đơn vị", "Agencies"), columns).quiet().rows(cells)) }
}

/// An official code, or a provisional one marked so.
pub(super) fn code(period: &Period, lang: Lang) -> Markup {
    html! {
        @if let Some(code) = &period.code {
            code { (code.code) }
            @if code.provisional { " " (tag(Tone::Warn, lang.pick("tạm", "provisional"))) }
        }
    }
}
