use axum::extract::State;
use web::{
    App, Page, Submitted, Visitor, html,
    ui::{Column, Tab, Table, details, tabs},
};

use super::href;
use crate::{
    agencies::UNALLOCATED,
    pages::{Section, as_of, as_of_form, days, same_day, sections},
    snapshot::Directory,
};

pub(super) async fn show(State(app): State<App>, visitor: Visitor, asked: Submitted) -> Page {
    let lang = visitor.lang;
    let day = as_of(&visitor, &asked);
    let agencies = app.get::<Directory>().agencies();
    let chosen = agencies.sets().iter().find(|set| set.key == asked.get("bo")).or_else(|| agencies.sets().first());
    let views: Vec<Tab> = agencies
        .sets()
        .iter()
        .map(|set| {
            let here = chosen.is_some_and(|chosen| chosen.key == set.key);
            Tab::new(&*set.key, format!("/quan-tri/bo-bao-cao?{}", asked.query_with(&[("bo", &set.key)]))).here(here)
        })
        .collect();
    let columns = vec![
        Column::number(lang.pick("STT", "No.")),
        Column::text(lang.pick("Đơn vị", "Agency")),
        Column::text(lang.pick("Tên trong bảng", "In tables")),
    ];
    let body = html! {
        (sections(lang, Section::Sets))
        (tabs(lang.pick("Bộ báo cáo", "Reporting sets"), &views))
        @if let Some(set) = chosen {
            @let members = agencies.reporting_set(&set.key, day).unwrap_or_default();
            (as_of_form(lang, "/quan-tri/bo-bao-cao", day, &[("bo", &set.key)]))
            h2 { (lang.pick(&set.title_vi, &set.title_en)) }
            (details()
                .text(lang.pick("Hiệu lực", "In use"), &days(&set.span, lang))
                .text(lang.pick("Nguồn", "Laid down in"), &set.basis))
            (Table::new(lang.pick("Các đơn vị", "Agencies"), columns).quiet().rows(
                members.iter().enumerate().map(|(n, &id)| vec![
                    html! { (n + 1) },
                    html! { @if let Some(agency) = agencies.agency(id) { a href={(href(&agency.slug)) (same_day(&visitor, day))} { (agencies.name_as_of(id, day)) } } },
                    html! { (agencies.short_as_of(id, day)) },
                ]).chain((set.unallocated && !members.is_empty()).then(|| vec![
                    html! { (members.len() + 1) },
                    html! { (UNALLOCATED.get(lang)) },
                    html! {},
                ]))
            ))
        }
    };
    Page::new(lang.pick("Bộ báo cáo", "Reporting sets")).desk().body(body)
}
