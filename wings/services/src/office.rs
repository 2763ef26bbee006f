//! What the services know beside the record: the law and the agencies as they stand now, and where papers are kept.
//! Snapshots are shared; whoever changes the record puts a new one in its place, and keeps the last good one otherwise.

use std::sync::{Arc, PoisonError, RwLock};

use base::{
    Actor, Ids,
    calendar::{Calendar, Rules},
};
use directory::{Directory, agencies::Agencies};
use jiff::Timestamp;
use store::files::Blobs;

use crate::{catalogue::Catalogue, dossiers::commands::Context};

/// A value that is read often and replaced as a whole.
pub struct Live<T>(RwLock<Arc<T>>);

impl<T> Live<T> {
    /// Begins with a value.
    pub fn new(value: T) -> Self {
        Self(RwLock::new(Arc::new(value)))
    }

    /// The value as it is now.
    pub fn get(&self) -> Arc<T> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts another in its place.
    pub fn set(&self, value: T) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(value);
    }
}

/// The services' part of the application.
pub struct Office {
    /// Procedures.
    pub catalogue: Live<Catalogue>,
    /// Agencies.
    pub directory: Directory,
    /// Working days.
    pub calendar: Live<Calendar>,
    /// Deadline rules by date.
    pub rules: Arc<Rules>,
    /// Papers and results by content.
    pub blobs: Arc<dyn Blobs>,
}

/// The law and the agencies at one moment, for one request.
#[derive(Clone)]
pub struct Snapshot {
    /// Procedures.
    pub catalogue: Arc<Catalogue>,
    /// Agencies.
    pub agencies: Arc<Agencies>,
    /// Working days.
    pub calendar: Arc<Calendar>,
    /// Deadline rules by date.
    pub rules: Arc<Rules>,
}

impl Office {
    /// Everything as it is now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            catalogue: self.catalogue.get(),
            agencies: self.directory.agencies(),
            calendar: self.calendar.get(),
            rules: self.rules.clone(),
        }
    }
}

impl Snapshot {
    /// What a command needs beside its transaction.
    pub fn context<'a>(&'a self, actor: &'a Actor, now: Timestamp, ids: &'a Ids) -> Context<'a> {
        Context {
            actor,
            now,
            ids,
            calendar: &self.calendar,
            rules: &self.rules,
            catalogue: &self.catalogue,
            agencies: &self.agencies,
            tells: true,
        }
    }
}
