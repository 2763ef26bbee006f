use base::{Role, Text, calendar::ClockEvent};
use store::Tx;

use super::{Context, MoveError, Moved, Target, due, perform, promise_after, required, within};
use crate::dossiers::{
    domain::{Event, Move},
    path::Path,
};

/// Asking for what is missing.
#[derive(Debug, Clone)]
pub struct AskSupplement {
    /// Everything that is missing, one by one.
    pub items: Vec<String>,
    /// Why and how, as the applicant will read it.
    pub reason: String,
    /// The special law that allows asking later than three working days after receipt, if it is later.
    pub ground: String,
}

/// Asks for everything that is missing, in one go (NĐ 61/2018 Đ.17.1a): once at the counter and once while working on it,
/// then at the latest three working days after receipt (Đ.19.4). An accepted dossier's clock stops.
///
/// # Errors
/// [`MoveError::Invalid`] when nothing is named, when it was asked before, or when it is too late and no ground is given.
pub fn ask_supplement(tx: &mut Tx, cx: &Context, target: Target, how: AskSupplement) -> Moved {
    perform(tx, cx, target, Move::AskSupplement, |_, dossier, _| {
        let items: Vec<String> =
            how.items.iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect();
        if items.is_empty() {
            return Err(MoveError::Invalid(
                "items",
                Text::new("Ghi đủ những giấy tờ còn thiếu.", "Name every missing paper."),
            ));
        }
        for item in &items {
            within("items", item)?;
        }
        let missing = Text::new("Ghi rõ vì sao cần bổ sung.", "Say why it is needed.");
        let mut reason = required("reason", &how.reason, missing)?.to_owned();
        let returns =
            dossier.clock.iter().filter(|tick| matches!(tick, ClockEvent::ReturnedForSupplement { .. })).count();
        let asked_here = if dossier.accepted_at.is_some() { returns > 0 } else { dossier.supplements > 0 };
        if asked_here {
            return Err(MoveError::Invalid(
                "items",
                Text::new(
                    "Đã yêu cầu bổ sung một lần rồi; chỉ được yêu cầu một lần, đầy đủ.",
                    "Missing papers were asked for already; that may be done once, completely.",
                ),
            ));
        }
        let tick = if dossier.accepted_at.is_some() {
            let promise = promise_after(cx, &dossier.clock, None)?;
            let today = base::clock::wall(cx.now).date();
            if promise.supplement_return_by.is_some_and(|last| today > last) {
                let needs_ground = Text::new(
                    "Đã quá 3 ngày làm việc kể từ ngày nhận; chỉ được trả lại khi pháp luật chuyên ngành cho phép, hãy ghi căn cứ.",
                    "More than 3 working days have passed since receipt; name the special law that allows sending it back.",
                );
                let ground = required("ground", &how.ground, needs_ground)?;
                reason = format!("{reason} ({ground})");
            }
            Some(ClockEvent::ReturnedForSupplement { at: cx.now })
        } else {
            None
        };
        Ok(Event::SupplementAsked { items, reason, tick })
    })
}

/// Bringing what was missing.
#[derive(Debug, Clone, Default)]
pub struct Supplement {
    /// What the applicant says to it.
    pub note: String,
}

/// Takes in what was missing. An accepted dossier's term starts again from the beginning (NĐ 61/2018 Đ.19.4) or goes on,
/// as its procedure says.
///
/// # Errors
/// As for every move.
pub fn supplement(tx: &mut Tx, cx: &Context, target: Target, how: Supplement) -> Moved {
    perform(tx, cx, target, Move::Supplement, |_, dossier, procedure| {
        let note = within("note", how.note.trim())?.to_owned();
        if dossier.accepted_at.is_none() {
            return Ok(Event::Supplemented { note, tick: None, due: None, role: Role::Reception });
        }
        let tick = ClockEvent::Completed { at: cx.now };
        let promise = promise_after(cx, &dossier.clock, Some(&tick))?;
        let role = Path(&procedure.package).role(dossier.step);
        Ok(Event::Supplemented { note, due: due(&promise), tick: Some(tick), role })
    })
}
