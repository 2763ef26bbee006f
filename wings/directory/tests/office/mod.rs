//! A province at work for tests: the record, the time, the directory.
#![allow(dead_code, clippy::unwrap_used)]

pub mod browser;

use base::{Actor, AgencyId, Clock, FixedClock, Ids, Post, Role, StaffId};
use directory::{
    Act, Cost, Directory, MIGRATIONS, Passwords,
    accounts::{self, Holder, Login, Vault, commands::NewAccount},
    agencies::id_of,
    seed,
    staff::{self, NewMember, NewPost, PostId},
};
use jiff::{Timestamp, civil::Date};
use store::{Store, Tx};

pub const PASSWORD: &str = "con mèo trèo cây cau";

/// Everything a test needs; the clock stands on the morning of 20 February 2024.
pub struct Office {
    pub store: Store,
    pub clock: FixedClock,
    pub ids: Ids,
    pub directory: Directory,
    pub passwords: Passwords,
    pub system: Actor,
}

impl Office {
    pub fn open(store: &Store) -> Self {
        let clock = FixedClock::at("2024-02-20T08:00:00+07:00");
        let ids = Ids::seeded(clock.arc(), 7);
        let mut rooms = vec![web::session::MIGRATIONS];
        rooms.extend(MIGRATIONS);
        store.migrate(&rooms).unwrap();
        let system = Actor::system();
        let directory = store
            .write(|tx| {
                seed(tx, Act { actor: &Actor::system(), at: clock.now(), ids: &ids })?;
                Directory::load(tx)
            })
            .unwrap();
        Self { store: store.clone(), clock, ids, directory, passwords: Passwords::new(Cost::Cheap), system }
    }

    /// Seals secrets; authenticators count by the office's own clock.
    pub fn vault(&self) -> Vault {
        Vault::with_key(&"5e".repeat(32), self.clock.arc()).unwrap()
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn today(&self) -> Date {
        self.clock.today()
    }

    pub fn act(&self) -> Act<'_> {
        self.act_of(&self.system)
    }

    pub fn act_of<'a>(&'a self, actor: &'a Actor) -> Act<'a> {
        Act { actor, at: self.now(), ids: &self.ids }
    }

    /// Runs one unit of work that must succeed.
    pub fn write<T, F: std::fmt::Debug>(&self, mut work: impl FnMut(&mut Tx) -> Result<T, directory::Refused<F>>) -> T {
        self.store.write(|tx| work(tx)).unwrap()
    }

    /// Hires somebody, appoints and opens an account with [`PASSWORD`].
    pub fn clerk(&self, name: &str, agency: &str, role: Role) -> (StaffId, PostId) {
        let member = NewMember { name: name.into(), phone: None, email: None };
        let id = self.write(|tx| staff::commands::hire(tx, self.act(), &member));
        let post = self.write(|tx| {
            staff::commands::appoint(
                tx,
                self.act(),
                &self.directory.agencies(),
                id,
                &post_in(id_of(agency), role, self.today()),
            )
        });
        let hash = self.passwords.hash(&self.ids, PASSWORD);
        let login = Login::username(&Login::suggest(name)).unwrap();
        let new = NewAccount { holder: Holder::Staff(id), login, hash, must_change: false };
        self.write(|tx| accounts::commands::open(tx, self.act(), &new));
        (id, post)
    }
}

pub fn post_in(agency: AgencyId, role: Role, from: Date) -> NewPost {
    NewPost { agency, role, title: String::new(), from, until: None, basis: "QĐ 1/QĐ-UBND".into() }
}

/// An actor with one post, as the edge would make it.
pub fn actor(agency: AgencyId, role: Role) -> Actor {
    let account = Some(base::AccountId(uuid::Uuid::from_u128(1)));
    Actor {
        account,
        name: "Trần Thị Bình".into(),
        posts: vec![Post { agency, role, covers: vec![agency] }],
        ..Actor::system()
    }
}
