//! Taking a form off the wire: small fields into memory, files straight to disk.

use std::{io::Write as _, sync::Arc};

use axum::{
    body::to_bytes,
    extract::{FromRequest, Multipart, Request, multipart::Field as Part},
    http::{Method, header},
};
use tempfile::NamedTempFile;
use unicode_normalization::UnicodeNormalization as _;

use super::{Kept, Submitted, Typed, Upload};
use crate::{
    app::{App, blocking},
    problem::{Problem, What},
};

/// More fields than any form has.
const MOST_FIELDS: usize = 2_000;
/// More files than any form takes.
const MOST_FILES: usize = 100;
/// How much of a file is gathered before it is written.
const PIECE: usize = 256 << 10;

impl FromRequest<App> for Submitted {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        if request.method() == Method::GET || request.method() == Method::HEAD {
            return Ok(Self::from_query(request.uri().query().unwrap_or_default()));
        }
        let kept = request.extensions().get::<Kept>().cloned().unwrap_or_default();
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            let parts = Multipart::from_request(request, app).await.map_err(|e| invalid(e.body_text()))?;
            return multipart(parts, app.settings.max_form, &kept).await;
        }
        if !kind.starts_with("application/x-www-form-urlencoded") && !kind.is_empty() {
            return Err(invalid("a form of another kind"));
        }
        let most = app.settings.max_form;
        let body = to_bytes(request.into_body(), most).await.map_err(|_| Problem::too_large())?;
        let values = form_urlencoded::parse(&body).map(|(name, value)| (name.into_owned(), value.nfc().collect()));
        let values: Vec<_> = values.take(MOST_FIELDS + 1).collect();
        if values.len() > MOST_FIELDS {
            return Err(Problem::too_large());
        }
        kept.put(Typed::new(&values, false));
        Ok(Self { values, ..Self::default() })
    }
}

fn invalid(cause: impl std::fmt::Display) -> Problem {
    Problem { cause: Some(cause.to_string()), ..Problem::new(What::Invalid) }
}

/// An interrupted or too large body.
fn broken(error: axum::extract::multipart::MultipartError) -> Problem {
    if error.status() == What::TooLarge.status() { Problem::too_large() } else { invalid(error.body_text()) }
}

async fn multipart(mut parts: Multipart, most: usize, kept: &Kept) -> Result<Submitted, Problem> {
    let mut form = Submitted::default();
    let mut full: Option<Problem> = None;
    let mut room = most;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_some() {
            match receive(part, name).await {
                _ if full.is_some() => {}
                Ok(file) => form.files.extend(file),
                // No room for the file: the fields after it are read all the same, so that what was typed comes back.
                Err(problem) if problem.what == What::Unavailable => full = Some(problem),
                Err(problem) => return Err(problem),
            }
        } else {
            let text = part.text().await.map_err(broken)?;
            room = room.checked_sub(name.len() + text.len()).ok_or_else(Problem::too_large)?;
            form.values.push((name, text.nfc().collect()));
        }
        if form.values.len() > MOST_FIELDS || form.files.len() > MOST_FILES {
            return Err(Problem::too_large());
        }
    }
    kept.put(Typed::new(&form.values, full.is_some() || !form.files.is_empty()));
    full.map_or(Ok(form), Err)
}

/// Writes one file to a temporary place; nothing when the field was left empty.
async fn receive(mut part: Part<'_>, field: String) -> Result<Option<Upload>, Problem> {
    let sent = part.file_name().unwrap_or_default().to_owned();
    let claimed = part.content_type().unwrap_or("application/octet-stream").to_owned();
    let name = base::text::clean(sent.rsplit(['/', '\\']).next().unwrap_or_default());
    let mut file = blocking(NamedTempFile::new).await.map_err(store::Error::from)?;
    let (mut size, mut piece) = (0u64, Vec::with_capacity(PIECE));
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        size += chunk.len() as u64;
        piece.extend_from_slice(&chunk);
        if piece.len() >= PIECE {
            (file, piece) = write(file, piece).await?;
        }
    }
    (file, _) = write(file, piece).await?;
    let empty = name.is_empty() && size == 0;
    Ok((!empty).then(|| Upload { field, name, claimed, size, file: Arc::new(file) }))
}

async fn write(mut file: NamedTempFile, mut piece: Vec<u8>) -> Result<(NamedTempFile, Vec<u8>), store::Error> {
    blocking(move || {
        file.write_all(&piece)?;
        piece.clear();
        Ok((file, piece))
    })
    .await
}
