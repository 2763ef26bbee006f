//! The province's figures for everybody: how public services are doing, agency by agency, free to take and use.

use axum::extract::State;
use base::{AgencyId, Lang, Reach};
use web::{App, Markup, Page, Problem, Submitted, Visitor, html};

use super::{
    asked::Asked,
    board::{Board, Wanted},
    definitions, desk,
    names::Names,
    parts, tables,
};
use crate::figures::{Shape, units};

const PATH: &str = "/so-lieu";

pub(super) async fn show(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let asked = Asked::read(typed, visitor.today, Shape::Year);
    let names = Names::of(&app);
    let wanted = Wanted::new(&asked, Reach::All, names.offered_online(&asked, &Reach::All));
    let board =
        desk::on_map(app.read(move |tx| Board::read(tx, &wanted)).await.map_err(Problem::from)?, &names, &asked);
    let lines = units::gather(&names.agencies, asked.map_day(), None, &board.agencies, &board.overdue);
    let compared = desk::compared(lang, &names, &asked, &lines, false);
    let title = lang.pick("Từng cơ quan", "Agency by agency");
    let body = html! {
        (asked.chooser(lang, PATH))
        (desk::live(lang, &visitor, Some(&board)))
        section.stack aria-label=(lang.pick("Tóm tắt", "Summary")) {
            (parts::stats(lang, &asked, &board))
            (parts::identity(lang, &board))
        }
        (desk::charts(lang, &asked, &board, &names, &compared, PATH))
        section.card {
            h2 { (title) }
            p.aside { (lang.pick("Số của huyện, thị xã, thành phố đã gồm các xã, phường, thị trấn.", "The figures of a district include its communes.")) }
            (tables::units(lang, &asked, &names, None, title, &lines))
            (desk::moved(lang, &asked, &names, &board, PATH))
        }
        (communes(lang, &asked, &names, &board, &lines))
        (definitions::show(lang, &asked))
        section.card.open-data {
            h2 { (lang.pick("Dữ liệu mở", "Open data")) }
            p {
                (lang.pick(
                    "Bạn được tự do sử dụng, chia sẻ các số liệu này, kể cả cho mục đích kinh doanh; xin ghi nguồn. Số liệu chỉ là tổng số theo cơ quan, không có thông tin của người nộp hồ sơ.",
                    "You are free to use and share these figures, also commercially; please name the source. They are sums by agency and hold nothing about applicants.",
                ))
            }
            (desk::downloads(lang, &asked, PATH))
        }
    };
    let lead = format!(
        "{} {}",
        lang.pick(
            "Tình hình giải quyết thủ tục hành chính toàn tỉnh.",
            "How public services are doing in the whole province."
        ),
        asked.name(lang)
    );
    Ok(Page::new(lang.pick("Số liệu", "Figures")).lead(lead).wide().body(body))
}

/// The communes of each district, to be opened one by one.
fn communes(lang: Lang, asked: &Asked, names: &Names, board: &Board, lines: &[units::Unit]) -> Markup {
    let open = |top: AgencyId| {
        units::gather(&names.agencies, asked.map_day(), Some(top), &of(board, names, top, asked), &board.overdue)
            .into_iter()
            .filter(|unit| names.agencies.covers(top, asked.map_day()).contains(&unit.agency))
            .collect::<Vec<_>>()
    };
    html! {
        @if lines.iter().any(|unit| unit.below > 0) {
            section.opening {
                h2 { (lang.pick("Chi tiết theo đơn vị trực thuộc", "Below each agency")) }
                @for unit in lines.iter().filter(|unit| unit.below > 0) {
                    @let name = names.short(unit.agency, asked.map_day());
                    details.opens {
                        summary { (name) " (" (unit.below) " " (lang.pick("đơn vị trực thuộc", "below it")) ")" }
                        div.card { (tables::units(lang, asked, names, None, &name, &open(unit.agency))) }
                    }
                }
            }
        }
    }
}

/// The counts of an agency and everything below it.
fn of(
    board: &Board,
    names: &Names,
    top: AgencyId,
    asked: &Asked,
) -> std::collections::BTreeMap<AgencyId, crate::figures::Figures> {
    let covered = names.agencies.covers(top, asked.map_day());
    covered.into_iter().filter_map(|agency| Some((agency, *board.agencies.get(&agency)?))).collect()
}
