use axum::extract::State;
use web::{
    App, Page, Submitted, Visitor, html,
    ui::{Column, Search, Table, Tone, empty, link, tag},
};

use super::{LIST, address, span};
use crate::{
    catalogue::{
        domain::{Confidence, Keyed},
        permissions::PUBLISH,
    },
    office::Office,
};

/// Every procedure by code, with its newest version and how sure we are of it.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, asked: Submitted) -> Page {
    let (lang, today) = (visitor.lang, visitor.today);
    let catalogue = app.get::<Office>().catalogue.get();
    let query = base::text::Query::new(asked.get("q"));
    let newest = catalogue.codes().filter_map(|code| catalogue.versions(code).last());
    let shown: Vec<_> = newest
        .filter(|one| {
            let package = &one.package;
            query.finds(&package.name.vi) || query.finds(&package.plain_name.vi) || query.finds(&package.code)
        })
        .collect();
    let columns = vec![
        Column::text(lang.pick("Thủ tục", "Procedure")),
        Column::text(lang.pick("Mã", "Code")),
        Column::text(lang.pick("Lĩnh vực", "Field")),
        Column::text(lang.pick("Áp dụng", "Applies")),
        Column::number(lang.pick("Phiên bản", "Versions")),
        Column::text(lang.pick("Chắc chắn", "Sureness")),
    ];
    let rows = shown.iter().map(|one| {
        let package = &one.package;
        let tone = match package.sureness.content {
            Confidence::High => Tone::Good,
            Confidence::Medium => Tone::Warn,
            Confidence::Low => Tone::Bad,
        };
        vec![
            html! { a href=(address(&package.code)) { (package.name.get(lang)) } },
            html! { code { (package.code) } },
            html! { (catalogue.field(&package.field).map_or("", |field| field.name.get(lang))) },
            html! { div {
                (span(lang, package.valid_from, package.valid_to))
                @if catalogue.in_force(&package.code, today).is_none() { " " (tag(Tone::Info, lang.pick("Không áp dụng hôm nay", "Not in force today"))) }
            } },
            html! { (catalogue.versions(&package.code).len()) },
            tag(tone, package.sureness.content.label().get(lang)),
        ]
    });
    let found = html! {
        @if shown.is_empty() {
            (empty(lang.pick("Không có thủ tục nào như vậy", "There is no such procedure"), html! {}))
        } @else {
            (Table::new(lang.pick("Danh mục thủ tục", "Catalogue"), columns).quiet().rows(rows))
        }
    };
    let may_publish = visitor.actor().is_ok_and(|actor| actor.holds(&PUBLISH));
    let body = html! {
        @if may_publish { p.actions { (link(lang.pick("Công bố phiên bản mới", "Publish a version"), "/quan-tri/thu-tuc/moi")) } }
        (Search::new(lang, LIST, "q", lang.pick("Tên hoặc mã thủ tục", "Name or code")).value(asked.get("q")).live("ket-qua"))
        div #ket-qua { (found) }
    };
    Page::new(lang.pick("Danh mục thủ tục", "Catalogue of procedures")).desk().body(body).fragment("ket-qua", found)
}
