//! Work in the background: what follows from a change, done by a thread beside the server.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use base::Clock;
use directory::notices::{self, Postroom};
use services::{Office, dossiers::reminders};
use store::{
    Store,
    jobs::{Each, Runner},
};
use web::App;

/// What is done at once, and what comes round again.
pub fn runner(app: &App) -> Runner {
    let mut runner = Runner::default();
    write(&mut runner, app.get::<Postroom>());
    let (office, ids) = (app.get::<Office>(), app.ids.clone());
    runner.every(reminders::JOB, Each::Day(reminders::HOUR), move |store, _, now| {
        reminders::remind(store, &office.snapshot(), &ids, now).map_err(|error| error.to_string())
    });
    runner
}

/// What waits for gateways: in a thread of its own, so that one that does not answer holds up nothing else.
pub fn sender(app: &App) -> Runner {
    let mut runner = Runner::default();
    send(&mut runner, app.get::<Postroom>());
    runner
}

/// Turns what was told into messages.
pub fn write(runner: &mut Runner, postroom: Arc<Postroom>) {
    runner.on(notices::WRITE, move |store, job, now| postroom.write(store, job, now));
}

/// Sends messages.
pub fn send(runner: &mut Runner, postroom: Arc<Postroom>) {
    runner.on(notices::SEND, move |store, job, now| postroom.send(store, job, now));
}

/// A thread that does jobs until it is stopped.
pub struct Worker {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts working.
    pub fn start(store: Store, clock: Arc<dyn Clock>, runner: Runner) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                let done = runner.run_due(&store, &*clock, 50).unwrap_or_else(|error| {
                    tracing::error!(%error, "jobs cannot be read");
                    0
                });
                if done == 0 {
                    thread::park_timeout(Duration::from_millis(500));
                }
            }
        });
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join();
        }
    }
}
