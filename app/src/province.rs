//! What a province is made of before anything happens in it: its places and agencies, its procedures, its calendar.

use anyhow::Context as _;
use base::{Actor, Ids, Role, clock};
use directory::{
    Act, Cost, Directory, Passwords,
    accounts::{self, Holder, Login, commands::NewAccount},
    staff::{self, NewMember, NewPost},
};
use jiff::Timestamp;
use store::Store;

/// Brings the tables up to date and puts the province's own data in where it is missing. Doing it twice changes nothing.
///
/// # Errors
/// When a migration fails or a data file contradicts itself; the record is then as it was.
pub fn prepare(store: &Store, ids: &Ids, now: Timestamp) -> anyhow::Result<()> {
    store.migrate(crate::ROOMS)?;
    let system = Actor::system();
    let act = Act { actor: &system, at: now, ids };
    store.write(|tx| {
        directory::seed(tx, act)?;
        services::catalogue::seed(tx, act).map(drop)
    })?;
    Ok(())
}

/// Opens the account of an administrator at an agency: the first one, from whom all others come. The password that comes
/// back works once and must be changed.
///
/// # Errors
/// When there is no such agency today, the name to sign in with is taken or none, or the record cannot be written.
pub fn administrator(
    store: &Store,
    ids: &Ids,
    now: Timestamp,
    agency: &str,
    login: &str,
    name: &str,
) -> anyhow::Result<String> {
    let system = Actor::system();
    let act = Act { actor: &system, at: now, ids };
    let today = clock::wall(now).date();
    let login = Login::username(login).with_context(|| format!("«{login}» is not a name to sign in with"))?;
    let password = accounts::passwords::temporary(ids);
    let hash = Passwords::new(Cost::Strong).hash(ids, &password);
    let agencies = store.read(Directory::load)?.agencies();
    let agency = agencies.by_slug(agency).with_context(|| format!("there is no agency «{agency}»"))?.id;
    let post = |agency| NewPost {
        agency,
        role: Role::Admin,
        title: String::new(),
        from: today,
        until: None,
        basis: String::new(),
    };
    store.write(|tx| -> Result<(), crate::Failed> {
        let member = NewMember { name: name.to_owned(), phone: None, email: None };
        let id = staff::commands::hire(tx, act, &member).map_err(crate::Failed::from_any)?;
        staff::commands::appoint(tx, act, &agencies, id, &post(agency)).map_err(crate::Failed::from_any)?;
        let new = NewAccount { holder: Holder::Staff(id), login: login.clone(), hash: hash.clone(), must_change: true };
        accounts::commands::open(tx, act, &new).map_err(crate::Failed::from_any)?;
        Ok(())
    })?;
    Ok(password)
}
