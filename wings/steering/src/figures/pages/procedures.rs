//! The same figures by field and procedure.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::Response,
};
use base::{Actor, AgencyId, Lang, Reach, text::format};
use services::dossiers::queries::What;
use web::{
    App, Markup, Page, Problem, Submitted, Visitor, html,
    ui::{Column, Table, empty},
};

use super::{
    agency,
    asked::Asked,
    definitions, desk, download, looking,
    names::Names,
    parts,
    tables::{narrow, number},
};
use crate::figures::{Figures, Indicator, Shape, by_procedure};

/// A field of work with its procedures.
struct Field {
    name: String,
    whole: Figures,
    procedures: Vec<(String, String, Figures)>,
}

pub(super) async fn of_all(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Page, Problem> {
    let (_, reach) = looking(&visitor)?;
    let asked = Asked::read(typed, visitor.today, Shape::Month);
    let names = Names::of(&app);
    let found = by_code(&app, &asked, reach.clone()).await?;
    let fields = by_field(&names, &asked, visitor.lang, &found);
    let title = visitor.lang.pick("Theo lĩnh vực, thủ tục", "By field and procedure");
    let page = Page::new(title).lead(asked.name(visitor.lang));
    let page = page.crumb(visitor.lang.pick("Điều hành", "Board"), asked.href("/dieu-hanh"));
    Ok(page.desk().body(body(&visitor, &asked, &names, "/dieu-hanh", None, &fields)))
}

pub(super) async fn of_agency(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: Visitor,
    typed: Submitted,
) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let (actor, reach) = looking(&visitor)?;
    let asked = Asked::read(typed, visitor.today, Shape::Month);
    let names = Names::of(&app);
    let (id, below) = agency::in_reach(&names, &reach, &slug, &asked)?;
    // Dossiers are listed by agency: with agencies below, a number is not one list.
    let alone = matches!(&below, Reach::Agencies(list) if list.len() == 1).then_some((actor, id));
    let found = by_code(&app, &asked, below).await?;
    let fields = by_field(&names, &asked, lang, &found);
    let path = format!("/dieu-hanh/don-vi/{slug}");
    let mut page = Page::new(lang.pick("Theo lĩnh vực, thủ tục", "By field and procedure")).lead(asked.name(lang));
    page = page.crumb(lang.pick("Điều hành", "Board"), asked.href("/dieu-hanh"));
    for (name, href) in agency::above(&names, id, &reach, &asked) {
        page = page.crumb(name, href);
    }
    page = page.crumb(names.short(id, asked.map_day()), asked.href(&path));
    Ok(page.desk().body(body(&visitor, &asked, &names, &path, alone, &fields)))
}

pub(super) async fn csv(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Response, Problem> {
    let (_, mut reach) = looking(&visitor)?;
    let slug = typed.get("don-vi").to_owned();
    let asked = Asked::read(typed, visitor.today, Shape::Month);
    let names = Names::of(&app);
    if !slug.is_empty() {
        reach = agency::in_reach(&names, &reach, &slug, &asked)?.1;
    }
    let found = by_code(&app, &asked, reach).await?;
    let fields = by_field(&names, &asked, Lang::Vi, &found);
    let rows = fields.iter().flat_map(|field| field.procedures.iter().map(move |procedure| (field, procedure)));
    let rows = rows.map(|(field, (code, name, figures))| (vec![field.name.as_str(), code, name], *figures));
    download::table(&["field", "code", "procedure"], rows, &format!("thu-tuc-{}", asked.period.code()))
}

async fn by_code(app: &App, asked: &Asked, reach: Reach) -> Result<BTreeMap<String, Figures>, Problem> {
    let period = asked.period.by(asked.today);
    app.read(move |tx| by_procedure(tx, period, &reach)).await.map_err(Problem::from)
}

fn by_field(names: &Names, asked: &Asked, lang: Lang, found: &BTreeMap<String, Figures>) -> Vec<Field> {
    let mut fields: BTreeMap<String, Field> = BTreeMap::new();
    for (code, figures) in found.iter().filter(|(_, figures)| !figures.is_empty()) {
        let (key, name) = names.field(code, asked.until(), lang);
        let field =
            fields.entry(key).or_insert_with(|| Field { name, whole: Figures::default(), procedures: Vec::new() });
        field.whole = field.whole.plus(figures);
        field.procedures.push((code.clone(), names.procedure(code, asked.until(), lang), *figures));
    }
    let mut fields: Vec<Field> = fields.into_values().collect();
    for field in &mut fields {
        field.procedures.sort_by(|a, b| b.2.received_new().cmp(&a.2.received_new()).then_with(|| a.0.cmp(&b.0)));
    }
    fields.sort_by(|a, b| {
        b.whole.received_new().cmp(&a.whole.received_new()).then_with(|| base::text::sort::compare(&a.name, &b.name))
    });
    fields
}

fn columns(lang: Lang, first: &str) -> Vec<Column> {
    vec![
        Column::text(first),
        Column::number(lang.pick("Mới tiếp nhận", "New")),
        Column::number(lang.pick("Trực tuyến", "Online")),
        Column::number(lang.pick("Đã giải quyết", "Resolved")),
        Column::number(lang.pick("Đúng hạn", "In time")),
        Column::number(lang.pick("Quá hạn", "Late")),
        Column::number(lang.pick("Đang giải quyết", "Open")),
        Column::number(lang.pick("Số hoá", "Digitised")),
    ]
}

fn body(
    visitor: &Visitor,
    asked: &Asked,
    names: &Names,
    path: &str,
    alone: Option<(&Actor, AgencyId)>,
    fields: &[Field],
) -> Markup {
    let lang = visitor.lang;
    let here = format!("{path}/thu-tuc");
    let share = |indicator: Indicator, figures: &Figures| {
        let (part, whole) = indicator.of(figures);
        html! { (parts::share(part, whole)) }
    };
    let cells = |first: Markup, figures: &Figures, code: Option<&str>| {
        let list = |what: What| {
            let ((actor, agency), code) = (alone?, code?);
            names.dossiers(actor, agency, what, asked.period.by(asked.today), Some(code))
        };
        vec![
            first,
            number(figures.received_new(), None),
            share(Indicator::Online, figures),
            number(figures.resolved, None),
            share(Indicator::InTime, figures),
            number(figures.resolved_late, list(What::Measure(services::dossiers::measures::Measure::ResolvedLate))),
            number(figures.open, list(What::Open)),
            share(Indicator::Digitised, figures),
        ]
    };
    let whole = fields.iter().fold(Figures::default(), |sum, field| sum.plus(&field.whole));
    let by_field = fields.iter().enumerate().map(|(n, field)| {
        let link = html! { a href={"#linh-vuc-" (n)} { (field.name) } };
        cells(link, &field.whole, None)
    });
    let title = lang.pick("Theo lĩnh vực", "By field");
    let query = if path == "/dieu-hanh" {
        String::new()
    } else {
        format!("?don-vi={}", path.rsplit('/').next().unwrap_or_default())
    };
    html! {
        (asked.chooser(lang, &here))
        (desk::live(lang, visitor, None))
        (desk::views(lang, asked, path, false))
        @if fields.is_empty() {
            (empty(lang.pick("Chưa có hồ sơ nào trong kỳ này", "No dossiers in this period"), html! {}))
        } @else {
            section.card {
                h2 { (title) }
                div.figures.by-procedure {
                    (Table::new(title, columns(lang, lang.pick("Lĩnh vực", "Field"))).quiet().dense().rows(by_field)
                        .total(cells(html! { (lang.pick("Cộng", "Total")) }, &whole, None)))
                    (narrow(lang))
                }
            }
            @for (n, field) in fields.iter().enumerate() {
                section.card id={"linh-vuc-" (n)} {
                    h2 { (field.name) " " span.aside { (format::integer(field.whole.received_new())) " " (lang.pick("hồ sơ mới", "new dossiers")) } }
                    div.figures.by-procedure {
                    (Table::new(&field.name, columns(lang, lang.pick("Thủ tục", "Procedure"))).quiet().dense().rows(field.procedures.iter().map(|(code, name, figures)| {
                        cells(html! { (name) span.sub { (code) } }, figures, Some(code))
                    })))
                    }
                }
            }
            (definitions::show(lang, asked))
            p.actions {
                (lang.pick("Tải số liệu: ", "Download: "))
                a href=(asked.href(&format!("/dieu-hanh/thu-tuc.csv{query}"))) download { "CSV" }
            }
        }
    }
}
