use store::Tx;

use super::{Context, Moved, Target, perform, within};
use crate::dossiers::domain::{Event, Move};

/// Handing a result over.
#[derive(Debug, Clone, Default)]
pub struct HandOver {
    /// Who received it, or how it went; the applicant when empty.
    pub to: String,
}

/// Hands the result over: the end.
///
/// # Errors
/// As for every move.
pub fn hand_over(tx: &mut Tx, cx: &Context, target: Target, how: HandOver) -> Moved {
    perform(tx, cx, target, Move::HandOver, |_, dossier, _| {
        let to = within("to", how.to.trim())?;
        Ok(Event::HandedOver { to: if to.is_empty() { dossier.applicant_name.clone() } else { to.to_owned() } })
    })
}
