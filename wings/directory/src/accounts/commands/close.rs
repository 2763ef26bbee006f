use base::AccountId;
use serde_json::json;
use store::{Tx, vals};
use web::session;

use super::{Error, remember};
use crate::{
    accounts::{domain::Fault, permissions::MANAGE},
    act::Act,
};

/// Closes an account: nobody signs in with it any more, and its sessions end.
///
/// # Errors
/// When the permission is missing or there is no such account, and the store's.
pub fn close(tx: &mut Tx, act: Act, id: AccountId) -> Result<(), Error> {
    if put(tx, act, id, true)? {
        session::end_all(tx, id, None)?;
        remember(tx, act, id, "account.closed", json!({}))?;
    }
    Ok(())
}

/// Opens a closed account again.
///
/// # Errors
/// When the permission is missing or there is no such account, and the store's.
pub fn reopen(tx: &mut Tx, act: Act, id: AccountId) -> Result<(), Error> {
    if put(tx, act, id, false)? {
        remember(tx, act, id, "account.reopened", json!({}))?;
    }
    Ok(())
}

/// Whether it changed.
fn put(tx: &mut Tx, act: Act, id: AccountId, closed: bool) -> Result<bool, Error> {
    act.needs(&MANAGE)?;
    let before = tx.opt("select closed from accounts where id = $1", &vals![id], |row| row.get::<bool>("closed"))?;
    let before = before.ok_or(Error::Fault(Fault::Unknown))?;
    tx.exec("update accounts set closed = $1 where id = $2", &vals![closed, id])?;
    Ok(before != closed)
}
