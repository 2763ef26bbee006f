//! Numbers of a paper register.

use jiff::civil::Date;

/// A number in a register that runs from 01 each year and on across the year's volumes
/// (TT 01/2018/TT-VPCP Điều 10 khoản 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct RegisterNumber {
    /// The year of the book.
    pub year: i16,
    /// Its place in the year, from 1.
    pub number: u32,
}

impl RegisterNumber {
    /// The first of a year.
    pub const fn first(year: i16) -> Self {
        Self { year, number: 1 }
    }

    /// The number after `last` for an entry made on a day: on by one within a year, 01 again in a new one.
    pub fn after(last: Option<Self>, day: Date) -> Self {
        match last {
            Some(last) if last.year == day.year() => Self { number: last.number + 1, ..last },
            _ => Self::first(day.year()),
        }
    }
}

impl std::fmt::Display for RegisterNumber {
    /// As it stands in the book: two digits at least.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_run_on_within_a_year_and_begin_again_with_the_next() {
        let last = RegisterNumber { year: 2023, number: 1520 };
        assert_eq!(RegisterNumber::after(Some(last), date(2023, 12, 29)).to_string(), "1521");
        assert_eq!(RegisterNumber::after(Some(last), date(2024, 1, 2)).to_string(), "01");
        assert_eq!(RegisterNumber::after(None, date(2024, 1, 2)), RegisterNumber::first(2024));
    }
}
