//! How somebody proved at sign-in who they are, and how much the proof is worth.

use crate::lang::Text;

/// The level of a national electronic identity (Decree 69/2024/NĐ-CP, before it Decree 59/2022/NĐ-CP).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum IdentityLevel {
    /// Mức độ 01: declared by its owner and compared with the population database.
    One,
    /// Mức độ 02: face and fingerprints were compared in person.
    Two,
}

impl IdentityLevel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::One, Self::Two];

    /// 1 or 2.
    pub const fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }

    /// The level of a number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|level| i64::from(level.number()) == number)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::One => Text::new("Định danh điện tử mức độ 1", "E-identity, level 1"),
            Self::Two => Text::new("Định danh điện tử mức độ 2", "E-identity, level 2"),
        }
    }
}

impl From<IdentityLevel> for u8 {
    fn from(level: IdentityLevel) -> Self {
        level.number()
    }
}

impl TryFrom<u8> for IdentityLevel {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        Self::from_number(number.into()).ok_or("an identity level is 1 or 2")
    }
}

/// What was shown at sign-in; kept with the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Proof {
    /// A password alone.
    Password,
    /// A password and a code: of an authenticator, or one of the codes for the day it is lost.
    Code,
    /// A passkey: something one has, opened by a finger, a face or a PIN.
    Passkey,
    /// The national e-identity, of a level.
    Identity(IdentityLevel),
}

impl Proof {
    /// Every proof.
    pub const ALL: [Self; 5] = [
        Self::Password,
        Self::Code,
        Self::Passkey,
        Self::Identity(IdentityLevel::One),
        Self::Identity(IdentityLevel::Two),
    ];

    /// The key used in the database and in the journal.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
            Self::Passkey => "passkey",
            Self::Identity(IdentityLevel::One) => "identity-1",
            Self::Identity(IdentityLevel::Two) => "identity-2",
        }
    }

    /// The proof of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|proof| proof.key() == key)
    }

    /// The level of identity it proves; none for what was only agreed with this site.
    pub const fn level(self) -> Option<IdentityLevel> {
        match self {
            Self::Identity(level) => Some(level),
            _ => None,
        }
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Password => Text::new("Mật khẩu", "Password"),
            Self::Code => Text::new("Mật khẩu và mã xác thực", "Password and code"),
            Self::Passkey => Text::new("Khóa truy cập", "Passkey"),
            Self::Identity(level) => level.label(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_two_is_worth_more_than_level_one_and_a_password_proves_no_level() {
        assert!(IdentityLevel::Two > IdentityLevel::One);
        assert!(Some(IdentityLevel::One) > Proof::Password.level());
        for proof in Proof::ALL {
            assert_eq!(Proof::from_key(proof.key()), Some(proof));
        }
    }
}
