//! What is done to dossiers: one file per thing somebody does. Each is one unit of work: it loads, checks who and where,
//! decides on an event, and writes row, journal, facts and notices together.

mod accept;
mod attach;
mod consult;
mod drafts;
mod extend;
mod file;
mod forward;
mod hand_over;
mod issue;
mod propose;
mod reassign;
mod refuse;
mod sign;
mod stop;
mod supplement;
mod withdraw;

use base::{
    Actor, DossierId, Ids, Text,
    calendar::{Calendar, ClockEvent, LedgerError, Promise, Rules, ledger},
};
use jiff::Timestamp;
use store::{Tx, facts, journal};

pub use accept::{Accept, accept};
pub use attach::{Attached, attach};
pub use consult::{Answer, Consult, answer, consult};
pub use drafts::{Draft, discard_draft, save_draft, start_draft};
pub use extend::{Extend, extend};
pub use file::{Filing, file};
pub use forward::{Forward, forward};
pub use hand_over::{HandOver, hand_over};
pub use issue::{Issue, issue};
pub use propose::{Propose, propose};
pub use reassign::{Reassign, reassign};
pub use refuse::{Refuse, refuse};
pub use sign::{SendBack, approve, send_back};
pub use stop::{Stop, stop};
pub use supplement::{AskSupplement, Supplement, ask_supplement, supplement};
pub use withdraw::{Withdraw, withdraw};

use super::{
    domain::{Dossier, Due, Event, Move, State, allowed},
    measures, notices, record,
};
use crate::catalogue::{Catalogue, Published};

/// What a command needs beside the transaction: who acts, when, and the law and the agencies as they are known now.
pub struct Context<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// Now.
    pub now: Timestamp,
    /// Makes ids.
    pub ids: &'a Ids,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Deadline rules by date.
    pub rules: &'a Rules,
    /// Procedures.
    pub catalogue: &'a Catalogue,
    /// Agencies.
    pub agencies: &'a directory::agencies::Agencies,
    /// Whether people are told what happens: not while a past is played that they have lived through.
    pub tells: bool,
}

/// Which dossier, and the version of it that was on the screen: a move made on an older one is refused.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The dossier.
    pub id: DossierId,
    /// What the screen showed; none where there was no screen.
    pub version: Option<i64>,
}

impl From<DossierId> for Target {
    fn from(id: DossierId) -> Self {
        Self { id, version: None }
    }
}

/// Why a move was not made. Nothing was changed.
#[derive(Debug)]
pub enum MoveError {
    /// There is no such dossier, or it is not the actor's to know of.
    NotFound,
    /// The actor may not do this here.
    Forbidden,
    /// Somebody else moved it since the screen was drawn; it now stands here.
    Changed(State),
    /// This cannot be done where the dossier stands.
    NotNow(State),
    /// Something given is missing, wrong or against a rule: the field, and why.
    Invalid(&'static str, Text),
    /// The deadline ledger refuses it.
    Clock(LedgerError),
    /// The procedure's version is not in the catalogue, or its steps lead nowhere.
    Procedure(String),
    /// The record could not be written.
    Store(store::Error),
}

impl From<store::Error> for MoveError {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl std::fmt::Display for MoveError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => write!(f, "no such dossier"),
            Self::Forbidden => write!(f, "not allowed"),
            Self::Changed(state) => write!(f, "changed meanwhile, now {}", state.key()),
            Self::NotNow(state) => write!(f, "not possible while {}", state.key()),
            Self::Invalid(field, why) => write!(f, "{field}: {}", why.en),
            Self::Clock(error) => error.fmt(f),
            Self::Procedure(why) => write!(f, "procedure: {why}"),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MoveError {}

/// The answer of a command.
pub type Moved = Result<Dossier, MoveError>;

/// Makes a move: checks the permission and the table of moves, lets `decide` find the event, and records it.
fn perform(
    tx: &mut Tx,
    cx: &Context,
    target: Target,
    mv: Move,
    decide: impl FnOnce(&mut Tx, &Dossier, &Published) -> Result<Event, MoveError>,
) -> Moved {
    let mut dossier = record::load(tx, target.id)?.ok_or(MoveError::NotFound)?;
    check(cx.actor, &dossier, mv)?;
    if target.version.is_some_and(|version| version != dossier.head.seq) {
        return Err(MoveError::Changed(dossier.state));
    }
    if !allowed(mv, dossier.state) {
        return Err(MoveError::NotNow(dossier.state));
    }
    let procedure = cx
        .catalogue
        .version(dossier.version)
        .ok_or_else(|| MoveError::Procedure(format!("version {} is not in the catalogue", dossier.version)))?;
    let event = decide(tx, &dossier, &procedure)?;
    commit(tx, cx, &mut dossier, &event)?;
    Ok(dossier)
}

/// Whether an actor may make a move on a dossier, as far as that depends on who they are.
pub(super) fn check(actor: &Actor, dossier: &Dossier, mv: Move) -> Result<(), MoveError> {
    let line = mv.transition();
    let is_applicant = actor.person.is_some_and(|person| person == dossier.applicant);
    if line.applicant && is_applicant {
        return Ok(());
    }
    if actor.may(line.permission, dossier.agency) {
        let holds = |role| actor.posts.iter().any(|post| post.agency == dossier.agency && post.role == role);
        if !line.holder || !allowed(mv, dossier.state) || dossier.role.is_some_and(holds) {
            return Ok(());
        }
        return Err(MoveError::Forbidden);
    }
    // Whoever may not even see the dossier is not told that it exists.
    let sees = is_applicant || actor.may(&super::permissions::READ, dossier.agency);
    Err(if sees { MoveError::Forbidden } else { MoveError::NotFound })
}

/// Takes an event in and writes all that follows from it.
fn commit(tx: &mut Tx, cx: &Context, dossier: &mut Dossier, event: &Event) -> Result<(), MoveError> {
    let read_at = dossier.head.seq;
    let from = dossier.state;
    dossier.apply(event, cx.now);
    dossier.head = remember(tx, cx, dossier, Some(from), event)?;
    record::update(tx, dossier, read_at).map_err(|error| match error {
        store::Error::Stale => MoveError::Changed(from),
        error => MoveError::Store(error),
    })?;
    count(tx, dossier, event)?;
    notices::follow(tx, cx, dossier, event)?;
    Ok(())
}

fn remember(
    tx: &mut Tx,
    cx: &Context,
    dossier: &Dossier,
    from: Option<State>,
    event: &Event,
) -> Result<journal::Head, MoveError> {
    let mut body = serde_json::to_value(event).map_err(|error| MoveError::Procedure(error.to_string()))?;
    if let Some(fields) = body.as_object_mut() {
        if let Some(from) = from {
            fields.insert("state_before".into(), from.key().into());
        }
        fields.insert("state_after".into(), dossier.state.key().into());
    }
    let entry = journal::Entry { at: cx.now, actor: cx.actor, kind: event.kind(), body };
    journal::append_after(tx, dossier.id.into(), dossier.head, &entry).map_err(|error| match error {
        store::Error::Stale => MoveError::Changed(dossier.state),
        error => MoveError::Store(error),
    })
}

fn count(tx: &mut Tx, dossier: &Dossier, event: &Event) -> Result<(), MoveError> {
    for fact in measures::facts(event, dossier) {
        facts::add(tx, &fact)?;
    }
    Ok(())
}

/// What the ledger promises after one more event.
fn promise_after(cx: &Context, clock: &[ClockEvent], next: Option<&ClockEvent>) -> Result<Promise, MoveError> {
    let events: Vec<ClockEvent> = clock.iter().chain(next).cloned().collect();
    ledger::promise(&events, cx.calendar, cx.rules).map_err(MoveError::Clock)
}

/// The promise as the dossier keeps it; none while the clock stands still.
fn due(promise: &Promise) -> Option<Due> {
    promise.standing().map(|due| Due { on: due.date(), at: due.until() })
}

/// A required text: what is left after trimming, or the message for an empty field.
fn required<'a>(field: &'static str, value: &'a str, missing: Text) -> Result<&'a str, MoveError> {
    let value = value.trim();
    if value.is_empty() { Err(MoveError::Invalid(field, missing)) } else { within(field, value) }
}

/// Texts that officers write are bounded.
fn within<'a>(field: &'static str, value: &'a str) -> Result<&'a str, MoveError> {
    if value.chars().count() > 4000 {
        return Err(MoveError::Invalid(
            field,
            Text::new("Viết gọn trong 4.000 ký tự.", "Keep it within 4,000 characters."),
        ));
    }
    Ok(value)
}
