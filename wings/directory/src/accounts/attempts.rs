//! Wrong attempts to sign in, counted by the name that was typed and by address. A name counts whether or not anybody has
//! it, so that the page can say until when to wait without telling who exists.

use std::net::IpAddr;

use base::text::squash;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use store::{Result, Tx, vals};

use super::domain::Login;

/// Wrong attempts in a row with one name that are forgiven.
const FORGIVEN_NAME: i64 = 5;
/// Wrong attempts from one address that are forgiven: a counter, a school, a mobile network share one.
const FORGIVEN_ADDRESS: i64 = 50;
/// The longest one waits after a wrong one, in minutes.
const LONGEST_WAIT: i64 = 15;
/// After this long without a wrong attempt all is forgotten, in hours.
const FORGOTTEN: i64 = 24;

/// Whom the attempts are counted for.
#[derive(Debug, Clone)]
pub(super) struct Attempts([(Vec<u8>, i64); 2]);

impl Attempts {
    /// With this name, from this address.
    pub(super) fn new(name: &str, address: IpAddr) -> Self {
        Self([(of_name(name), FORGIVEN_NAME), (digest('a', &network(address)), FORGIVEN_ADDRESS)])
    }

    /// Until when no attempt is made; none when one may be made now.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn waits(&self, tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>> {
        let mut longest = None;
        for (key, _) in &self.0 {
            let sql = "select until from accounts_attempts where key = $1";
            let until = tx.opt(sql, &vals![key.clone()], |row| row.get::<Option<Timestamp>>("until"))?.flatten();
            longest = longest.max(until.filter(|until| now < *until));
        }
        Ok(longest)
    }

    /// Counts a wrong one; until when to wait now.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn wrong(&self, tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>> {
        let old = now - SignedDuration::from_hours(FORGOTTEN);
        tx.exec("delete from accounts_attempts where last < $1", &vals![old])?;
        let mut longest = None;
        for (key, forgiven) in &self.0 {
            let sql = "insert into accounts_attempts (key, failures, last) values ($1, 1, $2) \
                       on conflict (key) do update set failures = accounts_attempts.failures + 1, last = $2 \
                       returning failures";
            let failures: i64 = tx.one(sql, &vals![key.clone(), now], |row| row.get("failures"))?;
            let until = pause(failures, *forgiven).map(|minutes| now + SignedDuration::from_mins(minutes));
            tx.exec("update accounts_attempts set until = $1 where key = $2", &vals![until, key.clone()])?;
            longest = longest.max(until);
        }
        Ok(longest)
    }

    /// A right one: the name begins anew. The address does not, or whoever has one account could go on guessing others.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn right(&self, tx: &mut Tx) -> Result<()> {
        tx.exec("delete from accounts_attempts where key = $1", &vals![self.0[0].0.clone()])?;
        Ok(())
    }
}

/// Lifts the wait from a name.
///
/// # Errors
/// The store's.
pub(super) fn lift(tx: &mut Tx, name: &str) -> Result<()> {
    tx.exec("delete from accounts_attempts where key = $1", &vals![of_name(name)])?;
    Ok(())
}

/// Minutes to wait after so many wrong ones: 1, 2, 4, 8, then 15.
pub(super) fn pause(failures: i64, forgiven: i64) -> Option<i64> {
    (failures >= forgiven).then(|| (1i64 << (failures - forgiven).min(4)).min(LONGEST_WAIT))
}

fn of_name(name: &str) -> Vec<u8> {
    let kept = Login::read(name);
    digest('n', kept.as_ref().map_or(squash(name).as_str(), Login::as_str))
}

fn digest(kind: char, text: &str) -> Vec<u8> {
    Sha256::digest(format!("{kind}:{text}")).to_vec()
}

/// An IPv6 subscriber owns a /64.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => format!("{:x?}", &v6.segments()[..4]),
    }
}
