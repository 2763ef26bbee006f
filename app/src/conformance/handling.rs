//! Topics of how dossiers are handled in time: passing on, supplements, lateness, slips.

use base::{
    calendar::{ClockEvent, Due, LedgerError, NewDate, Rules, Term, Timeliness, ledger},
    clock::instant,
    codes::slips::receipt_is_issued,
};
use jiff::ToSpan;

use super::{
    Answer, Fact, World,
    days::{morning, promise, same_day, working_days},
    wording,
};

/// The score of finishing before, on or after the due date.
pub fn timeliness(fact: &Fact, _: &World) -> Option<Answer> {
    let finished = ["finished", "completed", "done", "returned", "result"];
    let after = |keys: &[&str]| keys.iter().find_map(|key| wording::date(wording::value(&fact.input, key)?));
    let got: Vec<Timeliness> = match (after(&["due", "hẹn trả", "term ends"]), after(&finished)) {
        (Some(due), Some(done)) => vec![Due::Day(due).timeliness(instant(morning(done)))],
        _ => {
            let named = [
                (Timeliness::Early, ["before", "early", "earlier"]),
                (Timeliness::OnTime, ["on", "on time", "equal"]),
                (Timeliness::Late, ["after", "late", "later"]),
            ];
            let words: Vec<_> = fact.input.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
            let found =
                |word: &String| named.iter().find(|(_, names)| names.contains(&word.as_str())).map(|(kind, _)| *kind);
            words.iter().filter_map(found).collect()
        }
    };
    let expected = wording::numbers(&wording::main(&fact.expected));
    if got.is_empty() || expected.is_empty() {
        return None;
    }
    let scores: Vec<_> = got.iter().map(|kept| kept.score().to_string()).collect();
    Answer::new(
        expected.iter().map(u32::to_string).eq(scores.iter().cloned()),
        format_args!("score {}", scores.join(" / ")),
    )
}

/// The last day to return an insufficient file.
pub fn supplement_latest(fact: &Fact, world: &World) -> Option<Answer> {
    let received = wording::date(&fact.input)?;
    same_day(fact, promise(morning(received), Term::working_days(30), world)?.supplement_return_by?)
}

/// The new due date after a supplement.
pub fn after_supplement(fact: &Fact, world: &World) -> Option<Answer> {
    let complete = wording::date(&fact.input)?;
    let term = match working_days(&fact.input) {
        Some(days) => Term::working_days(days),
        None => Term::calendar_days(wording::count(&fact.input, &["calendar day", "day"])?),
    };
    // When it came first and when it went back does not matter: the term starts again.
    let before = instant(morning(complete.saturating_sub(7.days())));
    let events = [
        ClockEvent::Received { at: before, term },
        ClockEvent::ReturnedForSupplement { at: before },
        ClockEvent::Completed { at: instant(morning(complete)) },
    ];
    same_day(fact, ledger::promise(&events, &world.calendar, &Rules::default()).ok()?.due.date())
}

/// When a file received at the counter goes to the deciding office.
pub fn transfer(fact: &Fact, world: &World) -> Option<Answer> {
    let received = wording::moment(&fact.input)?;
    let on = promise(received, Term::working_days(30), world)?.transfer_on;
    let same = on == received.date();
    let said_same = wording::says(&fact.expected, &["same day", "same working day", "cùng ngày", "ngay trong ngày"]);
    let said_next = wording::says(&fact.expected, &["next working day", "next day", "ngày làm việc tiếp theo"]);
    match (wording::date(&fact.expected), said_same, said_next) {
        (Some(date), ..) => Answer::new(date == on, on),
        (None, true, false) => Answer::new(same, on),
        (None, false, true) => Answer::new(!same, on),
        _ => None,
    }
}

/// The last day of an apology with a new date.
pub fn overdue_notice(fact: &Fact, world: &World) -> Option<Answer> {
    let due = wording::date(&fact.input)?;
    let limit = due.saturating_sub(i64::from(Rules::default().on(due).apology_days_before).days());
    // A limit on a day off is kept on the last working day before it: both say the same.
    let kept = world.calendar.on_or_previous_working_day(limit);
    let expected = wording::date(&fact.expected)?;
    Answer::new(expected == limit || expected == kept, kept)
}

/// Whether so many new dates may be set.
pub fn reappointment(fact: &Fact, world: &World) -> Option<Answer> {
    let times = wording::ordinal(&fact.input)?;
    let at = instant(morning(wording::date(&fact.input).unwrap_or(jiff::civil::date(2023, 7, 17))));
    let term = Term::working_days(5);
    let again = ClockEvent::Extended { at, until: NewDate::By(term), reason: "…".into() };
    let events: Vec<_> = std::iter::once(ClockEvent::Received { at, term })
        .chain(std::iter::repeat_n(again, times.min(10) as usize))
        .collect();
    let got = ledger::promise(&events, &world.calendar, &Rules::default());
    let refused = matches!(got, Err(LedgerError::SecondExtension(_)));
    let said = match () {
        () if wording::says(&fact.expected, &["rejected", "refused", "not allowed", "forbidden", "không được"]) => {
            true
        }
        () if wording::says(&fact.expected, &["allowed", "accepted", "được"]) => false,
        () => return None,
    };
    Answer::new(said == refused, if refused { "refused" } else { "allowed" })
}

/// Whether the receipt slip is issued.
pub fn receipt(fact: &Fact, _: &World) -> Option<Answer> {
    let immediate = match () {
        () if wording::says(&fact.input, &["not immediate", "no immediate", "without immediate"]) => false,
        () if wording::says(&fact.input, &["immediate", "immediately", "at once", "trả ngay"]) => true,
        () if wording::says(&fact.input, &["working days", "appointment", "term"]) => false,
        () => return None,
    };
    let asked = wording::says(&fact.input, &["applicant asks", "asks", "asked", "on request", "requested", "yêu cầu"]);
    let issued = receipt_is_issued(immediate, asked);
    let said = match () {
        () if wording::says(&fact.expected, &["no mẫu", "not issued", "not required", "no receipt", "no slip"]) => {
            false
        }
        () if wording::says(&fact.expected, &["issued", "required", "mẫu 01", "mẫu số 01"]) => true,
        () => return None,
    };
    Answer::new(said == issued, if issued { "issued" } else { "not issued unless the applicant asks" })
}

/// When a certified copy is due.
pub fn certification(fact: &Fact, world: &World) -> Option<Answer> {
    let asked = wording::moment(&fact.input)?;
    let due = promise(asked, Term::same_day(), world)?.due.date();
    match wording::date(&fact.expected) {
        Some(date) => Answer::new(date == due, due),
        None if wording::says(&fact.expected, &["same day"]) => Answer::new(due == asked.date(), due),
        None if wording::says(&fact.expected, &["next working day"]) => Answer::new(due != asked.date(), due),
        None => None,
    }
}
