//! Numbers as people write them in Vietnamese reports, read back exactly.

use crate::{Dong, Lang, lang::Text};

/// A number read from text: exactly `unscaled / 10^places`, with what stood around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// All digits, without the decimal mark.
    pub unscaled: i64,
    /// How many of the digits stand after the decimal mark.
    pub places: u8,
    /// Whether a percent sign followed.
    pub percent: bool,
    /// The footnote mark that followed: `*`, `†`, `¹`…
    pub footnote: Option<String>,
    /// Why the reading may be wrong.
    pub doubt: Option<Doubt>,
}

/// A reading that a person should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// A dot stood where Vietnamese writes a comma: `553.8`.
    DotDecimal,
    /// Commas stood between groups of three, as in English: `1,234,567`.
    CommaGroups,
}

impl Doubt {
    /// What is doubtful, for the person who imports.
    pub const fn message(self) -> Text {
        match self {
            Self::DotDecimal => Text::new(
                "Dùng dấu chấm làm dấu thập phân; hãy kiểm tra.",
                "A dot is used as the decimal mark; please check.",
            ),
            Self::CommaGroups => Text::new(
                "Dùng dấu phẩy ngăn cách hàng nghìn; hãy kiểm tra.",
                "Commas are used between thousands; please check.",
            ),
        }
    }
}

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().get(Lang::En))]
pub enum NumberError {
    /// Nothing to read.
    Empty,
    /// Something else than digits, marks and a known unit.
    NotANumber,
    /// Marks that fit neither thousands nor decimals: `1.23.4`.
    Marks,
    /// More digits than a figure can have.
    TooLarge,
    /// An amount of money with a fraction of a đồng.
    Fraction,
}

impl NumberError {
    /// What is wrong, in plain words.
    pub const fn message(self) -> Text {
        match self {
            Self::Empty => Text::new("Chưa nhập số.", "No number was given."),
            Self::NotANumber => Text::new("Đây không phải là số.", "This is not a number."),
            Self::Marks => Text::new(
                "Dấu chấm, dấu phẩy đặt không đúng chỗ (viết như 1.234.567,89).",
                "Dots and commas are misplaced (write 1.234.567,89).",
            ),
            Self::TooLarge => Text::new("Số quá lớn.", "The number is too large."),
            Self::Fraction => Text::new("Số tiền phải là số đồng chẵn.", "An amount must be in whole đồng."),
        }
    }
}

impl Number {
    /// The number as an integer, when nothing but zeros stands after the decimal mark.
    pub fn as_integer(&self) -> Option<i64> {
        let scale = 10i64.checked_pow(self.places.into())?;
        (self.unscaled % scale == 0).then(|| self.unscaled / scale)
    }

    /// The nearest binary fraction: for arithmetic on measured figures, never for money.
    pub fn to_f64(&self) -> f64 {
        self.unscaled as f64 / 10f64.powi(self.places.into())
    }
}

impl std::fmt::Display for Number {
    /// As Vietnamese writes it, with its percent sign and footnote: `91,75%`, `553,8*`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&super::format::fixed(self.unscaled, self.places))?;
        f.write_str(if self.percent { "%" } else { "" })?;
        f.write_str(self.footnote.as_deref().unwrap_or_default())
    }
}

/// Reads a number as Vietnamese writes it: dots between thousands, a comma before decimals. `1.161` is 1161. A dot that
/// cannot stand between thousands is taken as a decimal mark and reported as a doubt: `553.8*` is 553,8 with a footnote.
pub fn parse(text: &str) -> Result<Number, NumberError> {
    let (body, percent, footnote) = strip_tail(text.trim());
    let (negative, body) = match body.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, body.strip_prefix('+').unwrap_or(body)),
    };
    if body.is_empty() {
        return Err(NumberError::Empty);
    }
    if !body.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')) {
        return Err(NumberError::NotANumber);
    }
    let (whole, fraction, doubt) = split(body)?;
    let places = u8::try_from(fraction.len()).map_err(|_| NumberError::TooLarge)?;
    let digits = format!("{}{whole}{fraction}", if negative { "-" } else { "" });
    let unscaled = digits.parse().map_err(|_| NumberError::TooLarge)?;
    Ok(Number { unscaled, places, percent, footnote, doubt })
}

/// Reads an amount of money, with or without its unit: `296.101.504 đồng`.
pub fn money(text: &str) -> Result<Dong, NumberError> {
    parse(text)?.as_integer().map(Dong).ok_or(NumberError::Fraction)
}

const UNITS: [&str; 5] = ["đồng", "VNĐ", "VND", "₫", "đ"];

/// Takes footnote marks, a percent sign and a unit of money off the end, in any order.
fn strip_tail(text: &str) -> (&str, bool, Option<String>) {
    let (mut body, mut percent, mut marks) = (text, false, String::new());
    loop {
        body = body.trim_end();
        if let Some(rest) = body.strip_suffix('%') {
            (body, percent) = (rest, true);
        } else if let Some(rest) = UNITS.iter().find_map(|unit| body.strip_suffix(unit)) {
            body = rest;
        } else if let Some(mark) = body.chars().next_back().filter(|c| is_footnote(*c)) {
            marks.insert(0, mark);
            body = &body[..body.len() - mark.len_utf8()];
        } else {
            return (body, percent, (!marks.is_empty()).then_some(marks));
        }
    }
}

const fn is_footnote(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// Whole digits, digits of the fraction, and a doubt.
fn split(body: &str) -> Result<(String, String, Option<Doubt>), NumberError> {
    let commas: Vec<&str> = body.split(',').collect();
    let dots: Vec<&str> = body.split('.').collect();
    match (commas.as_slice(), dots.as_slice()) {
        ([whole, fraction], _) if !fraction.contains('.') => {
            Ok((groups(whole, &['.', ' ', '\u{a0}', '\u{202f}', '\u{2009}'])?, digits(fraction)?, None))
        }
        ([_, _, ..], [whole, fraction]) => Ok((groups(whole, &[','])?, digits(fraction)?, Some(Doubt::CommaGroups))),
        ([_, _, ..], [_]) => Ok((groups(body, &[','])?, String::new(), Some(Doubt::CommaGroups))),
        ([_], [whole, fraction]) if fraction.len() != 3 || whole.starts_with('0') || whole.len() > 3 => {
            let whole = if whole.is_empty() { "0".into() } else { groups(whole, &[' ', '\u{a0}'])? };
            Ok((whole, digits(fraction)?, Some(Doubt::DotDecimal)))
        }
        ([_], _) => Ok((groups(body, &['.', ' ', '\u{a0}', '\u{202f}', '\u{2009}'])?, String::new(), None)),
        _ => Err(NumberError::Marks),
    }
}

/// Digits in groups of three after the first, or all together.
fn groups(text: &str, marks: &[char]) -> Result<String, NumberError> {
    let groups: Vec<&str> = text.split(marks).collect();
    let well = match groups.as_slice() {
        [alone] => !alone.is_empty(),
        [first, rest @ ..] => {
            (1..=3).contains(&first.len()) && !first.starts_with('0') && rest.iter().all(|g| g.len() == 3)
        }
        [] => false,
    };
    if well { digits(&groups.concat()) } else { Err(NumberError::Marks) }
}

fn digits(text: &str) -> Result<String, NumberError> {
    let all_digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if all_digits { Ok(text.into()) } else { Err(NumberError::Marks) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (i64, u8, Option<Doubt>) {
        let n = parse(text).unwrap();
        (n.unscaled, n.places, n.doubt)
    }

    #[test]
    fn a_dot_stands_between_thousands() {
        assert_eq!(read("1.161"), (1161, 0, None));
        assert_eq!(read("14.299.921.363"), (14_299_921_363, 0, None));
        assert_eq!(read("1.234.567,89"), (123_456_789, 2, None));
        assert_eq!(read("1 234 567"), (1_234_567, 0, None));
        assert_eq!(read("-0,05"), (-5, 2, None));
        assert_eq!(read("296101504"), (296_101_504, 0, None));
    }

    #[test]
    fn a_dot_that_cannot_be_a_thousands_mark_is_a_doubtful_decimal() {
        assert_eq!(read("553.8"), (5538, 1, Some(Doubt::DotDecimal)));
        assert_eq!(read("0.161"), (161, 3, Some(Doubt::DotDecimal)));
        assert_eq!(read("1234.567"), (1_234_567, 3, Some(Doubt::DotDecimal)));
        assert_eq!(read("1,234,567"), (1_234_567, 0, Some(Doubt::CommaGroups)));
        assert_eq!(read("1,234.5"), (12_345, 1, Some(Doubt::CommaGroups)));
    }

    #[test]
    fn what_follows_the_number_is_kept_apart() {
        let starred = parse("553.8*").unwrap();
        assert_eq!((starred.to_f64(), starred.footnote.as_deref()), (553.8, Some("*")));
        assert!(parse("91,75%").unwrap().percent);
        assert_eq!(parse("91,75 (1)"), Err(NumberError::NotANumber));
        assert_eq!(money("296.101.504 đồng"), Ok(Dong(296_101_504)));
        assert_eq!(money("1.500,5 đồng"), Err(NumberError::Fraction));
        assert_eq!(money("1.500,00đ"), Ok(Dong(1500)));
    }

    #[test]
    fn misplaced_marks_are_refused() {
        for text in ["1.23.4", "1,2,3", "1.161.5", "12.3456.789", ".", ",", "1,", "1..2", "1.234,5.6"] {
            assert_eq!(parse(text), Err(NumberError::Marks), "{text}");
        }
        assert_eq!(parse(" "), Err(NumberError::Empty));
        assert_eq!(parse("*"), Err(NumberError::Empty));
        assert_eq!(parse("mười"), Err(NumberError::NotANumber));
        assert_eq!(parse("99999999999999999999"), Err(NumberError::TooLarge));
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange_to_refuse(text in any::<String>(), near in "[-0-9., %*đ]{0,16}") {
            let _ = parse(&text);
            let _ = parse(&near);
        }
    }
}
