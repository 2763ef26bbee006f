//! Days off without a line in the data: the law dates most of them; Tết and the second day of Quốc khánh are decided anew
//! every year, though for years in the same way. Those are good enough to plan with and never told as certain.

use std::ops::RangeInclusive;

use jiff::civil::{Date, Weekday, date};

use super::{
    day::Name,
    holidays::{Confidence, DayEntry, DayKind, is_weekend},
    lunar::{self, LunarDate},
    plus_days,
};

/// Days off that the law gives or lets expect, as long as the data do not settle them.
pub(super) struct Expected {
    /// The days, those in lieu of weekends among them.
    pub(super) days: Vec<DayEntry>,
    /// Where a decision on them shows,
    pub(super) settled_within: RangeInclusive<Date>,
    /// by so many days off in the data.
    pub(super) settled_by: usize,
    /// Dated by law, so that no decision is needed; otherwise the Prime Minister fixes them every year.
    pub(super) certain: bool,
}

/// What to expect of a year (BLLĐ 2019 Đ.111–112).
pub(super) fn days_off(year: i16) -> Vec<Expected> {
    let spring = Name::new("Ngày Chiến thắng – Quốc tế Lao động", "Reunification and Labour Day");
    let september = Name::new("Quốc khánh", "National Day");
    let national = date(year, 9, 2);
    let mut by_law = vec![
        (date(year, 1, 1), Name::new("Tết Dương lịch", "New Year's Day")),
        (date(year, 4, 30), spring.clone()),
        (date(year, 5, 1), spring),
        (national, september.clone()),
    ];
    if year >= 2007 {
        let hung_kings = LunarDate::new(year, 3, 10).to_date();
        by_law.extend(hung_kings.map(|day| (day, Name::new("Giỗ Tổ Hùng Vương", "Hùng Kings' Day"))));
    }
    if year >= 2026 {
        by_law.push((date(year, 11, 24), Name::new("Ngày Văn hóa Việt Nam", "Vietnam Culture Day")));
    }
    by_law.sort_by_key(|(day, _)| *day);

    let tet = tet(year);
    let mut off: Vec<Date> = by_law.iter().map(|(day, _)| *day).chain(tet.iter().map(|day| day.date)).collect();
    let first = lunar::new_year(year);
    let mut expected = vec![Expected {
        days: tet,
        settled_within: plus_days(first, -4)..=plus_days(first, 7),
        settled_by: 5,
        certain: false,
    }];
    if year >= 2021 {
        let beside = beside(national);
        off.push(beside);
        expected.push(Expected {
            days: vec![entry(beside, DayKind::Statutory, &september)],
            settled_within: date(year, 9, 1)..=date(year, 9, 3),
            settled_by: 2,
            certain: false,
        });
    }
    for (day, name) in by_law {
        let mut days = vec![entry(day, DayKind::Statutory, &name)];
        if is_weekend(day) {
            let mut lieu = day;
            while is_weekend(lieu) || off.contains(&lieu) {
                lieu = plus_days(lieu, 1);
            }
            off.push(lieu);
            days.push(entry(lieu, DayKind::Compensatory, &name));
        }
        expected.push(Expected { days, settled_within: day..=day, settled_by: 1, certain: true });
    }
    expected
}

fn entry(date: Date, kind: DayKind, name: &Name) -> DayEntry {
    DayEntry { date, kind, name: name.clone(), decision: None, confidence: Confidence::Low }
}

/// Five days, from the eve to mùng 4. For a Saturday among them the working day before is off as well, for a Sunday the
/// working day after: so it was decided every year from 2021 to 2027.
fn tet(year: i16) -> Vec<DayEntry> {
    let (first, name) = (lunar::new_year(year), tet_name(year));
    let days: Vec<Date> = (-1..4).map(|offset| plus_days(first, offset)).collect();
    let mut entries: Vec<DayEntry> = days.iter().map(|day| entry(*day, DayKind::Statutory, &name)).collect();
    for day in &days {
        let step = match day.weekday() {
            Weekday::Saturday => -1,
            Weekday::Sunday => 1,
            _ => continue,
        };
        let mut free = *day;
        while is_weekend(free) || days.contains(&free) {
            free = plus_days(free, step);
        }
        entries.push(entry(free, DayKind::Compensatory, &name));
    }
    entries
}

/// The second day of Quốc khánh: the neighbour that is a weekday and nearer to a weekend.
fn beside(national: Date) -> Date {
    let after = matches!(national.weekday(), Weekday::Monday | Weekday::Thursday | Weekday::Sunday);
    plus_days(national, if after { 1 } else { -1 })
}

/// `Tết Giáp Thìn`: years go by ten stems and twelve branches.
fn tet_name(year: i16) -> Name {
    const STEMS: [&str; 10] = ["Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"];
    const BRANCHES: [&str; 12] = ["Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"];
    let since = |cycle: i16| (year - 4).rem_euclid(cycle) as usize;
    Name::new(&format!("Tết {} {}", STEMS[since(10)], BRANCHES[since(12)]), "Lunar New Year")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, calendar::golden::DAYS};
    use std::collections::BTreeSet;

    #[test]
    fn the_expectation_would_have_been_right_in_every_decided_year() {
        let decided = crate::calendar::holidays::read(DAYS).unwrap();
        for year in 2021..=2027 {
            let expected = days_off(year).into_iter().flat_map(|occasion| occasion.days);
            // Swaps are a free choice of every year and cannot be expected.
            let known = decided.iter().filter(|day| day.date.year() == year && day.kind.is_off());
            let known = known.filter(|day| day.kind != DayKind::SwapOff).map(|day| day.date);
            let weekdays = |days: &mut dyn Iterator<Item = Date>| -> BTreeSet<Date> {
                days.filter(|day| !is_weekend(*day)).collect()
            };
            assert_eq!(weekdays(&mut expected.map(|day| day.date)), weekdays(&mut known.into_iter()), "{year}");
        }
    }

    #[test]
    fn years_carry_their_stem_and_branch() {
        assert_eq!(tet_name(2024).get(Lang::Vi), "Tết Giáp Thìn");
        assert_eq!(tet_name(2021).get(Lang::Vi), "Tết Tân Sửu");
        assert_eq!(tet_name(2028).get(Lang::Vi), "Tết Mậu Thân");
    }
}
