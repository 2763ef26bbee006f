//! What gateways report about delivery. What is not signed rightly does not exist here.

use axum::{
    body::to_bytes,
    extract::{Path, Request, State},
    http::StatusCode,
};
use web::{App, Problem, Visitor};

use crate::notices::{domain::Channel, postroom::Postroom};

/// More than any gateway has to say at once.
const MOST: usize = 256 << 10;

pub(super) async fn take(
    State(app): State<App>,
    visitor: Visitor,
    Path(channel): Path<String>,
    request: Request,
) -> Result<StatusCode, Problem> {
    let channel = Channel::from_key(&channel).ok_or_else(Problem::not_found)?;
    let postroom = app.get::<Postroom>();
    let way = postroom.ways.get(channel).ok_or_else(Problem::not_found)?.clone();
    let (head, body) = request.into_parts();
    let body = to_bytes(body, MOST).await.map_err(|_| Problem::too_large())?;
    let Some(reports) = way.report(&head.headers, &body) else {
        tracing::warn!(channel = channel.key(), "a delivery report was not signed rightly");
        return Err(Problem::not_found());
    };
    let now = visitor.now;
    app.write(move |tx| {
        reports.iter().try_for_each(|report| postroom.reported(tx, channel, report, now)).map_err(Problem::from)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
