//! The calendar itself: every day from 2000 to 2099 laid out once, so that counting is a subtraction.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use jiff::civil::{Date, date};

use super::{
    day::Day,
    days_between,
    holidays::{self, Confidence, DayEntry, DayProblem, ReadError, is_weekend},
    hours::{self, HoursError, WorkingHours},
    lunar, plus_days, predict,
};

/// The years a calendar holds. A date outside counts as its nearest end.
pub(super) const RANGE: RangeInclusive<i16> = 2000..=2099;
pub(super) const FIRST: Date = date(2000, 1, 1);
pub(super) const LAST: Date = date(2099, 12, 31);

/// Which days are worked and which hours, with the reason for every day off.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Every entry given, also those not sure enough to count.
    given: BTreeMap<Date, DayEntry>,
    /// Days off that the law gives or lets expect where the data are silent, and whether the law dates them.
    expected: BTreeMap<Date, (DayEntry, bool)>,
    /// The decided years without a gap.
    known: Option<(i16, i16)>,
    pub(super) hours: Vec<WorkingHours>,
    pub(super) layout: Layout,
}

/// One slot for each day, counted from [`FIRST`].
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// What each day is.
    pub(super) marks: Vec<Mark>,
    /// Working days before each day, and at the end before the day after the last.
    pub(super) worked_before: Vec<u32>,
    /// Working minutes before each day, likewise.
    pub(super) minutes_before: Vec<u32>,
    /// The working days in order.
    pub(super) working: Vec<Date>,
}

/// What a day is, without its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Working,
    Weekend,
    Off,
    MakeupWork,
}

impl Default for Calendar {
    /// A calendar without any decision: the law alone.
    fn default() -> Self {
        Self::build(BTreeMap::new(), vec![WorkingHours::usual()])
    }
}

impl Calendar {
    /// A calendar of these days, with the usual hours.
    ///
    /// # Errors
    /// When a day appears twice or cannot be what it is said to be.
    pub fn new(entries: impl IntoIterator<Item = DayEntry>) -> Result<Self, DayProblem> {
        let mut given = BTreeMap::new();
        for entry in entries {
            holidays::check(&entry)?;
            let date = entry.date;
            if given.insert(date, entry).is_some() {
                return Err(DayProblem::Twice(date));
            }
        }
        Ok(Self::build(given, vec![WorkingHours::usual()]))
    }

    /// A calendar from a file of days; see [`holidays::read`].
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn read(file: &str) -> Result<Self, ReadError> {
        let given = holidays::read(file)?.into_iter().map(|entry| (entry.date, entry)).collect();
        Ok(Self::build(given, vec![WorkingHours::usual()]))
    }

    /// The same calendar with other working hours.
    ///
    /// # Errors
    /// When a session ends before it begins, or two sets begin on one day.
    pub fn with_hours(self, hours: Vec<WorkingHours>) -> Result<Self, HoursError> {
        Ok(Self::build(self.given, hours::in_order(hours)?))
    }

    /// The calendar with more days, as an administrator enters a decision. A day already there is replaced.
    ///
    /// # Errors
    /// When an entry names no decision, appears twice or cannot be what it is said to be.
    pub fn extend(&self, entries: impl IntoIterator<Item = DayEntry>) -> Result<Self, DayProblem> {
        let mut given = self.given.clone();
        let mut seen = BTreeSet::new();
        for entry in entries {
            holidays::check(&entry)?;
            if entry.decision.as_deref().is_none_or(|number| number.trim().is_empty()) {
                return Err(DayProblem::NoDecision(entry.date));
            }
            if !seen.insert(entry.date) {
                return Err(DayProblem::Twice(entry.date));
            }
            given.insert(entry.date, entry);
        }
        Ok(Self::build(given, self.hours.clone()))
    }

    fn build(given: BTreeMap<Date, DayEntry>, hours: Vec<WorkingHours>) -> Self {
        let known = known_years(&given);
        let mut expected = BTreeMap::new();
        for occasion in RANGE.flat_map(predict::days_off) {
            let settled =
                given.range(occasion.settled_within).filter(|(_, entry)| counts(entry) && entry.kind.is_off());
            if settled.count() < occasion.settled_by {
                let days = occasion.days.into_iter().filter(|day| applied(&given, day.date).is_none());
                expected.extend(days.map(|day| (day.date, (day, occasion.certain))));
            }
        }
        let layout = Layout::of(&given, &expected, &hours);
        Self { given, expected, known, hours, layout }
    }

    /// The first day of the years whose days off are decided and in the data; none when there is no such year.
    pub fn known_from(&self) -> Option<Date> {
        self.known.map(|(from, _)| date(from, 1, 1))
    }

    /// The last day of the years whose days off are decided and in the data. Beyond it Tết and the second day of Quốc
    /// khánh are predicted, and a deadline that reaches there says so. A year is decided once the five days of its Tết
    /// are in the data. Holidays that the law dates are off in every year, in the data or not.
    pub fn known_until(&self) -> Option<Date> {
        self.known.map(|(_, to)| date(to, 12, 31))
    }

    /// Whether the days off of a date's year are decided and in the data.
    pub fn is_decided(&self, date: Date) -> bool {
        self.known.is_some_and(|(from, to)| (from..=to).contains(&date.year()))
    }

    /// Every entry given, in order of dates, also those not sure enough to count.
    pub fn entries(&self) -> impl Iterator<Item = &DayEntry> {
        self.given.values()
    }

    /// Entries that wait to be confirmed: they move no deadline.
    pub fn unconfirmed(&self) -> impl Iterator<Item = &DayEntry> {
        self.given.values().filter(|entry| !counts(entry))
    }

    /// What a day is, and why.
    pub fn day(&self, date: Date) -> Day<'_> {
        if let Some(entry) = applied(&self.given, date) {
            return if entry.kind.is_off() { Day::Off { entry, predicted: false } } else { Day::MakeupWork(entry) };
        }
        match self.expected.get(&date) {
            Some((entry, certain)) => Day::Off { entry, predicted: !certain },
            None if is_weekend(date) => Day::Weekend,
            None => Day::Working,
        }
    }

    /// The hours in force on a day.
    pub fn hours_on(&self, date: Date) -> &WorkingHours {
        let later = self.hours.partition_point(|hours| hours.valid_from <= date);
        &self.hours[later.saturating_sub(1)]
    }

    /// Whether a date lies inside the years of the calendar.
    pub fn covers(&self, date: Date) -> bool {
        (FIRST..LAST).contains(&date)
    }

    /// The slot of a day.
    pub(super) fn slot(&self, date: Date) -> usize {
        usize::try_from(days_between(FIRST, date)).unwrap_or(0).min(self.layout.marks.len() - 1)
    }

    /// The day of a slot.
    pub(super) fn date_of(slot: usize) -> Date {
        plus_days(FIRST, slot as i64)
    }
}

impl Layout {
    fn of(
        given: &BTreeMap<Date, DayEntry>,
        expected: &BTreeMap<Date, (DayEntry, bool)>,
        hours: &[WorkingHours],
    ) -> Self {
        let slots = days_between(FIRST, LAST) as usize + 1;
        let mut layout = Self {
            marks: Vec::with_capacity(slots),
            worked_before: Vec::with_capacity(slots + 1),
            minutes_before: Vec::with_capacity(slots + 1),
            working: Vec::new(),
        };
        let (mut worked, mut minutes) = (0, 0);
        let mut current = 0;
        let mut date = FIRST;
        while date <= LAST {
            let mark = match applied(given, date) {
                Some(entry) if entry.kind.is_off() => Mark::Off,
                Some(_) => Mark::MakeupWork,
                None if expected.contains_key(&date) => Mark::Off,
                None if is_weekend(date) => Mark::Weekend,
                None => Mark::Working,
            };
            layout.marks.push(mark);
            layout.worked_before.push(worked);
            layout.minutes_before.push(minutes);
            while hours.get(current + 1).is_some_and(|next| next.valid_from <= date) {
                current += 1;
            }
            if mark.is_working() {
                layout.working.push(date);
                worked += 1;
                minutes += hours[current].minutes();
            }
            date = plus_days(date, 1);
        }
        layout.worked_before.push(worked);
        layout.minutes_before.push(minutes);
        layout
    }
}

impl Mark {
    pub(super) const fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::MakeupWork)
    }
}

fn counts(entry: &DayEntry) -> bool {
    entry.confidence >= Confidence::Medium
}

fn applied(given: &BTreeMap<Date, DayEntry>, date: Date) -> Option<&DayEntry> {
    given.get(&date).filter(|entry| counts(entry))
}

/// The first decided year and the last one after it without a gap.
fn known_years(given: &BTreeMap<Date, DayEntry>) -> Option<(i16, i16)> {
    let decided = |year: i16| {
        let first = lunar::new_year(year);
        let around = plus_days(first, -4)..=plus_days(first, 7);
        given.range(around).filter(|(_, entry)| counts(entry) && entry.kind.is_off()).count() >= 5
    };
    let from = RANGE.into_iter().find(|&year| decided(year))?;
    let to = (from..=*RANGE.end()).take_while(|&year| decided(year)).last()?;
    Some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Lang,
        calendar::{day::Name, golden::calendar, holidays::DayKind},
    };

    fn entry(date: Date, kind: DayKind, confidence: Confidence) -> DayEntry {
        let name = Name::new("Nghỉ", "Off");
        DayEntry { date, kind, name, decision: Some("1/QĐ".into()), confidence }
    }

    #[test]
    fn the_data_reach_from_2021_to_2027() {
        let calendar = calendar();
        assert_eq!(calendar.known_from(), Some(date(2021, 1, 1)));
        assert_eq!(calendar.known_until(), Some(date(2027, 12, 31)));
        assert_eq!(calendar.unconfirmed().count(), 0);
    }

    #[test]
    fn a_year_without_a_decision_is_predicted_and_says_so() {
        let Day::Off { entry, predicted } = calendar().day(date(2028, 1, 26)) else { panic!("mùng 1 Tết is off") };
        assert!(predicted);
        assert_eq!(entry.name.get(Lang::Vi), "Tết Mậu Thân");
        assert!(!calendar().is_decided(date(2028, 1, 26)));
    }

    #[test]
    fn hearsay_is_kept_but_moves_nothing() {
        let day = date(2024, 7, 1);
        let heard = Calendar::new([entry(day, DayKind::SwapOff, Confidence::Low)]).unwrap();
        assert_eq!(heard.day(day), Day::Working);
        assert_eq!(heard.unconfirmed().count(), 1);
        let confirmed = heard.extend([entry(day, DayKind::SwapOff, Confidence::High)]).unwrap();
        assert!(!confirmed.is_working_day(day));
        assert_eq!(confirmed.unconfirmed().count(), 0);
    }

    #[test]
    fn an_administrator_adds_a_day_by_its_decision_or_not_at_all() {
        let calendar = calendar();
        let day = entry(date(2025, 8, 29), DayKind::SwapOff, Confidence::High);
        assert!(!calendar.extend([day.clone()]).unwrap().is_working_day(day.date));
        let bare = DayEntry { decision: Some(" ".into()), ..day.clone() };
        assert_eq!(calendar.extend([bare]).unwrap_err(), DayProblem::NoDecision(day.date));
        assert_eq!(calendar.extend([day.clone(), day.clone()]).unwrap_err(), DayProblem::Twice(day.date));
    }

    #[test]
    fn the_decision_on_tet_makes_a_year_known_and_keeps_the_days_of_the_law() {
        let tet = [25, 26, 27, 28, 31].map(|d| entry(date(2028, 1, d), DayKind::Statutory, Confidence::High));
        let calendar = calendar().extend(tet).unwrap();
        assert_eq!(calendar.known_until(), Some(date(2028, 12, 31)));
        assert!(calendar.is_working_day(date(2028, 1, 24)), "expected in lieu of mùng 4, and not so decided");
        assert!(!calendar.is_working_day(date(2028, 4, 4)), "Giỗ Tổ needs no decision");
    }

    #[test]
    fn one_day_of_tet_does_not_settle_the_others() {
        let calendar = calendar().extend([entry(date(2028, 1, 26), DayKind::Statutory, Confidence::High)]).unwrap();
        assert!(!calendar.is_working_day(date(2028, 1, 27)));
        assert_eq!(calendar.known_until(), Some(date(2027, 12, 31)));
    }

    #[test]
    fn a_year_after_a_gap_is_not_reached() {
        // Tết 2029 is on 13 February.
        let tet = (12..=16).map(|d| entry(date(2029, 2, d), DayKind::Statutory, Confidence::High));
        let calendar = calendar().extend(tet).unwrap();
        assert_eq!(calendar.known_until(), Some(date(2027, 12, 31)));
    }

    #[test]
    fn hours_change_on_a_day() {
        let usual = WorkingHours::usual();
        let summer = WorkingHours { valid_from: date(2024, 7, 1), ..usual };
        let calendar = Calendar::default().with_hours(vec![summer, usual]).unwrap();
        assert_eq!(calendar.hours_on(date(2024, 6, 30)), &usual);
        assert_eq!(calendar.hours_on(date(2024, 7, 1)), &summer);
        assert_eq!(calendar.hours_on(date(1990, 7, 1)), &usual);
    }
}
