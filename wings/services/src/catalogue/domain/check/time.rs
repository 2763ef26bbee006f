//! Times: what the steps may take together must fit the legal term.
//!
//! A term in working days is measured in working hours, eight to the day. A term in days is measured in hours on the
//! clock, and seven days are taken to hold five working days. Time while the clock stands still does not count.

use base::{
    Lang,
    calendar::{Term, Unit},
};

use crate::catalogue::domain::{
    finding::Report,
    package::{Case, Package, Step},
};

/// Tenths of an hour.
const HOUR: u64 = 10;
const WORKING_DAY: u64 = 8 * HOUR;
const DAY: u64 = 24 * HOUR;

pub(super) fn check(package: &Package, report: &mut Report) {
    for case in &package.cases {
        let Some(Way { spent, converted, slowest }) = longest(package, case) else { continue };
        let allowed = budget(case.term);
        if spent.fits(&allowed) {
            continue;
        }
        let at = package.steps.get(slowest).map_or_else(String::new, |step| {
            let key = if step.times.contains_key(&case.id) { format!("times.{}", case.id) } else { "time".to_owned() };
            format!("steps[{slowest}].{key}")
        });
        let term = case.term;
        let rule = if converted {
            (" (7 ngày tính là 5 ngày làm việc, 1 ngày làm việc 8 giờ)", " (7 days count as 5 working days of 8 hours)")
        } else {
            ("", "")
        };
        report.error(
            "steps.time",
            &at,
            format!(
                "Các bước cộng lại là {}{}, quá thời hạn {} của “{}”",
                spent.label(Lang::Vi),
                rule.0,
                term.label(Lang::Vi),
                case.name.vi
            ),
            format!(
                "The steps take {}{}, more than the term of {} of `{}`",
                spent.label(Lang::En),
                rule.1,
                term.label(Lang::En),
                case.id
            ),
        );
    }
}

/// An amount of time in tenths of an hour: working hours, or hours on the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Amount {
    Working(u64),
    Clock(u64),
}

impl Amount {
    fn fits(&self, allowed: &Self) -> bool {
        match (self, allowed) {
            (Self::Working(spent), Self::Working(allowed)) | (Self::Clock(spent), Self::Clock(allowed)) => {
                spent <= allowed
            }
            _ => false,
        }
    }

    /// In days with at most one digit after the mark, rounded up.
    fn label(self, lang: Lang) -> String {
        let (tenths, day, unit) = match self {
            Self::Working(tenths) => (tenths, WORKING_DAY, Unit::WorkingDay),
            Self::Clock(tenths) => (tenths, DAY, Unit::CalendarDay),
        };
        let days = (tenths * 10).div_ceil(day);
        let (whole, rest, unit) = (days / 10, days % 10, unit.label().get(lang));
        match rest {
            0 => format!("{whole} {unit}"),
            _ => format!("{whole}{}{rest} {unit}", lang.pick(',', '.')),
        }
    }
}

fn budget(term: Term) -> Amount {
    // A term ends in a whole or a half, so twice its value is whole.
    let halves = (term.value() * 2.0) as u64;
    match term.unit() {
        Unit::SameDay => Amount::Working(WORKING_DAY),
        Unit::WorkingDay => Amount::Working(halves * WORKING_DAY / 2),
        Unit::WorkingHour => Amount::Working(halves * HOUR / 2),
        Unit::CalendarDay => Amount::Clock(halves * DAY / 2),
        Unit::Hour => Amount::Clock(halves * HOUR / 2),
    }
}

/// What a step's time takes of a term, and whether it had to be converted.
fn spent(time: Term, of: Amount) -> (u64, bool) {
    match (budget(time), of) {
        (Amount::Working(tenths), Amount::Working(_)) | (Amount::Clock(tenths), Amount::Clock(_)) => (tenths, false),
        // Five working days of 8 hours in seven days of 24: 1 working hour is 4.2 hours on the clock.
        (Amount::Working(tenths), Amount::Clock(_)) => ((tenths * 21).div_ceil(5), true),
        (Amount::Clock(tenths), Amount::Working(_)) => ((tenths * 5).div_ceil(21), true),
    }
}

/// A way through the steps.
struct Way {
    spent: Amount,
    /// Whether some step's time had to be converted to the unit of the term.
    converted: bool,
    /// The step that takes longest: the line to look at first.
    slowest: usize,
}

/// What a step and all after it take, in tenths of an hour. The longer one is the greater.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Rest {
    tenths: u64,
    converted: bool,
    /// The longest of the steps and its place.
    slowest: (u64, usize),
}

/// The longest way through the steps in a case; going back is a new round and does not count. None when no step on it
/// has a time.
fn longest(package: &Package, case: &Case) -> Option<Way> {
    let term = budget(case.term);
    let at = |id: &str| package.steps.iter().position(|step| step.id == id);
    let mut best = vec![Rest::default(); package.steps.len()];
    for (index, step) in package.steps.iter().enumerate().rev() {
        let onward = package.after(step).into_iter().filter_map(|next| at(&next.id)).filter(|next| *next > index);
        let rest = onward.map(|next| best[next]).max().unwrap_or_default();
        let (own, converted) = own_time(step, case).map_or((0, false), |time| spent(time, term));
        best[index] = Rest {
            tenths: own + rest.tenths,
            converted: converted || rest.converted,
            slowest: rest.slowest.max((own, index)),
        };
    }
    let way = best.first().copied().filter(|way| way.tenths > 0)?;
    let spent = match term {
        Amount::Working(_) => Amount::Working(way.tenths),
        Amount::Clock(_) => Amount::Clock(way.tenths),
    };
    Some(Way { spent, converted: way.converted, slowest: way.slowest.1 })
}

fn own_time(step: &Step, case: &Case) -> Option<Term> {
    step.time_in(&case.id).filter(|_| step.stops.is_none())
}
