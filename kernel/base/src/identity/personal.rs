//! The personal identification number (NĐ 137/2015/NĐ-CP Điều 13, TT 59/2021/TT-BCA): twelve digits, three for the
//! place where the birth was registered, one for century and sex, two for the year of birth, six at random.

use jiff::civil::Date;

use super::bare_digits;
use crate::{
    Lang,
    codes::{Province, text_code},
    lang::Text,
};

/// Sex as the number and civil-status papers have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

impl Sex {
    /// Its word on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Male => Text::new("Nam", "Male"),
            Self::Female => Text::new("Nữ", "Female"),
        }
    }
}

/// Why a text is not a personal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum PersonalNumberError {
    /// Nothing to read.
    Empty,
    /// Something else than digits.
    NotDigits,
    /// Nine digits: the number of an old identity card (CMND), not a personal number.
    OldCard,
    /// Not twelve digits; how many.
    Length(usize),
    /// The first three digits are no place of registration.
    Place,
}

impl PersonalNumberError {
    /// What is wrong, in plain words.
    pub fn message(self, lang: Lang) -> String {
        let fixed = match self {
            Self::Length(digits) => {
                return match lang {
                    Lang::Vi => format!("Số định danh cá nhân có 12 chữ số; số này có {digits}."),
                    Lang::En => format!("A personal number has 12 digits; this one has {digits}."),
                };
            }
            Self::Empty => ("Chưa nhập số định danh cá nhân.", "No personal number was given."),
            Self::NotDigits => ("Số định danh cá nhân chỉ gồm chữ số.", "A personal number is made of digits only."),
            Self::OldCard => (
                "Đây là số chứng minh nhân dân 9 số; hãy nhập số định danh cá nhân 12 số.",
                "This is the 9-digit number of an old card; please give the 12-digit personal number.",
            ),
            Self::Place => (
                "Ba chữ số đầu không phải mã nơi đăng ký khai sinh.",
                "The first three digits are no place of birth registration.",
            ),
        };
        lang.pick(fixed.0, fixed.1).into()
    }
}

/// What in a number does not fit what is known of the person. Worth a second look by an official, never a reason to
/// turn the person away: numbers given in error exist, and so do corrected papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonalDoubt {
    /// The number says one sex, the file the other; what the number says.
    Sex(Sex),
    /// The number says another year of birth; what the number says.
    BirthYear(i16),
}

impl PersonalDoubt {
    /// What does not fit, in plain words.
    pub fn message(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Sex(sex), Lang::Vi) => {
                format!("Theo số định danh cá nhân, giới tính là {}; hãy kiểm tra lại.", sex.label().vi.to_lowercase())
            }
            (Self::Sex(sex), Lang::En) => {
                format!("By the personal number the sex is {}; please check.", sex.label().en.to_lowercase())
            }
            (Self::BirthYear(year), Lang::Vi) => {
                format!("Theo số định danh cá nhân, năm sinh là {year}; hãy kiểm tra lại.")
            }
            (Self::BirthYear(year), Lang::En) => {
                format!("By the personal number the year of birth is {year}; please check.")
            }
        }
    }
}

/// A personal number of a right form. It has no check digit: a right form is no proof that the number was given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonalNumber(String);

text_code!(PersonalNumber, PersonalNumberError);

impl PersonalNumber {
    /// Reads a number, with or without spaces, dots and hyphens between its digits.
    pub fn parse(text: &str) -> Result<Self, PersonalNumberError> {
        let digits = bare_digits(text).ok_or(PersonalNumberError::NotDigits)?;
        match digits.len() {
            0 => Err(PersonalNumberError::Empty),
            9 => Err(PersonalNumberError::OldCard),
            12 if province(&digits).is_some() || is_abroad(&digits) => Ok(Self(digits)),
            12 => Err(PersonalNumberError::Place),
            other => Err(PersonalNumberError::Length(other)),
        }
    }

    /// The three digits of the place of registration: `070`.
    pub fn place_code(&self) -> &str {
        &self.0[..3]
    }

    /// The province, as it was until 30/6/2025, where the birth was registered; none when that was abroad. Not where
    /// the person lives.
    pub fn province(&self) -> Option<&'static Province> {
        province(&self.0)
    }

    /// The sex entered when the number was given.
    pub fn sex(&self) -> Sex {
        if self.century_and_sex().is_multiple_of(2) { Sex::Male } else { Sex::Female }
    }

    /// The year of birth.
    pub fn birth_year(&self) -> i16 {
        let in_century = self.0[4..6].bytes().fold(0, |n, digit| n * 10 + i16::from(digit - b'0'));
        1900 + i16::from(self.century_and_sex() / 2) * 100 + in_century
    }

    /// What in the number does not fit the sex and the day of birth a file gives.
    pub fn doubts(&self, sex: Option<Sex>, born: Option<Date>) -> Vec<PersonalDoubt> {
        let sex = sex.filter(|sex| *sex != self.sex()).map(|_| PersonalDoubt::Sex(self.sex()));
        let year = born.filter(|born| born.year() != self.birth_year());
        sex.into_iter().chain(year.map(|_| PersonalDoubt::BirthYear(self.birth_year()))).collect()
    }

    /// For screens that must not show it whole: `070******456`.
    pub fn masked(&self) -> String {
        format!("{}******{}", &self.0[..3], &self.0[9..])
    }

    fn century_and_sex(&self) -> u8 {
        self.0.as_bytes()[3] - b'0'
    }
}

/// A province's code is its unit code behind a zero: 001–096, not all given out.
fn province(digits: &str) -> Option<&'static Province> {
    Province::of_code(digits[..3].strip_prefix('0')?)
}

/// Codes above 096 are countries.
fn is_abroad(digits: &str) -> bool {
    &digits[..3] > "096"
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn number(text: &str) -> PersonalNumber {
        PersonalNumber::parse(text).unwrap()
    }

    #[test]
    fn a_number_tells_place_sex_and_year_of_birth() {
        for (text, place, sex, year) in [
            ("070300123456", "Bình Phước", Sex::Female, 2000),
            ("070085000123", "Bình Phước", Sex::Male, 1985),
            ("001199012345", "Hà Nội", Sex::Female, 1999),
            ("079 205 000 001", "Hồ Chí Minh", Sex::Male, 2005),
        ] {
            let number = number(text);
            assert_eq!((number.province().unwrap().name, number.sex(), number.birth_year()), (place, sex, year));
        }
        assert_eq!(number("123085000123").province(), None);
    }

    #[test]
    fn a_wrong_number_is_refused_for_its_own_reason() {
        use PersonalNumberError::*;
        for (text, error) in [
            ("07008500012", Length(11)),
            ("0700850001234", Length(13)),
            ("285123456", OldCard),
            ("07008500012a", NotDigits),
            (" ", Empty),
            ("000085000123", Place),
            ("003085000123", Place),
        ] {
            assert_eq!(PersonalNumber::parse(text), Err(error), "{text}");
        }
        assert_eq!(Length(11).message(Lang::En), "A personal number has 12 digits; this one has 11.");
    }

    #[test]
    fn what_does_not_fit_is_a_doubt_and_not_an_error() {
        let number = number("070300123456");
        assert_eq!(number.doubts(Some(Sex::Female), Some(date(2000, 5, 1))), []);
        assert_eq!(
            number.doubts(Some(Sex::Male), Some(date(1990, 5, 1))),
            [PersonalDoubt::Sex(Sex::Female), PersonalDoubt::BirthYear(2000)]
        );
        assert_eq!(number.doubts(None, None), []);
    }

    #[test]
    fn a_masked_number_keeps_its_ends() {
        assert_eq!(number("070300123456").masked(), "070******456");
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange_to_refuse(text in any::<String>(), near in "[0-9 .-]{0,16}") {
            for text in [text, near] {
                if let Ok(number) = PersonalNumber::parse(&text) {
                    prop_assert!((1900..2400).contains(&number.birth_year()));
                    prop_assert_eq!(PersonalNumber::parse(number.as_str()), Ok(number));
                }
            }
        }
    }
}
