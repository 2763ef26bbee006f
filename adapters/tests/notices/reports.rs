//! What gateways report comes in by the page of reports; what is not signed rightly does not.

use std::{sync::Arc, time::Duration};

use adapters::gateway::{Behaviour, Mood};
use directory::{
    Cost, Directory, Passwords,
    notices::{Channel, State},
};
use web::{App, Settings, limits::Rates};

use crate::house::{Gateways, House};

/// The application's own address, with the postroom of the house in it.
fn site(house: &House, gateways: &Gateways) -> String {
    let directory = house.store.read(Directory::load).unwrap();
    let settings = Settings { rates: Rates::unlimited(), ..Settings::default() };
    let app = App::new(house.store.clone(), Arc::new(house.clock.clone()), house.ids.clone(), settings);
    let app = directory::install(app, directory, Passwords::new(Cost::Cheap)).with((*house.postroom).clone());
    let router = web::door::open(app, directory::routes());
    let listener = gateways.runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
    gateways.runtime.spawn(async move { axum::serve(listener, service).await.unwrap() });
    at
}

/// Looks until it is so; the gateway reports from a thread of its own.
fn until(what: &str, show: impl Fn() -> Vec<(Channel, State)>, is_so: impl Fn() -> bool) {
    for _ in 0..1000 {
        if is_so() {
            return;
        }
        std::thread::park_timeout(Duration::from_millis(10));
    }
    panic!("{what}: {:?}", show());
}

#[test]
fn delivery_is_reported_by_either_gateway_and_failure_by_text_messages_leads_on() {
    let db = testkit::sqlite();
    let gateways = Gateways::open();
    let house = House::open(&db, House::ways(&db, &gateways));
    house.register_with_zalo();
    let site = site(&house, &gateways);
    let to = |channel: &str| format!("{site}/thong-bao/bao-phat/{channel}");
    gateways.zalo.memory().behave(Behaviour { report_to: to("zalo"), mood: Mood::Twice, ..Behaviour::default() });
    house.tell();
    house.work();
    until("zalo said nothing", || house.states(), || house.messages()[0].state == State::Delivered);
    house.choose(&[Channel::Sms, Channel::Zalo]);
    house.clock.advance_minutes(1);
    gateways.sms.memory().behave(Behaviour { report_to: to("sms"), mood: Mood::Fail, ..Behaviour::default() });
    house.tell();
    house.work();
    until("the gateway said nothing", || house.states(), || house.messages()[1].state == State::Failed);
    house.work();
    let messages = house.messages();
    assert_eq!(messages[1].reason.as_deref(), Some("no such subscriber"));
    assert_eq!(messages[2].channel, Channel::Zalo, "the next of her channels");
    until("zalo said nothing", || house.states(), || house.messages()[2].state == State::Delivered);
}

#[test]
fn a_report_that_is_not_signed_rightly_changes_nothing_and_finds_nothing_there() {
    let db = testkit::sqlite();
    let gateways = Gateways::open();
    let house = House::open(&db, House::ways(&db, &gateways));
    house.tell();
    house.work();
    let site = site(&house, &gateways);
    let body = format!("{{\"reference\":\"{}\",\"status\":\"delivered\"}}", house.messages()[0].id);
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    for (channel, name, value) in [
        ("sms", "x-signature", "00"),
        ("sms", "x-signature", "0z"),
        ("sms", "x-other", ""),
        ("zalo", "x-zevent-signature", "mac=00"),
        ("mail", "x-signature", "00"),
        ("fax", "x-signature", "00"),
    ] {
        let to = format!("{site}/thong-bao/bao-phat/{channel}");
        let answer = agent.post(&to).header(name, value).header("x-timestamp", "0").send(body.as_bytes()).unwrap();
        assert_eq!(answer.status().as_u16(), 404, "{channel} {name}");
    }
    assert_eq!(house.messages()[0].state, State::Sent);
}
