//! How long something holds.

use jiff::{ToSpan, civil::Date};

/// Days from `from` up to, and without, `until`. Without `until` it holds still.
///
/// A law that ends something "hết ngày 30/6/2025" and begins its successor on 1/7/2025 writes both as 1/7/2025: nothing
/// falls between two spans, and nothing into both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The first day on which it no longer holds.
    pub until: Option<Date>,
}

impl Span {
    /// A span; nothing when it would end before it begins.
    pub fn new(from: Date, until: Option<Date>) -> Option<Self> {
        until.is_none_or(|until| from < until).then_some(Self { from, until })
    }

    /// From a day on, with no end known.
    pub const fn since(from: Date) -> Self {
        Self { from, until: None }
    }

    /// Whether it holds on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether some day is in both.
    pub fn overlaps(&self, other: &Self) -> bool {
        other.until.is_none_or(|until| self.from < until) && self.until.is_none_or(|until| other.from < until)
    }

    /// Whether every day of `other` is in this one.
    pub fn contains(&self, other: &Self) -> bool {
        let ends = match (self.until, other.until) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(mine), Some(theirs)) => theirs <= mine,
        };
        self.from <= other.from && ends
    }

    /// The last day on which it holds, as people write it; nothing when no end is known.
    pub fn last_day(&self) -> Option<Date> {
        self.until.map(|until| until.saturating_sub(1.day()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn on_the_day_of_change_only_the_new_holds() {
        let (old, new) = (
            Span::new(date(2021, 1, 1), Some(date(2022, 10, 1))).unwrap(),
            Span::new(date(2022, 10, 1), Some(date(2025, 7, 1))).unwrap(),
        );
        assert!(old.holds(date(2022, 9, 30)) && !old.holds(date(2022, 10, 1)) && new.holds(date(2022, 10, 1)));
        assert!(!old.overlaps(&new) && !new.overlaps(&old));
        assert_eq!(old.last_day(), Some(date(2022, 9, 30)));
    }

    #[test]
    fn nothing_ends_before_it_begins() {
        assert_eq!(Span::new(date(2022, 10, 1), Some(date(2022, 10, 1))), None);
    }

    #[test]
    fn an_open_span_contains_a_closed_one_and_not_the_reverse() {
        let (open, closed) =
            (Span::since(date(2021, 1, 1)), Span::new(date(2022, 1, 1), Some(date(2023, 1, 1))).unwrap());
        assert!(open.contains(&closed) && !closed.contains(&open) && open.overlaps(&closed));
    }
}
