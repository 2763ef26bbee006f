//! The words and rules of the catalogue: pure, without a database or pages.

mod bilingual;
mod check;
mod fees;
mod finding;
pub mod form;
pub mod guard;
pub mod keyed;
pub mod kinds;
mod package;
mod partial_date;
mod parts;
mod read;
mod read_form;
mod read_package;

pub use bilingual::Bilingual;
pub use check::{CheckContext, check, check_form};
pub use fees::{Assessment, Due};
pub use finding::{Finding, Lines, Severity};
pub use form::{Choice, Field, Form, Group, Kind};
pub use guard::Guard;
pub use keyed::Keyed;
pub use kinds::*;
pub use package::*;
pub use partial_date::{NotADate, PartialDate};
pub use parts::{Part, PartKind};
pub use read_form::{Lists, WorkField, parse_fields, parse_form, parse_lists};
pub use read_package::parse;
