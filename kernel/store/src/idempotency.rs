//! A command done twice changes nothing the second time: its answer is kept under the key the form carried.

use base::AccountId;
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    error::{Error, Result},
    tx::Tx,
    vals,
};

/// Runs `work` once per key and account and remembers its answer; a second call with the same key gets that answer.
/// Without a key it simply runs. Another account's key is refused as [`Error::Stale`].
///
/// # Errors
/// Those of `work`; then nothing is remembered and the key may be used again.
pub fn once<T: Serialize + DeserializeOwned, E: From<Error>>(
    tx: &mut Tx,
    key: Option<&str>,
    account: Option<AccountId>,
    now: Timestamp,
    work: impl FnOnce(&mut Tx) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    let Some(key) = key else { return work(tx) };
    let known = tx.opt("select account, result from idempotency where key = $1", &vals![key], |row| {
        Ok((row.get::<Option<AccountId>>("account")?, row.get::<String>("result")?))
    })?;
    if let Some((owner, result)) = known {
        if owner != account {
            return Err(Error::Stale.into());
        }
        return serde_json::from_str(&result)
            .map_err(|_| Error::Column { name: "result".into(), expected: "a kept answer" }.into());
    }
    let value = work(tx)?;
    let result = serde_json::to_string(&value).map_err(|error| Error::Engine(error.to_string()))?;
    tx.exec(
        "insert into idempotency (key, account, result, at) values ($1, $2, $3, $4)",
        &vals![key, account, result, now],
    )?;
    Ok(value)
}

/// Forgets keys older than `before`.
///
/// # Errors
/// The engine's.
pub fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    tx.exec("delete from idempotency where at < $1", &vals![before])
}
