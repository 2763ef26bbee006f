//! Days and times as they stand inside a sentence.

use jiff::civil::{Date, DateTime, Time, Weekday};

use crate::Lang;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `thứ Hai`, `Chủ nhật`; `Monday`.
pub(super) fn weekday(date: Date, lang: Lang) -> &'static str {
    match date.weekday() {
        Weekday::Monday => lang.pick("thứ Hai", "Monday"),
        Weekday::Tuesday => lang.pick("thứ Ba", "Tuesday"),
        Weekday::Wednesday => lang.pick("thứ Tư", "Wednesday"),
        Weekday::Thursday => lang.pick("thứ Năm", "Thursday"),
        Weekday::Friday => lang.pick("thứ Sáu", "Friday"),
        Weekday::Saturday => lang.pick("thứ Bảy", "Saturday"),
        Weekday::Sunday => lang.pick("Chủ nhật", "Sunday"),
    }
}

/// `05/02`; `5 February`.
pub(super) fn short(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{:02}/{:02}", date.day(), date.month()),
        Lang::En => format!("{} {}", date.day(), MONTHS[date.month() as usize - 1]),
    }
}

/// `05/02/2024`; `5 February 2024`.
pub(super) fn full(date: Date, lang: Lang) -> String {
    format!("{}{}{}", short(date, lang), lang.pick("/", " "), date.year())
}

/// `thứ Hai 05/02`; `Monday 5 February`.
pub(super) fn day(date: Date, lang: Lang) -> String {
    format!("{} {}", weekday(date, lang), short(date, lang))
}

/// `thứ Hai 05/02/2024`; `Monday 5 February 2024`.
pub(super) fn day_and_year(date: Date, lang: Lang) -> String {
    format!("{} {}", weekday(date, lang), full(date, lang))
}

/// `16:10`.
pub(super) fn clock(at: Time) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `16:10 thứ Hai 05/02/2024`; `16:10 on Monday 5 February 2024`.
pub(super) fn moment(at: DateTime, lang: Lang) -> String {
    format!("{}{}{}", clock(at.time()), lang.pick(" ", " on "), day_and_year(at.date(), lang))
}

/// `08/02–14/02`, or the day alone; `8–14 February`.
pub(super) fn range(from: Date, to: Date, lang: Lang) -> String {
    match lang {
        _ if from == to => short(from, lang),
        Lang::En if from.month() == to.month() => format!("{}–{}", from.day(), short(to, lang)),
        _ => format!("{}–{}", short(from, lang), short(to, lang)),
    }
}

/// `a, b và c`; `a, b and c`.
pub(super) fn list(parts: &[String], lang: Lang) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), lang.pick("và", "and")),
    }
}

/// A number with its unit in English, with an s where there are more than one.
pub(super) fn plural(number: i64, unit: &str) -> String {
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// The first letter as a sentence begins.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
