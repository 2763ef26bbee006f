use base::AgencyId;
use jiff::civil::Date;
use serde_json::json;
use store::Tx;

use super::Error;
use crate::{
    act::Act,
    agencies::{permissions::MANAGE, record},
};

/// Merges agencies into one that exists, or was founded before, on a day: they end and it takes over from them.
///
/// # Errors
/// When the permission is missing, one of them does not exist then, has agencies under it, or is the one that takes over.
pub fn merge(tx: &mut Tx, act: Act, ending: &[AgencyId], into: AgencyId, on: Date, basis: &str) -> Result<(), Error> {
    act.needs(&MANAGE)?;
    let (ended, links) = record::load(tx)?.merge(ending, into, on, basis).map_err(Error::Fault)?;
    for agency in &ended {
        record::put_history(tx, agency)?;
        let seq = act.record(tx, agency.id, "agency.merged", json!({ "on": on, "into": into, "basis": basis }))?;
        record::changed(tx, agency.id, seq)?;
    }
    for link in &links {
        record::put_link(tx, link)?;
    }
    let seq = act.record(tx, into, "agency.took_over", json!({ "on": on, "from": ending, "basis": basis }))?;
    record::changed(tx, into, seq)?;
    Ok(())
}
