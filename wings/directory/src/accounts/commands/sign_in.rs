use base::{AccountId, Actor, Ids};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{Tx, vals};

use super::remember;
use crate::{
    accounts::{attempts::pause, queries::Candidate},
    act::Act,
};

/// Wrong passwords in a row that are forgiven.
const FORGIVEN: i64 = 5;

/// What came of an attempt to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A session may be opened; whether the password must be changed first.
    In(AccountId, bool),
    /// Wrong password, or not now. Which of the two is not said.
    Out,
}

/// Takes note of an attempt to sign in whose password was compared beforehand, outside the transaction: `right` says
/// how that went. After five wrong ones in a row the account waits 1, 2, 4, 8, then 15 minutes.
///
/// # Errors
/// The store's.
pub fn sign_in(tx: &mut Tx, ids: &Ids, now: Timestamp, candidate: &Candidate, right: bool) -> store::Result<Verdict> {
    let sql = "select password, must_change, locked_until, closed from accounts where id = $1";
    let id = candidate.account;
    let (hash, must_change, waits, closed) = tx.one(sql, &vals![id], |row| {
        let waits = row.get::<Option<Timestamp>>("locked_until")?.is_some_and(|until| now < until);
        Ok((row.get::<String>("password")?, row.get("must_change")?, waits, row.get::<bool>("closed")?))
    })?;
    // Barred meanwhile, or the password was changed meanwhile: the comparison says nothing any more.
    if closed || waits || candidate.barred || hash != candidate.hash {
        return Ok(Verdict::Out);
    }
    if right {
        let sql = "update accounts set failures = 0, locked_until = null, last_in = $1 where id = $2";
        tx.exec(sql, &vals![now, id])?;
        return Ok(Verdict::In(id, must_change));
    }
    wrong(tx, ids, now, id)?;
    Ok(Verdict::Out)
}

/// Counts something wrong that was shown for an account, a password or a code: from the fifth on it waits.
///
/// # Errors
/// The store's.
pub fn wrong(tx: &mut Tx, ids: &Ids, now: Timestamp, id: AccountId) -> store::Result<()> {
    // Counted by the engine: two attempts at once are two.
    let sql = "update accounts set failures = failures + 1 where id = $1 returning failures";
    let failures: i64 = tx.one(sql, &vals![id], |row| row.get("failures"))?;
    if let Some(minutes) = pause(failures, FORGIVEN) {
        let until = now + SignedDuration::from_mins(minutes);
        tx.exec("update accounts set locked_until = $1 where id = $2", &vals![until, id])?;
        let act = Act { actor: &Actor::system(), at: now, ids };
        remember(tx, act, id, "account.locked", json!({ "failures": failures, "minutes": minutes }))?;
    }
    Ok(())
}
