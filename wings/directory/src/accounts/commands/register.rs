use base::AccountId;
use store::Tx;

use super::{Error, insert};
use crate::{
    accounts::{
        domain::{Fault, Holder, Login, Registration},
        queries,
    },
    act::Act,
    persons::{self, Difference},
};

/// Somebody opens an account for himself. It stands for the person of that number: a new one, or the one known from the
/// counter when name and telephone are the same, for then earlier cases are the applicant's own to see. Anybody else
/// must show papers: a number alone, which is on many forms, opens nobody's cases.
///
/// # Errors
/// When the name is empty, the number has an account, or is known with another name or telephone; and the store's.
pub fn register(tx: &mut Tx, act: Act, new: &Registration) -> Result<AccountId, Error> {
    let number = Login::from(new.number.clone());
    if queries::taken(tx, &number)? {
        return Err(Error::Fault(Fault::Registered));
    }
    let found = persons::find_or_create(tx, act, &new.person()).map_err(|refused| match refused {
        persons::commands::Error::Store(error) => Error::Store(error),
        persons::commands::Error::Fault(_) | persons::commands::Error::Forbidden => Error::Fault(Fault::Name),
    })?;
    let telling = [Difference::Name, Difference::Phone];
    if found.differs.iter().any(|difference| telling.contains(difference)) {
        return Err(Error::Fault(Fault::Elsewhere));
    }
    if queries::of_person(tx, found.id)?.is_some() {
        return Err(Error::Fault(Fault::Registered));
    }
    let mut logins = vec![number];
    let others = [Login::phone(&new.phone), new.details.email.clone().map(Login::from)];
    for login in others.into_iter().flatten() {
        // A family shares a telephone: whoever registers first signs in with it, the others with their numbers.
        if !queries::taken(tx, &login)? {
            logins.push(login);
        }
    }
    Ok(insert(tx, act, Holder::Person(found.id), &logins, &new.hash, false, false)?)
}
