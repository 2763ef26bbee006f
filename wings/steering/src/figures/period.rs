//! Periods as people write them: `2023`, `2023H1`, `2023Q2`, `2023-05`, `2023-05-17`, `2024-01-01..2024-02-20`.

use base::{Lang, text::format};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use store::facts::Span;

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Period {
    /// The period as the facts take it.
    pub fn span(self) -> Span {
        Span::days(self.from, self.to)
    }

    /// Everything before the period.
    pub fn before(self) -> Span {
        Span::until(self.from.yesterday().unwrap_or(self.from))
    }

    /// The whole month of a day.
    pub fn month_of(day: Date) -> Self {
        Self { from: day.first_of_month(), to: day.last_of_month() }
    }

    /// The year of a day up to that day.
    pub fn year_to(day: Date) -> Self {
        Self { from: day.first_of_year(), to: day }
    }

    /// The period of a shape that a day lies in. For [`Shape::Days`], that day alone.
    pub fn around(shape: Shape, day: Date) -> Self {
        let months = match shape {
            Shape::Month => 1,
            Shape::Quarter => 3,
            Shape::Half => 6,
            Shape::Year => 12,
            Shape::Days => return Self { from: day, to: day },
        };
        let from = day.first_of_month().saturating_sub(i32::from((day.month() - 1) % months).months());
        Self { from, to: from.saturating_add((i32::from(months) - 1).months()).last_of_month() }
    }

    /// Which part of the year it is, if it is a whole one.
    pub fn shape(self) -> Shape {
        let whole = |shape: &Shape| Self::around(*shape, self.from) == self;
        [Shape::Month, Shape::Quarter, Shape::Half, Shape::Year].into_iter().find(whole).unwrap_or(Shape::Days)
    }

    /// How many days it has.
    pub fn days(self) -> i64 {
        self.to.duration_since(self.from).as_hours() / 24 + 1
    }

    /// The period just before it: of the same shape, else of as many days.
    pub fn previous(self) -> Self {
        let to = self.from.saturating_sub(1.day());
        match self.shape() {
            Shape::Days => Self { from: to.saturating_sub((self.days() - 1).days()), to },
            shape => Self::around(shape, to),
        }
    }

    /// The period just after it: of the same shape, else of as many days.
    pub fn next(self) -> Self {
        let from = self.to.saturating_add(1.day());
        match self.shape() {
            Shape::Days => Self { from, to: from.saturating_add((self.days() - 1).days()) },
            shape => Self::around(shape, from),
        }
    }

    /// The part of it that is over by a day; all of it when it has not begun.
    pub fn by(self, today: Date) -> Self {
        if self.from <= today && today < self.to { Self { to: today, ..self } } else { self }
    }

    /// What it is compared with: the period before, and while it runs only as many days of that.
    pub fn compared(self, today: Date) -> Self {
        let (before, over) = (self.previous(), self.by(today));
        if over == self {
            return before;
        }
        Self { to: before.from.saturating_add((over.days() - 1).days()).min(before.to), ..before }
    }

    /// The shortest text that reads back as it.
    pub fn code(self) -> String {
        let (year, month) = (self.from.year(), self.from.month());
        match self.shape() {
            Shape::Month => format!("{year}-{month:02}"),
            Shape::Quarter => format!("{year}Q{}", (month + 2) / 3),
            Shape::Half => format!("{year}H{}", (month + 5) / 6),
            Shape::Year => year.to_string(),
            Shape::Days if self.from == self.to => self.from.to_string(),
            Shape::Days => self.to_string(),
        }
    }

    /// Its name, as it stands in a heading.
    pub fn name(self, lang: Lang) -> String {
        let (year, month) = (self.from.year(), self.from.month());
        match (self.shape(), lang) {
            (Shape::Month, Lang::Vi) => format!("Tháng {month}/{year}"),
            (Shape::Month, Lang::En) => format!("{} {year}", month_name(month)),
            (Shape::Quarter, Lang::Vi) => {
                let quarter = ["I", "II", "III", "IV"][usize::from(month.unsigned_abs() - 1) / 3];
                format!("Quý {quarter}/{year}")
            }
            (Shape::Quarter, Lang::En) => format!("Quarter {} of {year}", (month + 2) / 3),
            (Shape::Half, Lang::Vi) => format!("6 tháng {} năm {year}", if month == 1 { "đầu" } else { "cuối" }),
            (Shape::Half, Lang::En) => format!("{} half of {year}", if month == 1 { "First" } else { "Second" }),
            (Shape::Year, _) => format!("{} {year}", lang.pick("Năm", "Year")),
            (Shape::Days, Lang::Vi) if self.from == self.to => format!("Ngày {}", format::date(self.from)),
            (Shape::Days, Lang::En) if self.from == self.to => format::date(self.from),
            (Shape::Days, Lang::Vi) => format!("Từ {} đến {}", format::date(self.from), format::date(self.to)),
            (Shape::Days, Lang::En) => format!("{} to {}", format::date(self.from), format::date(self.to)),
        }
    }

    /// The whole months inside it, each by its first day, and what is left over of days before and after them.
    pub fn months(self) -> (Vec<Date>, Vec<Self>) {
        let mut months = Vec::new();
        let mut edges = Vec::new();
        let mut first = self.from;
        while first <= self.to {
            let part = Self { from: first, to: first.last_of_month().min(self.to) };
            if part.shape() == Shape::Month {
                months.push(part.from)
            } else {
                edges.push(part)
            }
            first = part.to.saturating_add(1.day());
        }
        (months, edges)
    }
}

/// The parts of a year by which the administration reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// Six months from January or July: sơ kết 6 tháng.
    Half,
    /// A year.
    Year,
    /// Any other days.
    Days,
}

const fn month_name(month: i8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

/// A period that is not one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAPeriod(String);

impl std::fmt::Display for NotAPeriod {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "«{}» is not a period; write 2023, 2023H1, 2023Q2, 2023-05, 2023-05-17 or 2024-01-01..2024-02-20",
            self.0
        )
    }
}

impl std::error::Error for NotAPeriod {}

impl std::str::FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        parse(text.trim()).ok_or_else(|| NotAPeriod(text.to_owned()))
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.from, self.to)
    }
}

fn parse(text: &str) -> Option<Period> {
    if let Some((from, to)) = text.split_once("..") {
        let (from, to) = (from.parse().ok()?, to.parse().ok()?);
        return (from <= to).then_some(Period { from, to });
    }
    if let Ok(day) = text.parse::<Date>() {
        return Some(Period { from: day, to: day });
    }
    let year: i16 = text.get(..4)?.parse().ok().filter(|year| (1900..=2200).contains(year))?;
    let months = |first: i8, last: i8| {
        let end = Date::new(year, last, 1).ok()?.last_of_month();
        Some(Period { from: Date::new(year, first, 1).ok()?, to: end })
    };
    match text.get(4..)? {
        "" => Some(Period { from: date(year, 1, 1), to: date(year, 12, 31) }),
        "H1" | "h1" => months(1, 6),
        "H2" | "h2" => months(7, 12),
        rest => match rest.split_at_checked(1)? {
            ("Q" | "q", quarter) => {
                let quarter: i8 = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
                months(quarter * 3 - 2, quarter * 3)
            }
            ("-", month) if month.len() == 2 => {
                let month: i8 = month.parse().ok()?;
                months(month, month)
            }
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn period(text: &str) -> Period {
        text.parse().expect("a period")
    }

    #[test]
    fn a_day_lies_in_its_month_quarter_half_and_year() {
        let day = date(2024, 2, 29);
        for (shape, code) in
            [(Shape::Month, "2024-02"), (Shape::Quarter, "2024Q1"), (Shape::Half, "2024H1"), (Shape::Year, "2024")]
        {
            assert_eq!(Period::around(shape, day), period(code));
            assert_eq!(Period::around(shape, day).code(), code);
        }
        assert_eq!(Period::around(Shape::Half, date(2023, 12, 31)), period("2023H2"));
        assert_eq!(Period::around(Shape::Quarter, date(2023, 7, 1)), period("2023Q3"));
    }

    #[test]
    fn periods_are_named_as_reports_name_them() {
        for (code, vi, en) in [
            ("2023H1", "6 tháng đầu năm 2023", "First half of 2023"),
            ("2023Q4", "Quý IV/2023", "Quarter 4 of 2023"),
            ("2024-02", "Tháng 2/2024", "February 2024"),
            ("2024", "Năm 2024", "Year 2024"),
            ("2024-02-20", "Ngày 20/2/2024", "20/2/2024"),
            ("2024-01-01..2024-02-20", "Từ 1/1/2024 đến 20/2/2024", "1/1/2024 to 20/2/2024"),
        ] {
            assert_eq!((period(code).name(Lang::Vi).as_str(), period(code).name(Lang::En).as_str()), (vi, en));
        }
    }

    #[test]
    fn the_period_before_january_is_december() {
        assert_eq!(period("2024-01").previous(), period("2023-12"));
        assert_eq!(period("2024H1").previous(), period("2023H2"));
        assert_eq!(period("2024-02-11..2024-02-20").previous(), period("2024-02-01..2024-02-10"));
        assert_eq!(period("2023-12").next(), period("2024-01"));
    }

    #[test]
    fn a_month_that_runs_is_compared_with_as_many_days_of_the_month_before() {
        let today = date(2024, 2, 20);
        assert_eq!(period("2024-02").compared(today), period("2024-01-01..2024-01-20"));
        assert_eq!(period("2024-01").compared(today), period("2023-12"));
        assert_eq!(period("2024-03").compared(date(2024, 3, 30)), period("2024-02"), "February has no 30th");
    }

    #[test]
    fn days_at_the_ends_are_no_whole_months() {
        let (months, edges) = period("2023-11-15..2024-02-20").months();
        assert_eq!(months, [date(2023, 12, 1), date(2024, 1, 1)]);
        assert_eq!(edges, [period("2023-11-15..2023-11-30"), period("2024-02-01..2024-02-20")]);
    }

    proptest! {
        #[test]
        fn a_period_reads_back_and_touches_its_neighbours(from in 0i64..20_000, days in 0i64..800) {
            let from = date(1990, 1, 1).saturating_add(from.days());
            let some = Period { from, to: from.saturating_add(days.days()) };
            prop_assert_eq!(period(&some.code()), some);
            prop_assert_eq!(some.previous().to.saturating_add(1.day()), some.from);
            prop_assert_eq!(some.next().previous().to, some.to);
            let (months, edges) = some.months();
            let inside = months.iter().map(|m| Period::month_of(*m).days()).sum::<i64>();
            prop_assert_eq!(inside + edges.iter().map(|part| part.days()).sum::<i64>(), some.days());
        }
    }

    #[test]
    fn periods_are_read_as_people_write_them() {
        let period = |text: &str| text.parse::<Period>().map(|p| (p.from, p.to));
        assert_eq!(period("2023H1"), Ok((date(2023, 1, 1), date(2023, 6, 30))));
        assert_eq!(period("2023Q4"), Ok((date(2023, 10, 1), date(2023, 12, 31))));
        assert_eq!(period("2024-02"), Ok((date(2024, 2, 1), date(2024, 2, 29))));
        assert_eq!(period("2024-01-01..2024-02-20"), Ok((date(2024, 1, 1), date(2024, 2, 20))));
        assert_eq!(period("2024-02-20"), Ok((date(2024, 2, 20), date(2024, 2, 20))));
        for wrong in ["", "H1", "2023H3", "2023-13", "2024-02-20..2024-01-01", "20231", "năm 2023"] {
            assert!(period(wrong).is_err(), "{wrong}");
        }
    }
}
