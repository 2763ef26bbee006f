use base::AgencyId;
use serde_json::json;
use store::Tx;

use super::{Error, latest};
use crate::{
    act::Act,
    agencies::{NewAgency, permissions::MANAGE, record},
};

/// Founds an agency.
///
/// # Errors
/// When the permission is missing, or its key, names, code, parent or decision are not right.
pub fn create(tx: &mut Tx, act: Act, new: NewAgency) -> Result<AgencyId, Error> {
    act.needs(&MANAGE)?;
    let agency = record::load(tx)?.create(new).map_err(Error::Fault)?;
    let seq = act.record(tx, agency.id, "agency.created", json!({ "slug": agency.slug, "after": latest(&agency) }))?;
    record::insert(tx, &agency, seq)?;
    record::put_history(tx, &agency)?;
    record::changed(tx, agency.id, seq)?;
    Ok(agency.id)
}
