use axum::extract::{Path, State};
use base::{Lang, text::format};
use jiff::{ToSpan, civil::Date};
use web::{
    App, Markup, Page, Problem, Submitted, Visitor, html,
    ui::{Column, Table, Tone, details, notice, tag},
};

use super::{
    href,
    list::{counted, table},
};
use crate::{
    pages::{as_of, as_of_form, days},
    places::{LinkKind, Place, Places},
    snapshot::{Directory, places},
};

pub(super) async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    visitor: Visitor,
    asked: Submitted,
) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let places = places();
    let history = places.history(&code);
    let day = as_of(&visitor, &asked);
    let last = history.last().ok_or(Problem::not_found())?;
    let unit = places.as_of(&code, day).unwrap_or(last);
    let agencies = app.get::<Directory>().agencies();
    let within = if unit.holds(day) { day } else { unit.span.last_day().unwrap_or(unit.span.from) };
    let committee = agencies.committee_of(&code, within);
    let children = places.children(&code, within);
    let path = format!("/quan-tri/dia-ban/{code}");
    let body = html! {
        (as_of_form(lang, &path, day, &[]))
        @if !unit.holds(day) {
            (notice(lang, Tone::Warn, html! { p {
                (lang.pick("Vào ngày này không có đơn vị nào mang mã này.", "No unit has this code on that day."))
            } }))
        }
        (details()
            .row(lang.pick("Mã", "Code"), html! { code { (unit.code) } })
            .text(lang.pick("Loại", "Kind"), unit.kind.label().get(lang))
            .text(lang.pick("Địa chỉ", "Address"), &places.address(&code, within).unwrap_or_default())
            .text(lang.pick("Thời gian", "Time"), &days(&unit.span, lang))
            .text(lang.pick("Căn cứ", "Basis"), &unit.basis)
            .text(lang.pick("Gồm", "Holds"), &counted(places, &code, within, lang))
            .row(lang.pick("Ủy ban nhân dân", "People's committee"), html! {
                @match committee {
                    Some(agency) => a href={"/quan-tri/don-vi/" (agency.slug) "?ngay=" (within)} { (agencies.name_as_of(agency.id, within)) },
                    None => "—",
                }
            }))
        h2 { (lang.pick("Mã này qua các thời kỳ", "This code through time")) }
        (through_time(places, history, lang))
        (succession(places, unit, lang))
        @if !children.is_empty() {
            h2 { (lang.pick("Đơn vị hành chính trực thuộc", "Units below")) }
            (table(places, &children, within, lang))
        }
    };
    Ok(Page::new(&*unit.name)
        .crumb(lang.pick("Địa bàn", "Places"), format!("/quan-tri/dia-ban?ngay={day}"))
        .desk()
        .body(body))
}

fn through_time(places: &Places, history: &[Place], lang: Lang) -> Markup {
    let columns = vec![
        Column::text(lang.pick("Thời gian", "Time")),
        Column::text(lang.pick("Tên", "Name")),
        Column::text(lang.pick("Thuộc", "Under")),
        Column::text(lang.pick("Căn cứ", "Basis")),
    ];
    let rows = history.iter().rev().map(|row| {
        let above = places.above(&row.code, row.span.from).next();
        vec![
            html! { (days(&row.span, lang)) },
            html! { a href=(href(&row.code, row.span.from)) { (row.name) } },
            html! { @if let Some(above) = above { (above.name) } },
            html! { (row.basis) },
        ]
    });
    html! { (Table::new(lang.pick("Mã này qua các thời kỳ", "This code through time"), columns).quiet().rows(rows)) }
}

/// What the unit was made of and what it became, with the clause that says so.
fn succession(places: &Places, unit: &Place, lang: Lang) -> Markup {
    let eve = |on: Date| on.saturating_sub(1.day());
    let columns = vec![
        Column::text(lang.pick("Đơn vị", "Unit")),
        Column::text(lang.pick("Mã", "Code")),
        Column::text(lang.pick("Quan hệ", "Relation")),
        Column::text(lang.pick("Từ ngày", "From")),
        Column::text(lang.pick("Căn cứ", "Basis")),
    ];
    let rows: Vec<Vec<Markup>> = places
        .links_of(unit)
        .map(|link| {
            let came = link.to == unit.code && link.on == unit.span.from;
            let (code, day) = if came { (&link.from, eve(link.on)) } else { (&link.to, link.on) };
            let relation = match (came, link.kind) {
                (_, LinkKind::Kept) => lang.pick("giữ nguyên", "kept as it was"),
                (true, LinkKind::Merged) => lang.pick("nhập vào đơn vị này", "became part of it"),
                (false, LinkKind::Merged) => lang.pick("đơn vị này nhập vào", "it became part of"),
            };
            let district = places.district_of(code, day);
            vec![
                html! {
                    a href=(href(code, day)) { (places.as_of(code, day).map_or("", |other| &other.name)) }
                    @if let Some(district) = district { ", " (district.name) }
                },
                html! { code { (code) } },
                html! { (relation) },
                html! { (format::date(link.on)) },
                html! { (link.basis) },
            ]
        })
        .collect();
    let crossed = places.crossings(unit.span.from).into_iter().find(|crossing| crossing.unit.code == unit.code);
    html! {
        @if !rows.is_empty() {
            h2 { (lang.pick("Sắp xếp, kế thừa", "Succession")) }
            @if let Some(crossing) = crossed {
                p { (tag(Tone::Warn, lang.pick("vượt ranh giới huyện cũ", "crosses old borders"))) " "
                    (lang.pick("Gồm phần của ", "Made of parts of "))
                    (crossing.districts.iter().map(|district| district.name.as_str()).collect::<Vec<_>>().join(", "))
                    (lang.pick("; số liệu theo huyện cũ không tính được từ đơn vị này.", "; figures of the old districts cannot be had from it.")) }
            }
            (Table::new(lang.pick("Sắp xếp, kế thừa", "Succession"), columns).quiet().rows(rows))
        }
    }
}
