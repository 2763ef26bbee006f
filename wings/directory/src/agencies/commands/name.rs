use base::{AgencyId, text::clean};
use serde_json::json;
use store::{Tx, vals};

use super::Error;
use crate::{
    act::Act,
    agencies::{Fault, permissions::MANAGE, record},
};

/// Adds a name under which papers mention an agency, so that imports and searches find it. Adding it twice changes
/// nothing the second time.
///
/// # Errors
/// When the permission is missing, there is no such agency, or the name is empty.
pub fn add_alias(tx: &mut Tx, act: Act, id: AgencyId, alias: &str) -> Result<(), Error> {
    let sql = "insert into agencies_aliases (agency, alias) values ($1, $2) on conflict do nothing";
    change(tx, act, id, alias, sql, "agency.alias_added")
}

/// Takes such a name away again.
///
/// # Errors
/// When the permission is missing, there is no such agency, or the name is empty.
pub fn remove_alias(tx: &mut Tx, act: Act, id: AgencyId, alias: &str) -> Result<(), Error> {
    change(tx, act, id, alias, "delete from agencies_aliases where agency = $1 and alias = $2", "agency.alias_removed")
}

fn change(tx: &mut Tx, act: Act, id: AgencyId, alias: &str, sql: &str, kind: &str) -> Result<(), Error> {
    act.needs(&MANAGE)?;
    let alias = clean(alias);
    if alias.is_empty() {
        return Err(Error::Fault(Fault::Name));
    }
    tx.opt("select slug from agencies where id = $1", &vals![id], |row| row.get::<String>("slug"))?
        .ok_or(Error::Fault(Fault::Unknown))?;
    if tx.exec(sql, &vals![id, alias])? > 0 {
        let seq = act.record(tx, id, kind, json!({ "alias": alias }))?;
        record::changed(tx, id, seq)?;
    }
    Ok(())
}
