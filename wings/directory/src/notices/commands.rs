//! What is done to notices by people: wording them, choosing, setting, trying again. Each is journalled.

use base::{Ids, Lang};
use serde_json::json;
use store::{Error as StoreError, Tx, vals};
use uuid::Uuid;
use web::Words;

use super::{
    Postroom,
    domain::{Channel, Kind, Preference, Recipient, Rules, State, Wording, WordingFault},
    permissions::MANAGE,
    queries, record,
};
use crate::act::{Act, Refused};

/// The stream of what is set for all notices.
const STREAM: Uuid = Uuid::from_u128(0x6e6f_7469_6365_7300_8000_0000_0000_0001);
/// Letters and digits that are not taken for each other: 32 of them.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789x";
/// Sixty bits of chance: nobody finds somebody's page by trying.
const LINK: usize = 12;

/// Why a command on notices was not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The wording cannot be used.
    Wording(WordingFault),
    /// The message is not there, or has gone on since.
    Gone,
    /// There still is no way on which the message could go out.
    NoWay,
}

impl Fault {
    /// Why, in plain words.
    pub fn words(&self) -> Words {
        match self {
            Self::Wording(fault) => fault.words(),
            Self::Gone => Words::new("Tin này đã được xử lý trước đó.", "It had been dealt with already."),
            Self::NoWay => Words::new(
                "Vẫn chưa có kênh nào để gửi: người nhận không có địa chỉ, hoặc hệ thống chưa nối với kênh đó.",
                "There still is no way to send it: the recipient has no address, or no gateway is set up.",
            ),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl std::error::Error for Fault {}

/// Why a command on notices was not carried out.
pub type Error = Refused<Fault>;

/// The stream in the journal in which the versions of a wording stand.
pub fn stream(kind: &str, channel: Channel, lang: Lang) -> Uuid {
    let name = format!("notices.wording {kind} {} {}", channel.key(), lang.code());
    Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())
}

/// Words a kind of notice anew.
///
/// # Errors
/// When the permission is missing or the wording cannot be used, and the store's.
pub fn word(tx: &mut Tx, act: Act, kind: &Kind, channel: Channel, lang: Lang, wording: &Wording) -> Result<(), Error> {
    act.needs(&MANAGE)?;
    wording.check(kind, channel, lang).map_err(|fault| Error::Fault(Fault::Wording(fault)))?;
    let before = queries::wording(tx, kind, channel, lang)?;
    if before == *wording {
        return Ok(());
    }
    let body =
        json!({ "kind": kind.key, "channel": channel.key(), "lang": lang.code(), "before": before, "after": wording });
    act.record(tx, stream(kind.key, channel, lang), "notice.worded", body)?;
    tx.exec(
        "insert into notices_wordings (kind, channel, lang, wording, by_name, at) values ($1, $2, $3, $4, $5, $6) \
         on conflict (kind, channel, lang) do update set wording = excluded.wording, by_name = excluded.by_name, at = excluded.at",
        &vals![kind.key, channel.key(), lang.code(), json!(wording), act.actor.name, act.at],
    )?;
    Ok(())
}

/// Goes back to the wording that comes with the program.
///
/// # Errors
/// When the permission is missing, and the store's.
pub fn reset(tx: &mut Tx, act: Act, kind: &Kind, channel: Channel, lang: Lang) -> Result<(), Error> {
    act.needs(&MANAGE)?;
    let Some(before) = queries::written(tx, kind.key, channel, lang)? else { return Ok(()) };
    let after = kind.wording(channel, lang);
    let body = json!({ "kind": kind.key, "channel": channel.key(), "lang": lang.code(), "before": before.wording, "after": after });
    act.record(tx, stream(kind.key, channel, lang), "notice.wording_reset", body)?;
    tx.exec(
        "delete from notices_wordings where kind = $1 and channel = $2 and lang = $3",
        &vals![kind.key, channel.key(), lang.code()],
    )?;
    Ok(())
}

/// Sets quiet hours and the order of channels.
///
/// # Errors
/// When the permission is missing, and the store's.
pub fn set_rules(tx: &mut Tx, act: Act, rules: &Rules) -> Result<(), Error> {
    act.needs(&MANAGE)?;
    let before = queries::rules(tx)?;
    if before != *rules {
        act.record(tx, STREAM, "notice.rules_set", json!({ "before": before, "after": rules }))?;
        queries::keep_rules(tx, rules)?;
    }
    Ok(())
}

/// A recipient's choices, with a link to them made if there is none yet.
///
/// # Errors
/// The store's.
pub fn known(tx: &mut Tx, ids: &Ids, to: Recipient) -> store::Result<Preference> {
    if let Some(known) = queries::preference(tx, to)? {
        return Ok(known);
    }
    let mut chance = [0u8; LINK];
    ids.fill(&mut chance);
    let link: String = chance.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    tx.exec(
        "insert into notices_recipients (sort, recipient, link) values ($1, $2, $3) on conflict (sort, recipient) do nothing",
        &vals![to.sort(), to.id(), link],
    )?;
    queries::preference(tx, to)?.ok_or(StoreError::NotFound)
}

/// Chooses channels, language and reminders for a recipient. Who may is decided by the page: whoever is signed in for
/// themselves, or whoever holds the link that came in a message to them.
///
/// # Errors
/// The store's.
pub fn choose(
    tx: &mut Tx,
    act: Act,
    to: Recipient,
    channels: &[Channel],
    lang: Lang,
    reminders: bool,
) -> Result<(), Error> {
    let before = known(tx, act.ids, to)?;
    if before.channels == channels && before.lang == lang && before.reminders == reminders {
        return Ok(());
    }
    let keys: Vec<&str> = channels.iter().map(|channel| channel.key()).collect();
    let body = json!({
        "before": { "channels": before.channels, "lang": before.lang, "reminders": before.reminders },
        "after": { "channels": keys, "lang": lang, "reminders": reminders },
    });
    // A person's own history has its last number kept with its row; these choices have a history of their own.
    let stream = Uuid::new_v5(&to.id(), b"notices");
    act.record(tx, stream, "notice.chosen", body)?;
    tx.exec(
        "update notices_recipients set channels = $1, lang = $2, reminders = $3 where sort = $4 and recipient = $5",
        &vals![keys.join(","), lang.code(), reminders, to.sort(), to.id()],
    )?;
    Ok(())
}

/// Tries a message anew that could not be sent: with the address, the choices and the gateways of today.
///
/// # Errors
/// When the permission is missing, the message has gone on since, or there still is no way out, and the store's.
pub fn try_again(tx: &mut Tx, act: Act, postroom: &Postroom, id: Uuid) -> Result<(), Error> {
    act.needs(&MANAGE)?;
    let message = record::load(tx, id)?
        .filter(|message| matches!(message.state, State::Failed | State::Kept) && !message.passed_on)
        .ok_or(Error::Fault(Fault::Gone))?;
    if !postroom.begin_anew(tx, &message, act.at)? {
        return Err(Error::Fault(Fault::NoWay));
    }
    act.record(tx, id, "notice.tried_again", json!({ "channel": message.channel.key(), "reason": message.reason }))?;
    Ok(())
}
