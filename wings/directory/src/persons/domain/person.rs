use base::{
    Lang, PersonId, Text,
    identity::{Email, Phone},
};
use jiff::civil::Date;

use super::identity::Identity;

/// Who brings cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Cá nhân.
    #[default]
    Individual,
    /// Tổ chức, doanh nghiệp.
    Organisation,
}

impl Kind {
    /// The key used in forms and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::Organisation => "organisation",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Individual, Self::Organisation].into_iter().find(|kind| kind.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Individual => Text::new("Cá nhân", "Individual"),
            Self::Organisation => Text::new("Tổ chức, doanh nghiệp", "Organisation"),
        }
    }
}

/// What is known of a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// An individual or an organisation.
    pub kind: Kind,
    /// Full name.
    pub name: String,
    /// The number by which the person is known.
    pub identity: Option<Identity>,
    /// Day of birth of an individual.
    pub born: Option<Date>,
    /// Telephone.
    pub phone: Option<Phone>,
    /// Mail address.
    pub email: Option<Email>,
    /// Where the person lives or has its seat, as written; may be empty.
    pub address: String,
}

/// A person in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// What is known.
    pub details: Details,
}

/// In what the papers brought today differ from what is known. For whoever is at the counter to look at: people change
/// names and numbers are misread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// Another name.
    Name,
    /// Another day of birth.
    Born,
    /// Another telephone number.
    Phone,
    /// Another mail address.
    Email,
    /// Another address.
    Address,
}

impl Difference {
    /// What differs.
    pub const fn label(self) -> Text {
        match self {
            Self::Name => Text::new("họ và tên", "full name"),
            Self::Born => Text::new("ngày sinh", "date of birth"),
            Self::Phone => Text::new("số điện thoại", "telephone"),
            Self::Email => Text::new("thư điện tử", "e-mail"),
            Self::Address => Text::new("địa chỉ", "address"),
        }
    }
}

impl Details {
    /// In what `given` differs; what it leaves out does not count. Tones are part of a name, case and spaces are not.
    pub fn differences(&self, given: &Self) -> Vec<Difference> {
        let same = |a: &str, b: &str| b.is_empty() || a.to_lowercase() == b.to_lowercase();
        let checks = [
            (Difference::Name, same(&self.name, &given.name)),
            (Difference::Born, given.born.is_none() || self.born == given.born),
            (Difference::Phone, given.phone.is_none() || self.phone == given.phone),
            (Difference::Email, given.email.is_none() || self.email == given.email),
            (Difference::Address, same(&self.address, &given.address)),
        ];
        checks.into_iter().filter(|(_, same)| !same).map(|(what, _)| what).collect()
    }

    /// These, and where they say nothing what `known` says.
    #[must_use]
    pub fn or(self, known: Self) -> Self {
        Self {
            kind: self.kind,
            name: if self.name.is_empty() { known.name } else { self.name },
            identity: self.identity.or(known.identity),
            born: self.born.or(known.born),
            phone: self.phone.or(known.phone),
            email: self.email.or(known.email),
            address: if self.address.is_empty() { known.address } else { self.address },
        }
    }
}

/// Why a person cannot be written so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum Fault {
    /// The name is empty.
    Name,
    /// Another person has the number.
    IdentityTaken,
    /// Nobody has this id.
    Unknown,
}

impl Fault {
    /// What is wrong, in plain words.
    pub const fn message(&self, lang: Lang) -> &'static str {
        self.text().get(lang)
    }

    /// The same in both languages.
    pub const fn text(&self) -> Text {
        match self {
            Self::Name => Text::new("Hãy nhập họ và tên.", "Enter the full name."),
            Self::IdentityTaken => Text::new("Số giấy tờ này là của người khác.", "Somebody else has this number."),
            Self::Unknown => Text::new("Không tìm thấy người này.", "There is no such person."),
        }
    }
}
