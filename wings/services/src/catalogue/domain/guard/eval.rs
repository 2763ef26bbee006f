//! Decides a condition: true, false, or not known yet.

use jiff::civil::Date;

use super::{Guard, Literal, Operand, Order, Rule};
use crate::catalogue::domain::PartialDate;

/// An answer, as far as conditions care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A text, or the word of an option.
    Text(String),
    /// Several words.
    Many(Vec<String>),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A date, perhaps without day or month.
    Date(PartialDate),
}

/// What is known when a condition is decided.
pub trait Facts {
    /// The answer to a field, when there is one.
    fn fact(&self, field: &str) -> Option<Fact>;

    /// The day of filing, to which ages are counted.
    fn today(&self) -> Date;
}

impl Guard {
    /// Whether the condition is known to hold.
    pub fn holds(&self, facts: &dyn Facts) -> bool {
        self.decide(facts) == Some(true)
    }

    /// Whether the condition holds; `None` while an answer it depends on is missing.
    pub fn decide(&self, facts: &dyn Facts) -> Option<bool> {
        self.rule.decide(facts)
    }
}

impl Rule {
    fn decide(&self, facts: &dyn Facts) -> Option<bool> {
        match self {
            Self::Any(left, right) => match (left.decide(facts), right.decide(facts)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Self::All(left, right) => match (left.decide(facts), right.decide(facts)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Self::Not(rule) => rule.decide(facts).map(|holds| !holds),
            Self::Empty(field) => Some(facts.fact(field).is_none()),
            Self::Yes(field) => match facts.fact(field)? {
                Fact::Flag(flag) => Some(flag),
                _ => None,
            },
            Self::Among(literal, field) => match (literal, facts.fact(field)?) {
                (Literal::Text(word), Fact::Many(words)) => Some(words.contains(word)),
                _ => None,
            },
            Self::OneOf(operand, literals) => {
                let fact = operand.fact(facts)?;
                Some(literals.iter().any(|literal| literal.fact() == fact))
            }
            Self::Compare(left, order, right) => order.decide(&left.fact(facts)?, &right.fact(facts)?),
        }
    }
}

impl Operand {
    fn fact(&self, facts: &dyn Facts) -> Option<Fact> {
        match self {
            Self::Field(field) => facts.fact(field),
            Self::Age(field) => match facts.fact(field)? {
                Fact::Date(born) => Some(Fact::Number(born.age_on(facts.today()))),
                _ => None,
            },
            Self::Literal(literal) => Some(literal.fact()),
        }
    }
}

impl Literal {
    fn fact(&self) -> Fact {
        match self {
            Self::Text(text) => Fact::Text(text.clone()),
            Self::Number(number) => Fact::Number(*number),
            Self::Flag(flag) => Fact::Flag(*flag),
        }
    }
}

impl Order {
    fn decide(self, left: &Fact, right: &Fact) -> Option<bool> {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let order = match (left, right) {
            (Fact::Number(left), Fact::Number(right)) => left.cmp(right),
            (Fact::Date(left), Fact::Date(right)) => left.latest().cmp(&right.latest()),
            (Fact::Text(left), Fact::Text(right)) => left.cmp(right),
            (Fact::Flag(left), Fact::Flag(right)) => left.cmp(right),
            _ => return None,
        };
        Some(match self {
            Self::Equal => order == Equal,
            Self::NotEqual => order != Equal,
            Self::Less => order == Less,
            Self::AtMost => order != Greater,
            Self::More => order == Greater,
            Self::AtLeast => order != Less,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::{super::Shape, *};

    struct Known(BTreeMap<&'static str, Fact>);

    impl Facts for Known {
        fn fact(&self, field: &str) -> Option<Fact> {
            self.0.get(field).cloned()
        }
        fn today(&self) -> Date {
            date(2023, 6, 15)
        }
    }

    fn known() -> Known {
        Known(BTreeMap::from([
            ("wants_copies", Fact::Flag(true)),
            ("purpose", Fact::Text("marriage".into())),
            ("kinds", Fact::Many(vec!["a".into(), "g".into()])),
            ("copies", Fact::Number(3)),
            ("born", Fact::Date(PartialDate::of(2014, Some(6), Some(15)))),
            ("year_only", Fact::Date(PartialDate::of(2014, None, None))),
        ]))
    }

    fn decide(condition: &str) -> Option<bool> {
        Guard::parse(condition).expect("understood").decide(&known())
    }

    #[test]
    fn a_condition_is_decided_by_the_answers() {
        assert_eq!(decide("wants_copies == true"), Some(true));
        assert_eq!(decide("wants_copies"), Some(true));
        assert_eq!(decide("purpose in ['loan', 'marriage'] and copies > 2"), Some(true));
        assert_eq!(decide("'g' in kinds && !('b' in kinds)"), Some(true));
        assert_eq!(decide("purpose != 'marriage' or copies < 3"), Some(false));
        assert_eq!(decide("(purpose == 'loan' || copies == 3) && not (copies >= 4)"), Some(true));
    }

    #[test]
    fn an_answer_that_is_not_there_yet_decides_nothing() {
        assert_eq!(decide("missing == 'x'"), None);
        assert_eq!(decide("missing != 'x'"), None);
        assert_eq!(decide("missing == 'x' or wants_copies"), Some(true));
        assert_eq!(decide("missing == 'x' and not wants_copies"), Some(false));
        assert_eq!(decide("missing is empty"), Some(true));
        assert_eq!(decide("purpose is not empty"), Some(true));
    }

    #[test]
    fn an_age_turns_on_the_birthday_and_an_unknown_day_counts_as_the_last_of_the_year() {
        assert_eq!(decide("age(born) >= 9"), Some(true));
        assert_eq!(decide("age(born) > 9"), Some(false));
        assert_eq!(decide("age(year_only) == 8"), Some(true));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for (condition, why) in [
            ("years(born) > 9", "no function `years`"),
            ("purpose =", "comparison"),
            ("purpose == 'loan", "quote"),
            ("purpose == ", "too early"),
            ("'loan'", "no condition"),
            ("purpose == 'a' 'b'", "out of place"),
            ("a == 1 xor b == 2", "out of place"),
            ("giá == 1", "not understood"),
        ] {
            let fault = Guard::parse(condition).expect_err(condition);
            assert!(fault.english().contains(why), "{condition}: {}", fault.english());
        }
        assert!(Guard::parse(&"(".repeat(10_000)).is_err());
        assert!(Guard::parse(&"not ".repeat(10_000)).is_err());
    }

    #[test]
    fn a_condition_must_fit_the_form() {
        let shape = |field: &str| match field {
            "purpose" => Some(Shape::Text(vec!["marriage".into(), "loan".into()])),
            "kinds" => Some(Shape::Many(vec!["a".into(), "g".into()])),
            "wants_copies" => Some(Shape::Flag),
            "copies" => Some(Shape::Number),
            "born" => Some(Shape::Date),
            _ => None,
        };
        let misfits = |condition: &str| Guard::parse(condition).expect("understood").misfits(shape).len();
        for sound in
            ["purpose == 'loan'", "'a' in kinds", "wants_copies", "copies >= 2", "age(born) < 18", "born is empty"]
        {
            assert_eq!(misfits(sound), 0, "{sound}");
        }
        for wrong in [
            "purpos == 'loan'",
            "purpose == 'lone'",
            "'b' in kinds",
            "kinds == 'a'",
            "purpose > 'loan'",
            "copies",
            "age(purpose) > 3",
            "wants_copies == 1",
            "1 == 1",
        ] {
            assert_eq!(misfits(wrong), 1, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_understood_or_refused_but_never_breaks_anything(text in "\\PC{0,80}") {
            if let Ok(guard) = Guard::parse(&text) {
                let _ = guard.decide(&known());
                let _ = guard.misfits(|_| Some(Shape::Number));
                prop_assert_eq!(Guard::parse(guard.source()), Ok(guard));
            }
        }

        #[test]
        fn so_is_any_jumble_of_its_words(words in proptest::collection::vec(
            prop::sample::select(vec!["a", "==", "and", "or", "not", "(", ")", "'x'", "[", "]", ",", "in", "is", "empty", "3", "age"]), 0..30)) {
            let text = words.join(" ");
            if let Ok(guard) = Guard::parse(&text) {
                let _ = guard.decide(&known());
            }
        }
    }
}
