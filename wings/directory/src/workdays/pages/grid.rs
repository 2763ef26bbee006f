//! A year at a glance: twelve months with their days off and days worked.

use base::{
    Lang,
    calendar::{Calendar, Day, DayKind},
    text::format,
};
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use web::{Markup, html};

/// The marks of the days, with a sign each so that they are told apart without colour.
const MARKS: [(&str, &str, &str, &str); 4] = [
    ("off", "●", "Nghỉ lễ, nghỉ bù", "Public holiday, day in lieu"),
    ("swap", "◆", "Nghỉ hoán đổi", "Swapped day off"),
    ("makeup", "▲", "Làm bù", "Worked instead"),
    ("expected", "○", "Dự kiến nghỉ, chưa có quyết định", "Expected to be off, not decided"),
];

/// Twelve months, and what the marks mean.
pub(super) fn year(lang: Lang, calendar: &Calendar, year: i16, today: Date) -> Markup {
    let months = (1..=12).filter_map(|month| Date::new(year, month, 1).ok());
    html! {
        div.months { @for first in months { (month(lang, calendar, first, today)) } }
        ul.legend.marks {
            @for (class, sign, vi, en) in MARKS { li { span.mark.(class) aria-hidden="true" { (sign) } " " (lang.pick(vi, en)) } }
        }
    }
}

fn month(lang: Lang, calendar: &Calendar, first: Date, today: Date) -> Markup {
    let heads = lang.pick(["T2", "T3", "T4", "T5", "T6", "T7", "CN"], ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]);
    let before = usize::from(first.weekday().to_monday_zero_offset().unsigned_abs());
    let days: Vec<Option<Date>> = std::iter::repeat_n(None, before)
        .chain(first.series(1.day()).take_while(|day| day.month() == first.month()).map(Some))
        .collect();
    html! {
        table.month {
            caption { (lang.pick("Tháng ", "Month ")) (first.month()) }
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody {
                @for week in days.chunks(7) {
                    tr {
                        @for day in week { (cell(lang, calendar, *day, today)) }
                        @for _ in week.len()..7 { td {} }
                    }
                }
            }
        }
    }
}

fn cell(lang: Lang, calendar: &Calendar, day: Option<Date>, today: Date) -> Markup {
    let Some(day) = day else { return html! { td {} } };
    let (class, name) = match calendar.day(day) {
        Day::Working => ("", None),
        Day::Weekend => ("weekend", None),
        Day::MakeupWork(entry) => ("makeup", Some(entry)),
        Day::Off { entry, predicted: true } => ("expected", Some(entry)),
        Day::Off { entry, .. } if entry.kind == DayKind::SwapOff => ("swap", Some(entry)),
        Day::Off { entry, .. } => ("off", Some(entry)),
    };
    let sign = MARKS.iter().find(|mark| mark.0 == class).map(|mark| mark.1);
    html! {
        td class=[(!class.is_empty()).then_some(class)] aria-current=[(day == today).then_some("date")]
            title=[name.map(|entry| entry.name.get(lang))] {
            (day.day())
            @if let Some(sign) = sign { span.sign aria-hidden="true" { (sign) } }
            @if let Some(entry) = name { span.unseen { ": " (entry.kind.label().get(lang)) ", " (entry.name.get(lang)) } }
        }
    }
}

/// `thứ Hai, 29/4/2024`.
pub(super) fn day_in_words(lang: Lang, day: Date) -> String {
    let weekday: Weekday = day.weekday();
    format!("{}, {}", format::weekday(weekday).get(lang), format::date(day))
}
