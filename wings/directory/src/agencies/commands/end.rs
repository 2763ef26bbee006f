use base::AgencyId;
use jiff::civil::Date;
use serde_json::json;
use store::Tx;

use super::Error;
use crate::{
    act::Act,
    agencies::{permissions::MANAGE, record},
};

/// Ends an agency without a successor; `on` is the first day on which it no longer exists.
///
/// # Errors
/// When the permission is missing, the agency does not exist on the day before, or has agencies under it.
pub fn end(tx: &mut Tx, act: Act, id: AgencyId, on: Date, basis: &str) -> Result<(), Error> {
    act.needs(&MANAGE)?;
    let ended = record::load(tx)?.end(id, on, basis).map_err(Error::Fault)?;
    record::put_history(tx, &ended)?;
    let seq = act.record(tx, id, "agency.ended", json!({ "on": on, "basis": basis }))?;
    record::changed(tx, id, seq)?;
    Ok(())
}
