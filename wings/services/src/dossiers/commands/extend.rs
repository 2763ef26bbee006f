use base::{
    Text,
    calendar::{ClockEvent, NewDate},
};
use jiff::civil::Date;
use store::Tx;

use super::{Context, MoveError, Moved, Target, due, perform, promise_after, required};
use crate::dossiers::domain::{Event, Move};

/// Apologising and setting a new date.
#[derive(Debug, Clone)]
pub struct Extend {
    /// The new day.
    pub to: Date,
    /// Why, as the applicant will read it.
    pub reason: String,
}

/// Apologises and sets a new date, at most once (NĐ 61/2018 Đ.19.9). An apology later than one day before the old date is
/// recorded as late, not hindered.
///
/// # Errors
/// [`MoveError::Invalid`] without a reason, for a second time, with a day off, or with a day that is not after the promise.
pub fn extend(tx: &mut Tx, cx: &Context, target: Target, how: Extend) -> Moved {
    perform(tx, cx, target, Move::Extend, |_, dossier, _| {
        let missing = Text::new("Ghi lý do xin lỗi và hẹn lại.", "Give the reason for the apology.");
        let reason = required("reason", &how.reason, missing)?.to_owned();
        if dossier.extended {
            return Err(MoveError::Invalid(
                "to",
                Text::new("Chỉ được hẹn lại một lần và đã hẹn rồi.", "A new date may be set once, and it was."),
            ));
        }
        let before = promise_after(cx, &dossier.clock, None)?;
        let promised = before.standing().ok_or(MoveError::NotNow(dossier.state))?;
        let today = base::clock::wall(cx.now).date();
        if how.to <= promised.date() || how.to < today {
            return Err(MoveError::Invalid(
                "to",
                Text::new(
                    "Ngày hẹn lại phải sau ngày đã hẹn và từ hôm nay trở đi.",
                    "The new day must be after the promised one and not in the past.",
                ),
            ));
        }
        if !cx.calendar.is_working_day(how.to) {
            return Err(MoveError::Invalid(
                "to",
                Text::new("Ngày hẹn lại phải là ngày làm việc.", "The new day must be a working day."),
            ));
        }
        let tick = ClockEvent::Extended { at: cx.now, until: NewDate::To(how.to), reason: reason.clone() };
        let after = promise_after(cx, &dossier.clock, Some(&tick))?;
        let due = due(&after).ok_or(MoveError::NotNow(dossier.state))?;
        Ok(Event::Extended { tick, due, reason, late_notice: after.late_notice })
    })
}
