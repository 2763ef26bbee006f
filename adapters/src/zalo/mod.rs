//! Messages of the province's official account on Zalo, by registered template to a telephone number (Zalo Notification
//! Service): `POST /message/template` with `phone`, `template_id`, `template_data` and, as the sender's own name for the
//! message, `tracking_id`. That somebody received it comes as the event `user_received_message`, signed in
//! `X-ZEvent-Signature` with SHA-256 over application, body, time and key.

mod simulator;

use std::path::PathBuf;

use axum::http::HeaderMap;
use directory::notices::{Failure, Outgoing, Report, Way};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::gateway;

pub use simulator::Simulator;

/// Zalo's own address for messages by template.
const ADDRESS: &str = "https://business.openapi.zalo.me";

/// The official account.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where messages are sent; Zalo's own address unless something stands in front of it.
    #[serde(default = "address")]
    pub url: String,
    /// The application's number.
    pub app_id: String,
    /// A file with the access token. Tokens live a day: the file is read for each message, so whoever renews it needs no
    /// restart.
    pub token_file: PathBuf,
    /// The account's key, which events are signed with.
    pub event_key: String,
}

fn address() -> String {
    ADDRESS.into()
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config").field("url", &self.url).field("app_id", &self.app_id).finish_non_exhaustive()
    }
}

/// Sends by Zalo.
pub struct Zalo {
    config: Config,
    agent: ureq::Agent,
}

impl Zalo {
    /// A way out.
    pub fn new(config: &Config) -> Self {
        Self { config: config.clone(), agent: gateway::agent() }
    }
}

/// Whether an error is about Zalo or the account today, and not about this recipient or this template for good: limits
/// of a day, an expired token, no credit, night hours, something unexpected.
const fn passes(code: i64) -> bool {
    matches!(code, -100 | -101 | -104 | -115 | -123 | -124 | -125 | -126 | -133 | -137 | -144 | -146 | -147)
}

fn signature(app_id: &str, body: &[u8], timestamp: &str, key: &str) -> String {
    let digest = Sha256::new().chain_update(app_id).chain_update(body).chain_update(timestamp).chain_update(key);
    format!("mac={}", gateway::hex(digest.finalize()))
}

/// Compares without telling by its time how much is the same.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

impl Way for Zalo {
    fn send(&self, message: &Outgoing) -> Result<Option<String>, Failure> {
        let token = std::fs::read_to_string(&self.config.token_file)
            .map_err(|error| Failure::Later(format!("the file with the token: {error}")))?;
        let body = json!({
            "phone": message.address,
            "template_id": message.registered,
            "template_data": message.values,
            "tracking_id": message.id,
        });
        let url = format!("{}/message/template", self.config.url);
        let (status, answer) = gateway::post(&self.agent, &url, ("access_token", token.trim()), &body)?;
        if status >= 300 {
            return Err(Failure::Later(format!("status {status}")));
        }
        let said = answer["message"].as_str().unwrap_or_default();
        match answer["error"].as_i64() {
            Some(0) => Ok(answer["data"]["msg_id"].as_str().map(str::to_owned)),
            Some(code) if passes(code) => Err(Failure::Later(format!("{code} {said}"))),
            Some(code) => Err(Failure::Refused(format!("{code} {said}"))),
            None => Err(Failure::Later("the answer says nothing".into())),
        }
    }

    fn report(&self, headers: &HeaderMap, body: &[u8]) -> Option<Vec<Report>> {
        let event: Value = serde_json::from_slice(body).ok()?;
        let timestamp = match &event["timestamp"] {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        let signed = headers.get("x-zevent-signature").and_then(|value| value.to_str().ok())?;
        if !same(signed, &signature(&self.config.app_id, body, &timestamp, &self.config.event_key)) {
            return None;
        }
        let received = event["event_name"] == "user_received_message";
        let id = event["message"]["tracking_id"].as_str().and_then(|id| id.parse().ok());
        Some(id.filter(|_| received).map(|id| Report { id, arrived: Ok(()) }).into_iter().collect())
    }
}
