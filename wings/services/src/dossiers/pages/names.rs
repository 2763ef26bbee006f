//! Names of procedures and agencies as screens show them.

use base::{AgencyId, DossierId, Lang, clock::wall};
use jiff::Timestamp;
use uuid::Uuid;
use web::Problem;

use crate::office::Snapshot;

/// The name an agency had at a time.
pub(super) fn agency(snapshot: &Snapshot, id: AgencyId, at: Timestamp) -> String {
    snapshot.agencies.name_as_of(id, wall(at).date()).to_owned()
}

/// What a citizen calls a procedure: by the version a dossier is on, or by its code when that version is gone.
pub(super) fn procedure(snapshot: &Snapshot, lang: Lang, version: Uuid, code: &str) -> String {
    let published = snapshot.catalogue.version(version);
    published.map_or_else(|| code.to_owned(), |published| published.package.plain_name.get(lang).to_owned())
}

/// The id in an address; what is no id leads nowhere.
pub(super) fn id(text: &str) -> Result<DossierId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}
