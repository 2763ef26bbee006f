use std::collections::HashSet;

use serde_json::json;
use store::{Tx, vals};

use crate::{
    act::Act,
    agencies::{Agencies, record},
};

/// Copies agencies from data files into the record: those whose slug is not there yet, with their links and the sets
/// that are missing. What is there already is never overwritten: since the first start the record is the truth. How
/// many agencies were added.
///
/// # Errors
/// The store's.
pub fn seed(tx: &mut Tx, act: Act, from: &Agencies) -> store::Result<usize> {
    let known: HashSet<String> =
        tx.all("select slug from agencies", &vals![], |row| row.get("slug"))?.into_iter().collect();
    let new: Vec<_> = from.all().iter().filter(|agency| !known.contains(&agency.slug)).collect();
    for agency in &new {
        let first = agency.periods().first().map(super::told);
        let seq = act.record(tx, agency.id, "agency.loaded", json!({ "slug": agency.slug, "first": first }))?;
        record::insert(tx, agency, seq)?;
    }
    for agency in &new {
        record::put_history(tx, agency)?;
    }
    for link in from.links() {
        record::put_link(tx, link)?;
    }
    for set in from.sets() {
        record::put_set(tx, set)?;
    }
    if let Some(agency) = new.last() {
        let seq = tx.one("select seq from agencies where id = $1", &vals![agency.id], |row| row.get("seq"))?;
        record::changed(tx, agency.id, seq)?;
    }
    Ok(new.len())
}
