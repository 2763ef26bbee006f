use axum::extract::{Path, State};
use base::{Lang, Text, text::format};
use jiff::civil::Date;
use web::{
    Answer, App, Field, Markup, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Column, Form, Table, Tone, button, details, link, tag},
};

use super::{href, id_of_slug, list::code, words};
use crate::{
    act::Doer,
    agencies::{Agencies, Agency, commands},
    pages::{as_of, as_of_form, days, same_day},
    snapshot::Directory,
    staff,
};

const ALIAS: Field = Field::new("ten_khac", Text::new("Tên khác", "Other name"))
    .required()
    .max(200)
    .hint(Text::new("Cách gọi gặp trong văn bản, bảng biểu.", "As it is called in papers and tables."));

pub(super) async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: Visitor,
    asked: Submitted,
) -> Result<Page, Problem> {
    page(&app, &visitor, &slug, &asked, &Submitted::blank()).await
}

async fn page(app: &App, visitor: &Visitor, slug: &str, asked: &Submitted, typed: &Submitted) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let day = as_of(visitor, asked);
    let directory = app.get::<Directory>();
    let agencies = directory.agencies();
    let agency = agencies.by_slug(slug).ok_or(Problem::not_found())?;
    let headcount = app.read(move |tx| staff::queries::headcount(tx, day)).await?;
    let period = agency.near(day);
    let holds = period.span.holds(day);
    let people = headcount.get(&agency.id).copied().unwrap_or(0);
    let back = href(slug);
    let fields = Form::new(lang, typed);
    let body = html! {
        (as_of_form(lang, &back, day, &[]))
        @if !holds {
            p { (tag(Tone::Warn, lang.pick("không hoạt động", "not in force"))) " "
                (lang.pick("Vào ngày này đơn vị không hoạt động; dưới đây là lúc gần nhất.", "It does not exist on that day; below is the nearest time.")) }
        }
        (details()
            .text(lang.pick("Tên ngắn", "Short name"), &period.short)
            .row(lang.pick("Mã định danh", "Official code"), code(period, lang))
            .text(lang.pick("Loại", "Kind"), period.kind.label().get(lang))
            .text(lang.pick("Cấp", "Tier"), period.level.label().get(lang))
            .row(lang.pick("Cấp trên", "Above"), above(visitor, &agencies, agency, day))
            .row(lang.pick("Địa bàn", "Place"), place(&directory, period.place.as_deref(), period.span.from.max(day.min(period.span.last_day().unwrap_or(day)))))
            .text(lang.pick("Nhận hồ sơ", "Takes dossiers"), lang.pick(if period.one_stop { "có" } else { "không" }, if period.one_stop { "yes" } else { "no" }))
            .row(lang.pick("Cán bộ", "Staff"), html! { a href={"/quan-tri/can-bo?don_vi=" (slug)} { (format::integer(people)) } })
            .text(lang.pick("Khóa", "Key"), &agency.slug))
        p.actions {
            @if agency.life().until.is_none_or(|until| visitor.today < until) {
                (link(lang.pick("Ghi nhận thay đổi", "Record a change"), format!("{back}/thay-doi")))
                (link(lang.pick("Kết thúc, sáp nhập", "End or merge"), format!("{back}/ket-thuc")).quiet())
            }
        }
        h2 { (lang.pick("Qua các thời kỳ", "Through time")) }
        (history(agency, lang))
        (succession(visitor, &agencies, agency))
        (below(visitor, &agencies, agency, day))
        (in_sets(&agencies, agency, day, lang))
        h2 { (lang.pick("Tên khác", "Other names")) }
        @if !agency.aliases.is_empty() {
            ul {
                @for alias in &agency.aliases {
                    li {
                        form.inline method="post" action={(back) "/ten-khac"} {
                            (alias) " "
                            (button(lang.pick("Bỏ", "Remove")).quiet().sends("bo", &**alias).about(&**alias))
                        }
                    }
                }
            }
        }
        (fields.post(format!("{back}/ten-khac"), html! {
            (fields.line(&ALIAS))
            p.actions { (button(lang.pick("Thêm tên", "Add")).quiet()) }
        }))
    };
    Ok(Page::new(&*period.name).crumb(lang.pick("Đơn vị", "Agencies"), "/quan-tri/don-vi").desk().body(body))
}

fn above(visitor: &Visitor, agencies: &Agencies, agency: &Agency, day: Date) -> Markup {
    let parent = agency.near(day).parent.and_then(|id| agencies.agency(id));
    html! {
        @match parent {
            Some(parent) => a href={(href(&parent.slug)) (same_day(visitor, day))} { (parent.near(day).name) },
            None => "—",
        }
    }
}

fn place(directory: &Directory, code: Option<&str>, day: Date) -> Markup {
    let found = code.and_then(|code| directory.places().as_of(code, day));
    html! {
        @match found {
            Some(place) => a href={"/quan-tri/dia-ban/" (place.code) "?ngay=" (day)} { (place.name) " (" (place.code) ")" },
            None => "—",
        }
    }
}

fn history(agency: &Agency, lang: Lang) -> Markup {
    let columns = vec![
        Column::text(lang.pick("Thời gian", "Time")),
        Column::text(lang.pick("Tên", "Name")),
        Column::text(lang.pick("Mã", "Code")),
        Column::text(lang.pick("Căn cứ", "Basis")),
    ];
    let rows = agency.periods().iter().rev().map(|period| {
        vec![
            html! { (days(&period.span, lang)) },
            html! { (period.name) },
            code(period, lang),
            html! { (period.basis) },
        ]
    });
    html! { (Table::new(lang.pick("Qua các thời kỳ", "Through time"), columns).quiet().rows(rows)) }
}

fn succession(visitor: &Visitor, agencies: &Agencies, agency: &Agency) -> Markup {
    let lang = visitor.lang;
    let from: Vec<_> = agencies.predecessors(agency.id).collect();
    let to: Vec<_> = agencies.links().iter().filter(|link| link.from == agency.id).collect();
    if from.is_empty() && to.is_empty() {
        return html! {};
    }
    let columns = vec![
        Column::text(lang.pick("Đơn vị", "Agency")),
        Column::text(lang.pick("Quan hệ", "Relation")),
        Column::text(lang.pick("Từ ngày", "From")),
        Column::text(lang.pick("Căn cứ", "Basis")),
    ];
    let row = |id: base::AgencyId, relation: &str, link: &crate::agencies::Link| {
        vec![
            html! { @if let Some(other) = agencies.agency(id) { a href=(href(&other.slug)) { (other.near(link.on).name) } } },
            html! { (relation) },
            html! { (format::date(link.on)) },
            html! { (link.basis) },
        ]
    };
    let rows = to.iter().map(|link| row(link.to, lang.pick("nhận bàn giao từ đơn vị này", "took over from it"), link));
    let rows = rows
        .chain(from.iter().map(|link| row(link.from, lang.pick("bàn giao cho đơn vị này", "handed over to it"), link)));
    html! {
        h2 { (lang.pick("Kế thừa", "Succession")) }
        (Table::new(lang.pick("Kế thừa", "Succession"), columns).quiet().rows(rows))
    }
}

fn below(visitor: &Visitor, agencies: &Agencies, agency: &Agency, day: Date) -> Markup {
    let lang = visitor.lang;
    let children = agencies.children(agency.id, day);
    let columns = vec![Column::text(lang.pick("Đơn vị", "Agency")), Column::text(lang.pick("Mã", "Code"))];
    let rows = children.iter().map(|child| {
        let period = child.near(day);
        vec![html! { a href={(href(&child.slug)) (same_day(visitor, day))} { (period.name) } }, code(period, lang)]
    });
    html! {
        @if !children.is_empty() {
            h2 { (lang.pick("Đơn vị trực thuộc", "Agencies below")) " (" (children.len()) ")" }
            (Table::new(lang.pick("Đơn vị trực thuộc", "Agencies below"), columns).quiet().rows(rows))
        }
    }
}

fn in_sets(agencies: &Agencies, agency: &Agency, day: Date, lang: Lang) -> Markup {
    let member = |key: &str| agencies.reporting_set(key, day).is_some_and(|members| members.contains(&agency.id));
    let sets: Vec<_> = agencies.sets().iter().filter(|set| set.span.holds(day) && member(&set.key)).collect();
    html! {
        @if !sets.is_empty() {
            h2 { (lang.pick("Trong các bộ báo cáo", "In reporting sets")) }
            ul { @for set in sets { li { a href={"/quan-tri/bo-bao-cao?bo=" (set.key)} { (lang.pick(&set.title_vi, &set.title_en)) } } } }
        }
    }
}

pub(super) async fn name(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: Visitor,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let id = id_of_slug(&app, &slug)?;
    let doer = Doer::of(&app, &visitor)?;
    let removed = typed.get("bo").to_owned();
    let done = if removed.is_empty() {
        let alias = typed.line(&ALIAS);
        if !typed.is_good() {
            return Ok(page(&app, &visitor, &slug, &Submitted::blank(), &typed).await?.unprocessable().into());
        }
        app.write(move |tx| commands::add_alias(tx, doer.act(), id, &alias)).await
    } else {
        app.write(move |tx| commands::remove_alias(tx, doer.act(), id, &removed)).await
    };
    match done {
        Ok(()) => Ok(SeeOther::to(href(&slug)).done(Text::new("Đã lưu.", "Saved.")).into()),
        Err(refused) => {
            let fault = refused.fault()?;
            Err(Problem::conflict(words(&fault)))
        }
    }
}
