//! The Vietnamese lunar calendar: months begin with the new moon, seen at UTC+7.
//!
//! The method is the published one for Vietnam: new moons and the longitude of the sun after Meeus, month 11 is the one
//! that holds the winter solstice, and between two such months thirteen apart the first month without a major solar term
//! is the leap month. Certain for 1968–2050, where independent calendars agree day by day; good for 1900–2100.

use std::f64::consts::TAU;

use jiff::civil::{Date, date};

use super::{days_between, plus_days};

/// A day of the lunar calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LunarDate {
    /// The year in which the lunar year begins.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
    /// Whether it is the leap month (tháng nhuận) that follows the month of the same number.
    pub leap: bool,
    /// 1 to 29 or 30.
    pub day: i8,
}

impl LunarDate {
    /// A day of an ordinary month.
    pub const fn new(year: i16, month: i8, day: i8) -> Self {
        Self { year, month, leap: false, day }
    }

    /// A day of a leap month.
    pub const fn in_leap_month(year: i16, month: i8, day: i8) -> Self {
        Self { year, month, leap: true, day }
    }

    /// The lunar day of a date.
    pub fn of(date: Date) -> Self {
        let day = to_julian(date);
        let year = i32::from(date.year());
        let this = Cycle::ending_in(year);
        let cycle = if day < this.end() { this } else { Cycle::ending_in(year + 1) };
        let index = cycle.starts.iter().rposition(|&start| start <= day).unwrap_or(0);
        let (year, month, leap) = cycle.month(index);
        Self { year, month, leap, day: clamp(day - cycle.starts[index] + 1) }
    }

    /// The date of a lunar day; none when the lunar calendar has no such day.
    pub fn to_date(self) -> Option<Date> {
        let cycle = Cycle::ending_in(i32::from(self.year) + i32::from(self.month >= 11));
        let index = (0..cycle.len()).find(|&i| cycle.month(i) == (self.year, self.month, self.leap))?;
        let (start, end) = (cycle.starts[index], cycle.starts[index + 1]);
        let day = start + i32::from(self.day) - 1;
        (start..end).contains(&day).then(|| from_julian(day))
    }
}

/// The first day of the lunar year that begins in a year: Tết.
pub fn new_year(year: i16) -> Date {
    let cycle = Cycle::ending_in(i32::from(year));
    let index = (0..cycle.len()).find(|&i| cycle.month(i) == (year, 1, false)).unwrap_or(2);
    from_julian(cycle.starts[index])
}

/// The months from the month 11 of one year up to the month 11 of the next.
struct Cycle {
    /// The year of the months 1 to 10.
    year: i32,
    /// Where each month begins, and last where the next month 11 begins. Julian day numbers.
    starts: Vec<i32>,
    /// Which of them is the leap month.
    leap: Option<usize>,
}

impl Cycle {
    fn ending_in(year: i32) -> Self {
        let (first, last) = (winter_moon(year - 1), winter_moon(year));
        let starts: Vec<i32> = (first..=last).map(new_moon_day).collect();
        let leap = (last - first == 13).then(|| {
            let terms: Vec<i32> = starts.iter().map(|&day| solar_term(day)).collect();
            // No major term begins inside a month when the sun stands in one sector at both its ends.
            (1..13).find(|&i| terms[i] == terms[i + 1]).unwrap_or(12)
        });
        Self { year, starts, leap }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn end(&self) -> i32 {
        self.starts[self.len()]
    }

    /// Lunar year, number of the month and whether it is the leap one.
    fn month(&self, index: usize) -> (i16, i8, bool) {
        let number = index - usize::from(self.leap.is_some_and(|leap| leap <= index));
        let month = (number + 10) % 12 + 1;
        let year = self.year - i32::from(number < 2);
        (year.clamp(i16::MIN.into(), i16::MAX.into()) as i16, month as i8, self.leap == Some(index))
    }
}

/// Mean length of a lunar month in days, and the Julian date of the new moon from which moons are counted (January 1900).
const MONTH: f64 = 29.530588853;
const FIRST_MOON: f64 = 2415021.076998695;

/// The new moon that begins the month 11 of a year: the last one not after the winter solstice.
fn winter_moon(year: i32) -> i32 {
    let last_day = 1721425 + 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let moon = ((f64::from(last_day) - FIRST_MOON) / MONTH).floor() as i32;
    // The count of moons is a mean; the true one may fall a day or two to either side.
    let moon = if new_moon_day(moon + 1) <= last_day { moon + 1 } else { moon };
    if solar_term(new_moon_day(moon)) >= 9 { moon - 1 } else { moon }
}

/// The day in Vietnam on which a new moon falls.
fn new_moon_day(moon: i32) -> i32 {
    (new_moon(moon) + 0.5 + 7.0 / 24.0).floor() as i32
}

/// Periodic terms of the new moon: coefficient in days, and multiples of the sun's anomaly, the moon's, and its latitude.
const PERIODIC: [(f64, f64, f64, f64); 12] = [
    (0.0021, 2.0, 0.0, 0.0),
    (-0.4068, 0.0, 1.0, 0.0),
    (0.0161, 0.0, 2.0, 0.0),
    (-0.0004, 0.0, 3.0, 0.0),
    (0.0104, 0.0, 0.0, 2.0),
    (-0.0051, 1.0, 1.0, 0.0),
    (-0.0074, 1.0, -1.0, 0.0),
    (0.0004, 1.0, 0.0, 2.0),
    (-0.0004, -1.0, 0.0, 2.0),
    (-0.0006, 0.0, 1.0, 2.0),
    (0.0010, 0.0, -1.0, 2.0),
    (0.0005, 1.0, 2.0, 0.0),
];

/// Julian date of a new moon, universal time.
fn new_moon(moon: i32) -> f64 {
    let k = f64::from(moon);
    let t = k / 1236.85;
    let (t2, t3) = (t * t, t * t * t);
    let mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
        + 0.00033 * (166.56 + 132.87 * t - 0.009173 * t2).to_radians().sin();
    let sun = (359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3).to_radians();
    let moon = (306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3).to_radians();
    let latitude = (21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3).to_radians();
    let periodic: f64 = PERIODIC.iter().map(|(c, s, m, l)| c * (s * sun + m * moon + l * latitude).sin()).sum();
    let dynamical_time = if t < -11.0 {
        0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
    } else {
        -0.000278 + 0.000265 * t + 0.000262 * t2
    };
    mean + (0.1734 - 0.000393 * t) * sun.sin() + periodic - dynamical_time
}

/// The twelfth of its path in which the sun stands when a day begins in Vietnam, counted from the spring equinox.
fn solar_term(day: i32) -> i32 {
    let t = (f64::from(day) - 0.5 - 7.0 / 24.0 - 2451545.0) / 36525.0;
    let t2 = t * t;
    let anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2).to_radians();
    let mean = 280.46645 + 36000.76983 * t + 0.0003032 * t2;
    let centre = (1.914600 - 0.004817 * t - 0.000014 * t2) * anomaly.sin()
        + (0.019993 - 0.000101 * t) * (2.0 * anomaly).sin()
        + 0.000290 * (3.0 * anomaly).sin();
    ((mean + centre).to_radians().rem_euclid(TAU) / TAU * 12.0).floor() as i32
}

const EPOCH: Date = date(1970, 1, 1);
const EPOCH_JULIAN: i32 = 2440588;

fn to_julian(date: Date) -> i32 {
    EPOCH_JULIAN + days_between(EPOCH, date) as i32
}

fn from_julian(day: i32) -> Date {
    plus_days(EPOCH, i64::from(day - EPOCH_JULIAN))
}

fn clamp(day: i32) -> i8 {
    day.clamp(1, 30) as i8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tet_falls_on_the_days_the_country_keeps() {
        for (y, m, d) in [
            (1968, 1, 29), // a day before Beijing
            (1985, 1, 21), // a month before Beijing
            (2007, 2, 17), // a day before Beijing
            (2021, 2, 12),
            (2022, 2, 1),
            (2023, 1, 22),
            (2024, 2, 10),
            (2025, 1, 29),
            (2026, 2, 17),
            (2027, 2, 6),
            (2028, 1, 26),
            (2030, 2, 2), // a day before Beijing
        ] {
            assert_eq!(new_year(y), date(y, m, d));
            assert_eq!(LunarDate::of(date(y, m, d)), LunarDate::new(y, 1, 1));
        }
    }

    #[test]
    fn the_hung_kings_are_remembered_on_the_tenth_of_the_third_month() {
        for (y, m, d) in [
            (2021, 4, 21),
            (2022, 4, 10),
            (2023, 4, 29),
            (2024, 4, 18),
            (2025, 4, 7),
            (2026, 4, 26),
            (2027, 4, 16),
            (2028, 4, 4),
            (2029, 4, 23),
            (2030, 4, 12),
        ] {
            assert_eq!(LunarDate::new(y, 3, 10).to_date(), Some(date(y, m, d)));
        }
    }

    #[test]
    fn leap_months_come_where_the_sun_enters_no_sign() {
        assert_eq!(LunarDate::of(date(2023, 3, 22)), LunarDate::in_leap_month(2023, 2, 1));
        assert_eq!(LunarDate::of(date(2025, 7, 25)), LunarDate::in_leap_month(2025, 6, 1));
        assert!(LunarDate::in_leap_month(2033, 11, 1).to_date().is_some());
        assert_eq!(LunarDate::in_leap_month(2024, 2, 1).to_date(), None);
    }

    #[test]
    fn some_years_end_on_the_twenty_ninth() {
        for eve in [date(2025, 1, 28), date(2026, 2, 16), date(2027, 2, 5)] {
            let last = LunarDate::of(eve);
            assert_eq!((last.month, last.day), (12, 29));
            assert_eq!(LunarDate { day: 30, ..last }.to_date(), None);
        }
    }

    #[test]
    fn there_is_no_day_zero() {
        assert_eq!(LunarDate::of(date(2062, 4, 9)), LunarDate::new(2062, 2, 30));
        for year in 1900..=2100 {
            let mut day = date(year, 1, 1);
            while day.year() == year {
                assert!(LunarDate::of(day).day >= 1);
                day = plus_days(day, 1);
            }
        }
    }

    proptest! {
        #[test]
        fn every_day_comes_back_from_the_moon(days in 0..73_000i64) {
            let day = plus_days(date(1900, 1, 1), days);
            prop_assert_eq!(LunarDate::of(day).to_date(), Some(day));
        }

        #[test]
        fn days_follow_one_another(days in 0..73_000i64) {
            let day = plus_days(date(1900, 1, 1), days);
            prop_assert!(LunarDate::of(day) < LunarDate::of(plus_days(day, 1)));
        }

        #[test]
        fn no_date_is_too_far(year in -9999..=9999i16) {
            let _ = LunarDate::of(date(year, 12, 31)).to_date();
        }
    }
}
