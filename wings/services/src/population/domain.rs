//! What is asked of the register and what it answers.

use std::{collections::BTreeSet, sync::Arc};

use base::{Text, identity::PersonalNumber};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use crate::catalogue::domain::keyed::{Keyed, keyed};

keyed! {
    /// One thing the register knows of a person.
    pub enum Fact {
        Name = "name", "Họ và tên", "Full name";
        Born = "born", "Ngày sinh", "Date of birth";
        Gender = "gender", "Giới tính", "Gender";
        Ethnicity = "ethnicity", "Dân tộc", "Ethnic group";
        Nationality = "nationality", "Quốc tịch", "Nationality";
        Residence = "residence", "Nơi thường trú", "Permanent residence";
        Document = "document", "Thẻ căn cước", "Identity card";
    }
}

/// A place of residence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Home {
    /// Code of the commune, where it is known.
    pub commune_code: String,
    /// Name of the commune.
    pub commune: String,
    /// Name of the district, for addresses before 1 July 2025.
    pub district: String,
    /// Name of the province.
    pub province: String,
    /// What stands before the commune.
    pub detail: String,
}

impl Home {
    /// In one line.
    pub fn line(&self) -> String {
        let parts = [&self.detail, &self.commune, &self.district, &self.province];
        parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    }
}

/// An identity paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its kind, by its key in forms.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// When it was issued.
    pub issued: Option<Date>,
    /// By whom.
    pub issuer: String,
}

/// What is said of a person; what was not asked for or is not known is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// Full name.
    pub name: Option<String>,
    /// Day of birth.
    pub born: Option<Date>,
    /// `male` or `female`.
    pub gender: Option<String>,
    /// Ethnic group, by its key in forms.
    pub ethnicity: Option<String>,
    /// Nationality, by its key in forms.
    pub nationality: Option<String>,
    /// Permanent residence.
    pub residence: Option<Home>,
    /// Identity card.
    pub document: Option<Document>,
}

impl Record {
    /// These facts and no others: a register that says more than it was asked is not listened to.
    #[must_use]
    pub fn only(self, facts: &BTreeSet<Fact>) -> Self {
        let asked = |fact| facts.contains(&fact);
        Self {
            name: self.name.filter(|_| asked(Fact::Name)),
            born: self.born.filter(|_| asked(Fact::Born)),
            gender: self.gender.filter(|_| asked(Fact::Gender)),
            ethnicity: self.ethnicity.filter(|_| asked(Fact::Ethnicity)),
            nationality: self.nationality.filter(|_| asked(Fact::Nationality)),
            residence: self.residence.filter(|_| asked(Fact::Residence)),
            document: self.document.filter(|_| asked(Fact::Document)),
        }
    }

    /// These, and where they say nothing what `other` says.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            name: self.name.or(other.name),
            born: self.born.or(other.born),
            gender: self.gender.or(other.gender),
            ethnicity: self.ethnicity.or(other.ethnicity),
            nationality: self.nationality.or(other.nationality),
            residence: self.residence.or(other.residence),
            document: self.document.or(other.document),
        }
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Names the lookup, here and in the register's own log.
    pub id: Uuid,
    /// About whom.
    pub number: PersonalNumber,
    /// What.
    pub facts: BTreeSet<Fact>,
    /// Why.
    pub ground: String,
    /// Who asks.
    pub by: String,
    /// In which agency's name; empty for a person about herself.
    pub agency: String,
}

/// Why there is no answer. The texts are for the operator and name nobody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegisterFault {
    /// It does not answer, or too late.
    #[error("out of reach: {0}")]
    Unreachable(String),
    /// It answers something that cannot be: about somebody else, or nothing that makes sense.
    #[error("not believed: {0}")]
    Doubted(String),
}

/// The population register. A client implements it; it may wait for the network.
pub trait Register: Send + Sync + 'static {
    /// Whether it is a simulator, so that the page says so.
    fn is_trial(&self) -> bool;

    /// What it says of a person, with the time it holds for; nothing when it knows nobody of this number.
    ///
    /// # Errors
    /// When it cannot be reached or its answer cannot be believed.
    fn look_up(&self, asked: &Asked) -> Result<Option<(Record, Timestamp)>, RegisterFault>;
}

/// The register plugged in, if any; handlers find it in the application.
#[derive(Clone, Default)]
pub struct Population(pub Option<Arc<dyn Register>>);

keyed! {
    /// What came of a lookup.
    pub enum Outcome {
        Asked = "asked", "Chưa có trả lời", "No answer yet";
        Found = "found", "Có thông tin", "Found";
        NotFound = "not_found", "Không có người này", "Nobody found";
        Unreachable = "unreachable", "Không kết nối được", "Out of reach";
        Doubted = "doubted", "Trả lời không tin được", "Not believed";
    }
}

impl Fact {
    /// The keys of some, as they are kept.
    pub fn keys(facts: &BTreeSet<Self>) -> String {
        facts.iter().map(|fact| fact.key()).collect::<Vec<_>>().join(",")
    }

    /// The facts of keys.
    pub fn from_keys(keys: &str) -> BTreeSet<Self> {
        keys.split(',').filter_map(Self::from_key).collect()
    }
}

impl RegisterFault {
    /// What to tell whoever asked.
    pub const fn text(&self) -> Text {
        match self {
            Self::Unreachable(_) => Text::new(
                "Cơ sở dữ liệu dân cư hiện không trả lời. Hãy xử lý theo giấy tờ đã có; có thể tra cứu lại sau.",
                "The population database does not answer at present. Go on with the papers at hand; you can ask again later.",
            ),
            Self::Doubted(_) => Text::new(
                "Trả lời của cơ sở dữ liệu dân cư không khớp với người được hỏi nên không được dùng. Hãy xử lý theo giấy tờ đã có; cán bộ kỹ thuật đã có thông tin để kiểm tra.",
                "The answer of the population database is not about the person asked for and is not used. Go on with the papers at hand; the operators have what they need to look into it.",
            ),
        }
    }

    /// What is kept of it.
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Unreachable(_) => Outcome::Unreachable,
            Self::Doubted(_) => Outcome::Doubted,
        }
    }
}
