//! A condition in the words of the form, for whoever fills it in.

use base::{Lang, Text};

use super::{Guard, Literal, Operand, Order, Rule};
use crate::catalogue::domain::{
    form::{APPLICANT, CHANNEL, Form},
    keyed::Keyed,
    kinds::{ApplicantKind, Channel},
};

const YES: Text = Text::new("Có", "Yes");
const NO: Text = Text::new("Không", "No");

impl Guard {
    /// The condition as a person reads it, with the form's own labels: `“Đề nghị cấp bản sao” là “Có”`.
    pub fn say(&self, form: Option<&Form>, lang: Lang) -> String {
        Said { form, lang }.rule(&self.rule)
    }
}

struct Said<'a> {
    form: Option<&'a Form>,
    lang: Lang,
}

impl Said<'_> {
    fn rule(&self, rule: &Rule) -> String {
        let lang = self.lang;
        match rule {
            Rule::Any(left, right) => format!("{} {} {}", self.rule(left), lang.pick("hoặc", "or"), self.rule(right)),
            Rule::All(left, right) => format!("{} {} {}", self.rule(left), lang.pick("và", "and"), self.rule(right)),
            Rule::Not(inner) => match &**inner {
                Rule::Empty(field) => format!("{} {}", self.field(field), lang.pick("đã được điền", "is filled in")),
                Rule::Yes(field) => self.is(field, NO.get(lang)),
                other => format!("{} ({})", lang.pick("không phải", "not"), self.rule(other)),
            },
            Rule::Empty(field) => format!("{} {}", self.field(field), lang.pick("để trống", "is left empty")),
            Rule::Yes(field) => self.is(field, YES.get(lang)),
            Rule::Among(literal, field) => {
                let option = self.word(Some(field), literal);
                format!("{} {} “{option}”", self.field(field), lang.pick("có chọn", "includes"))
            }
            Rule::OneOf(operand, literals) => {
                let words: Vec<String> =
                    literals.iter().map(|literal| format!("“{}”", self.word(operand.field(), literal))).collect();
                let (last, others) = words.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
                let list = if others.is_empty() {
                    last.to_owned()
                } else {
                    format!("{} {} {last}", others.join(", "), lang.pick("hoặc", "or"))
                };
                format!("{} {} {list}", self.operand(operand), lang.pick("là", "is"))
            }
            Rule::Compare(left, order, right) => self.compare(left, *order, right),
        }
    }

    fn compare(&self, left: &Operand, order: Order, right: &Operand) -> String {
        let lang = self.lang;
        let other = match right {
            Operand::Literal(literal @ (Literal::Text(_) | Literal::Flag(_))) => {
                format!("“{}”", self.word(left.field(), literal))
            }
            right => self.operand(right),
        };
        let left = self.operand(left);
        match order {
            Order::Equal => format!("{left} {} {other}", lang.pick("là", "is")),
            Order::NotEqual => format!("{left} {} {other}", lang.pick("khác", "is not")),
            Order::Less => format!("{left} {} {other}", lang.pick("dưới", "is below")),
            Order::AtMost => format!("{left} {} {other}", lang.pick("không quá", "is at most")),
            Order::More => format!("{left} {} {other}", lang.pick("trên", "is above")),
            Order::AtLeast => match lang {
                Lang::Vi => format!("{left} từ {other} trở lên"),
                Lang::En => format!("{left} is {other} or more"),
            },
        }
    }

    fn is(&self, field: &str, answer: &str) -> String {
        format!("{} {} “{answer}”", self.field(field), self.lang.pick("là", "is"))
    }

    fn operand(&self, operand: &Operand) -> String {
        match operand {
            Operand::Field(field) => self.field(field),
            Operand::Age(field) => format!("{} {}", self.lang.pick("tuổi theo", "the age by"), self.field(field)),
            Operand::Literal(literal) => self.word(None, literal),
        }
    }

    fn field(&self, name: &str) -> String {
        match (name, self.form.and_then(|form| form.field(name))) {
            (APPLICANT, _) => self.lang.pick("người nộp", "the applicant").to_owned(),
            (CHANNEL, _) => self.lang.pick("cách nộp", "the way of filing").to_owned(),
            (_, Some(field)) => format!("“{}”", field.label.get(self.lang)),
            (name, None) => format!("“{name}”"),
        }
    }

    fn word(&self, field: Option<&str>, literal: &Literal) -> String {
        let text = match literal {
            Literal::Flag(flag) => return if *flag { YES } else { NO }.get(self.lang).to_owned(),
            Literal::Number(number) => return base::text::format::integer(*number),
            Literal::Text(text) => text,
        };
        let label = match field {
            Some(APPLICANT) => ApplicantKind::from_key(text).map(|kind| kind.label().get(self.lang)),
            Some(CHANNEL) => Channel::from_key(text).map(|channel| channel.label().get(self.lang)),
            Some(field) => {
                let option = self.form.and_then(|form| form.field(field)).and_then(|field| field.option(text));
                option.map(|option| option.label.get(self.lang))
            }
            None => None,
        };
        label.unwrap_or(text).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_said_in_words() {
        let said = |condition: &str| Guard::parse(condition).expect("understood").say(None, Lang::Vi);
        assert_eq!(said("wants_copies"), "“wants_copies” là “Có”");
        assert_eq!(said("known == false"), "“known” là “Không”");
        assert_eq!(
            said("age(born) >= 9 and not (purpose is empty)"),
            "tuổi theo “born” từ 9 trở lên và “purpose” đã được điền"
        );
        assert_eq!(said("applicant == 'organization'"), "người nộp là “Tổ chức, doanh nghiệp”");
        assert_eq!(said("kind in ['a', 'b', 'c']"), "“kind” là “a”, “b” hoặc “c”");
    }
}
