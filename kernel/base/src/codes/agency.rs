//! Identifiers of agencies (QĐ 20/2020/QĐ-TTg) and their older form (QCVN 102:2016/BTTTT).

use super::{province::Province, text_code};
use crate::Lang;

/// Why a text is not an identifier of an agency or organisation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum AgencyCodeError {
    /// Nothing to read.
    Empty,
    /// Longer than the 35 characters allowed; how long it is.
    TooLong(usize),
    /// A small letter: identifiers are written in capitals.
    LowerCase,
    /// A character other than capitals, digits and the separator; which.
    Character(char),
    /// A group without characters: two separators in a row, or one at an end.
    EmptyGroup,
    /// The first group is not a letter A–Y and two digits.
    FirstGroup,
    /// Begins with Z: that is the code of another organisation, not of an agency.
    OtherOrganisation,
    /// Not four groups of 3, 2, 2 and 3 characters, as the older form asks.
    LegacyGroups,
    /// Not a scheme Z01–Z99.
    Scheme,
}

impl AgencyCodeError {
    /// What is wrong, in plain words.
    pub fn message(&self, lang: Lang) -> String {
        let fixed = match self {
            Self::TooLong(length) => {
                return match lang {
                    Lang::Vi => format!("Mã dài {length} ký tự; nhiều nhất là 35."),
                    Lang::En => format!("The code has {length} characters; 35 is the most."),
                };
            }
            Self::Character(c) => {
                return match lang {
                    Lang::Vi => format!("Mã không được có ký tự “{c}”."),
                    Lang::En => format!("The code may not contain “{c}”."),
                };
            }
            Self::Empty => ("Chưa nhập mã.", "No code was given."),
            Self::LowerCase => ("Mã chỉ dùng chữ in hoa.", "The code is written in upper case only."),
            Self::EmptyGroup => ("Giữa hai dấu chấm phải có ký tự.", "A group between dots is empty."),
            Self::FirstGroup => {
                ("Nhóm đầu phải là một chữ A–Y và hai chữ số.", "The first group must be a letter A–Y and two digits.")
            }
            Self::OtherOrganisation => (
                "Mã bắt đầu bằng Z là của tổ chức khác, không phải của cơ quan nhà nước.",
                "Codes in Z belong to other organisations, not to agencies.",
            ),
            Self::LegacyGroups => (
                "Mã kiểu cũ có bốn nhóm 3, 2, 2 và 3 ký tự, như 000.00.01.H10.",
                "The older code has four groups of 3, 2, 2 and 3 characters, as in 000.00.01.H10.",
            ),
            Self::Scheme => ("Mã phải bắt đầu bằng Z01 đến Z99.", "The code must begin with Z01 to Z99."),
        };
        lang.pick(fixed.0, fixed.1).into()
    }
}

const LONGEST: usize = 35;

/// The identifier of an agency: groups of capitals and digits that grow from left to right, the first of them a letter
/// A–Y and two digits, at most 35 characters with the dots. `H10` is Bình Phước, `H10.01` an agency under it
/// (QĐ 20/2020/QĐ-TTg Điều 4). Enterprises use their own number instead (Điều 5).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgencyCode(String);

text_code!(AgencyCode, AgencyCodeError);

impl AgencyCode {
    /// Reads an identifier as it is written, spaces at the ends aside.
    pub fn parse(text: &str) -> Result<Self, AgencyCodeError> {
        let text = check_characters(text)?;
        if text.split('.').any(str::is_empty) {
            return Err(AgencyCodeError::EmptyGroup);
        }
        check_first_group(text.split('.').next().unwrap_or_default())?;
        Ok(Self(text.into()))
    }

    /// Groups from the top down.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.0.split('.')
    }

    /// How deep: 1 for a ministry or province.
    pub fn level(&self) -> usize {
        self.groups().count()
    }

    /// The agency one level up; none above level 1.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('.').map(|(parent, _)| Self(parent.into()))
    }

    /// Whether this is `other` or stands under it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.strip_prefix(&other.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// The province it belongs to; none for a ministry.
    pub fn province(&self) -> Option<&'static Province> {
        self.groups().next().and_then(Province::of_agency)
    }

    /// The older form of the same code, groups reversed and filled with zeros: `H10.01.05` is `000.05.01.H10`. None for
    /// codes the older form had no room for: below level 4, or with groups of another length.
    pub fn legacy(&self) -> Option<LegacyAgencyCode> {
        let groups: Vec<_> = self.groups().collect();
        let fits = groups.len() <= 4
            && groups.iter().skip(1).zip([2, 2, 3]).all(|(group, length)| group.len() == length)
            && (groups.len() == 1 || !is_zero(groups[groups.len() - 1]));
        let group = |level: usize, unused: &'static str| groups.get(level).copied().unwrap_or(unused).to_owned();
        fits.then(|| LegacyAgencyCode([group(3, "000"), group(2, "00"), group(1, "00"), group(0, "")].join(".")))
    }
}

/// The older identifier `V1V2V3.Z1Z2.Y1Y2.MX1X2`, levels from right to left, zeros where unused: `000.00.01.H10`
/// (QCVN 102:2016/BTTTT; used for dossiers by TT 01/2018/TT-VPCP Điều 19).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LegacyAgencyCode(String);

text_code!(LegacyAgencyCode, AgencyCodeError);

impl LegacyAgencyCode {
    /// Reads an identifier as it is written, spaces at the ends aside.
    pub fn parse(text: &str) -> Result<Self, AgencyCodeError> {
        let text = check_characters(text)?;
        let groups: Vec<_> = text.split('.').collect();
        if groups.len() != 4 || groups.iter().zip([3, 2, 2, 3]).any(|(group, length)| group.len() != length) {
            return Err(AgencyCodeError::LegacyGroups);
        }
        check_first_group(groups[3])?;
        Ok(Self(text.into()))
    }

    /// The identifier in force today: groups reversed, unused ones dropped. `000.00.01.H10` is `H10.01`.
    pub fn current(&self) -> AgencyCode {
        let groups: Vec<_> = self.0.split('.').collect();
        let unused = groups[..3].iter().take_while(|group| is_zero(group)).count();
        AgencyCode(groups[unused..].iter().rev().copied().collect::<Vec<_>>().join("."))
    }
}

/// An agency identifier in whichever form a paper carries.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AgencyRef {
    /// QĐ 20/2020/QĐ-TTg.
    Current(AgencyCode),
    /// QCVN 102:2016/BTTTT.
    Legacy(LegacyAgencyCode),
}

impl AgencyRef {
    /// Reads either form: the older one begins with a digit.
    pub fn parse(text: &str) -> Result<Self, AgencyCodeError> {
        if text.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            LegacyAgencyCode::parse(text).map(Self::Legacy)
        } else {
            AgencyCode::parse(text).map(Self::Current)
        }
    }

    /// The same agency by the identifier in force today.
    pub fn current(&self) -> AgencyCode {
        match self {
            Self::Current(code) => code.clone(),
            Self::Legacy(code) => code.current(),
        }
    }

    /// The identifier as the paper carries it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Current(code) => code.as_str(),
            Self::Legacy(code) => code.as_str(),
        }
    }
}

impl From<AgencyCode> for AgencyRef {
    fn from(code: AgencyCode) -> Self {
        Self::Current(code)
    }
}

impl From<LegacyAgencyCode> for AgencyRef {
    fn from(code: LegacyAgencyCode) -> Self {
        Self::Legacy(code)
    }
}

impl std::fmt::Display for AgencyRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The code of an organisation that is neither an agency nor an enterprise: a scheme `Z01`–`Z99` and, without a
/// separator, an identifier of at most 32 characters (QĐ 20/2020/QĐ-TTg Điều 6).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OtherOrganisationCode(String);

text_code!(OtherOrganisationCode, AgencyCodeError);

impl OtherOrganisationCode {
    /// Reads a code as it is written, spaces at the ends aside.
    pub fn parse(text: &str) -> Result<Self, AgencyCodeError> {
        let text = check_characters(text)?;
        if text.contains('.') {
            return Err(AgencyCodeError::Character('.'));
        }
        match text.as_bytes() {
            [b'Z', tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..] if (*tens, *ones) != (b'0', b'0') => {}
            _ => return Err(AgencyCodeError::Scheme),
        }
        if text.len() == 3 {
            return Err(AgencyCodeError::EmptyGroup);
        }
        Ok(Self(text.into()))
    }

    /// `Z07`.
    pub fn scheme(&self) -> &str {
        &self.0[..3]
    }

    /// What follows the scheme: the organisation's own identifier.
    pub fn id(&self) -> &str {
        &self.0[3..]
    }
}

fn check_characters(text: &str) -> Result<&str, AgencyCodeError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AgencyCodeError::Empty);
    }
    for c in text.chars() {
        match c {
            'A'..='Z' | '0'..='9' | '.' => {}
            _ if c.is_lowercase() => return Err(AgencyCodeError::LowerCase),
            _ => return Err(AgencyCodeError::Character(c)),
        }
    }
    if text.len() > LONGEST { Err(AgencyCodeError::TooLong(text.len())) } else { Ok(text) }
}

fn check_first_group(group: &str) -> Result<(), AgencyCodeError> {
    match group.as_bytes() {
        [b'A'..=b'Y', b'0'..=b'9', b'0'..=b'9'] => Ok(()),
        [b'Z', ..] => Err(AgencyCodeError::OtherOrganisation),
        _ => Err(AgencyCodeError::FirstGroup),
    }
}

fn is_zero(group: &str) -> bool {
    group.bytes().all(|b| b == b'0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> AgencyCode {
        AgencyCode::parse(text).unwrap()
    }

    #[test]
    fn an_agency_stands_under_its_province() {
        assert_eq!(code("H10").level(), 1);
        assert_eq!(code("H10.01").level(), 2);
        assert_eq!(code("H10.01").parent(), Some(code("H10")));
        assert_eq!(code("H10").parent(), None);
        assert!(code("H10.01.05").is_within(&code("H10.01")));
        assert!(!code("H10.011").is_within(&code("H10.01")));
        assert_eq!(code("H10.01").province().unwrap().name, "Bình Phước");
        assert_eq!(code("G22").province(), None);
    }

    #[test]
    fn a_wrong_identifier_is_refused_for_its_own_reason() {
        use AgencyCodeError::*;
        let long = format!("H10.{}", "9".repeat(32));
        let wrong = [
            ("", Empty),
            ("h10.01", LowerCase),
            ("H10-01", Character('-')),
            ("H10..01", EmptyGroup),
            ("H10.", EmptyGroup),
            ("H1.01", FirstGroup),
            ("10H", FirstGroup),
            ("Z07ABC123", OtherOrganisation),
            (&long, TooLong(36)),
        ];
        for (text, error) in wrong {
            assert_eq!(AgencyCode::parse(text), Err(error), "{text}");
        }
        assert!(AgencyCode::parse(&long[..35]).is_ok());
    }

    #[test]
    fn the_older_form_reads_from_right_to_left() {
        for (legacy, current) in [
            ("000.00.00.H10", "H10"),
            ("000.00.01.H10", "H10.01"),
            ("000.05.01.H10", "H10.01.05"),
            ("012.05.01.H10", "H10.01.05.012"),
            ("012.00.01.H10", "H10.01.00.012"),
        ] {
            let old = LegacyAgencyCode::parse(legacy).unwrap();
            assert_eq!(old.current(), code(current));
            assert_eq!(code(current).legacy(), Some(old));
        }
        assert_eq!(code("H15.50.05.13").legacy(), None, "the fourth group had three characters");
        assert_eq!(LegacyAgencyCode::parse("00.00.01.H10"), Err(AgencyCodeError::LegacyGroups));
        assert_eq!(LegacyAgencyCode::parse("000.00.01.Z10"), Err(AgencyCodeError::OtherOrganisation));
    }

    #[test]
    fn another_organisation_has_a_scheme_and_an_id_without_a_separator() {
        let other = OtherOrganisationCode::parse("Z07ABC123").unwrap();
        assert_eq!((other.scheme(), other.id()), ("Z07", "ABC123"));
        for (text, error) in [
            ("Z00ABC", AgencyCodeError::Scheme),
            ("H10", AgencyCodeError::Scheme),
            ("Z07.ABC", AgencyCodeError::Character('.')),
            ("Z07", AgencyCodeError::EmptyGroup),
        ] {
            assert_eq!(OtherOrganisationCode::parse(text), Err(error));
        }
    }

    #[test]
    fn a_code_is_stored_as_its_text_and_a_wrong_one_cannot_be_loaded() {
        let json = serde_json::to_string(&code("H10.01")).unwrap();
        assert_eq!(json, "\"H10.01\"");
        assert_eq!(serde_json::from_str::<AgencyCode>(&json).unwrap(), code("H10.01"));
        assert!(serde_json::from_str::<AgencyCode>("\"h10\"").is_err());
    }

    proptest! {
        #[test]
        fn reading_and_writing_are_one(text in "[A-Y][0-9]{2}(\\.[0-9A-Z]{1,3}){0,5}") {
            prop_assert_eq!(code(&text).to_string(), text);
        }

        #[test]
        fn the_two_forms_say_the_same(text in "[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Y][0-9]{2}") {
            let old = LegacyAgencyCode::parse(&text).unwrap();
            prop_assert_eq!(old.current().legacy(), Some(old));
        }

        #[test]
        fn no_text_is_too_strange_to_refuse(text in any::<String>(), near in "[A-Za-z0-9. ]{0,40}") {
            for text in [text, near] {
                let _ = (AgencyCode::parse(&text), AgencyRef::parse(&text), OtherOrganisationCode::parse(&text));
            }
        }
    }
}
