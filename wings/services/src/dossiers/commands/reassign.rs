use base::{StaffId, Text};
use store::Tx;

use super::{Context, MoveError, Moved, Target, perform};
use crate::dossiers::domain::{Event, Move};

/// Giving a dossier to somebody else.
#[derive(Debug, Clone, Default)]
pub struct Reassign {
    /// To whom; back to everybody of the role when none.
    pub to: Option<StaffId>,
}

/// Gives a dossier to a colleague of the role that holds it, or back to all of them.
///
/// # Errors
/// [`MoveError::Invalid`] when the colleague does not hold that role in the agency today.
pub fn reassign(tx: &mut Tx, cx: &Context, target: Target, how: Reassign) -> Moved {
    perform(tx, cx, target, Move::Reassign, |tx, dossier, _| {
        if let (Some(staff), Some(role)) = (how.to, dossier.role) {
            let today = base::clock::wall(cx.now).date();
            let holders = directory::staff::queries::holders(tx, dossier.agency, role, today)?;
            if !holders.iter().any(|member| member.id == staff) {
                return Err(MoveError::Invalid(
                    "to",
                    Text::new(
                        "Người này không giữ vai trò của bước hiện tại.",
                        "This person does not hold the role of this step.",
                    ),
                ));
            }
        }
        Ok(Event::Reassigned { from: dossier.assignee, to: how.to })
    })
}
