//! Terms as the law words them: a number and a unit.

use crate::{Lang, lang::Text};

/// The unit of a term. "Ngày" and "ngày làm việc" are not the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Trả trong ngày: the day of receipt, or the next working day when it came too late.
    SameDay,
    /// Ngày làm việc.
    WorkingDay,
    /// Ngày: every day counts, the last may not be a day off.
    CalendarDay,
    /// Giờ by the clock, day and night.
    Hour,
    /// Giờ làm việc.
    WorkingHour,
}

impl Unit {
    /// Every unit, for forms and tests.
    pub const ALL: [Self; 5] = [Self::SameDay, Self::WorkingDay, Self::CalendarDay, Self::Hour, Self::WorkingHour];

    /// The key used in data files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SameDay => "same_day",
            Self::WorkingDay => "working_day",
            Self::CalendarDay => "calendar_day",
            Self::Hour => "hour",
            Self::WorkingHour => "working_hour",
        }
    }

    /// The unit of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.key() == key)
    }

    /// Its name after a number.
    pub const fn label(self) -> Text {
        match self {
            Self::SameDay => Text::new("trong ngày", "the same day"),
            Self::WorkingDay => Text::new("ngày làm việc", "working days"),
            Self::CalendarDay => Text::new("ngày", "days"),
            Self::Hour => Text::new("giờ", "hours"),
            Self::WorkingHour => Text::new("giờ làm việc", "working hours"),
        }
    }
}

/// A number of units. Half days and half hours are allowed: `2.5` working days end with the morning of the third day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Term {
    halves: u32,
    unit: Unit,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Written {
    value: Value,
    unit: Unit,
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
enum Value {
    Whole(u32),
    Broken(f64),
}

/// A number that is no term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().get(Lang::En))]
pub enum TermError {
    /// Zero or less.
    Nothing,
    /// Neither a whole number nor a half.
    NotHalf,
    /// Half a calendar day: it has no meaning in law.
    HalfCalendarDay,
    /// More than [`Term::MOST`].
    TooLong,
}

impl TermError {
    /// What is wrong, in plain words.
    pub const fn message(self) -> Text {
        match self {
            Self::Nothing => Text::new("Thời hạn phải lớn hơn 0.", "A term must be more than 0."),
            Self::NotHalf => Text::new(
                "Thời hạn phải là số nguyên hoặc lẻ một nửa, như 2,5.",
                "A term must be a whole number or end in a half, as 2.5.",
            ),
            Self::HalfCalendarDay => {
                Text::new("Không tính nửa ngày theo lịch; hãy dùng giờ.", "There is no half calendar day; use hours.")
            }
            Self::TooLong => Text::new("Thời hạn dài quá 3.000.", "A term is at most 3,000."),
        }
    }
}

impl Term {
    /// The longest term of any unit: some twelve years of working days.
    pub const MOST: u32 = 3000;

    /// A term of so many units. For [`Unit::SameDay`] the number has no meaning.
    ///
    /// # Errors
    /// When the number is not positive, not a whole or a half, or too large.
    pub fn new(value: f64, unit: Unit) -> Result<Self, TermError> {
        if unit == Unit::SameDay {
            return Ok(Self::same_day());
        }
        let halves = value * 2.0;
        if halves.is_nan() || halves <= 0.0 {
            Err(TermError::Nothing)
        } else if halves.fract() != 0.0 {
            Err(TermError::NotHalf)
        } else if halves > f64::from(Self::MOST) * 2.0 {
            Err(TermError::TooLong)
        } else if unit == Unit::CalendarDay && halves % 2.0 != 0.0 {
            Err(TermError::HalfCalendarDay)
        } else {
            Ok(Self { halves: halves as u32, unit })
        }
    }

    /// On the same day.
    pub const fn same_day() -> Self {
        Self { halves: 2, unit: Unit::SameDay }
    }

    /// So many whole units; at least one and at most [`Self::MOST`].
    pub const fn whole(value: u32, unit: Unit) -> Self {
        let value = if value == 0 || matches!(unit, Unit::SameDay) {
            1
        } else if value > Self::MOST {
            Self::MOST
        } else {
            value
        };
        Self { halves: value * 2, unit }
    }

    /// So many working days.
    pub const fn working_days(value: u32) -> Self {
        Self::whole(value, Unit::WorkingDay)
    }

    /// So many days.
    pub const fn calendar_days(value: u32) -> Self {
        Self::whole(value, Unit::CalendarDay)
    }

    /// So many hours by the clock.
    pub const fn hours(value: u32) -> Self {
        Self::whole(value, Unit::Hour)
    }

    /// So many working hours.
    pub const fn working_hours(value: u32) -> Self {
        Self::whole(value, Unit::WorkingHour)
    }

    /// How many; 1 for the same day.
    pub fn value(self) -> f64 {
        f64::from(self.halves) / 2.0
    }

    /// Of what.
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// The whole units.
    pub(super) const fn units(self) -> u32 {
        self.halves / 2
    }

    /// Whether half a unit remains.
    pub(super) const fn ends_in_half(self) -> bool {
        self.halves % 2 == 1
    }

    /// In minutes, for terms in hours.
    pub(super) const fn minutes(self) -> u32 {
        self.halves * 30
    }

    /// `3 ngày làm việc`, `2,5 ngày làm việc`, `trong ngày`.
    pub fn label(self, lang: Lang) -> String {
        if self.unit == Unit::SameDay {
            return self.unit.label().get(lang).into();
        }
        let (units, half) = (self.units(), self.ends_in_half());
        let number = crate::text::format::integer(units.into());
        let unit = self.unit.label().get(lang);
        match (lang, half) {
            (Lang::Vi, false) => format!("{number} {unit}"),
            (Lang::Vi, true) => format!("{number},5 {unit}"),
            (Lang::En, false) if units == 1 => format!("1 {}", unit.trim_end_matches('s')),
            (Lang::En, false) => format!("{units} {unit}"),
            (Lang::En, true) => format!("{units}.5 {unit}"),
        }
    }
}

impl TryFrom<Written> for Term {
    type Error = TermError;
    fn try_from(written: Written) -> Result<Self, TermError> {
        let value = match written.value {
            Value::Whole(whole) => whole.into(),
            Value::Broken(broken) => broken,
        };
        Self::new(value, written.unit)
    }
}

impl From<Term> for Written {
    fn from(term: Term) -> Self {
        let value = if term.ends_in_half() { Value::Broken(term.value()) } else { Value::Whole(term.units()) };
        Self { value, unit: term.unit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_written_as_the_law_words_it() {
        assert_eq!(Term::working_days(3).label(Lang::Vi), "3 ngày làm việc");
        assert_eq!(Term::new(2.5, Unit::WorkingDay).unwrap().label(Lang::Vi), "2,5 ngày làm việc");
        assert_eq!(Term::new(2.5, Unit::WorkingDay).unwrap().label(Lang::En), "2.5 working days");
        assert_eq!(Term::calendar_days(1).label(Lang::En), "1 day");
        assert_eq!(Term::same_day().label(Lang::Vi), "trong ngày");
    }

    #[test]
    fn a_term_survives_the_journal() {
        for (term, json) in [
            (Term::working_days(3), r#"{"value":3,"unit":"working_day"}"#),
            (Term::new(2.5, Unit::WorkingDay).unwrap(), r#"{"value":2.5,"unit":"working_day"}"#),
            (Term::same_day(), r#"{"value":1,"unit":"same_day"}"#),
        ] {
            assert_eq!(serde_json::to_string(&term).unwrap(), json);
            assert_eq!(serde_json::from_str::<Term>(json).unwrap(), term);
        }
    }

    #[test]
    fn what_is_no_term_is_refused() {
        assert_eq!(Term::new(0.0, Unit::Hour), Err(TermError::Nothing));
        assert_eq!(Term::new(f64::NAN, Unit::Hour), Err(TermError::Nothing));
        assert_eq!(Term::new(1.2, Unit::Hour), Err(TermError::NotHalf));
        assert_eq!(Term::new(1.5, Unit::CalendarDay), Err(TermError::HalfCalendarDay));
        assert_eq!(Term::new(1e9, Unit::WorkingDay), Err(TermError::TooLong));
        assert!(serde_json::from_str::<Term>(r#"{"value":-1,"unit":"hour"}"#).is_err());
    }
}
