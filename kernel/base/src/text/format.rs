//! How numbers, money, dates and list letters are written in official Vietnamese.

use jiff::civil::{Date, DateTime, Weekday};

use crate::lang::{Lang, Text};

/// Digits in groups of three: `1.234.567`.
pub fn integer(n: i64) -> String {
    fixed(n, 0)
}

/// A number of so many hundredths, thousandths…, exactly: `fixed(123_456_789, 2)` is `1.234.567,89`.
pub fn fixed(unscaled: i64, places: u8) -> String {
    let places = usize::from(places);
    let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let mut written = String::from(if unscaled < 0 { "-" } else { "" });
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            written.push('.');
        }
        written.push(digit);
    }
    if places > 0 {
        written.push(',');
        written.push_str(fraction);
    }
    written
}

/// A measured number to so many places, halves away from zero as written in decimals: `decimal(2.675, 2)` is `2,68`.
/// A number that is none, or too large to be a figure, is a dash.
pub fn decimal(value: f64, places: u8) -> String {
    // The shortest decimal that reads back as the value is the number a person sees; that one is rounded.
    let shown = format!("{}", value.abs());
    let (whole, fraction) = shown.split_once('.').unwrap_or((&shown, ""));
    let places_wanted = usize::from(places);
    let kept: String = fraction.chars().chain(std::iter::repeat('0')).take(places_wanted).collect();
    let half = fraction.chars().nth(places_wanted).is_some_and(|d| d >= '5');
    match format!("{whole}{kept}").parse::<i64>().ok().and_then(|n| n.checked_add(i64::from(half))) {
        Some(n) => fixed(if value < 0.0 { -n } else { n }, places),
        None => "—".into(),
    }
}

/// A share as a percentage, rounded half up: `percent(1637, 1785, 2)` is `91,71%`. None when there is no whole.
pub fn percent(part: i64, whole: i64, places: u8) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let scale = 100 * 10i128.checked_pow(places.into())?;
    let (top, bottom) = (i128::from(part).checked_mul(scale)?, i128::from(whole));
    let rounded = (2 * top.abs() + bottom.abs()) / (2 * bottom.abs());
    let share = i64::try_from(if (top < 0) == (bottom < 0) { rounded } else { -rounded }).ok()?;
    Some(format!("{}%", fixed(share, places)))
}

/// `17/3/2023`, as dates stand in a sentence.
pub fn date(date: Date) -> String {
    format!("{}/{}/{}", date.day(), date.month(), date.year())
}

/// `ngày 05 tháng 3 năm 2023`, as dates stand in the head of a document: a zero before days under 10 and before months
/// 1 and 2 only (NĐ 30/2020, phụ lục I).
pub fn date_formal(date: Date) -> String {
    let month = if date.month() < 3 { format!("{:02}", date.month()) } else { date.month().to_string() };
    format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
}

/// `08:15 17/3/2023`, Vietnamese wall time.
pub fn date_time(at: DateTime) -> String {
    format!("{:02}:{:02} {}", at.hour(), at.minute(), date(at.date()))
}

/// The name of a weekday.
pub const fn weekday(day: Weekday) -> Text {
    match day {
        Weekday::Monday => Text::new("Thứ Hai", "Monday"),
        Weekday::Tuesday => Text::new("Thứ Ba", "Tuesday"),
        Weekday::Wednesday => Text::new("Thứ Tư", "Wednesday"),
        Weekday::Thursday => Text::new("Thứ Năm", "Thursday"),
        Weekday::Friday => Text::new("Thứ Sáu", "Friday"),
        Weekday::Saturday => Text::new("Thứ Bảy", "Saturday"),
        Weekday::Sunday => Text::new("Chủ nhật", "Sunday"),
    }
}

/// A day seen from today: `hôm nay`, `ngày mai`, `hôm qua`, `3 ngày nữa`, `3 ngày trước`. Calendar days.
pub fn relative_day(day: Date, today: Date, lang: Lang) -> String {
    let distance = day.duration_since(today).as_hours() / 24;
    match (distance, lang) {
        (0, _) => lang.pick("hôm nay", "today").into(),
        (1, _) => lang.pick("ngày mai", "tomorrow").into(),
        (-1, _) => lang.pick("hôm qua", "yesterday").into(),
        (2.., Lang::Vi) => format!("{} ngày nữa", integer(distance)),
        (2.., Lang::En) => format!("in {} days", integer(distance)),
        (_, Lang::Vi) => format!("{} ngày trước", integer(-distance)),
        (_, Lang::En) => format!("{} days ago", integer(-distance)),
    }
}

/// Letters of the points of a clause, in order: đ follows d, and there is no f, j, w or z.
pub const POINTS: [char; 23] =
    ['a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'x', 'y'];

/// The letter of a point counted from zero: `point(4)` is điểm đ. None past the last letter.
pub fn point(index: usize) -> Option<char> {
    POINTS.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{date as read_date, number};
    use jiff::civil::date as day;
    use proptest::prelude::*;

    #[test]
    fn numbers_group_with_dots_and_break_with_a_comma() {
        assert_eq!(integer(14_299_921_363), "14.299.921.363");
        assert_eq!(integer(-1000), "-1.000");
        assert_eq!(integer(999), "999");
        assert_eq!(integer(i64::MIN), "-9.223.372.036.854.775.808");
        assert_eq!(fixed(123_456_789, 2), "1.234.567,89");
        assert_eq!(fixed(-5, 2), "-0,05");
        assert_eq!(crate::Dong(296_101_504).to_string(), "296.101.504 đồng");
    }

    #[test]
    fn measured_numbers_round_as_a_person_rounds() {
        assert_eq!(decimal(2.675, 2), "2,68");
        assert_eq!(decimal(0.125, 2), "0,13");
        assert_eq!(decimal(-1.5, 0), "-2");
        assert_eq!(decimal(553.8, 2), "553,80");
        assert_eq!(decimal(f64::NAN, 2), "—");
        assert_eq!(decimal(1e300, 0), "—");
    }

    #[test]
    fn shares_are_exact_and_have_no_space() {
        assert_eq!(percent(1637, 1785, 2).as_deref(), Some("91,71%"));
        assert_eq!(percent(1, 8, 1).as_deref(), Some("12,5%"));
        assert_eq!(percent(1, 3, 0).as_deref(), Some("33%"));
        assert_eq!(percent(5, 0, 2), None);
    }

    #[test]
    fn dates_are_plain_in_text_and_padded_in_formal_lines() {
        assert_eq!(date(day(2023, 3, 17)), "17/3/2023");
        assert_eq!(date_formal(day(2023, 3, 5)), "ngày 05 tháng 3 năm 2023");
        assert_eq!(date_formal(day(2023, 2, 24)), "ngày 24 tháng 02 năm 2023");
        assert_eq!(date_formal(day(2024, 1, 9)), "ngày 09 tháng 01 năm 2024");
        assert_eq!(date_formal(day(2021, 10, 13)), "ngày 13 tháng 10 năm 2021");
        assert_eq!(date_time(day(2023, 3, 17).at(8, 15, 0, 0)), "08:15 17/3/2023");
    }

    #[test]
    fn days_near_today_have_words() {
        let today = day(2023, 3, 1);
        for (d, vi, en) in [
            (day(2023, 3, 1), "hôm nay", "today"),
            (day(2023, 3, 2), "ngày mai", "tomorrow"),
            (day(2023, 2, 28), "hôm qua", "yesterday"),
            (day(2023, 3, 4), "3 ngày nữa", "in 3 days"),
            (day(2023, 2, 26), "3 ngày trước", "3 days ago"),
        ] {
            assert_eq!(relative_day(d, today, Lang::Vi), vi);
            assert_eq!(relative_day(d, today, Lang::En), en);
        }
    }

    #[test]
    fn points_of_a_clause_run_a_b_c_d_đ_e_g() {
        assert_eq!((0..10).filter_map(point).collect::<String>(), "abcdđeghik");
        assert_eq!(point(23), None);
    }

    proptest! {
        #[test]
        fn written_numbers_read_back(n in any::<i64>(), places in 0u8..6) {
            let read = number::parse(&fixed(n, places)).expect("a written number reads back");
            prop_assert_eq!((read.unscaled, read.places), (n, places));
            prop_assert_eq!(read.doubt, None);
        }

        #[test]
        fn written_dates_read_back(year in 1000i16..9999, month in 1i8..=12, d in 1i8..=28) {
            let written = day(year, month, d);
            prop_assert_eq!(read_date::parse(&date_formal(written)), Ok(written));
            prop_assert_eq!(read_date::parse(&date(written)), Ok(written));
        }

        #[test]
        fn no_measured_number_is_too_strange_to_write(value in any::<f64>(), places in 0u8..12) {
            prop_assert!(!decimal(value, places).is_empty());
        }
    }
}
