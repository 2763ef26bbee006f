//! Passkeys (WebAuthn): the browser signs a challenge with a key that never leaves the device, opened by a finger, a face or
//! a PIN. They need scripts; whoever has none keeps password and code.

use axum::http::HeaderMap;
use base::{AccountId, Ids};
use jiff::Timestamp;
use serde_json::json;
use store::{Result, Row, Tx, vals};
use uuid::Uuid;
use web::App;
use webauthn_rs::prelude::{AuthenticationResult, Passkey as Key, Url, Webauthn, WebauthnBuilder};

use crate::{
    accounts::{
        commands::{Error, remember},
        domain::Fault,
    },
    act::Act,
};

/// More than anybody has devices.
const MOST: usize = 20;

/// A passkey as its owner sees it on a list.
#[derive(Debug, Clone)]
pub struct Passkey {
    /// Names it on the list; it opens nothing.
    pub id: Uuid,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub added: Timestamp,
    /// When it last opened the account.
    pub last_in: Option<Timestamp>,
    /// What signatures are held against.
    pub(in crate::accounts) key: Key,
}

const COLUMNS: &str = "id, account, name, passkey, added, last_in";

fn passkey(row: &Row) -> Result<Passkey> {
    let key = serde_json::from_str(&row.get::<String>("passkey")?);
    Ok(Passkey {
        id: row.get("id")?,
        account: row.get("account")?,
        name: row.get("name")?,
        added: row.get("added")?,
        last_in: row.get("last_in")?,
        key: key.map_err(|_| store::Error::Column { name: "passkey".into(), expected: "a passkey" })?,
    })
}

/// The passkeys of an account, the oldest first.
///
/// # Errors
/// The store's.
pub fn of(tx: &mut Tx, account: AccountId) -> Result<Vec<Passkey>> {
    let sql = format!("select {COLUMNS} from accounts_passkeys where account = $1 order by added, id");
    tx.all(&sql, &vals![account], passkey)
}

/// Whether an account has one.
///
/// # Errors
/// The store's.
pub fn any(tx: &mut Tx, account: AccountId) -> Result<bool> {
    let sql = "select id from accounts_passkeys where account = $1 limit 1";
    Ok(tx.opt(sql, &vals![account], |row| row.get::<Uuid>("id"))?.is_some())
}

/// The passkey that signs under this id.
///
/// # Errors
/// The store's.
pub(in crate::accounts) fn signing(tx: &mut Tx, credential: &[u8]) -> Result<Option<Passkey>> {
    let sql = format!("select {COLUMNS} from accounts_passkeys where credential = $1");
    tx.opt(&sql, &vals![credential.to_vec()], passkey)
}

/// Adds a passkey to the actor's own account, after the browser proved that it holds it.
///
/// # Errors
/// When it is known already or there are too many, and the store's.
pub(in crate::accounts) fn add(
    tx: &mut Tx,
    act: Act,
    ids: &Ids,
    name: &str,
    key: &Key,
) -> std::result::Result<(), Error> {
    let account = act.actor.account.ok_or(Error::Forbidden)?;
    if signing(tx, key.cred_id())?.is_some() || of(tx, account)?.len() >= MOST {
        return Err(Error::Fault(Fault::Passkey));
    }
    let text = serde_json::to_string(key).map_err(|_| Error::Fault(Fault::Passkey))?;
    tx.exec(
        "insert into accounts_passkeys (id, account, credential, name, passkey, added) values ($1, $2, $3, $4, $5, $6)",
        &vals![ids.next::<Uuid>(), account, key.cred_id().to_vec(), name, text, act.at],
    )?;
    remember(tx, act, account, "account.passkey_added", json!({ "name": name }))?;
    Ok(())
}

/// Takes a passkey of the actor's own account away.
///
/// # Errors
/// When there is none of this id, and the store's.
pub fn remove(tx: &mut Tx, act: Act, id: Uuid) -> std::result::Result<(), Error> {
    let account = act.actor.account.ok_or(Error::Forbidden)?;
    let sql = "delete from accounts_passkeys where id = $1 and account = $2";
    if tx.exec(sql, &vals![id, account])? == 0 {
        return Err(Error::Fault(Fault::Unknown));
    }
    remember(tx, act, account, "account.passkey_removed", json!({}))?;
    Ok(())
}

/// A passkey opened its account: its counter is kept, so that a copy of it is noticed.
///
/// # Errors
/// The store's.
pub(in crate::accounts) fn used(
    tx: &mut Tx,
    now: Timestamp,
    mut passkey: Passkey,
    how: &AuthenticationResult,
) -> Result<()> {
    passkey.key.update_credential(how);
    let text = serde_json::to_string(&passkey.key)
        .map_err(|_| store::Error::Column { name: "passkey".into(), expected: "a passkey" })?;
    let sql = "update accounts_passkeys set passkey = $1, last_in = $2 where id = $3";
    tx.exec(sql, &vals![text, now, passkey.id])?;
    Ok(())
}

/// The site as passkeys know it; nothing where browsers reach it by a bare address, for which there are none.
pub(in crate::accounts) fn site(app: &App, headers: &HeaderMap) -> Option<Webauthn> {
    let origin = Url::parse(&app.site(headers)).ok()?;
    let host = origin.domain()?;
    WebauthnBuilder::new(host, &origin).ok()?.rp_name(&app.settings.brand).build().ok()
}
