//! The population register asked over HTTP: the real client, and a register that can do everything wrong.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use adapters::{
    people::People,
    population::{
        Client, Config, Simulator,
        simulator::{Fault, TOKEN},
    },
};
use base::{FixedClock, identity::PersonalNumber};
use jiff::civil::date;
use services::population::{Asked, Fact, Record, Register as _, RegisterFault};
use tokio::task::spawn_blocking;
use uuid::Uuid;

struct Neighbour {
    simulator: Simulator,
    client: Arc<Client>,
}

impl Neighbour {
    async fn open() -> Self {
        let clock = FixedClock::at("2026-03-01T08:00:00+07:00");
        let simulator = Simulator::new(People::default(), clock.arc());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let service = simulator.router();
        tokio::spawn(async move { axum::serve(listener, service).await });
        let config = Config { timeout_ms: 400, ..Config::trial(&address) };
        Self { simulator, client: Arc::new(Client::new(config).unwrap()) }
    }

    async fn ask(&self, number: &str, facts: &[Fact]) -> Result<Option<Record>, RegisterFault> {
        let asked = Asked {
            id: Uuid::from_u128(7),
            number: PersonalNumber::parse(number).unwrap(),
            facts: facts.iter().copied().collect(),
            ground: "Đối chiếu người yêu cầu".into(),
            by: "Lê Thu Hà".into(),
            agency: "UBND phường Tân Phú".into(),
        };
        let client = self.client.clone();
        let found = spawn_blocking(move || client.look_up(&asked)).await.unwrap()?;
        Ok(found.map(|(record, at)| {
            assert_eq!(at.to_string(), "2026-03-01T01:00:00Z", "the register says for when it holds");
            record
        }))
    }
}

#[tokio::test]
async fn the_register_is_told_who_asks_what_and_why_and_answers_that_much() {
    let neighbour = Neighbour::open().await;
    let found = neighbour.ask("070190900001", &[Fact::Name, Fact::Born, Fact::Residence]).await.unwrap().unwrap();
    assert_eq!((found.name.as_deref(), found.born), (Some("Trần Thị Mai"), Some(date(1990, 5, 12))));
    let home = found.residence.unwrap();
    assert_eq!((home.commune_code.as_str(), home.commune.as_str()), ("25195", "Phường Tân Phú"));
    assert_eq!(home.province, "Tỉnh Bình Phước");
    assert_eq!((found.gender, found.document), (None, None));
    let question = &neighbour.simulator.asked()[0];
    assert_eq!(question["fields"], serde_json::json!(["name", "born", "residence"]));
    assert_eq!((&question["ground"], &question["officer"]), (&"Đối chiếu người yêu cầu".into(), &"Lê Thu Hà".into()));
}

#[tokio::test]
async fn a_number_that_nobody_has_is_no_failure() {
    assert_eq!(Neighbour::open().await.ask("070190999999", &[Fact::Name]).await.unwrap(), None);
}

#[tokio::test]
async fn a_register_that_is_slow_or_down_is_out_of_reach() {
    let neighbour = Neighbour::open().await;
    for fault in [Fault::Slow, Fault::Down] {
        neighbour.simulator.go_wrong(Some(fault));
        let refused = neighbour.ask("070190900001", &[Fact::Name]).await.unwrap_err();
        assert!(matches!(refused, RegisterFault::Unreachable(_)), "{fault:?}: {refused}");
    }
    neighbour.simulator.go_wrong(None);
    assert!(neighbour.ask("070190900001", &[Fact::Name]).await.unwrap().is_some());
}

#[tokio::test]
async fn an_answer_about_somebody_else_or_against_the_number_itself_is_not_believed() {
    let neighbour = Neighbour::open().await;
    for fault in [Fault::SomebodyElse, Fault::OtherYear, Fault::Nonsense] {
        neighbour.simulator.go_wrong(Some(fault));
        let refused = neighbour.ask("070190900001", &[Fact::Name, Fact::Born]).await.unwrap_err();
        assert!(matches!(refused, RegisterFault::Doubted(_)), "{fault:?}: {refused}");
        assert!(!refused.to_string().contains("0701") && !refused.to_string().contains("Mai"), "{refused}");
    }
}

#[tokio::test]
async fn a_wrong_token_gets_nothing_and_an_insecure_address_is_noticed() {
    let mut neighbour = Neighbour::open().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let service = neighbour.simulator.router();
    tokio::spawn(async move { axum::serve(listener, service).await });
    let config = Config { token: format!("not {TOKEN}"), ..Config::trial(&address) };
    neighbour.client = Arc::new(Client::new(config).unwrap());
    assert!(matches!(neighbour.ask("070190900001", &[Fact::Name]).await, Err(RegisterFault::Unreachable(_))));
    assert!(Client::new(Config { url: "http://dancu.example.vn/x".into(), ..Config::trial("") }).is_err());
}
