//! What is asked about accounts.

use base::{AccountId, PersonId, StaffId};
use jiff::Timestamp;
use store::{Error, Result, Row, Tx, vals};

use super::domain::{Account, Holder, Login};

const COLUMNS: &str = "id, person, staff, must_change, locked_until, closed, opened, last_in";

/// The account with an id.
///
/// # Errors
/// The store's.
pub fn get(tx: &mut Tx, id: AccountId) -> Result<Option<Account>> {
    tx.opt(&format!("select {COLUMNS} from accounts where id = $1"), &vals![id], account)
}

/// The account of a member of staff.
///
/// # Errors
/// The store's.
pub fn of_staff(tx: &mut Tx, staff: StaffId) -> Result<Option<Account>> {
    tx.opt(&format!("select {COLUMNS} from accounts where staff = $1"), &vals![staff], account)
}

/// The account of somebody who brings cases.
///
/// # Errors
/// The store's.
pub fn of_person(tx: &mut Tx, person: PersonId) -> Result<Option<Account>> {
    tx.opt(&format!("select {COLUMNS} from accounts where person = $1"), &vals![person], account)
}

/// The names an account signs in with.
///
/// # Errors
/// The store's.
pub fn logins(tx: &mut Tx, id: AccountId) -> Result<Vec<Login>> {
    let sql = "select login from accounts_logins where account = $1 order by login";
    tx.all(sql, &vals![id], |row| Ok(Login::kept(row.get("login")?)))
}

/// Whether somebody signs in with a name.
///
/// # Errors
/// The store's.
pub fn taken(tx: &mut Tx, login: &Login) -> Result<bool> {
    let sql = "select account from accounts_logins where login = $1";
    Ok(tx.opt(sql, &vals![login.as_str()], |row| row.get::<AccountId>("account"))?.is_some())
}

/// What a password is compared with.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Whose it is.
    pub account: AccountId,
    /// The hash kept.
    pub hash: String,
    /// Whether no password is tried now: the account waits after wrong ones, or was closed.
    pub barred: bool,
}

/// Whether an account has a password at all.
///
/// # Errors
/// [`Error::NotFound`] and the store's.
pub fn has_password(tx: &mut Tx, id: AccountId) -> Result<bool> {
    tx.one("select password from accounts where id = $1", &vals![id], |row| {
        Ok(!row.get::<String>("password")?.is_empty())
    })
}

/// The account that a name signs in to.
///
/// # Errors
/// The store's.
pub fn candidate(tx: &mut Tx, login: &Login, now: Timestamp) -> Result<Option<Candidate>> {
    let sql = "select a.id, a.password, a.locked_until, a.closed from accounts a \
               join accounts_logins l on l.account = a.id where l.login = $1";
    tx.opt(sql, &vals![login.as_str()], |row| kept(row, now))
}

/// What the password of an account is compared with.
///
/// # Errors
/// [`Error::NotFound`] and the store's.
pub fn candidate_of(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<Candidate> {
    tx.one("select id, password, locked_until, closed from accounts where id = $1", &vals![id], |row| kept(row, now))
}

fn kept(row: &Row, now: Timestamp) -> Result<Candidate> {
    let waits = row.get::<Option<Timestamp>>("locked_until")?.is_some_and(|until| now < until);
    let hash: String = row.get("password")?;
    // Whoever signs in by e-identity alone has no password, and none is right.
    let barred = waits || row.get("closed")? || hash.is_empty();
    Ok(Candidate { account: row.get("id")?, hash, barred })
}

fn account(row: &Row) -> Result<Account> {
    let holder = match (row.get("person")?, row.get("staff")?) {
        (Some(person), None) => Holder::Person(person),
        (None, Some(staff)) => Holder::Staff(staff),
        _ => return Err(Error::Column { name: "person".into(), expected: "either a person or a member of staff" }),
    };
    Ok(Account {
        id: row.get("id")?,
        holder,
        must_change: row.get("must_change")?,
        locked_until: row.get("locked_until")?,
        closed: row.get("closed")?,
        opened: row.get("opened")?,
        last_in: row.get("last_in")?,
    })
}
