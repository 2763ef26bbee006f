use base::{AgencyId, Text, codes::AgencyCode};
use jiff::civil::Date;
use uuid::Uuid;

use crate::{places::Level, span::Span};

/// The id of the agency with a slug: always the same one, so that data files, tests and every installation agree.
pub fn id_of(slug: &str) -> AgencyId {
    const AGENCIES: Uuid = Uuid::from_u128(0x7d1c_5a0e_2f64_4b38_9e0b_6a4f_01c7_d9b2);
    AgencyId(Uuid::new_v5(&AGENCIES, slug.as_bytes()))
}

/// What kind of body an agency is. The order is that of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Ủy ban nhân dân of a province, district or commune.
    Committee,
    /// Văn phòng.
    Office,
    /// Sở.
    Department,
    /// Ban.
    Board,
    /// Thanh tra.
    Inspectorate,
    /// Công an.
    Police,
    /// Trung tâm phục vụ hành chính công.
    OneStop,
    /// Chi cục under a department.
    SubDepartment,
    /// Đơn vị sự nghiệp công lập.
    ServiceUnit,
    /// Cơ quan ngành dọc: a ministry's branch in the province.
    CentralBranch,
    /// Cơ quan tư pháp: procuracy, court.
    Judiciary,
    /// Cơ quan Đảng.
    Party,
    /// Mặt trận và đoàn thể.
    Front,
    /// Hội.
    Association,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::Committee,
        Self::Office,
        Self::Department,
        Self::Board,
        Self::Inspectorate,
        Self::Police,
        Self::OneStop,
        Self::SubDepartment,
        Self::ServiceUnit,
        Self::CentralBranch,
        Self::Judiciary,
        Self::Party,
        Self::Front,
        Self::Association,
    ];

    /// The key used in data files and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Committee => "committee",
            Self::Office => "office",
            Self::Department => "department",
            Self::Board => "board",
            Self::Inspectorate => "inspectorate",
            Self::Police => "police",
            Self::OneStop => "one-stop",
            Self::SubDepartment => "sub-department",
            Self::ServiceUnit => "service-unit",
            Self::CentralBranch => "central-branch",
            Self::Judiciary => "judiciary",
            Self::Party => "party",
            Self::Front => "front",
            Self::Association => "association",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Committee => Text::new("Ủy ban nhân dân", "People's Committee"),
            Self::Office => Text::new("Văn phòng", "Office"),
            Self::Department => Text::new("Sở", "Department"),
            Self::Board => Text::new("Ban", "Board"),
            Self::Inspectorate => Text::new("Thanh tra", "Inspectorate"),
            Self::Police => Text::new("Công an", "Police"),
            Self::OneStop => Text::new("Trung tâm Phục vụ hành chính công", "Public Administration Service Centre"),
            Self::SubDepartment => Text::new("Chi cục", "Sub-department"),
            Self::ServiceUnit => Text::new("Đơn vị sự nghiệp", "Public service unit"),
            Self::CentralBranch => Text::new("Cơ quan ngành dọc", "Branch of a ministry"),
            Self::Judiciary => Text::new("Cơ quan tư pháp", "Judicial body"),
            Self::Party => Text::new("Cơ quan Đảng", "Party body"),
            Self::Front => Text::new("Mặt trận, đoàn thể", "Front and mass organisation"),
            Self::Association => Text::new("Hội", "Association"),
        }
    }
}

/// The official code of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The code, `H10.01`.
    pub code: AgencyCode,
    /// Whether it is a setting of ours until the official one is known: the province's list of level-2 codes is not
    /// published. Codes of dossiers are built on it all the same.
    pub provisional: bool,
}

/// How an agency stood for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// When it was so.
    pub span: Span,
    /// Its official code (QĐ 20/2020/QĐ-TTg); none for bodies that receive no dossiers.
    pub code: Option<Code>,
    /// Its full name.
    pub name: String,
    /// Its name in tables and on badges.
    pub short: String,
    /// What kind of body.
    pub kind: Kind,
    /// At which tier.
    pub level: Level,
    /// The agency above it; none at the top, and for bodies that answer to a ministry or to no administration.
    pub parent: Option<AgencyId>,
    /// Code of the place it governs or sits in, to be read together with a day of this period.
    pub place: Option<String>,
    /// Whether people can file with it: it has a counter of its own, or its people sit at the provincial centre.
    pub one_stop: bool,
    /// The act or list that made it so.
    pub basis: String,
}

/// A public body: one id through all its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Its id, [`id_of`] its slug.
    pub id: AgencyId,
    /// Its key in data files and addresses; never changes, even when the name does.
    pub slug: String,
    /// Other spellings and names in which papers mention it.
    pub aliases: Vec<String>,
    /// How it stood, oldest first, without gaps. Never empty.
    periods: Vec<Period>,
}

impl Agency {
    /// An agency with a history; nothing when the history is empty, or has a gap or an overlap.
    pub fn new(slug: impl Into<String>, aliases: Vec<String>, mut periods: Vec<Period>) -> Option<Self> {
        periods.sort_by_key(|period| period.span.from);
        let whole = periods.windows(2).all(|pair| pair[0].span.until == Some(pair[1].span.from));
        let slug = slug.into();
        (whole && !periods.is_empty()).then(|| Self { id: id_of(&slug), slug, aliases, periods })
    }

    /// How it stood, oldest first.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// How it stood on a day; nothing before it began and after it ended.
    pub fn as_of(&self, day: Date) -> Option<&Period> {
        self.periods.iter().rev().find(|period| period.span.holds(day))
    }

    /// How it stood on a day, or nearest to it: last for a body that has ended, first for one not yet begun. For names
    /// in histories and lists.
    pub fn near(&self, day: Date) -> &Period {
        let begun = self.periods.iter().rev().find(|period| period.span.from <= day);
        begun.unwrap_or_else(|| self.first())
    }

    /// When it exists: from its first day to its end.
    pub fn life(&self) -> Span {
        Span { from: self.first().span.from, until: self.last().span.until }
    }

    pub(super) fn first(&self) -> &Period {
        self.periods.first().expect("an agency has a history")
    }

    pub(super) fn last(&self) -> &Period {
        self.periods.last().expect("an agency has a history")
    }

    pub(super) fn last_mut(&mut self) -> &mut Period {
        self.periods.last_mut().expect("an agency has a history")
    }

    pub(super) fn push(&mut self, period: Period) {
        self.periods.push(period);
    }
}
