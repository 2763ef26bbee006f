//! A province with dossiers filed at its counters, for the tests of the record.
#![allow(dead_code, clippy::unwrap_used)]

use std::path::Path;

use base::{Clock as _, DossierId, FixedClock, Ids, Role};
use rand::SeedableRng as _;
use rand_chacha::ChaCha12Rng;
use serde_json::json;
use services::dossiers::{commands, domain::Channel};
use store::Store;
use tinhso::{demo::Rehearsal, office, province};

/// The morning on which they are filed.
pub const MORNING: &str = "2024-02-05T09:00:00+07:00";

/// So many dossiers, of which some are accepted; those that wait.
pub fn filed(store: &Store, dir: &Path, n: usize, accepted: usize) -> Vec<DossierId> {
    filed_and(store, dir, n, accepted, |_| ())
}

/// The same, and then every dossier that waits is accepted, each told to `after` once it is durable.
pub fn filed_and_worked_on(store: &Store, dir: &Path, n: usize, ready: impl FnOnce(&mut dyn FnMut(usize))) {
    let clock = FixedClock::at(MORNING);
    let ids = Ids::seeded(clock.arc(), 1);
    province::prepare(store, &ids, clock.now()).unwrap();
    let snapshot = office(store, &dir.join("files")).unwrap().snapshot();
    let mut stage = Rehearsal::new(store, &snapshot, &ids, clock.now(), &mut ChaCha12Rng::seed_from_u64(1)).unwrap();
    let mut waiting = stage.file(store, n, Channel::Counter, &json!({})).unwrap().into_iter();
    ready(&mut |count| {
        for (id, at) in waiting.by_ref().take(count) {
            let cx = snapshot.context(stage.actor(at, Role::Reception), clock.now(), &ids);
            store.write(|tx| commands::accept(tx, &cx, id.into(), commands::Accept::default())).unwrap();
        }
    });
}

fn filed_and(store: &Store, dir: &Path, n: usize, accepted: usize, after: impl FnOnce(&Store)) -> Vec<DossierId> {
    let mut left = Vec::new();
    filed_and_worked_on(store, dir, n, |accept| accept(accepted));
    after(store);
    store
        .read(|tx| {
            tx.all("select id from dossiers where state = $1", &store::vals!["filed"], |row| row.get("id"))
        })
        .map(|ids| left = ids)
        .unwrap();
    left
}
