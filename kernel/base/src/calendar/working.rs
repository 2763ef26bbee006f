//! Counting in working days and working minutes. Every question is one or two look-ups in the layout of the calendar.

use jiff::civil::{Date, DateTime};

use super::{Calendar, days::LAST, hours::minute_of_day, plus_days};

impl Calendar {
    /// Whether the offices work on a day.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.layout.marks[self.slot(date)].is_working()
    }

    /// The first working day after a day.
    pub fn next_working_day(&self, date: Date) -> Date {
        self.add_working_days(date, 1)
    }

    /// The day itself when it is worked, else the first working day after it.
    pub fn on_or_next_working_day(&self, date: Date) -> Date {
        self.nth_working(self.layout.worked_before[self.slot(date)])
    }

    /// The day itself when it is worked, else the last working day before it.
    pub fn on_or_previous_working_day(&self, date: Date) -> Date {
        self.nth_working(self.worked_through(date).saturating_sub(1))
    }

    /// The day on which so many working days have passed after a day, which itself is not counted (BLDS 2015 Đ.147).
    /// No days at all lead nowhere: the day itself.
    pub fn add_working_days(&self, date: Date, days: u32) -> Date {
        if days == 0 {
            return date;
        }
        self.nth_working(self.worked_through(date).saturating_add(days - 1))
    }

    /// The day from which so many working days pass up to a day, which itself is not counted: for notices due so many
    /// working days before.
    pub fn subtract_working_days(&self, date: Date, days: u32) -> Date {
        if days == 0 {
            return date;
        }
        self.nth_working(self.layout.worked_before[self.slot(date)].saturating_sub(days))
    }

    /// Working days after one day up to and with another; negative when that lies before.
    pub fn working_days_between(&self, from: Date, to: Date) -> i32 {
        self.worked_through(to) as i32 - self.worked_through(from) as i32
    }

    /// The earliest time by which so many working minutes have passed. Seconds are dropped.
    pub fn add_working_minutes(&self, at: DateTime, minutes: u32) -> DateTime {
        if minutes == 0 {
            return at;
        }
        let goal = self.minutes_until(at).saturating_add(minutes);
        let slot = self.layout.minutes_before.partition_point(|&before| before < goal);
        match slot.checked_sub(1) {
            Some(slot) if slot < self.layout.marks.len() => {
                let date = Self::date_of(slot);
                date.to_datetime(self.hours_on(date).time_after(goal - self.layout.minutes_before[slot]))
            }
            _ => self.end_of_half_day(LAST),
        }
    }

    /// The earliest time by which so many working hours have passed.
    pub fn add_working_hours(&self, at: DateTime, hours: u32) -> DateTime {
        self.add_working_minutes(at, hours.saturating_mul(60))
    }

    /// Working minutes from one time to another; negative when that lies before.
    pub fn working_minutes_between(&self, from: DateTime, to: DateTime) -> i64 {
        i64::from(self.minutes_until(to)) - i64::from(self.minutes_until(from))
    }

    /// When half of a working day is over: the end of its morning.
    pub(super) fn end_of_half_day(&self, date: Date) -> DateTime {
        date.to_datetime(self.hours_on(date).morning.to)
    }

    /// Working days up to and with a day.
    fn worked_through(&self, date: Date) -> u32 {
        self.layout.worked_before[self.slot(date) + 1]
    }

    /// Working minutes up to a time.
    fn minutes_until(&self, at: DateTime) -> u32 {
        let (date, slot) = (at.date(), self.slot(at.date()));
        let today = if self.layout.marks[slot].is_working() { self.hours_on(date).minutes_until(at.time()) } else { 0 };
        self.layout.minutes_before[slot] + today
    }

    /// The working day with so many working days before it.
    fn nth_working(&self, before: u32) -> Date {
        let working = &self.layout.working;
        working.get(before as usize).or(working.last()).copied().unwrap_or(LAST)
    }
}

/// Minutes from one time to another, clocks running day and night. Seconds are dropped.
pub(super) fn minutes_between(from: DateTime, to: DateTime) -> i64 {
    let minute = |at: DateTime| i64::from(minute_of_day(at.time()));
    super::days_between(from.date(), to.date()) * 1440 + minute(to) - minute(from)
}

/// A time so many minutes later, clocks running day and night.
pub(super) fn plus_minutes(at: DateTime, minutes: i64) -> DateTime {
    at.saturating_add(jiff::SignedDuration::from_mins(minutes))
}

/// The last moment of a day, which is the first of the next.
pub(super) fn end_of(date: Date) -> DateTime {
    plus_days(date, 1).to_datetime(jiff::civil::Time::midnight())
}

#[cfg(test)]
mod tests {
    use crate::calendar::golden::calendar;
    use jiff::civil::date;

    #[test]
    fn years_have_the_working_days_that_were_counted_by_hand() {
        let calendar = calendar();
        for (year, days) in [(2022, 249), (2023, 249), (2024, 251), (2025, 250), (2026, 249)] {
            assert_eq!(calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)), days, "{year}");
        }
    }

    #[test]
    fn a_planned_stop_is_announced_seven_working_days_before() {
        assert_eq!(calendar().subtract_working_days(date(2026, 8, 17), 7), date(2026, 8, 6));
    }

    #[test]
    fn a_petition_is_passed_on_within_five_working_days() {
        assert_eq!(calendar().add_working_days(date(2023, 7, 17), 5), date(2023, 7, 24));
    }

    #[test]
    fn neighbours_of_a_long_tet() {
        let calendar = calendar();
        let (eve, after) = (date(2024, 2, 7), date(2024, 2, 15));
        for day in 8..=14 {
            let off = date(2024, 2, day);
            assert!(!calendar.is_working_day(off));
            assert_eq!(calendar.on_or_next_working_day(off), after);
            assert_eq!(calendar.on_or_previous_working_day(off), eve);
            assert_eq!(calendar.next_working_day(off), after);
        }
        assert_eq!(calendar.next_working_day(eve), after);
        assert_eq!(calendar.on_or_next_working_day(eve), eve);
        assert_eq!(calendar.working_days_between(eve, after), 1);
        assert_eq!(calendar.working_days_between(after, eve), -1);
    }

    #[test]
    fn working_hours_stop_at_noon_in_the_evening_and_over_the_weekend() {
        let calendar = calendar();
        let friday = date(2023, 7, 14);
        assert_eq!(calendar.add_working_hours(friday.at(16, 0, 0, 0), 8), date(2023, 7, 17).at(16, 30, 0, 0));
        assert_eq!(calendar.add_working_hours(friday.at(7, 30, 0, 0), 4), friday.at(11, 30, 0, 0));
        assert_eq!(calendar.add_working_minutes(friday.at(7, 30, 0, 0), 241), friday.at(13, 31, 0, 0));
        assert_eq!(calendar.add_working_minutes(friday.at(7, 30, 0, 0), 450), friday.at(17, 0, 0, 0));
        assert_eq!(calendar.add_working_hours(friday.at(20, 0, 0, 0), 1), date(2023, 7, 17).at(8, 30, 0, 0));
        let over_the_weekend =
            calendar.working_minutes_between(friday.at(16, 0, 0, 0), date(2023, 7, 17).at(8, 0, 0, 0));
        assert_eq!(over_the_weekend, 90);
    }

    #[test]
    fn dates_beyond_the_calendar_stop_at_its_ends() {
        let calendar = calendar();
        let last = date(2099, 12, 31);
        assert_eq!(calendar.add_working_days(last, 5000), last);
        assert_eq!(calendar.add_working_days(date(2500, 1, 1), 1), last);
        assert_eq!(calendar.add_working_days(date(1900, 1, 1), 1), date(2000, 1, 4));
        assert_eq!(calendar.subtract_working_days(date(1900, 1, 1), 9), date(2000, 1, 4));
        assert_eq!(calendar.add_working_hours(last.at(23, 0, 0, 0), u32::MAX).date(), last);
    }
}
