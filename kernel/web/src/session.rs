//! Who is signed in: one row for each browser, found by the digest of a secret that only the browser keeps.
//!
//! A session ends when it was idle too long, when it has lasted too long, when its owner signs out here or elsewhere,
//! and when the account's password or rights change ([`end_all`]).

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue, header};
use base::{AccountId, Actor, Ids, Proof};
use jiff::{Timestamp, civil::Date};
use sha2::{Digest, Sha256};
use store::{Result, Room, Tx, room, vals};
use uuid::Uuid;

use crate::{cookies, settings::Settings};

/// The table of sessions.
pub const MIGRATIONS: Room = room!("web", "0001_sessions", "0002_origin");

/// Names a session on the list its owner sees; it opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionId(pub Uuid);

impl std::fmt::Display for SessionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for SessionId {
    type Err = uuid::Error;
    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        Uuid::parse_str(text).map(Self)
    }
}

/// Tells who is behind an account. The directory of staff and citizens implements it.
pub trait Identify: Send + Sync + 'static {
    /// Whoever the account stands for today, with the posts held today; nobody when it is closed.
    ///
    /// # Errors
    /// The store's.
    fn actor(&self, tx: &mut Tx, account: AccountId, today: Date) -> Result<Option<Actor>>;

    /// What the owner of the account must do before anything else: the path of the page where it is done. Until then
    /// every other page that is not open to anybody leads there, and no post counts.
    ///
    /// # Errors
    /// The store's.
    fn duty(&self, _tx: &mut Tx, _session: &Session, _actor: &Actor) -> Result<Option<&'static str>> {
        Ok(None)
    }
}

/// Knows nobody: an application before a directory was put in.
pub(crate) struct Nobody;

impl Identify for Nobody {
    fn actor(&self, _: &mut Tx, _: AccountId, _: Date) -> Result<Option<Actor>> {
        Ok(None)
    }
}

/// The secret of a new session: 256 bits of chance, shown once, to be put in the browser's cookie.
pub struct Token([u8; 32]);

impl Token {
    /// A new secret.
    pub fn new(ids: &Ids) -> Self {
        let mut secret = [0; 32];
        ids.fill(&mut secret);
        Self(secret)
    }

    /// The `Set-Cookie` value that hands the secret to the browser. It goes when the browser is closed: many people
    /// use a shared computer.
    pub fn cookie(&self, settings: &Settings) -> HeaderValue {
        cookies::set(settings, cookies::SESSION, &self.hex(), None)
    }

    /// The secret as it stands in the cookie.
    pub fn hex(&self) -> String {
        self.0.iter().fold(String::with_capacity(64), |mut hex, byte| {
            use std::fmt::Write as _;
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// The secret that a cookie brought; nothing when it is none.
    pub fn from_hex(hex: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if hex.len() != 64 || !hex.is_ascii() {
            return None;
        }
        for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&hex[at..at + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// What is kept of it.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

/// A session as its owner sees it on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub id: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// The browser, as it called itself when signing in.
    pub agent: String,
    /// The address it was opened from; none where that was not noted.
    pub address: Option<String>,
    /// What was shown to open it; none where that was not noted.
    pub proof: Option<Proof>,
    /// Since when.
    pub opened: Timestamp,
    /// Last used, to within a minute.
    pub seen: Timestamp,
    /// When it ends at the latest.
    pub ends: Timestamp,
}

impl Session {
    fn lives(&self, settings: &Settings, now: Timestamp) -> bool {
        now < self.ends && now.duration_since(self.seen) < settings.idle
    }
}

/// What is noted of a session when it is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Whose it is.
    pub account: AccountId,
    /// How the browser calls itself.
    pub agent: String,
    /// Where it is.
    pub address: Option<IpAddr>,
    /// What was shown.
    pub proof: Option<Proof>,
}

impl Opening {
    /// An account that proved itself, in the browser whose headers these are.
    pub fn new(account: AccountId, proof: Proof, headers: &HeaderMap, address: IpAddr) -> Self {
        Self { account, agent: agent(headers), address: Some(address), proof: Some(proof) }
    }
}

fn agent(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    agent.unwrap_or_default().chars().take(300).collect()
}

/// Opens a session for an account, from nowhere in particular.
///
/// # Errors
/// The store's.
pub fn open(
    tx: &mut Tx,
    ids: &Ids,
    settings: &Settings,
    now: Timestamp,
    account: AccountId,
    headers: &HeaderMap,
) -> Result<Token> {
    begin(tx, ids, settings, now, &Opening { account, agent: agent(headers), address: None, proof: None })
}

/// Opens a session for an account that has just proved itself. Sessions that ended are swept out on the way.
///
/// # Errors
/// The store's.
pub fn begin(tx: &mut Tx, ids: &Ids, settings: &Settings, now: Timestamp, new: &Opening) -> Result<Token> {
    let token = Token::new(ids);
    tx.exec("delete from web_sessions where ends <= $1", &vals![now])?;
    tx.exec(
        "insert into web_sessions (id, token, account, agent, opened, seen, ends, address, proof) \
         values ($1, $2, $3, $4, $5, $5, $6, $7, $8)",
        &vals![
            ids.next::<Uuid>(),
            token.digest(),
            new.account,
            new.agent,
            now,
            now + settings.absolute,
            new.address.map(|address| address.to_canonical().to_string()),
            new.proof.map(Proof::key)
        ],
    )?;
    Ok(token)
}

const COLUMNS: &str = "id, account, agent, address, proof, opened, seen, ends";

/// The live session whose secret a request brought.
///
/// # Errors
/// The store's.
pub fn find(tx: &mut Tx, settings: &Settings, now: Timestamp, secret: &str) -> Result<Option<Session>> {
    let Some(token) = Token::from_hex(secret) else { return Ok(None) };
    let sql = format!("select {COLUMNS} from web_sessions where token = $1");
    let found = tx.opt(&sql, &vals![token.digest()], row)?;
    Ok(found.filter(|session| session.lives(settings, now)))
}

/// Notes that a session was used. Called at most once a minute, so that reading pages does not write.
///
/// # Errors
/// The store's.
pub fn touch(tx: &mut Tx, id: SessionId, now: Timestamp) -> Result<()> {
    tx.exec("update web_sessions set seen = $1 where id = $2 and seen < $1", &vals![now, id.0])?;
    Ok(())
}

/// The live sessions of an account, the last used first.
///
/// # Errors
/// The store's.
pub fn list(tx: &mut Tx, settings: &Settings, now: Timestamp, account: AccountId) -> Result<Vec<Session>> {
    let sql = format!("select {COLUMNS} from web_sessions where account = $1 order by seen desc");
    let mut all = tx.all(&sql, &vals![account], row)?;
    all.retain(|session| session.lives(settings, now));
    Ok(all)
}

/// Ends one session of an account; another's is left alone.
///
/// # Errors
/// The store's.
pub fn end(tx: &mut Tx, account: AccountId, id: SessionId) -> Result<()> {
    tx.exec("delete from web_sessions where id = $1 and account = $2", &vals![id.0, account])?;
    Ok(())
}

/// Ends every session of an account but one: after a change of password, or when a device was lost.
///
/// # Errors
/// The store's.
pub fn end_all(tx: &mut Tx, account: AccountId, but: Option<SessionId>) -> Result<u64> {
    match but {
        Some(id) => tx.exec("delete from web_sessions where account = $1 and id <> $2", &vals![account, id.0]),
        None => tx.exec("delete from web_sessions where account = $1", &vals![account]),
    }
}

fn row(row: &store::Row) -> Result<Session> {
    Ok(Session {
        id: SessionId(row.get("id")?),
        account: row.get("account")?,
        agent: row.get("agent")?,
        address: row.get("address")?,
        proof: row.get::<Option<String>>("proof")?.and_then(|key| Proof::from_key(&key)),
        opened: row.get("opened")?,
        seen: row.get("seen")?,
        ends: row.get("ends")?,
    })
}
