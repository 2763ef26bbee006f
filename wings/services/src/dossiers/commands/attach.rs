use base::{FileId, Text};
use store::Tx;

use super::{Context, MoveError, Target, commit};
use crate::dossiers::{
    domain::{Dossier, Event, Move, PaperKind, allowed},
    papers::{self, NewPaper},
    record,
};

/// A paper that was attached, and the dossier after it.
#[derive(Debug)]
pub struct Attached {
    /// The paper's id.
    pub paper: FileId,
    /// The dossier.
    pub dossier: Dossier,
}

/// Attaches a paper to a dossier, at filing or at any step. The applicant may add papers while they are asked for.
///
/// # Errors
/// [`MoveError::Invalid`] when the dossier holds more papers than a person could read.
pub fn attach(tx: &mut Tx, cx: &Context, target: Target, paper: NewPaper) -> Result<Attached, MoveError> {
    let mut dossier = record::load(tx, target.id)?.ok_or(MoveError::NotFound)?;
    let is_applicant = cx.actor.person.is_some_and(|person| person == dossier.applicant);
    let asked = allowed(Move::Supplement, dossier.state) && paper.kind == PaperKind::Submitted;
    if !(is_applicant && asked) {
        super::check(cx.actor, &dossier, Move::Attach)?;
    }
    if !allowed(Move::Attach, dossier.state) {
        return Err(MoveError::NotNow(dossier.state));
    }
    if papers::count(tx, dossier.id.into())? >= papers::MOST {
        return Err(MoveError::Invalid(
            "file",
            Text::new("Hồ sơ đã có quá nhiều tệp.", "The dossier holds too many files."),
        ));
    }
    let id: FileId = cx.ids.next();
    let paper = papers::add(tx, dossier.id.into(), id, &paper, cx.now, &cx.actor.name)?;
    commit(tx, cx, &mut dossier, &Event::Attached { paper })?;
    Ok(Attached { paper: id, dossier })
}
