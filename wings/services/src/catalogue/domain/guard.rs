//! Conditions in data files: a tiny language over the fields of a form that always ends and never guesses.
//!
//! ```text
//! mother_known == true
//! change_kind == 'change' and age(subject_birth_date) >= 9
//! request_kind in ['permanent', 'temporary']
//! 'g' in activity_kinds
//! not (purpose is empty)
//! ```
//!
//! A comparison with an answer that is not there yet is neither true nor false, and what follows from it is not either:
//! a condition holds only when it is known to hold.

mod eval;
mod parse;
mod say;

use std::fmt;

use super::Bilingual;
pub use eval::{Fact, Facts};

/// The only function: whole years from a date to the day of filing.
pub const AGE: &str = "age";

/// A condition, understood.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Guard {
    source: String,
    rule: Rule,
}

#[derive(Debug, Clone, PartialEq)]
enum Rule {
    Any(Box<Rule>, Box<Rule>),
    All(Box<Rule>, Box<Rule>),
    Not(Box<Rule>),
    Compare(Operand, Order, Operand),
    OneOf(Operand, Vec<Literal>),
    Among(Literal, String),
    Empty(String),
    Yes(String),
}

#[derive(Debug, Clone, PartialEq)]
enum Operand {
    Field(String),
    Age(String),
    Literal(Literal),
}

#[derive(Debug, Clone, PartialEq)]
enum Literal {
    Text(String),
    Number(i64),
    Flag(bool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Equal,
    NotEqual,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// What kind of answer a field gives, as far as conditions care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Yes or no.
    Flag,
    /// One of these words; any text when the list is empty.
    Text(Vec<String>),
    /// Any number of these words.
    Many(Vec<String>),
    /// A whole number.
    Number,
    /// A date, perhaps without day or month.
    Date,
}

impl Guard {
    /// Understands a condition.
    ///
    /// # Errors
    /// What is not understood, in both languages.
    pub fn parse(source: &str) -> Result<Self, Bilingual> {
        Ok(Self { source: source.to_owned(), rule: parse::parse(source)? })
    }

    /// The condition as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Every field it speaks of.
    pub fn fields(&self) -> Vec<&str> {
        let mut fields = Vec::new();
        self.rule.walk(&mut |rule| match rule {
            Rule::Compare(left, _, right) => fields.extend([left, right].into_iter().filter_map(Operand::field)),
            Rule::OneOf(operand, _) => fields.extend(operand.field()),
            Rule::Among(_, field) | Rule::Empty(field) | Rule::Yes(field) => fields.push(field.as_str()),
            Rule::Any(..) | Rule::All(..) | Rule::Not(_) => {}
        });
        fields
    }

    /// Everything in it that does not fit the fields there are: unknown fields, words that are no option, comparisons
    /// between things that cannot be compared. Empty when the condition makes sense.
    pub fn misfits(&self, shape_of: impl Fn(&str) -> Option<Shape>) -> Vec<Bilingual> {
        let mut misfits = Vec::new();
        self.rule.walk(&mut |rule| rule.misfit(&shape_of, &mut misfits));
        misfits
    }
}

impl TryFrom<String> for Guard {
    type Error = String;
    fn try_from(source: String) -> Result<Self, String> {
        Self::parse(&source).map_err(|fault| fault.english().to_owned())
    }
}

impl From<Guard> for String {
    fn from(guard: Guard) -> Self {
        guard.source
    }
}

impl fmt::Display for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

impl Operand {
    fn field(&self) -> Option<&str> {
        match self {
            Self::Field(field) | Self::Age(field) => Some(field),
            Self::Literal(_) => None,
        }
    }
}

impl Literal {
    fn fits(&self, shape: &Shape) -> bool {
        match (self, shape) {
            (Self::Flag(_), Shape::Flag) | (Self::Number(_), Shape::Number) => true,
            (Self::Text(word), Shape::Text(words) | Shape::Many(words)) => words.is_empty() || words.contains(word),
            _ => false,
        }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "'{text}'"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Flag(flag) => write!(f, "{flag}"),
        }
    }
}

impl Rule {
    fn walk<'r>(&'r self, visit: &mut impl FnMut(&'r Rule)) {
        visit(self);
        match self {
            Self::Any(left, right) | Self::All(left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            Self::Not(rule) => rule.walk(visit),
            Self::Compare(..) | Self::OneOf(..) | Self::Among(..) | Self::Empty(_) | Self::Yes(_) => {}
        }
    }

    fn misfit(&self, shape_of: &impl Fn(&str) -> Option<Shape>, misfits: &mut Vec<Bilingual>) {
        let mut known = |field: &str| {
            let shape = shape_of(field);
            if shape.is_none() {
                misfits
                    .push(Bilingual::new(format!("không có trường “{field}”"), format!("there is no field `{field}`")));
            }
            shape
        };
        let clash = |left: &dyn fmt::Display, right: &dyn fmt::Display| {
            Bilingual::new(
                format!("không so sánh được “{left}” với “{right}”"),
                format!("`{left}` cannot be compared with `{right}`"),
            )
        };
        match self {
            Self::Any(..) | Self::All(..) | Self::Not(_) => {}
            Self::Empty(field) => {
                known(field);
            }
            Self::Yes(field) => {
                if known(field).is_some_and(|shape| shape != Shape::Flag) {
                    misfits.push(clash(field, &"true"));
                }
            }
            Self::Among(literal, field) => {
                if known(field).is_some_and(|shape| !matches!(shape, Shape::Many(_)) || !literal.fits(&shape)) {
                    misfits.push(clash(literal, field));
                }
            }
            Self::OneOf(operand, literals) => {
                let Some(shape) = operand.shape(&mut known) else { return };
                let strangers = literals.iter().filter(|literal| !literal.fits(&shape));
                misfits.extend(strangers.map(|literal| clash(operand, literal)));
            }
            Self::Compare(left, order, right) => {
                let shapes = (left.shape(&mut known), right.shape(&mut known));
                let (Some(left_shape), Some(right_shape)) = shapes else { return };
                let fits = match (left, right) {
                    (Operand::Literal(_), Operand::Literal(_)) => false,
                    (Operand::Literal(literal), _) => literal.fits(&right_shape),
                    (_, Operand::Literal(literal)) => literal.fits(&left_shape),
                    _ => std::mem::discriminant(&left_shape) == std::mem::discriminant(&right_shape),
                };
                let many = [&left_shape, &right_shape].into_iter().any(|shape| matches!(shape, Shape::Many(_)));
                let ranked = matches!(left_shape, Shape::Number | Shape::Date);
                let equality = matches!(order, Order::Equal | Order::NotEqual);
                if !fits || many || !(equality || ranked) {
                    misfits.push(clash(left, right));
                }
            }
        }
    }
}

impl Operand {
    fn shape(&self, known: &mut impl FnMut(&str) -> Option<Shape>) -> Option<Shape> {
        match self {
            Self::Field(field) => known(field),
            Self::Age(field) => known(field).map(|shape| match shape {
                Shape::Date => Shape::Number,
                // An age of something that is no date compares with nothing.
                _ => Shape::Many(Vec::new()),
            }),
            Self::Literal(Literal::Text(_)) => Some(Shape::Text(Vec::new())),
            Self::Literal(Literal::Number(_)) => Some(Shape::Number),
            Self::Literal(Literal::Flag(_)) => Some(Shape::Flag),
        }
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => f.write_str(field),
            Self::Age(field) => write!(f, "{AGE}({field})"),
            Self::Literal(literal) => literal.fmt(f),
        }
    }
}
