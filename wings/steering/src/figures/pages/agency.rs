//! One agency and what is below it: its figures, the agencies under it, and the dossiers behind each number of its own.

use axum::extract::{Path, State};
use base::{Actor, AgencyId, Lang, Reach, text::format};
use services::dossiers::{measures::Measure, queries::What};
use web::{
    App, Markup, Page, Problem, Submitted, Visitor, html,
    ui::{Column, Table},
};

use super::{
    asked::Asked,
    board::{Board, Wanted},
    definitions, desk, looking,
    names::Names,
    parts, tables,
};
use crate::figures::{Shape, by_measure, units};

/// The agency of a page, and what of it is in reach: itself and all below it on the days that are looked at.
pub(super) fn in_reach(names: &Names, reach: &Reach, slug: &str, asked: &Asked) -> Result<(AgencyId, Reach), Problem> {
    let agency = names.agencies.by_slug(slug).map(|agency| agency.id).filter(|agency| reach.contains(*agency));
    let agency = agency.ok_or(Problem::not_found())?;
    let mut covered = names.agencies.covers(agency, asked.until());
    covered.retain(|below| reach.contains(*below));
    if covered.is_empty() {
        covered.push(agency);
    }
    Ok((agency, Reach::Agencies(covered)))
}

pub(super) async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: Visitor,
    typed: Submitted,
) -> Result<Page, Problem> {
    page(&app, &visitor, typed, &slug, false).await
}

/// The page of an agency. For somebody who answers for no other it is the board itself.
pub(super) async fn page(
    app: &App,
    visitor: &Visitor,
    typed: Submitted,
    slug: &str,
    is_board: bool,
) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let (actor, reach) = looking(visitor)?;
    let asked = Asked::read(typed, visitor.today, Shape::Month);
    let names = Names::of(app);
    let (agency, below) = in_reach(&names, &reach, slug, &asked)?;
    let offered = names.offered_online(&asked, &below);
    let wanted = Wanted::new(&asked, below, offered);
    let over = asked.period.by(asked.today);
    let (board, own) = app
        .read(move |tx| {
            let own = by_measure(tx, over, &Reach::Agencies(vec![agency]))?;
            Ok::<_, Problem>((Board::read(tx, &wanted)?, own))
        })
        .await?;
    let open = board.agencies.get(&agency).map_or(0, |own| own.open);
    let late = board.overdue.get(&agency).copied().unwrap_or(0);
    let board = desk::on_map(board, &names, &asked);
    let lines = units::gather(&names.agencies, asked.map_day(), Some(agency), &board.agencies, &board.overdue);
    let path = format!("/dieu-hanh/don-vi/{slug}");
    let compared = desk::compared(lang, &names, &asked, &lines, true);
    let body = html! {
        (asked.chooser(lang, &path))
        (desk::live(lang, visitor, Some(&board)))
        section.stack aria-label=(lang.pick("Tóm tắt", "Summary")) {
            (parts::stats(lang, &asked, &board))
            (parts::identity(lang, &board))
        }
        (desk::views(lang, &asked, &path, true))
        (desk::charts(lang, &asked, &board, &names, &compared, &path))
        @if lines.len() > 1 {
            section.card {
                h2 { (lang.pick("Từng cơ quan trực thuộc", "Agencies below")) }
                (tables::units(lang, &asked, &names, Some(actor), lang.pick("Từng cơ quan trực thuộc", "Agencies below"), &lines))
                (desk::moved(lang, &asked, &names, &board, &path))
            }
        }
        @if open > 0 || own.iter().any(|(_, n)| *n != 0) {
            section.card {
                h2 { (lang.pick("Hồ sơ sau mỗi con số", "The dossiers behind each number")) }
                @if lines.len() > 1 {
                    p.aside { (lang.pick("Chỉ hồ sơ của chính cơ quan này, không gồm cơ quan trực thuộc.", "Dossiers of this agency itself, without those below it.")) }
                }
                (behind(lang, &asked, &names, (actor, agency), &own, (open, late)))
            }
        }
        (definitions::show(lang, &asked))
        (downloads(lang, &asked, slug))
    };
    let name = names.agencies.name_as_of(agency, asked.map_day());
    if is_board {
        let lead = format!("{name} · {}", asked.name(lang));
        return Ok(Page::new(lang.pick("Điều hành", "Board")).lead(lead).desk().body(body));
    }
    let mut page =
        Page::new(name).lead(asked.name(lang)).crumb(lang.pick("Điều hành", "Board"), asked.href("/dieu-hanh"));
    for (name, href) in above(&names, agency, &reach, &asked) {
        page = page.crumb(name, href);
    }
    Ok(page.desk().body(body))
}

/// The way down to an agency, as far as it is in reach.
pub(super) fn above(names: &Names, agency: AgencyId, reach: &Reach, asked: &Asked) -> Vec<(String, String)> {
    let mut way: Vec<_> = names
        .agencies
        .above(agency, asked.map_day())
        .filter(|above| reach.contains(above.id) && above.near(asked.map_day()).parent.is_some())
        .filter_map(|above| Some((names.short(above.id, asked.map_day()), asked.href(&names.page(above.id)?))))
        .collect();
    way.reverse();
    way
}

/// Every number of an agency's own, each leading to its dossiers; at the end what is open, and how much of it is late.
fn behind(
    lang: Lang,
    asked: &Asked,
    names: &Names,
    (actor, agency): (&Actor, AgencyId),
    own: &[(Measure, i64)],
    (open, late): (i64, i64),
) -> Markup {
    let period = asked.period.by(asked.today);
    let open = [
        (lang.pick("Đang giải quyết", "Open"), What::Open, open),
        (lang.pick("Quá hạn chưa giải quyết", "Open and overdue"), What::OpenLate, late),
    ];
    let measured = own.iter().map(|(measure, n)| (measure.label().get(lang), What::Measure(*measure), *n));
    let lines = measured.chain(open).map(|(label, what, n)| {
        let list = names.dossiers(actor, agency, what, period, None).filter(|_| n != 0);
        vec![
            html! { (label) },
            html! { (format::integer(n)) },
            html! { @if let Some(href) = list { a href=(href) { (lang.pick("Mở danh sách", "Open the list")) span.unseen { ": " (label) } } } },
        ]
    });
    let columns = vec![
        Column::text(lang.pick("Số liệu", "Figure")),
        Column::number(lang.pick("Số hồ sơ", "Dossiers")),
        Column::actions(lang.pick("Danh sách hồ sơ", "List of dossiers")),
    ];
    html! { (Table::new(lang.pick("Hồ sơ sau mỗi con số", "The dossiers behind each number"), columns).quiet().dense().rows(lines)) }
}

fn downloads(lang: Lang, asked: &Asked, slug: &str) -> Markup {
    html! {
        p.actions {
            (lang.pick("Tải số liệu: ", "Download: "))
            a href=(asked.href(&format!("/dieu-hanh.csv?don-vi={slug}"))) download { "CSV" } " · "
            a href=(asked.href(&format!("/dieu-hanh.json?don-vi={slug}"))) download { "JSON" }
        }
    }
}
