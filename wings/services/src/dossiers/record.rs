//! The dossier's row: read, written, and written again only when nobody else did meanwhile.

use base::{DossierId, Role, calendar::Timeliness};
use store::{Error, Result, Row, Tx, journal::Head, vals};

use super::domain::{Channel, Dossier, Due, Outcome, State};

/// The columns of a dossier, for queries that build whole dossiers.
pub(super) const COLUMNS: &str = "d.id, d.code, d.agency, d.procedure, d.procedure_version, d.channel, d.applicant, \
    d.applicant_name, d.state, d.step, d.role, d.assignee, d.filed_at, d.accepted_at, d.received_on, d.term_case, d.due_on, \
    d.due_at, d.supplements, d.extended, d.outcome, d.resolved_on, d.timeliness, d.ended_on, d.digitised, d.since, d.clock, \
    d.version, d.head";

pub(super) fn dossier(row: &Row) -> Result<Dossier> {
    let due = match (row.get("due_on")?, row.get("due_at")?) {
        (Some(on), Some(at)) => Some(Due { on, at }),
        _ => None,
    };
    Ok(Dossier {
        id: row.get("id")?,
        code: row.get("code")?,
        agency: row.get("agency")?,
        procedure: row.get("procedure")?,
        version: row.get("procedure_version")?,
        channel: keyed(row, "channel", Channel::from_key)?,
        applicant: row.get("applicant")?,
        applicant_name: row.get("applicant_name")?,
        state: keyed(row, "state", State::from_key)?,
        step: usize::try_from(row.get::<i64>("step")?).unwrap_or(0),
        role: keyed_or_none(row, "role", Role::from_key)?,
        assignee: row.get("assignee")?,
        filed_at: row.get("filed_at")?,
        accepted_at: row.get("accepted_at")?,
        received_on: row.get("received_on")?,
        case: usize::try_from(row.get::<i64>("term_case")?).unwrap_or(0),
        clock: serde_json::from_str(&row.get::<String>("clock")?)
            .map_err(|_| Error::Column { name: "clock".into(), expected: "clock events" })?,
        due,
        supplements: row.get("supplements")?,
        extended: row.get("extended")?,
        outcome: keyed_or_none(row, "outcome", Outcome::from_key)?,
        resolved_on: row.get("resolved_on")?,
        timeliness: keyed_or_none(row, "timeliness", Timeliness::from_key)?,
        ended_on: row.get("ended_on")?,
        digitised: row.get("digitised")?,
        since: row.get("since")?,
        head: Head { seq: row.get("version")?, hash: row.get("head")? },
    })
}

fn keyed<T>(row: &Row, column: &str, from: impl Fn(&str) -> Option<T>) -> Result<T> {
    let key: String = row.get(column)?;
    from(&key).ok_or_else(|| Error::Column { name: column.to_owned(), expected: "a known key" })
}

fn keyed_or_none<T>(row: &Row, column: &str, from: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
    let Some(key) = row.get::<Option<String>>(column)? else { return Ok(None) };
    from(&key).map(Some).ok_or_else(|| Error::Column { name: column.to_owned(), expected: "a known key" })
}

pub(super) fn load(tx: &mut Tx, id: DossierId) -> Result<Option<Dossier>> {
    tx.opt(&format!("select {COLUMNS} from dossiers d where d.id = $1"), &vals![id], dossier)
}

pub(super) fn load_by_code(tx: &mut Tx, code: &str) -> Result<Option<Dossier>> {
    tx.opt(&format!("select {COLUMNS} from dossiers d where d.code = $1"), &vals![code], dossier)
}

pub(super) fn insert(tx: &mut Tx, d: &Dossier) -> Result<()> {
    tx.exec(
        "insert into dossiers (id, code, agency, procedure, procedure_version, channel, applicant, applicant_name, state, step, \
         role, filed_at, term_case, supplements, extended, digitised, since, clock, version, head) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        &vals![
            d.id,
            d.code,
            d.agency,
            d.procedure,
            d.version,
            d.channel.key(),
            d.applicant,
            d.applicant_name,
            d.state.key(),
            d.step,
            d.role.map(Role::key),
            d.filed_at,
            d.case,
            d.supplements,
            d.extended,
            d.digitised,
            d.since,
            clock(d),
            d.head.seq,
            d.head.hash
        ],
    )?;
    Ok(())
}

/// Writes the dossier over the version it was read at.
///
/// # Errors
/// [`Error::Stale`] when somebody else wrote it since.
pub(super) fn update(tx: &mut Tx, d: &Dossier, read_at: i64) -> Result<()> {
    let touched = tx.exec(
        "update dossiers set state = $1, step = $2, role = $3, assignee = $4, accepted_at = $5, received_on = $6, \
         term_case = $7, due_on = $8, due_at = $9, supplements = $10, extended = $11, outcome = $12, resolved_on = $13, \
         timeliness = $14, ended_on = $15, digitised = $16, since = $17, clock = $18, version = $19, head = $20 \
         where id = $21 and version = $22",
        &vals![
            d.state.key(),
            d.step,
            d.role.map(Role::key),
            d.assignee,
            d.accepted_at,
            d.received_on,
            d.case,
            d.due.map(|due| due.on),
            d.due.map(|due| due.at),
            d.supplements,
            d.extended,
            d.outcome.map(Outcome::key),
            d.resolved_on,
            d.timeliness.map(Timeliness::key),
            d.ended_on,
            d.digitised,
            d.since,
            clock(d),
            d.head.seq,
            d.head.hash,
            d.id,
            read_at
        ],
    )?;
    if touched == 1 { Ok(()) } else { Err(Error::Stale) }
}

fn clock(d: &Dossier) -> String {
    serde_json::to_string(&d.clock).unwrap_or_else(|_| "[]".into())
}
