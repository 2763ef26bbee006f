//! The code of a dossier: `<agency>-YYMMDD-XXXX` (NĐ 61/2018/NĐ-CP Điều 26, TT 01/2018/TT-VPCP Điều 19).

use jiff::civil::Date;

use super::{
    agency::{AgencyCodeError, AgencyRef},
    read_from_text,
};
use crate::Lang;

/// Why a text is not a dossier code, or why one cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum DossierCodeError {
    /// Not an agency, a date and a serial with hyphens between.
    Shape,
    /// The part before the date is no agency identifier.
    Agency(AgencyCodeError),
    /// The middle part is not a day: `230230`.
    Date,
    /// The serial is not four digits from 0001.
    Serial,
    /// More than 9,999 dossiers at one agency on one day: the form has no room for another.
    Exhausted,
}

impl DossierCodeError {
    /// What is wrong, in plain words.
    pub fn message(&self, lang: Lang) -> String {
        let fixed = match self {
            Self::Agency(error) => return error.message(lang),
            Self::Shape => (
                "Mã hồ sơ có dạng mã cơ quan, ngày và số thứ tự, như H10.01-230717-0001.",
                "A dossier code is an agency, a date and a serial, as in H10.01-230717-0001.",
            ),
            Self::Date => ("Ngày trong mã hồ sơ không có trong lịch.", "The date in the dossier code does not exist."),
            Self::Serial => {
                ("Số thứ tự trong mã hồ sơ là bốn chữ số, từ 0001.", "The serial has four digits, from 0001.")
            }
            Self::Exhausted => (
                "Cơ quan đã nhận 9.999 hồ sơ trong ngày; không còn số cho hồ sơ tiếp theo.",
                "The agency has received 9,999 dossiers this day; there is no number left.",
            ),
        };
        lang.pick(fixed.0, fixed.1).into()
    }
}

/// The code a dossier is known by: who received it, on what day, and its serial of that agency and day. Carries the
/// agency in the form in which it was given; dossiers of before and after QĐ 20/2020 live side by side.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DossierCode {
    agency: AgencyRef,
    received: Date,
    serial: u32,
}

read_from_text!(DossierCode, DossierCodeError);

impl DossierCode {
    /// The last serial of an agency and day.
    pub const LAST_SERIAL: u32 = 9999;

    /// Composes the code of the `serial`-th dossier (from 1) that an agency received on a day of this century.
    pub fn make(agency: impl Into<AgencyRef>, received: Date, serial: u32) -> Result<Self, DossierCodeError> {
        match (received.year(), serial) {
            (2000..2100, 1..=Self::LAST_SERIAL) => Ok(Self { agency: agency.into(), received, serial }),
            (2000..2100, 0) => Err(DossierCodeError::Serial),
            (2000..2100, _) => Err(DossierCodeError::Exhausted),
            _ => Err(DossierCodeError::Date),
        }
    }

    /// Reads a code as it is written, spaces at the ends aside.
    pub fn parse(text: &str) -> Result<Self, DossierCodeError> {
        let (agency, date, serial) = split(text.trim()).ok_or(DossierCodeError::Shape)?;
        let agency = AgencyRef::parse(agency).map_err(DossierCodeError::Agency)?;
        let received = read_date(date).ok_or(DossierCodeError::Date)?;
        let serial = read_serial(serial).ok_or(DossierCodeError::Serial)?;
        Self::make(agency, received, serial)
    }

    /// The agency that received it, in the form the code carries.
    pub const fn agency(&self) -> &AgencyRef {
        &self.agency
    }

    /// The day it was received.
    pub const fn received(&self) -> Date {
        self.received
    }

    /// Its serial of that agency and day, from 1.
    pub const fn serial(&self) -> u32 {
        self.serial
    }
}

impl std::fmt::Display for DossierCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (day, serial) = (self.received, self.serial);
        let year = day.year() - 2000;
        write!(f, "{}-{year:02}{:02}{:02}-{serial:04}", self.agency, day.month(), day.day())
    }
}

fn split(text: &str) -> Option<(&str, &str, &str)> {
    let (rest, serial) = text.rsplit_once('-')?;
    let (agency, date) = rest.rsplit_once('-')?;
    Some((agency, date, serial))
}

fn read_date(text: &str) -> Option<Date> {
    if text.len() != 6 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize| text[from..from + 2].parse::<i8>().ok();
    Date::new(2000 + i16::from(part(0)?), part(2)?, part(4)?).ok()
}

fn read_serial(text: &str) -> Option<u32> {
    let four_digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    four_digits.then(|| text.parse().ok()).flatten().filter(|serial| *serial > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{AgencyCode, LegacyAgencyCode};
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_first_dossier_of_the_day_is_0001() {
        let old = LegacyAgencyCode::parse("000.00.01.H10").unwrap();
        let new = AgencyCode::parse("H10.01").unwrap();
        let day = date(2023, 7, 17);
        assert_eq!(DossierCode::make(old, day, 1).unwrap().to_string(), "000.00.01.H10-230717-0001");
        assert_eq!(DossierCode::make(new, day, 1).unwrap().to_string(), "H10.01-230717-0001");
    }

    #[test]
    fn a_code_tells_agency_day_and_serial() {
        let code = DossierCode::parse("H15.50.05.13-261008-0975").unwrap();
        assert_eq!(code.agency().as_str(), "H15.50.05.13");
        assert_eq!((code.received(), code.serial()), (date(2026, 10, 8), 975));
        let old = DossierCode::parse(" 000.00.01.H10-230717-0001 ").unwrap();
        assert_eq!(old.agency().current().as_str(), "H10.01");
    }

    #[test]
    fn a_wrong_code_is_refused_for_its_own_reason() {
        use DossierCodeError::*;
        for (text, error) in [
            ("H10.01-230230-0001", Date),
            ("H10.01-2302-0001", Date),
            ("H10.01-230717-1", Serial),
            ("H10.01-230717-0000", Serial),
            ("H10.01-230717-00001", Serial),
            ("H10.01-230717", Shape),
            ("H10.01", Shape),
            ("h10.01-230717-0001", Agency(AgencyCodeError::LowerCase)),
            ("-230717-0001", Agency(AgencyCodeError::Empty)),
        ] {
            assert_eq!(DossierCode::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn after_9999_dossiers_the_day_is_full() {
        let agency = AgencyCode::parse("H10.01").unwrap();
        let make = |day, serial| DossierCode::make(agency.clone(), day, serial);
        assert!(make(date(2023, 7, 17), 9999).is_ok());
        assert_eq!(make(date(2023, 7, 17), 10_000), Err(DossierCodeError::Exhausted));
        assert_eq!(make(date(2023, 7, 17), 0), Err(DossierCodeError::Serial));
        assert_eq!(make(date(1999, 7, 17), 1), Err(DossierCodeError::Date));
    }

    proptest! {
        #[test]
        fn what_is_made_reads_back(agency in "[A-Y][0-9]{2}(\\.[0-9A-Z]{2}){0,3}|[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.H[0-9]{2}",
            year in 2000i16..2100, month in 1i8..=12, day in 1i8..=28, serial in 1u32..=9999) {
            let agency = AgencyRef::parse(&agency).unwrap();
            let made = DossierCode::make(agency.clone(), date(year, month, day), serial).unwrap();
            let read = DossierCode::parse(&made.to_string()).unwrap();
            prop_assert_eq!((read.agency(), read.received(), read.serial()), (&agency, date(year, month, day), serial));
        }

        #[test]
        fn no_text_is_too_strange_to_refuse(text in any::<String>(), near in "[HZ0-9.-]{0,30}") {
            for text in [text, near] {
                if let Ok(code) = DossierCode::parse(&text) {
                    let _ = (code.agency(), code.received(), code.serial());
                }
            }
        }
    }
}
