use base::{StaffId, Text, calendar::ClockEvent};
use store::Tx;

use super::{Context, MoveError, Moved, Target, due, perform, promise_after, within};
use crate::dossiers::{
    domain::{Event, Move},
    path::Path,
};

/// Passing a dossier to the next working step.
#[derive(Debug, Clone, Default)]
pub struct Forward {
    /// Which step, where the procedure offers several.
    pub step: Option<usize>,
    /// To whom, if it is known.
    pub assignee: Option<StaffId>,
    /// A remark for the next.
    pub note: String,
}

/// Passes a dossier to the next working step. Steps that stand outside the term (paying a land obligation, posting in
/// public) stop the clock; leaving them lets it go on.
///
/// # Errors
/// [`MoveError::Invalid`] when there is no such step from here.
pub fn forward(tx: &mut Tx, cx: &Context, target: Target, how: Forward) -> Moved {
    perform(tx, cx, target, Move::Forward, |_, dossier, procedure| {
        let path = Path(&procedure.package);
        let options = path.next_work(dossier.step);
        let step = match how.step {
            Some(step) => options.contains(&step).then_some(step),
            None => options.first().copied(),
        }
        .ok_or(MoveError::Invalid(
            "step",
            Text::new("Không có bước này sau bước hiện tại.", "There is no such step after this one."),
        ))?;
        let stops = |index| path.step(index).and_then(|step| step.stops);
        let tick = match (stops(dossier.step), stops(step)) {
            (None, Some(ground)) => Some(ClockEvent::Paused { at: cx.now, ground }),
            (Some(_), None) => Some(ClockEvent::Resumed { at: cx.now }),
            _ => None,
        };
        let promise = promise_after(cx, &dossier.clock, tick.as_ref())?;
        Ok(Event::Forwarded {
            step,
            role: path.role(step),
            assignee: how.assignee,
            note: within("note", how.note.trim())?.to_owned(),
            tick,
            due: due(&promise),
        })
    })
}
