//! Things begun in a browser that only the same browser may finish, within minutes and once.

use axum::http::{HeaderMap, HeaderValue};
use base::{AccountId, Ids};
use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use store::{Error, Result, Tx, vals};
use uuid::Uuid;
use web::{Settings, cookies, session::Token};

/// How long one may take.
const MINUTES: i64 = 10;

/// What was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Signing in at the identity provider.
    Identity,
    /// A sign-in whose password was right and whose second step is to come.
    Second,
    /// Signing in with a passkey.
    PasskeyIn,
    /// Adding a passkey.
    PasskeyNew,
}

impl Kind {
    const fn key(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Second => "second",
            Self::PasskeyIn => "passkey-in",
            Self::PasskeyNew => "passkey-new",
        }
    }

    const fn cookie(self) -> &'static str {
        match self {
            Self::Identity => "tinhso_dinh_danh",
            Self::Second => "tinhso_buoc_hai",
            Self::PasskeyIn => "tinhso_khoa_vao",
            Self::PasskeyNew => "tinhso_khoa_moi",
        }
    }

    /// The cookie that hands its secret to the browser.
    pub(super) fn hand(self, settings: &Settings, token: &Token) -> HeaderValue {
        let lasts = SignedDuration::from_mins(MINUTES);
        cookies::set(settings, self.cookie(), &token.hex(), Some(lasts))
    }

    /// The cookie that takes it away again.
    pub(super) fn clear(self, settings: &Settings) -> HeaderValue {
        cookies::unset(settings, self.cookie())
    }

    /// The secret a browser brought; empty when it brought none.
    pub(super) fn brought(self, settings: &Settings, headers: &HeaderMap) -> String {
        cookies::read(headers, settings, self.cookie()).unwrap_or_default().to_owned()
    }
}

/// What is remembered of it.
pub(super) struct Begun<T> {
    /// Whose it is, where that is known already.
    pub(super) account: Option<AccountId>,
    /// The rest.
    pub(super) data: T,
}

/// Remembers something begun. What was never finished is swept out on the way.
///
/// # Errors
/// The store's.
pub(super) fn put<T: Serialize>(
    tx: &mut Tx,
    ids: &Ids,
    now: Timestamp,
    kind: Kind,
    account: Option<AccountId>,
    data: &T,
) -> Result<Token> {
    let token = Token::new(ids);
    let text = serde_json::to_string(data)
        .map_err(|_| Error::Column { name: "data".into(), expected: "something that can be written down" })?;
    tx.exec("delete from accounts_begun where ends <= $1", &vals![now])?;
    tx.exec(
        "insert into accounts_begun (id, token, kind, account, data, ends) values ($1, $2, $3, $4, $5, $6)",
        &vals![ids.next::<Uuid>(), token.digest(), kind.key(), account, text, now + SignedDuration::from_mins(MINUTES)],
    )?;
    Ok(token)
}

/// What the browser began, left where it is; nothing when it was never begun, is finished or took too long.
///
/// # Errors
/// The store's.
pub(super) fn look<T: DeserializeOwned>(
    tx: &mut Tx,
    now: Timestamp,
    kind: Kind,
    brought: &str,
) -> Result<Option<Begun<T>>> {
    let Some(token) = Token::from_hex(brought) else { return Ok(None) };
    let sql = "select account, data from accounts_begun where token = $1 and kind = $2 and ends > $3";
    let found = tx.opt(sql, &vals![token.digest(), kind.key(), now], |row| {
        Ok((row.get("account")?, row.get::<String>("data")?))
    })?;
    // What an older program wrote and this one does not read has come to its end.
    Ok(found.and_then(|(account, data)| Some(Begun { account, data: serde_json::from_str(&data).ok()? })))
}

/// Takes it: whoever comes second finds nothing.
///
/// # Errors
/// The store's.
pub(super) fn take<T: DeserializeOwned>(
    tx: &mut Tx,
    now: Timestamp,
    kind: Kind,
    brought: &str,
) -> Result<Option<Begun<T>>> {
    let found = look(tx, now, kind, brought)?;
    let Some(token) = Token::from_hex(brought) else { return Ok(None) };
    let gone = tx.exec("delete from accounts_begun where token = $1", &vals![token.digest()])?;
    Ok(found.filter(|_| gone == 1))
}
