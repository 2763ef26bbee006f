//! Figures of operation in the OpenMetrics text format, for the operator's own address. No person and no case is in them.

use std::{fmt, time::Duration};

use parking_lot::Mutex;
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use store::{Store, jobs, vals};
use web::Seen;

use crate::{backup, space::Room};

/// What `Content-Type` says of the text.
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: String,
    route: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Queue {
    state: String,
    kind: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Build {
    version: &'static str,
}

/// What is measured while the program runs, and what is asked of the record when somebody looks.
pub struct Metrics {
    registry: Mutex<Registry>,
    requests: Family<Request, Histogram>,
    commit_units: Histogram,
    commit_seconds: Histogram,
    jobs: Family<Queue, Gauge>,
    asked: Asked,
}

/// One gauge for each thing asked at the moment of reading.
#[derive(Default)]
struct Asked {
    database_up: Gauge,
    database_bytes: Gauge,
    disk_free: Gauge,
    disk_total: Gauge,
    accepts_writes: Gauge,
    sessions: Gauge,
    overdue: Gauge,
    backup: Gauge,
    memory: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let metrics = Self {
            registry: Mutex::default(),
            requests: Family::new_with_constructor(seconds),
            commit_units: Histogram::new([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0]),
            commit_seconds: seconds(),
            jobs: Family::default(),
            asked: Asked::default(),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&self) {
        let asked = &self.asked;
        let mut registry = self.registry.lock();
        let r = &mut *registry;
        r.register_with_unit(
            "http_request_duration",
            "Requests answered, by route and status",
            Unit::Seconds,
            self.requests.clone(),
        );
        r.register("tinhso_commit_units", "Units of work that shared one commit", self.commit_units.clone());
        r.register_with_unit(
            "tinhso_commit_duration",
            "Time from the first unit of a commit until it was durable",
            Unit::Seconds,
            self.commit_seconds.clone(),
        );
        r.register("tinhso_jobs", "Background jobs by state and kind", self.jobs.clone());
        r.register("tinhso_database_up", "Whether the database answers", asked.database_up.clone());
        r.register_with_unit("tinhso_database_size", "Size of the database", Unit::Bytes, asked.database_bytes.clone());
        r.register_with_unit(
            "tinhso_disk_free",
            "Free on the disk of the papers",
            Unit::Bytes,
            asked.disk_free.clone(),
        );
        r.register_with_unit(
            "tinhso_disk_size",
            "Size of the disk of the papers",
            Unit::Bytes,
            asked.disk_total.clone(),
        );
        r.register("tinhso_accepts_writes", "Whether there is room to take anything in", asked.accepts_writes.clone());
        r.register("tinhso_sessions", "Sessions that have not come to their end", asked.sessions.clone());
        r.register(
            "tinhso_dossiers_overdue",
            "Open dossiers past the day they were promised for",
            asked.overdue.clone(),
        );
        r.register_with_unit(
            "tinhso_backup_proven_timestamp",
            "Instant of the last proven backup; 0 when there is none",
            Unit::Seconds,
            asked.backup.clone(),
        );
        r.register_with_unit("process_resident_memory", "Memory of the process", Unit::Bytes, asked.memory.clone());
        let build: Family<Build, Gauge> = Family::default();
        build.get_or_create(&Build { version: env!("CARGO_PKG_VERSION") }).set(1);
        r.register("tinhso_build_info", "The version that runs", build);
    }

    /// Counts a request that was answered.
    pub fn request(&self, seen: Seen<'_>) {
        // Any other word a client thinks of would be a line of its own for ever.
        let method = if matches!(seen.method, "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE") {
            seen.method
        } else {
            "other"
        };
        let labels = Request { method: method.to_owned(), route: seen.route, status: seen.status };
        self.requests.get_or_create(&labels).observe(seen.took.as_secs_f64());
    }

    /// Hears of the commits of a record.
    pub fn hear(&self, store: &Store) {
        let (units, seconds) = (self.commit_units.clone(), self.commit_seconds.clone());
        store.watch(move |n: usize, took: Duration| {
            units.observe(n as f64);
            seconds.observe(took.as_secs_f64());
        });
    }

    /// Everything as text. What the record cannot say just now is left as it was, and `tinhso_database_up` is 0.
    ///
    /// # Errors
    /// When the text cannot be put together.
    pub fn text(
        &self,
        store: &Store,
        room: Option<Room>,
        accepts: bool,
        now: jiff::Timestamp,
    ) -> Result<String, fmt::Error> {
        let asked = &self.asked;
        let up = self.ask(store, now);
        if let Err(error) = &up {
            tracing::warn!(%error, "the record cannot be measured");
        }
        asked.database_up.set(up.is_ok().into());
        if let Some(room) = room {
            asked.disk_free.set(room.free.cast_signed());
            asked.disk_total.set(room.total.cast_signed());
        }
        asked.accepts_writes.set(accepts.into());
        asked.memory.set(resident().unwrap_or(0));
        let mut text = String::new();
        encode(&mut text, &self.registry.lock())?;
        Ok(text)
    }

    fn ask(&self, store: &Store, now: jiff::Timestamp) -> store::Result<()> {
        self.asked.database_bytes.set(store.size()?.cast_signed());
        let today = base::clock::wall(now).date();
        store.read(|tx| {
            let queues = jobs::by_kind(tx)?;
            self.jobs.clear();
            for (state, kind, n) in queues {
                self.jobs.get_or_create(&Queue { state, kind }).set(n);
            }
            let sessions = "select count(*) as n from web_sessions where ends > $1";
            self.asked.sessions.set(tx.one(sessions, &vals![now], |row| row.get("n"))?);
            self.asked.overdue.set(steering::figures::overdue(tx, today, &base::Reach::All)?.values().sum());
            let (proven, _) = backup::last(tx)?;
            self.asked.backup.set(proven.map_or(0, |outcome| outcome.at.as_second()));
            Ok(())
        })
    }
}

fn seconds() -> Histogram {
    Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0])
}

/// The memory of this process in bytes, as Linux tells it.
fn resident() -> Option<i64> {
    let pages: i64 = std::fs::read_to_string("/proc/self/statm").ok()?.split(' ').nth(1)?.parse().ok()?;
    Some(pages * i64::try_from(rustix::param::page_size()).ok()?)
}
