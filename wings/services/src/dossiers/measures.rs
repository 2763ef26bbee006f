//! What dossiers count, and which dossiers a count is made of.
//!
//! A fact follows from an event and the dossier it happened to, and from nothing else: so the figures can be built again
//! from the journal (`tinhso verify`) and must come out the same.

use base::{Text, calendar::Timeliness};
use store::facts::Fact;

use super::domain::{Channel, Dossier, Event};

/// Every measure of dossiers begins with this.
pub const PREFIX: &str = "dossier.";

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Accepted, filed online.
    ReceivedOnline,
    /// Accepted, filed at the counter.
    ReceivedCounter,
    /// Accepted, sent by post.
    ReceivedPost,
    /// Resolved before the promised day.
    ResolvedEarly,
    /// Resolved on the promised day.
    ResolvedOnTime,
    /// Resolved after it.
    ResolvedLate,
    /// Resolved with papers and result in electronic form.
    Digitised,
    /// Taken back after acceptance.
    Withdrawn,
    /// Ended without a result after acceptance.
    Stopped,
    /// Filed but not accepted.
    Refused,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 10] = [
        Self::ReceivedOnline,
        Self::ReceivedCounter,
        Self::ReceivedPost,
        Self::ResolvedEarly,
        Self::ResolvedOnTime,
        Self::ResolvedLate,
        Self::Digitised,
        Self::Withdrawn,
        Self::Stopped,
        Self::Refused,
    ];

    /// The key under which its facts are kept.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ReceivedOnline => "dossier.received.online",
            Self::ReceivedCounter => "dossier.received.counter",
            Self::ReceivedPost => "dossier.received.post",
            Self::ResolvedEarly => "dossier.resolved.early",
            Self::ResolvedOnTime => "dossier.resolved.on_time",
            Self::ResolvedLate => "dossier.resolved.late",
            Self::Digitised => "dossier.digitised",
            Self::Withdrawn => "dossier.ended.withdrawn",
            Self::Stopped => "dossier.ended.stopped",
            Self::Refused => "dossier.refused",
        }
    }

    /// The measure of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::ReceivedOnline => Text::new("Tiếp nhận trực tuyến", "Received online"),
            Self::ReceivedCounter => Text::new("Tiếp nhận trực tiếp", "Received at the counter"),
            Self::ReceivedPost => Text::new("Tiếp nhận qua bưu chính", "Received by post"),
            Self::ResolvedEarly => Text::new("Giải quyết trước hạn", "Resolved early"),
            Self::ResolvedOnTime => Text::new("Giải quyết đúng hạn", "Resolved on time"),
            Self::ResolvedLate => Text::new("Giải quyết quá hạn", "Resolved late"),
            Self::Digitised => Text::new("Đã số hoá", "Digitised"),
            Self::Withdrawn => Text::new("Rút hồ sơ", "Withdrawn"),
            Self::Stopped => Text::new("Dừng giải quyết", "Stopped"),
            Self::Refused => Text::new("Từ chối tiếp nhận", "Refused"),
        }
    }

    const fn received(channel: Channel) -> Self {
        match channel {
            Channel::Online => Self::ReceivedOnline,
            Channel::Counter => Self::ReceivedCounter,
            Channel::Post => Self::ReceivedPost,
        }
    }

    const fn resolved(timeliness: Timeliness) -> Self {
        match timeliness {
            Timeliness::Early => Self::ResolvedEarly,
            Timeliness::OnTime => Self::ResolvedOnTime,
            Timeliness::Late => Self::ResolvedLate,
        }
    }
}

/// The facts that an event makes; `after` is the dossier with the event taken in.
pub fn facts(event: &Event, after: &Dossier) -> impl Iterator<Item = Fact> {
    let fact = |measure: Measure, day| Fact {
        measure: measure.key(),
        day,
        agency: after.agency,
        subject: after.procedure.clone(),
        n: 1,
    };
    let (first, second) = match event {
        Event::Accepted { received_on, .. } => (Some(fact(Measure::received(after.channel), *received_on)), None),
        Event::Issued { on, timeliness, digitised, .. } => {
            (Some(fact(Measure::resolved(*timeliness), *on)), digitised.then(|| fact(Measure::Digitised, *on)))
        }
        Event::Withdrawn { on, .. } if after.accepted_at.is_some() => (Some(fact(Measure::Withdrawn, *on)), None),
        Event::Stopped { on, .. } if after.accepted_at.is_some() => (Some(fact(Measure::Stopped, *on)), None),
        Event::Refused { .. } => (after.ended_on.map(|on| fact(Measure::Refused, on)), None),
        _ => (None, None),
    };
    first.into_iter().chain(second)
}
