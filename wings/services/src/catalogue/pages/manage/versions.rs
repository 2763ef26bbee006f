use axum::extract::{Path, State};
use base::{clock::wall, text::format};
use web::{
    App, Page, Problem, Visitor, html,
    ui::{Column, Table, Tone, card, link, tag},
};

use super::{LIST, findings, span};
use crate::{
    catalogue::{domain::Finding, examine, pages, permissions::PUBLISH, posts},
    office::Office,
};

/// Every version of one procedure, and what the checks say of the newest as things stand today.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> Result<Page, Problem> {
    let (lang, today) = (visitor.lang, visitor.today);
    let snapshot = app.get::<Office>().snapshot();
    let versions = snapshot.catalogue.versions(&code).to_vec();
    let newest = versions.last().cloned().ok_or_else(Problem::not_found)?;
    let agencies = snapshot.agencies.clone();
    let held = app.read(move |tx| posts(tx, &agencies, today)).await.map_err(Problem::from)?;
    let said: Vec<Finding> =
        match examine(&snapshot.agencies, &|level, role| held.contains(&(level, role)), &newest.source) {
            Ok((_, said)) | Err(said) => said,
        };
    let in_force = snapshot.catalogue.in_force(&code, today).map(|one| one.version);
    let columns = vec![
        Column::text(lang.pick("Công bố", "Published")),
        Column::text(lang.pick("Người công bố", "By")),
        Column::text(lang.pick("Áp dụng", "Applies")),
        Column::text(lang.pick("Trạng thái", "State")),
        Column::actions(lang.pick("Xem", "See")),
    ];
    let rows = versions.iter().rev().map(|one| {
        let at = format::date_time(wall(one.published_at));
        vec![
            html! { (at) },
            html! { (one.published_by) },
            html! { (span(lang, one.package.valid_from, one.package.valid_to)) },
            if Some(one.version) == in_force {
                tag(Tone::Good, lang.pick("Đang áp dụng", "In force"))
            } else {
                tag(Tone::Info, lang.pick("Không áp dụng", "Not in force"))
            },
            html! {
                a href={(LIST) "/phien-ban/" (one.version)} { (lang.pick("Văn bản nguồn", "Source")) span.unseen { " " (at) } } " "
                a href={(pages::address(&code)) "?phien-ban=" (one.version)} { (lang.pick("Như người dân thấy", "As citizens see it")) span.unseen { " " (at) } }
            },
        ]
    });
    let may_publish = visitor.actor().is_ok_and(|actor| actor.holds(&PUBLISH));
    let body = html! {
        (card(lang.pick("Các phiên bản", "Versions"), html! {
            (Table::new(lang.pick("Các phiên bản", "Versions"), columns).quiet().rows(rows))
            @if may_publish {
                p.actions { (link(lang.pick("Soạn phiên bản mới từ bản này", "Write a version from the newest"), format!("/quan-tri/thu-tuc/moi?tu={}", newest.version)).quiet()) }
            }
        }))
        (card(lang.pick("Kiểm tra bản mới nhất hôm nay", "The newest version, checked today"), html! {
            @if said.is_empty() {
                p { (lang.pick("Không có gì phải lưu ý.", "Nothing to say.")) }
            } @else {
                (findings(lang, &said))
            }
        }))
    };
    Ok(Page::new(newest.package.name.get(lang))
        .lead(code)
        .crumb(lang.pick("Danh mục thủ tục", "Catalogue"), LIST)
        .desk()
        .body(body))
}
