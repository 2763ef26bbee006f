//! The services wing: procedures people may ask for, and the dossiers they bring.

pub mod catalogue;
pub mod dossiers;
mod office;
pub mod population;

/// Every page and operation of the wing.
pub fn routes() -> web::Routes {
    catalogue::pages::routes().merge(dossiers::pages::routes()).merge(population::routes())
}

pub use office::{Live, Office, Snapshot};
