//! The calendar of the offices, and promises that explain themselves.
//!
//! [`Calendar`] knows which days are worked: Monday to Friday, less days off, plus the Saturdays worked for them
//! (BLLĐ 2019 Đ.111–112 and the yearly decisions of the Prime Minister), all loaded as data. Years that are not decided
//! yet are predicted from the law and the moon, and marked so.
//!
//! [`ledger::promise`] reads what happened to a file (received, returned, paused, extended…) and answers when the result is
//! due and why, in sentences a good officer would say. No date is ever kept without its reasons.

mod count;
mod day;
mod days;
mod due;
#[cfg(test)]
mod golden;
pub mod holidays;
pub mod hours;
pub mod ledger;
pub mod lunar;
mod off_days;
mod predict;
#[cfg(test)]
mod properties;
mod reasons;
mod rules;
mod say;
mod terms;
mod walk;
mod working;

pub use day::{Day, Name};
pub use days::Calendar;
pub use due::{Due, Remaining, Timeliness, Urgency};
pub use holidays::{Confidence, DayEntry, DayKind, DayProblem};
pub use hours::{Session, WorkingHours};
pub use ledger::{ClockEvent, ClockState, LedgerError, NewDate, Promise};
pub use lunar::LunarDate;
pub use off_days::{DaysOff, OffSpan};
pub use reasons::{Cite, Effect, Fact, Lateness, Reason, Skipped};
pub use rules::{Citations, Ground, LateReceipt, RuleSet, Rules, RulesError};
pub use terms::{Term, TermError, Unit};

use jiff::{SignedDuration, civil::Date};

/// A date so many calendar days later; negative for earlier. Stays at the ends of what a date can be.
fn plus_days(date: Date, days: i64) -> Date {
    date.saturating_add(SignedDuration::from_hours(days.saturating_mul(24)))
}

/// Calendar days from one date to another.
fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}
