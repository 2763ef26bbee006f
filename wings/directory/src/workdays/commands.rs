//! What is done to the calendar. Each command is journalled with the decision it rests on.

use base::{
    Lang,
    calendar::{Calendar, Confidence, Day, DayEntry, DayKind, Name},
    text::clean,
};
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use serde_json::{Value, json};
use store::{Tx, vals};
use uuid::Uuid;

use super::{Fault, MOST, NewDays, permissions::MANAGE, queries};
use crate::act::{Act, Refused};

/// Why a command on the calendar was not carried out.
pub type Error = Refused<Fault>;

/// The stream of the journal that tells the calendar's changes.
pub const STREAM: Uuid = Uuid::from_u128(0x3b1f_6c2a_91d4_4e5b_8a77_5d0e_c2f4_16a9);

/// Adds the days of a decision; how many. All of them or none.
///
/// # Errors
/// When the permission is missing, something is not filled in, or a day is in the calendar already or cannot be what it
/// is said to be.
pub fn add(tx: &mut Tx, act: Act, new: &NewDays) -> Result<usize, Error> {
    act.needs(&MANAGE)?;
    let calendar = queries::calendar(tx)?;
    let entries = entries(&calendar, new).map_err(Error::Fault)?;
    for entry in &entries {
        tx.exec(
            "insert into workdays_days (day, kind, name_vi, name_en, decision, added_by, added_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
            &vals![
                entry.date,
                entry.kind.key(),
                entry.name.get(Lang::Vi),
                entry.name.get(Lang::En),
                entry.decision,
                act.actor.name,
                act.at
            ],
        )?;
    }
    let days: Vec<Value> = entries.iter().map(told).collect();
    act.record(tx, STREAM, "workdays.added", json!({ "after": days }))?;
    Ok(entries.len())
}

/// Takes a day away that was added by mistake; one the program carries cannot be.
///
/// # Errors
/// When the permission is missing, or the day was not added here.
pub fn withdraw(tx: &mut Tx, act: Act, day: Date) -> Result<(), Error> {
    act.needs(&MANAGE)?;
    let added = queries::get(tx, day)?.ok_or(Error::Fault(Fault::NotAdded(day)))?;
    tx.exec("delete from workdays_days where day = $1", &vals![day])?;
    act.record(tx, STREAM, "workdays.withdrawn", json!({ "before": told(&added.entry) }))?;
    Ok(())
}

fn told(entry: &DayEntry) -> Value {
    json!({
        "day": entry.date,
        "kind": entry.kind.key(),
        "name_vi": entry.name.get(Lang::Vi),
        "name_en": entry.name.get(Lang::En),
        "decision": entry.decision,
    })
}

/// The days of a decision as the calendar takes them.
fn entries(calendar: &Calendar, new: &NewDays) -> Result<Vec<DayEntry>, Fault> {
    let (vi, en) = (clean(&new.name_vi), clean(&new.name_en));
    if vi.is_empty() || en.is_empty() {
        return Err(Fault::Name);
    }
    if new.to < new.from {
        return Err(Fault::Order);
    }
    let length = new.to.duration_since(new.from).as_hours() / 24 + 1;
    if length > MOST {
        return Err(Fault::TooMany);
    }
    let name = Name::new(&vi, &en);
    let decision = Some(clean(&new.decision));
    let days = new.from.series(1.day()).take_while(|day| *day <= new.to);
    // Days in lieu and swapped days never fall on a weekend: in between they are passed over. A single day is not: then
    // the administrator hears why.
    let passed_over = |day: &Date| {
        length > 1
            && matches!(new.kind, DayKind::Compensatory | DayKind::SwapOff)
            && matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
    };
    let entries: Vec<DayEntry> = days
        .filter(|day| !passed_over(day))
        .map(|date| DayEntry {
            date,
            kind: new.kind,
            name: name.clone(),
            decision: decision.clone(),
            confidence: Confidence::High,
        })
        .collect();
    for entry in &entries {
        match calendar.day(entry.date) {
            Day::Off { entry: there, predicted: false } | Day::MakeupWork(there) => {
                return Err(Fault::There(Box::new(there.clone())));
            }
            Day::Working | Day::Weekend | Day::Off { .. } => {}
        }
    }
    if entries.is_empty() {
        return Err(Fault::NoDay);
    }
    calendar.extend(entries.iter().cloned()).map_err(Fault::Day)?;
    Ok(entries)
}
