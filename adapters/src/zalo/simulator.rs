//! Zalo as the official account sees it, without Zalo: it remembers what came and behaves as it is told.

use std::time::Duration;

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::signature;
use crate::gateway::{self, Arrived, Behaviour, Memory, Mood};

/// The simulator. What arrives is read at `GET /zalo/message/template`; how it behaves is set by `POST /zalo/behaviour`.
/// It asks for any token that is not empty.
#[derive(Debug, Clone, Default)]
pub struct Simulator(Memory);

#[derive(Deserialize)]
struct Message {
    phone: String,
    template_id: String,
    template_data: Value,
    tracking_id: String,
}

impl Simulator {
    /// The application's number and the key it signs with: no secret, since it sends nothing.
    pub const KEY: &str = "mo-phong";

    /// What it remembers.
    pub fn memory(&self) -> &Memory {
        &self.0
    }

    /// Its routes.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/zalo/message/template", post(take).get(async |State(memory): State<Memory>| Json(memory.page())))
            .route("/zalo/behaviour", post(behave))
            .with_state(self.0.clone())
    }
}

async fn behave(State(memory): State<Memory>, Json(behaviour): Json<Behaviour>) -> StatusCode {
    memory.behave(behaviour);
    StatusCode::NO_CONTENT
}

fn refused(code: i64, why: &str) -> Response {
    Json(json!({ "error": code, "message": why })).into_response()
}

async fn take(State(memory): State<Memory>, headers: HeaderMap, Json(message): Json<Message>) -> Response {
    if headers.get("access_token").is_none_or(|token| token.is_empty()) {
        return refused(-124, "Access token invalid");
    }
    if message.template_id.is_empty() {
        return refused(-109, "Template ID is invalid");
    }
    let text = message.template_data.to_string();
    let verdict = memory.treat(&message.tracking_id, &message.phone, &text);
    match (verdict.mood, verdict.taken) {
        (Mood::Down, _) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        (mood, Some(arrived)) => {
            if mood == Mood::Slow {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            // Zalo reports what was received and nothing else.
            if !verdict.report_to.is_empty() && mood != Mood::Fail {
                for _ in 0..if mood == Mood::Twice { 2 } else { 1 } {
                    report(verdict.report_to.clone(), arrived.clone());
                }
            }
            if mood == Mood::Lose {
                return gateway::lost();
            }
            Json(json!({ "error": 0, "message": "Success", "data": { "msg_id": arrived.id } })).into_response()
        }
        (_, None) => refused(-118, "Zalo account not existed"),
    }
}

fn report(to: String, arrived: Arrived) {
    tokio::task::spawn_blocking(move || {
        let body = json!({
            "event_name": "user_received_message",
            "app_id": Simulator::KEY,
            "message": { "msg_id": arrived.id, "tracking_id": arrived.reference },
            "timestamp": "0",
        })
        .to_string();
        let signed = signature(Simulator::KEY, body.as_bytes(), "0", Simulator::KEY);
        gateway::tell(&to, &[("x-zevent-signature", &signed)], &body);
    });
}
