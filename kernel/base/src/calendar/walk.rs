//! The way through the events of a file, from receipt to promise.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};

use super::{
    Calendar,
    count::{Count, Goal},
    day::{Day, Name},
    due::{Due, to_minute},
    ledger::{ClockEvent, ClockState, LedgerError, NewDate, Promise},
    plus_days,
    reasons::{Cite, DAYS_OFF, Effect, FIRST_DAY, FIRST_HOUR, Fact, LAST_DAY, Reason},
    rules::{Ground, RuleSet, Rules},
    terms::{Term, Unit},
};
use crate::clock::wall;

/// A stop of the clock.
#[derive(Clone, Copy)]
struct Stop {
    since: Timestamp,
    from: DateTime,
    ground: Ground,
}

/// What is known so far.
pub(super) struct Walk<'a> {
    calendar: &'a Calendar,
    set: &'a RuleSet,
    term: Term,
    received: DateTime,
    count: Count,
    transfer_on: Date,
    /// Days off are told from here on.
    told_from: Date,
    stop: Option<Stop>,
    /// Returned on a day, and whether that was late.
    returned: Option<(Date, bool)>,
    return_by: Date,
    extensions: u32,
    before_extension: Option<Due>,
    late_notice: bool,
    finished: Option<Timestamp>,
    reasons: Vec<Reason>,
}

impl<'a> Walk<'a> {
    pub(super) fn through(
        events: &[ClockEvent],
        calendar: &'a Calendar,
        rules: &'a Rules,
    ) -> Result<Self, LedgerError> {
        let Some((ClockEvent::Received { at, term }, rest)) = events.split_first() else {
            return Err(LedgerError::NotReceived);
        };
        let mut walk = Self::receive(*at, *term, calendar, rules);
        walk.check_calendar(0)?;
        let mut before = *at;
        for (index, event) in (1..).zip(rest) {
            if event.at() < before {
                return Err(LedgerError::BackInTime(index));
            }
            before = event.at();
            walk.take(event, index)?;
            walk.check_calendar(index)?;
        }
        Ok(walk)
    }

    /// Lets a clock that stands still go on at an instant.
    pub(super) fn suppose_resumed(&mut self, at: Timestamp, index: usize) -> Result<(), LedgerError> {
        if self.finished.is_none()
            && let Some(stop) = self.stop.take()
        {
            self.resume(stop, to_minute(wall(at)).max(stop.from), true);
            self.check_calendar(index)?;
        }
        Ok(())
    }

    fn receive(at: Timestamp, term: Term, calendar: &'a Calendar, rules: &'a Rules) -> Self {
        let received = to_minute(wall(at));
        let set = rules.on(received.date());
        let (count, receipt) = Count::start(term, received, set, calendar);
        let mut reasons = Vec::with_capacity(4);
        reasons.push(Reason {
            fact: Fact::Received { at: received, lateness: receipt.lateness, effect: receipt.effect },
            cite: Cite::Rule(receipt_rule(term, set).clone()),
        });
        let mut walk = Self {
            calendar,
            set,
            term,
            received,
            count,
            transfer_on: receipt.transfer_on,
            told_from: count.base,
            stop: None,
            returned: None,
            return_by: calendar.add_working_days(received.date(), set.supplement_return_days),
            extensions: 0,
            before_extension: None,
            late_notice: false,
            finished: None,
            reasons,
        };
        walk.begin_term();
        walk
    }

    fn take(&mut self, event: &ClockEvent, index: usize) -> Result<(), LedgerError> {
        if self.finished.is_some() {
            return Err(LedgerError::Finished(index));
        }
        let at = to_minute(wall(event.at()));
        match event {
            ClockEvent::Received { .. } => return Err(LedgerError::ReceivedTwice(index)),
            ClockEvent::ReturnedForSupplement { .. } => {
                let late = self.returned.is_none() && at.date() > self.return_by;
                self.stand_still(event.at(), at, Ground::Supplement, index)?;
                self.returned = Some((at.date(), late || self.returned.is_some_and(|(_, late)| late)));
            }
            ClockEvent::Paused { ground, .. } => self.stand_still(event.at(), at, *ground, index)?,
            ClockEvent::Completed { .. } | ClockEvent::Resumed { .. } => {
                let supplement = matches!(event, ClockEvent::Completed { .. });
                let stop = self.stop.take_if(|stop| (stop.ground == Ground::Supplement) == supplement);
                self.resume(stop.ok_or(LedgerError::NotStopped(index))?, at, false);
            }
            ClockEvent::Extended { until, reason, .. } => self.extend(at.date(), *until, reason, index)?,
            ClockEvent::Finished { at } => self.finished = Some(*at),
        }
        Ok(())
    }

    fn stand_still(
        &mut self,
        since: Timestamp,
        from: DateTime,
        ground: Ground,
        index: usize,
    ) -> Result<(), LedgerError> {
        match self.stop.replace(Stop { since, from, ground }) {
            Some(_) => Err(LedgerError::NotRunning(index)),
            None => Ok(()),
        }
    }

    fn resume(&mut self, stop: Stop, at: DateTime, supposed: bool) {
        if supposed {
            let fact = Fact::Supposed { at, ground: stop.ground };
            self.tell(fact, Cite::Rule(stop_rule(stop.ground, self.set).clone()));
        }
        if self.set.restarts_after(stop.ground) {
            self.restart(stop, at);
        } else {
            let skipped = self.count.skip(stop.from, at, self.set, self.calendar);
            let fact = Fact::Paused { ground: stop.ground, from: stop.from, to: at, skipped };
            self.tell(fact, Cite::Rule(stop_rule(stop.ground, self.set).clone()));
        }
    }

    /// Counts the whole term again, as if the file had been received now.
    fn restart(&mut self, stop: Stop, at: DateTime) {
        let (count, receipt) = Count::start(self.term, at, self.set, self.calendar);
        self.count = count;
        self.transfer_on = receipt.transfer_on;
        self.told_from = count.base;
        // What shaped the first count no longer matters, but for the receipt, a late return and what is supposed.
        self.reasons.retain_mut(|reason| match &mut reason.fact {
            Fact::Received { lateness, effect, .. } => {
                (*lateness, *effect) = (None, Effect::None);
                true
            }
            Fact::Supposed { .. } => true,
            _ => false,
        });
        let rule = Cite::Rule(stop_rule(stop.ground, self.set).clone());
        if let Some((on, true)) = self.returned {
            self.tell(Fact::ReturnedLate { on, by: self.return_by }, rule.clone());
        }
        let fact = Fact::Restarted {
            stopped: stop.from.date(),
            ground: stop.ground,
            complete: at,
            lateness: receipt.lateness,
            effect: receipt.effect,
        };
        self.tell(fact, rule);
        self.begin_term();
    }

    fn extend(&mut self, on: Date, until: NewDate, reason: &str, index: usize) -> Result<(), LedgerError> {
        if self.stop.is_some() {
            return Err(LedgerError::NotRunning(index));
        }
        if self.extensions >= self.set.reappointments {
            return Err(LedgerError::SecondExtension(index));
        }
        self.tell_days_off();
        let from = self.count.due(self.calendar);
        match until {
            NewDate::To(date) => self.count.move_to(date, self.calendar),
            NewDate::By(term) if self.count.move_by(term, self.calendar) => {}
            NewDate::By(_) => return Err(LedgerError::HoursOnDay(index)),
        }
        let to = self.count.due(self.calendar);
        if to.until() <= from.until() {
            return Err(LedgerError::NotLater(index, from));
        }
        let late_notice = on > plus_days(from.date(), -i64::from(self.set.apology_days_before));
        let fact = Fact::Extended { on, from, to, reason: reason.into(), late_notice };
        self.tell(fact, Cite::Rule(self.set.cite.lateness.clone()));
        self.extensions += 1;
        self.before_extension = Some(from);
        self.late_notice |= late_notice;
        // A day that was named was not counted to.
        self.told_from = if matches!(until, NewDate::To(_)) { to.date() } else { from.date() };
        Ok(())
    }

    pub(super) fn promise(mut self) -> Promise {
        let state = match (self.finished, self.stop) {
            (Some(at), stop) => {
                // A file that ends while its clock stands still is measured as if the clock had gone on just then.
                if let Some(stop) = stop {
                    self.count = self.count_from(stop, to_minute(wall(at)));
                } else {
                    self.tell_days_off();
                }
                ClockState::Done { at, timeliness: self.count.due(self.calendar).timeliness(at) }
            }
            (None, Some(stop)) => {
                self.count = self.count_from(stop, stop.from);
                let restarts = self.set.restarts_after(stop.ground);
                let fact = Fact::Standing { since: stop.from, ground: stop.ground, restarts };
                self.tell(fact, Cite::Rule(stop_rule(stop.ground, self.set).clone()));
                ClockState::Stopped { since: stop.since, ground: stop.ground }
            }
            (None, None) => {
                self.tell_days_off();
                self.tell_undecided();
                ClockState::Running
            }
        };
        let due = self.count.due(self.calendar);
        Promise {
            due,
            state,
            first_counted_day: self.count.first,
            transfer_on: self.transfer_on,
            supplement_return_by: self.returned.is_none().then(|| self.return_by.min(due.date())),
            apology_by: self.apology_by(due).filter(|_| state == ClockState::Running),
            extended: self.extensions > 0,
            before_extension: self.before_extension,
            late_notice: self.late_notice,
            late_return: self.returned.is_some_and(|(_, late)| late),
            reasons: self.reasons,
        }
    }

    /// The count as it would be if a stop ended at a time.
    fn count_from(&self, stop: Stop, at: DateTime) -> Count {
        if self.set.restarts_after(stop.ground) {
            Count::start(self.term, at, self.set, self.calendar).0
        } else {
            let mut count = self.count;
            count.skip(stop.from, at, self.set, self.calendar);
            count
        }
    }

    fn apology_by(&self, due: Due) -> Option<Date> {
        let day = plus_days(due.date(), -i64::from(self.set.apology_days_before));
        let day = self.calendar.on_or_previous_working_day(day);
        (self.extensions < self.set.reappointments && day >= self.received.date()).then_some(day)
    }

    fn tell(&mut self, fact: Fact, cite: Cite) {
        self.reasons.push(Reason { fact, cite });
    }

    fn begin_term(&mut self) {
        let cite = match self.term.unit() {
            Unit::SameDay => Cite::Rule(self.set.cite.same_day.clone()),
            Unit::WorkingDay | Unit::CalendarDay => Cite::Law(FIRST_DAY),
            Unit::Hour | Unit::WorkingHour => Cite::Law(FIRST_HOUR),
        };
        let hours = *self.calendar.hours_on(self.count.first);
        self.tell(Fact::Term { term: self.term, from: self.count.first, hours }, cite);
    }

    /// Tells which days the count passed over since they were last told.
    fn tell_days_off(&mut self) {
        let due = self.count.due(self.calendar).date();
        match self.count.goal {
            Goal::WorkingDay { .. } | Goal::SameDay { .. } | Goal::WorkingHour { .. } => {
                let days = self.calendar.days_off(plus_days(self.told_from, 1), due);
                if !days.is_empty() {
                    self.tell(Fact::DaysOff(days), Cite::Law(DAYS_OFF));
                }
            }
            Goal::CalendarDay { last } if last != due => {
                let occasion = match self.calendar.day(last) {
                    Day::Off { entry, .. } => Some(entry.name.clone()),
                    _ => None,
                };
                self.tell(Fact::LastDayOff { last, occasion, due }, Cite::Law(LAST_DAY));
            }
            Goal::CalendarDay { .. } | Goal::Hour { .. } => {}
        }
    }

    fn tell_undecided(&mut self) {
        if matches!(self.count.goal, Goal::Hour { .. }) {
            return;
        }
        let due = self.count.due(self.calendar).date();
        if let Some(day) = [self.count.first, due].into_iter().find(|day| !self.calendar.is_decided(*day)) {
            self.tell(Fact::Undecided { year: day.year() }, Cite::Law(DAYS_OFF));
        }
    }

    fn check_calendar(&self, index: usize) -> Result<(), LedgerError> {
        let covered =
            self.calendar.covers(self.count.base) && self.calendar.covers(self.count.due(self.calendar).date());
        if covered { Ok(()) } else { Err(LedgerError::BeyondCalendar(index)) }
    }
}

fn receipt_rule(term: Term, set: &RuleSet) -> &Name {
    if term.unit() == Unit::SameDay { &set.cite.same_day } else { &set.cite.transfer }
}

fn stop_rule(ground: Ground, set: &RuleSet) -> &Name {
    if ground == Ground::Supplement { &set.cite.supplement } else { &set.cite.pause }
}
