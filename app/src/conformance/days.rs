//! Topics of the calendar: terms, days off, the moon.

use base::{
    calendar::{ClockEvent, Day, DayKind, LunarDate, Promise, Rules, Term, ledger, lunar},
    clock::instant,
    text::fold,
};
use jiff::{
    ToSpan,
    civil::{Date, DateTime, time},
};

use super::{Answer, Fact, World, wording};

/// A time at which a file is received well before the cut-off.
pub fn morning(day: Date) -> DateTime {
    day.to_datetime(time(8, 0, 0, 0))
}

/// What is promised for a file received at a time.
pub fn promise(received: DateTime, term: Term, world: &World) -> Option<Promise> {
    let events = [ClockEvent::Received { at: instant(received), term }];
    ledger::promise(&events, &world.calendar, &Rules::default()).ok()
}

/// Agrees when the first date of the expected text is this one.
pub fn same_day(fact: &Fact, got: Date) -> Option<Answer> {
    Answer::new(wording::date(&fact.expected)? == got, got)
}

/// The number of working days a fact speaks of.
pub fn working_days(text: &str) -> Option<u32> {
    wording::count(text, &["working day", "ngày làm việc", "workday"]).filter(|days| *days > 0)
}

/// When a term in working days ends.
pub fn workdays(fact: &Fact, world: &World) -> Option<Answer> {
    if wording::says(&fact.input, &["first counted day = same day", "first counted day = start day"]) {
        return None;
    }
    let (start, days) = (wording::date(&fact.input)?, working_days(&fact.input)?);
    same_day(fact, promise(start_of(fact, start), Term::working_days(days), world)?.due.date())
}

/// When a term in calendar days ends.
pub fn calendar_days(fact: &Fact, world: &World) -> Option<Answer> {
    let start = wording::date(&fact.input)?;
    let days = wording::count(&fact.input, &["calendar day", "day", "ngày"]).filter(|days| *days > 0)?;
    same_day(fact, promise(start_of(fact, start), Term::calendar_days(days), world)?.due.date())
}

fn start_of(fact: &Fact, day: Date) -> DateTime {
    wording::moment(&fact.input).filter(|at| at.date() == day).unwrap_or(morning(day))
}

/// Whether the offices work on a day, and why not.
pub fn holiday(fact: &Fact, world: &World) -> Option<Answer> {
    let date = wording::date(&fact.input)?;
    let day = world.calendar.day(date);
    let (kind, name) = match day {
        Day::Working => (None, String::new()),
        Day::Weekend => (None, "weekend".into()),
        Day::MakeupWork(entry) | Day::Off { entry, .. } => {
            (Some(entry.kind), format!("{}, {}", entry.name.get(base::Lang::Vi), entry.name.get(base::Lang::En)))
        }
    };
    let got = match (day.is_working(), kind) {
        (true, None) => "working day".into(),
        (true, Some(_)) => format!("working day (make-up: {name})"),
        (false, None) => "day off (weekend)".into(),
        (false, Some(kind)) => format!("day off ({}: {name})", kind.key()),
    };
    let works = match () {
        () if wording::says(&fact.expected, &["not a working day", "day off", "off", "holiday", "weekend", "nghỉ"]) => {
            false
        }
        () if wording::says(&fact.expected, &["working day", "làm việc", "làm bù"]) => true,
        () => return None,
    };
    let said = [
        (DayKind::MakeupWork, &["make-up", "makeup", "made up", "làm bù"][..]),
        (DayKind::SwapOff, &["swap", "swapped", "hoán đổi"]),
        (DayKind::Compensatory, &["in lieu", "compensatory", "compensation", "nghỉ bù"]),
    ];
    let said = said.into_iter().find(|(_, words)| wording::says(&fact.expected, words)).map(|(kind, _)| kind);
    let weekend = wording::says(&fact.expected, &["weekend", "saturday", "sunday"]) && said.is_none();
    let weekday = date.weekday().to_monday_zero_offset();
    let tet = !wording::says(&fact.expected, &["tết", "lunar new year"]) || fold(&name).contains("tet");
    let agrees = works == day.is_working()
        && said.is_none_or(|said| Some(said) == kind)
        && (!weekend || weekday >= 5)
        && (!works || tet || kind.is_some())
        && (works || tet);
    Answer::new(agrees, got)
}

/// A lunar day in a text: `10/3 lunar 2022`, `1/2 nhuận 2023`; `1/1` when only a year is given.
fn lunar_day(text: &str, otherwise: Option<(i8, i8)>) -> Option<LunarDate> {
    let numbers = wording::numbers(&wording::main(text));
    let year = numbers.iter().rev().find_map(|n| i16::try_from(*n).ok().filter(|n| (1900..2200).contains(n)))?;
    let (day, month) =
        match numbers.iter().copied().filter(|n| *n != u32::from(year.unsigned_abs())).collect::<Vec<_>>()[..] {
            [day, month, ..] => (i8::try_from(day).ok()?, i8::try_from(month).ok()?),
            _ => otherwise?,
        };
    let leap = wording::says(text, &["leap", "nhuận"]) && !wording::says(text, &["not leap", "không nhuận"]);
    Some(LunarDate { year, month, leap, day })
}

/// The date of a lunar day.
pub fn solar_of(fact: &Fact, _: &World) -> Option<Answer> {
    let usual = if fact.topic.contains("gioto") { (10, 3) } else { (1, 1) };
    match lunar_day(&fact.input, Some(usual))?.to_date() {
        Some(date) => same_day(fact, date),
        None => Answer::new(wording::expects_nothing(&fact.expected), "no such lunar day"),
    }
}

/// The same in Vietnam and elsewhere: only Vietnam's date is ours to tell.
pub fn zones(fact: &Fact, _: &World) -> Option<Answer> {
    let date = lunar_day(&fact.input, Some((1, 1)))?.to_date()?;
    let vietnam = ["(VN)", "(Vietnam)", "(UTC+7)", "(Việt Nam)"].iter().find_map(|mark| fact.expected.split_once(mark));
    let vietnam = vietnam.map_or(fact.expected.as_str(), |(before, _)| before);
    Answer::new(wording::dates(vietnam).last().copied()? == date, date)
}

/// The lunar day of a date.
pub fn lunar_of(fact: &Fact, _: &World) -> Option<Answer> {
    let got = LunarDate::of(wording::date(&fact.input)?);
    Answer::new(lunar_day(&fact.expected, None)? == got, shown(got))
}

fn shown(LunarDate { year, month, leap, day }: LunarDate) -> String {
    format!("{day}/{month}{}{year}", if leap { " leap " } else { "/" })
}

/// The last day of a lunar year.
pub fn eve(fact: &Fact, _: &World) -> Option<Answer> {
    let years = wording::numbers(&fact.input).into_iter().filter_map(|n| i16::try_from(n).ok().filter(|n| *n >= 1900));
    let eves: Vec<Date> = years.map(|year| lunar::new_year(year + 1).saturating_sub(1.day())).collect();
    let parts: Vec<_> = fact.expected.split(';').collect();
    if eves.is_empty() || parts.len() != eves.len() {
        return None;
    }
    let got: Vec<_> = eves.iter().map(|eve| format!("{eve} is {}", shown(LunarDate::of(*eve)))).collect();
    let agrees = eves.iter().zip(parts).all(|(eve, part)| {
        let lunar = LunarDate::of(*eve);
        let rest = part.rsplit(' ').map(wording::numbers).find(|numbers| numbers.len() == 2);
        let same_lunar =
            rest.is_none_or(|n| n == [u32::from(lunar.day.unsigned_abs()), u32::from(lunar.month.unsigned_abs())]);
        wording::date(part) == Some(*eve) && same_lunar
    });
    Answer::new(agrees, got.join("; "))
}
