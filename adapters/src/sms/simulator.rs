//! A gateway of text messages that sends none: it remembers what came and behaves as it is told.

use std::time::Duration;

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use hmac::Mac as _;
use serde::Deserialize;
use serde_json::json;

use super::{Config, signature};
use crate::gateway::{self, Arrived, Behaviour, Memory, Mood};

/// The simulator. What arrives is read at `GET /sms/messages`; how it behaves is set by `POST /sms/behaviour`, as in
/// `{"moods": ["lose", "down"], "report_to": "http://127.0.0.1:8080/thong-bao/bao-phat/sms"}`.
#[derive(Debug, Clone, Default)]
pub struct Simulator(Memory);

#[derive(Deserialize)]
struct Message {
    reference: String,
    to: String,
    text: String,
}

impl Simulator {
    /// The token it asks for and the key it signs with: no secret, since it sends nothing.
    pub const KEY: &str = "mo-phong";

    /// What it remembers.
    pub fn memory(&self) -> &Memory {
        &self.0
    }

    /// The settings of a client of it, when it is served at an address such as `http://127.0.0.1:8090`.
    pub fn config(at: &str) -> Config {
        Config {
            url: format!("{at}/sms/messages"),
            token: Self::KEY.into(),
            from: "TINHSO".into(),
            report_key: Self::KEY.into(),
        }
    }

    /// Its routes.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/sms/messages", post(take).get(async |State(memory): State<Memory>| Json(memory.page())))
            .route("/sms/behaviour", post(behave))
            .route("/sms", get(async |State(memory): State<Memory>| Json(memory.page())))
            .with_state(self.0.clone())
    }
}

async fn behave(State(memory): State<Memory>, Json(behaviour): Json<Behaviour>) -> StatusCode {
    memory.behave(behaviour);
    StatusCode::NO_CONTENT
}

async fn take(State(memory): State<Memory>, headers: HeaderMap, body: Bytes) -> Response {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if token != format!("Bearer {}", Simulator::KEY) {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "unknown token" }))).into_response();
    }
    let Ok(message) = serde_json::from_slice::<Message>(&body) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "no message" }))).into_response();
    };
    let verdict = memory.treat(&message.reference, &message.to, &message.text);
    match (verdict.mood, verdict.taken) {
        (Mood::Down, _) => (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "error": "out of order" }))).into_response(),
        (mood, Some(arrived)) => {
            if mood == Mood::Slow {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            if !verdict.report_to.is_empty() {
                for _ in 0..if mood == Mood::Twice { 2 } else { 1 } {
                    report(verdict.report_to.clone(), arrived.clone(), mood != Mood::Fail);
                }
            }
            if mood == Mood::Lose {
                return gateway::lost();
            }
            (StatusCode::ACCEPTED, Json(json!({ "id": arrived.id }))).into_response()
        }
        (_, None) => (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": "no such number" }))).into_response(),
    }
}

/// Reports delivery from a thread of its own, as gateways do some time later.
fn report(to: String, arrived: Arrived, delivered: bool) {
    tokio::task::spawn_blocking(move || {
        let status = if delivered { "delivered" } else { "failed" };
        let body =
            json!({ "reference": arrived.reference, "status": status, "reason": "no such subscriber" }).to_string();
        let timestamp = "0";
        let signed = gateway::hex(signature(Simulator::KEY, timestamp, body.as_bytes()).finalize().into_bytes());
        gateway::tell(&to, &[("x-timestamp", timestamp), ("x-signature", &signed)], &body);
    });
}
