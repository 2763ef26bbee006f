use base::Ids;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{Store, Tx, jobs, vals};
use uuid::Uuid;

use super::{
    Told, commands,
    domain::{Channel, Facts, Kind, Kinds, Message, State},
    queries, record,
    way::{Failure, Outgoing, Report, Ways},
};

/// The kind of job that turns what was told into a message.
pub const WRITE: &str = "notice.write";
/// The kind of job that sends a message.
pub const SEND: &str = "notice.send";

/// How long a message may be in a worker's hands before another takes it over. Longer than any gateway is waited for.
const HELD: SignedDuration = SignedDuration::from_mins(2);

/// Writes and sends: what the background does with what rooms tell.
#[derive(Clone)]
pub struct Postroom {
    /// Every kind of notice.
    pub kinds: Kinds,
    /// The ways out.
    pub ways: Ways,
    /// Ids and chance.
    pub ids: Ids,
    /// Where people reach the site, as in `https://dichvucong.example.vn`: links in messages begin with it.
    pub site: String,
}

/// Why nothing can be sent: kept with the message, told in words by the screens.
pub(super) const NO_ADDRESS: &str = "no address";
pub(super) const NO_WAY: &str = "no way out";
pub(super) const NOT_WANTED: &str = "not wanted";

/// What a message stands at while it is in this worker's hands.
const HERE: [State; 1] = [State::Sending];

/// What came of reaching for a message.
enum Taken {
    /// It is in this worker's hands.
    Here(Box<Message>, Outgoing),
    /// There is nothing to do now: it went out, or waits for the morning with a job of its own.
    Done,
    /// Another worker has it.
    Elsewhere,
}

/// Which try to tell something a message is.
struct Place<'a> {
    /// What is told.
    told: Uuid,
    /// Which channel tried it is, from 0.
    nth: i64,
    /// The channels tried before.
    tried: &'a [Channel],
}

impl Postroom {
    /// Turns what was told into a message, and queues it. Done twice, it is one message.
    ///
    /// # Errors
    /// What hinders it; the job is tried again.
    pub fn write(&self, store: &Store, job: &jobs::Job, now: Timestamp) -> Result<(), String> {
        let told: Told = serde_json::from_value(job.payload.clone()).map_err(|error| error.to_string())?;
        let kind = self.kinds.get(&told.kind).ok_or_else(|| format!("no kind of notice is called {}", told.kind))?;
        store
            .write(|tx| {
                let chosen = commands::known(tx, &self.ids, told.to)?;
                if kind.reminder && !chosen.reminders {
                    return Ok(());
                }
                let first = self.compose(tx, kind, &told, &Place { told: job.id, nth: 0, tried: &[] }, now)?;
                // A reminder that cannot go out today is of no use tomorrow, and what it reminds of is on the screens.
                if kind.reminder && first.state == State::Kept {
                    return Ok(());
                }
                self.put_down(tx, &first, now)
            })
            .map_err(|error: store::Error| error.to_string())
    }

    fn put_down(&self, tx: &mut Tx, message: &Message, now: Timestamp) -> store::Result<()> {
        if record::insert(tx, message)? && message.state == State::Written {
            jobs::enqueue(tx, self.ids.next(), SEND, &json!({ "message": message.id }), now)?;
        }
        Ok(())
    }

    /// The message on the first channel that can be used and was not tried; one to be kept when there is none.
    fn compose(&self, tx: &mut Tx, kind: &Kind, told: &Told, place: &Place, now: Timestamp) -> store::Result<Message> {
        let chosen = commands::known(tx, &self.ids, told.to)?;
        let (name, reachable) = queries::reachable(tx, told.to)?.unwrap_or_default();
        let mut facts = told.facts.clone();
        facts.entry("ten".into()).or_insert(name);
        facts.insert("trang".into(), self.site.clone());
        facts.insert("tuy_chon".into(), format!("{}/nt/{}", self.site, chosen.link));
        let mut why = if chosen.channels.is_empty() { NOT_WANTED } else { NO_ADDRESS };
        let mut kept = chosen.channels.first().copied().unwrap_or(Channel::Mail);
        let mut found = None;
        for channel in chosen.channels.iter().copied().filter(|channel| !place.tried.contains(channel)) {
            let Some(address) = reachable.on(channel) else { continue };
            let wording = queries::wording(tx, kind, channel, chosen.lang)?;
            if self.ways.get(channel).is_none() || (channel == Channel::Zalo && wording.registered.is_empty()) {
                if why == NO_ADDRESS {
                    (why, kept) = (NO_WAY, channel);
                }
                continue;
            }
            found = Some((channel, address, wording));
            break;
        }
        let (channel, address, wording, state) = match found {
            Some((channel, address, wording)) => (channel, address, wording, State::Written),
            None => {
                let wording = queries::wording(tx, kind, kept, chosen.lang)?;
                (kept, reachable.on(kept).unwrap_or_default(), wording, State::Kept)
            }
        };
        let said = wording.render(&facts, chosen.lang);
        Ok(Message {
            id: Uuid::new_v5(&place.told, place.nth.to_string().as_bytes()),
            told: place.told,
            nth: place.nth,
            kind: kind.key.into(),
            about: told.about,
            entry: told.entry,
            to: told.to,
            channel,
            lang: chosen.lang,
            address,
            subject: said.subject,
            text: said.text,
            registered: if channel == Channel::Zalo { wording.registered } else { String::new() },
            facts,
            state,
            reason: (state == State::Kept).then(|| why.to_owned()),
            passed_on: false,
            reference: None,
            at: told.at,
            since: now,
        })
    }

    /// Sends the message of a job: not in quiet hours, not twice, and on the next channel when this one fails for good.
    ///
    /// # Errors
    /// Why the gateway did not take it this time; the job is tried again.
    pub fn send(&self, store: &Store, job: &jobs::Job, now: Timestamp) -> Result<(), String> {
        let id: Uuid = serde_json::from_value(job.payload["message"].clone()).map_err(|error| error.to_string())?;
        let said = |error: store::Error| error.to_string();
        let (message, out) = match store.write(|tx| self.take(tx, id, now)).map_err(said)? {
            Taken::Here(message, out) => (*message, out),
            Taken::Done => return Ok(()),
            // It may die with it in its hands: this job stays until it is known.
            Taken::Elsewhere => return Err("another worker is sending it".into()),
        };
        let Some(way) = self.ways.get(message.channel) else {
            return store.write(|tx| self.failed(tx, &message, &HERE, NO_WAY, now)).map_err(said);
        };
        match way.send(&out) {
            Ok(reference) => store.write(|tx| sent(tx, &message, reference.as_deref(), now)).map_err(said),
            Err(Failure::Later(why)) if job.attempts < jobs::TRIES => {
                store.write(|tx| give_back(tx, &message, &why, now)).map_err(said)?;
                Err(why)
            }
            Err(Failure::Refused(why) | Failure::Later(why)) => {
                store.write(|tx| self.failed(tx, &message, &HERE, &why, now)).map_err(said)
            }
        }
    }

    /// Takes a message into one's hands, unless it went out, is in another's hands, or has to wait for the morning.
    fn take(&self, tx: &mut Tx, id: Uuid, now: Timestamp) -> store::Result<Taken> {
        let Some(mut message) = record::load(tx, id)? else { return Ok(Taken::Done) };
        match message.state {
            State::Written | State::Waiting => {}
            State::Sending if now.duration_since(message.since) >= HELD => {}
            State::Sending => return Ok(Taken::Elsewhere),
            State::Sent | State::Delivered | State::Failed | State::Kept => return Ok(Taken::Done),
        }
        if let Some(until) = queries::rules(tx)?.quiet_until(message.channel, now) {
            if record::bring(tx, id, &[State::Written, State::Waiting, State::Sending], State::Waiting, None, now)? {
                jobs::enqueue(tx, self.ids.next(), SEND, &json!({ "message": id }), until)?;
            }
            return Ok(Taken::Done);
        }
        let sql =
            "update notices_messages set state = 'sending', since = $1 where id = $2 and state = $3 and since = $4";
        if tx.exec(sql, &vals![now, id, message.state.key(), message.since])? == 0 {
            return Ok(Taken::Elsewhere);
        }
        (message.state, message.since) = (State::Sending, now);
        let values = match (message.channel, self.kinds.get(&message.kind)) {
            (Channel::Zalo, Some(kind)) => {
                queries::wording(tx, kind, message.channel, message.lang)?.values(&message.facts, message.lang)
            }
            _ => Default::default(),
        };
        let out = Outgoing {
            id,
            address: message.address.clone(),
            subject: message.subject.clone(),
            text: message.text.clone(),
            registered: message.registered.clone(),
            values,
        };
        Ok(Taken::Here(Box::new(message), out))
    }

    /// A message will not arrive on its channel: the next one is tried.
    fn failed(&self, tx: &mut Tx, message: &Message, from: &[State], why: &str, now: Timestamp) -> store::Result<()> {
        if !record::bring(tx, message.id, from, State::Failed, Some(why), now)? {
            return Ok(());
        }
        let sql = "select channel from notices_messages where told = $1";
        let tried = tx.all(sql, &vals![message.told], |row| row.get::<String>("channel"))?;
        let tried: Vec<Channel> = tried.iter().filter_map(|key| Channel::from_key(key)).collect();
        self.pass_on(tx, message, &tried, now)?;
        Ok(())
    }

    /// Begins anew with a message that could not be sent; false when there is no way out now either.
    pub(super) fn begin_anew(&self, tx: &mut Tx, message: &Message, now: Timestamp) -> store::Result<bool> {
        self.pass_on(tx, message, &[], now)
    }

    fn pass_on(&self, tx: &mut Tx, message: &Message, tried: &[Channel], now: Timestamp) -> store::Result<bool> {
        let Some(kind) = self.kinds.get(&message.kind) else { return Ok(false) };
        let sql = "select max(nth) as n from notices_messages where told = $1";
        let nth: i64 = tx.one(sql, &vals![message.told], |row| row.get("n"))?;
        let told = Told {
            kind: message.kind.clone(),
            to: message.to,
            about: message.about,
            entry: message.entry,
            facts: own(&message.facts),
            at: message.at,
        };
        let next = self.compose(tx, kind, &told, &Place { told: message.told, nth: nth + 1, tried }, now)?;
        if next.state == State::Kept {
            return Ok(false);
        }
        self.put_down(tx, &next, now)?;
        tx.exec("update notices_messages set passed_on = true where id = $1", &vals![message.id])?;
        Ok(true)
    }

    /// Takes in what a gateway says about a message it took. Said twice, it counts once.
    ///
    /// # Errors
    /// The store's.
    pub fn reported(&self, tx: &mut Tx, channel: Channel, report: &Report, now: Timestamp) -> store::Result<()> {
        let Some(message) = record::load(tx, report.id)?.filter(|message| message.channel == channel) else {
            return Ok(());
        };
        match &report.arrived {
            Ok(()) => {
                let before = [State::Written, State::Sending, State::Sent];
                record::bring(tx, message.id, &before, State::Delivered, None, now)?;
                Ok(())
            }
            Err(why) => self.failed(tx, &message, &[State::Written, State::Sending, State::Sent], why, now),
        }
    }
}

/// The facts that were told, without those every message is given.
fn own(facts: &Facts) -> Facts {
    facts
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "trang" | "tuy_chon"))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

/// The gateway has it. A report may have come before this was written down: then it says more.
fn sent(tx: &mut Tx, message: &Message, reference: Option<&str>, now: Timestamp) -> store::Result<()> {
    record::bring(tx, message.id, &[State::Sending], State::Sent, None, now)?;
    tx.exec("update notices_messages set reference = $1 where id = $2", &vals![reference, message.id])?;
    Ok(())
}

/// Out of one's hands again, to be tried later; not when another has taken it over meanwhile.
fn give_back(tx: &mut Tx, message: &Message, why: &str, now: Timestamp) -> store::Result<()> {
    let sql = "update notices_messages set state = 'written', reason = $1, since = $2 \
               where id = $3 and state = 'sending' and since = $4";
    tx.exec(sql, &vals![why, now, message.id, message.since])?;
    Ok(())
}
