//! Tax codes (TT 105/2020/TT-BTC Điều 5): ten digits with a check digit, thirteen for a branch, and since 1/7/2025 the
//! personal number for people (TT 86/2024/TT-BTC).

use super::{bare_digits, personal::PersonalNumber, personal::PersonalNumberError};
use crate::{Lang, codes::text_code};

/// Why a text is not a tax code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum TaxCodeError {
    /// Nothing to read.
    Empty,
    /// Something else than digits and hyphens.
    NotDigits,
    /// Not 10, 12 or 13 digits; how many.
    Length(usize),
    /// The tenth digit is wrong; what it must be.
    CheckDigit {
        /// The digit that fits the first nine.
        expected: u8,
    },
    /// No tenth digit fits the first nine: such a code is never issued.
    NeverIssued,
    /// The branch is not 001–999.
    Branch,
    /// Twelve digits that are no personal number.
    Personal(PersonalNumberError),
}

impl TaxCodeError {
    /// What is wrong, in plain words.
    pub fn message(self, lang: Lang) -> String {
        let fixed = match self {
            Self::Length(digits) => {
                return match lang {
                    Lang::Vi => format!("Mã số thuế có 10, 12 hoặc 13 chữ số; mã này có {digits}."),
                    Lang::En => format!("A tax code has 10, 12 or 13 digits; this one has {digits}."),
                };
            }
            Self::CheckDigit { expected } => {
                return match lang {
                    Lang::Vi => format!("Mã số thuế sai: chữ số thứ mười phải là {expected}. Hãy xem lại từng số."),
                    Lang::En => {
                        format!("The tax code is wrong: its tenth digit must be {expected}. Please check each digit.")
                    }
                };
            }
            Self::Personal(error) => return error.message(lang),
            Self::Empty => ("Chưa nhập mã số thuế.", "No tax code was given."),
            Self::NotDigits => ("Mã số thuế chỉ gồm chữ số.", "A tax code is made of digits only."),
            Self::NeverIssued => {
                ("Mã số thuế sai: không có mã nào bắt đầu như vậy.", "The tax code is wrong: none begins like this.")
            }
            Self::Branch => ("Ba số cuối của đơn vị phụ thuộc là 001 đến 999.", "A branch is numbered 001 to 999."),
        };
        lang.pick(fixed.0, fixed.1).into()
    }
}

/// Whose a tax code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxpayerKind {
    /// An enterprise, organisation or household business, or a person with an older code: ten digits.
    Main,
    /// A branch or dependent unit: ten digits, a hyphen, three digits.
    Branch,
    /// A person, by personal number: twelve digits.
    Person,
}

/// A tax code whose check digit fits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaxCode(String);

text_code!(TaxCode, TaxCodeError);

impl TaxCode {
    /// Reads a code, with or without spaces, dots and hyphens between its digits; a branch is kept with its hyphen.
    pub fn parse(text: &str) -> Result<Self, TaxCodeError> {
        let digits = bare_digits(text).ok_or(TaxCodeError::NotDigits)?;
        match digits.len() {
            0 => Err(TaxCodeError::Empty),
            12 => match PersonalNumber::parse(&digits) {
                Ok(number) => Ok(Self(number.into())),
                Err(error) => Err(TaxCodeError::Personal(error)),
            },
            10 => check(&digits).map(|()| Self(digits)),
            13 => {
                let (main, branch) = digits.split_at(10);
                check(main)?;
                if branch == "000" { Err(TaxCodeError::Branch) } else { Ok(Self(format!("{main}-{branch}"))) }
            }
            other => Err(TaxCodeError::Length(other)),
        }
    }

    /// Whose it is, by its length.
    pub fn kind(&self) -> TaxpayerKind {
        match self.0.len() {
            10 => TaxpayerKind::Main,
            12 => TaxpayerKind::Person,
            _ => TaxpayerKind::Branch,
        }
    }
}

/// The tenth digit of a tax code: 10 less the weighted sum of the first nine modulo 11. None when that is 10, for such
/// codes are not issued, or when the text is not nine digits.
pub fn tax_check_digit(first_nine: &str) -> Option<u8> {
    const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    if first_nine.len() != WEIGHTS.len() {
        return None;
    }
    let sum = first_nine.chars().zip(WEIGHTS).try_fold(0, |sum, (c, weight)| Some(sum + c.to_digit(10)? * weight))?;
    u8::try_from(10 - sum % 11).ok().filter(|digit| *digit < 10)
}

fn check(ten_digits: &str) -> Result<(), TaxCodeError> {
    let (nine, tenth) = ten_digits.split_at(9);
    let expected = tax_check_digit(nine).ok_or(TaxCodeError::NeverIssued)?;
    if tenth == expected.to_string() { Ok(()) } else { Err(TaxCodeError::CheckDigit { expected }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn real_codes_pass() {
        for text in ["0100233488", "0100109106", "0301452923", "3800101820", " 0100 109 106 "] {
            assert_eq!(TaxCode::parse(text).unwrap().kind(), TaxpayerKind::Main, "{text}");
        }
        for text in ["3800101820-001", "3800101820001"] {
            let branch = TaxCode::parse(text).unwrap();
            assert_eq!((branch.as_str(), branch.kind()), ("3800101820-001", TaxpayerKind::Branch));
        }
        assert_eq!(TaxCode::parse("070300123456").unwrap().kind(), TaxpayerKind::Person);
    }

    #[test]
    fn a_wrong_code_is_refused_for_its_own_reason() {
        use TaxCodeError::*;
        for (text, error) in [
            ("0100233480", CheckDigit { expected: 8 }),
            ("3800100070", NeverIssued),
            ("3800101820-000", Branch),
            ("010023348", Length(9)),
            ("01002334AB", NotDigits),
            ("", Empty),
            ("003300123456", Personal(PersonalNumberError::Place)),
        ] {
            assert_eq!(TaxCode::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn some_nine_digits_have_no_tenth() {
        assert_eq!(tax_check_digit("380010007"), None);
        assert_eq!(tax_check_digit("380010003"), Some(0));
        assert_eq!(tax_check_digit("010023348"), Some(8));
        assert_eq!(tax_check_digit("abc"), None);
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_noticed(nine in "[0-9]{9}", at in 0usize..10, other in 0u8..10) {
            if let Some(check) = tax_check_digit(&nine) {
                let right = format!("{nine}{check}");
                prop_assert!(TaxCode::parse(&right).is_ok());
                let mut wrong = right.clone().into_bytes();
                wrong[at] = b'0' + other;
                let wrong = String::from_utf8(wrong).unwrap();
                prop_assert_eq!(TaxCode::parse(&wrong).is_ok(), wrong == right);
            }
        }

        #[test]
        fn no_text_is_too_strange_to_refuse(text in any::<String>(), near in "[0-9 .-]{0,16}") {
            let _ = (TaxCode::parse(&text), TaxCode::parse(&near), tax_check_digit(&text));
        }
    }
}
