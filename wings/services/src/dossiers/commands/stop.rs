use base::Text;
use store::Tx;

use super::{Context, Moved, Target, perform, required};
use crate::dossiers::domain::{Event, Move};

/// Ending a dossier without a result.
#[derive(Debug, Clone)]
pub struct Stop {
    /// Why, as the applicant will read it.
    pub reason: String,
}

/// Ends a dossier without a result: the applicant never brought what was missing, or the matter is void.
///
/// # Errors
/// [`super::MoveError::Invalid`] without a reason.
pub fn stop(tx: &mut Tx, cx: &Context, target: Target, how: Stop) -> Moved {
    perform(tx, cx, target, Move::Stop, |_, _, _| {
        let missing = Text::new("Ghi lý do dừng giải quyết.", "Give the reason for stopping.");
        let reason = required("reason", &how.reason, missing)?.to_owned();
        Ok(Event::Stopped { reason, on: base::clock::wall(cx.now).date() })
    })
}
