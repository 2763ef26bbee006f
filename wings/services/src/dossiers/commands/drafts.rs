use base::{AccountId, AgencyId, DossierId};
use jiff::Timestamp;
use serde_json::Value;
use store::{Row, Tx, vals};
use uuid::Uuid;

use super::{Context, MoveError};
use crate::dossiers::domain::Channel;

/// What somebody has begun to fill in. It is theirs alone until it is filed.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its id, which becomes the dossier's.
    pub id: DossierId,
    /// Whose it is.
    pub account: AccountId,
    /// Where it is to be filed, once chosen.
    pub agency: Option<AgencyId>,
    /// National code of the procedure.
    pub procedure: String,
    /// The version being filled in.
    pub version: Uuid,
    /// How it will come in.
    pub channel: Channel,
    /// The fields as typed so far, right or wrong.
    pub answers: Value,
    /// When it was last typed in.
    pub updated_at: Timestamp,
}

impl Draft {
    /// The columns of a draft.
    pub(in crate::dossiers) const COLUMNS: &str =
        "id, account, agency, procedure, procedure_version, channel, answers, updated_at";

    /// A draft from its row.
    pub(in crate::dossiers) fn from_row(row: &Row) -> store::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            account: row.get("account")?,
            agency: row.get("agency")?,
            procedure: row.get("procedure")?,
            version: row.get("procedure_version")?,
            channel: Channel::from_key(&row.get::<String>("channel")?).unwrap_or(Channel::Online),
            answers: row.get("answers")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

/// Begins a draft on the version of a procedure that is in force today.
///
/// # Errors
/// [`MoveError::NotFound`] when no version of the procedure is in force, [`MoveError::Forbidden`] without an account.
pub fn start_draft(
    tx: &mut Tx,
    cx: &Context,
    procedure: &str,
    agency: Option<AgencyId>,
    channel: Channel,
) -> Result<DossierId, MoveError> {
    let account = cx.actor.account.ok_or(MoveError::Forbidden)?;
    let today = base::clock::wall(cx.now).date();
    let published = cx.catalogue.in_force(procedure, today).ok_or(MoveError::NotFound)?;
    let id: DossierId = cx.ids.next();
    tx.exec(
        "insert into dossier_drafts (id, account, agency, procedure, procedure_version, channel, answers, created_at, updated_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &vals![id, account, agency, procedure, published.version, channel.key(), Value::Object(Default::default()), cx.now, cx.now],
    )?;
    Ok(id)
}

/// Keeps what was typed, right or wrong.
///
/// # Errors
/// [`MoveError::NotFound`] when the draft is not the actor's.
pub fn save_draft(
    tx: &mut Tx,
    cx: &Context,
    id: DossierId,
    agency: Option<AgencyId>,
    answers: &Value,
) -> Result<(), MoveError> {
    let touched = tx.exec(
        "update dossier_drafts set agency = $1, answers = $2, updated_at = $3 where id = $4 and account = $5",
        &vals![agency, answers, cx.now, id, cx.actor.account],
    )?;
    if touched == 1 { Ok(()) } else { Err(MoveError::NotFound) }
}

/// Throws a draft away.
///
/// # Errors
/// [`MoveError::NotFound`] when the draft is not the actor's.
pub fn discard_draft(tx: &mut Tx, cx: &Context, id: DossierId) -> Result<(), MoveError> {
    let touched = tx.exec("delete from dossier_drafts where id = $1 and account = $2", &vals![id, cx.actor.account])?;
    if touched == 0 {
        return Err(MoveError::NotFound);
    }
    tx.exec("delete from dossier_papers where owner = $1", &vals![id])?;
    Ok(())
}
