//! Messages as rows.

use base::Lang;
use jiff::Timestamp;
use store::{Error, Result, Row, Tx, vals};
use uuid::Uuid;

use super::domain::{Channel, Message, Recipient, State};

pub(super) const COLUMNS: &str = "id, told, nth, kind, about, entry, sort, recipient, channel, lang, address, subject, body, \
    registered, facts, state, reason, passed_on, reference, at, since";

pub(super) fn message(row: &Row) -> Result<Message> {
    let wrong = |name: &str, expected| Error::Column { name: name.into(), expected };
    let facts: serde_json::Value = row.get("facts")?;
    Ok(Message {
        id: row.get("id")?,
        told: row.get("told")?,
        nth: row.get("nth")?,
        kind: row.get("kind")?,
        about: row.get("about")?,
        entry: row.get("entry")?,
        to: Recipient::of(&row.get::<String>("sort")?, row.get("recipient")?)
            .ok_or_else(|| wrong("sort", "a sort of recipient"))?,
        channel: Channel::from_key(&row.get::<String>("channel")?).ok_or_else(|| wrong("channel", "a channel"))?,
        lang: Lang::from_code(&row.get::<String>("lang")?),
        address: row.get("address")?,
        subject: row.get("subject")?,
        text: row.get("body")?,
        registered: row.get("registered")?,
        facts: serde_json::from_value(facts).map_err(|_| wrong("facts", "facts by name"))?,
        state: State::from_key(&row.get::<String>("state")?).ok_or_else(|| wrong("state", "a state of a message"))?,
        reason: row.get("reason")?,
        passed_on: row.get("passed_on")?,
        reference: row.get("reference")?,
        at: row.get("at")?,
        since: row.get("since")?,
    })
}

pub(super) fn load(tx: &mut Tx, id: Uuid) -> Result<Option<Message>> {
    tx.opt(&format!("select {COLUMNS} from notices_messages where id = $1"), &vals![id], message)
}

/// Writes a message down; false when it was there already.
pub(super) fn insert(tx: &mut Tx, m: &Message) -> Result<bool> {
    let facts = serde_json::to_value(&m.facts).map_err(|error| Error::Engine(error.to_string()))?;
    let inserted = tx.exec(
        "insert into notices_messages (id, told, nth, kind, about, entry, sort, recipient, channel, lang, address, subject, \
         body, registered, facts, state, reason, passed_on, reference, at, since) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
         $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) on conflict (id) do nothing",
        &vals![
            m.id,
            m.told,
            m.nth,
            m.kind,
            m.about,
            m.entry,
            m.to.sort(),
            m.to.id(),
            m.channel.key(),
            m.lang.code(),
            m.address,
            m.subject,
            m.text,
            m.registered,
            facts,
            m.state.key(),
            m.reason,
            m.passed_on,
            m.reference,
            m.at,
            m.since
        ],
    )?;
    Ok(inserted == 1)
}

/// Brings a message from one of some states to another; false when it is in none of them.
pub(super) fn bring(
    tx: &mut Tx,
    id: Uuid,
    from: &[State],
    to: State,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<bool> {
    let from: Vec<String> = from.iter().map(|state| format!("'{}'", state.key())).collect();
    let sql = format!(
        "update notices_messages set state = $1, reason = $2, since = $3 where id = $4 and state in ({})",
        from.join(", ")
    );
    Ok(tx.exec(&sql, &vals![to.key(), reason, now, id])? == 1)
}
