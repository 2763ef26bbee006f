//! The offices of the demo province and the people who work in them: four at each, so that every move has its role.

use std::{collections::HashMap, sync::Arc};

use base::{AccountId, Actor, AgencyId, Ids, PersonId, Post, Role, StaffId};
use directory::{
    Act,
    accounts::{self, Cost, Holder, Login, Passwords},
    agencies::Agencies,
    persons::{self, Details, Identity, IdentityKind},
    staff::{self, NewMember, NewPost},
};
use jiff::{Timestamp, civil::Date};
use rand::Rng;
use services::{catalogue::Published, dossiers::commands::MoveError};
use store::Tx;

use super::people::{Somebody, somebody};

/// The password of every demo account. It works in demo mode only.
pub const PASSWORD: &str = "tinhso-2024";

/// The agency whose accounts the sign-ins of the demo belong to.
pub const SHOWN: &str = "dong-xoai-phuong-tan-phu";

/// An agency that receives dossiers, with its staff by role.
pub struct Office {
    /// Its id.
    pub agency: AgencyId,
    /// The procedures it is asked for.
    pub procedures: Vec<Arc<Published>>,
    staff: HashMap<Role, Actor>,
}

impl Office {
    /// An office and nobody in it yet.
    pub fn new(agency: AgencyId, procedures: Vec<Arc<Published>>) -> Self {
        Self { agency, procedures, staff: HashMap::new() }
    }

    /// Who holds a role here; the officer for roles nobody holds.
    ///
    /// # Panics
    /// Before [`hire`].
    pub fn actor(&self, role: Role) -> &Actor {
        self.staff.get(&role).unwrap_or_else(|| &self.staff[&Role::Officer])
    }
}

/// Hires and signs up whoever works in the offices, and the few who look after the whole province.
///
/// # Errors
/// The store's, or when the data of the demo contradicts a rule of the directory.
pub fn hire(
    tx: &mut Tx,
    ids: &Ids,
    at: Timestamp,
    since: Date,
    agencies: &Agencies,
    offices: &mut [Office],
    rng: &mut impl Rng,
) -> anyhow::Result<()> {
    let system = Actor::system();
    let act = Act { actor: &system, at, ids };
    let hash = Passwords::new(Cost::Cheap).hash(ids, PASSWORD);
    let mut serial = 0u32;
    let mut employ = |tx: &mut Tx, agency: AgencyId, role: Role, login: &str, title: &str| -> anyhow::Result<Actor> {
        serial += 1;
        let name = somebody(rng, serial).name;
        let member = NewMember { name: name.clone(), phone: None, email: None };
        let id: StaffId = staff::commands::hire(tx, act, &member)?;
        let post = NewPost { agency, role, title: title.into(), from: since, until: None, basis: String::new() };
        staff::commands::appoint(tx, act, agencies, id, &post)?;
        let login = Login::username(login).ok_or_else(|| anyhow::anyhow!("{login} is not a name to sign in with"))?;
        let new =
            accounts::commands::NewAccount { holder: Holder::Staff(id), login, hash: hash.clone(), must_change: false };
        let account: AccountId = accounts::commands::open(tx, act, &new)?;
        let covers = agencies.covers(agency, since);
        Ok(Actor {
            account: Some(account),
            person: None,
            staff: Some(id),
            name,
            posts: vec![Post { agency, role, covers }],
            level: None,
        })
    };
    for office in offices.iter_mut() {
        let slug = agencies.agency(office.agency).map(|agency| agency.slug.clone()).unwrap_or_default();
        for (role, short) in [
            (Role::Reception, "motcua"),
            (Role::Officer, "chuyenvien"),
            (Role::Leader, "lanhdao"),
            (Role::Clerk, "vanthu"),
        ] {
            let login = if slug == SHOWN { short.to_owned() } else { format!("{short}.{slug}") };
            let actor = employ(tx, office.agency, role, &login, "")?;
            office.staff.insert(role, actor);
        }
    }
    let office =
        agencies.by_slug("vp-ubnd-tinh").ok_or_else(|| anyhow::anyhow!("the office of the committee is missing"))?;
    let committee = agencies.by_slug("ubnd-tinh").ok_or_else(|| anyhow::anyhow!("the committee is missing"))?;
    employ(tx, office.id, Role::Controller, "kiemsoat", "Trưởng phòng Kiểm soát thủ tục hành chính")?;
    employ(tx, committee.id, Role::Province, "lanhdaotinh", "Phó Chủ tịch")?;
    employ(tx, office.id, Role::Admin, "quantri", "")?;
    Ok(())
}

/// Puts somebody on record.
///
/// # Errors
/// The store's.
pub fn person(tx: &mut Tx, ids: &Ids, at: Timestamp, somebody: &Somebody) -> Result<PersonId, MoveError> {
    let system = Actor::system();
    let act = Act { actor: &system, at, ids };
    persons::commands::create(tx, act, &details(somebody)).map_err(|error| MoveError::Procedure(error.to_string()))
}

fn details(somebody: &Somebody) -> Details {
    Details {
        name: somebody.name.clone(),
        identity: Identity::parse(IdentityKind::Personal, &somebody.number).ok(),
        phone: base::identity::Phone::parse(&somebody.phone).ok(),
        email: somebody.email.as_deref().and_then(|email| base::identity::Email::parse(email).ok()),
        address: "Phường Tân Phú, thành phố Đồng Xoài".into(),
        ..Details::default()
    }
}

/// Gives somebody of the story an account, to sign in as an applicant.
///
/// # Errors
/// The store's, or when the name is taken.
pub fn citizen(tx: &mut Tx, ids: &Ids, at: Timestamp, person: PersonId) -> anyhow::Result<()> {
    let system = Actor::system();
    let act = Act { actor: &system, at, ids };
    let login = Login::username("nguoidan").ok_or_else(|| anyhow::anyhow!("nguoidan is not a name to sign in with"))?;
    let hash = Passwords::new(Cost::Cheap).hash(ids, PASSWORD);
    let new = accounts::commands::NewAccount { holder: Holder::Person(person), login, hash, must_change: false };
    accounts::commands::open(tx, act, &new)?;
    Ok(())
}
