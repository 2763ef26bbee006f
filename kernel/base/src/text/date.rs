//! Dates as people type them and as papers carry them.

use jiff::civil::Date;

use crate::{Lang, lang::Text};

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().get(Lang::En))]
pub enum DateError {
    /// Nothing to read.
    Empty,
    /// Not day, month and four-digit year.
    Shape,
    /// A day that no calendar has: 30/2/2023.
    NoSuchDay,
}

impl DateError {
    /// What is wrong, in plain words.
    pub const fn message(self) -> Text {
        match self {
            Self::Empty => Text::new("Chưa nhập ngày.", "No date was given."),
            Self::Shape => Text::new("Viết ngày như 17/3/2023.", "Write a date as 17/3/2023 (day/month/year)."),
            Self::NoSuchDay => Text::new("Không có ngày này trong lịch.", "There is no such day."),
        }
    }
}

/// Reads `17/3/2023` (also with `-` or `.`), `2023-03-17` and `ngày 05 tháng 3 năm 2023`. The day comes first unless
/// the first number has four digits; a year always has four.
pub fn parse(text: &str) -> Result<Date, DateError> {
    let text = super::clean(text).to_lowercase();
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    let numbers: Vec<&str> = if let Some(words) = text.strip_prefix("ngày ") {
        let (day, rest) = words.split_once(" tháng ").ok_or(DateError::Shape)?;
        let (month, year) = rest.split_once(" năm ").ok_or(DateError::Shape)?;
        vec![day, month, year]
    } else {
        let mark = text.chars().find(|c| matches!(c, '/' | '-' | '.')).ok_or(DateError::Shape)?;
        text.split(mark).map(str::trim).collect()
    };
    let [first, month, last] = numbers[..] else { return Err(DateError::Shape) };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let plausible = (1..=2).contains(&day.len()) && (1..=2).contains(&month.len());
    if !plausible || year.len() != 4 || ![day, month, year].into_iter().all(digits) {
        return Err(DateError::Shape);
    }
    let number = |text: &str| text.parse::<i16>().map_err(|_| DateError::Shape);
    let narrow = |n: i16| i8::try_from(n).map_err(|_| DateError::NoSuchDay);
    Date::new(number(year)?, narrow(number(month)?)?, narrow(number(day)?)?).map_err(|_| DateError::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_usual_ways_to_write_a_day_are_read() {
        for text in ["17/3/2023", "17/03/2023", "17-3-2023", "17.03.2023", "2023-03-17", " ngày 17 tháng 3 năm 2023 "]
        {
            assert_eq!(parse(text), Ok(date(2023, 3, 17)), "{text}");
        }
        assert_eq!(parse("Ngày 05 tháng 02 năm 2023"), Ok(date(2023, 2, 5)));
    }

    #[test]
    fn a_day_that_does_not_exist_is_told_from_a_day_that_cannot_be_read() {
        assert_eq!(parse("30/2/2023"), Err(DateError::NoSuchDay));
        assert_eq!(parse("2023-13-01"), Err(DateError::NoSuchDay));
        assert_eq!(parse("3/2023"), Err(DateError::Shape));
        assert_eq!(parse("17/3/23"), Err(DateError::Shape));
        assert_eq!(parse("hôm nay"), Err(DateError::Shape));
        assert_eq!(parse(""), Err(DateError::Empty));
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange_to_refuse(text in any::<String>(), near in "[0-9/. -]{0,12}") {
            let _ = parse(&text);
            let _ = parse(&near);
        }
    }
}
