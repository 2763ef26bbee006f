//! What a province is made of before anything happens in it: its places and agencies, its procedures, its calendar.

use base::{Actor, Ids};
use directory::Act;
use jiff::Timestamp;
use store::Store;

/// Brings the tables up to date and puts the province's own data in where it is missing. Doing it twice changes nothing.
///
/// # Errors
/// When a migration fails or a data file contradicts itself; the record is then as it was.
pub fn prepare(store: &Store, ids: &Ids, now: Timestamp) -> anyhow::Result<()> {
    store.migrate(crate::ROOMS)?;
    let system = Actor::system();
    let act = Act { actor: &system, at: now, ids };
    store.write(|tx| {
        directory::seed(tx, act)?;
        services::catalogue::seed(tx, act).map(drop)
    })?;
    Ok(())
}
