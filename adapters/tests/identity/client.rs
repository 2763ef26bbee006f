use adapters::identity::{Client, simulator::Fault};
use base::{IdentityLevel, Ids};
use directory::accounts::{Attested, Departure, IdentityProvider as _, ProviderFault};
use std::sync::Arc;
use tokio::task::spawn_blocking;

use crate::world::{MAI, Provider};

fn departure(provider: &Provider) -> Departure {
    let ids = Ids::seeded(provider.clock.arc(), 11);
    Departure::new(&ids, IdentityLevel::Two, "http://localhost:8080/dang-nhap/dinh-danh/ve".into())
}

async fn depart(client: &Arc<Client>, departure: &Departure) -> Result<String, ProviderFault> {
    let (client, departure) = (client.clone(), departure.clone());
    spawn_blocking(move || client.depart(&departure)).await.unwrap()
}

async fn arrive(client: &Arc<Client>, departure: &Departure, back: &str) -> Result<Attested, ProviderFault> {
    let code = back.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let (client, departure) = (client.clone(), departure.clone());
    spawn_blocking(move || client.arrive(&departure, &code)).await.unwrap()
}

async fn whole(provider: &Provider, client: &Arc<Client>, fault: &str) -> Result<Attested, ProviderFault> {
    let departure = departure(provider);
    let to = depart(client, &departure).await?;
    let back = provider.pick(&to, MAI, "2", fault).await;
    arrive(client, &departure, &back).await
}

#[tokio::test]
async fn somebody_is_attested_with_number_name_and_level() {
    let provider = Provider::open().await;
    let who = whole(&provider, &Arc::new(provider.client()), "").await.unwrap();
    assert_eq!((who.number.as_str(), who.name.as_str()), (MAI, "Trần Thị Mai"));
    assert_eq!((who.level, who.phone.unwrap().as_str()), (IdentityLevel::Two, "0909900001"));
}

#[tokio::test]
async fn nothing_secret_travels_through_the_browser() {
    let provider = Provider::open().await;
    let departure = departure(&provider);
    let to = depart(&Arc::new(provider.client()), &departure).await.unwrap();
    assert!(to.contains("code_challenge_method=S256") && to.contains("response_type=code"), "{to}");
    assert!(to.contains(&departure.state) && to.contains(&departure.nonce) && to.contains("acr_values=2"), "{to}");
    assert!(!to.contains(&departure.verifier) && !to.contains("secret"), "{to}");
}

#[tokio::test]
async fn an_answer_that_cannot_be_believed_is_refused_for_its_own_reason() {
    for (fault, expected) in [
        ("signature", "signature"),
        ("nonce", "nonce"),
        ("audience", "audience"),
        ("expired", "expired"),
        ("issuer", "issuer"),
        ("replayed", "code"),
        ("claims", "claims"),
        ("down", "unreachable"),
        ("slow", "unreachable"),
    ] {
        let provider = Provider::open().await;
        let refused = whole(&provider, &Arc::new(provider.client()), fault).await.unwrap_err();
        assert_eq!(refused.key(), expected, "{fault}: {refused}");
        assert!(!refused.to_string().contains(MAI) && !refused.to_string().contains("Mai"), "{refused}");
    }
}

#[tokio::test]
async fn a_code_is_redeemed_once_and_only_by_whoever_began() {
    let provider = Provider::open().await;
    let client = Arc::new(provider.client());
    let begun = departure(&provider);
    let back = provider.pick(&depart(&client, &begun).await.unwrap(), MAI, "2", "").await;
    let thief = Departure { verifier: "f".repeat(64), ..begun.clone() };
    assert_eq!(arrive(&client, &thief, &back).await.unwrap_err().key(), "code");
    assert!(arrive(&client, &begun, &back).await.is_ok());
    assert_eq!(arrive(&client, &begun, &back).await.unwrap_err().key(), "code");
}

#[tokio::test]
async fn a_provider_that_changes_its_keys_is_understood_a_minute_later() {
    let provider = Provider::open().await;
    let client = Arc::new(provider.client());
    assert!(whole(&provider, &client, "").await.is_ok());
    provider.simulator.rotate();
    // Asked for its keys just now: nonsense cannot make us ask again and again.
    assert_eq!(whole(&provider, &client, "").await.unwrap_err().key(), "signature");
    provider.clock.advance_minutes(2);
    assert!(whole(&provider, &client, "").await.is_ok());
}

#[tokio::test]
async fn what_was_fetched_serves_while_the_provider_cannot_be_asked_again() {
    let provider = Provider::open().await;
    let client = Arc::new(provider.client());
    assert!(whole(&provider, &client, "").await.is_ok());
    provider.clock.advance_minutes(90);
    provider.simulator.go_wrong(Some(Fault::Down));
    assert!(depart(&client, &departure(&provider)).await.is_ok());
    let other = Arc::new(provider.client());
    assert_eq!(depart(&other, &departure(&provider)).await.unwrap_err().key(), "unreachable");
    provider.simulator.go_wrong(Some(Fault::Slow));
    assert_eq!(depart(&other, &departure(&provider)).await.unwrap_err().key(), "unreachable");
}

#[tokio::test]
async fn a_wrong_secret_and_an_insecure_address_are_noticed() {
    let provider = Provider::open().await;
    let config = adapters::identity::Config { client_secret: Some("wrong".into()), ..provider.config() };
    let client = Arc::new(Client::new(config, provider.clock.arc()).unwrap());
    assert_eq!(whole(&provider, &client, "").await.unwrap_err().key(), "code");
    let outside = adapters::identity::Config { issuer: "http://id.example.vn".into(), ..provider.config() };
    assert!(Client::new(outside, provider.clock.arc()).is_err());
}
