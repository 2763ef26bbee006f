use base::{StaffId, Text, calendar::ClockEvent};
use store::Tx;

use super::{Context, MoveError, Moved, Target, due, perform, promise_after};
use crate::dossiers::{
    domain::{Event, Move},
    papers,
    path::Path,
};

/// Accepting a dossier at the counter.
#[derive(Debug, Clone, Default)]
pub struct Accept {
    /// Which case of the procedure's terms applies; the usual one when none is given.
    pub case: Option<usize>,
    /// The colleague who will work on it, if it is known already.
    pub assignee: Option<StaffId>,
}

/// Accepts a dossier: its term begins, and it is promised for a day (NĐ 61/2018 Đ.17.1c).
///
/// # Errors
/// [`MoveError::Invalid`] when the procedure has no such case of terms.
pub fn accept(tx: &mut Tx, cx: &Context, target: Target, how: Accept) -> Moved {
    perform(tx, cx, target, Move::Accept, |tx, dossier, procedure| {
        let package = &procedure.package;
        let path = Path(package);
        let case = how.case.unwrap_or_else(|| path.usual_case());
        let term = package.cases.get(case).map(|case| case.term).ok_or(MoveError::Invalid(
            "case",
            Text::new("Chọn một trường hợp thời hạn của thủ tục.", "Choose one of the procedure's terms."),
        ))?;
        let tick = ClockEvent::Received { at: cx.now, term };
        let promise = promise_after(cx, &[], Some(&tick))?;
        let due = due(&promise).ok_or_else(|| MoveError::Procedure("the term does not run".into()))?;
        let step = path.start();
        Ok(Event::Accepted {
            received_on: base::clock::wall(cx.now).date(),
            case,
            tick,
            due,
            step,
            role: path.role(step),
            assignee: how.assignee,
            digitised: papers::complete(tx, dossier.id.into(), package)?,
        })
    })
}
