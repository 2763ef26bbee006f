use base::Text;
use store::Tx;

use super::{Context, MoveError, Moved, Target, perform, required, within};
use crate::dossiers::{
    domain::{Event, Move, Outcome},
    path::Path,
};

/// Submitting a draft decision for signature.
#[derive(Debug, Clone)]
pub struct Propose {
    /// What is proposed.
    pub outcome: Outcome,
    /// Why, for the leader; required when it is a denial.
    pub note: String,
}

/// Submits a draft decision to the leader who signs next.
///
/// # Errors
/// [`MoveError::Invalid`] for a denial without a reason; [`MoveError::Procedure`] when no step of the procedure signs.
pub fn propose(tx: &mut Tx, cx: &Context, target: Target, how: Propose) -> Moved {
    perform(tx, cx, target, Move::Propose, |_, dossier, procedure| {
        let path = Path(&procedure.package);
        let step = path
            .signature(dossier.step)
            .ok_or_else(|| MoveError::Procedure(format!("{} has no step that signs", procedure.package.code)))?;
        let note = if how.outcome == Outcome::Denied {
            let missing = Text::new("Ghi lý do không đủ điều kiện.", "Say why the conditions are not met.");
            required("note", &how.note, missing)?
        } else {
            within("note", how.note.trim())?
        };
        Ok(Event::Proposed { outcome: how.outcome, note: note.to_owned(), step, role: path.role(step) })
    })
}
