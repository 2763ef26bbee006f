use base::Text;
use jiff::civil::Date;

use crate::span::Span;

/// The tiers of local government. Until 30/6/2025 there were three; the district ended on 1/7/2025.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Cấp tỉnh: two digits.
    Province,
    /// Cấp huyện: three digits.
    District,
    /// Cấp xã: five digits.
    Commune,
}

impl Level {
    /// Every tier, from the top.
    pub const ALL: [Self; 3] = [Self::Province, Self::District, Self::Commune];

    /// The key used in data files and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }

    /// The tier of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.key() == key)
    }

    /// How many digits the codes of this tier have (QĐ 124/2004/QĐ-TTg).
    pub const fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::District => 3,
            Self::Commune => 5,
        }
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Province => Text::new("Cấp tỉnh", "Province"),
            Self::District => Text::new("Cấp huyện", "District"),
            Self::Commune => Text::new("Cấp xã", "Commune"),
        }
    }
}

/// What kind of unit a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Tỉnh.
    Province,
    /// Thành phố trực thuộc trung ương.
    CentralCity,
    /// Thành phố thuộc tỉnh.
    ProvincialCity,
    /// Thị xã.
    Town,
    /// Huyện.
    RuralDistrict,
    /// Phường.
    Ward,
    /// Thị trấn.
    Township,
    /// Xã.
    RuralCommune,
}

impl Kind {
    /// Every kind, by tier, towns before the country.
    pub const ALL: [Self; 8] = [
        Self::Province,
        Self::CentralCity,
        Self::ProvincialCity,
        Self::Town,
        Self::RuralDistrict,
        Self::Ward,
        Self::Township,
        Self::RuralCommune,
    ];

    /// Its tier.
    pub const fn level(self) -> Level {
        match self {
            Self::Province | Self::CentralCity => Level::Province,
            Self::ProvincialCity | Self::Town | Self::RuralDistrict => Level::District,
            Self::Ward | Self::Township | Self::RuralCommune => Level::Commune,
        }
    }

    /// Its name: the word that its units' names begin with.
    pub const fn label(self) -> Text {
        match self {
            Self::Province => Text::new("Tỉnh", "Province"),
            Self::CentralCity => Text::new("Thành phố", "Centrally run city"),
            Self::ProvincialCity => Text::new("Thành phố", "Provincial city"),
            Self::Town => Text::new("Thị xã", "Town"),
            Self::RuralDistrict => Text::new("Huyện", "Rural district"),
            Self::Ward => Text::new("Phường", "Ward"),
            Self::Township => Text::new("Thị trấn", "Township"),
            Self::RuralCommune => Text::new("Xã", "Rural commune"),
        }
    }
}

/// A unit as it stood for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The official code, digits with leading zeros. Means something only together with a day.
    pub code: String,
    /// The official name of the time, with its kind: `Phường Hưng Long`.
    pub name: String,
    /// What kind of unit.
    pub kind: Kind,
    /// Code of the unit above it; none for a province.
    pub parent: Option<String>,
    /// When this was so.
    pub span: Span,
    /// The act that made it so.
    pub basis: String,
}

impl Place {
    /// Its tier.
    pub const fn level(&self) -> Level {
        self.kind.level()
    }

    /// The name without its kind: `Hưng Long`.
    pub fn bare_name(&self) -> &str {
        self.name.strip_prefix(self.kind.label().vi).map_or(&self.name, str::trim_start)
    }

    /// The name inside a sentence: `phường Hưng Long`.
    pub fn name_in_sentence(&self) -> String {
        let (kind, bare) = (self.kind.label().vi, self.bare_name());
        format!("{} {bare}", kind.to_lowercase())
    }

    /// Whether it stood so on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.span.holds(day)
    }
}
