use store::Tx;

use super::{Context, MoveError, Moved, Target, perform, promise_after, within};
use crate::dossiers::{
    domain::{Event, Move},
    papers::{self, NewPaper},
    path::Path,
};

/// Issuing a result.
#[derive(Debug, Clone, Default)]
pub struct Issue {
    /// Number and symbol of the result document, if it has one.
    pub number: String,
    /// Its scan or electronic original.
    pub result: Option<NewPaper>,
}

/// Numbers, stamps and issues the result: from this moment the dossier counts as resolved, early, on time or late against
/// the promise (TT 01/2018 Đ.13.1).
///
/// # Errors
/// As for every move.
pub fn issue(tx: &mut Tx, cx: &Context, target: Target, how: Issue) -> Moved {
    perform(tx, cx, target, Move::Issue, |tx, dossier, procedure| {
        let step = Path(&procedure.package).hand_over(dossier.step).unwrap_or(dossier.step);
        let promise = promise_after(cx, &dossier.clock, None)?;
        let due = promise.standing().ok_or(MoveError::NotNow(dossier.state))?;
        let result = match &how.result {
            Some(paper) => Some(papers::add(tx, dossier.id.into(), cx.ids.next(), paper, cx.now, &cx.actor.name)?),
            None => None,
        };
        Ok(Event::Issued {
            number: within("number", how.number.trim())?.to_owned(),
            on: base::clock::wall(cx.now).date(),
            timeliness: due.timeliness(cx.now),
            digitised: dossier.digitised && (result.is_some() || papers::has_result(tx, dossier.id.into())?),
            result,
            step,
        })
    })
}
