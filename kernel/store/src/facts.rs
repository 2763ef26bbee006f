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
    fn parts(self) -> (Option<(Date, Date)>, Vec<(Date, Date)>) {
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
    let mut gather = |tx: &mut Tx, table: &str, column: &str, from: Date, to: Date| {
        let after = after(prefix);
        let mut values = vals![prefix, after, from, to].to_vec();
        let filter = filter(reach, &mut values);
        let sql = format!(
            "select measure, agency, cast(sum(n) as bigint) as n from {table} \
             where measure >= $1 and measure < $2 and {column} >= $3 and {column} <= $4{filter} group by measure, agency"
        );
        tx.each(&sql, &values, |row| {
            *sums.entry((row.get("measure")?, row.get("agency")?)).or_default() += row.get::<i64>("n")?;
            Ok(())
        })
    };
    if let Some((from, to)) = months {
        gather(tx, "facts_monthly", "month", from, to)?;
    }
    for (from, to) in days {
        gather(tx, "facts_daily", "day", from, to)?;
    }
    Ok(sums.into_iter().map(|((measure, agency), n)| Sum { measure, agency, n }).collect())
}

/// Sums by measure and subject, over the agencies in reach.
///
/// # Errors
/// The engine's.
pub fn by_subject(tx: &mut Tx, prefix: &str, span: Span, reach: &Reach) -> Result<Vec<(String, String, i64)>> {
    let after = after(prefix);
    let from = span.from.unwrap_or(BEGINNING);
    let mut values = vals![prefix, after, from, span.to].to_vec();
    let filter = filter(reach, &mut values);
    let sql = format!(
        "select measure, subject, cast(sum(n) as bigint) as n from facts_daily \
         where measure >= $1 and measure < $2 and day >= $3 and day <= $4{filter} group by measure, subject order by measure, subject"
    );
    tx.all(&sql, &values, |row| Ok((row.get("measure")?, row.get("subject")?, row.get("n")?)))
}

/// Sums by measure and day, over the agencies in reach: the curve under a figure.
///
/// # Errors
/// The engine's.
pub fn by_day(tx: &mut Tx, prefix: &str, span: Span, reach: &Reach) -> Result<Vec<(String, Date, i64)>> {
    let after = after(prefix);
    let from = span.from.unwrap_or(BEGINNING);
    let mut values = vals![prefix, after, from, span.to].to_vec();
    let filter = filter(reach, &mut values);
    let sql = format!(
        "select measure, day, cast(sum(n) as bigint) as n from facts_daily \
         where measure >= $1 and measure < $2 and day >= $3 and day <= $4{filter} group by measure, day order by measure, day"
    );
    tx.all(&sql, &values, |row| Ok((row.get("measure")?, row.get("day")?, row.get("n")?)))
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

/// The least text greater than all that begin with `prefix` (measures are plain ASCII).
fn after(prefix: &str) -> String {
    format!("{prefix}\u{7f}")
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
