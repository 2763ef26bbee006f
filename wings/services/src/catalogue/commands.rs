//! Publishing: the only way a procedure gets into the catalogue.

use std::collections::BTreeSet;

use base::{Actor, Role};
use directory::{Act, Directory, agencies::Agencies, staff::queries as staff};
use jiff::civil::Date;
use serde_json::json;
use store::{Tx, vals};
use uuid::Uuid;

use super::{
    domain::{CheckContext, Finding, Keyed, Level, Package, check, parse},
    library, permissions,
};

/// Why a package was not published.
#[derive(Debug)]
pub enum PublishError {
    /// Whoever asked does not hold the permission.
    Forbidden,
    /// What is wrong, with the lines.
    Findings(Vec<Finding>),
    /// The record could not be written.
    Store(store::Error),
}

impl From<store::Error> for PublishError {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl std::fmt::Display for PublishError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Forbidden => write!(f, "not allowed"),
            Self::Findings(findings) => {
                findings.iter().filter(|finding| finding.is_error()).try_for_each(|finding| writeln!(f, "{finding}"))
            }
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PublishError {}

/// Reads a package and says all there is to say about it, held against the forms, fields, procedures and agencies there
/// are. `held` answers whether anybody at a level holds a role.
///
/// # Errors
/// The findings, when the text is no package or a rule forbids it.
pub fn examine(
    agencies: &Agencies,
    held: &dyn Fn(Level, Role) -> bool,
    source: &str,
) -> Result<(Package, Vec<Finding>), Vec<Finding>> {
    let package = parse(source)?;
    let library = library::embedded();
    let departments: BTreeSet<String> = agencies.all().iter().map(|agency| agency.slug.clone()).collect();
    let mut codes: BTreeSet<String> = library.sources.iter().map(|source| source.package.code.clone()).collect();
    codes.insert(package.code.clone());
    let fields = library.fields.iter().map(|field| field.key.clone()).collect();
    let context =
        CheckContext { forms: &library.forms, fields: &fields, departments: &departments, codes: &codes, held };
    let findings = check(&package, &context);
    if findings.iter().any(Finding::is_error) { Err(findings) } else { Ok((package, findings)) }
}

/// Publishes a version from its text. The versions before it stay, for the dossiers filed under them.
///
/// # Errors
/// [`PublishError::Findings`] when a rule forbids it: nothing is changed, and the last good version stays in force.
pub fn publish(tx: &mut Tx, act: Act, agencies: &Agencies, source: &str) -> Result<Uuid, PublishError> {
    if !act.may(&permissions::PUBLISH) {
        return Err(PublishError::Forbidden);
    }
    // The program's own procedures come before the people who will work on them.
    let founding = *act.actor == Actor::system();
    let posts = if founding { BTreeSet::new() } else { posts(tx, agencies, act.today())? };
    let held = |level: Level, role: Role| founding || posts.contains(&(level, role));
    let (package, _) = examine(agencies, &held, source).map_err(PublishError::Findings)?;
    let version: Uuid = act.ids.next();
    tx.exec(
        "insert into procedures (version, code, valid_from, valid_to, source, published_at, published_by) values ($1, $2, $3, $4, $5, $6, $7)",
        &vals![version, package.code, package.valid_from, package.valid_to, source, act.at, act.actor.name],
    )?;
    act.record(
        tx,
        version,
        "procedure.published",
        json!({
            "code": package.code,
            "name": package.name.vi,
            "valid_from": package.valid_from,
            "valid_to": package.valid_to,
            "source": source,
        }),
    )?;
    Ok(version)
}

/// Which roles are held at which level on a day: by anybody in any agency where people can file.
///
/// # Errors
/// The engine's.
pub fn posts(tx: &mut Tx, agencies: &Agencies, day: Date) -> store::Result<BTreeSet<(Level, Role)>> {
    const WORKING: [Role; 4] = [Role::Reception, Role::Officer, Role::Leader, Role::Clerk];
    let mut posts = BTreeSet::new();
    for (agency, period) in agencies.one_stops(day) {
        let Some(level) = Level::from_key(period.level.key()) else { continue };
        for role in WORKING.into_iter().filter(|role| !posts.contains(&(level, *role))).collect::<Vec<_>>() {
            if !staff::holders(tx, agency.id, role, day)?.is_empty() {
                posts.insert((level, role));
            }
        }
        if posts.len() == Level::ALL.len() * WORKING.len() {
            break;
        }
    }
    Ok(posts)
}

/// Publishes the program's own procedures that the record has never seen.
///
/// # Errors
/// When one of them does not pass its checks.
pub fn seed(tx: &mut Tx, act: Act) -> Result<usize, PublishError> {
    let known: Vec<String> = tx.all("select distinct code from procedures", &[], |row| row.get("code"))?;
    let mut published = 0;
    let agencies = Directory::load(tx)?.agencies();
    for source in library::embedded().sources.iter().filter(|source| !known.contains(&source.package.code)) {
        publish(tx, act, &agencies, &source.text)?;
        published += 1;
    }
    Ok(published)
}
