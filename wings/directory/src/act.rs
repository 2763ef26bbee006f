//! What every command of the directory is told, and how it refuses.

use base::{Actor, Ids, Permission, clock};
use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use store::{Tx, journal};
use uuid::Uuid;
use web::{App, Problem, Visitor};

/// Who does something, when, and where new ids come from.
#[derive(Clone, Copy)]
pub struct Act<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// When.
    pub at: Timestamp,
    /// New ids and chance.
    pub ids: &'a Ids,
}

impl Act<'_> {
    /// The day in Vietnam.
    pub fn today(&self) -> Date {
        clock::wall(self.at).date()
    }

    /// Whether the permission is held, or the program itself acts: reading its data files, filling a demonstration.
    pub fn may(&self, permission: &Permission) -> bool {
        is_system(self.actor) || self.actor.holds(permission)
    }

    /// Refuses those who do not hold the permission.
    ///
    /// # Errors
    /// [`Refused::Forbidden`].
    pub fn needs<F>(&self, permission: &Permission) -> Result<(), Refused<F>> {
        if self.may(permission) { Ok(()) } else { Err(Refused::Forbidden) }
    }

    /// Remembers a change in the journal of what was changed; the number of the entry in its stream.
    ///
    /// # Errors
    /// The store's.
    pub fn record(&self, tx: &mut Tx, stream: impl Into<Uuid>, kind: &str, body: Value) -> store::Result<i64> {
        let entry = journal::Entry { at: self.at, actor: self.actor, kind, body };
        Ok(journal::append(tx, stream.into(), &entry)?.seq)
    }
}

/// Who does something, kept for the length of a request: what an [`Act`] in a transaction borrows from.
#[derive(Clone)]
pub struct Doer {
    actor: Actor,
    at: Timestamp,
    ids: Ids,
}

impl Doer {
    /// Whoever is signed in.
    ///
    /// # Errors
    /// [`Problem::sign_in`] when nobody is.
    pub fn of(app: &App, visitor: &Visitor) -> Result<Self, Problem> {
        Ok(Self { actor: visitor.actor()?.clone(), at: visitor.now, ids: app.ids.clone() })
    }

    /// The program itself, on behalf of nobody yet: somebody who opens an account.
    pub fn system(app: &App, visitor: &Visitor) -> Self {
        Self { actor: Actor::system(), at: visitor.now, ids: app.ids.clone() }
    }

    /// What a command is told.
    pub fn act(&self) -> Act<'_> {
        Act { actor: &self.actor, at: self.at, ids: &self.ids }
    }
}

/// The program itself has no account and stands for nobody.
fn is_system(actor: &Actor) -> bool {
    actor.account.is_none() && actor.person.is_none() && actor.staff.is_none()
}

/// Why a command was not carried out; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Refused<F> {
    /// Whoever acts does not hold the permission.
    #[error("the permission is missing")]
    Forbidden,
    /// What was asked cannot be: the room's own reason, to be shown beside the form.
    #[error("{0}")]
    Fault(F),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl<F> Refused<F> {
    /// The room's own reason, or the problem that ends the request.
    ///
    /// # Errors
    /// The problem.
    pub fn fault(self) -> Result<F, Problem> {
        match self {
            Self::Fault(fault) => Ok(fault),
            Self::Forbidden => Err(Problem::forbidden()),
            Self::Store(error) => Err(error.into()),
        }
    }
}
