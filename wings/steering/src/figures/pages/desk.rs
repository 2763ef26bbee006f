//! The board: how the agencies that somebody answers for are doing, and where to look first.

use axum::extract::State;
use base::{AgencyId, Lang, Reach, text::format};
use directory::places::Level;
use web::{
    App, Markup, Page, Problem, Submitted, Visitor, html,
    ui::{
        self,
        chart::{Bar, bars},
    },
};

use super::{
    agency,
    asked::Asked,
    board::{Board, Wanted},
    definitions, looking,
    names::Names,
    parts::{self, Compared},
    tables,
};
use crate::figures::{Period, Shape, units};

const PATH: &str = "/dieu-hanh";

pub(super) async fn show(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let (actor, reach) = looking(&visitor)?;
    let names = Names::of(&app);
    if let Reach::Agencies(list) = &reach
        && let [only] = list[..]
        && let Some(agency) = names.agencies.agency(only)
    {
        return agency::page(&app, &visitor, typed, &agency.slug, true).await;
    }
    let asked = Asked::read(typed, visitor.today, Shape::Month);
    let wanted = Wanted::new(&asked, reach.clone(), names.offered_online(&asked, &reach));
    let board = on_map(app.read(move |tx| Board::read(tx, &wanted)).await.map_err(Problem::from)?, &names, &asked);
    let top = top_of(&names, &reach, &asked);
    let lines = units::gather(&names.agencies, asked.map_day(), top, &board.agencies, &board.overdue);
    let compared = compared(lang, &names, &asked, &lines, true);
    let body = html! {
        (asked.chooser(lang, PATH))
        (live(lang, &visitor, Some(&board)))
        section.stack aria-label=(lang.pick("Tóm tắt", "Summary")) {
            (parts::stats(lang, &asked, &board))
            (parts::identity(lang, &board))
        }
        (views(lang, &asked, PATH, true))
        (charts(lang, &asked, &board, &names, &compared, PATH))
        section.card {
            h2 { (lang.pick("Từng cơ quan", "Agency by agency")) }
            (tables::units(lang, &asked, &names, Some(actor), lang.pick("Từng cơ quan", "Agency by agency"), &lines))
            (moved(lang, &asked, &names, &board, PATH))
        }
        (definitions::show(lang, &asked))
        (downloads(lang, &asked, PATH))
    };
    Ok(Page::new(lang.pick("Điều hành", "Board")).lead(scope(lang, &reach, &names, &asked)).desk().body(body))
}

/// Whose figures these are, and of which period.
fn scope(lang: Lang, reach: &Reach, names: &Names, asked: &Asked) -> String {
    let whose = match (reach, top_of(names, reach, asked)) {
        (Reach::All, _) => lang.pick("Toàn tỉnh", "The whole province").to_owned(),
        (_, Some(top)) => names.agencies.name_as_of(top, asked.map_day()).to_owned(),
        (Reach::Agencies(list), None) => format!("{} {}", list.len(), lang.pick("cơ quan", "agencies")),
    };
    format!("{whose} · {}", asked.name(lang))
}

/// The agency above all others in reach, when there is one.
fn top_of(names: &Names, reach: &Reach, asked: &Asked) -> Option<AgencyId> {
    let Reach::Agencies(list) = reach else { return None };
    let above_all = |&&agency: &&AgencyId| {
        let covered = names.agencies.covers(agency, asked.today);
        list.iter().all(|other| covered.contains(other))
    };
    list.iter().find(above_all).copied()
}

/// The board's counts on the map that was asked for.
pub(super) fn on_map(board: Board, names: &Names, asked: &Asked) -> Board {
    if !asked.on_map_of_today {
        return board;
    }
    Board {
        agencies: units::on_map_of(&names.agencies, asked.today, &board.agencies, |a, b| a.plus(&b)),
        overdue: units::on_map_of(&names.agencies, asked.today, &board.overdue, |a, b| a + b),
        ..board
    }
}

/// How fresh the figures are.
pub(super) fn live(lang: Lang, visitor: &Visitor, board: Option<&Board>) -> Markup {
    let at = format::date_time(base::clock::wall(visitor.now));
    html! {
        p.aside {
            (lang.pick("Cộng trực tiếp từ hồ sơ lúc ", "Summed directly from the dossiers at ")) (at) "."
            @if let Some(board) = board {
                (lang.pick(" Tăng, giảm so với ", " Movements are against ")) (within(lang, board.compared)) "."
            }
        }
    }
}

/// The name of a period as it stands within a sentence.
fn within(lang: Lang, period: Period) -> String {
    let name = period.name(lang);
    if lang == Lang::En {
        return name;
    }
    let mut letters = name.chars();
    let small = letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect());
    if period.shape() == Shape::Days { format!("kỳ {small}") } else { small }
}

/// The board, or the same by procedure.
pub(super) fn views(lang: Lang, asked: &Asked, path: &str, agencies: bool) -> Markup {
    ui::tabs(
        lang.pick("Cách xem", "Views"),
        &[
            ui::Tab::new(lang.pick("Theo cơ quan", "By agency"), asked.href(path)).here(agencies),
            ui::Tab::new(
                lang.pick("Theo lĩnh vực, thủ tục", "By field and procedure"),
                asked.href(&format!("{path}/thu-tuc")),
            )
            .here(!agencies),
        ],
    )
}

/// Units with their names, links and places on the map.
pub(super) fn compared(lang: Lang, names: &Names, asked: &Asked, lines: &[units::Unit], linked: bool) -> Vec<Compared> {
    let spots = units::districts(&names.agencies, asked.map_day());
    lines
        .iter()
        .map(|unit| {
            let spot = spots.iter().find(|(agency, _)| *agency == unit.agency).map(|(_, spot)| *spot);
            Compared {
                name: names.line(unit, asked.map_day(), lang),
                top: unit.top,
                figures: unit.all,
                overdue: unit.overdue,
                href: names.page(unit.agency).filter(|_| linked && !unit.top).map(|page| asked.href(&page)),
                spot: spot.map(|spot| (spot.row, spot.col)),
                tier: units::level(&names.agencies, unit.agency, asked.map_day()),
            }
        })
        .collect()
}

/// The curve, the map of districts and the comparison of agencies: each where there is something to show.
pub(super) fn charts(
    lang: Lang,
    asked: &Asked,
    board: &Board,
    names: &Names,
    compared: &[Compared],
    path: &str,
) -> Markup {
    let mapped = compared.len() > 1 && compared.iter().any(|unit| unit.spot.is_some() && !unit.top);
    let ended = !mapped && units::districts(&names.agencies, asked.map_day()).is_empty();
    let of = |tiers: &[Level]| -> Vec<&Compared> {
        compared.iter().filter(|unit| !unit.top && unit.tier.is_some_and(|tier| tiers.contains(&tier))).collect()
    };
    let groups = [
        (lang.pick("Cơ quan cấp tỉnh", "Provincial bodies"), of(&[Level::Province])),
        (lang.pick("Huyện, thị xã, thành phố", "Districts"), of(&[Level::District])),
        (lang.pick("Xã, phường, thị trấn", "Communes"), of(&[Level::Commune])),
    ];
    let indicator = asked.indicator.short().get(lang);
    let flow = html! { section.card { (parts::flow(lang, asked, &names.calendar, &board.curve)) } };
    html! {
        @if mapped {
            div.columns {
                div { (flow) (latest(lang, compared)) }
                section.card {
                    h2 { (indicator) (lang.pick(" theo địa bàn", " by district")) }
                    (parts::map(lang, asked, names, compared))
                }
            }
        } @else {
            (flow)
            (latest(lang, compared))
            @if ended && compared.len() > 1 {
                p.aside { (lang.pick("Từ 1/7/2025 không còn cấp huyện nên không vẽ bản đồ huyện.", "Districts ended on 1/7/2025; there is no map of districts any more.")) }
            }
        }
        @if compared.len() > 1 {
            section.card #so-sanh {
                h2 { (lang.pick("So sánh các cơ quan", "Agencies compared")) }
                (asked.indicators(lang, path))
                div.side-by-side {
                    @for (title, units) in groups.iter().filter(|(_, units)| !units.is_empty()) {
                        (parts::comparison(lang, asked, &format!("{title}: {}", indicator.to_lowercase()), units))
                    }
                }
            }
        }
    }
}

/// Where most is overdue: the first five.
fn latest(lang: Lang, compared: &[Compared]) -> Markup {
    let mut late: Vec<&Compared> = compared.iter().filter(|unit| unit.overdue > 0).collect();
    late.sort_by(|a, b| b.overdue.cmp(&a.overdue).then_with(|| base::text::sort::compare(&a.name, &b.name)));
    late.truncate(5);
    let rows: Vec<Bar> = late
        .iter()
        .map(|unit| {
            let bar = Bar::one(&unit.name, unit.overdue as f64, format::integer(unit.overdue));
            match &unit.href {
                Some(href) => bar.href(href),
                None => bar,
            }
        })
        .collect();
    html! {
        @if compared.len() > 1 && !rows.is_empty() {
            section.card {
                (bars(
                    lang.pick("Quá hạn chưa giải quyết: nhiều nhất", "Open and overdue: where most are"),
                    lang.pick("Cơ quan", "Agency"),
                    &[lang.pick("Hồ sơ", "Dossiers")],
                    &rows,
                    None,
                    None,
                ))
            }
        }
    }
}

/// The way to the other map, when agencies that count something here are no more.
pub(super) fn moved(lang: Lang, asked: &Asked, names: &Names, board: &Board, path: &str) -> Markup {
    let gone = board.agencies.keys().any(|agency| names.agencies.as_of(*agency, asked.today).is_none());
    html! { @if gone || asked.on_map_of_today { (asked.maps(lang, path)) } }
}

/// The same figures for other programs.
pub(super) fn downloads(lang: Lang, asked: &Asked, path: &str) -> Markup {
    html! {
        p.actions {
            (lang.pick("Tải số liệu: ", "Download: "))
            a href=(asked.href(&format!("{path}.csv"))) download { "CSV" } " · "
            a href=(asked.href(&format!("{path}.json"))) download { "JSON" }
        }
    }
}
