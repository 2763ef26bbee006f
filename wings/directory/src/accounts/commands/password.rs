use base::AccountId;
use serde_json::json;
use store::{Tx, vals};
use web::{SessionId, session};

use super::{Error, remember};
use crate::{
    accounts::{domain::Fault, permissions::MANAGE},
    act::Act,
};

/// The owner chose a new password, having shown the old one. Every other session of the account ends.
///
/// # Errors
/// When somebody else asks or there is no such account, and the store's.
pub fn change_password(tx: &mut Tx, act: Act, id: AccountId, hash: &str, here: Option<SessionId>) -> Result<(), Error> {
    if act.actor.account != Some(id) {
        return Err(Error::Forbidden);
    }
    put(tx, id, hash, false)?;
    session::end_all(tx, id, here)?;
    remember(tx, act, id, "account.password_changed", json!({}))?;
    Ok(())
}

/// An administrator sets a password that must be changed first, as for somebody who forgot it. Every session ends, and
/// an account that waits after wrong passwords opens again.
///
/// # Errors
/// When the permission is missing or there is no such account, and the store's.
pub fn reset_password(tx: &mut Tx, act: Act, id: AccountId, hash: &str) -> Result<(), Error> {
    act.needs(&MANAGE)?;
    put(tx, id, hash, true)?;
    // Papers were seen before a password is handed over.
    tx.exec("update accounts set vouched = $1 where id = $2", &vals![true, id])?;
    super::lift::names(tx, id)?;
    session::end_all(tx, id, None)?;
    remember(tx, act, id, "account.password_reset", json!({}))?;
    Ok(())
}

fn put(tx: &mut Tx, id: AccountId, hash: &str, must_change: bool) -> Result<(), Error> {
    let sql = "update accounts set password = $1, must_change = $2, failures = 0, locked_until = null where id = $3";
    if tx.exec(sql, &vals![hash, must_change, id])? == 0 { Err(Error::Fault(Fault::Unknown)) } else { Ok(()) }
}
