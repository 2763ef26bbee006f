use base::{
    Text,
    identity::{PersonalNumber, TaxCode},
};

/// The papers by which people and organisations are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdentityKind {
    /// Số định danh cá nhân, which is the number of the citizen's card.
    Personal,
    /// Chứng minh nhân dân: the older card, nine digits.
    OldCard,
    /// Passport of any country.
    Passport,
    /// Mã số thuế: enterprises, organisations, household businesses.
    Tax,
}

impl IdentityKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Personal, Self::OldCard, Self::Passport, Self::Tax];

    /// The key used in forms and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::OldCard => "old-card",
            Self::Passport => "passport",
            Self::Tax => "tax",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Personal => Text::new("Số định danh cá nhân/CCCD", "Personal number"),
            Self::OldCard => Text::new("Số CMND (9 số)", "Old identity card (9 digits)"),
            Self::Passport => Text::new("Số hộ chiếu", "Passport number"),
            Self::Tax => Text::new("Mã số thuế", "Tax code"),
        }
    }
}

/// A number that belongs to one person or organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    kind: IdentityKind,
    number: String,
}

impl Identity {
    /// Reads a number of a kind, with or without spaces, dots and hyphens in it.
    ///
    /// # Errors
    /// What is wrong with it, in both languages (Vietnamese, English).
    pub fn parse(kind: IdentityKind, text: &str) -> Result<Self, (String, String)> {
        use base::Lang::{En, Vi};
        let number = match kind {
            IdentityKind::Personal => {
                PersonalNumber::parse(text).map(String::from).map_err(|e| (e.message(Vi), e.message(En)))?
            }
            IdentityKind::Tax => TaxCode::parse(text).map(String::from).map_err(|e| (e.message(Vi), e.message(En)))?,
            IdentityKind::OldCard => plain(text, 9..=9, |c| c.is_ascii_digit())
                .ok_or_else(|| ("Số CMND có 9 chữ số.".to_owned(), "The number has 9 digits.".to_owned()))?,
            // ICAO 9303 leaves nine places for the number; some countries write more letters on the page.
            IdentityKind::Passport => plain(text, 5..=15, |c| c.is_ascii_alphanumeric()).ok_or_else(|| {
                let vi = "Số hộ chiếu gồm 5 đến 15 chữ cái và chữ số.".to_owned();
                (vi, "A passport number has 5 to 15 letters and digits.".to_owned())
            })?,
        };
        Ok(Self { kind, number })
    }

    /// A number read from the record.
    pub(crate) const fn kept(kind: IdentityKind, number: String) -> Self {
        Self { kind, number }
    }

    /// By which paper.
    pub const fn kind(&self) -> IdentityKind {
        self.kind
    }

    /// The number, bare.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// For screens that must not show it whole: the last three characters, and the first three of a long one.
    pub fn masked(&self) -> String {
        let (number, length) = (&self.number, self.number.len());
        let head = if length >= 9 { 3 } else { 0 };
        format!("{}{}{}", &number[..head], "*".repeat(length - head - 3), &number[length - 3..])
    }
}

impl From<PersonalNumber> for Identity {
    fn from(number: PersonalNumber) -> Self {
        Self { kind: IdentityKind::Personal, number: number.into() }
    }
}

impl From<TaxCode> for Identity {
    fn from(code: TaxCode) -> Self {
        Self { kind: IdentityKind::Tax, number: code.into() }
    }
}

fn plain(text: &str, length: std::ops::RangeInclusive<usize>, right: impl Fn(char) -> bool) -> Option<String> {
    let bare: String = text.trim().chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
    (length.contains(&bare.len()) && bare.chars().all(right)).then(|| bare.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_bare_and_shown_masked() {
        let number = Identity::parse(IdentityKind::Personal, "070 300 123 456").unwrap();
        assert_eq!((number.number(), number.masked().as_str()), ("070300123456", "070******456"));
        let passport = Identity::parse(IdentityKind::Passport, "c1234 567").unwrap();
        assert_eq!((passport.number(), passport.masked().as_str()), ("C1234567", "*****567"));
        assert_eq!(Identity::parse(IdentityKind::OldCard, "285.123.456").unwrap().number(), "285123456");
    }

    #[test]
    fn a_number_of_another_paper_is_refused() {
        assert!(Identity::parse(IdentityKind::Personal, "285123456").is_err());
        assert!(Identity::parse(IdentityKind::OldCard, "070300123456").is_err());
        assert!(Identity::parse(IdentityKind::Passport, "Hộ chiếu").is_err());
    }
}
