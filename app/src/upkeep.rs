//! What the server does by the clock: notes how full the disk is, warns before it is full, makes the day's backup.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use base::Clock;
use jiff::Timestamp;
use store::{Store, sizes};

use crate::{backup, doctor, operation::Operation};

/// How often it is looked at.
const EVERY: Duration = Duration::from_secs(60);

/// A thread that looks after the record until it is stopped.
pub struct Upkeep {
    stop: Arc<AtomicBool>,
    thread: thread::Thread,
}

impl Upkeep {
    /// Begins.
    pub fn start(store: Store, clock: Arc<dyn Clock>, operation: Operation) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let handle = thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                turn(&store, &operation, clock.now());
                thread::park_timeout(EVERY);
            }
        });
        Self { stop, thread: handle.thread().clone() }
    }
}

impl Drop for Upkeep {
    // Nobody waits for a backup in the making: what is half written has a temporary name, and tomorrow makes another.
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.unpark();
    }
}

/// One look at everything; what fails is logged and looked at again a minute later.
pub fn turn(store: &Store, operation: &Operation, now: Timestamp) {
    if let Err(error) = note(store, operation, now) {
        tracing::warn!(%error, "the sizes of the day were not noted");
    }
    match backup::due(store, operation.backup(), now) {
        Ok(Some(out)) => copy(store, operation, &out, now),
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "nobody can tell whether a backup is due"),
    }
}

fn note(store: &Store, operation: &Operation, now: Timestamp) -> store::Result<()> {
    let Some(room) = operation.room() else { return Ok(()) };
    let day = base::clock::wall(now).date();
    let known = store.read(|tx| sizes::lately(tx, day))?;
    if known.last().is_some_and(|sizes| sizes.day == day) {
        return Ok(());
    }
    let database = store.size()?;
    store.write(|tx| sizes::note(tx, &sizes::Sizes { day, total: room.total, free: room.free, database }))?;
    let disk = doctor::disk(store, operation, now)?;
    if disk.state != doctor::State::Good {
        tracing::warn!(said = %disk.said.en, "the disk fills up");
    }
    Ok(())
}

fn copy(store: &Store, operation: &Operation, out: &std::path::Path, now: Timestamp) {
    let made = backup::make(store, operation.files(), out, now, true, &mut |_| ());
    match made {
        Ok(Some(proof)) if proof.holds() => {
            tracing::info!(file = %out.display(), "backup made and proven");
            let pruned = out.parent().map_or(Ok(0), |folder| backup::prune(folder, operation.backup().keep));
            if let Err(error) = pruned {
                tracing::warn!(%error, "old backups were not removed");
            }
        }
        Ok(_) => {
            // It must not push a good one out.
            let _ = std::fs::rename(out, out.with_extension("not-good"));
            tracing::error!(file = %out.display(), "the backup is not good: see tinhso doctor");
        }
        Err(error) => tracing::error!(error = format!("{error:#}"), "no backup was made"),
    }
}
