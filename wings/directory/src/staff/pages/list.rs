use axum::extract::State;
use base::text::format::integer;
use web::{
    App, Markup, Page, Problem, Submitted, Visitor, html,
    ui::{Column, Pager, Search, Table, empty, link},
};

use crate::{
    agencies::Agencies,
    pages::{Section, as_of, as_of_box, sections},
    snapshot::Directory,
    staff::queries::{self, Filter},
};

const A_PAGE: usize = 50;

pub(super) async fn show(State(app): State<App>, visitor: Visitor, asked: Submitted) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let day = as_of(&visitor, &asked);
    let agencies = app.get::<Directory>().agencies();
    let agency = agencies.by_slug(asked.get("don_vi"));
    let skip = asked.get("tu").parse().unwrap_or(0);
    let filter = Filter { name: asked.get("q").into(), agency: agency.map(|agency| agency.id), skip, limit: A_PAGE };
    let page = app.read(move |tx| queries::list(tx, &filter, day)).await?;
    let found = results(&visitor, &agencies, &page, &asked, skip);
    let more = html! {
        (as_of_box(lang, day))
        @if let Some(agency) = agency { input type="hidden" name="don_vi" value=(agency.slug); }
    };
    let body = html! {
        (sections(lang, Section::Staff))
        @if let Some(agency) = agency {
            p { (lang.pick("Chỉ những người đang giữ vị trí tại ", "Only those who hold a post in ")) strong { (agency.near(day).name) } ". "
                a href="/quan-tri/can-bo" { (lang.pick("Xem tất cả", "Show all")) } }
        }
        (Search::new(lang, "/quan-tri/can-bo", "q", lang.pick("Họ tên cán bộ", "Name")).value(asked.get("q")).live("ket-qua").more(more))
        div #ket-qua { (found) }
        p.actions { (link(lang.pick("Thêm cán bộ", "Add a member of staff"), "/quan-tri/can-bo/moi")) }
    };
    Ok(Page::new(lang.pick("Cán bộ", "Staff")).desk().body(body).fragment("ket-qua", found))
}

fn results(visitor: &Visitor, agencies: &Agencies, page: &queries::Page, asked: &Submitted, skip: usize) -> Markup {
    let lang = visitor.lang;
    let day = as_of(visitor, asked);
    if page.members.is_empty() {
        return empty(lang.pick("Không tìm thấy cán bộ nào", "Nobody found"), html! {});
    }
    let columns = vec![
        Column::text(lang.pick("Họ và tên", "Name")),
        Column::text(lang.pick("Vị trí", "Posts")),
        Column::text(lang.pick("Liên hệ", "Contact")),
    ];
    let rows = page.members.iter().map(|(member, posts)| {
        vec![
            html! { a href={"/quan-tri/can-bo/" (member.id)} { (member.name) } },
            html! {
                @if posts.is_empty() { (lang.pick("không giữ vị trí", "no post")) }
                @for (n, post) in posts.iter().enumerate() {
                    @if n > 0 { br; }
                    (post.title(lang)) ", " (agencies.short_as_of(post.agency, day))
                }
            },
            html! {
                @if let Some(phone) = &member.phone { (phone.grouped()) " " }
                @if let Some(email) = &member.email { (email) }
            },
        ]
    });
    let at = |skip: usize| format!("/quan-tri/can-bo?{}", asked.query_with(&[("tu", &skip.to_string())]));
    let (first, last) = (skip + 1, skip + page.members.len());
    let pager = Pager::new(lang)
        .before((skip > 0).then(|| at(skip.saturating_sub(A_PAGE))))
        .after((last < page.total).then(|| at(last)))
        .words(format!("{first}–{last} / {}", integer(page.total as i64)));
    html! {
        (Table::new(lang.pick("Cán bộ", "Staff"), columns).quiet().rows(rows))
        (pager)
    }
}
