//! Text messages by a gateway over HTTP.
//!
//! There is no one protocol of Vietnamese gateways; this is the smallest that each of them can be brought to by a few lines
//! in front of it. A message is posted as `{"reference", "from", "to", "text", "unicode"}` with a bearer token and answered
//! `{"id"}`; the same `reference` posted again is answered with the same `id` and not sent again. Delivery is reported by
//! posting `{"reference", "status": "delivered" | "failed", "reason"}` to `/thong-bao/bao-phat/sms`, with
//! `X-Timestamp` and, in `X-Signature`, HMAC-SHA256 over `timestamp.body` in hexadecimal.

mod simulator;

use axum::http::HeaderMap;
use directory::notices::{Failure, Outgoing, Report, Way};
use hmac::{Hmac, KeyInit as _, Mac as _};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use sha2::Sha256;
use uuid::Uuid;

use crate::gateway;

pub use simulator::Simulator;

/// Where text messages go out, and in whose name.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where messages are posted, as in `https://sms.example.vn/messages`.
    pub url: String,
    /// The bearer token.
    pub token: String,
    /// The registered sender's name, as in `TINHBP`.
    pub from: String,
    /// The key that delivery reports are signed with.
    pub report_key: String,
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config").field("url", &self.url).field("from", &self.from).finish_non_exhaustive()
    }
}

/// Sends text messages.
pub struct Sms {
    config: Config,
    agent: ureq::Agent,
}

impl Sms {
    /// A way out.
    pub fn new(config: &Config) -> Self {
        Self { config: config.clone(), agent: gateway::agent() }
    }
}

/// What is signed in a report.
fn signature(key: &str, timestamp: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key of any length is one");
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

#[derive(Deserialize)]
struct Said {
    reference: Uuid,
    status: String,
    #[serde(default)]
    reason: String,
}

impl Way for Sms {
    fn send(&self, message: &Outgoing) -> Result<Option<String>, Failure> {
        let body = json!({
            "reference": message.id,
            "from": self.config.from,
            "to": message.address,
            "text": message.text,
            "unicode": !message.text.is_ascii(),
        });
        let bearer = format!("Bearer {}", self.config.token);
        let (status, answer) = gateway::post(&self.agent, &self.config.url, ("authorization", &bearer), &body)?;
        let why = || {
            let said = answer["error"].as_str().unwrap_or_default();
            format!("status {status} {said}").trim_end().to_owned()
        };
        match status {
            200..=299 => match answer["id"].as_str() {
                Some(id) => Ok(Some(id.to_owned())),
                None => Err(Failure::Later("the answer names no message".into())),
            },
            // Wrong keys and full queues are the operator's to put right, not the number's.
            401 | 403 | 404 | 408 | 409 | 425 | 429 | 500.. => Err(Failure::Later(why())),
            _ => Err(Failure::Refused(why())),
        }
    }

    fn report(&self, headers: &HeaderMap, body: &[u8]) -> Option<Vec<Report>> {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let signed = unhex(header("x-signature")?)?;
        signature(&self.config.report_key, header("x-timestamp")?, body).verify_slice(&signed).ok()?;
        let said: Said = serde_json::from_slice(body).ok()?;
        let arrived = match said.status.as_str() {
            "delivered" => Ok(()),
            "failed" => Err(said.reason),
            _ => return Some(Vec::new()),
        };
        Some(vec![Report { id: said.reference, arrived }])
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}
