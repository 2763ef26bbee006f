//! What every handler holds: the store, the time, chance, the settings, and what the rooms put in.

use std::{
    any::{Any, TypeId, type_name},
    collections::HashMap,
    sync::Arc,
};

use axum::http::{HeaderMap, header};
use base::{Clock, Ids};
use store::{Store, Tx};

use crate::{
    frame::NavItem,
    limits::Limiter,
    session::{Identify, Nobody},
    settings::Settings,
};

/// A request that was answered, without anything personal.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Its method.
    pub method: &'a str,
    /// The pattern of its path, as in `/ho-so/{code}`; `-` when no route took it.
    pub route: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// How long it took.
    pub took: std::time::Duration,
}

/// The operator's side of the door.
pub trait Watch: Send + Sync + 'static {
    /// Whether anything new may be taken in: no when the disk is nearly full. Whoever only reads is never asked.
    fn may_write(&self) -> bool;

    /// Is told of every request that was answered.
    fn seen(&self, request: Seen<'_>);
}

/// Takes everything in and counts nothing: an application nobody looks after.
struct Idle;

impl Watch for Idle {
    fn may_write(&self) -> bool {
        true
    }

    fn seen(&self, _: Seen<'_>) {}
}

/// The running application. Cheap to clone; the state of every axum handler.
#[derive(Clone)]
pub struct App {
    /// The record.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Identifiers and chance.
    pub ids: Ids,
    /// What whoever runs it decided.
    pub settings: Arc<Settings>,
    pub(crate) identify: Arc<dyn Identify>,
    pub(crate) nav: Arc<Vec<NavItem>>,
    pub(crate) limiter: Arc<Limiter>,
    pub(crate) watch: Arc<dyn Watch>,
    slots: Arc<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl App {
    /// An application without rooms in which nobody can sign in.
    pub fn new(store: Store, clock: Arc<dyn Clock>, ids: Ids, settings: Settings) -> Self {
        Self {
            store,
            clock,
            ids,
            limiter: Arc::new(Limiter::new(settings.rates)),
            settings: Arc::new(settings),
            identify: Arc::new(Nobody),
            nav: Arc::default(),
            watch: Arc::new(Idle),
            slots: Arc::default(),
        }
    }

    /// Who is behind an account: given by the directory of staff and citizens.
    #[must_use]
    pub fn identify(mut self, by: impl Identify) -> Self {
        self.identify = Arc::new(by);
        self
    }

    /// Who is told of every request, and says whether anything may be written: the operator's side of the program.
    #[must_use]
    pub fn watched(mut self, by: impl Watch) -> Self {
        self.watch = Arc::new(by);
        self
    }

    /// Adds entries to the menu, in the order given.
    #[must_use]
    pub fn nav(mut self, items: impl IntoIterator<Item = NavItem>) -> Self {
        Arc::make_mut(&mut self.nav).extend(items);
        self
    }

    /// Puts in something of a room's own, taken out by its type with [`App::get`].
    #[must_use]
    pub fn with<T: Any + Send + Sync>(mut self, value: T) -> Self {
        Arc::make_mut(&mut self.slots).insert(TypeId::of::<T>(), Arc::new(value));
        self
    }

    /// What a room put in with [`App::with`].
    ///
    /// # Panics
    /// When nobody did: the wiring is wrong, which any test of the room shows.
    pub fn get<T: Any + Send + Sync>(&self) -> Arc<T> {
        self.find().unwrap_or_else(|| panic!("{} was not put in", type_name::<T>()))
    }

    /// What was put in with [`App::with`], where that is left to whoever runs the program.
    pub fn find<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        self.slots.get(&TypeId::of::<T>()).cloned().and_then(|slot| slot.downcast().ok())
    }

    /// The address of the site as browsers see it, without a slash at the end: what was set, or what this request names.
    pub fn site(&self, headers: &HeaderMap) -> String {
        if let Some(site) = &self.settings.site {
            return site.trim_end_matches('/').to_owned();
        }
        let scheme = if self.settings.secure { "https" } else { "http" };
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        format!("{scheme}://{host}")
    }

    /// Reads from one snapshot, away from the threads that serve requests.
    ///
    /// # Errors
    /// What `f` returns, or what went wrong in the store.
    pub async fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<store::Error> + Send + 'static,
        F: FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        let store = self.store.clone();
        blocking(move || store.read(f)).await
    }

    /// Changes the record in one durable transaction, away from the threads that serve requests.
    ///
    /// # Errors
    /// What `f` returns, or what went wrong in the store; nothing is changed then.
    pub async fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<store::Error> + Send + 'static,
        F: FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        let store = self.store.clone();
        blocking(move || store.write(f)).await
    }
}

/// Runs synchronous work on the threads kept for it. A panic there goes on here.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    }
}
