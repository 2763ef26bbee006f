use base::AccountId;
use serde_json::json;
use store::{Tx, vals};

use super::{Error, remember};
use crate::{
    accounts::{attempts, domain::Fault, permissions::MANAGE, queries},
    act::Act,
};

/// An administrator lets an account that waits after wrong passwords try again at once.
///
/// # Errors
/// When the permission is missing or there is no such account, and the store's.
pub fn lift(tx: &mut Tx, act: Act, id: AccountId) -> Result<(), Error> {
    act.needs(&MANAGE)?;
    let sql = "update accounts set failures = 0, locked_until = null where id = $1";
    if tx.exec(sql, &vals![id])? == 0 {
        return Err(Error::Fault(Fault::Unknown));
    }
    names(tx, id)?;
    remember(tx, act, id, "account.unlocked", json!({}))?;
    Ok(())
}

/// Forgets the wrong attempts with every name of the account.
pub(super) fn names(tx: &mut Tx, id: AccountId) -> store::Result<()> {
    for login in queries::logins(tx, id)? {
        attempts::lift(tx, login.as_str())?;
    }
    Ok(())
}
