//! What is asked about notices.

use base::Lang;
use jiff::Timestamp;
use store::{Error, Result, Row, Tx, settings, vals};
use uuid::Uuid;

use super::{
    domain::{Channel, Kind, Message, Preference, Reachable, Recipient, Rules, State, Wording},
    record,
};
use crate::{persons, staff};

const RULES: &str = "notices.rules";

/// What was told about something, oldest first.
///
/// # Errors
/// The store's.
pub fn about(tx: &mut Tx, about: Uuid) -> Result<Vec<Message>> {
    let sql = format!("select {} from notices_messages where about = $1 order by at, told, nth", record::COLUMNS);
    tx.all(&sql, &vals![about], record::message)
}

/// Messages in a state that nothing took over, the latest first.
///
/// # Errors
/// The store's.
pub fn in_state(tx: &mut Tx, state: State, limit: usize) -> Result<Vec<Message>> {
    let sql = format!(
        "select {} from notices_messages where state = $1 and not passed_on order by since desc, id desc limit $2",
        record::COLUMNS
    );
    tx.all(&sql, &vals![state.key(), limit], record::message)
}

/// How many messages entered each state since a moment, taken-over ones aside.
///
/// # Errors
/// The store's.
pub fn counts(tx: &mut Tx, since: Timestamp) -> Result<Vec<(State, i64)>> {
    let sql = "select state, count(*) as n from notices_messages where since >= $1 and not passed_on group by state";
    let rows = tx.all(sql, &vals![since], |row| Ok((row.get::<String>("state")?, row.get::<i64>("n")?)))?;
    Ok(rows.into_iter().filter_map(|(key, n)| Some((State::from_key(&key)?, n))).collect())
}

/// What administrators decided about all notices.
///
/// # Errors
/// The store's.
pub fn rules(tx: &mut Tx) -> Result<Rules> {
    Ok(settings::get(tx, RULES)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

pub(super) fn keep_rules(tx: &mut Tx, rules: &Rules) -> Result<()> {
    let text = serde_json::to_string(rules).map_err(|error| Error::Engine(error.to_string()))?;
    settings::set(tx, RULES, &text)
}

/// A wording that an administrator wrote, with who and when.
#[derive(Debug, Clone)]
pub struct Written {
    /// The wording.
    pub wording: Wording,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// The wording an administrator wrote, if any did.
///
/// # Errors
/// The store's.
pub fn written(tx: &mut Tx, kind: &str, channel: Channel, lang: Lang) -> Result<Option<Written>> {
    let sql = "select wording, by_name, at from notices_wordings where kind = $1 and channel = $2 and lang = $3";
    tx.opt(sql, &vals![kind, channel.key(), lang.code()], |row| {
        Ok(Written { wording: wording_of(row)?, by: row.get("by_name")?, at: row.get("at")? })
    })
}

/// Which wordings administrators wrote.
///
/// # Errors
/// The store's.
pub fn all_written(tx: &mut Tx) -> Result<Vec<(String, Channel, Lang)>> {
    let rows = tx.all("select kind, channel, lang from notices_wordings", &[], |row| {
        Ok((row.get::<String>("kind")?, row.get::<String>("channel")?, Lang::from_code(&row.get::<String>("lang")?)))
    })?;
    Ok(rows.into_iter().filter_map(|(kind, channel, lang)| Some((kind, Channel::from_key(&channel)?, lang))).collect())
}

/// The wording in use.
///
/// # Errors
/// The store's.
pub fn wording(tx: &mut Tx, kind: &Kind, channel: Channel, lang: Lang) -> Result<Wording> {
    Ok(written(tx, kind.key, channel, lang)?.map_or_else(|| kind.wording(channel, lang), |written| written.wording))
}

fn wording_of(row: &Row) -> Result<Wording> {
    serde_json::from_value(row.get("wording")?)
        .map_err(|_| Error::Column { name: "wording".into(), expected: "a wording" })
}

/// A recipient's name and how they can be reached; none when there is nobody of this id.
///
/// # Errors
/// The store's.
pub fn reachable(tx: &mut Tx, to: Recipient) -> Result<Option<(String, Reachable)>> {
    match to {
        Recipient::Person(id) => match persons::queries::get(tx, id) {
            Ok(person) => {
                let known = person.details;
                Ok(Some((known.name, Reachable { phone: known.phone, email: known.email })))
            }
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        },
        Recipient::Staff(id) => {
            let member = staff::queries::get(tx, id)?;
            Ok(member.map(|member| (member.name, Reachable { phone: member.phone, email: member.email })))
        }
    }
}

/// What a recipient chose; what holds for everybody where nothing was chosen, for staff with letters first. None before the recipient was ever told
/// anything or opened the page.
///
/// # Errors
/// The store's.
pub fn preference(tx: &mut Tx, to: Recipient) -> Result<Option<Preference>> {
    let mut order = rules(tx)?.order;
    if matches!(to, Recipient::Staff(_)) {
        // Staff are at a desk, and a list of dossiers reads better in a letter.
        order.sort_by_key(|channel| *channel != Channel::Mail);
    }
    let sql = "select link, channels, lang, reminders from notices_recipients where sort = $1 and recipient = $2";
    tx.opt(sql, &vals![to.sort(), to.id()], |row| {
        let chosen: Option<String> = row.get("channels")?;
        Ok(Preference {
            channels: chosen
                .map_or_else(|| order.clone(), |chosen| chosen.split(',').filter_map(Channel::from_key).collect()),
            lang: Lang::from_code(&row.get::<String>("lang")?),
            reminders: row.get("reminders")?,
            link: row.get("link")?,
        })
    })
}

/// Whose link this is.
///
/// # Errors
/// The store's.
pub fn by_link(tx: &mut Tx, link: &str) -> Result<Option<Recipient>> {
    let found = tx.opt("select sort, recipient from notices_recipients where link = $1", &vals![link], |row| {
        Ok((row.get::<String>("sort")?, row.get::<Uuid>("recipient")?))
    })?;
    Ok(found.and_then(|(sort, id)| Recipient::of(&sort, id)))
}
