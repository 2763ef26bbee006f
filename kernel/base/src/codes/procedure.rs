//! Codes of administrative procedures and of sectors.

use super::{agency::LegacyAgencyCode, read_from_text, text_code};
use crate::{Lang, lang::Text};

/// Why a text is not the code of a procedure or sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().get(Lang::En))]
pub enum ProcedureCodeError {
    /// Not a digit, a dot and six digits.
    National,
    /// Not a national code with the publishing agency's older identifier behind it.
    Local,
    /// Not a level-1 agency, a hyphen and letters or digits.
    Sector,
}

impl ProcedureCodeError {
    /// What is wrong, in plain words.
    pub const fn message(self) -> Text {
        match self {
            Self::National => Text::new(
                "Mã thủ tục gồm một chữ số, dấu chấm và sáu chữ số, như 1.010708.",
                "A procedure code is a digit, a dot and six digits, as in 1.010708.",
            ),
            Self::Local => Text::new(
                "Mã thủ tục của địa phương là mã quốc gia và mã cơ quan, như 2.000815.000.00.00.H10.",
                "A local code is the national code and the agency's, as in 2.000815.000.00.00.H10.",
            ),
            Self::Sector => Text::new(
                "Mã lĩnh vực gồm mã cơ quan cấp 1, gạch nối và ký hiệu, như G15-LN05.",
                "A sector code is a level-1 agency, a hyphen and its sign, as in G15-LN05.",
            ),
        }
    }
}

/// The code of a procedure in the national database: a digit, a dot and six digits, `1.010708`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProcedureCode(String);

text_code!(ProcedureCode, ProcedureCodeError);

impl ProcedureCode {
    /// Reads a code as it is written, spaces at the ends aside.
    pub fn parse(text: &str) -> Result<Self, ProcedureCodeError> {
        let text = text.trim();
        match text.split_once('.') {
            Some((first, rest)) if is_digits(first, 1) && is_digits(rest, 6) => Ok(Self(text.into())),
            _ => Err(ProcedureCodeError::National),
        }
    }

    /// The code under which an agency publishes the procedure: `2.000815.000.00.00.H55`.
    pub fn published_by(&self, agency: &LegacyAgencyCode) -> LocalProcedureCode {
        LocalProcedureCode { procedure: self.clone(), agency: agency.clone(), service: None }
    }
}

/// A procedure as one agency publishes it: the national code, the agency's older identifier and, for one of several
/// online services of the procedure, two digits more: `2.000815.000.00.00.H55.02`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalProcedureCode {
    procedure: ProcedureCode,
    agency: LegacyAgencyCode,
    service: Option<String>,
}

read_from_text!(LocalProcedureCode, ProcedureCodeError);

impl LocalProcedureCode {
    /// Reads a code as it is written, spaces at the ends aside.
    pub fn parse(text: &str) -> Result<Self, ProcedureCodeError> {
        let groups: Vec<_> = text.trim().split('.').collect();
        let (national, agency, service) = match groups.as_slice() {
            [kind, number, agency @ ..] if agency.len() == 4 => ([*kind, number], agency, None),
            [kind, number, agency @ .., service] if agency.len() == 4 && is_digits(service, 2) => {
                ([*kind, number], agency, Some((*service).into()))
            }
            _ => return Err(ProcedureCodeError::Local),
        };
        let procedure = ProcedureCode::parse(&national.join(".")).map_err(|_| ProcedureCodeError::Local)?;
        let agency = LegacyAgencyCode::parse(&agency.join(".")).map_err(|_| ProcedureCodeError::Local)?;
        Ok(Self { procedure, agency, service })
    }

    /// The code of one of several online services of the procedure, by its two digits.
    pub fn with_service(self, service: &str) -> Result<Self, ProcedureCodeError> {
        if is_digits(service, 2) {
            Ok(Self { service: Some(service.into()), ..self })
        } else {
            Err(ProcedureCodeError::Local)
        }
    }

    /// The procedure in the national database.
    pub const fn procedure(&self) -> &ProcedureCode {
        &self.procedure
    }

    /// The agency that publishes it.
    pub const fn agency(&self) -> &LegacyAgencyCode {
        &self.agency
    }

    /// Which of several online services of the procedure, when the code says so.
    pub fn service(&self) -> Option<&str> {
        self.service.as_deref()
    }
}

impl std::fmt::Display for LocalProcedureCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.procedure, self.agency)?;
        self.service.iter().try_for_each(|service| write!(f, ".{service}"))
    }
}

/// The code of a sector: a level-1 agency, a hyphen and letters or digits of the field, `MX1X2-LV`
/// (TT 01/2018/TT-VPCP Điều 20).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SectorCode(String);

text_code!(SectorCode, ProcedureCodeError);

impl SectorCode {
    /// Reads a code as it is written, spaces at the ends aside.
    pub fn parse(text: &str) -> Result<Self, ProcedureCodeError> {
        let text = text.trim();
        let (agency, field) = text.split_once('-').ok_or(ProcedureCodeError::Sector)?;
        let level_1 = matches!(agency.as_bytes(), [b'A'..=b'Y', b'0'..=b'9', b'0'..=b'9']);
        let sign = !field.is_empty() && field.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if level_1 && sign { Ok(Self(text.into())) } else { Err(ProcedureCodeError::Sector) }
    }

    /// The level-1 agency: `G15`.
    pub fn agency(&self) -> &str {
        &self.0[..3]
    }

    /// The sign of the field.
    pub fn field(&self) -> &str {
        &self.0[4..]
    }
}

fn is_digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_national_code_is_a_digit_a_dot_and_six_digits() {
        assert_eq!(ProcedureCode::parse("1.010708").unwrap().as_str(), "1.010708");
        for wrong in ["1.01070", "1.0107080", "1010708", "a.010708", "1.01070a", "", "1.010708.000.00.00.H56"] {
            assert_eq!(ProcedureCode::parse(wrong), Err(ProcedureCodeError::National), "{wrong}");
        }
    }

    #[test]
    fn a_province_publishes_it_under_its_own_code() {
        let code = ProcedureCode::parse("2.000815").unwrap();
        let agency = LegacyAgencyCode::parse("000.00.00.H55").unwrap();
        let local = code.published_by(&agency);
        assert_eq!(local.to_string(), "2.000815.000.00.00.H55");
        assert_eq!((local.procedure(), local.agency(), local.service()), (&code, &agency, None));
        let service = LocalProcedureCode::parse("2.000815.000.00.00.H55.02").unwrap();
        assert_eq!((service.service(), local.with_service("02")), (Some("02"), Ok(service.clone())));
        for wrong in [
            "2.000815",
            "2.000815.H55",
            "2.000815.000.00.00.H55.2",
            "2.000815-000.00.00.H55",
            "2.000815.000.00.00.H55.",
        ] {
            assert_eq!(LocalProcedureCode::parse(wrong), Err(ProcedureCodeError::Local), "{wrong}");
        }
    }

    #[test]
    fn a_sector_belongs_to_a_level_1_agency() {
        let sector = SectorCode::parse("G15-LN05").unwrap();
        assert_eq!((sector.agency(), sector.field()), ("G15", "LN05"));
        for wrong in ["G15", "G15-", "G1-LN", "Z01-LN", "G15-ln", "G15.01-LN"] {
            assert_eq!(SectorCode::parse(wrong), Err(ProcedureCodeError::Sector), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange_to_refuse(text in any::<String>(), near in "[0-9.H-]{0,26}") {
            for text in [text, near] {
                let _ = (ProcedureCode::parse(&text), SectorCode::parse(&text));
                if let Ok(code) = LocalProcedureCode::parse(&text) {
                    prop_assert_eq!(code.to_string(), text.trim());
                }
            }
        }
    }
}
