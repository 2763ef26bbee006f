//! Closed lists of words: each has a key for files and databases and a label for screens.

use base::{Text, codes::slips::SlipKind};

/// A closed list of words.
pub trait Keyed: Copy + 'static {
    /// Every word, in the order screens show them.
    const ALL: &'static [Self];

    /// The key in data files and in the database.
    fn key(self) -> &'static str;

    /// Its name on screens.
    fn label(self) -> Text;

    /// The word of a key.
    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.key() == key)
    }
}

/// Declares a closed list: `Variant = "key", "tiếng Việt", "English";`. The English label is the variant's documentation.
macro_rules! keyed {
    ($(#[$doc:meta])* pub enum $name:ident { $($variant:ident = $key:literal, $vi:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(#[doc = $en] #[serde(rename = $key)] $variant,)*
        }

        impl $crate::catalogue::domain::keyed::Keyed for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),*];

            fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)*
                }
            }

            fn label(self) -> base::Text {
                match self {
                    $(Self::$variant => base::Text::new($vi, $en),)*
                }
            }
        }
    };
}

pub(crate) use keyed;

/// Words of the kernel that data files use too.
macro_rules! keyed_in_base {
    ($($name:ty),*) => {$(
        impl Keyed for $name {
            const ALL: &'static [Self] = &<$name>::ALL;

            fn key(self) -> &'static str {
                self.key()
            }

            fn label(self) -> Text {
                self.label()
            }
        }
    )*};
}

keyed_in_base!(base::calendar::Ground, base::calendar::Unit, base::Role);

/// The slips a procedure may name; the register is the agency's, and stopping is never planned.
impl Keyed for SlipKind {
    const ALL: &'static [Self] = &[Self::Receipt, Self::Supplement, Self::Refusal, Self::Apology, Self::Control];

    fn key(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Supplement => "supplement",
            Self::Refusal => "refusal",
            Self::Apology => "apology",
            Self::Stop => "stop",
            Self::Control => "control",
            Self::Register => "register",
        }
    }

    fn label(self) -> Text {
        match self {
            Self::Receipt => Text::new("Giấy tiếp nhận và hẹn trả kết quả", "Receipt with appointment"),
            Self::Supplement => Text::new("Yêu cầu bổ sung hồ sơ", "Request to complete the dossier"),
            Self::Refusal => Text::new("Từ chối tiếp nhận", "Refusal to accept"),
            Self::Apology => Text::new("Xin lỗi và hẹn lại", "Apology with new appointment"),
            Self::Stop => Text::new("Thông báo dừng giải quyết", "Notice of stopping"),
            Self::Control => Text::new("Phiếu kiểm soát", "Control sheet"),
            Self::Register => Text::new("Sổ theo dõi", "Register"),
        }
    }
}

/// Keeps a word of a closed list as its key.
pub mod as_key {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::Keyed;

    /// Writes the key.
    pub fn serialize<K: Keyed, S: Serializer>(word: &K, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(word.key())
    }

    /// Reads the word of a key.
    pub fn deserialize<'de, K: Keyed, D: Deserializer<'de>>(from: D) -> Result<K, D::Error> {
        let key = String::deserialize(from)?;
        K::from_key(&key).ok_or_else(|| D::Error::custom(format!("no word has the key {key}")))
    }
}
