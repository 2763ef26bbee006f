//! The days that a term passes over, told as people tell them: by occasion and range.

use jiff::civil::Date;

use super::{
    Calendar,
    day::{Day, Name},
    days::Mark,
    say,
};
use crate::Lang;

/// Days off of one occasion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffSpan {
    /// The occasion.
    pub name: Name,
    /// Its first day inside the term.
    pub from: Date,
    /// Its last day; weekends between its days belong to it.
    pub to: Date,
    /// Whether a day of it is expected only.
    pub predicted: bool,
}

/// The days off inside a stretch of days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DaysOff {
    /// Days off with a name, in order.
    pub spans: Vec<OffSpan>,
    /// Whether a Saturday is passed over outside of them.
    pub saturday: bool,
    /// Whether a Sunday is.
    pub sunday: bool,
    /// Weekend days that are worked and do count, with the decision.
    pub worked: Vec<(Date, Option<String>)>,
}

impl DaysOff {
    /// Whether every day of the stretch was an ordinary working day.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty() && !self.saturday && !self.sunday && self.worked.is_empty()
    }

    /// `Nghỉ Tết Giáp Thìn 08/02–14/02 và thứ Bảy, Chủ nhật không tính.`
    pub fn text(&self, lang: Lang) -> String {
        let mut off: Vec<String> = self.spans.iter().map(|span| span.text(lang)).collect();
        off.extend(match (self.saturday, self.sunday) {
            (true, true) => Some(lang.pick("thứ Bảy, Chủ nhật", "weekends").into()),
            (true, false) => Some(lang.pick("thứ Bảy", "Saturdays").into()),
            (false, true) => Some(lang.pick("Chủ nhật", "Sundays").into()),
            (false, false) => None,
        });
        let off = say::list(&off, lang);
        let worked: Vec<String> =
            self.worked.iter().map(|(date, decision)| worked_text(*date, decision, lang)).collect();
        let worked = say::list(&worked, lang);
        match (lang, off.is_empty(), worked.is_empty()) {
            (Lang::Vi, false, _) => {
                let off = if self.spans.is_empty() { say::capital(&off) } else { format!("Nghỉ {off}") };
                let worked = if worked.is_empty() { worked } else { format!("; {worked} làm bù nên có tính") };
                format!("{off} không tính{worked}.")
            }
            (Lang::Vi, true, _) => format!("{} làm bù nên có tính.", say::capital(&worked)),
            (Lang::En, false, true) => format!("Not counted: {off}."),
            (Lang::En, false, false) => format!("Not counted: {off}. Worked instead and counted: {worked}."),
            (Lang::En, true, _) => format!("Worked instead of a day off and counted: {worked}."),
        }
    }
}

fn worked_text(date: Date, decision: &Option<String>, lang: Lang) -> String {
    let number = decision.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
    format!("{}{number}", say::day(date, lang))
}

impl OffSpan {
    fn text(&self, lang: Lang) -> String {
        let expected = if self.predicted { lang.pick(" (dự kiến)", " (expected)") } else { "" };
        format!("{} {}{expected}", self.name.get(lang), say::range(self.from, self.to, lang))
    }
}

impl Calendar {
    /// The days off from one day up to and with another.
    pub fn days_off(&self, from: Date, to: Date) -> DaysOff {
        let mut found = DaysOff::default();
        if from > to {
            return found;
        }
        // Weekend days seen since the last named day off: they belong to its range if the next named day continues it.
        let mut pending = (false, false);
        let mut open = false;
        for slot in self.slot(from)..=self.slot(to) {
            match self.layout.marks[slot] {
                Mark::Working => open = false,
                Mark::MakeupWork => {
                    open = false;
                    let date = Self::date_of(slot);
                    if let Day::MakeupWork(entry) = self.day(date) {
                        found.worked.push((date, entry.decision.clone()));
                    }
                }
                Mark::Weekend => {
                    // 2000-01-01, the first slot, is a Saturday.
                    let saturday = slot % 7 == 0;
                    if open {
                        pending = (pending.0 || saturday, pending.1 || !saturday);
                    } else {
                        found.saturday |= saturday;
                        found.sunday |= !saturday;
                    }
                    continue;
                }
                Mark::Off => {
                    let date = Self::date_of(slot);
                    if let Day::Off { entry, predicted } = self.day(date) {
                        match found.spans.last_mut().filter(|span| open && span.name == entry.name) {
                            Some(span) => {
                                span.to = date;
                                span.predicted |= predicted;
                                pending = (false, false);
                            }
                            None => {
                                found.spans.push(OffSpan { name: entry.name.clone(), from: date, to: date, predicted });
                            }
                        }
                        open = true;
                    }
                }
            }
            found.saturday |= std::mem::take(&mut pending.0);
            found.sunday |= std::mem::take(&mut pending.1);
        }
        found.saturday |= pending.0;
        found.sunday |= pending.1;
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Confidence, DayEntry, DayKind, golden::calendar};
    use jiff::civil::date;

    fn told(from: Date, to: Date) -> String {
        calendar().days_off(from, to).text(Lang::Vi)
    }

    #[test]
    fn days_of_one_occasion_are_told_as_one_range() {
        assert_eq!(told(date(2024, 2, 6), date(2024, 2, 15)), "Nghỉ Tết Giáp Thìn 08/02–14/02 không tính.");
        assert_eq!(
            told(date(2024, 2, 2), date(2024, 2, 15)),
            "Nghỉ Tết Giáp Thìn 08/02–14/02 và thứ Bảy, Chủ nhật không tính."
        );
        assert_eq!(told(date(2023, 8, 31), date(2023, 9, 5)), "Nghỉ Quốc khánh 01/09–04/09 không tính.");
        assert_eq!(
            told(date(2023, 4, 28), date(2023, 5, 4)),
            "Nghỉ Giỗ Tổ Hùng Vương 29/04 và Ngày Chiến thắng – Quốc tế Lao động 30/04–03/05 không tính."
        );
    }

    #[test]
    fn one_occasion_broken_by_a_working_day_is_told_in_two_ranges() {
        let off = |day| {
            let (date, name) = (date(2024, 7, day), Name::new("lễ", "holiday"));
            let (kind, confidence) = (DayKind::SwapOff, Confidence::High);
            DayEntry { date, kind, name, decision: None, confidence }
        };
        let calendar = Calendar::new([off(2), off(4), off(5), off(8)]).unwrap();
        let days = calendar.days_off(date(2024, 7, 1), date(2024, 7, 9));
        assert_eq!(days.text(Lang::Vi), "Nghỉ lễ 02/07 và lễ 04/07–08/07 không tính.");
    }

    #[test]
    fn weekends_are_named_by_their_days() {
        assert_eq!(told(date(2023, 7, 18), date(2023, 7, 24)), "Thứ Bảy, Chủ nhật không tính.");
        assert_eq!(told(date(2023, 7, 22), date(2023, 7, 22)), "Thứ Bảy không tính.");
        assert_eq!(
            told(date(2025, 1, 27), date(2025, 2, 2)),
            "Nghỉ Tết Ất Tỵ 27/01–31/01 và thứ Bảy, Chủ nhật không tính."
        );
        assert!(calendar().days_off(date(2023, 7, 18), date(2023, 7, 20)).is_empty());
        assert!(calendar().days_off(date(2023, 7, 20), date(2023, 7, 18)).is_empty());
    }

    #[test]
    fn a_saturday_worked_instead_is_said_to_count() {
        assert_eq!(
            told(date(2024, 5, 2), date(2024, 5, 6)),
            "Chủ nhật không tính; thứ Bảy 04/05 (2450/VPCP-KGVX) làm bù nên có tính."
        );
        assert_eq!(told(date(2024, 5, 2), date(2024, 5, 4)), "Thứ Bảy 04/05 (2450/VPCP-KGVX) làm bù nên có tính.");
    }

    #[test]
    fn what_is_only_expected_is_said_to_be() {
        assert_eq!(
            told(date(2028, 1, 21), date(2028, 1, 29)),
            "Nghỉ Tết Mậu Thân 24/01–29/01 (dự kiến) và thứ Bảy, Chủ nhật không tính."
        );
    }
}
