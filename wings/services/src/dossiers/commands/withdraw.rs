use base::Text;
use store::Tx;

use super::{Context, Moved, Target, perform, required};
use crate::dossiers::domain::{Event, Move};

/// Taking a dossier back.
#[derive(Debug, Clone)]
pub struct Withdraw {
    /// Why.
    pub reason: String,
}

/// Takes a dossier back: the applicant, or the counter on their word. Possible until it is signed.
///
/// # Errors
/// [`super::MoveError::Invalid`] without a reason.
pub fn withdraw(tx: &mut Tx, cx: &Context, target: Target, how: Withdraw) -> Moved {
    perform(tx, cx, target, Move::Withdraw, |_, _, _| {
        let missing = Text::new("Ghi lý do rút hồ sơ.", "Say why it is taken back.");
        let reason = required("reason", &how.reason, missing)?.to_owned();
        Ok(Event::Withdrawn { reason, on: base::clock::wall(cx.now).date() })
    })
}
