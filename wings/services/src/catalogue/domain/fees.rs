//! What is to be paid for a dossier, as far as its answers tell.

use base::Dong;
use jiff::civil::Date;

use super::{
    guard::{Fact, Facts},
    kinds::Scope,
    package::{Fee, FeeItem},
};

/// One line of what is to be paid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Due<'a> {
    /// The tariff it comes from.
    pub item: &'a FeeItem,
    /// How many.
    pub quantity: u32,
    /// The amount after reductions.
    pub amount: Dong,
}

/// What is to be paid.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Assessment<'a> {
    /// The lines whose amount is certain.
    pub due: Vec<Due<'a>>,
    /// Tariffs that may apply: the answers do not decide it, so an officer does.
    pub possible: Vec<&'a FeeItem>,
}

impl Assessment<'_> {
    /// The sum of what is certain.
    pub fn total(&self) -> Dong {
        self.due.iter().map(|due| due.amount).sum()
    }
}

impl FeeItem {
    /// Whether it binds in this province; an example from another never does.
    pub fn is_tariff(&self) -> bool {
        self.scope != Scope::Example
    }

    /// Whether it applies on a day.
    pub fn applies_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= day) && self.valid_to.is_none_or(|last| day <= last)
    }
}

impl Fee {
    /// The tariffs of a day.
    pub fn tariffs(&self, day: Date) -> impl Iterator<Item = &FeeItem> {
        self.items.iter().filter(move |item| item.is_tariff() && item.applies_on(day))
    }

    /// What is to be paid on the day of filing. A tariff with a condition counts when the condition is known to hold;
    /// one described in words only is for the officer to decide. Reductions of the day are taken off every amount.
    pub fn assess<'a>(&'a self, facts: &dyn Facts) -> Assessment<'a> {
        let mut assessment = Assessment::default();
        let today = facts.today();
        let reductions = self.tariffs(today).filter_map(|item| item.reduction);
        let left = reductions.fold(100, |left, off| left * (100 - i64::from(off)) / 100);
        for item in self.tariffs(today) {
            let Some(amount) = item.amount else { continue };
            let applies = match &item.when {
                None => item.condition.is_none().then_some(true),
                Some(guard) => guard.decide(facts),
            };
            let quantity = match item.quantity.as_ref().map(|field| facts.fact(field)) {
                None => Some(1),
                Some(Some(Fact::Number(count))) => u32::try_from(count).ok(),
                Some(_) => None,
            };
            match (applies, quantity) {
                (Some(false), _) => {}
                (Some(true), Some(quantity)) => {
                    let whole = amount.0.saturating_mul(i64::from(quantity));
                    let amount = Dong(whole / 100 * left + whole % 100 * left / 100);
                    assessment.due.push(Due { item, quantity, amount });
                }
                _ => assessment.possible.push(item),
            }
        }
        assessment
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::catalogue::{domain::Package, library};

    struct Known(Vec<(&'static str, Fact)>, Date);

    impl Facts for Known {
        fn fact(&self, field: &str) -> Option<Fact> {
            self.0.iter().find(|(name, _)| *name == field).map(|(_, fact)| fact.clone())
        }
        fn today(&self) -> Date {
            self.1
        }
    }

    fn package(code: &str) -> &'static Package {
        let sources = library::embedded().sources.iter();
        sources.map(|source| &source.package).find(|package| package.code == code).expect("it is in the catalogue")
    }

    fn total(code: &str, facts: Vec<(&'static str, Fact)>, day: Date) -> i64 {
        package(code).fee.assess(&Known(facts, day)).total().0
    }

    #[test]
    fn copies_are_paid_for_when_they_are_asked_for() {
        let asked = |wants: bool| vec![("wants_copies", Fact::Flag(wants)), ("copies_count", Fact::Number(3))];
        assert_eq!(total("1.001193", asked(true), date(2023, 6, 15)), 24_000);
        assert_eq!(total("1.001193", asked(false), date(2023, 6, 15)), 0);
        assert_eq!(total("1.001193", Vec::new(), date(2023, 6, 15)), 0);
    }

    #[test]
    fn filing_online_costs_what_the_day_s_rate_says() {
        let channel = |word: &str| vec![("channel", Fact::Text(word.into()))];
        assert_eq!(total("1.002809", channel("in_person"), date(2024, 1, 5)), 135_000);
        assert_eq!(total("1.002809", channel("online"), date(2023, 11, 30)), 135_000);
        assert_eq!(total("1.002809", channel("online"), date(2023, 12, 1)), 115_000);
        assert_eq!(total("1.004222", channel("online"), date(2024, 1, 5)), 10_000);
    }

    #[test]
    fn what_depends_on_words_is_left_to_the_officer() {
        let assessment = package("2.000815").fee.assess(&Known(Vec::new(), date(2023, 6, 15)));
        assert_eq!((assessment.due.len(), assessment.possible.len()), (0, 3));
    }

    #[test]
    fn another_province_s_rate_is_not_charged() {
        for source in &library::embedded().sources {
            let assessment = source.package.fee.assess(&Known(Vec::new(), source.package.valid_from));
            let charged = assessment.due.iter().map(|due| due.item).chain(assessment.possible.iter().copied());
            assert!(charged.into_iter().all(|item| item.scope != Scope::Example), "{}", source.file);
        }
    }

    #[test]
    fn a_reduction_is_taken_off_while_it_lasts() {
        let mut fee = package("2.000620").fee.clone();
        fee.items.iter_mut().for_each(|item| item.condition = None);
        let on = |day| fee.assess(&Known(Vec::new(), day)).total().0;
        assert_eq!(on(date(2023, 6, 30)), 2_400_000);
        assert_eq!(on(date(2023, 7, 1)), 1_200_000);
        assert_eq!(on(date(2024, 1, 1)), 2_400_000);
    }
}
