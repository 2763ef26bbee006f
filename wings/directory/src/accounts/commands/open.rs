use base::AccountId;
use store::Tx;

use super::{Error, insert};
use crate::{
    accounts::{
        domain::{Fault, Holder, Login},
        permissions::MANAGE,
        queries,
    },
    act::Act,
    persons, staff,
};

/// An account that an administrator opens for somebody.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Whom it stands for.
    pub holder: Holder,
    /// The name to sign in with.
    pub login: Login,
    /// The password's hash; the demonstration computes it once for everybody.
    pub hash: String,
    /// Whether the owner must change the password first: yes unless it was chosen by the owner.
    pub must_change: bool,
}

/// Opens an account for a member of staff, or for a person whose papers were seen.
///
/// # Errors
/// When the permission is missing, nobody is there to stand for, there is an account for them already, or the name is
/// taken; and the store's.
pub fn open(tx: &mut Tx, act: Act, new: &NewAccount) -> Result<AccountId, Error> {
    act.needs(&MANAGE)?;
    let existing = match new.holder {
        Holder::Person(person) => {
            persons::queries::get(tx, person).map_err(|error| match error {
                store::Error::NotFound => Error::Fault(Fault::Unknown),
                other => other.into(),
            })?;
            queries::of_person(tx, person)?
        }
        Holder::Staff(id) => {
            staff::queries::get(tx, id)?.ok_or(Error::Fault(Fault::Unknown))?;
            queries::of_staff(tx, id)?
        }
    };
    if existing.is_some() {
        return Err(Error::Fault(Fault::HasAccount));
    }
    if queries::taken(tx, &new.login)? {
        return Err(Error::Fault(Fault::LoginTaken));
    }
    Ok(insert(tx, act, new.holder, std::slice::from_ref(&new.login), &new.hash, new.must_change, true)?)
}
