use base::{AgencyId, PersonId, Reach};
use jiff::civil::Date;
use store::{Result, Row, Tx, Val, facts::Span, vals};

use super::turn::{Slice, Turn};
use crate::dossiers::{domain::Dossier, measures::Measure, record};

/// How many lines a page of a list holds.
pub const PAGE: usize = 50;

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The dossier.
    pub dossier: Dossier,
}

fn line(row: &Row) -> Result<Line> {
    Ok(Line { dossier: record::dossier(row)? })
}

/// The figure whose dossiers are asked for.
#[derive(Debug, Clone)]
pub struct Behind {
    /// Which figure.
    pub what: What,
    /// At which agency.
    pub agency: AgencyId,
    /// Of which procedure, or all.
    pub procedure: Option<String>,
    /// In which days; for [`What::Open`] and [`What::OpenLate`] the last day counts.
    pub span: Span,
    /// From where, by the day that counts.
    pub turn: Turn<Date>,
}

/// A figure that opens down to dossiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A measure that is kept as daily facts.
    Measure(Measure),
    /// Accepted and neither resolved nor ended by the last day.
    Open,
    /// The same, and past the promised day.
    OpenLate,
}

impl What {
    /// The key in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Measure(measure) => measure.key(),
            Self::Open => "dossier.open",
            Self::OpenLate => "dossier.open.late",
        }
    }

    /// The figure of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "dossier.open" => Some(Self::Open),
            "dossier.open.late" => Some(Self::OpenLate),
            key => Measure::from_key(key).map(Self::Measure),
        }
    }
}

impl What {
    /// The day by which it is counted.
    const fn column(self) -> &'static str {
        match self {
            Self::Measure(Measure::ReceivedOnline | Measure::ReceivedCounter | Measure::ReceivedPost) | Self::Open => {
                "received_on"
            }
            Self::Measure(
                Measure::ResolvedEarly | Measure::ResolvedOnTime | Measure::ResolvedLate | Measure::Digitised,
            ) => "resolved_on",
            Self::Measure(Measure::Withdrawn | Measure::Stopped | Measure::Refused) => "ended_on",
            Self::OpenLate => "due_on",
        }
    }

    /// That day of a dossier; none when the figure does not count it.
    pub fn day(self, dossier: &Dossier) -> Option<Date> {
        match self.column() {
            "received_on" => dossier.received_on,
            "resolved_on" => dossier.resolved_on,
            "ended_on" => dossier.ended_on,
            _ => dossier.due.map(|due| due.on),
        }
    }

    /// What else holds for the dossiers it counts; `$to` stands for the last day, `$yes` for true.
    const fn condition(self) -> &'static str {
        match self {
            Self::Measure(Measure::ReceivedOnline) => "d.channel = 'online'",
            Self::Measure(Measure::ReceivedCounter) => "d.channel = 'counter'",
            Self::Measure(Measure::ReceivedPost) => "d.channel = 'post'",
            Self::Measure(Measure::ResolvedEarly) => "d.timeliness = 'early'",
            Self::Measure(Measure::ResolvedOnTime) => "d.timeliness = 'on_time'",
            Self::Measure(Measure::ResolvedLate) => "d.timeliness = 'late'",
            Self::Measure(Measure::Digitised) => "d.digitised = $yes",
            Self::Measure(Measure::Withdrawn) => {
                "d.resolved_on is null and d.state = 'withdrawn' and d.received_on is not null"
            }
            Self::Measure(Measure::Stopped) => {
                "d.resolved_on is null and d.state = 'stopped' and d.received_on is not null"
            }
            Self::Measure(Measure::Refused) => "d.resolved_on is null and d.state = 'refused'",
            Self::Open => "(d.resolved_on is null or d.resolved_on > $to) and (d.ended_on is null or d.ended_on > $to)",
            Self::OpenLate => {
                "d.due_on < $to and d.received_on <= $to and (d.resolved_on is null or d.resolved_on > $to) \
                 and (d.ended_on is null or d.ended_on > $to)"
            }
        }
    }

    /// Whether it counts what stands open on a day, however long before that it came in.
    pub const fn is_stock(self) -> bool {
        matches!(self, Self::Open | Self::OpenLate)
    }
}

/// Before every dossier on record.
const BEGINNING: Date = Date::constant(1900, 1, 1);

/// The dossiers behind a figure as a statement and its values.
fn statement(asked: &Behind, limit: Option<usize>) -> (String, Vec<Val<'_>>) {
    let (compare, direction) = asked.turn.sql(false);
    let column = asked.what.column();
    let mut values: Vec<Val<'_>> = vals![asked.agency].to_vec();
    let mut bind = |value| {
        values.push(value);
        format!("${}", values.len())
    };
    let from = if asked.what.is_stock() { BEGINNING } else { asked.span.from.unwrap_or(BEGINNING) };
    let (from, to) = (bind(Val::Date(from)), bind(Val::Date(asked.span.to)));
    let mut sql = format!("d.agency = $1 and d.{column} >= {from} and d.{column} <= {to}");
    if let Some((day, id)) = asked.turn.edge() {
        let (day, id) = (bind(Val::Date(*day)), bind(Val::Id(id.into())));
        sql += &format!(" and (d.{column}, d.id) {compare} ({day}, {id})");
    }
    sql += " and ";
    let mut rest = asked.what.condition();
    while let Some(at) = rest.find('$') {
        let (before, after) = rest.split_at(at);
        let (name, value) =
            if after.starts_with("$to") { ("$to", Val::Date(asked.span.to)) } else { ("$yes", Val::Bool(true)) };
        sql += before;
        sql += &bind(value);
        rest = &after[name.len()..];
    }
    sql += rest;
    if let Some(procedure) = &asked.procedure {
        sql += &format!(" and d.procedure = {}", bind(Val::Text(procedure.into())));
    }
    let limit = limit.map(|limit| format!(" limit {limit}")).unwrap_or_default();
    let sql = format!(
        "select {} from dossiers d where {sql} order by d.{column} {direction}, d.id {direction}{limit}",
        record::COLUMNS
    );
    (sql, values)
}

/// A page of the dossiers behind a figure, by day. Nothing outside the reach.
///
/// # Errors
/// The engine's.
pub fn behind(tx: &mut Tx, asked: &Behind, reach: &Reach) -> Result<Slice<Line>> {
    let mut rows = Vec::new();
    if reach.contains(asked.agency) {
        let (sql, values) = statement(asked, Some(PAGE + 1));
        rows = tx.all(&sql, &values, line)?;
    }
    Ok(asked.turn.slice(rows, PAGE))
}

/// Hands over every dossier behind a figure, by day. Nothing outside the reach.
///
/// # Errors
/// The engine's and those of `each`.
pub fn each_behind(
    tx: &mut Tx,
    asked: &Behind,
    reach: &Reach,
    mut each: impl FnMut(Dossier) -> Result<()>,
) -> Result<()> {
    if !reach.contains(asked.agency) {
        return Ok(());
    }
    let (sql, values) = statement(asked, None);
    tx.each(&sql, &values, |row| each(record::dossier(row)?))
}

/// A person's own dossiers, the latest first.
///
/// # Errors
/// The engine's.
pub fn mine(tx: &mut Tx, person: PersonId, limit: usize) -> Result<Vec<Line>> {
    tx.all(
        &format!(
            "select {} from dossiers d where d.applicant = $1 order by d.filed_at desc, d.id desc limit {limit}",
            record::COLUMNS
        ),
        &vals![person],
        line,
    )
}

/// Dossiers found by words of their code, applicant or procedure, in reach, the latest first.
///
/// # Errors
/// The engine's.
pub fn search(tx: &mut Tx, words: &str, reach: &Reach) -> Result<Vec<Line>> {
    let ids = store::search::find(tx, "dossier", words, reach, PAGE)?;
    let mut lines = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(dossier) = record::load(tx, id.into())? {
            lines.push(Line { dossier });
        }
    }
    Ok(lines)
}
