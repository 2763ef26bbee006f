//! Codes of an authenticator (TOTP, RFC 6238), and codes for the day it is lost.

use base::{AccountId, Ids};
use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Result, Tx, vals};
use totp_rs::{Algorithm, Builder, Totp};

use crate::{
    accounts::{
        Vault,
        commands::{Error, remember},
        domain::Fault,
    },
    act::Act,
};

/// How many codes for the day the authenticator is lost.
const RECOVERY: usize = 10;

/// What an authenticator must be told, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret as letters, to be typed in where nothing can be scanned.
    pub letters: String,
    /// The same as an address, to be scanned.
    pub address: String,
}

/// Whether codes are asked of an account.
///
/// # Errors
/// The store's.
pub fn enrolled(tx: &mut Tx, account: AccountId) -> Result<bool> {
    let sql = "select last_step from accounts_totp where account = $1 and confirmed is not null";
    Ok(tx.opt(sql, &vals![account], |row| row.get::<i64>("last_step"))?.is_some())
}

/// The secret that the owner's authenticator is to be told: a new one, or the one shown before and not confirmed yet.
///
/// # Errors
/// When it is not the actor's account or codes are asked of it already, and the store's.
pub fn begin(tx: &mut Tx, act: Act, vault: &Vault, issuer: &str, name: &str) -> std::result::Result<Enrolment, Error> {
    let account = act.actor.account.ok_or(Error::Forbidden)?;
    if enrolled(tx, account)? {
        return Err(Error::Fault(Fault::HasCodes));
    }
    let kept = sealed(tx, account)?.and_then(|(sealed, _)| vault.open(account, &sealed));
    let secret = match kept {
        Some(secret) => secret,
        None => {
            let mut secret = vec![0; 20];
            act.ids.fill(&mut secret);
            tx.exec("delete from accounts_totp where account = $1", &vals![account])?;
            tx.exec(
                "insert into accounts_totp (account, secret, confirmed, last_step) values ($1, $2, null, 0)",
                &vals![account, vault.seal(act.ids, account, &secret)],
            )?;
            secret
        }
    };
    // A colon parts the two in the address.
    let plain = |text: &str| text.replace(':', " ");
    let totp = totp(secret, &plain(issuer), &plain(name)).ok_or(Error::Fault(Fault::Code))?;
    let address = totp.to_url().map_err(|_| Error::Fault(Fault::Code))?;
    Ok(Enrolment { letters: totp.secret().to_base32(), address })
}

/// The owner typed a code that the authenticator gave: from now on codes are asked. The codes for the day it is lost
/// come back, to be shown once.
///
/// # Errors
/// When the code is wrong or nothing was begun, and the store's.
pub fn confirm(tx: &mut Tx, act: Act, vault: &Vault, code: &str) -> std::result::Result<Vec<String>, Error> {
    let account = act.actor.account.ok_or(Error::Forbidden)?;
    if enrolled(tx, account)? {
        return Err(Error::Fault(Fault::HasCodes));
    }
    if !takes(tx, vault, account, code)? {
        return Err(Error::Fault(Fault::Code));
    }
    tx.exec("update accounts_totp set confirmed = $1 where account = $2", &vals![act.at, account])?;
    remember(tx, act, account, "account.codes_added", json!({}))?;
    Ok(fresh(tx, act.ids, account)?)
}

/// New codes for the day the authenticator is lost; the old ones end.
///
/// # Errors
/// When no codes are asked of the account, and the store's.
pub fn renew(tx: &mut Tx, act: Act) -> std::result::Result<Vec<String>, Error> {
    let account = act.actor.account.ok_or(Error::Forbidden)?;
    if !enrolled(tx, account)? {
        return Err(Error::Fault(Fault::Unknown));
    }
    remember(tx, act, account, "account.recovery_renewed", json!({}))?;
    Ok(fresh(tx, act.ids, account)?)
}

/// The owner asks for no more codes, having shown one.
///
/// # Errors
/// When the code is wrong, and the store's.
pub fn remove(tx: &mut Tx, act: Act, vault: &Vault, code: &str) -> std::result::Result<(), Error> {
    let account = act.actor.account.ok_or(Error::Forbidden)?;
    if !check(tx, vault, act.at, account, code)? {
        return Err(Error::Fault(Fault::Code));
    }
    tx.exec("delete from accounts_totp where account = $1", &vals![account])?;
    tx.exec("delete from accounts_recovery where account = $1", &vals![account])?;
    remember(tx, act, account, "account.codes_removed", json!({}))?;
    Ok(())
}

/// Whether this is a code that opens the account: of the authenticator, or for the day it is lost. It works once.
///
/// # Errors
/// The store's.
pub fn check(tx: &mut Tx, vault: &Vault, now: Timestamp, account: AccountId, code: &str) -> Result<bool> {
    if !enrolled(tx, account)? {
        return Ok(false);
    }
    if takes(tx, vault, account, code)? {
        return Ok(true);
    }
    let sql = "update accounts_recovery set used = $1 where account = $2 and digest = $3 and used is null";
    Ok(tx.exec(sql, &vals![now, account, digest(account, code)])? == 1)
}

fn sealed(tx: &mut Tx, account: AccountId) -> Result<Option<(Vec<u8>, i64)>> {
    let sql = "select secret, last_step from accounts_totp where account = $1";
    tx.opt(sql, &vals![account], |row| Ok((row.get("secret")?, row.get("last_step")?)))
}

/// Whether the authenticator gave this code now; if so neither it nor an earlier one is taken again.
fn takes(tx: &mut Tx, vault: &Vault, account: AccountId, code: &str) -> Result<bool> {
    let Some((sealed, last)) = sealed(tx, account)? else { return Ok(false) };
    let Some(totp) = vault.open(account, &sealed).and_then(|secret| totp(secret, "-", "-")) else {
        tracing::error!("the secret of an authenticator was sealed with another key");
        return Ok(false);
    };
    let seconds = u64::try_from(vault.clock.now().as_second()).unwrap_or(0);
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(step) = totp.check(&digits, seconds).and_then(|step| i64::try_from(step).ok()) else { return Ok(false) };
    let sql = "update accounts_totp set last_step = $1 where account = $2 and last_step < $1";
    Ok(step > last && tx.exec(sql, &vals![step, account])? == 1)
}

/// SHA-1 and six digits: other choices are silently misread by widespread authenticators.
fn totp(secret: Vec<u8>, issuer: &str, name: &str) -> Option<Totp> {
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_secret(secret).with_skew(1);
    builder.with_issuer(Some(issuer)).with_account_name(name).build().ok()
}

fn fresh(tx: &mut Tx, ids: &Ids, account: AccountId) -> Result<Vec<String>> {
    tx.exec("delete from accounts_recovery where account = $1", &vals![account])?;
    let mut codes = Vec::with_capacity(RECOVERY);
    for _ in 0..RECOVERY {
        let code = crate::accounts::passwords::temporary(ids);
        let sql = "insert into accounts_recovery (account, digest, used) values ($1, $2, null)";
        tx.exec(sql, &vals![account, digest(account, &code)])?;
        codes.push(code);
    }
    Ok(codes)
}

/// Sixty bits of chance need no slow hash; the account keeps equal codes apart.
fn digest(account: AccountId, code: &str) -> Vec<u8> {
    let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let mut hash = Sha256::new();
    hash.update(account.0.as_bytes());
    hash.update(bare.as_bytes());
    hash.finalize().to_vec()
}
