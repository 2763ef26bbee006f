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
use services::dossiers::notices::{self, Post};
use store::{Store, jobs::Runner};

/// The handlers of every kind of job.
pub fn runner(post: Option<Arc<dyn Post>>) -> Runner {
    let mut runner = Runner::default();
    runner.on(notices::JOB, move |store, job, now| notices::deliver(store, job, now, post.as_deref()));
    runner
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
