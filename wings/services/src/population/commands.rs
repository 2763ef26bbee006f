//! What is done: the register is asked, and it has answered. Both are on the record; asking comes first, so that nobody is
//! asked about without a trace, whatever happens then.

use base::{AgencyId, DossierId, Text};
use directory::{Act, Refused};
use jiff::Timestamp;
use serde_json::json;
use store::{Tx, vals};

use super::{
    domain::{Asked, Fact, Outcome},
    permissions,
};
use crate::catalogue::domain::Keyed as _;

/// The fewest characters of a ground.
const SHORTEST: usize = 10;

/// Why the register may not be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No ground was given, or one that says nothing.
    Ground,
    /// This very lookup was sent before.
    Again,
}

impl Fault {
    /// What is wrong, and what to do about it.
    pub const fn text(self) -> Text {
        match self {
            Self::Ground => Text::new(
                "Hãy ghi căn cứ tra cứu, ít nhất 10 ký tự: cần biết điều gì, cho việc gì.",
                "Please give the ground, at least 10 characters: what must be known, and what for.",
            ),
            Self::Again => Text::new(
                "Lần tra cứu này đã được gửi. Kết quả không được lưu; cần xem lại thì tra cứu lần nữa.",
                "This lookup was sent already. Answers are not kept; to see it again, ask again.",
            ),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text().en)
    }
}

/// Where a lookup belongs.
#[derive(Debug, Clone)]
pub struct About {
    /// The dossier, or the draft of it.
    pub dossier: DossierId,
    /// Its code; empty for a draft.
    pub code: String,
    /// The agency in whose name an officer asks; none for a person about herself.
    pub agency: Option<AgencyId>,
    /// Who the person asked about is in the dossier.
    pub who: String,
}

/// Notes that the register is about to be asked.
///
/// # Errors
/// When an officer may not for this agency, or somebody asks for herself without an account of her own; when no ground is
/// given or the lookup was sent before; and the store's.
pub fn ask(tx: &mut Tx, act: Act, asked: &Asked, about: &About) -> Result<(), Refused<Fault>> {
    let account = act.actor.account.ok_or(Refused::Forbidden)?;
    let may = match about.agency {
        Some(agency) => act.actor.may(&permissions::LOOK_UP, agency),
        None => act.actor.person.is_some(),
    };
    if !may {
        return Err(Refused::Forbidden);
    }
    if asked.ground.trim().chars().count() < SHORTEST {
        return Err(Refused::Fault(Fault::Ground));
    }
    let sql = "select outcome from population_lookups where id = $1";
    if tx.opt(sql, &vals![asked.id], |row| row.get::<String>("outcome"))?.is_some() {
        return Err(Refused::Fault(Fault::Again));
    }
    let subject = asked.number.masked();
    let facts = Fact::keys(&asked.facts);
    let body = json!({
        "dossier": about.dossier, "code": about.code, "agency": about.agency, "subject": subject, "about": about.who,
        "ground": asked.ground, "facts": facts,
    });
    act.record(tx, asked.id, "population.asked", body)?;
    tx.exec(
        "insert into population_lookups (id, at, account, by_name, agency, dossier, code, subject, about, ground, facts, \
         outcome) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &vals![
            asked.id,
            act.at,
            account,
            act.actor.name,
            about.agency,
            about.dossier,
            about.code,
            subject,
            about.who,
            asked.ground,
            facts,
            Outcome::Asked.key()
        ],
    )?;
    Ok(())
}

/// Notes what came of it; never what was answered.
///
/// # Errors
/// The store's.
pub fn answered(tx: &mut Tx, act: Act, id: uuid::Uuid, outcome: Outcome, at: Timestamp) -> store::Result<()> {
    act.record(tx, id, "population.answered", json!({ "outcome": outcome.key() }))?;
    let sql = "update population_lookups set outcome = $1, answered_at = $2 where id = $3";
    tx.exec(sql, &vals![outcome.key(), at, id])?;
    Ok(())
}
