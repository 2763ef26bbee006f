//! The application: the rooms wired together. Everything it can do is in the rooms; here is only the wiring.

pub mod backup;
pub mod bench;
pub mod config;
pub mod conformance;
pub mod demo;
pub mod docs;
pub mod doctor;
pub mod exercise;
pub mod log;
pub mod metrics;
pub mod operation;
pub mod outside;
pub mod pages;
pub mod place;
pub mod province;
pub mod serve;
pub mod space;
pub mod upkeep;
pub mod work;

use std::{path::Path, sync::Arc};

use crate::operation::Operation;
use base::{Clock, Ids, Text};
use directory::{
    Directory,
    accounts::{Cost, Passwords},
    notices::{Kinds, Postroom, Ways},
    workdays,
};
use services::{Live, Office, catalogue::Catalogue};
use store::{Room, Store, files::Folder};
use web::{Access, App, NavItem, Routes, Settings};

/// Every room that has tables, in the order they are made.
pub const ROOMS: &[Room] = &[
    web::session::MIGRATIONS,
    directory::agencies::MIGRATIONS,
    directory::persons::MIGRATIONS,
    directory::staff::MIGRATIONS,
    directory::accounts::MIGRATIONS,
    directory::workdays::MIGRATIONS,
    directory::notices::MIGRATIONS,
    services::catalogue::MIGRATIONS,
    services::dossiers::MIGRATIONS,
    services::population::MIGRATIONS,
];

/// Every page and operation of every room.
pub fn routes() -> Routes {
    Routes::new().merge(directory::routes()).merge(services::routes()).merge(steering::routes()).merge(pages::routes())
}

/// The whole application over a record that is migrated and holds the province's data. No messages leave it until a
/// [`postroom`] with ways out is put in.
///
/// # Errors
/// When the record cannot be read or the folder of papers cannot be made.
pub fn application(
    store: Store,
    files: &Path,
    clock: Arc<dyn Clock>,
    ids: Ids,
    settings: Settings,
) -> anyhow::Result<App> {
    application_with(store, files, clock, ids, settings, outside::Outside::default())
}

/// The whole application with what is plugged in from outside.
///
/// # Errors
/// As for [`application`], or when the key file cannot be read or made.
pub fn application_with(
    store: Store,
    files: &Path,
    clock: Arc<dyn Clock>,
    ids: Ids,
    settings: Settings,
    outside: outside::Outside,
) -> anyhow::Result<App> {
    let office = office(&store, files)?;
    let operation = Operation::new(files, &config::Config::default());
    let directory = office.directory.clone();
    let passwords = Passwords::new(if settings.demo { Cost::Cheap } else { Cost::Strong });
    let unconnected = postroom(ids.clone(), Ways::default(), "");
    let vault = outside.vault(files, &ids)?;
    let app = App::new(store, clock, ids, settings)
        .nav(MENU.iter().copied())
        .with(office)
        .with(operation)
        .with(workdays::Refresh(|app, calendar| app.get::<Office>().calendar.set(calendar)));
    Ok(directory::install(app, directory, passwords)
        .with(unconnected)
        .with(vault)
        .with(outside.identity)
        .with(outside.population)
        .nav(pages::nav()))
}

/// What writes and sends notices, on these ways, with links that begin with the address of the site.
pub fn postroom(ids: Ids, ways: Ways, site: &str) -> Postroom {
    let kinds = Kinds::of(&[services::dossiers::notices::KINDS]);
    Postroom { kinds, ways, ids, site: site.trim_end_matches('/').to_owned() }
}

/// What the services know beside the record.
///
/// # Errors
/// As for [`application`].
pub fn office(store: &Store, files: &Path) -> anyhow::Result<Office> {
    let (directory, catalogue, calendar) = store.read(|tx| {
        let directory = Directory::load(tx)?;
        Ok::<_, store::Error>((directory, Catalogue::load(tx)?, workdays::queries::calendar(tx)?))
    })?;
    Ok(Office {
        catalogue: Live::new(catalogue),
        directory,
        calendar: Live::new(calendar),
        rules: Arc::new(base::calendar::Rules::default()),
        blobs: Arc::new(Folder::open(files)?),
    })
}

/// The menu: for people first, then for those who work here.
const MENU: &[NavItem] = &[
    NavItem::new(Text::new("Dịch vụ công", "Services"), "/thu-tuc", Access::Public).for_people(),
    NavItem::new(Text::new("Tra cứu hồ sơ", "Track a dossier"), "/tra-cuu", Access::Public).for_people(),
    NavItem::new(Text::new("Số liệu", "Figures"), "/so-lieu", Access::Public).for_people(),
    NavItem::new(Text::new("Hồ sơ của tôi", "My dossiers"), "/ho-so-cua-toi", Access::Citizen).for_people(),
    NavItem::new(
        Text::new("Việc của tôi", "My work"),
        "/cong-viec",
        Access::Needs(&services::dossiers::permissions::READ),
    ),
    NavItem::new(
        Text::new("Tiếp nhận", "Counter"),
        "/tiep-nhan",
        Access::Needs(&services::dossiers::permissions::FILE),
    ),
    NavItem::new(
        Text::new("Khối lượng", "Workload"),
        "/khoi-luong",
        Access::Needs(&services::dossiers::permissions::WORKLOAD),
    ),
    NavItem::new(
        Text::new("Tra cứu dân cư", "Population lookups"),
        services::population::LIST,
        Access::Needs(&services::population::permissions::AUDIT),
    ),
    NavItem::new(Text::new("Điều hành", "Board"), "/dieu-hanh", Access::Needs(&steering::figures::permissions::READ)),
    NavItem::new(
        Text::new("Danh mục thủ tục", "Catalogue"),
        "/quan-tri/thu-tuc",
        Access::Needs(&services::catalogue::permissions::READ),
    ),
];

/// An error that is not the store's, on its way out of a unit of work.
#[derive(Debug)]
struct Failed(anyhow::Error);

impl Failed {
    fn from_any(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(error.into())
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#}", self.0)
    }
}

impl std::error::Error for Failed {}

impl From<store::Error> for Failed {
    fn from(error: store::Error) -> Self {
        Self(error.into())
    }
}
