use base::{AccountId, IdentityLevel};
use jiff::Timestamp;
use serde_json::json;
use store::{Tx, vals};
use web::session;

use super::{Error, insert, remember};
use crate::{
    accounts::{
        domain::{Fault, Holder, Login},
        identity::Attested,
        queries,
    },
    act::Act,
    persons::{self, Details, Identity},
};

/// What came of a sign-in by e-identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identified {
    /// The account to open a session for.
    pub account: AccountId,
    /// Whether it was opened just now.
    pub new: bool,
    /// Whether a password that its owner had never proved was taken away.
    pub password_removed: bool,
}

/// Somebody proved to be the owner of a personal number. The account is the one of the person with that number; it is
/// opened on the first sign-in, for a person known from a counter or a new one. What is known of a person stays, what is
/// missing is added. `here` is the account signed in when it was begun: to prove more, never to become somebody else.
///
/// Whoever opens an account with a password shows nothing but a number that is on many forms. So on the first sign-in by
/// e-identity a password nobody vouched for is taken away, and every session ends; unless the owner began from within.
///
/// # Errors
/// When the account is closed, the identity is another person's than the one signed in, or the provider's name for the
/// person belongs to another account; and the store's.
pub fn identified(tx: &mut Tx, act: Act, who: &Attested, here: Option<AccountId>) -> Result<Identified, Error> {
    let details = Details {
        name: who.name.clone(),
        identity: Some(Identity::from(who.number.clone())),
        born: who.born,
        phone: who.phone.clone(),
        email: who.email.clone(),
        ..Details::default()
    };
    let found = persons::find_or_create(tx, act, &details).map_err(of_person)?;
    let known = persons::queries::get(tx, found.id)?.details;
    let whole = known.clone().or(details);
    if whole != known {
        persons::commands::amend(tx, act, found.id, &whole).map_err(of_person)?;
    }
    let account = queries::of_person(tx, found.id)?;
    if let Some(here) = here
        && matches!(queries::get(tx, here)?.map(|account| account.holder), Some(Holder::Person(person)) if person != found.id)
    {
        return Err(Error::Fault(Fault::OtherPerson));
    }
    if account.as_ref().is_some_and(|account| account.closed) {
        return Err(Error::Fault(Fault::Closed));
    }
    let new = account.is_none();
    let id = match &account {
        Some(account) => account.id,
        None => {
            let number = Login::from(who.number.clone());
            let logins = if queries::taken(tx, &number)? { Vec::new() } else { vec![number] };
            insert(tx, act, Holder::Person(found.id), &logins, "", false, true)?
        }
    };
    let password_removed = link(tx, act, id, who, new || here == Some(id))?;
    tx.exec("update accounts set last_in = $1 where id = $2", &vals![act.at, id])?;
    Ok(Identified { account: id, new, password_removed })
}

/// Remembers whom the provider means; whether a password was taken away.
fn link(tx: &mut Tx, act: Act, id: AccountId, who: &Attested, vouched: bool) -> Result<bool, Error> {
    let sql = "select account from accounts_identities where issuer = $1 and subject = $2";
    let known = tx.opt(sql, &vals![who.issuer, who.subject], |row| row.get::<AccountId>("account"))?;
    match known {
        Some(other) if other != id => return Err(Error::Fault(Fault::OtherSubject)),
        Some(_) => {
            let sql = "update accounts_identities set last_in = $1, last_level = $2 where issuer = $3 and subject = $4";
            tx.exec(sql, &vals![act.at, i64::from(who.level.number()), who.issuer, who.subject])?;
            return Ok(false);
        }
        None => {}
    }
    let first = identity_of(tx, id)?.is_none();
    tx.exec(
        "insert into accounts_identities (issuer, subject, account, linked, last_in, last_level) \
         values ($1, $2, $3, $4, $4, $5)",
        &vals![who.issuer, who.subject, id, act.at, i64::from(who.level.number())],
    )?;
    let removed = first && !vouched && {
        // `$1` is no: a password that nobody vouched for.
        let sql = "update accounts set password = '', must_change = $1, failures = 0, locked_until = null \
                   where id = $2 and password <> '' and (vouched is null or vouched = $1)";
        tx.exec(sql, &vals![false, id])? == 1
    };
    if removed {
        session::end_all(tx, id, None)?;
    }
    let body = json!({ "issuer": who.issuer, "level": who.level.number(), "password_removed": removed });
    remember(tx, act, id, "account.identity_linked", body)?;
    Ok(removed)
}

/// When an account was last signed in to by e-identity, and at which level; none when it never was.
///
/// # Errors
/// The store's.
pub fn identity_of(tx: &mut Tx, id: AccountId) -> store::Result<Option<(Timestamp, Option<IdentityLevel>)>> {
    let sql = "select last_in, last_level from accounts_identities where account = $1 order by last_in desc limit 1";
    tx.opt(sql, &vals![id], |row| Ok((row.get("last_in")?, IdentityLevel::from_number(row.get("last_level")?))))
}

fn of_person(refused: persons::commands::Error) -> Error {
    match refused {
        persons::commands::Error::Store(error) => Error::Store(error),
        persons::commands::Error::Fault(_) | persons::commands::Error::Forbidden => Error::Fault(Fault::Name),
    }
}
