//! Whether the program lives, and whether it may be sent work: for balancers and supervisors.

use std::time::Duration;

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use serde_json::json;
use tokio::time::timeout;
use web::{Access, App, Routes};

use crate::operation::Operation;

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

/// Their routes.
pub fn routes() -> Routes {
    Routes::new().get("/health/live", Access::Public, live).get("/health/ready", Access::Public, ready)
}

/// The process answers: nothing else is asked.
async fn live() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "ok\n")
}

/// 503 while the program stops, the database does not answer, or there is no room to take anything in.
async fn ready(State(app): State<App>) -> impl IntoResponse {
    let operation = app.get::<Operation>();
    let asked = app.read(|tx| tx.one("select 1 as n", &[], |row| row.get::<i64>("n")));
    let database = timeout(PATIENCE, asked).await.is_ok_and(|answer| answer.is_ok());
    let (room, stopping) = (operation.has_room(), operation.is_stopping());
    let ready = database && room && !stopping;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let said = json!({ "ready": ready, "database": database, "room": room, "stopping": stopping });
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, format!("{said}\n"))
}
