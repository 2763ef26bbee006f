//! What is shown at sign-in beside a password, or instead of it: codes of an authenticator, codes for the day it is lost,
//! passkeys. And for whom an administrator requires it.

pub mod codes;
pub mod passkeys;
mod rule;

pub use passkeys::Passkey;
pub use rule::{REQUIRED_PATH, require, required};

use base::AccountId;
use serde_json::json;
use store::{Result, Tx, vals};
use web::session;

use super::{
    commands::{Error, remember},
    permissions::MANAGE,
};
use crate::act::Act;

/// What an account has.
#[derive(Debug, Clone, Default)]
pub struct Factors {
    /// Whether an authenticator gives codes.
    pub codes: bool,
    /// How many codes for the day it is lost are left.
    pub recovery: i64,
    /// Its passkeys, the oldest first.
    pub passkeys: Vec<Passkey>,
}

impl Factors {
    /// What an account has.
    ///
    /// # Errors
    /// The store's.
    pub fn of(tx: &mut Tx, account: AccountId) -> Result<Self> {
        let sql = "select count(*) as n from accounts_recovery where account = $1 and used is null";
        Ok(Self {
            codes: codes::enrolled(tx, account)?,
            recovery: tx.one(sql, &vals![account], |row| row.get("n"))?,
            passkeys: passkeys::of(tx, account)?,
        })
    }

    /// Whether a password alone does not open the account.
    pub fn any(&self) -> bool {
        self.codes || !self.passkeys.is_empty()
    }
}

/// Whether a password alone does not open an account.
///
/// # Errors
/// The store's.
pub fn enrolled(tx: &mut Tx, account: AccountId) -> Result<bool> {
    Ok(codes::enrolled(tx, account)? || passkeys::any(tx, account)?)
}

/// An administrator takes away what somebody lost: authenticator, codes and passkeys. Every session ends.
///
/// # Errors
/// When the permission is missing, and the store's.
pub fn reset(tx: &mut Tx, act: Act, account: AccountId) -> std::result::Result<(), Error> {
    act.needs(&MANAGE)?;
    for table in ["accounts_totp", "accounts_recovery", "accounts_passkeys"] {
        tx.exec(&format!("delete from {table} where account = $1"), &vals![account])?;
    }
    session::end_all(tx, account, None)?;
    remember(tx, act, account, "account.factors_reset", json!({}))?;
    Ok(())
}
