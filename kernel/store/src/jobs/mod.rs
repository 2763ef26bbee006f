//! Work that must follow a change: put down in the change's own transaction, done afterwards at least once,
//! tried again with growing pauses, and kept in sight when it will not succeed. Work that comes round again is a job too:
//! [`Runner::every`].

mod every;

use std::collections::HashMap;

use base::Clock;
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use serde_json::Value;
use uuid::Uuid;

pub use every::{Each, every};

use crate::{Store, ToVal, Val, error::Result, placeholders, row::Row, tx::Tx, vals};

/// Tries before a job is laid aside for a person to look at.
pub const TRIES: i64 = 8;
/// How long a worker may hold a job before another takes it over.
const LEASE: SignedDuration = SignedDuration::from_mins(5);

/// A job as it stands in the queue.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// Which handler does it, as in `notice.mail`.
    pub kind: String,
    /// What the handler needs, as JSON.
    pub payload: Value,
    /// `queued`, `running` or `dead`.
    pub state: String,
    /// When it is due.
    pub run_at: Timestamp,
    /// Tries so far.
    pub attempts: i64,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was put down.
    pub created_at: Timestamp,
}

/// Puts a job down, to be done once this transaction has committed and `run_at` has come.
///
/// # Errors
/// The engine's.
pub fn enqueue(tx: &mut Tx, id: Uuid, kind: &str, payload: &Value, run_at: Timestamp) -> Result<()> {
    tx.exec(
        "insert into jobs (id, kind, payload, run_at, created_at) values ($1, $2, $3, $4, $5)",
        &vals![id, kind, payload.to_string(), run_at, run_at],
    )?;
    Ok(())
}

/// What a handler does with a job. It may run more than once, so what it does must be harmless twice.
/// The error text is shown to administrators.
pub type Handler = Box<dyn Fn(&Store, &Job, Timestamp) -> std::result::Result<(), String> + Send + Sync>;

/// The handlers of all rooms, and what comes round again.
#[derive(Default)]
pub struct Runner {
    handlers: HashMap<&'static str, Handler>,
    rounds: Vec<(&'static str, Each)>,
    /// The last round this process saw of each kind, so that most looks at the clock end without a write.
    seen: Mutex<HashMap<&'static str, Timestamp>>,
}

impl Runner {
    /// Adds the handler of a kind of job.
    pub fn on(
        &mut self,
        kind: &'static str,
        handler: impl Fn(&Store, &Job, Timestamp) -> std::result::Result<(), String> + Send + Sync + 'static,
    ) -> &mut Self {
        self.handlers.insert(kind, Box::new(handler));
        self
    }

    /// Adds work that comes round again: done once in each round in all processes together, whoever is first. A round
    /// missed while nobody ran is done as soon as somebody does; several missed ones are done once.
    pub fn every(
        &mut self,
        kind: &'static str,
        each: Each,
        handler: impl Fn(&Store, &Job, Timestamp) -> std::result::Result<(), String> + Send + Sync + 'static,
    ) -> &mut Self {
        self.rounds.push((kind, each));
        self.on(kind, handler)
    }

    /// Takes and does the jobs that are due and of a kind it handles, at most `limit`; how many were taken. Other kinds are
    /// left to other runners: of this process, or of one with a newer program.
    ///
    /// # Errors
    /// The engine's. A job that fails is no error here: it is put back or laid aside.
    pub fn run_due(&self, store: &Store, clock: &dyn Clock, limit: usize) -> Result<usize> {
        let taken = clock.now();
        self.come_round(store, taken)?;
        let kinds: Vec<&str> = self.handlers.keys().copied().collect();
        let jobs = store.write(|tx| claim(tx, &kinds, taken, limit))?;
        for job in &jobs {
            let now = clock.now();
            // Those before it may have taken long: another worker may hold it by now.
            if now.duration_since(taken) > LEASE / 2 && !store.write(|tx| hold(tx, job, now))? {
                continue;
            }
            let Some(handler) = self.handlers.get(job.kind.as_str()) else { continue };
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| handler(store, job, now)))
                .unwrap_or_else(|_| Err("the handler panicked".into()));
            let now = clock.now();
            store.write(|tx| settle(tx, job, &outcome, now))?;
        }
        Ok(jobs.len())
    }

    fn come_round(&self, store: &Store, now: Timestamp) -> Result<()> {
        for (kind, each) in &self.rounds {
            let round = each.round(now);
            if self.seen.lock().get(kind) == Some(&round) {
                continue;
            }
            store.write(|tx| every(tx, kind, *each, now))?;
            self.seen.lock().insert(kind, round);
        }
        Ok(())
    }
}

/// Takes a job out, puts it back or lays it aside; not when another worker has taken it over since.
fn settle(tx: &mut Tx, job: &Job, outcome: &std::result::Result<(), String>, now: Timestamp) -> Result<u64> {
    let (id, attempts) = (job.id, job.attempts);
    match outcome {
        Ok(()) => tx.exec("delete from jobs where id = $1 and attempts = $2", &vals![id, attempts]),
        Err(why) if attempts >= TRIES => tx.exec(
            "update jobs set state = 'dead', last_error = $1 where id = $2 and attempts = $3",
            &vals![why, id, attempts],
        ),
        Err(why) => tx.exec(
            "update jobs set state = 'queued', last_error = $1, run_at = $2 where id = $3 and attempts = $4",
            &vals![why, now + pause(attempts), id, attempts],
        ),
    }
}

/// Begins a job's lease anew; false when another worker holds it.
fn hold(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<bool> {
    let sql = "update jobs set run_at = $1 where id = $2 and attempts = $3 and state = 'running'";
    Ok(tx.exec(sql, &vals![now + LEASE, job.id, job.attempts])? == 1)
}

/// Half a minute, doubling, at most six hours.
fn pause(attempts: i64) -> SignedDuration {
    let doubled = 30i64 << attempts.clamp(0, 20);
    SignedDuration::from_secs(doubled.min(6 * 3600))
}

fn claim(tx: &mut Tx, kinds: &[&str], now: Timestamp, limit: usize) -> Result<Vec<Job>> {
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    // A running job carries in run_at the end of its lease.
    let sql = format!(
        "update jobs set state = 'running', attempts = attempts + 1, run_at = $1 where id in \
         (select id from jobs where state in ('queued', 'running') and run_at <= $2 and kind in ({}) \
         order by run_at limit ${}{}) returning id, kind, payload, state, run_at, attempts, last_error, created_at",
        placeholders(3, kinds.len()),
        3 + kinds.len(),
        tx.skip_locked()
    );
    let mut vals: Vec<Val> = vals![now + LEASE, now].to_vec();
    vals.extend(kinds.iter().map(ToVal::val));
    vals.push(ToVal::val(&limit));
    let mut jobs = tx.all(&sql, &vals, job)?;
    jobs.sort_by_key(|job| (job.created_at, job.id));
    Ok(jobs)
}

/// Jobs in a state, the oldest first: `dead` for the administrator's screen.
///
/// # Errors
/// The engine's.
pub fn list(tx: &mut Tx, state: &str, limit: usize) -> Result<Vec<Job>> {
    tx.all(
        "select id, kind, payload, state, run_at, attempts, last_error, created_at from jobs where state = $1 order by created_at, id limit $2",
        &vals![state, limit],
        job,
    )
}

/// How many jobs are in each state.
///
/// # Errors
/// The engine's.
pub fn count(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    tx.all("select state, count(*) as n from jobs group by state order by state", &[], |row| {
        Ok((row.get("state")?, row.get("n")?))
    })
}

/// How many jobs there are of each state and kind.
///
/// # Errors
/// The engine's.
pub fn by_kind(tx: &mut Tx) -> Result<Vec<(String, String, i64)>> {
    tx.all("select state, kind, count(*) as n from jobs group by state, kind order by state, kind", &[], |row| {
        Ok((row.get("state")?, row.get("kind")?, row.get("n")?))
    })
}

/// Gives a dead job a fresh set of tries.
///
/// # Errors
/// The engine's. False when it is not dead any more.
pub fn revive(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<bool> {
    Ok(tx.exec(
        "update jobs set state = 'queued', attempts = 0, run_at = $1 where id = $2 and state = 'dead'",
        &vals![now, id],
    )? == 1)
}

/// Gives a dead job up.
///
/// # Errors
/// The engine's. False when it is not dead any more.
pub fn discard(tx: &mut Tx, id: Uuid) -> Result<bool> {
    Ok(tx.exec("delete from jobs where id = $1 and state = 'dead'", &vals![id])? == 1)
}

fn job(row: &Row) -> Result<Job> {
    Ok(Job {
        id: row.get("id")?,
        kind: row.get("kind")?,
        payload: serde_json::from_str(&row.get::<String>("payload")?).unwrap_or_default(),
        state: row.get("state")?,
        run_at: row.get("run_at")?,
        attempts: row.get("attempts")?,
        last_error: row.get("last_error")?,
        created_at: row.get("created_at")?,
    })
}
