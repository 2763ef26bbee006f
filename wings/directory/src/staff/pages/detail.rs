use axum::extract::{Path, State};
use base::StaffId;
use web::{
    App, Page, Problem, Submitted, Visitor, html,
    ui::{Column, Table, Tone, details, link, tag},
};

use crate::{accounts, pages::days, snapshot::Directory, staff::queries};

pub(super) async fn show(State(app): State<App>, Path(id): Path<String>, visitor: Visitor) -> Result<Page, Problem> {
    let (lang, today) = (visitor.lang, visitor.today);
    let id: StaffId = id.parse().map_err(|_| Problem::not_found())?;
    let (member, posts, account) = app
        .read(move |tx| {
            let member = queries::get(tx, id)?.ok_or(store::Error::NotFound)?;
            let account = match accounts::queries::of_staff(tx, id)? {
                Some(account) => Some((accounts::queries::logins(tx, account.id)?, account)),
                None => None,
            };
            Ok::<_, store::Error>((member, queries::posts(tx, id)?, account.map(|(logins, account)| (account, logins))))
        })
        .await?;
    let agencies = app.get::<Directory>().agencies();
    let back = format!("/quan-tri/can-bo/{id}");
    let columns = vec![
        Column::text(lang.pick("Đơn vị", "Agency")),
        Column::text(lang.pick("Chức danh, vai trò", "Title, role")),
        Column::text(lang.pick("Thời gian", "Time")),
        Column::text(lang.pick("Căn cứ", "Basis")),
        Column::actions(lang.pick("Thao tác", "Actions")),
    ];
    let rows = posts.iter().map(|post| {
        let now = post.span.holds(today);
        let open = post.span.until.is_none_or(|until| today < until);
        vec![
            html! { (agencies.name_as_of(post.agency, post.span.last_day().unwrap_or(today))) },
            html! { (post.title(lang)) @if !post.title.is_empty() { " · " (post.role.label().get(lang)) } },
            html! { (days(&post.span, lang)) @if now { " " (tag(Tone::Good, lang.pick("hiện tại", "now"))) } },
            html! { (post.basis) },
            html! { @if open {
                (link(lang.pick("Thôi giữ, điều động", "End or move"), format!("{back}/vi-tri/{}", post.id)).quiet()
                    .about(agencies.short_as_of(post.agency, today)))
            } },
        ]
    });
    let body = html! {
        (details()
            .text(lang.pick("Điện thoại", "Telephone"), &member.phone.as_ref().map(|phone| phone.grouped()).unwrap_or_default())
            .text(lang.pick("Thư điện tử", "E-mail"), member.email.as_ref().map_or("", |email| email.as_str())))
        p.actions { (link(lang.pick("Sửa thông tin", "Change details"), format!("{back}/sua")).quiet()) }
        h2 { (lang.pick("Vị trí công tác", "Posts")) }
        @if posts.is_empty() { p { (lang.pick("Chưa giữ vị trí nào.", "No post yet.")) } }
        @else { (Table::new(lang.pick("Vị trí công tác", "Posts"), columns).quiet().rows(rows)) }
        p.actions { (link(lang.pick("Bổ nhiệm", "Appoint"), format!("{back}/bo-nhiem"))) }
        h2 { (lang.pick("Tài khoản", "Account")) }
        (accounts::card(&visitor, &format!("{back}/tai-khoan"), account.as_ref(), &accounts::Login::suggest(&member.name), &Submitted::blank()))
    };
    Ok(Page::new(&*member.name).crumb(lang.pick("Cán bộ", "Staff"), "/quan-tri/can-bo").desk().body(body))
}
