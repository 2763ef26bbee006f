use std::collections::BTreeMap;

use base::{AgencyId, Reach};
use jiff::{ToSpan, civil::Date};
use services::dossiers::measures::{Measure, PREFIX};
use store::{Result, Tx, facts, facts::Span, vals};

use super::Period;

/// The figures of a period, as the half-year report counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Figures {
    /// All that was there to be done: received in the period and carried over.
    pub received: i64,
    /// Received in the period, filed online.
    pub received_online: i64,
    /// Received in the period, at the counter or by post.
    pub received_direct_or_post: i64,
    /// Open when the period began.
    pub carried_over: i64,
    /// Resolved in the period.
    pub resolved: i64,
    /// Of them, before the promised day.
    pub resolved_early: i64,
    /// Of them, on the promised day.
    pub resolved_on_time: i64,
    /// Of them, after it.
    pub resolved_late: i64,
    /// Open when the period ended.
    pub open: i64,
    /// Taken back or stopped in the period.
    pub ended: i64,
    /// Resolved in the period with papers and result in electronic form.
    pub digitised: i64,
    /// Filed in the period and not accepted.
    pub refused: i64,
}

impl Figures {
    fn add(&mut self, measure: Measure, n: i64, before: bool) {
        let (came, went) = match measure {
            Measure::ReceivedOnline | Measure::ReceivedCounter | Measure::ReceivedPost => (n, 0),
            Measure::ResolvedEarly | Measure::ResolvedOnTime | Measure::ResolvedLate => (0, n),
            Measure::Withdrawn | Measure::Stopped => (0, n),
            Measure::Digitised | Measure::Refused => (0, 0),
        };
        self.open += came - went;
        if before {
            self.carried_over += came - went;
            self.received += came - went;
            return;
        }
        self.received += came;
        match measure {
            Measure::ReceivedOnline => self.received_online += n,
            Measure::ReceivedCounter | Measure::ReceivedPost => self.received_direct_or_post += n,
            Measure::ResolvedEarly => self.resolved_early += n,
            Measure::ResolvedOnTime => self.resolved_on_time += n,
            Measure::ResolvedLate => self.resolved_late += n,
            Measure::Withdrawn | Measure::Stopped => self.ended += n,
            Measure::Digitised => self.digitised += n,
            Measure::Refused => self.refused += n,
        }
        if matches!(measure, Measure::ResolvedEarly | Measure::ResolvedOnTime | Measure::ResolvedLate) {
            self.resolved += n;
        }
    }

    /// Adds another's counts to these.
    pub fn plus(mut self, other: &Self) -> Self {
        self.received += other.received;
        self.received_online += other.received_online;
        self.received_direct_or_post += other.received_direct_or_post;
        self.carried_over += other.carried_over;
        self.resolved += other.resolved;
        self.resolved_early += other.resolved_early;
        self.resolved_on_time += other.resolved_on_time;
        self.resolved_late += other.resolved_late;
        self.open += other.open;
        self.ended += other.ended;
        self.digitised += other.digitised;
        self.refused += other.refused;
        self
    }

    /// Whether everything that was there to be done is accounted for: resolved, still open, or ended.
    pub fn balances(&self) -> bool {
        self.received == self.resolved + self.open + self.ended
            && self.received == self.received_new() + self.carried_over
            && self.resolved == self.resolved_early + self.resolved_on_time + self.resolved_late
    }

    /// Whether nothing was counted at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Resolved before or on the promised day.
    pub fn resolved_in_time(&self) -> i64 {
        self.resolved_early + self.resolved_on_time
    }

    /// Received in the period, without what was carried over.
    pub fn received_new(&self) -> i64 {
        self.received_online + self.received_direct_or_post
    }

    /// Share of the newly received that was filed online; none when nothing was received.
    pub fn online_share(&self) -> Option<f64> {
        share(self.received_online, self.received_new())
    }

    /// Share of the resolved that was early or on time; none when nothing was resolved.
    pub fn in_time_share(&self) -> Option<f64> {
        share(self.resolved_early + self.resolved_on_time, self.resolved)
    }

    /// Share of the resolved with papers and result in electronic form; none when nothing was resolved.
    pub fn digitised_share(&self) -> Option<f64> {
        share(self.digitised, self.resolved)
    }
}

/// `part` of `whole` as a fraction; none of nothing.
fn share(part: i64, whole: i64) -> Option<f64> {
    (whole != 0).then(|| part as f64 / whole as f64)
}

/// The figures of everything in reach.
///
/// # Errors
/// The engine's.
pub fn province(tx: &mut Tx, period: Period, reach: &Reach) -> Result<Figures> {
    Ok(by_agency(tx, period, reach)?.values().fold(Figures::default(), |sum, one| sum.plus(one)))
}

/// The figures of each agency in reach that has any.
///
/// # Errors
/// The engine's.
pub fn by_agency(tx: &mut Tx, period: Period, reach: &Reach) -> Result<BTreeMap<AgencyId, Figures>> {
    let mut agencies: BTreeMap<AgencyId, Figures> = BTreeMap::new();
    for (span, before) in [(period.before(), true), (period.span(), false)] {
        for sum in facts::by_agency(tx, PREFIX, span, reach)? {
            if let Some(measure) = Measure::from_key(&sum.measure) {
                agencies.entry(sum.agency).or_default().add(measure, sum.n, before);
            }
        }
    }
    Ok(agencies)
}

/// How much of each measure was counted in a period over the agencies in reach; those without any are zero.
///
/// # Errors
/// The engine's.
pub fn by_measure(tx: &mut Tx, period: Period, reach: &Reach) -> Result<Vec<(Measure, i64)>> {
    let mut counts: Vec<_> = Measure::ALL.into_iter().map(|measure| (measure, 0)).collect();
    for sum in facts::by_agency(tx, PREFIX, period.span(), reach)? {
        for (_, n) in counts.iter_mut().filter(|(measure, _)| measure.key() == sum.measure) {
            *n += sum.n;
        }
    }
    Ok(counts)
}

/// The figures of each procedure, by national code, over the agencies in reach.
///
/// # Errors
/// The engine's.
pub fn by_procedure(tx: &mut Tx, period: Period, reach: &Reach) -> Result<BTreeMap<String, Figures>> {
    let mut procedures: BTreeMap<String, Figures> = BTreeMap::new();
    for (span, before) in [(period.before(), true), (period.span(), false)] {
        for (measure, subject, n) in facts::by_subject(tx, PREFIX, span, reach)? {
            if let Some(measure) = Measure::from_key(&measure) {
                procedures.entry(subject).or_default().add(measure, n, before);
            }
        }
    }
    Ok(procedures)
}

/// What came in and what was resolved on each day of a period, over the agencies in reach.
///
/// # Errors
/// The engine's.
pub fn daily(tx: &mut Tx, period: Period, reach: &Reach) -> Result<BTreeMap<Date, (i64, i64)>> {
    let mut days: BTreeMap<Date, (i64, i64)> = BTreeMap::new();
    for (measure, day, n) in facts::by_day(tx, PREFIX, period.span(), reach)? {
        let slot = days.entry(day).or_default();
        let (received, resolved) = flow(&measure, n);
        slot.0 += received;
        slot.1 += resolved;
    }
    Ok(days)
}

/// How many of the dossiers open at the end of a day were past their promised day, by agency in reach. The promise is
/// the one on record now: a date that was put off since no longer counts, nor what was taken back since.
///
/// # Errors
/// The engine's.
pub fn overdue(tx: &mut Tx, day: Date, reach: &Reach) -> Result<BTreeMap<AgencyId, i64>> {
    // Still open now, and resolved late since: both sets are small, and each has its index.
    let mut agencies = BTreeMap::new();
    tx.each(STILL_OVERDUE, &vals![day, day], |row| add(&mut agencies, row, reach))?;
    tx.each(OVERDUE_SINCE_RESOLVED, &vals![day, day, day], |row| add(&mut agencies, row, reach))?;
    Ok(agencies)
}

// Gathered before they are grouped: otherwise SQLite walks everything open in the order of agencies.
const STILL_OVERDUE: &str = "with late as materialized (select agency from dossiers \
    where received_on is not null and resolved_on is null and ended_on is null and due_on < $1 and received_on <= $2) \
    select agency, count(*) as n from late group by agency";

const OVERDUE_SINCE_RESOLVED: &str = "with late as materialized (select agency from dossiers \
    where timeliness = 'late' and resolved_on > $1 and due_on < $2 and received_on <= $3) \
    select agency, count(*) as n from late group by agency";

/// How many dossiers the record itself holds open now, over the agencies in reach: what the facts must come to.
///
/// # Errors
/// The engine's.
pub fn open_on_record(tx: &mut Tx, reach: &Reach) -> Result<i64> {
    let mut agencies = BTreeMap::new();
    tx.each(OPEN, &[], |row| add(&mut agencies, row, reach))?;
    Ok(agencies.values().sum())
}

const OPEN: &str = "with still as materialized (select agency from dossiers \
    where received_on is not null and resolved_on is null and ended_on is null) \
    select agency, count(*) as n from still group by agency";

/// The figures of each month up to and including the one of `last`, the last `count` of them, over the agencies in
/// reach: the trend beside a figure.
///
/// # Errors
/// The engine's.
pub fn trend(tx: &mut Tx, last: Date, count: usize, reach: &Reach) -> Result<Vec<(Date, Figures)>> {
    let (mut month, mut months) = (last.first_of_month(), Vec::new());
    for _ in 0..count {
        months.push((month, Figures::default()));
        month = month.saturating_sub(1.month());
    }
    months.reverse();
    for (measure, of, n) in facts::by_month(tx, PREFIX, Span::until(last.first_of_month()), reach)? {
        if let Some(measure) = Measure::from_key(&measure) {
            for (month, figures) in months.iter_mut().filter(|(month, _)| of <= *month) {
                figures.add(measure, n, of < *month);
            }
        }
    }
    Ok(months)
}

/// A point of a curve: the days it stands for, what came in and what was resolved in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Its days.
    pub days: Period,
    /// What came in.
    pub received: i64,
    /// What was resolved.
    pub resolved: i64,
}

/// Up to as many days a curve has a point for each day, beyond it one for each month.
pub const DAYS_OF_A_CURVE: i64 = 62;

/// What came in and what was resolved over a period, day by day or else month by month: a half-year is read from
/// monthly facts alone. Days and months without any stand in it as zero.
///
/// # Errors
/// The engine's.
pub fn curve(tx: &mut Tx, period: Period, reach: &Reach) -> Result<Vec<Point>> {
    if period.days() <= DAYS_OF_A_CURVE {
        let days = daily(tx, period, reach)?;
        let each = period.from.series(1.day()).take_while(|day| *day <= period.to);
        return Ok(each
            .map(|day| {
                let (received, resolved) = days.get(&day).copied().unwrap_or_default();
                Point { days: Period { from: day, to: day }, received, resolved }
            })
            .collect());
    }
    let (months, edges) = period.months();
    let mut points: BTreeMap<Date, Point> = BTreeMap::new();
    let empty = |days: Period| Point { days, received: 0, resolved: 0 };
    if let (Some(first), Some(last)) = (months.first(), months.last()) {
        points.extend(months.iter().map(|month| (*month, empty(Period::month_of(*month)))));
        for (measure, month, n) in facts::by_month(tx, PREFIX, Span::days(*first, *last), reach)? {
            if let Some(point) = points.get_mut(&month) {
                let (received, resolved) = flow(&measure, n);
                point.received += received;
                point.resolved += resolved;
            }
        }
    }
    for edge in edges {
        let sums = daily(tx, edge, reach)?.into_values();
        let (received, resolved) = sums.fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
        points.insert(edge.from, Point { days: edge, received, resolved });
    }
    Ok(points.into_values().collect())
}

/// How much came in and how much was resolved, of a count of a measure.
fn flow(measure: &str, n: i64) -> (i64, i64) {
    match Measure::from_key(measure) {
        Some(Measure::ReceivedOnline | Measure::ReceivedCounter | Measure::ReceivedPost) => (n, 0),
        Some(Measure::ResolvedEarly | Measure::ResolvedOnTime | Measure::ResolvedLate) => (0, n),
        _ => (0, 0),
    }
}

fn add(agencies: &mut BTreeMap<AgencyId, i64>, row: &store::Row, reach: &Reach) -> Result<()> {
    let agency: AgencyId = row.get("agency")?;
    if reach.contains(agency) {
        *agencies.entry(agency).or_default() += row.get::<i64>("n")?;
    }
    Ok(())
}

/// Share of services with dossiers filed online: how many of the procedures `offered` online got at least one dossier
/// online in the period, over the agencies in reach.
///
/// # Errors
/// The engine's.
pub fn services_share(tx: &mut Tx, period: Period, reach: &Reach, offered: &[String]) -> Result<(usize, usize)> {
    let used: std::collections::BTreeSet<String> =
        facts::by_subject(tx, Measure::ReceivedOnline.key(), period.span(), reach)?
            .into_iter()
            .filter(|(_, _, n)| *n > 0)
            .map(|(_, subject, _)| subject)
            .collect();
    Ok((offered.iter().filter(|code| used.contains(*code)).count(), offered.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_open_or_overdue_is_found_by_its_own_indexes() {
        let db = testkit::sqlite();
        db.migrate(&[directory::notices::MIGRATIONS, services::dossiers::MIGRATIONS]).unwrap();
        let plan = |sql: &str, values: &[store::Val]| -> String {
            let sql = format!("explain query plan {sql}");
            db.read(|tx| tx.all(&sql, values, |row| row.get::<String>("detail"))).unwrap().join("; ")
        };
        let day = date(2024, 2, 20);
        let still = plan(STILL_OVERDUE, &vals![day, day]);
        assert!(still.contains("USING COVERING INDEX dossiers_open (due_on<?)"), "{still}");
        let since = plan(OVERDUE_SINCE_RESOLVED, &vals![day, day, day]);
        assert!(since.contains("USING COVERING INDEX dossiers_late (resolved_on>?)"), "{since}");
        let open = plan(OPEN, &[]);
        assert!(open.contains("USING COVERING INDEX dossiers_open"), "{open}");
    }
}
