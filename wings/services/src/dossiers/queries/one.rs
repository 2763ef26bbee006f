use base::{AccountId, Actor, AgencyId, DossierId, PersonId, Role, calendar::Timeliness};
use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use store::{Result, Tx, journal, vals};
use uuid::Uuid;

use crate::dossiers::{
    commands::Draft,
    domain::{Dossier, Event, State},
    permissions, record,
};

/// A dossier by its id, when the actor may see it: the applicant, the agency's staff, or an agency asked about it.
///
/// # Errors
/// The engine's.
pub fn by_id(tx: &mut Tx, actor: &Actor, id: DossierId) -> Result<Option<Dossier>> {
    let found = record::load(tx, id)?;
    visible(tx, actor, found)
}

/// A dossier by its code, when the actor may see it.
///
/// # Errors
/// The engine's.
pub fn by_code(tx: &mut Tx, actor: &Actor, code: &str) -> Result<Option<Dossier>> {
    let found = record::load_by_code(tx, code)?;
    visible(tx, actor, found)
}

/// A dossier by its id, when it is the actor's own.
///
/// # Errors
/// The engine's.
pub fn own(tx: &mut Tx, actor: &Actor, id: DossierId) -> Result<Option<Dossier>> {
    Ok(record::load(tx, id)?.filter(|dossier| actor.person == Some(dossier.applicant)))
}

fn visible(tx: &mut Tx, actor: &Actor, dossier: Option<Dossier>) -> Result<Option<Dossier>> {
    let Some(dossier) = dossier else { return Ok(None) };
    if actor.person == Some(dossier.applicant) || actor.may(&permissions::LIST, dossier.agency) {
        return Ok(Some(dossier));
    }
    for question in consultations_of(tx, dossier.id)? {
        if actor.may(&permissions::ANSWER, question.agency) {
            return Ok(Some(dossier));
        }
    }
    Ok(None)
}

/// What anybody who has the code may know: how far it is and until when. No name, nothing of its content
/// (TT 01/2018 Đ.16.2d).
#[derive(Debug, Clone, PartialEq)]
pub struct Tracking {
    /// The code asked for.
    pub code: String,
    /// Where.
    pub agency: AgencyId,
    /// National code of the procedure.
    pub procedure: String,
    /// The version of the procedure it stays on.
    pub version: Uuid,
    /// Where it stands.
    pub state: State,
    /// Which step of the procedure it is at.
    pub step: usize,
    /// The role it waits for; none when it waits for the applicant or is over.
    pub role: Option<Role>,
    /// Since when it stands there.
    pub since: Timestamp,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// The promised day; none while the clock stands still.
    pub due: Option<crate::dossiers::domain::Due>,
    /// What moved the promise so far.
    pub clock: Vec<base::calendar::ClockEvent>,
    /// The day it was resolved.
    pub resolved_on: Option<Date>,
    /// Against the promise, once resolved.
    pub timeliness: Option<Timeliness>,
    /// Stages passed, with their times.
    pub stages: Vec<(Timestamp, base::Text)>,
}

/// Public tracking by code.
///
/// # Errors
/// The engine's.
pub fn track(tx: &mut Tx, code: &str) -> Result<Option<Tracking>> {
    let Some(dossier) = record::load_by_code(tx, code)? else { return Ok(None) };
    let stages = timeline(tx, dossier.id)?
        .into_iter()
        .filter(|moment| !matches!(moment.event, Event::Attached { .. } | Event::Reassigned { .. }))
        .map(|moment| (moment.at, moment.event.label()))
        .collect();
    Ok(Some(Tracking {
        code: dossier.code,
        agency: dossier.agency,
        procedure: dossier.procedure,
        version: dossier.version,
        state: dossier.state,
        step: dossier.step,
        role: dossier.role,
        since: dossier.since,
        filed_at: dossier.filed_at,
        due: dossier.due,
        clock: dossier.clock,
        resolved_on: dossier.resolved_on,
        timeliness: dossier.timeliness,
        stages,
    }))
}

/// Something that happened to a dossier.
#[derive(Debug, Clone)]
pub struct Moment {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: String,
    /// What.
    pub event: Event,
}

/// Everything that happened to a dossier, oldest first.
///
/// # Errors
/// The engine's.
pub fn timeline(tx: &mut Tx, id: DossierId) -> Result<Vec<Moment>> {
    let entries = journal::entries(tx, id.into())?;
    entries
        .into_iter()
        .map(|entry| {
            let event = serde_json::from_str(&entry.body)
                .map_err(|_| store::Error::Column { name: "body".into(), expected: "a dossier event" })?;
            Ok(Moment { at: entry.at, by: entry.actor_name, event })
        })
        .collect()
}

/// The form as it was filed.
///
/// # Errors
/// The engine's.
pub fn answers(tx: &mut Tx, id: DossierId) -> Result<Value> {
    let found =
        tx.opt("select answers from dossier_answers where dossier = $1", &vals![id], |row| row.get("answers"))?;
    Ok(found.unwrap_or_default())
}

/// What somebody filed last, or had filed: the dossier, its code and the version of the procedure; at most `limit`.
///
/// # Errors
/// The engine's.
pub fn filed_by(tx: &mut Tx, person: PersonId, limit: usize) -> Result<Vec<(DossierId, String, Uuid)>> {
    let sql = "select id, code, procedure_version from dossiers where applicant = $1 order by filed_at desc, id desc limit $2";
    tx.all(sql, &vals![person, limit], |row| Ok((row.get("id")?, row.get("code")?, row.get("procedure_version")?)))
}

/// A question to another agency.
#[derive(Debug, Clone)]
pub struct Consultation {
    /// Its id.
    pub id: Uuid,
    /// The dossier it is about.
    pub dossier: DossierId,
    /// Who is asked.
    pub agency: AgencyId,
    /// What.
    pub question: String,
    /// Until when.
    pub reply_by: Date,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// The answer.
    pub answer: Option<String>,
}

pub(super) fn consultation(row: &store::Row) -> Result<Consultation> {
    Ok(Consultation {
        id: row.get("id")?,
        dossier: row.get("dossier")?,
        agency: row.get("agency")?,
        question: row.get("question")?,
        reply_by: row.get("reply_by")?,
        asked_at: row.get("asked_at")?,
        answered_at: row.get("answered_at")?,
        answer: row.get("answer")?,
    })
}

/// The questions asked about a dossier, oldest first.
///
/// # Errors
/// The engine's.
pub fn consultations_of(tx: &mut Tx, id: DossierId) -> Result<Vec<Consultation>> {
    tx.all(
        "select id, dossier, agency, question, reply_by, asked_at, answered_at, answer from dossier_consultations \
         where dossier = $1 order by asked_at",
        &vals![id],
        consultation,
    )
}

/// A draft, when it is the account's own.
///
/// # Errors
/// The engine's.
pub fn draft(tx: &mut Tx, account: AccountId, id: DossierId) -> Result<Option<Draft>> {
    tx.opt(
        &format!("select {} from dossier_drafts where id = $1 and account = $2", Draft::COLUMNS),
        &vals![id, account],
        Draft::from_row,
    )
}

/// An account's drafts, the last one touched first.
///
/// # Errors
/// The engine's.
pub fn drafts(tx: &mut Tx, account: AccountId) -> Result<Vec<Draft>> {
    tx.all(
        &format!("select {} from dossier_drafts where account = $1 order by updated_at desc limit 50", Draft::COLUMNS),
        &vals![account],
        Draft::from_row,
    )
}
