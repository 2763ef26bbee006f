//! The operator's side of the running program: room on the disk, whether it is stopping, what was measured.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use web::{Seen, Watch};

use crate::{
    config::{self, Config},
    metrics::Metrics,
    space::{Disk, Room, Space},
};

/// What the pages, the measurements and the threads in the background share. Cheap to clone.
#[derive(Clone)]
pub struct Operation(Arc<Inner>);

struct Inner {
    files: PathBuf,
    space: Box<dyn Space>,
    disk: config::Disk,
    backup: config::Backup,
    metrics: Metrics,
    stopping: AtomicBool,
}

impl Operation {
    /// Looks after the disk that the papers are on.
    pub fn new(files: &Path, config: &Config) -> Self {
        Self::on(files, config, Disk(files.to_owned()))
    }

    /// Looks after another disk.
    pub fn on(files: &Path, config: &Config, space: impl Space) -> Self {
        Self(Arc::new(Inner {
            files: files.to_owned(),
            space: Box::new(space),
            disk: config.disk,
            backup: config.backup.clone(),
            metrics: Metrics::default(),
            stopping: AtomicBool::new(false),
        }))
    }

    /// The folder of papers.
    pub fn files(&self) -> &Path {
        &self.0.files
    }

    /// The room on the disk; nothing when it cannot be told.
    pub fn room(&self) -> Option<Room> {
        self.0.space.room().inspect_err(|error| tracing::warn!(%error, "the room on the disk cannot be told")).ok()
    }

    /// When the disk counts as full.
    pub fn disk(&self) -> config::Disk {
        self.0.disk
    }

    /// Which backups are made.
    pub fn backup(&self) -> &config::Backup {
        &self.0.backup
    }

    /// What was measured.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Whether there is room to take something in. Where nobody can tell, it is tried.
    pub fn has_room(&self) -> bool {
        self.room().is_none_or(|room| room.free >= self.0.disk.reserve_mb << 20)
    }

    /// Says that the program was asked to stop.
    pub fn stop(&self) {
        self.0.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the program was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.0.stopping.load(Ordering::Relaxed)
    }
}

impl Watch for Operation {
    fn may_write(&self) -> bool {
        self.has_room()
    }

    fn seen(&self, request: Seen<'_>) {
        self.0.metrics.request(request);
    }
}
