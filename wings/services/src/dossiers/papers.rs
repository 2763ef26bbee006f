//! The papers of a dossier or a draft: what is there, and whether it is all that the procedure asks for.
//! Content lies in the file store under its hash; here are its names.

use std::collections::HashMap;

use base::FileId;
use jiff::Timestamp;
use store::{Result, Row, Tx, Val, files::Digest, placeholders, vals};
use uuid::Uuid;

use super::domain::{PaperKind, PaperRef};
use crate::catalogue::domain::{Electronic, Handling, Needed, Package};

/// More files than this nobody reads.
pub const MOST: i64 = 100;

/// A paper whose content is already kept, about to be put with a dossier.
#[derive(Debug, Clone)]
pub struct NewPaper {
    /// Which paper of the procedure it is, or none.
    pub component: Option<String>,
    /// Why it is there.
    pub kind: PaperKind,
    /// The name it came under.
    pub name: String,
    /// Its type as sniffed from the content.
    pub mime: String,
    /// Its size in bytes.
    pub size: u64,
    /// Hash of the content.
    pub digest: Digest,
}

/// A paper as it is listed.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its id.
    pub id: FileId,
    /// The dossier or draft it belongs to.
    pub owner: Uuid,
    /// Which paper of the procedure it is, or none.
    pub component: Option<String>,
    /// Why it is there.
    pub kind: PaperKind,
    /// The name it came under.
    pub name: String,
    /// Its type as sniffed from the content.
    pub mime: String,
    /// Its size in bytes.
    pub size: i64,
    /// Hash of the content.
    pub digest: Digest,
    /// When it came.
    pub at: Timestamp,
    /// Who put it there.
    pub by_name: String,
}

impl From<Paper> for PaperRef {
    fn from(paper: Paper) -> Self {
        Self { id: paper.id, component: paper.component, kind: paper.kind, name: paper.name, digest: paper.digest }
    }
}

/// Puts a paper with a dossier or a draft.
///
/// # Errors
/// The engine's.
pub fn add(tx: &mut Tx, owner: Uuid, id: FileId, paper: &NewPaper, at: Timestamp, by: &str) -> Result<PaperRef> {
    tx.exec(
        "insert into dossier_papers (id, owner, component, kind, name, mime, size, digest, at, by_name) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &vals![
            id,
            owner,
            paper.component,
            paper.kind.key(),
            paper.name,
            paper.mime,
            paper.size,
            paper.digest.as_str(),
            at,
            by
        ],
    )?;
    Ok(PaperRef {
        id,
        component: paper.component.clone(),
        kind: paper.kind,
        name: paper.name.clone(),
        digest: paper.digest.clone(),
    })
}

/// The papers of a dossier or a draft, in the order they came.
///
/// # Errors
/// The engine's.
pub fn of(tx: &mut Tx, owner: Uuid) -> Result<Vec<Paper>> {
    tx.all(
        "select id, owner, component, kind, name, mime, size, digest, at, by_name from dossier_papers where owner = $1 order by at, id",
        &vals![owner],
        paper,
    )
}

/// One paper.
///
/// # Errors
/// The engine's.
pub fn by_id(tx: &mut Tx, id: FileId) -> Result<Option<Paper>> {
    tx.opt(
        "select id, owner, component, kind, name, mime, size, digest, at, by_name from dossier_papers where id = $1",
        &vals![id],
        paper,
    )
}

/// Takes a paper off a draft. A paper of a dossier stays: nothing is found then.
///
/// # Errors
/// The engine's.
pub fn take_off_draft(tx: &mut Tx, draft: Uuid, id: FileId) -> Result<bool> {
    let sql = "delete from dossier_papers where id = $1 and owner = $2 and exists (select 1 from dossier_drafts where id = $2)";
    Ok(tx.exec(sql, &vals![id, draft])? == 1)
}

/// How many papers there are.
///
/// # Errors
/// The engine's.
pub fn count(tx: &mut Tx, owner: Uuid) -> Result<i64> {
    tx.one("select count(*) as n from dossier_papers where owner = $1", &vals![owner], |row| row.get("n"))
}

/// Which papers of their procedures several dossiers hold, in one go: for lists.
///
/// # Errors
/// The engine's.
pub fn components(tx: &mut Tx, owners: &[Uuid]) -> Result<HashMap<Uuid, Vec<Option<String>>>> {
    let mut have: HashMap<Uuid, Vec<Option<String>>> = HashMap::new();
    if owners.is_empty() {
        return Ok(have);
    }
    let mut values: Vec<Val<'_>> = owners.iter().copied().map(Val::Id).collect();
    let list = placeholders(1, values.len());
    values.push(Val::Text(PaperKind::Submitted.key().into()));
    let sql =
        format!("select owner, component from dossier_papers where owner in ({list}) and kind = ${}", values.len());
    tx.each(&sql, &values, |row| {
        have.entry(row.get("owner")?).or_default().push(row.get("component")?);
        Ok(())
    })?;
    Ok(have)
}

/// The required papers that have no file yet: those always needed, handed in, and not looked up by the agency itself.
/// A form filled in on the portal needs no file.
pub fn missing<'a>(package: &'a Package, have: &[Option<String>]) -> Vec<&'a crate::catalogue::domain::Paper> {
    package
        .papers
        .iter()
        .filter(|paper| {
            paper.needed == Needed::Always
                && paper.handling == Handling::Submit
                && matches!(paper.electronic, Electronic::Scan | Electronic::Signed)
        })
        .filter(|paper| !have.iter().any(|component| component.as_deref() == Some(paper.id.as_str())))
        .collect()
}

/// Whether every required paper is there in electronic form (NĐ 107/2021: the dossier went through digitisation).
pub(super) fn complete(tx: &mut Tx, owner: Uuid, package: &Package) -> Result<bool> {
    if missing(package, &[]).is_empty() {
        return Ok(true);
    }
    let have = tx.all(
        "select component from dossier_papers where owner = $1 and kind = $2",
        &vals![owner, PaperKind::Submitted.key()],
        |row| row.get::<Option<String>>("component"),
    )?;
    Ok(missing(package, &have).is_empty())
}

/// Whether the result is there in electronic form.
pub(super) fn has_result(tx: &mut Tx, owner: Uuid) -> Result<bool> {
    let found = tx.opt(
        "select 1 as one from dossier_papers where owner = $1 and kind = $2 limit 1",
        &vals![owner, PaperKind::Result.key()],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

fn paper(row: &Row) -> Result<Paper> {
    Ok(Paper {
        id: row.get("id")?,
        owner: row.get("owner")?,
        component: row.get("component")?,
        kind: PaperKind::from_key(&row.get::<String>("kind")?).unwrap_or(PaperKind::Working),
        name: row.get("name")?,
        mime: row.get("mime")?,
        size: row.get("size")?,
        digest: Digest::parse(&row.get::<String>("digest")?)
            .ok_or_else(|| store::Error::Column { name: "digest".into(), expected: "a digest" })?,
        at: row.get("at")?,
        by_name: row.get("by_name")?,
    })
}
