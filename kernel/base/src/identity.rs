//! Numbers and addresses by which people and organisations are known: read, checked, and refused in plain words.
//!
//! Reading is lenient about spaces and dots that people put into numbers; what is kept is the bare form.

mod email;
mod personal;
mod phone;
mod tax;

pub use email::{Email, EmailError};
pub use personal::{PersonalDoubt, PersonalNumber, PersonalNumberError, Sex};
pub use phone::{Phone, PhoneError, PhoneKind};
pub use tax::{TaxCode, TaxCodeError, TaxpayerKind, tax_check_digit};

/// The digits of a number that a person wrote with spaces, dots or hyphens between; none when anything else is in it.
fn bare_digits(text: &str) -> Option<String> {
    let written = text.trim().chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '.' | '-'));
    written.map(|c| c.is_ascii_digit().then_some(c)).collect()
}
