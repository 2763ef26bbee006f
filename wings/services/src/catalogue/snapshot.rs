//! Every published version in memory, and which is in force.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{Timestamp, civil::Date};
use store::{Error, Result, Tx, vals};
use uuid::Uuid;

use super::{
    domain::{Form, Package, WorkField, parse},
    library,
    search::Index,
};

/// A version of a procedure as it was published.
#[derive(Debug)]
pub struct Published {
    /// Its id; dossiers keep it.
    pub version: Uuid,
    /// What it says.
    pub package: Package,
    /// When it was published.
    pub published_at: Timestamp,
    /// Who did.
    pub published_by: String,
    /// The text it was published from.
    pub source: String,
}

/// Every published version, in memory.
#[derive(Debug, Default)]
pub struct Catalogue {
    by_version: HashMap<Uuid, Arc<Published>>,
    by_code: BTreeMap<String, Vec<Arc<Published>>>,
    /// What is in force on a day, prepared for searching: made when first asked for on that day.
    index: Mutex<Option<(Date, Arc<Index>)>>,
}

impl Catalogue {
    /// Reads every version from the record.
    ///
    /// # Errors
    /// The engine's. A version that this program cannot read any more is an error too: a dossier may depend on it.
    pub fn load(tx: &mut Tx) -> Result<Self> {
        let rows = tx.all(
            "select version, source, published_at, published_by from procedures order by code, valid_from, published_at",
            &vals![],
            |row| {
                Ok((
                    row.get::<Uuid>("version")?,
                    row.get::<String>("source")?,
                    row.get::<Timestamp>("published_at")?,
                    row.get::<String>("published_by")?,
                ))
            },
        )?;
        let mut catalogue = Self::default();
        for (version, source, published_at, published_by) in rows {
            let package = parse(&source).map_err(|findings| {
                let why = findings.first().map(ToString::to_string).unwrap_or_default();
                Error::Engine(format!("published procedure {version}: {why}"))
            })?;
            catalogue.add(Published { version, package, published_at, published_by, source });
        }
        Ok(catalogue)
    }

    fn add(&mut self, published: Published) {
        let published = Arc::new(published);
        self.by_version.insert(published.version, published.clone());
        self.by_code.entry(published.package.code.clone()).or_default().push(published);
    }

    /// A version by its id.
    pub fn version(&self, version: Uuid) -> Option<Arc<Published>> {
        self.by_version.get(&version).cloned()
    }

    /// The version of a procedure in force on a day: the one that began last, and of those the one published last.
    pub fn in_force(&self, code: &str, day: Date) -> Option<Arc<Published>> {
        self.by_code
            .get(code)?
            .iter()
            .filter(|published| published.package.applies_on(day))
            .max_by_key(|published| (published.package.valid_from, published.published_at))
            .cloned()
    }

    /// Every procedure in force on a day, by code.
    pub fn all(&self, day: Date) -> impl Iterator<Item = Arc<Published>> {
        self.by_code.keys().filter_map(move |code| self.in_force(code, day))
    }

    /// The procedures in force on a day that a query finds, best first.
    pub fn search(&self, query: &str, day: Date) -> Vec<Arc<Published>> {
        let index = self.index(day);
        index.search(query).into_iter().filter_map(|hit| self.in_force(hit.code, day)).collect()
    }

    fn index(&self, day: Date) -> Arc<Index> {
        let mut kept = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, index)) = kept.as_ref().filter(|(of, _)| *of == day) {
            return index.clone();
        }
        let all: Vec<_> = self.all(day).collect();
        let field = |key: &str| self.field(key).map_or("", |field| field.name.vi.as_str());
        let index = Arc::new(Index::new(all.iter().map(|one| (&one.package, field(&one.package.field)))));
        *kept = Some((day, index.clone()));
        index
    }

    /// Every code there ever was.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.by_code.keys().map(String::as_str)
    }

    /// Every version of a procedure, the oldest first.
    pub fn versions(&self, code: &str) -> &[Arc<Published>] {
        self.by_code.get(code).map_or(&[], Vec::as_slice)
    }

    /// The form of a procedure, if it has one.
    pub fn form(&self, package: &Package) -> Option<&'static Form> {
        library::embedded().forms.get(package.form.as_deref()?)
    }

    /// The fields of work, in the order of the screens.
    pub fn fields(&self) -> &'static [WorkField] {
        &library::embedded().fields
    }

    /// A field of work by its key.
    pub fn field(&self, key: &str) -> Option<&'static WorkField> {
        self.fields().iter().find(|field| field.key == key)
    }

    /// Its name in Vietnamese on its newest version, for lists that hold only the code.
    pub fn name(&self, code: &str) -> Option<&str> {
        self.by_code.get(code)?.last().map(|published| published.package.name.vi.as_str())
    }
}
