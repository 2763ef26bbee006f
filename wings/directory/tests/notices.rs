//! Notices from what a room tells to what a gateway reports, on both engines.
#![allow(clippy::unwrap_used)]

mod office;

use std::sync::{Arc, Mutex};

use base::{Actor, Ids, Lang, PersonId, Role, Text};
use directory::{
    agencies::id_of,
    notices::{
        Audience, Channel, Fact, Facts, Failure, Kind, Kinds, Message, Outgoing, Postroom, Recipient, Report, SEND,
        State, Told, WRITE, Way, Ways,
        commands::{self, Fault},
        domain::{Rules, Wording, WordingFault},
        queries, tell,
    },
    persons::{self, Details},
};
use jiff::civil::{Time, date};
use office::{Office, actor};
use store::{Store, jobs, jobs::Runner};
use testkit::both;
use uuid::Uuid;

const READY: Kind = Kind {
    key: "test.ready",
    label: Text::new("Đã có kết quả", "Ready"),
    audience: Audience::People,
    reminder: false,
    facts: &[Fact::new("ma", Text::new("Mã", "Code"), "H1")],
    subject: Text::new("Hồ sơ {ma}", "Dossier {ma}"),
    long: Text::new("Kính gửi {ten}, hồ sơ {ma} đã có kết quả. {tuy_chon}", "Dear {ten}, {ma} is ready. {tuy_chon}"),
    short: Text::new("Hồ sơ {ma} đã có kết quả. {tuy_chon}", "{ma} is ready. {tuy_chon}"),
};
const WAITS: Kind = Kind { key: "test.waits", reminder: true, ..READY };
const KINDS: &[Kind] = &[READY, WAITS];

/// A gateway that answers as it is told and remembers what it was handed.
#[derive(Clone, Default)]
struct Gateway {
    came: Arc<Mutex<Vec<Outgoing>>>,
    answers: Arc<Mutex<Vec<Result<(), Failure>>>>,
}

impl Gateway {
    fn came(&self) -> Vec<Outgoing> {
        self.came.lock().unwrap().clone()
    }

    /// Its next answers; then it takes everything.
    fn answers(&self, next: &[Result<(), Failure>]) {
        *self.answers.lock().unwrap() = next.iter().rev().cloned().collect();
    }
}

impl Way for Gateway {
    fn send(&self, message: &Outgoing) -> Result<Option<String>, Failure> {
        self.came.lock().unwrap().push(message.clone());
        self.answers.lock().unwrap().pop().unwrap_or(Ok(())).map(|()| Some("g-1".into()))
    }
}

struct House {
    office: Office,
    postroom: Postroom,
    sms: Gateway,
    mail: Gateway,
    lan: PersonId,
}

impl House {
    fn open(db: &Store) -> Self {
        let office = Office::open(db);
        let (sms, mail) = (Gateway::default(), Gateway::default());
        let ways = Ways::default().with(Channel::Sms, sms.clone()).with(Channel::Mail, mail.clone());
        let site = "https://example.vn".into();
        let postroom = Postroom { kinds: Kinds::of(&[KINDS]), ways, ids: office.ids.clone(), site };
        let details = Details {
            name: "Nguyễn Thị Lan".into(),
            phone: "0912345678".parse().ok(),
            email: "lan@example.vn".parse().ok(),
            ..Details::default()
        };
        let lan = office.write(|tx| persons::commands::create(tx, office.act(), &details));
        Self { office, postroom, sms, mail, lan }
    }

    /// Somebody tells Lan something about a thing numbered 5.
    fn tell(&self, kind: &str) -> Uuid {
        let id = self.office.ids.next();
        let told = Told {
            kind: kind.into(),
            to: Recipient::Person(self.lan),
            about: Some(Uuid::from_u128(5)),
            entry: Some(1),
            facts: Facts::from([("ma".into(), "H10-1".into())]),
            at: self.office.now(),
        };
        self.office.store.write(|tx| tell(tx, id, &told)).unwrap();
        id
    }

    fn runner(&self) -> Runner {
        let mut runner = Runner::default();
        let (writer, sender) = (self.postroom.clone(), self.postroom.clone());
        runner.on(WRITE, move |store, job, now| writer.write(store, job, now));
        runner.on(SEND, move |store, job, now| sender.send(store, job, now));
        runner
    }

    /// Does every job that is due.
    fn work(&self) {
        let runner = self.runner();
        while runner.run_due(&self.office.store, &self.office.clock, 10).unwrap() > 0 {}
    }

    fn messages(&self) -> Vec<Message> {
        self.office.store.read(|tx| queries::about(tx, Uuid::from_u128(5))).unwrap()
    }

    fn states(&self) -> Vec<(Channel, State)> {
        self.messages().iter().map(|message| (message.channel, message.state)).collect()
    }

    fn choose(&self, channels: &[Channel], lang: Lang, reminders: bool) {
        let to = Recipient::Person(self.lan);
        self.office.write(|tx| commands::choose(tx, self.office.act(), to, channels, lang, reminders));
    }

    /// A gateway says something of the last text message.
    fn report(&self, channel: Channel, arrived: Result<(), &str>) {
        let id = self.messages().iter().rev().find(|message| message.channel == Channel::Sms).unwrap().id;
        let report = Report { id, arrived: arrived.map_err(str::to_owned) };
        let now = self.office.now();
        self.office.store.write(|tx| self.postroom.reported(tx, channel, &report, now)).unwrap();
    }

    fn left(&self) -> Vec<(String, i64)> {
        self.office.store.read(jobs::count).unwrap()
    }
}

fn admin() -> Actor {
    actor(id_of("vp-ubnd-tinh"), Role::Admin)
}

both! {
    fn somebody_is_told_once_by_the_first_channel_that_can_be_used(db) {
        let house = House::open(db);
        house.tell("test.ready");
        house.work();
        assert_eq!(house.states(), [(Channel::Sms, State::Sent)], "no gateway carries Zalo");
        let came = house.sms.came();
        assert_eq!(came.len(), 1);
        assert_eq!(came[0].address, "84912345678");
        assert!(came[0].text.starts_with("Ho so H10-1 da co ket qua. https://example.vn/nt/"), "{}", came[0].text);
        assert!(house.mail.came().is_empty() && house.left().is_empty());
    }

    fn what_is_told_are_the_facts_of_that_moment(db) {
        let house = House::open(db);
        house.choose(&[Channel::Mail], Lang::En, true);
        house.tell("test.ready");
        let renamed = Details { name: "Nguyễn Thị Lan Anh".into(), email: "moi@example.vn".parse().ok(), ..Details::default() };
        house.office.write(|tx| persons::commands::amend(tx, house.office.act(), house.lan, &renamed));
        house.work();
        let came = house.mail.came();
        assert_eq!((came[0].address.as_str(), came[0].subject.as_str()), ("moi@example.vn", "Dossier H10-1"), "to the address of now");
        assert!(came[0].text.starts_with("Dear Nguyễn Thị Lan Anh, H10-1 is ready."));
    }

    fn a_text_message_waits_for_the_morning_and_a_letter_does_not(db) {
        let house = House::open(db);
        house.office.clock.set_local(date(2024, 2, 20).at(22, 30, 0, 0));
        house.tell("test.ready");
        house.work();
        assert_eq!(house.states(), [(Channel::Sms, State::Waiting)]);
        house.office.clock.set_local(date(2024, 2, 21).at(6, 59, 0, 0));
        house.work();
        assert!(house.sms.came().is_empty());
        house.office.clock.set_local(date(2024, 2, 21).at(7, 0, 0, 0));
        house.work();
        assert_eq!((house.states(), house.sms.came().len()), (vec![(Channel::Sms, State::Sent)], 1));
        house.choose(&[Channel::Mail], Lang::Vi, true);
        house.office.clock.set_local(date(2024, 2, 21).at(23, 0, 0, 0));
        house.tell("test.ready");
        house.work();
        assert_eq!(house.mail.came().len(), 1);
    }

    fn quiet_hours_that_grew_longer_meanwhile_are_waited_for_too(db) {
        let house = House::open(db);
        house.office.clock.set_local(date(2024, 2, 20).at(22, 30, 0, 0));
        house.tell("test.ready");
        house.work();
        let longer = Rules { quiet_until: Time::constant(8, 0, 0, 0), ..Rules::default() };
        let admin = admin();
        house.office.write(|tx| commands::set_rules(tx, house.office.act_of(&admin), &longer));
        house.office.clock.set_local(date(2024, 2, 21).at(7, 30, 0, 0));
        house.work();
        assert_eq!(house.states(), [(Channel::Sms, State::Waiting)]);
        house.office.clock.set_local(date(2024, 2, 21).at(8, 0, 0, 0));
        house.work();
        assert_eq!(house.states(), [(Channel::Sms, State::Sent)]);
    }

    fn what_one_channel_refuses_the_next_one_carries(db) {
        let house = House::open(db);
        house.sms.answers(&[Err(Failure::Refused("no such number".into()))]);
        house.tell("test.ready");
        house.work();
        assert_eq!(house.states(), [(Channel::Sms, State::Failed), (Channel::Mail, State::Sent)]);
        let messages = house.messages();
        assert!(messages[0].passed_on && messages[0].reason.as_deref() == Some("no such number"));
        assert!(house.mail.came()[0].text.starts_with("Kính gửi Nguyễn Thị Lan, hồ sơ H10-1"));
    }

    fn a_gateway_that_is_down_is_tried_again_under_the_same_name_and_given_up_for_the_next(db) {
        let house = House::open(db);
        let down = || Err(Failure::Later("out of order".into()));
        house.sms.answers(&[down(), down(), Ok(())]);
        house.tell("test.ready");
        house.work();
        assert_eq!(house.states(), [(Channel::Sms, State::Written)]);
        house.office.clock.advance_minutes(10);
        house.work();
        house.office.clock.advance_minutes(10);
        house.work();
        let came = house.sms.came();
        assert_eq!((house.states(), came.len()), (vec![(Channel::Sms, State::Sent)], 3));
        assert!(came.iter().all(|message| message.id == came[0].id));
        house.sms.answers(&vec![down(); 20]);
        house.tell("test.ready");
        for _ in 0..jobs::TRIES {
            house.work();
            house.office.clock.advance_minutes(70);
        }
        assert_eq!(house.states()[1..], [(Channel::Sms, State::Failed), (Channel::Mail, State::Sent)]);
        assert!(house.left().is_empty(), "{:?}", house.left());
    }

    fn a_report_says_that_it_arrived_or_passes_it_on_and_counts_once(db) {
        let house = House::open(db);
        house.tell("test.ready");
        house.work();
        house.report(Channel::Sms, Ok(()));
        house.report(Channel::Sms, Ok(()));
        house.report(Channel::Sms, Err("too late"));
        house.report(Channel::Mail, Ok(()));
        assert_eq!(house.states(), [(Channel::Sms, State::Delivered)]);
        house.office.clock.advance_minutes(1);
        house.tell("test.ready");
        house.work();
        house.report(Channel::Sms, Err("no such subscriber"));
        house.report(Channel::Sms, Err("no such subscriber"));
        house.work();
        assert_eq!(house.states()[1..], [(Channel::Sms, State::Failed), (Channel::Mail, State::Sent)]);
        assert_eq!(house.mail.came().len(), 1);
    }

    fn a_message_in_a_dead_workers_hands_goes_out_again_under_the_same_name(db) {
        let house = House::open(db);
        house.tell("test.ready");
        let runner = house.runner();
        runner.run_due(&house.office.store, &house.office.clock, 1).unwrap();
        // The gateway has it, and the worker dies before it writes that down.
        let mut dying = Runner::default();
        let sender = house.postroom.clone();
        let broken = house.office.store.clone();
        dying.on(SEND, move |_, job, now| {
            let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                let failing = Dying(sender.ways.get(Channel::Sms).unwrap().clone());
                let postroom = Postroom { ways: Ways::default().with(Channel::Sms, failing), ..sender.clone() };
                postroom.send(&broken, job, now)
            }));
            assert!(died.is_err());
            Err("killed".into())
        });
        dying.run_due(&house.office.store, &house.office.clock, 1).unwrap();
        assert_eq!((house.states(), house.sms.came().len()), (vec![(Channel::Sms, State::Sending)], 1));
        for _ in 0..5 {
            house.office.clock.advance_minutes(1);
            house.work();
        }
        let came = house.sms.came();
        assert_eq!((house.states(), came.len()), (vec![(Channel::Sms, State::Sent)], 2));
        assert_eq!(came[0].id, came[1].id, "the gateway knows it again");
        assert!(house.left().is_empty());
    }

    fn two_workers_hand_a_message_over_once(db) {
        let house = House::open(db);
        for _ in 0..20 {
            house.tell("test.ready");
        }
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| house.work());
            }
        });
        house.work();
        let mut names: Vec<Uuid> = house.sms.came().iter().map(|message| message.id).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!((names.len(), house.sms.came().len()), (20, 20));
        assert!(house.left().is_empty());
    }

    fn whoever_wants_no_messages_or_no_reminders_gets_none(db) {
        let house = House::open(db);
        house.choose(&[Channel::Sms], Lang::Vi, false);
        house.tell("test.waits");
        house.work();
        assert!(house.messages().is_empty(), "no reminder is even written down");
        house.choose(&[], Lang::Vi, false);
        house.tell("test.ready");
        house.work();
        assert_eq!(house.states(), [(Channel::Mail, State::Kept)], "it can be read on the screens");
        assert!(house.sms.came().is_empty() && house.mail.came().is_empty());
    }

    fn zalo_carries_registered_wordings_only_and_is_told_what_they_mention(db) {
        let mut house = House::open(db);
        let zalo = Gateway::default();
        house.postroom.ways = house.postroom.ways.clone().with(Channel::Zalo, zalo.clone());
        house.tell("test.ready");
        house.work();
        assert_eq!(house.states(), [(Channel::Sms, State::Sent)]);
        let admin = admin();
        let wording = Wording { registered: "204051".into(), ..READY.wording(Channel::Zalo, Lang::Vi) };
        house.office.write(|tx| commands::word(tx, house.office.act_of(&admin), &READY, Channel::Zalo, Lang::Vi, &wording));
        house.tell("test.ready");
        house.work();
        let came = zalo.came();
        assert_eq!(came[0].registered, "204051");
        assert_eq!(came[0].values.keys().collect::<Vec<_>>(), ["ma", "tuy_chon"]);
        assert_eq!(came[0].values["ma"], "H10-1");
    }

    fn a_wording_is_checked_kept_in_versions_and_put_back(db) {
        let house = House::open(db);
        let admin = admin();
        let stranger = actor(id_of("vp-ubnd-tinh"), Role::Officer);
        let word = |who: &Actor, text: &str| {
            let wording = Wording { text: text.into(), ..READY.wording(Channel::Sms, Lang::Vi) };
            house.office.store.write(|tx| commands::word(tx, house.office.act_of(who), &READY, Channel::Sms, Lang::Vi, &wording))
        };
        assert!(matches!(word(&stranger, "{ma}"), Err(directory::Refused::Forbidden)));
        let unknown = WordingFault::Unknown("han_tra".into());
        assert!(matches!(word(&admin, "{ma} {han_tra}"), Err(directory::Refused::Fault(Fault::Wording(fault))) if fault == unknown));
        word(&admin, "Mời nhận kết quả {ma}").unwrap();
        word(&admin, "Mời nhận kết quả {ma}").unwrap();
        house.tell("test.ready");
        house.work();
        assert_eq!(house.sms.came()[0].text, "Moi nhan ket qua H10-1");
        house.office.write(|tx| commands::reset(tx, house.office.act_of(&admin), &READY, Channel::Sms, Lang::Vi));
        house.tell("test.ready");
        house.work();
        assert!(house.sms.came()[1].text.starts_with("Ho so H10-1 da co ket qua"));
        let stream = commands::stream("test.ready", Channel::Sms, Lang::Vi);
        let versions = house.office.store.read(|tx| store::journal::entries(tx, stream)).unwrap();
        let kinds: Vec<_> = versions.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, ["notice.worded", "notice.wording_reset"], "the same again is no version");
        assert!(versions[1].body.contains("Mời nhận kết quả {ma}"), "what was there before is remembered");
    }

    fn what_could_not_be_sent_is_tried_again_once_there_is_a_way(db) {
        let mut house = House::open(db);
        let ways = std::mem::take(&mut house.postroom.ways);
        house.tell("test.ready");
        house.work();
        let kept = house.messages()[0].clone();
        assert_eq!((kept.state, kept.reason.as_deref()), (State::Kept, Some("no way out")));
        let admin = admin();
        let again = |house: &House| {
            house.office.store.write(|tx| commands::try_again(tx, house.office.act_of(&admin), &house.postroom, kept.id))
        };
        assert!(matches!(again(&house), Err(directory::Refused::Fault(Fault::NoWay))));
        house.postroom.ways = ways;
        again(&house).unwrap();
        assert!(matches!(again(&house), Err(directory::Refused::Fault(Fault::Gone))), "pressed twice, sent once");
        house.work();
        assert_eq!(house.states()[1..], [(Channel::Sms, State::Sent)]);
        assert_eq!(house.sms.came().len(), 1);
    }

    fn a_link_leads_to_ones_own_choices_and_another_to_nobody(db) {
        let house = House::open(db);
        let to = Recipient::Person(house.lan);
        let ids: &Ids = &house.office.ids;
        let link = house.office.store.write(|tx| commands::known(tx, ids, to)).unwrap().link;
        assert_eq!(house.office.store.write(|tx| commands::known(tx, ids, to)).unwrap().link, link);
        assert_eq!(house.office.store.read(|tx| queries::by_link(tx, &link)).unwrap(), Some(to));
        assert_eq!(house.office.store.read(|tx| queries::by_link(tx, "aaaaaaaaaaaa")).unwrap(), None);
    }
}

/// Hands over and dies.
struct Dying(Arc<dyn Way>);

impl Way for Dying {
    fn send(&self, message: &Outgoing) -> Result<Option<String>, Failure> {
        self.0.send(message)?;
        panic!("killed after the gateway took it")
    }
}
