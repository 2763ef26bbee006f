//! Nothing is sent twice: whatever the gateways do, whenever a worker is killed, however many workers there are.

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use adapters::gateway::{Behaviour, Mood};
use directory::notices::{Channel, Failure, Message, Outgoing, Postroom, State, Way, Ways};
use proptest::prelude::*;
use store::jobs;

use crate::house::{Gateways, House};

/// A way on which the worker is sometimes killed: before it hands a message over, or after, when nothing is written down yet.
struct Deadly {
    way: Arc<dyn Way>,
    kills: Vec<Kill>,
    at: Arc<AtomicUsize>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kill {
    No,
    Before,
    After,
}

impl Way for Deadly {
    fn send(&self, message: &Outgoing) -> Result<Option<String>, Failure> {
        let kill = self.kills.get(self.at.fetch_add(1, Ordering::Relaxed)).copied().unwrap_or(Kill::No);
        assert_ne!(kill, Kill::Before, "killed before");
        let answer = self.way.send(message);
        assert_ne!(kill, Kill::After, "killed after");
        answer
    }
}

fn mood() -> impl Strategy<Value = Mood> {
    prop_oneof![
        3 => Just(Mood::Good),
        2 => Just(Mood::Down),
        2 => Just(Mood::Lose),
        1 => Just(Mood::Twice),
        1 => Just(Mood::Refuse),
    ]
}

fn kill() -> impl Strategy<Value = Kill> {
    prop_oneof![3 => Just(Kill::No), 1 => Just(Kill::Before), 2 => Just(Kill::After)]
}

fn is_sent(message: &Message) -> bool {
    matches!(message.state, State::Sent | State::Delivered)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_message_arrives_once(
        moods in proptest::collection::vec(mood(), 0..12),
        kills in proptest::collection::vec(kill(), 0..8),
        told in 1usize..5,
    ) {
        let db = testkit::sqlite();
        let gateways = Gateways::open();
        let ways = House::ways(&db, &gateways);
        let at = Arc::new(AtomicUsize::new(0));
        let deadly = |channel| Deadly { way: ways.get(channel).unwrap().clone(), kills: kills.clone(), at: at.clone() };
        let ways = Ways::default().with(Channel::Sms, deadly(Channel::Sms)).with(Channel::Zalo, deadly(Channel::Zalo));
        let house = House::open(&db, ways);
        house.register_with_zalo();
        gateways.zalo.memory().behave(Behaviour { moods: moods.iter().copied().collect(), ..Behaviour::default() });
        gateways.sms.memory().behave(Behaviour { moods: moods.iter().rev().copied().collect(), ..Behaviour::default() });
        for _ in 0..told {
            house.tell();
        }
        // Two workers at a time, each killed and started again, over so many minutes.
        for _ in 0..40 {
            thread::scope(|scope| {
                for _ in 0..2 {
                    scope.spawn(|| drop(catch_unwind(AssertUnwindSafe(|| house.work()))));
                }
            });
            house.clock.advance_minutes(7);
        }
        let messages = house.messages();
        for (channel, memory) in [(Channel::Sms, gateways.sms.memory()), (Channel::Zalo, gateways.zalo.memory())] {
            let mut told = BTreeSet::new();
            for one in memory.arrived() {
                let message = messages.iter().find(|message| message.id.to_string() == one.reference);
                prop_assert!(message.is_some_and(|message| message.channel == channel), "a gateway took what was never written");
                prop_assert!(told.insert(message.map(|message| message.told)), "one thing arrived twice on a channel");
            }
            for message in messages.iter().filter(|message| message.channel == channel && is_sent(message)) {
                prop_assert!(told.contains(&Some(message.told)), "sent, and not arrived");
            }
        }
        let reached: BTreeSet<_> = messages.iter().filter(|message| is_sent(message)).map(|message| message.told).collect();
        let given_up = messages.iter().filter(|message| message.state == State::Failed && !message.passed_on).count();
        prop_assert_eq!(reached.len() + given_up, told, "each was sent, or stands where an administrator sees it");
        prop_assert!(house.store.read(jobs::count).unwrap().is_empty());
    }
}

#[test]
fn three_processes_on_one_database_send_a_thing_once() {
    let db = testkit::postgres();
    let gateways = Gateways::open();
    let house = House::open(&db, House::ways(&db, &gateways));
    for _ in 0..30 {
        house.tell();
    }
    thread::scope(|scope| {
        for _ in 0..3 {
            let postroom: Postroom = (*house.postroom).clone();
            let house = &house;
            scope.spawn(move || {
                let runner = House::runner(&Arc::new(postroom));
                while runner.run_due(&house.store, &house.clock, 4).unwrap() > 0 {}
            });
        }
    });
    house.work();
    let memory = gateways.sms.memory();
    assert_eq!((memory.arrived().len(), memory.requests()), (30, 30), "not even asked twice");
    assert!(house.messages().iter().all(|message| message.state == State::Sent));
}

#[test]
fn an_answer_that_got_lost_is_asked_for_again_and_the_message_is_not_sent_again() {
    let db = testkit::sqlite();
    let gateways = Gateways::open();
    let house = House::open(&db, House::ways(&db, &gateways));
    gateways.sms.memory().behave(Behaviour { moods: [Mood::Lose].into(), ..Behaviour::default() });
    house.tell();
    house.work();
    assert_eq!((house.messages()[0].state, gateways.sms.memory().arrived().len()), (State::Written, 1));
    house.clock.advance_minutes(1);
    house.work();
    let message = &house.messages()[0];
    assert_eq!((message.state, message.reference.as_deref()), (State::Sent, Some("mo-phong-1")));
    assert_eq!((gateways.sms.memory().arrived().len(), gateways.sms.memory().requests()), (1, 2));
}

#[test]
fn a_number_without_zalo_gets_a_text_message() {
    let db = testkit::sqlite();
    let gateways = Gateways::open();
    let house = House::open(&db, House::ways(&db, &gateways));
    house.register_with_zalo();
    gateways.zalo.memory().behave(Behaviour { moods: [Mood::Refuse].into(), ..Behaviour::default() });
    house.tell();
    house.work();
    let messages = house.messages();
    assert_eq!(messages[0].reason.as_deref(), Some("-118 Zalo account not existed"));
    assert_eq!((messages[0].passed_on, messages[1].channel, messages[1].state), (true, Channel::Sms, State::Sent));
    let text = &gateways.sms.memory().arrived()[0].text;
    assert!(text.starts_with("Ho so H10-1 da co ket qua. https://example.vn/nt/"), "{text}");
    house.tell();
    house.work();
    let said = &gateways.zalo.memory().arrived()[0].text;
    assert!(said.contains("\"ma\":\"H10-1\"") && said.contains("\"tuy_chon\""), "{said}");
}
