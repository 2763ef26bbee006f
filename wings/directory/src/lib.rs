//! The directory: places and public bodies through time, people, staff, accounts and what they may do.

pub mod accounts;
pub mod act;
pub mod agencies;
pub mod data;
pub mod naming;
pub mod notices;
mod pages;
pub mod persons;
pub mod places;
pub mod snapshot;
pub mod span;
pub mod staff;
pub mod workdays;

pub use accounts::{Cost, Passwords};
pub use act::{Act, Doer, Refused};
pub use data::DataError;
pub use pages::nav;
pub use snapshot::{Directory, places};
pub use span::Span;

use store::{Room, Tx};
use web::{App, Routes};

/// The tables of every room of the wing.
pub const MIGRATIONS: [Room; 6] = [
    agencies::MIGRATIONS,
    persons::MIGRATIONS,
    staff::MIGRATIONS,
    accounts::MIGRATIONS,
    workdays::MIGRATIONS,
    notices::MIGRATIONS,
];

/// Every page of the wing.
pub fn routes() -> Routes {
    accounts::routes()
        .merge(agencies::routes())
        .merge(places::routes())
        .merge(staff::routes())
        .merge(workdays::routes())
        .merge(notices::routes())
}

/// Every permission of the wing, for the table in the documentation.
pub const PERMISSIONS: [base::Permission; 6] = [
    agencies::permissions::MANAGE,
    staff::permissions::MANAGE,
    accounts::permissions::MANAGE,
    persons::permissions::LOOK_UP,
    workdays::permissions::MANAGE,
    notices::permissions::MANAGE,
];

/// Copies the agencies of the province into the record: all of them at the first start, later those that a new version
/// of the program brings. What is in the record already is left as it is. How many were added.
///
/// # Errors
/// The store's.
///
/// # Panics
/// When the program's own data files contradict themselves, which its tests exclude.
pub fn seed(tx: &mut Tx, act: Act) -> store::Result<usize> {
    let agencies = agencies::read(agencies::Files::BINH_PHUOC, places());
    let agencies = agencies.unwrap_or_else(|fault| panic!("the program's own data files: {fault}"));
    agencies::commands::seed(tx, act, &agencies)
}

/// Puts the directory into an application: who is behind an account, what handlers look up, the menu. Its postroom knows
/// no kinds of notices and has no ways out: the application puts in another. A [`accounts::Vault`] must be put in beside
/// it, and an [`accounts::EIdentity`] where there is an identity provider.
#[must_use]
pub fn install(app: App, directory: Directory, passwords: Passwords) -> App {
    let postroom = notices::Postroom {
        kinds: notices::Kinds::default(),
        ways: notices::Ways::default(),
        ids: app.ids.clone(),
        site: String::new(),
    };
    app.identify(accounts::People(directory.clone()))
        .with(directory)
        .with(passwords)
        .with(postroom)
        .with(accounts::EIdentity::default())
        .nav(nav())
}
