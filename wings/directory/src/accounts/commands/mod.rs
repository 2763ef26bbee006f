//! What is done with accounts. No password and no hash ever enters the journal.

mod close;
mod identity;
mod lift;
mod open;
mod password;
mod register;
mod sign_in;

pub use close::{close, reopen};
pub use identity::{Identified, identified, identity_of};
pub use lift::lift;
pub use open::{NewAccount, open};
pub use password::{change_password, reset_password};
pub use register::register;
pub use sign_in::{Verdict, sign_in, wrong};

use base::AccountId;
use serde_json::Value;
use store::{Tx, vals};

use super::domain::{Fault, Holder, Login};
use crate::act::{Act, Refused};

/// Why a command on accounts was not carried out.
pub type Error = Refused<Fault>;

/// Remembers a change to an account.
pub(super) fn remember(tx: &mut Tx, act: Act, account: AccountId, kind: &str, body: Value) -> store::Result<()> {
    let seq = act.record(tx, account, kind, body)?;
    tx.exec("update accounts set seq = $1 where id = $2", &vals![seq, account])?;
    Ok(())
}

/// Writes a new account with the names it signs in with.
fn insert(
    tx: &mut Tx,
    act: Act,
    holder: Holder,
    logins: &[Login],
    hash: &str,
    must_change: bool,
    vouched: bool,
) -> store::Result<AccountId> {
    let id: AccountId = act.ids.next();
    let (person, staff) = match holder {
        Holder::Person(person) => (Some(person), None),
        Holder::Staff(staff) => (None, Some(staff)),
    };
    let body = serde_json::json!({ "person": person, "staff": staff });
    let seq = act.record(tx, id, "account.opened", body)?;
    tx.exec(
        "insert into accounts (id, person, staff, password, must_change, failures, closed, opened, seq, vouched) \
         values ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9)",
        &vals![id, person, staff, hash, must_change, false, act.at, seq, vouched],
    )?;
    for login in logins {
        tx.exec("insert into accounts_logins (login, account) values ($1, $2)", &vals![login.as_str(), id])?;
    }
    Ok(id)
}
