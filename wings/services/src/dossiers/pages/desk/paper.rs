//! A paper or a result, for whoever works on the dossier it is with.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::Response,
};
use base::FileId;
use web::{App, Problem, Submitted, Visitor};

use crate::dossiers::{pages::follow, papers, queries};

/// Whatever a file holds, it runs nothing and reaches nothing.
const NOTHING_RUNS: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
);

/// `GET /giay-to/{id}`: shown in the browser where that is harmless; `?tai=1` hands it over as a file. Applicants have
/// an address of their own for their papers, see [`crate::dossiers::pages::follow`].
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    typed: Submitted,
) -> Result<Response, Problem> {
    let id: FileId = id.parse().map_err(|_| Problem::not_found())?;
    let actor = visitor.actor()?.clone();
    let paper = app
        .read(move |tx| {
            let paper = papers::by_id(tx, id)?.ok_or_else(Problem::not_found)?;
            let seen = queries::by_id(tx, &actor, paper.owner.into())?;
            seen.map(|_| paper).ok_or_else(Problem::not_found)
        })
        .await?;
    let mut response = follow::send(&app, &paper).await?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, NOTHING_RUNS);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if typed.has("tai")
        && let Some(way) = headers.get(header::CONTENT_DISPOSITION).and_then(|way| way.to_str().ok())
        && let Some(named) = way.strip_prefix("inline")
    {
        let way = HeaderValue::try_from(format!("attachment{named}")).map_err(Problem::internal)?;
        headers.insert(header::CONTENT_DISPOSITION, way);
    }
    Ok(response)
}
