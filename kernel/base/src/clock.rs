//! Time is handed in. Nothing else in the program may ask the machine what time it is.

use std::sync::{Arc, Mutex};

use jiff::{
    SignedDuration, Timestamp, ZonedDateTime,
    civil::{Date, DateTime},
    tz::{Offset, TimeZone},
};

/// Vietnam's time: UTC+7, no daylight saving.
pub const VIETNAM: TimeZone = TimeZone::fixed(Offset::constant(7));

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// This instant.
    fn now(&self) -> Timestamp;

    /// This instant on the wall in Vietnam.
    fn local(&self) -> ZonedDateTime {
        self.now().to_zoned_datetime(VIETNAM)
    }

    /// Today in Vietnam.
    fn today(&self) -> Date {
        self.local().date()
    }
}

/// The instant of a wall-clock time in Vietnam.
pub fn instant(at: DateTime) -> Timestamp {
    // A fixed offset neither skips nor repeats a time, and civil dates stay far inside the range of Timestamp.
    at.to_zoned_datetime(VIETNAM).map(|z| z.timestamp()).unwrap_or(Timestamp::MAX)
}

/// The wall-clock time in Vietnam of an instant.
pub fn wall(at: Timestamp) -> DateTime {
    at.to_zoned_datetime(VIETNAM).datetime()
}

/// The machine's clock: the only place where ambient time enters.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods)]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The machine's clock, so much earlier or later: a demo province goes on living in its own time.
#[derive(Debug, Clone, Copy)]
pub struct ShiftedClock(pub SignedDuration);

impl Clock for ShiftedClock {
    fn now(&self) -> Timestamp {
        SystemClock.now().saturating_add(self.0).unwrap_or(Timestamp::MAX)
    }
}

/// A clock that stands still until it is turned: for tests, the demo province and the bench.
#[derive(Debug, Clone)]
pub struct FixedClock(Arc<Mutex<Timestamp>>);

impl FixedClock {
    /// Stands at an instant written as RFC 3339.
    ///
    /// # Panics
    /// When the text is not an instant: it is always written by a programmer.
    pub fn at(rfc3339: &str) -> Self {
        Self::from(rfc3339.parse::<Timestamp>().expect("an RFC 3339 instant"))
    }

    /// This clock as what [`crate::Ids`] and the application take; turning one turns the other.
    pub fn arc(&self) -> Arc<dyn Clock> {
        Arc::new(self.clone())
    }

    /// Turns the clock to an instant, back or forth.
    pub fn set(&self, to: Timestamp) {
        *self.lock() = to;
    }

    /// Turns the clock to a wall-clock time in Vietnam.
    pub fn set_local(&self, to: DateTime) {
        self.set(instant(to));
    }

    /// Turns the clock forth.
    pub fn advance_minutes(&self, minutes: i64) {
        let mut now = self.lock();
        *now += SignedDuration::from_mins(minutes);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Timestamp> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl From<Timestamp> for FixedClock {
    fn from(now: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(now)))
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.lock()
    }
}
