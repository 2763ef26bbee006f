//! Codes that public bodies give to themselves, to procedures, to dossiers and to papers.
//!
//! Each code is a type that can only be made by reading or composing a right one; its error says in plain words what is
//! wrong. What a law changed is dated data: [`slips`] differ before and after 15/9/2025.

mod agency;
mod dossier;
mod procedure;
mod province;
mod register;
pub mod slips;

pub use agency::{AgencyCode, AgencyCodeError, AgencyRef, LegacyAgencyCode, OtherOrganisationCode};
pub use dossier::{DossierCode, DossierCodeError};
pub use procedure::{LocalProcedureCode, ProcedureCode, ProcedureCodeError, SectorCode};
pub use province::{PROVINCES, Province};
pub use register::RegisterNumber;

/// Text of a fixed form as a type: read from text, stored as text, a wrong text refused when it is loaded.
macro_rules! read_from_text {
    ($name:ident, $error:ty) => {
        impl std::str::FromStr for $name {
            type Err = $error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.to_string()
            }
        }
    };
}

/// The same for a code that is kept as its text.
macro_rules! text_code {
    ($name:ident, $error:ty) => {
        crate::codes::read_from_text!($name, $error);

        impl $name {
            /// The code as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

pub(crate) use {read_from_text, text_code};
