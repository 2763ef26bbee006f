//! A province with dossiers filed at its counters, for the tests of the record.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use base::{Clock as _, FixedClock, Ids, Role};
use rand::SeedableRng as _;
use rand_chacha::ChaCha12Rng;
use serde_json::json;
use services::dossiers::{commands, domain::Channel};
use store::Store;
use tinhso::{demo::Rehearsal, office, province};

/// Files so many dossiers; `then` may have some of those that wait accepted, as many at a time as it likes.
pub fn filed(store: &Store, dir: &Path, n: usize, then: impl FnOnce(&mut dyn FnMut(usize))) {
    let clock = FixedClock::at("2024-02-05T09:00:00+07:00");
    let ids = Ids::seeded(clock.arc(), 1);
    province::prepare(store, &ids, clock.now()).unwrap();
    let snapshot = office(store, &dir.join("files")).unwrap().snapshot();
    let mut stage = Rehearsal::new(store, &snapshot, &ids, clock.now(), &mut ChaCha12Rng::seed_from_u64(1)).unwrap();
    let mut waiting = stage.file(store, n, Channel::Counter, &json!({})).unwrap().into_iter();
    then(&mut |count| {
        for (id, at) in waiting.by_ref().take(count) {
            let cx = snapshot.context(stage.actor(at, Role::Reception), clock.now(), &ids);
            store.write(|tx| commands::accept(tx, &cx, id.into(), commands::Accept::default())).unwrap();
        }
    });
}
