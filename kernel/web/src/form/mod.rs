//! Forms as they are sent: one definition of a field both draws it and reads it.
//!
//! Nothing typed is ever lost: what cannot be accepted is kept, shown again and explained beside the field.

mod field;
mod kept;
mod read;
mod receive;
mod upload;

pub use field::Field;
pub(crate) use kept::Kept;
pub use kept::Typed;
pub(crate) use read::DATE_PARTS;
pub use upload::{FileRule, Upload, bytes};

use std::borrow::Cow;

use base::Ids;
use uuid::Uuid;

use crate::{
    problem::{Problem, What},
    words::Words,
};

/// The hidden field that carries a form's idempotency key: sending one form twice does its work once.
pub const KEY: &str = "_key";

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name.
    pub name: String,
    /// What to do about it.
    pub words: Words,
}

/// Everything typed into a form, what was attached, and what is wrong with it.
///
/// As an extractor it reads the query of a `GET`, and the urlencoded or multipart body of a `POST`.
#[derive(Debug, Clone, Default)]
pub struct Submitted {
    values: Vec<(String, String)>,
    files: Vec<Upload>,
    errors: Vec<FieldError>,
}

impl Submitted {
    /// An empty form.
    pub fn blank() -> Self {
        Self::default()
    }

    /// Fills in a value beforehand.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.push((name.into(), value.into()));
        self
    }

    /// What the query of an address says.
    pub fn from_query(query: &str) -> Self {
        let values =
            form_urlencoded::parse(query.as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned()));
        Self { values: values.collect(), ..Self::default() }
    }

    /// The first value of a field as it was typed; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.values.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field, in order: ticked boxes, repeated rows.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.values.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field was sent, even empty: tells which of several buttons was pressed.
    pub fn has(&self, name: &str) -> bool {
        self.values.iter().any(|(known, _)| known == name)
    }

    /// Every name and value, in the order sent.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Every file, in the order sent.
    pub fn uploads(&self) -> &[Upload] {
        &self.files
    }

    /// The query that asks for the same again, with some values changed; an empty value leaves the field out.
    pub fn query_with(&self, changes: &[(&str, &str)]) -> String {
        let kept = self
            .pairs()
            .filter(|(name, value)| !value.is_empty() && !changes.iter().any(|(changed, _)| changed == name));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept).extend_pairs(changes.iter().filter(|(_, value)| !value.is_empty()));
        query.finish()
    }

    /// Says that a field is wrong: what only the room's own rules can tell.
    pub fn error(&mut self, name: impl Into<Cow<'static, str>>, words: impl Into<Words>) {
        self.errors.push(FieldError { name: name.into().into_owned(), words: words.into() });
    }

    /// What is wrong, in the order the fields were read.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// What is wrong with one field: the first thing only.
    pub fn error_of(&self, name: &str) -> Option<&Words> {
        self.errors.iter().find(|error| error.name == name).map(|error| &error.words)
    }

    /// What is wrong as a problem, for programs: a page shows the form again instead.
    pub fn problem(&self) -> Problem {
        Problem { errors: self.errors.clone(), ..Problem::new(What::Invalid) }
    }

    /// Whether nothing is wrong so far.
    pub fn is_good(&self) -> bool {
        self.errors.is_empty()
    }

    /// The form's idempotency key: the one it came with, else a new one.
    pub fn key(&self, ids: &Ids) -> Uuid {
        self.get(KEY).parse().unwrap_or_else(|_| ids.next())
    }
}
