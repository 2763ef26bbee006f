use base::Text;
use store::Tx;

use super::{Context, Moved, Target, perform, required};
use crate::dossiers::domain::{Event, Move};

/// Refusing a dossier.
#[derive(Debug, Clone)]
pub struct Refuse {
    /// Why, as the applicant will read it.
    pub reason: String,
}

/// Refuses a dossier with a reason (NĐ 61/2018 Đ.17.1b).
///
/// # Errors
/// [`super::MoveError::Invalid`] without a reason.
pub fn refuse(tx: &mut Tx, cx: &Context, target: Target, how: Refuse) -> Moved {
    perform(tx, cx, target, Move::Refuse, |_, _, _| {
        let missing = Text::new("Ghi lý do để người nộp biết.", "Give the reason, so that the applicant knows.");
        Ok(Event::Refused { reason: required("reason", &how.reason, missing)?.to_owned() })
    })
}
