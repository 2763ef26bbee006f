//! Typed identifiers, made from a clock and a source of chance that are handed in.
//!
//! All are UUID version 7: they sort by the time they were made and need no round trip to a database.

use std::sync::{Arc, Mutex};

use rand::{Rng, SeedableRng, rngs::SysRng};
use rand_chacha::ChaCha12Rng;
use uuid::{Builder, Uuid};

use crate::clock::Clock;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(s).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

id! {
    /// An account that signs in: of a citizen or of a member of staff.
    AccountId;
    /// A public body with staff and cases. Not a place: places are (code, date).
    AgencyId;
    /// One administrative file from filing to result.
    DossierId;
    /// An uploaded paper as the record knows it (the bytes are kept by content hash).
    FileId;
    /// A person or organisation that brings cases.
    PersonId;
    /// A member of staff.
    StaffId;
}

fn from_os() -> ChaCha12Rng {
    ChaCha12Rng::try_from_rng(&mut SysRng).expect("the operating system has a source of chance")
}

/// Makes identifiers. Cheap to clone; clones share one source of chance.
#[derive(Clone)]
pub struct Ids {
    clock: Arc<dyn Clock>,
    rng: Arc<Mutex<ChaCha12Rng>>,
}

impl Ids {
    /// Unpredictable ids, seeded by the operating system.
    pub fn random(clock: Arc<dyn Clock>) -> Self {
        Self { clock, rng: Arc::new(Mutex::new(from_os())) }
    }

    /// The same ids on every run with the same clock: for tests and the demo province.
    pub fn seeded(clock: Arc<dyn Clock>, seed: u64) -> Self {
        Self { clock, rng: Arc::new(Mutex::new(ChaCha12Rng::seed_from_u64(seed))) }
    }

    /// A new id of any of the id types, or a bare [`Uuid`].
    pub fn next<T: From<Uuid>>(&self) -> T {
        let millis = u64::try_from(self.clock.now().as_millisecond()).unwrap_or(0);
        let mut tail = [0u8; 10];
        self.fill(&mut tail);
        Builder::from_unix_timestamp_millis(millis, &tail).into_uuid().into()
    }

    /// Fills `bytes` with chance: session tokens, salts.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.rng.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::FixedClock;

    #[test]
    fn seeded_ids_repeat_and_sort_by_time() {
        let clock = FixedClock::at("2023-01-03T08:00:00+07:00");
        let (a, b) = (Ids::seeded(clock.arc(), 7), Ids::seeded(clock.arc(), 7));
        let first: DossierId = a.next();
        assert_eq!(first, b.next());
        clock.advance_minutes(1);
        assert!(first < a.next());
    }
}
