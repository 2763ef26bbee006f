//! A date of which the day, or the month and the day, may be unknown: older civil-status papers often give a year only.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

/// A year, perhaps with its month, perhaps with its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// A date whose month and day may be unknown. A day without a month is dropped. Not checked to be on the calendar:
    /// [`PartialDate::checked`] is.
    pub const fn of(year: i16, month: Option<i8>, day: Option<i8>) -> Self {
        let day = if month.is_some() { day } else { None };
        Self { year, month, day }
    }

    /// The same, when such a date is on the calendar.
    pub fn checked(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        let date = Self::of(year, month, day);
        let on_calendar = Date::new(year, month.unwrap_or(1), date.day.unwrap_or(1)).is_ok();
        (on_calendar && (day.is_none() || month.is_some())).then_some(date)
    }

    /// Whether day and month are known.
    pub const fn is_whole(self) -> bool {
        self.day.is_some()
    }

    /// The last day it can be. A person is taken to be as young as that.
    pub fn latest(self) -> Date {
        let month = Date::new(self.year, self.month.unwrap_or(12), 1).unwrap_or(Date::MAX);
        self.day.and_then(|day| Date::new(month.year(), month.month(), day).ok()).unwrap_or(month.last_of_month())
    }

    /// The first day it can be.
    pub fn earliest(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::MIN)
    }

    /// Whole years from it to a day; negative when it lies after that day.
    pub fn age_on(self, day: Date) -> i64 {
        let born = self.latest();
        let before_birthday = (day.month(), day.day()) < (born.month(), born.day());
        i64::from(day.year()) - i64::from(born.year()) - i64::from(before_birthday)
    }

    /// As people write it: `5/3/2014`, `3/2014` or `2014`.
    pub fn written(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{day}/{month}/{:04}", self.year),
            (Some(month), None) => format!("{month}/{:04}", self.year),
            _ => format!("{:04}", self.year),
        }
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self::of(date.year(), Some(date.month()), Some(date.day()))
    }
}

impl fmt::Display for PartialDate {
    /// ISO 8601, as far as it is known: `2014-03-05`, `2014-03`, `2014`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;

    /// Reads what [`Display`](fmt::Display) writes, and what people write in Vietnam: `5/3/2014`, `05-03-2014`, `3/2014`, `2014`.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let parts: Vec<&str> = text.trim().split(['/', '-', '.']).map(str::trim).collect();
        if parts.iter().any(|part| part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit())) {
            return Err(NotADate);
        }
        let (year, month, day) = match parts[..] {
            [year] => (year, None, None),
            [year, month] if year.len() == 4 => (year, Some(month), None),
            [month, year] => (year, Some(month), None),
            [year, month, day] if year.len() == 4 => (year, Some(month), Some(day)),
            [day, month, year] => (year, Some(month), Some(day)),
            _ => return Err(NotADate),
        };
        if year.len() != 4 {
            return Err(NotADate);
        }
        let small = |part: Option<&str>| part.map(|digits| digits.parse().map_err(|_| NotADate)).transpose();
        Self::checked(year.parse().map_err(|_| NotADate)?, small(month)?, small(day)?).ok_or(NotADate)
    }
}

/// The text is no date on the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date on the calendar")]
pub struct NotADate;

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (written, iso) in [
            ("5/3/2014", "2014-03-05"),
            ("05-03-2014", "2014-03-05"),
            ("05.03.2014", "2014-03-05"),
            (" 2014-03-05 ", "2014-03-05"),
            ("3/2014", "2014-03"),
            ("2014-03", "2014-03"),
            ("1962", "1962"),
        ] {
            assert_eq!(written.parse::<PartialDate>().map(|d| d.to_string()), Ok(iso.to_owned()), "{written}");
        }
        for nonsense in ["", "30/2/2023", "13/2014", "5/3/14", "hôm qua", "1/1/1/2014", "2014-", "-3"] {
            assert_eq!(nonsense.parse::<PartialDate>(), Err(NotADate), "{nonsense}");
        }
    }

    #[test]
    fn a_person_grows_older_on_the_birthday() {
        let born: PartialDate = "15/6/2005".parse().expect("a date");
        assert_eq!(born.age_on(date(2023, 6, 14)), 17);
        assert_eq!(born.age_on(date(2023, 6, 15)), 18);
        let leap: PartialDate = "29/2/2004".parse().expect("a date");
        assert_eq!(leap.age_on(date(2022, 2, 28)), 17);
        assert_eq!(leap.age_on(date(2022, 3, 1)), 18);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(year in 1i16..9999, month in 1i8..=12, day in 1i8..=28, known in 0..3) {
            let date = PartialDate::of(year, (known > 0).then_some(month), (known > 1).then_some(day));
            prop_assert_eq!(date.to_string().parse(), Ok(date));
            prop_assert_eq!(date.written().parse(), Ok(date));
            prop_assert!(date.earliest() <= date.latest());
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC{0,20}") {
            let _ = text.parse::<PartialDate>();
        }
    }
}
