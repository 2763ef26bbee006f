//! The same figures as files: a line for each agency, for spreadsheets and other programs.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use base::{AgencyId, Lang, Reach};
use serde_json::{Value, json};
use web::{App, Problem, Submitted, Visitor};

use super::{agency, asked::Asked, definitions::DEFINITIONS, looking, names::Names};
use crate::figures::{Figures, Indicator, Shape, by_agency, overdue};

/// The figures of a download, and what they are of.
struct Sheet {
    asked: Asked,
    names: Names,
    agencies: BTreeMap<AgencyId, Figures>,
    overdue: BTreeMap<AgencyId, i64>,
}

pub(super) async fn open_csv(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Response, Problem> {
    csv(&read(&app, &visitor, typed, Shape::Year, Reach::All).await?)
}

pub(super) async fn open_json(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Response, Problem> {
    Ok(json_of(&read(&app, &visitor, typed, Shape::Year, Reach::All).await?, &visitor))
}

pub(super) async fn board_csv(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Response, Problem> {
    let (_, reach) = looking(&visitor)?;
    csv(&read(&app, &visitor, typed, Shape::Month, reach).await?)
}

pub(super) async fn board_json(
    State(app): State<App>,
    visitor: Visitor,
    typed: Submitted,
) -> Result<Response, Problem> {
    let (_, reach) = looking(&visitor)?;
    Ok(json_of(&read(&app, &visitor, typed, Shape::Month, reach).await?, &visitor))
}

async fn read(app: &App, visitor: &Visitor, typed: Submitted, usual: Shape, reach: Reach) -> Result<Sheet, Problem> {
    let slug = typed.get("don-vi").to_owned();
    let asked = Asked::read(typed, visitor.today, usual);
    let names = Names::of(app);
    let reach = if slug.is_empty() { reach } else { agency::in_reach(&names, &reach, &slug, &asked)?.1 };
    let (period, until) = (asked.period.by(asked.today), asked.until());
    let (agencies, overdue) =
        app.read(move |tx| Ok::<_, Problem>((by_agency(tx, period, &reach)?, overdue(tx, until, &reach)?))).await?;
    Ok(Sheet { asked, names, agencies, overdue })
}

/// The columns of counts, in the order of [`counts`].
const COUNTS: [&str; 15] = [
    "received",
    "received_new",
    "received_online",
    "received_direct_or_post",
    "carried_over",
    "resolved",
    "resolved_early",
    "resolved_on_time",
    "resolved_late",
    "open",
    "ended",
    "digitised",
    "refused",
    "in_time_percent",
    "online_percent",
];

fn counts(figures: &Figures) -> [String; 15] {
    let percent =
        |indicator: Indicator| indicator.percent(figures).map_or_else(String::new, |share| format!("{share:.2}"));
    [
        figures.received.to_string(),
        figures.received_new().to_string(),
        figures.received_online.to_string(),
        figures.received_direct_or_post.to_string(),
        figures.carried_over.to_string(),
        figures.resolved.to_string(),
        figures.resolved_early.to_string(),
        figures.resolved_on_time.to_string(),
        figures.resolved_late.to_string(),
        figures.open.to_string(),
        figures.ended.to_string(),
        figures.digitised.to_string(),
        figures.refused.to_string(),
        percent(Indicator::InTime),
        percent(Indicator::Online),
    ]
}

/// A file of lines that begin with `heads` and go on with the counts. A mark at its beginning tells spreadsheets that
/// it is UTF-8: without it they break Vietnamese.
pub(super) fn table<'a>(
    heads: &[&str],
    rows: impl Iterator<Item = (Vec<&'a str>, Figures)>,
    name: &str,
) -> Result<Response, Problem> {
    let mut file = csv::Writer::from_writer(Vec::from("\u{feff}"));
    let broken = |error: csv::Error| Problem::internal(error);
    file.write_record(heads.iter().copied().chain(COUNTS)).map_err(broken)?;
    for (first, figures) in rows {
        let counts = counts(&figures);
        file.write_record(first.into_iter().chain(counts.iter().map(String::as_str))).map_err(broken)?;
    }
    let bytes = file.into_inner().map_err(Problem::internal)?;
    Ok(attached("text/csv; charset=utf-8", &format!("{name}.csv"), bytes))
}

fn attached(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let mut response = ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], bytes).into_response();
    // The name is made of a period's code: plain letters, digits, points and dashes.
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The agencies in the order of lists, with those that only have something overdue.
fn ordered(sheet: &Sheet) -> Vec<(AgencyId, Figures, i64)> {
    let known = sheet.names.agencies.all().iter().map(|agency| agency.id);
    known
        .filter_map(|id| {
            let (figures, late) = (sheet.agencies.get(&id).copied(), sheet.overdue.get(&id).copied());
            (figures.is_some() || late.is_some()).then(|| (id, figures.unwrap_or_default(), late.unwrap_or(0)))
        })
        .collect()
}

fn csv(sheet: &Sheet) -> Result<Response, Problem> {
    let day = sheet.asked.until();
    let (from, to) = (sheet.asked.period.from.to_string(), day.to_string());
    let lines = ordered(sheet);
    let late: Vec<String> = lines.iter().map(|(_, _, late)| late.to_string()).collect();
    let rows = lines.iter().zip(&late).filter_map(|((id, figures, _), late)| {
        let agency = sheet.names.agencies.agency(*id)?;
        let then = agency.near(day);
        let first = vec![from.as_str(), to.as_str(), &agency.slug, &then.name, then.level.key(), late.as_str()];
        Some((first, *figures))
    });
    let heads = ["from", "to", "agency", "name", "level", "overdue"];
    table(&heads, rows, &format!("so-lieu-{}", sheet.asked.period.code()))
}

fn json_of(sheet: &Sheet, visitor: &Visitor) -> Response {
    let day = sheet.asked.until();
    let lines = ordered(sheet);
    let whole = lines.iter().fold(Figures::default(), |sum, (_, figures, _)| sum.plus(figures));
    let late: i64 = lines.iter().map(|(_, _, late)| late).sum();
    let agencies: Vec<Value> = lines
        .iter()
        .filter_map(|(id, figures, late)| {
            let agency = sheet.names.agencies.agency(*id)?;
            let then = agency.near(day);
            let parent = then.parent.and_then(|parent| sheet.names.agencies.agency(parent)).map(|above| &above.slug);
            let mut line = told(figures, *late);
            line["agency"] = json!(agency.slug);
            line["code"] = json!(then.code.as_ref().map(|code| code.code.as_str()));
            line["name"] = json!(then.name);
            line["level"] = json!(then.level.key());
            line["parent"] = json!(parent);
            Some(line)
        })
        .collect();
    let targets: Vec<Value> = [Indicator::InTime, Indicator::Online, Indicator::Digitised, Indicator::Services]
        .into_iter()
        .filter_map(|indicator| {
            let target = indicator.target(day)?;
            let label = indicator.label();
            Some(json!({
                "indicator": label.vi, "indicator_en": label.en, "percent": target.percent,
                "official": target.official, "basis": target.basis,
            }))
        })
        .collect();
    let definitions: Vec<Value> = DEFINITIONS
        .iter()
        .map(|(term, words)| json!({ "term": term.vi, "definition": words.vi, "term_en": term.en, "definition_en": words.en }))
        .collect();
    let body = json!({
        "period": { "code": sheet.asked.period.code(), "name": sheet.asked.period.name(Lang::Vi), "from": sheet.asked.period.from, "to": day },
        "computed_at": visitor.now,
        "whole": told(&whole, late),
        "agencies": agencies,
        "targets": targets,
        "definitions": definitions,
    });
    Json(body).into_response()
}

fn told(figures: &Figures, late: i64) -> Value {
    let mut line = serde_json::to_value(figures).unwrap_or_default();
    line["received_new"] = json!(figures.received_new());
    line["overdue"] = json!(late);
    for (key, indicator) in [
        ("in_time_percent", Indicator::InTime),
        ("online_percent", Indicator::Online),
        ("digitised_percent", Indicator::Digitised),
    ] {
        line[key] = json!(indicator.percent(figures).map(|share| (share * 100.0).round() / 100.0));
    }
    line
}
