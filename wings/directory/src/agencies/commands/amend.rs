use base::AgencyId;
use jiff::civil::Date;
use serde_json::json;
use store::Tx;

use super::{Error, latest};
use crate::{
    act::Act,
    agencies::{Amendment, Fault, permissions::MANAGE, record},
};

/// Renames an agency, moves it under another, gives it another code or opens its counter, from a day on.
///
/// # Errors
/// When the permission is missing, the agency does not exist then or has changed later already, or the change is not right.
pub fn amend(tx: &mut Tx, act: Act, id: AgencyId, on: Date, change: Amendment, basis: &str) -> Result<(), Error> {
    act.needs(&MANAGE)?;
    let agencies = record::load(tx)?;
    let before = agencies.agency(id).ok_or(Error::Fault(Fault::Unknown))?;
    let after = agencies.amend(id, on, change, basis).map_err(Error::Fault)?;
    record::put_history(tx, &after)?;
    let seq = act.record(tx, id, "agency.amended", json!({ "before": latest(before), "after": latest(&after) }))?;
    record::changed(tx, id, seq)?;
    Ok(())
}
