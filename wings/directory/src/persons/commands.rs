//! What is done to persons. Who may is the business of the command that needs it: accepting a case, opening an account.

use base::{PersonId, text::search_key};
use serde_json::{Value, json};
use store::{Tx, vals};

use super::{
    domain::{Details, Difference, Fault, Identity},
    queries,
};
use crate::act::{Act, Refused};

/// Why a command on persons was not carried out.
pub type Error = Refused<Fault>;

/// A person found or made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The person.
    pub id: PersonId,
    /// Whether the person was not known before.
    pub new: bool,
    /// In what the details given differ from those known, which were left as they are. See [`amend`].
    pub differs: Vec<Difference>,
}

/// The person whom the identity number belongs to, or a new one. Without a number always a new one.
///
/// # Errors
/// When the name is empty, and the store's.
pub fn find_or_create(tx: &mut Tx, act: Act, details: &Details) -> Result<Found, Error> {
    if let Some(identity) = &details.identity
        && let Some(known) = queries::by_identity(tx, identity)?
    {
        return Ok(Found { id: known.id, new: false, differs: known.details.differences(details) });
    }
    Ok(Found { id: create(tx, act, details)?, new: true, differs: Vec::new() })
}

/// Writes a new person.
///
/// # Errors
/// When the name is empty or the number is somebody else's, and the store's.
pub fn create(tx: &mut Tx, act: Act, details: &Details) -> Result<PersonId, Error> {
    check(tx, None, details)?;
    let id: PersonId = act.ids.next();
    let seq = act.record(tx, id, "person.created", json!({ "after": told(details) }))?;
    tx.exec(
        "insert into persons (id, kind, name, name_key, identity_kind, identity_number, born, phone, email, address, created, seq) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &vals![
            id,
            details.kind.key(),
            details.name,
            search_key(&details.name),
            details.identity.as_ref().map(|identity| identity.kind().key()),
            details.identity.as_ref().map(Identity::number),
            details.born,
            details.phone.as_ref().map(|phone| phone.as_str()),
            details.email.as_ref().map(|email| email.as_str()),
            details.address,
            act.at,
            seq
        ],
    )?;
    Ok(id)
}

/// Changes what is known of a person to `details`, whole.
///
/// # Errors
/// When there is no such person, the name is empty or the number is somebody else's, and the store's.
pub fn amend(tx: &mut Tx, act: Act, id: PersonId, details: &Details) -> Result<(), Error> {
    let before = queries::get(tx, id).map_err(|error| match error {
        store::Error::NotFound => Error::Fault(Fault::Unknown),
        other => other.into(),
    })?;
    if before.details == *details {
        return Ok(());
    }
    check(tx, Some(id), details)?;
    let body = json!({ "before": told(&before.details), "after": told(details) });
    let seq = act.record(tx, id, "person.amended", body)?;
    tx.exec(
        "update persons set kind = $1, name = $2, name_key = $3, identity_kind = $4, identity_number = $5, born = $6, \
         phone = $7, email = $8, address = $9, seq = $10 where id = $11",
        &vals![
            details.kind.key(),
            details.name,
            search_key(&details.name),
            details.identity.as_ref().map(|identity| identity.kind().key()),
            details.identity.as_ref().map(Identity::number),
            details.born,
            details.phone.as_ref().map(|phone| phone.as_str()),
            details.email.as_ref().map(|email| email.as_str()),
            details.address,
            seq,
            id
        ],
    )?;
    Ok(())
}

fn check(tx: &mut Tx, id: Option<PersonId>, details: &Details) -> Result<(), Error> {
    if details.name.trim().is_empty() {
        return Err(Error::Fault(Fault::Name));
    }
    let Some(identity) = &details.identity else { return Ok(()) };
    match queries::by_identity(tx, identity)? {
        Some(other) if Some(other.id) != id => Err(Error::Fault(Fault::IdentityTaken)),
        _ => Ok(()),
    }
}

/// What the journal keeps: the number masked, since the journal is for ever and the row is not.
fn told(details: &Details) -> Value {
    json!({
        "kind": details.kind.key(),
        "name": details.name,
        "identity_kind": details.identity.as_ref().map(|identity| identity.kind().key()),
        "identity": details.identity.as_ref().map(Identity::masked),
        "born": details.born,
        "phone": details.phone.as_ref().map(|phone| phone.as_str()),
        "email": details.email.as_ref().map(|email| email.as_str()),
        "address": details.address,
    })
}
