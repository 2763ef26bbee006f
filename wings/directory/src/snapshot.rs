//! The directory in memory: what other rooms look names, parents and codes up in, without a query.

use std::sync::{Arc, LazyLock};

use parking_lot::RwLock;
use store::Tx;

use crate::{
    agencies::{self, Agencies},
    places::{self, Places},
};

/// Places and agencies of every day, in memory. Cheap to clone; clones see the same.
///
/// It is read whole from the record at start and again when the record has changed, whoever changed it: see
/// [`Directory::refresh`].
#[derive(Clone)]
pub struct Directory(Arc<RwLock<Held>>);

struct Held {
    version: i64,
    agencies: Arc<Agencies>,
}

/// The places of the province: read once, since they only change with the program's own data files.
static PLACES: LazyLock<Places> = LazyLock::new(|| {
    places::read(places::Files::BINH_PHUOC).unwrap_or_else(|fault| panic!("the program's own data files: {fault}"))
});

impl Directory {
    /// Reads the agencies from the record.
    ///
    /// # Errors
    /// The store's.
    pub fn load(tx: &mut Tx) -> store::Result<Self> {
        let version = agencies::record::version(tx)?;
        let agencies = Arc::new(agencies::record::load(tx)?);
        Ok(Self(Arc::new(RwLock::new(Held { version, agencies }))))
    }

    /// Reads the agencies again if the record holds newer ones. Called for every request of somebody signed in, so that
    /// a change shows on the page that follows it, and soon in every process.
    ///
    /// # Errors
    /// The store's.
    pub fn refresh(&self, tx: &mut Tx) -> store::Result<()> {
        let version = agencies::record::version(tx)?;
        if self.0.read().version != version {
            let agencies = Arc::new(agencies::record::load(tx)?);
            *self.0.write() = Held { version, agencies };
        }
        Ok(())
    }

    /// The agencies as they are known now. Keep it for the length of one request, so that one page agrees with itself.
    pub fn agencies(&self) -> Arc<Agencies> {
        self.0.read().agencies.clone()
    }

    /// The register of places.
    pub fn places(&self) -> &'static Places {
        places()
    }
}

/// The register of places of the province.
pub fn places() -> &'static Places {
    &PLACES
}
