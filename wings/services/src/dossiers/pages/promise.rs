//! The promise box on the pages of dossiers: the date, what is left, and why it is that date, from the deadline ledger.

use base::{
    Lang,
    calendar::{ClockEvent, Promise, Term, Timeliness, Urgency, ledger},
    text::format,
};
use jiff::{Timestamp, civil::Date};
use maud::{Markup, html};
use web::ui::{self, Tone, notice};

use crate::{
    dossiers::domain::{Dossier, State},
    office::Snapshot,
};

/// What the ledger promises; nothing before acceptance. With an instant: as if what is waited for came in then.
pub(super) fn promised(snapshot: &Snapshot, clock: &[ClockEvent], resumed: Option<Timestamp>) -> Option<Promise> {
    match resumed {
        Some(at) => ledger::if_resumed(clock, at, &snapshot.calendar, &snapshot.rules).ok(),
        None => ledger::promise(clock, &snapshot.calendar, &snapshot.rules).ok(),
    }
}

fn boxed(lang: Lang, label: &str, promise: &Promise) -> ui::Promise {
    let date = ui::Promise::new(lang, label, promise.due.label(lang)).machine(promise.due.date().to_string());
    promise.reasons.iter().fold(date, |date, reason| date.because_of(reason.text(lang), reason.rule(lang)))
}

fn tone(urgency: Urgency) -> Tone {
    match urgency {
        Urgency::Late => Tone::Bad,
        Urgency::Today | Urgency::Soon => Tone::Warn,
        Urgency::Ok => Tone::Good,
    }
}

/// The promise of a dossier whose clock runs; nothing before acceptance and while it stands still.
pub(super) fn running(lang: Lang, snapshot: &Snapshot, clock: &[ClockEvent], now: Timestamp) -> Option<ui::Promise> {
    let promise = promised(snapshot, clock, None)?;
    let due = promise.standing()?;
    let left = due.remaining(now, &snapshot.calendar);
    let soon = clock.first().map_or(0, |first| snapshot.rules.on(base::clock::wall(first.at()).date()).soon());
    Some(boxed(lang, label(lang), &promise).left(tone(left.urgency(soon)), left.text(lang)))
}

const fn label(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Hẹn trả kết quả",
        Lang::En => "Result promised for",
    }
}

/// What would be promised if a dossier of this term were accepted now.
pub(super) fn if_received(lang: Lang, snapshot: &Snapshot, now: Timestamp, term: Term) -> Option<ui::Promise> {
    let promise = promised(snapshot, &[ClockEvent::Received { at: now, term }], None)?;
    Some(boxed(
        lang,
        lang.pick("Nếu được tiếp nhận bây giờ, hẹn trả kết quả", "If accepted now, promised for"),
        &promise,
    ))
}

/// What would be promised if what is missing came in now; nothing while the clock runs or before it did.
pub(super) fn if_completed(
    lang: Lang,
    snapshot: &Snapshot,
    clock: &[ClockEvent],
    now: Timestamp,
) -> Option<ui::Promise> {
    let promise = promised(snapshot, clock, Some(now))?;
    Some(boxed(
        lang,
        lang.pick("Nếu bạn bổ sung đủ bây giờ, hẹn trả kết quả", "If you send everything now, promised for"),
        &promise,
    ))
}

/// A promise that was kept, or not: the day the result was ready.
pub(super) fn kept(lang: Lang, on: Date, timeliness: Option<Timeliness>, then: Markup) -> Markup {
    let weekday = format::weekday(on.weekday()).get(lang);
    let date = ui::Promise::new(
        lang,
        lang.pick("Có kết quả ngày", "Result ready on"),
        format!("{weekday}, {}", format::date(on)),
    );
    let date = date.machine(on.to_string()).then(then);
    match timeliness {
        Some(how) => {
            let tone = if how == Timeliness::Late { Tone::Bad } else { Tone::Good };
            html! { (date.left(tone, how.label().get(lang))) }
        }
        None => html! { (date) },
    }
}

/// What is said in place of a date while there is none.
pub(super) const fn without(lang: Lang, state: State) -> &'static str {
    match (state, lang) {
        (State::Filed, Lang::Vi) => "Chưa có ngày hẹn: hồ sơ đang chờ tiếp nhận",
        (State::Filed, Lang::En) => "No date yet: waiting to be accepted",
        (State::AwaitingSupplement, Lang::Vi) => "Chưa có ngày hẹn: đang chờ bổ sung giấy tờ",
        (State::AwaitingSupplement, Lang::En) => "No date yet: waiting for missing papers",
        (State::Refused | State::Withdrawn | State::Stopped | State::HandedOver, Lang::Vi) => "Hồ sơ đã kết thúc",
        (State::Refused | State::Withdrawn | State::Stopped | State::HandedOver, Lang::En) => "This dossier is over",
        (_, Lang::Vi) => "Thời hạn đang tạm dừng",
        (_, Lang::En) => "The term stands still",
    }
}

/// The notice in place of the box while there is no date.
pub(super) fn none(lang: Lang, state: State, tone: Tone, then: Markup) -> Markup {
    notice::with_title(lang, tone, without(lang, state), then)
}

/// The promise in one line, for lists; nothing where none runs.
pub(super) fn line(lang: Lang, snapshot: &Snapshot, dossier: &Dossier, now: Timestamp) -> Option<String> {
    if let Some(on) = dossier.resolved_on {
        return Some(format!("{} {}", lang.pick("Có kết quả ngày", "Result ready on"), format::date(on)));
    }
    let promise = promised(snapshot, &dossier.clock, None)?;
    let due = promise.standing().filter(|_| !dossier.state.is_final())?;
    let left = due.remaining(now, &snapshot.calendar).text(lang);
    Some(format!("{} {} · {left}", lang.pick("Hẹn", "Promised for"), format::date(due.date())))
}
