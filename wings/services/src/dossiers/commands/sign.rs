use base::Text;
use store::Tx;

use super::{Context, MoveError, Moved, Target, perform, required};
use crate::catalogue::domain::StepKind;
use crate::dossiers::{
    domain::{Event, Move},
    path::Path,
};

/// Signs the proposed decision. Where the procedure asks for one more signature, it goes there; else to be issued.
///
/// # Errors
/// As for every move.
pub fn approve(tx: &mut Tx, cx: &Context, target: Target) -> Moved {
    perform(tx, cx, target, Move::Approve, |_, dossier, procedure| {
        let path = Path(&procedure.package);
        let step = path
            .next(dossier.step)
            .first()
            .copied()
            .ok_or_else(|| MoveError::Procedure(format!("{} ends at a signature", procedure.package.code)))?;
        let again = path.step(step).is_some_and(|step| step.kind == StepKind::Approve);
        Ok(Event::Approved { step, role: path.role(step), again })
    })
}

/// Sending a proposal back.
#[derive(Debug, Clone)]
pub struct SendBack {
    /// Why.
    pub reason: String,
}

/// Sends a proposal back to the step that prepared it.
///
/// # Errors
/// [`MoveError::Invalid`] without a reason.
pub fn send_back(tx: &mut Tx, cx: &Context, target: Target, how: SendBack) -> Moved {
    perform(tx, cx, target, Move::SendBack, |_, dossier, procedure| {
        let missing = Text::new("Ghi điều cần làm lại.", "Say what has to be done again.");
        let reason = required("reason", &how.reason, missing)?.to_owned();
        let path = Path(&procedure.package);
        let step = path.back(dossier.step);
        Ok(Event::SentBack { reason, step, role: path.role(step) })
    })
}
