//! The deadline ledger: what happened to a file goes in, the promise and its reasons come out.
//!
//! Nothing here is stored. Events are kept in the journal and the promise is worked out again whenever it is asked for, so
//! that a changed calendar shows at once which promises it moves.

use jiff::{Timestamp, civil::Date};

use super::{
    Calendar,
    due::{Due, Timeliness},
    reasons::Reason,
    rules::{Ground, Rules},
    say,
    terms::Term,
    walk::Walk,
};
use crate::Lang;

/// Something that starts, stops, moves or ends the clock of a file. Kept in the journal.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ClockEvent {
    /// The file was received, complete as far as one could see.
    Received {
        /// When.
        at: Timestamp,
        /// The term of the procedure for this case.
        term: Term,
    },
    /// On examination something is missing: returned with a notice (NĐ 61/2018 Đ.19.4).
    ReturnedForSupplement {
        /// When.
        at: Timestamp,
    },
    /// Everything that was missing is there.
    Completed {
        /// When.
        at: Timestamp,
    },
    /// The clock stopped on another ground.
    Paused {
        /// When.
        at: Timestamp,
        /// What is waited for.
        ground: Ground,
    },
    /// The clock goes on.
    Resumed {
        /// When.
        at: Timestamp,
    },
    /// A new date was set, with an apology (NĐ 61/2018 Đ.19.9).
    Extended {
        /// When the applicant was told.
        at: Timestamp,
        /// The new date.
        until: NewDate,
        /// Why, as told to the applicant.
        reason: String,
    },
    /// The result is ready, or the file ended without one.
    Finished {
        /// When.
        at: Timestamp,
    },
}

/// How a new date is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewDate {
    /// To a day; when it is off, to the next working day.
    To(Date),
    /// By a term after the promise.
    By(Term),
}

impl ClockEvent {
    /// When it happened.
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Received { at, .. }
            | Self::ReturnedForSupplement { at }
            | Self::Completed { at }
            | Self::Paused { at, .. }
            | Self::Resumed { at }
            | Self::Extended { at, .. }
            | Self::Finished { at } => *at,
        }
    }
}

/// What is promised to the applicant, and everything that follows from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Promise {
    /// When the result is due. While the clock stands still this does not bind: it is the earliest it can be, as if the
    /// clock went on at the moment it stopped. See [`Promise::standing`] and [`if_resumed`].
    pub due: Due,
    /// Whether the clock runs.
    pub state: ClockState,
    /// The first day that counts.
    pub first_counted_day: Date,
    /// The day the file goes from the counter to the deciding office (NĐ 61/2018 Đ.18).
    pub transfer_on: Date,
    /// The last day to return the file for missing papers; none once that was done.
    pub supplement_return_by: Option<Date>,
    /// The last working day to send an apology with a new date; none when no new date may be set, or none in time.
    pub apology_by: Option<Date>,
    /// Whether a new date was set.
    pub extended: bool,
    /// The promise before a new date was set.
    pub before_extension: Option<Due>,
    /// Whether the applicant was told of the new date later than the rules allow.
    pub late_notice: bool,
    /// Whether the file was returned for missing papers later than the rules allow.
    pub late_return: bool,
    /// Why, in the order in which to tell it.
    pub reasons: Vec<Reason>,
}

/// Whether the clock of a file runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// It runs.
    Running,
    /// It stands still.
    Stopped {
        /// Since when.
        since: Timestamp,
        /// What is waited for.
        ground: Ground,
    },
    /// It is over.
    Done {
        /// When.
        at: Timestamp,
        /// Against the promise.
        timeliness: Timeliness,
    },
}

impl Promise {
    /// The promise that binds; none while the clock stands still.
    pub const fn standing(&self) -> Option<Due> {
        match self.state {
            ClockState::Stopped { .. } => None,
            ClockState::Running | ClockState::Done { .. } => Some(self.due),
        }
    }

    /// How the promise was kept, once the file is over.
    pub const fn timeliness(&self) -> Option<Timeliness> {
        match self.state {
            ClockState::Done { timeliness, .. } => Some(timeliness),
            ClockState::Running | ClockState::Stopped { .. } => None,
        }
    }
}

/// Events that make no sense together. The index counts events from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum LedgerError {
    /// The first event is not a receipt, or there is none.
    NotReceived,
    /// A second receipt.
    ReceivedTwice(usize),
    /// Earlier than the event before it.
    BackInTime(usize),
    /// The clock was to stop, or the date to move, while it stood still.
    NotRunning(usize),
    /// The clock was to go on, but it was not stopped in that way.
    NotStopped(usize),
    /// Something after the end.
    Finished(usize),
    /// A new date was set before, and the rules allow no other (NĐ 61/2018 Đ.19.9).
    SecondExtension(usize),
    /// The new date is not later than the promise.
    NotLater(usize, Due),
    /// Hours, or the same day, cannot be added to a promised day.
    HoursOnDay(usize),
    /// A date outside the years of the calendar.
    BeyondCalendar(usize),
}

impl LedgerError {
    /// What is wrong, in plain words.
    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::NotReceived => lang.pick("Hồ sơ chưa được tiếp nhận.", "The file was not received yet.").into(),
            Self::ReceivedTwice(_) => {
                lang.pick("Hồ sơ đã được tiếp nhận trước đó.", "The file was received before.").into()
            }
            Self::BackInTime(_) => {
                lang.pick("Thời điểm sớm hơn việc trước đó.", "The time is earlier than what happened before.").into()
            }
            Self::NotRunning(_) => {
                lang.pick("Thời hạn đang tạm dừng nên chưa làm được việc này.", "The clock stands still.").into()
            }
            Self::NotStopped(_) => {
                lang.pick("Thời hạn không dừng vì lý do này.", "The clock was not stopped for that.").into()
            }
            Self::Finished(_) => lang.pick("Hồ sơ đã giải quyết xong.", "The file is over.").into(),
            Self::SecondExtension(_) => lang
                .pick(
                    "Hồ sơ này đã được hẹn lại; quy định chỉ cho hẹn lại một lần.",
                    "A new date was set before; the rules allow it only once.",
                )
                .into(),
            Self::NotLater(_, due) => match lang {
                Lang::Vi => format!("Ngày hẹn mới phải sau ngày đã hẹn ({}).", say::full(due.date(), lang)),
                Lang::En => format!("The new date must be later than the promise ({}).", say::full(due.date(), lang)),
            },
            Self::HoursOnDay(_) => lang
                .pick("Hồ sơ hẹn theo ngày thì gia hạn cũng theo ngày.", "A promise in days is extended in days.")
                .into(),
            Self::BeyondCalendar(_) => {
                lang.pick("Ngày nằm ngoài lịch (2000–2099).", "A date is outside the calendar (2000–2099).").into()
            }
        }
    }
}

/// Works out what is promised from what happened, in order.
///
/// # Errors
/// When the events make no sense together.
pub fn promise(events: &[ClockEvent], calendar: &Calendar, rules: &Rules) -> Result<Promise, LedgerError> {
    Ok(Walk::through(events, calendar, rules)?.promise())
}

/// What would be promised if a clock that stands still went on at an instant, so that screens can say it: "if you bring
/// the papers today, the result is due on…". A clock that runs is left alone.
///
/// # Errors
/// When the events make no sense together, or lead outside the calendar.
pub fn if_resumed(
    events: &[ClockEvent],
    at: Timestamp,
    calendar: &Calendar,
    rules: &Rules,
) -> Result<Promise, LedgerError> {
    let mut walk = Walk::through(events, calendar, rules)?;
    walk.suppose_resumed(at, events.len())?;
    Ok(walk.promise())
}
