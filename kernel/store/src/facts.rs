//! Daily facts: what figures are made of. A fact is a count of one measure on one day at one agency about one subject
//! (a procedure, a channel). It is written in the transaction of the change it counts.
//!
//! Two grains are kept: the day with its subject, and the month without, so that a half-year of a whole province is a few
//! thousand rows however many cases there were.

use base::{AgencyId, Reach};
use jiff::{ToSpan, civil::Date};

use crate::{error::Result, tx::Tx, tx::placeholders, val::Val, vals};

/// Before every case on record.
const BEGINNING: Date = Date::constant(1900, 1, 1);

/// One count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// What is counted, as in `dossier.received.online`.
    pub measure: &'static str,
    /// The day it counts on, in Vietnam.
    pub day: Date,
    /// The agency it counts for.
    pub agency: AgencyId,
    /// What it is about; the procedure's code for dossiers.
    pub subject: String,
    /// How many; negative to take back.
    pub n: i64,
}

/// Adds a count.
///
/// # Errors
/// The engine's.
pub fn add(tx: &mut Tx, fact: &Fact) -> Result<()> {
    tx.exec(
        "insert into facts_daily (measure, day, agency, subject, n) values ($1, $2, $3, $4, $5) \
         on conflict (measure, day, agency, subject) do update set n = facts_daily.n + excluded.n",
        &vals![fact.measure, fact.day, fact.agency, fact.subject, fact.n],
    )?;
    tx.exec(
        "insert into facts_monthly (measure, month, agency, n) values ($1, $2, $3, $4) \
         on conflict (measure, month, agency) do update set n = facts_monthly.n + excluded.n",
        &vals![fact.measure, fact.day.first_of_month(), fact.agency, fact.n],
    )?;
    Ok(())
}

/// A first and a last day.
type Stretch = (Date, Date);

/// Days from one to another, both included; without a start, from the beginning of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day, or none for "ever".
    pub from: Option<Date>,
    /// Last day.
    pub to: Date,
}

impl Span {
    /// From a day to a day, both included.
    pub const fn days(from: Date, to: Date) -> Self {
        Self { from: Some(from), to }
    }

    /// Everything up to and including a day.
    pub const fn until(to: Date) -> Self {
        Self { from: None, to }
    }

    /// The whole months inside, and what is left over of days before and after them.
    fn parts(self) -> (Option<Stretch>, Vec<Stretch>) {
        let first = self.from.unwrap_or(BEGINNING);
        let start = if first.day() == 1 { first } else { first.last_of_month().saturating_add(1.day()) };
        let end =
            if self.to == self.to.last_of_month() { self.to } else { self.to.first_of_month().saturating_sub(1.day()) };
        if start > end {
            return (None, vec![(first, self.to)]);
        }
        let mut rest = Vec::new();
        if first < start {
            rest.push((first, start.saturating_sub(1.day())));
        }
        if end < self.to {
            rest.push((end.saturating_add(1.day()), self.to));
        }
        (Some((start, end)), rest)
    }
}

/// One line of an answer: how much of a measure, at an agency when asked by agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// What was counted.
    pub measure: String,
    /// Where.
    pub agency: AgencyId,
    /// How many.
    pub n: i64,
}

/// Sums of every measure whose name begins with `prefix`, by agency, over the agencies in reach.
///
/// # Errors
/// The engine's.
pub fn by_agency(tx: &mut Tx, prefix: &str, span: Span, reach: &Reach) -> Result<Vec<Sum>> {
    let (months, days) = span.parts();
    let mut sums: std::collections::BTreeMap<(String, AgencyId), i64> = std::collections::BTreeMap::new();
    let mut gather = |tx: &mut Tx, table: &str, asked: &Asked| {
        let sql = format!(
            "select measure, agency, cast(sum(n) as bigint) as n from {table} where {} group by measure, agency",
            asked.sql
        );
        tx.each(&sql, &asked.values, |row| {
            *sums.entry((row.get("measure")?, row.get("agency")?)).or_default() += row.get::<i64>("n")?;
            Ok(())
        })
    };
    if let Some((from, to)) = months {
        gather(tx, "facts_monthly", &Asked::months(prefix, from, to, reach))?;
    }
    for (from, to) in days {
        if let Some(asked) = Asked::days(tx, prefix, from, to, reach)? {
            gather(tx, "facts_daily", &asked)?;
        }
    }
    Ok(sums.into_iter().map(|((measure, agency), n)| Sum { measure, agency, n }).collect())
}

/// Sums by measure and subject, over the agencies in reach.
///
/// # Errors
/// The engine's.
pub fn by_subject(tx: &mut Tx, prefix: &str, span: Span, reach: &Reach) -> Result<Vec<(String, String, i64)>> {
    let from = span.from.unwrap_or(BEGINNING);
    let Some(asked) = Asked::days(tx, prefix, from, span.to, reach)? else { return Ok(Vec::new()) };
    let sql = format!(
        "select measure, subject, cast(sum(n) as bigint) as n from facts_daily where {} \
         group by measure, subject order by measure, subject",
        asked.sql
    );
    tx.all(&sql, &asked.values, |row| Ok((row.get("measure")?, row.get("subject")?, row.get("n")?)))
}

/// Sums by measure and day, over the agencies in reach: the curve under a figure.
///
/// # Errors
/// The engine's.
pub fn by_day(tx: &mut Tx, prefix: &str, span: Span, reach: &Reach) -> Result<Vec<(String, Date, i64)>> {
    let from = span.from.unwrap_or(BEGINNING);
    let Some(asked) = Asked::days(tx, prefix, from, span.to, reach)? else { return Ok(Vec::new()) };
    let sql = format!(
        "select measure, day, cast(sum(n) as bigint) as n from facts_daily where {} \
         group by measure, day order by measure, day",
        asked.sql
    );
    tx.all(&sql, &asked.values, |row| Ok((row.get("measure")?, row.get("day")?, row.get("n")?)))
}

/// Sums by measure and month, over the agencies in reach: months from one to another, each given by its first day.
///
/// # Errors
/// The engine's.
pub fn by_month(tx: &mut Tx, prefix: &str, span: Span, reach: &Reach) -> Result<Vec<(String, Date, i64)>> {
    let asked = Asked::months(prefix, span.from.unwrap_or(BEGINNING), span.to, reach);
    let sql = format!(
        "select measure, month, cast(sum(n) as bigint) as n from facts_monthly where {} \
         group by measure, month order by measure, month",
        asked.sql
    );
    tx.all(&sql, &asked.values, |row| Ok((row.get("measure")?, row.get("month")?, row.get("n")?)))
}

/// Every daily fact, for comparing with a rebuild from the journal.
///
/// # Errors
/// The engine's and those of `visit`.
pub fn each_daily(tx: &mut Tx, mut visit: impl FnMut(String, Date, AgencyId, String, i64) -> Result<()>) -> Result<()> {
    tx.each("select measure, day, agency, subject, n from facts_daily", &[], |row| {
        visit(row.get("measure")?, row.get("day")?, row.get("agency")?, row.get("subject")?, row.get("n")?)
    })
}

/// Every monthly fact.
///
/// # Errors
/// The engine's and those of `visit`.
pub fn each_monthly(tx: &mut Tx, mut visit: impl FnMut(String, Date, AgencyId, i64) -> Result<()>) -> Result<()> {
    tx.each("select measure, month, agency, n from facts_monthly", &[], |row| {
        visit(row.get("measure")?, row.get("month")?, row.get("agency")?, row.get("n")?)
    })
}

/// The condition of a question and its values.
struct Asked {
    sql: String,
    values: Vec<Val<'static>>,
}

impl Asked {
    /// Months of every measure that begins with `prefix`.
    fn months(prefix: &str, from: Date, to: Date, reach: &Reach) -> Self {
        // Measures are plain ASCII: the second is the least text greater than all that begin with the first.
        let (first, after) = (prefix.to_owned(), format!("{prefix}\u{7f}"));
        let mut values = vec![Val::Text(first.into()), Val::Text(after.into()), Val::Date(from), Val::Date(to)];
        let filter = filter(reach, &mut values);
        Self { sql: format!("measure >= $1 and measure < $2 and month >= $3 and month <= $4{filter}"), values }
    }

    /// Days of every measure that begins with `prefix`, each named: so that the key leads to the days of each, where a
    /// range of measures would be read from end to end. None when nothing was ever counted.
    fn days(tx: &mut Tx, prefix: &str, from: Date, to: Date, reach: &Reach) -> Result<Option<Self>> {
        let after = format!("{prefix}\u{7f}");
        let sql = "select distinct measure from facts_monthly where measure >= $1 and measure < $2";
        let measures: Vec<String> = tx.all(sql, &vals![prefix, after], |row| row.get("measure"))?;
        if measures.is_empty() {
            return Ok(None);
        }
        let named = placeholders(1, measures.len());
        let mut values: Vec<Val<'static>> = measures.into_iter().map(|measure| Val::Text(measure.into())).collect();
        values.extend([Val::Date(from), Val::Date(to)]);
        let (first, last) = (values.len() - 1, values.len());
        let filter = filter(reach, &mut values);
        Ok(Some(Self { sql: format!("measure in ({named}) and day >= ${first} and day <= ${last}{filter}"), values }))
    }
}

fn filter(reach: &Reach, values: &mut Vec<Val<'_>>) -> String {
    match reach {
        Reach::All => String::new(),
        Reach::Agencies(list) if list.is_empty() => " and 1 = 0".into(),
        Reach::Agencies(list) => {
            let first = values.len() + 1;
            values.extend(list.iter().map(|agency| Val::Id((*agency).into())));
            format!(" and agency in ({})", placeholders(first, list.len()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_half_year_is_six_whole_months_and_no_days() {
        let (months, days) = Span::days(date(2023, 1, 1), date(2023, 6, 30)).parts();
        assert_eq!(months, Some((date(2023, 1, 1), date(2023, 6, 30))));
        assert!(days.is_empty());
    }

    #[test]
    fn days_at_both_ends_are_added_to_the_whole_months() {
        let (months, days) = Span::days(date(2023, 11, 15), date(2024, 2, 20)).parts();
        assert_eq!(months, Some((date(2023, 12, 1), date(2024, 1, 31))));
        assert_eq!(days, vec![(date(2023, 11, 15), date(2023, 11, 30)), (date(2024, 2, 1), date(2024, 2, 20))]);
    }

    #[test]
    fn a_span_inside_one_month_is_days_only() {
        assert_eq!(
            Span::days(date(2024, 2, 3), date(2024, 2, 20)).parts(),
            (None, vec![(date(2024, 2, 3), date(2024, 2, 20))])
        );
    }
}
