//! The dossiers behind a figure: every count on a board opens down to the cases it is made of.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use base::{AgencyId, Lang, clock::wall, text::date, text::format};
use jiff::civil::Date;
use maud::{Markup, html};
use store::facts::Span;
use web::{
    App, Page, Problem, Submitted, Visitor,
    ui::{Column, Table, empty, layout, link},
};

use super::{BEHIND, rows, rows::Now};
use crate::{
    dossiers::{
        domain::Dossier,
        measures::Measure,
        pages::names,
        permissions as may,
        queries::{self, Behind, Slice, Turn, What},
    },
    office::{Office, Snapshot},
};

/// The figure an address asks for. The address is written by a board; one that makes no sense leads nowhere.
fn asked(snapshot: &Snapshot, typed: &Submitted, today: Date) -> Result<Behind, Problem> {
    let what = What::from_key(typed.get("so-lieu")).ok_or_else(Problem::not_found)?;
    let day = |name: &str| match typed.get(name) {
        "" => Ok(None),
        written => date::parse(written).map(Some).map_err(|error| Problem::invalid(error.message())),
    };
    let (from, to) = (day("tu")?, day("den")?.unwrap_or(today));
    let procedure = Some(typed.get("thu-tuc")).filter(|code| !code.is_empty()).map(str::to_owned);
    let agency = agency(snapshot, typed.get("don-vi")).ok_or_else(Problem::not_found)?;
    Ok(Behind { what, agency, procedure, span: Span { from, to }, turn: rows::turn(typed) })
}

/// An agency by its key in addresses or by its id.
fn agency(snapshot: &Snapshot, written: &str) -> Option<AgencyId> {
    let by_slug = snapshot.agencies.by_slug(written).map(|agency| agency.id);
    by_slug.or_else(|| written.parse().ok().filter(|id| snapshot.agencies.agency(*id).is_some()))
}

/// `GET /ho-so?so-lieu=…&don-vi=…&tu=…&den=…&thu-tuc=…`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let snapshot = app.get::<Office>().snapshot();
    let asked = asked(&snapshot, &typed, visitor.today)?;
    let reach = visitor.actor()?.reach(&may::LIST);
    if !reach.contains(asked.agency) {
        return Err(Problem::not_found());
    }
    let wanted = asked.clone();
    let slice = app.read(move |tx| Ok::<_, Problem>(queries::behind(tx, &wanted, &reach)?)).await?;
    let slice = Slice {
        rows: slice.rows.into_iter().map(|line| line.dossier).collect::<Vec<_>>(),
        before: slice.before,
        after: slice.after,
    };
    let now = Now::of(&snapshot, visitor.now);
    let body = html! {
        (facts(lang, &snapshot, &asked))
        @if slice.rows.is_empty() {
            (empty(lang.pick("Không có hồ sơ nào", "No dossiers"), html! {}))
        } @else {
            (layout::plain_card(html! { (list(lang, &snapshot, &asked, &slice.rows, now)) }))
            (rows::pager(lang, BEHIND, &typed, &slice, |dossier| asked.what.day(dossier).unwrap_or(Date::MIN)))
            p.actions {
                (link(lang.pick("Tải danh sách (CSV)", "Download the list (CSV)"), format!("{BEHIND}/csv?{}", typed.query_with(&[("sau", ""), ("truoc", "")]))).quiet())
            }
        }
    };
    Ok(Page::new(name(lang, asked.what))
        .lead(snapshot.agencies.name_as_of(asked.agency, asked.span.to))
        .desk()
        .body(body))
}

/// The figure's name.
fn name(lang: Lang, what: What) -> &'static str {
    match what {
        What::Measure(measure) => measure.label().get(lang),
        What::Open => lang.pick("Hồ sơ đang giải quyết", "Dossiers in hand"),
        What::OpenLate => lang.pick("Hồ sơ đang giải quyết đã quá hạn", "Dossiers in hand and late"),
    }
}

fn period(lang: Lang, asked: &Behind) -> String {
    let to = format::date(asked.span.to);
    match (asked.what.is_stock(), asked.span.from, lang) {
        (true, _, Lang::Vi) => format!("Hết ngày {to}"),
        (true, _, Lang::En) => format!("At the end of {to}"),
        (false, Some(from), Lang::Vi) => format!("Từ {} đến {to}", format::date(from)),
        (false, Some(from), Lang::En) => format!("From {} to {to}", format::date(from)),
        (false, None, Lang::Vi) => format!("Đến hết ngày {to}"),
        (false, None, Lang::En) => format!("Up to {to}"),
    }
}

fn facts(lang: Lang, snapshot: &Snapshot, asked: &Behind) -> Markup {
    html! {
        p {
            strong { (period(lang, asked)) }
            @if let Some(code) = &asked.procedure {
                " · " (snapshot.catalogue.name(code).unwrap_or(code)) " (" (code) ")"
            }
        }
    }
}

/// The heading of the day by which the figure counts.
const fn day_name(lang: Lang, what: What) -> &'static str {
    use Measure::{Digitised, Refused, ResolvedEarly, ResolvedLate, ResolvedOnTime, Stopped, Withdrawn};
    match (what, lang) {
        (What::OpenLate, Lang::Vi) => "Hẹn trả",
        (What::OpenLate, Lang::En) => "Promised for",
        (What::Measure(ResolvedEarly | ResolvedOnTime | ResolvedLate | Digitised), Lang::Vi) => "Giải quyết ngày",
        (What::Measure(ResolvedEarly | ResolvedOnTime | ResolvedLate | Digitised), Lang::En) => "Resolved on",
        (What::Measure(Withdrawn | Stopped | Refused), Lang::Vi) => "Kết thúc ngày",
        (What::Measure(Withdrawn | Stopped | Refused), Lang::En) => "Ended on",
        (_, Lang::Vi) => "Tiếp nhận ngày",
        (_, Lang::En) => "Received on",
    }
}

fn list(lang: Lang, snapshot: &Snapshot, asked: &Behind, dossiers: &[Dossier], now: Now) -> Table {
    let columns = vec![
        Column::text(lang.pick("Hồ sơ", "Dossier")),
        Column::text(day_name(lang, asked.what)),
        Column::text(lang.pick("Kênh", "Channel")),
        Column::text(lang.pick("Trạng thái", "State")),
        Column::text(lang.pick("So với hạn", "Against the term")),
    ];
    Table::new(name(lang, asked.what), columns).quiet().rows(dossiers.iter().map(|dossier| {
        vec![
            rows::what(lang, snapshot, dossier),
            html! { (asked.what.day(dossier).map(format::date).unwrap_or_default()) },
            html! { (dossier.channel.label().get(lang)) },
            html! { (dossier.state.label().get(lang)) },
            rows::due(lang, snapshot, dossier, now),
        ]
    }))
}

/// `GET /ho-so/csv?…`: the whole list for a spreadsheet.
pub(super) async fn csv(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Response, Problem> {
    let lang = visitor.lang;
    let snapshot = app.get::<Office>().snapshot();
    let asked = Behind { turn: Turn::First, ..asked(&snapshot, &typed, visitor.today)? };
    let reach = visitor.actor()?.reach(&may::LIST);
    if !reach.contains(asked.agency) {
        return Err(Problem::not_found());
    }
    let slug = snapshot.agencies.agency(asked.agency).map_or("", |agency| &agency.slug).to_owned();
    let file = format!("{}-{slug}-{}.csv", asked.what.key().replace('.', "-"), asked.span.to);
    let sheet = app
        .read(move |tx| {
            // Begins with the mark by which spreadsheets know Vietnamese from a foreign code page.
            let mut sheet = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
            let broken = |error: csv::Error| store::Error::Engine(error.to_string());
            sheet.write_record(head(lang, asked.what)).map_err(broken)?;
            queries::each_behind(tx, &asked, &reach, |dossier| {
                sheet.write_record(line(lang, &snapshot, asked.what, &dossier)).map_err(broken)
            })?;
            sheet.into_inner().map_err(|error| Problem::internal(error.error()))
        })
        .await?;
    let way = HeaderValue::try_from(format!("attachment; filename=\"{file}\"")).map_err(Problem::internal)?;
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, way)], sheet).into_response())
}

fn head(lang: Lang, what: What) -> [&'static str; 11] {
    let day = day_name(lang, what);
    match lang {
        Lang::Vi => [
            "Mã hồ sơ",
            "Mã thủ tục",
            "Thủ tục",
            "Đơn vị",
            "Người nộp",
            day,
            "Kênh",
            "Trạng thái",
            "Nộp lúc",
            "Hẹn trả",
            "Kết quả",
        ],
        Lang::En => [
            "Code",
            "Procedure code",
            "Procedure",
            "Agency",
            "Applicant",
            day,
            "Channel",
            "State",
            "Filed at",
            "Promised for",
            "Result",
        ],
    }
}

fn line(lang: Lang, snapshot: &Snapshot, what: What, dossier: &Dossier) -> [String; 11] {
    let iso = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        dossier.code.clone(),
        dossier.procedure.clone(),
        names::procedure(snapshot, lang, dossier.version, &dossier.procedure),
        names::agency(snapshot, dossier.agency, dossier.filed_at),
        dossier.applicant_name.clone(),
        iso(what.day(dossier)),
        dossier.channel.label().get(lang).to_owned(),
        dossier.state.label().get(lang).to_owned(),
        wall(dossier.filed_at).strftime("%Y-%m-%d %H:%M").to_string(),
        iso(dossier.due.map(|due| due.on)),
        dossier.timeliness.map(|how| how.label().get(lang).to_owned()).unwrap_or_default(),
    ]
    .map(plain)
}

/// What a spreadsheet must not take for a formula.
fn plain(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_formula() {
        assert_eq!(plain("=1+1".into()), "'=1+1");
        assert_eq!(plain("Nguyễn Văn An".into()), "Nguyễn Văn An");
    }

    #[test]
    fn every_figure_names_the_day_it_counts_by() {
        let measures = Measure::ALL.map(What::Measure);
        for what in measures.into_iter().chain([What::Open, What::OpenLate]) {
            assert_eq!(What::from_key(what.key()), Some(what));
            assert_ne!(name(Lang::Vi, what), name(Lang::En, what));
            assert_ne!(day_name(Lang::Vi, what), day_name(Lang::En, what));
        }
    }
}
