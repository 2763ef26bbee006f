//! The rate of a whole move — permission, state, law, row, journal, facts, what is told as a job, idempotency — against bare rows.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use base::{Clock as _, DossierId, FixedClock, Ids, Role};
use rand::SeedableRng as _;
use serde_json::json;
use services::dossiers::{commands, domain::Channel};
use store::{Durability, Store, idempotency};

use super::{Figure, Options, bare};
use crate::demo;

const TASKS: u64 = 8;

/// On SQLite, durable, with group commit on both sides.
pub fn sqlite(options: &Options) -> anyhow::Result<Figure> {
    let dir = tempfile::tempdir()?;
    let lasting = Duration::from_secs(options.seconds);
    let bare = bare::sqlite(&dir.path().join("bare.db"), TASKS, lasting)?;
    let store = Store::sqlite(&dir.path().join("tinhso.db"), Durability::Full)?;
    let ours = rate(&store, dir.path(), lasting)?;
    Ok(figure("SQLite", ours, bare))
}

/// On PostgreSQL.
pub fn postgres(options: &Options, url: &str) -> anyhow::Result<Figure> {
    let dir = tempfile::tempdir()?;
    let lasting = Duration::from_secs(options.seconds);
    let schema = |name: &str| -> anyhow::Result<String> {
        let mut client = postgres::Client::connect(url, postgres::NoTls)?;
        client.batch_execute(&format!("drop schema if exists {name} cascade; create schema {name}"))?;
        Ok(format!("{url}?options=-csearch_path%3D{name}"))
    };
    let bare = bare::postgres(&schema("bench_bare")?, TASKS, lasting)?;
    let store = Store::postgres(&schema("bench_tinhso")?, 16)?;
    let ours = rate(&store, dir.path(), lasting)?;
    Ok(figure("PostgreSQL", ours, bare))
}

fn figure(engine: &str, ours: f64, bare: f64) -> Figure {
    Figure {
        what: format!("a move through the whole command against bare rows, {engine}"),
        found: ours / bare,
        limit: 0.5,
        at_least: true,
        unit: "×",
        how: format!("{ours:.0} moves/s, {bare:.0} bare transactions/s, {TASKS} callers"),
    }
}

/// Accepts filed dossiers as fast as eight officers' requests can.
fn rate(store: &Store, files: &std::path::Path, lasting: Duration) -> anyhow::Result<f64> {
    let clock = FixedClock::at("2024-02-05T09:00:00+07:00");
    let ids = Ids::seeded(clock.arc(), 1);
    crate::province::prepare(store, &ids, clock.now())?;
    let office = crate::office(store, files)?;
    let snapshot = office.snapshot();
    let mut rng = rand_chacha::ChaCha12Rng::seed_from_u64(1);
    let mut stage = demo::Rehearsal::new(store, &snapshot, &ids, clock.now(), &mut rng)?;
    let waiting: Vec<(DossierId, usize)> = stage.file(store, 60_000, Channel::Counter, &json!({}))?;
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    thread::scope(|scope| {
        let callers: Vec<_> = (0..TASKS)
            .map(|_| {
                let (next, waiting, stage, snapshot, ids, clock) = (&next, &waiting, &stage, &snapshot, &ids, &clock);
                scope.spawn(move || -> anyhow::Result<()> {
                    while begun.elapsed() < lasting {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some((id, office)) = waiting.get(at) else { break };
                        let actor = stage.actor(*office, Role::Reception);
                        let key = format!("bench-{at}");
                        store.write(|tx| {
                            idempotency::once(tx, Some(&key), actor.account, clock.now(), |tx| {
                                let cx = snapshot.context(actor, clock.now(), ids);
                                let moved = commands::accept(tx, &cx, (*id).into(), commands::Accept::default())?;
                                Ok::<_, commands::MoveError>(moved.head.seq)
                            })
                        })?;
                    }
                    Ok(())
                })
            })
            .collect();
        callers.into_iter().try_for_each(|caller| caller.join().unwrap_or_else(|_| anyhow::bail!("a caller panicked")))
    })?;
    let done = next.load(Ordering::Relaxed).min(waiting.len());
    anyhow::ensure!(done < waiting.len(), "more dossiers must be filed beforehand");
    Ok(done as f64 / begun.elapsed().as_secs_f64())
}
