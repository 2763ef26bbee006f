//! A record with one person in it, the simulators on a port of their own, and the clients that talk to them.

use std::sync::Arc;

use adapters::{sms, zalo};
use base::{Actor, Clock as _, FixedClock, Ids, Lang, PersonId, Text};
use directory::{
    Act,
    notices::{
        Audience, Channel, Fact, Facts, Kind, Kinds, Message, Postroom, Recipient, SEND, State, Told, WRITE, Ways,
        commands, domain::Wording, queries, tell,
    },
    persons::{self, Details},
};
use store::{Store, jobs::Runner};
use testkit::TestStore;
use uuid::Uuid;

pub const READY: Kind = Kind {
    key: "test.ready",
    label: Text::new("Đã có kết quả", "Ready"),
    audience: Audience::People,
    reminder: false,
    facts: &[Fact::new("ma", Text::new("Mã", "Code"), "H1")],
    subject: Text::new("Hồ sơ {ma}", "Dossier {ma}"),
    long: Text::new(
        "Kính gửi {ten},\n\nhồ sơ {ma} đã có kết quả.\n{tuy_chon}",
        "Dear {ten},\n\n{ma} is ready.\n{tuy_chon}",
    ),
    short: Text::new("Hồ sơ {ma} đã có kết quả. {tuy_chon}", "{ma} is ready. {tuy_chon}"),
};

/// The simulators, served until the test ends.
pub struct Gateways {
    pub sms: sms::Simulator,
    pub zalo: zalo::Simulator,
    pub at: String,
    pub runtime: tokio::runtime::Runtime,
}

impl Gateways {
    pub fn open() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (sms, zalo) = (sms::Simulator::default(), zalo::Simulator::default());
        let router = sms.router().merge(zalo.router());
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let at = format!("http://{}", listener.local_addr().unwrap());
        runtime.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { sms, zalo, at, runtime }
    }
}

pub struct House {
    pub store: Store,
    pub clock: FixedClock,
    pub ids: Ids,
    pub postroom: Arc<Postroom>,
    pub lan: PersonId,
}

impl House {
    pub fn open(db: &TestStore, ways: Ways) -> Self {
        let store: Store = (**db).clone();
        let clock = FixedClock::at("2024-02-20T08:00:00+07:00");
        let ids = Ids::seeded(clock.arc(), 7);
        let mut rooms = vec![web::session::MIGRATIONS];
        rooms.extend(directory::MIGRATIONS);
        store.migrate(&rooms).unwrap();
        let details = Details {
            name: "Nguyễn Thị Lan".into(),
            phone: "0912345678".parse().ok(),
            email: "lan@example.vn".parse().ok(),
            ..Details::default()
        };
        let system = Actor::system();
        let act = Act { actor: &system, at: clock.now(), ids: &ids };
        let lan = store.write(|tx| persons::commands::create(tx, act, &details)).unwrap();
        let kinds = Kinds::of(&[&[READY]]);
        let postroom = Arc::new(Postroom { kinds, ways, ids: ids.clone(), site: "https://example.vn".into() });
        Self { store, clock, ids, postroom, lan }
    }

    /// The ways to the simulators; the token of Zalo lies in the test's folder.
    pub fn ways(db: &TestStore, gateways: &Gateways) -> Ways {
        let token_file = db.dir().join("zalo.token");
        std::fs::write(&token_file, "mo-phong\n").unwrap();
        let key = zalo::Simulator::KEY.to_owned();
        let zalo =
            zalo::Config { url: format!("{}/zalo", gateways.at), app_id: key.clone(), token_file, event_key: key };
        Ways::default()
            .with(Channel::Sms, sms::Sms::new(&sms::Simulator::config(&gateways.at)))
            .with(Channel::Zalo, zalo::Zalo::new(&zalo))
    }

    pub fn act<'a>(&'a self, actor: &'a Actor) -> Act<'a> {
        Act { actor, at: self.clock.now(), ids: &self.ids }
    }

    /// Zalo carries the notice under this number.
    pub fn register_with_zalo(&self) {
        let system = Actor::system();
        let wording = Wording { registered: "204051".into(), ..READY.wording(Channel::Zalo, Lang::Vi) };
        self.store
            .write(|tx| commands::word(tx, self.act(&system), &READY, Channel::Zalo, Lang::Vi, &wording))
            .unwrap();
    }

    pub fn choose(&self, channels: &[Channel]) {
        let (system, to) = (Actor::system(), Recipient::Person(self.lan));
        self.store.write(|tx| commands::choose(tx, self.act(&system), to, channels, Lang::Vi, true)).unwrap();
    }

    pub fn tell(&self) {
        let told = Told {
            kind: READY.key.into(),
            to: Recipient::Person(self.lan),
            about: Some(Uuid::from_u128(5)),
            entry: None,
            facts: Facts::from([("ma".into(), "H10-1".into())]),
            at: self.clock.now(),
        };
        let id = self.ids.next();
        self.store.write(|tx| tell(tx, id, &told)).unwrap();
    }

    pub fn runner(postroom: &Arc<Postroom>) -> Runner {
        let mut runner = Runner::default();
        let (writer, sender) = (postroom.clone(), postroom.clone());
        runner.on(WRITE, move |store, job, now| writer.write(store, job, now));
        runner.on(SEND, move |store, job, now| sender.send(store, job, now));
        runner
    }

    /// Does every job that is due.
    pub fn work(&self) {
        let runner = Self::runner(&self.postroom);
        while runner.run_due(&self.store, &self.clock, 10).unwrap() > 0 {}
    }

    pub fn states(&self) -> Vec<(Channel, State)> {
        self.messages().iter().map(|message| (message.channel, message.state)).collect()
    }

    pub fn messages(&self) -> Vec<Message> {
        self.store.read(|tx| queries::about(tx, Uuid::from_u128(5))).unwrap()
    }
}
