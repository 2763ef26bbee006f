//! Sending a paper to the browser that may have it.

use std::io::Read as _;

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use base::FileId;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use web::{App, Problem, Visitor};

use crate::{
    dossiers::{
        domain::PaperKind,
        pages::names,
        papers::{self, Paper},
        queries,
    },
    office::Office,
};

/// `GET /ho-so-cua-toi/{id}/tep/{file}`: a paper of one's own dossier: what was handed in, and the result once it is issued.
pub(super) async fn own(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (id, file) = (names::id(&id)?, file.parse::<FileId>().map_err(|_| Problem::not_found())?);
    let actor = visitor.actor()?.clone();
    let paper = app
        .read(move |tx| {
            let dossier = queries::own(tx, &actor, id)?.ok_or_else(Problem::not_found)?;
            let paper = papers::by_id(tx, file)?.filter(|paper| paper.owner == dossier.id.0);
            paper.filter(|paper| may_read(paper.kind, dossier.resolved_on.is_some())).ok_or_else(Problem::not_found)
        })
        .await?;
    send(&app, &paper).await
}

/// Whether an applicant may read a paper of the own dossier.
pub(super) const fn may_read(kind: PaperKind, resolved: bool) -> bool {
    match kind {
        PaperKind::Submitted => true,
        PaperKind::Result => resolved,
        PaperKind::Working => false,
    }
}

/// Whatever a file holds, it runs nothing and reaches nothing; the browser's own viewer of PDF may draw it.
const NOTHING_RUNS: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'",
);

/// A paper whose reader was checked before: shown in the browser when it is a kind that cannot run anything there, and
/// handed over as a file otherwise.
///
/// # Errors
/// When the content is not in the file store, or cannot be read.
pub(in crate::dossiers::pages) async fn send(app: &App, paper: &Paper) -> Result<Response, Problem> {
    let office = app.get::<Office>();
    let digest = paper.digest.clone();
    let content = tokio::task::spawn_blocking(move || {
        let mut content = Vec::new();
        match office.blobs.open(&digest)? {
            Some(mut file) => file.read_to_end(&mut content).map(|_| Some(content)).map_err(store::Error::from),
            None => Ok(None),
        }
    })
    .await
    .map_err(Problem::internal)??;
    let content = content.ok_or_else(|| Problem::internal(format!("no content for paper {}", paper.id)))?;
    let harmless = matches!(paper.mime.as_str(), "application/pdf" | "image/jpeg" | "image/png");
    let (kind, way) =
        if harmless { (paper.mime.as_str(), "inline") } else { ("application/octet-stream", "attachment") };
    let name = utf8_percent_encode(&paper.name, NON_ALPHANUMERIC);
    let disposition = HeaderValue::from_str(&format!("{way}; filename*=UTF-8''{name}")).map_err(Problem::internal)?;
    let kind = HeaderValue::from_str(kind).map_err(Problem::internal)?;
    let private = HeaderValue::from_static("private, no-store");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, private),
        (header::CONTENT_SECURITY_POLICY, NOTHING_RUNS),
    ];
    Ok((headers, Body::from(content)).into_response())
}
