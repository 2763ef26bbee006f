//! What is read: who asked about whom.

use std::collections::BTreeSet;

use base::{AgencyId, DossierId, Reach};
use jiff::{Timestamp, civil::Date};
use store::{Result, Row, Tx, vals};
use uuid::Uuid;

use super::domain::{Fact, Outcome};
use crate::catalogue::domain::Keyed as _;

/// A lookup as it is listed.
#[derive(Debug, Clone)]
pub struct Lookup {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// In whose name; none for a person about herself.
    pub agency: Option<AgencyId>,
    /// In which dossier.
    pub dossier: DossierId,
    /// Its code; empty for a draft.
    pub code: String,
    /// About whom, masked.
    pub subject: String,
    /// Who that is in the dossier.
    pub about: String,
    /// Why.
    pub ground: String,
    /// What was asked.
    pub facts: BTreeSet<Fact>,
    /// What came of it.
    pub outcome: Outcome,
}

const COLUMNS: &str = "id, at, by_name, agency, dossier, code, subject, about, ground, facts, outcome";

fn lookup(row: &Row) -> Result<Lookup> {
    Ok(Lookup {
        id: row.get("id")?,
        at: row.get("at")?,
        by: row.get("by_name")?,
        agency: row.get("agency")?,
        dossier: row.get("dossier")?,
        code: row.get("code")?,
        subject: row.get("subject")?,
        about: row.get("about")?,
        ground: row.get("ground")?,
        facts: Fact::from_keys(&row.get::<String>("facts")?),
        outcome: Outcome::from_key(&row.get::<String>("outcome")?).unwrap_or(Outcome::Asked),
    })
}

/// The lookups of a dossier, the last one first.
///
/// # Errors
/// The store's.
pub fn of_dossier(tx: &mut Tx, dossier: DossierId) -> Result<Vec<Lookup>> {
    let sql =
        format!("select {COLUMNS} from population_lookups where dossier = $1 order by at desc, id desc limit 100");
    tx.all(&sql, &vals![dossier], lookup)
}

/// The lookups in reach on the days from `from` to `to`, the last one first: at most `limit`, of those that come before a
/// row already seen. Those of people about themselves are in the reach of whoever reaches everything.
///
/// # Errors
/// The store's.
pub fn list(
    tx: &mut Tx,
    reach: &Reach,
    from: Date,
    to: Date,
    before: Option<(Timestamp, Uuid)>,
    limit: usize,
) -> Result<Vec<Lookup>> {
    let begin = base::clock::instant(from.at(0, 0, 0, 0));
    let end = base::clock::instant(to.tomorrow().unwrap_or(to).at(0, 0, 0, 0));
    let (at, id) = before.unwrap_or((end, Uuid::max()));
    let agencies = match reach {
        Reach::All => &[][..],
        Reach::Agencies(list) if list.is_empty() => return Ok(Vec::new()),
        Reach::Agencies(list) => list.as_slice(),
    };
    let holders: Vec<String> = (0..agencies.len()).map(|n| format!("${}", n + 5)).collect();
    let filter = if holders.is_empty() { String::new() } else { format!(" and agency in ({})", holders.join(", ")) };
    let sql = format!(
        "select {COLUMNS} from population_lookups where at >= $1 and at < $2 and (at < $3 or (at = $3 and id < $4)){filter} \
         order by at desc, id desc limit ${}",
        agencies.len() + 5
    );
    let mut values = vals![begin, end, at, id].to_vec();
    values.extend(agencies.iter().map(|agency| store::Val::Id(agency.0)));
    values.extend(vals![limit]);
    tx.all(&sql, &values, lookup)
}
