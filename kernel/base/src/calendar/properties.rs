//! What must hold for every file, whatever its dates.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, date},
};
use proptest::prelude::*;

use super::{golden::calendar, *};
use crate::clock::instant;

/// Any day of the decided years, with months to spare on either side.
fn day() -> impl Strategy<Value = Date> {
    (0..2300i64).prop_map(|days| plus_days(date(2021, 2, 1), days))
}

fn moment() -> impl Strategy<Value = DateTime> {
    (day(), 0..1440i64).prop_map(|(day, minute)| working::plus_minutes(day.at(0, 0, 0, 0), minute))
}

fn term() -> impl Strategy<Value = Term> {
    prop_oneof![
        Just(Term::same_day()),
        (1..60u32).prop_map(|halves| Term::new(f64::from(halves) / 2.0, Unit::WorkingDay).unwrap()),
        (1..60u32).prop_map(Term::calendar_days),
        (1..200u32).prop_map(Term::hours),
        (1..200u32).prop_map(Term::working_hours),
    ]
}

/// Minutes from one event to the next: often within days.
fn wait() -> impl Strategy<Value = i64> {
    prop_oneof![0..3000i64, 0..30_000i64]
}

/// Grounds after which the term goes on where it stopped.
fn ground() -> impl Strategy<Value = Ground> {
    prop_oneof![Just(Ground::FinancialObligation), Just(Ground::OtherAgency), Just(Ground::PublicNotice)]
}

fn received(at: DateTime, term: Term) -> ClockEvent {
    ClockEvent::Received { at: instant(at), term }
}

/// The rules of the land, and rules under which a late receipt counts from the next day.
fn rules() -> impl Strategy<Value = Rules> {
    let later = RuleSet { late_receipt: LateReceipt::CountsNextDay, ..Rules::default().sets()[0].clone() };
    prop_oneof![Just(Rules::default()), Just(Rules::new(vec![later]).unwrap())]
}

fn promised(events: &[ClockEvent], rules: &Rules) -> Promise {
    ledger::promise(events, calendar(), rules).unwrap()
}

fn later(at: DateTime, minutes: i64) -> Timestamp {
    instant(at) + SignedDuration::from_mins(minutes)
}

proptest! {
    #[test]
    fn adding_and_counting_working_days_are_inverse(day in day(), days in 1..400u32) {
        let calendar = calendar();
        let end = calendar.add_working_days(day, days);
        prop_assert!(calendar.is_working_day(end));
        prop_assert_eq!(calendar.working_days_between(day, end), days as i32);
        prop_assert_eq!(calendar.working_days_between(end, day), -(days as i32));
        let start = calendar.subtract_working_days(end, days);
        prop_assert_eq!(calendar.add_working_days(start, days), end);
    }

    #[test]
    fn counting_agrees_with_walking_from_day_to_day(from in day(), days in 0..120i64) {
        let calendar = calendar();
        let to = plus_days(from, days);
        let walked = (1..=days).filter(|&n| calendar.day(plus_days(from, n)).is_working()).count();
        prop_assert_eq!(calendar.working_days_between(from, to), walked as i32);
    }

    #[test]
    fn adding_and_counting_working_minutes_are_inverse(at in moment(), minutes in 0..20_000u32) {
        let calendar = calendar();
        let end = calendar.add_working_minutes(at, minutes);
        prop_assert!(end >= at);
        prop_assert_eq!(calendar.working_minutes_between(at, end), i64::from(minutes));
    }

    #[test]
    fn a_day_is_never_promised_that_is_off(at in moment(), rules in rules(), term in term()) {
        let promise = promised(&[received(at, term)], &rules);
        if let Due::Day(day) = promise.due {
            prop_assert!(calendar().is_working_day(day));
        }
        prop_assert!(promise.due.until() > instant(at));
    }

    #[test]
    fn a_later_receipt_never_gives_an_earlier_promise(at in moment(), minutes in 0..6000i64, rules in rules(), term in term()) {
        let (first, second) = (received(at, term), received(working::plus_minutes(at, minutes), term));
        prop_assert!(promised(&[first], &rules).due.until() <= promised(&[second], &rules).due.until());
    }

    #[test]
    fn a_longer_term_never_gives_an_earlier_promise(at in moment(), rules in rules(), term in term()) {
        if let Ok(longer) = Term::new(term.value() + 1.0, term.unit()) {
            let shorter = promised(&[received(at, term)], &rules).due.until();
            prop_assert!(shorter <= promised(&[received(at, longer)], &rules).due.until());
        }
        if let Ok(longer) = Term::new(term.value() + 0.5, term.unit()) {
            let shorter = promised(&[received(at, term)], &rules).due.until();
            prop_assert!(shorter <= promised(&[received(at, longer)], &rules).due.until());
        }
    }

    #[test]
    fn pausing_and_resuming_at_once_moves_no_deadline(
        at in moment(), rules in rules(), term in term(), after in wait(), ground in ground(),
    ) {
        let stop = later(at, after);
        let file = received(at, term);
        let paused = [file.clone(), ClockEvent::Paused { at: stop, ground }, ClockEvent::Resumed { at: stop }];
        prop_assert_eq!(promised(&paused, &rules).due, promised(&[file], &rules).due);
    }

    #[test]
    fn a_longer_pause_never_gives_an_earlier_promise(
        at in moment(), rules in rules(), term in term(), after in wait(), length in wait(), more in 0..10_000i64,
        ground in ground(),
    ) {
        let file = received(at, term);
        let paused = |length| {
            let (stop, go) = (later(at, after), later(at, after + length));
            let events = [file.clone(), ClockEvent::Paused { at: stop, ground }, ClockEvent::Resumed { at: go }];
            promised(&events, &rules).due.until()
        };
        prop_assert!(paused(length) <= paused(length + more));
        prop_assert!(promised(std::slice::from_ref(&file), &rules).due.until() <= paused(length));
    }

    #[test]
    fn a_pause_before_the_end_leaves_the_promise_open(
        at in moment(), rules in rules(), term in term(), left in wait(), length in wait(), ground in ground(),
    ) {
        let file = received(at, term);
        let end = promised(std::slice::from_ref(&file), &rules).due.until();
        let stop = (end - SignedDuration::from_mins(left + 1)).max(instant(at));
        let go = stop + SignedDuration::from_mins(length);
        let events = [file, ClockEvent::Paused { at: stop, ground }, ClockEvent::Resumed { at: go }];
        prop_assert!(promised(&events, &rules).due.until() >= go);
    }

    #[test]
    fn a_restart_after_a_supplement_equals_a_fresh_receipt(
        at in moment(), rules in rules(), term in term(), after in wait(), length in wait(),
    ) {
        let complete = later(at, after + length);
        let again = promised(&[
            received(at, term),
            ClockEvent::ReturnedForSupplement { at: later(at, after) },
            ClockEvent::Completed { at: complete },
        ], &rules);
        let fresh = promised(&[ClockEvent::Received { at: complete, term }], &rules);
        prop_assert_eq!(again.due, fresh.due);
        prop_assert_eq!(again.first_counted_day, fresh.first_counted_day);
        prop_assert_eq!(again.transfer_on, fresh.transfer_on);
    }

    #[test]
    fn what_is_supposed_comes_true_when_it_happens(
        at in moment(), rules in rules(), term in term(), after in wait(), length in wait(), ground in ground(),
    ) {
        let stopped = [received(at, term), ClockEvent::Paused { at: later(at, after), ground }];
        let go = later(at, after + length);
        let supposed = ledger::if_resumed(&stopped, go, calendar(), &rules).unwrap();
        let happened = [stopped[0].clone(), stopped[1].clone(), ClockEvent::Resumed { at: go }];
        prop_assert_eq!(supposed.due, promised(&happened, &rules).due);
        let earliest = promised(&stopped, &rules);
        prop_assert!(earliest.due.until() <= supposed.due.until());
        prop_assert_eq!(earliest.standing(), None);
    }

    #[test]
    fn every_reason_is_a_sentence_with_a_rule_in_both_languages(
        at in moment(), rules in rules(), term in term(), after in wait(), length in wait(), ground in ground(),
    ) {
        let events = [
            received(at, term),
            ClockEvent::ReturnedForSupplement { at: later(at, after) },
            ClockEvent::Completed { at: later(at, after + length) },
            ClockEvent::Paused { at: later(at, after + length), ground },
            ClockEvent::Resumed { at: later(at, after + length + 3000) },
            ClockEvent::Paused { at: later(at, after + length + 3000), ground },
        ];
        for count in 1..=events.len() {
            for reason in promised(&events[..count], &rules).reasons {
                for lang in [crate::Lang::Vi, crate::Lang::En] {
                    let text = reason.text(lang);
                    prop_assert!(text.ends_with('.') && !text.contains("  "), "{text}");
                    prop_assert!(!reason.rule(lang).is_empty());
                }
            }
        }
    }
}

proptest! {
    // Each case lays out a calendar anew.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn one_more_day_off_never_gives_an_earlier_promise(
        at in moment(), rules in rules(), term in term(), offset in 0..60i64, after in wait(), length in wait(),
        ground in ground(),
    ) {
        let mut date = calendar().on_or_next_working_day(plus_days(at.date(), offset));
        if holidays::is_weekend(date) {
            date = calendar().next_working_day(date);
        }
        let (name, decision) = (Name::new("Nghỉ", "Off"), Some("1/QĐ".into()));
        let off = DayEntry { date, kind: DayKind::SwapOff, name, decision, confidence: Confidence::High };
        let freer = calendar().extend([off]).unwrap();
        let file = received(at, term);
        let stop = ClockEvent::Paused { at: later(at, after), ground };
        let go = ClockEvent::Resumed { at: later(at, after + length) };
        for events in [vec![file.clone()], vec![file, stop, go]] {
            let with = ledger::promise(&events, &freer, &rules).unwrap();
            prop_assert!(promised(&events, &rules).due.until() <= with.due.until());
        }
    }
}
