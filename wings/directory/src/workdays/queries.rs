//! What others read of the calendar.

use std::sync::LazyLock;

use base::calendar::{Calendar, Confidence, DayEntry, DayKind, Name};
use jiff::{Timestamp, civil::Date};
use store::{Error, Result, Row, Tx, vals};

static CARRIED: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::read(include_str!("../../../../provinces/binh-phuoc/calendar/holidays.csv"))
        .unwrap_or_else(|fault| panic!("the program's own data files: calendar/holidays.csv: {fault}"))
});

/// The calendar that the program carries, without what was added.
pub fn carried() -> &'static Calendar {
    &CARRIED
}

/// A day added by an administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The day, as the calendar takes it.
    pub entry: DayEntry,
    /// Who added it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Every day added, in order.
///
/// # Errors
/// The store's.
pub fn added(tx: &mut Tx) -> Result<Vec<Added>> {
    tx.all("select day, kind, name_vi, name_en, decision, added_by, added_at from workdays_days order by day", &[], row)
}

/// A day added.
///
/// # Errors
/// The store's.
pub fn get(tx: &mut Tx, day: Date) -> Result<Option<Added>> {
    let sql = "select day, kind, name_vi, name_en, decision, added_by, added_at from workdays_days where day = $1";
    tx.opt(sql, &vals![day], row)
}

/// The whole calendar: what the program carries, and what was added.
///
/// # Errors
/// The store's, and when a day added does not fit the calendar any more.
pub fn calendar(tx: &mut Tx) -> Result<Calendar> {
    let added = added(tx)?;
    carried()
        .extend(added.into_iter().map(|added| added.entry))
        .map_err(|problem| Error::Engine(format!("the calendar: {problem}")))
}

fn row(row: &Row) -> Result<Added> {
    let kind: String = row.get("kind")?;
    let kind =
        DayKind::from_key(&kind).ok_or_else(|| Error::Column { name: "kind".into(), expected: "a kind of day" })?;
    let (vi, en): (String, String) = (row.get("name_vi")?, row.get("name_en")?);
    let entry = DayEntry {
        date: row.get("day")?,
        kind,
        name: Name::new(&vi, &en),
        decision: Some(row.get("decision")?),
        confidence: Confidence::High,
    };
    Ok(Added { entry, by: row.get("added_by")?, at: row.get("added_at")? })
}
