//! One count of a term: where it begins, where it is heading, and what standing still does to it. Wall time of Vietnam.

use jiff::civil::{Date, DateTime};

use super::{
    Calendar, days_between,
    due::Due,
    plus_days,
    reasons::{Effect, Lateness, Skipped},
    rules::{LateReceipt, RuleSet},
    terms::{Term, Unit},
    working::{end_of, minutes_between, plus_minutes},
};
use crate::clock::instant;

/// A count under way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    /// The day it counts as received, itself not counted.
    pub(super) base: Date,
    /// The first day that counts.
    pub(super) first: Date,
    pub(super) goal: Goal,
}

/// Where a count is heading.
#[derive(Debug, Clone, Copy)]
pub(super) enum Goal {
    /// The end of a working day, or of its morning.
    WorkingDay { last: Date, half: bool },
    /// The end of a day, or of the next working day when it is off.
    CalendarDay { last: Date },
    /// The end of the day of receipt, or of the next working day.
    SameDay { on: Date },
    /// A time, clocks running.
    Hour { until: DateTime },
    /// A time, counting working hours.
    WorkingHour { until: DateTime },
}

/// What the hour of a receipt did.
pub(super) struct Receipt {
    /// When the file goes to the deciding office.
    pub(super) transfer_on: Date,
    /// Why it was late, if it was.
    pub(super) lateness: Option<Lateness>,
    /// What follows from that.
    pub(super) effect: Effect,
}

impl Count {
    /// Begins to count a term at a receipt.
    pub(super) fn start(term: Term, at: DateTime, set: &RuleSet, calendar: &Calendar) -> (Self, Receipt) {
        let day = at.date();
        let lateness = if !calendar.is_working_day(day) {
            Some(Lateness::DayOff)
        } else if at.time() > set.cut_off {
            Some(Lateness::CutOff(set.cut_off))
        } else {
            None
        };
        let transfer_on = if lateness.is_some() { calendar.next_working_day(day) } else { day };
        let in_days = matches!(term.unit(), Unit::WorkingDay | Unit::CalendarDay);
        let shifts = in_days && set.late_receipt == LateReceipt::CountsNextDay;
        let base = if shifts { transfer_on } else { day };
        let (first, goal) = match term.unit() {
            Unit::SameDay => (transfer_on, Goal::SameDay { on: transfer_on }),
            Unit::WorkingDay => {
                let days = term.units() + u32::from(term.ends_in_half());
                let last = calendar.add_working_days(base, days);
                (calendar.next_working_day(base), Goal::WorkingDay { last, half: term.ends_in_half() })
            }
            Unit::CalendarDay => {
                let last = plus_days(base, term.units().into());
                (plus_days(base, 1), Goal::CalendarDay { last })
            }
            Unit::Hour => (day, Goal::Hour { until: plus_minutes(at, term.minutes().into()) }),
            Unit::WorkingHour => (day, Goal::WorkingHour { until: calendar.add_working_minutes(at, term.minutes()) }),
        };
        let effect = match (lateness, term.unit()) {
            (None, _) | (_, Unit::Hour | Unit::WorkingHour) => Effect::None,
            (_, Unit::SameDay) => Effect::PromisedFor(transfer_on),
            _ if shifts => Effect::CountsAs(transfer_on),
            _ => Effect::ForwardedOn(transfer_on),
        };
        (Self { base, first, goal }, Receipt { transfer_on, lateness, effect })
    }

    /// What is promised.
    pub(super) fn due(&self, calendar: &Calendar) -> Due {
        match self.goal {
            Goal::WorkingDay { last, half: false } => Due::Day(last),
            Goal::WorkingDay { last, half: true } => Due::At(instant(calendar.end_of_half_day(last))),
            Goal::CalendarDay { last } => Due::Day(calendar.on_or_next_working_day(last)),
            Goal::SameDay { on } => Due::Day(on),
            Goal::Hour { until } | Goal::WorkingHour { until } => Due::At(instant(until)),
        }
    }

    /// When the promise runs out.
    pub(super) fn ends(&self, calendar: &Calendar) -> DateTime {
        match self.goal {
            Goal::WorkingDay { last, half: true } => calendar.end_of_half_day(last),
            Goal::WorkingDay { last, half: false } => end_of(last),
            Goal::CalendarDay { last } => end_of(calendar.on_or_next_working_day(last)),
            Goal::SameDay { on } => end_of(on),
            Goal::Hour { until } | Goal::WorkingHour { until } => until,
        }
    }

    /// Stands still from one time to another. The day on which the clock stops has been used, the day on which it goes
    /// on is not counted, as the day of receipt is not; a stop and a start on one day cost nothing. A clock that stops
    /// after the promise has run out changes nothing.
    pub(super) fn skip(&mut self, from: DateTime, to: DateTime, set: &RuleSet, calendar: &Calendar) -> Skipped {
        let ends = self.ends(calendar);
        let day_based = !matches!(self.goal, Goal::Hour { .. } | Goal::WorkingHour { .. });
        if from > ends || (day_based && from == ends) {
            return Skipped::AfterDue;
        }
        let stopped = from.date().max(self.base);
        let skipped = match &mut self.goal {
            Goal::WorkingDay { last, .. } => {
                let days = u32::try_from(calendar.working_days_between(stopped, to.date())).unwrap_or(0);
                *last = calendar.add_working_days(*last, days);
                Skipped::WorkingDays(days)
            }
            Goal::CalendarDay { last } => {
                let days = u32::try_from(days_between(stopped, to.date())).unwrap_or(0);
                *last = plus_days(*last, days.into());
                Skipped::CalendarDays(days)
            }
            Goal::SameDay { on } => {
                let before = *on;
                if from.date() != to.date() {
                    let in_time = calendar.is_working_day(to.date()) && to.time() <= set.cut_off;
                    let again = if in_time { to.date() } else { calendar.next_working_day(to.date()) };
                    *on = again;
                }
                Skipped::WorkingDays(u32::try_from(calendar.working_days_between(before, *on)).unwrap_or(0))
            }
            Goal::Hour { until } => {
                let minutes = minutes_between(from, to);
                *until = plus_minutes(*until, minutes);
                Skipped::Minutes(minutes)
            }
            Goal::WorkingHour { until } => {
                let left = u32::try_from(calendar.working_minutes_between(from, *until)).unwrap_or(0);
                *until = calendar.add_working_minutes(to, left);
                Skipped::WorkingMinutes(calendar.working_minutes_between(from, to))
            }
        };
        self.not_before(to, calendar);
        skipped
    }

    /// A promise kept open by a stop on its last day cannot have run out when the clock goes on.
    fn not_before(&mut self, resumed: DateTime, calendar: &Calendar) {
        if self.ends(calendar) > resumed {
            return;
        }
        let today = calendar.on_or_next_working_day(resumed.date());
        match &mut self.goal {
            Goal::WorkingDay { last, half } => {
                let too_late = *half && calendar.end_of_half_day(today) < resumed;
                *last = if too_late { calendar.next_working_day(today) } else { today };
            }
            Goal::CalendarDay { last } => *last = resumed.date(),
            Goal::SameDay { on } => *on = today,
            Goal::Hour { until } | Goal::WorkingHour { until } => *until = resumed,
        }
    }

    /// Heads for another day.
    pub(super) fn move_to(&mut self, date: Date, calendar: &Calendar) {
        self.goal = match self.goal {
            Goal::WorkingDay { .. } => Goal::WorkingDay { last: calendar.on_or_next_working_day(date), half: false },
            _ => Goal::CalendarDay { last: date },
        };
    }

    /// Goes on for another term after the promise. False when the two cannot be added: hours to a day.
    pub(super) fn move_by(&mut self, term: Term, calendar: &Calendar) -> bool {
        let due = self.due(calendar);
        self.goal = match (term.unit(), due) {
            (Unit::WorkingDay, _) => {
                let days = term.units() + u32::from(term.ends_in_half());
                Goal::WorkingDay { last: calendar.add_working_days(due.date(), days), half: term.ends_in_half() }
            }
            (Unit::CalendarDay, _) => Goal::CalendarDay { last: plus_days(due.date(), term.units().into()) },
            (Unit::Hour, Due::At(_)) => Goal::Hour { until: plus_minutes(self.ends(calendar), term.minutes().into()) },
            (Unit::WorkingHour, Due::At(_)) => {
                Goal::WorkingHour { until: calendar.add_working_minutes(self.ends(calendar), term.minutes()) }
            }
            (Unit::SameDay, _) | (Unit::Hour | Unit::WorkingHour, Due::Day(_)) => return false,
        };
        true
    }
}
