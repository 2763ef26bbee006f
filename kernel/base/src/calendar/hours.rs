//! The hours of the offices, as dated data.

use jiff::civil::{Date, Time, time};

use crate::{Lang, lang::Text};

/// A stretch of work in a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Session {
    /// When it begins.
    pub from: Time,
    /// When it ends.
    pub to: Time,
}

/// A morning and an afternoon, in force from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct WorkingHours {
    /// The first day with these hours.
    pub valid_from: Date,
    /// Before noon. Half a day ends when it does.
    pub morning: Session,
    /// After noon.
    pub afternoon: Session,
}

/// Hours that no day can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().get(Lang::En))]
pub enum HoursError {
    /// No hours at all.
    None,
    /// A session ends before it begins, or the afternoon begins before the morning ends.
    Order,
    /// Two sets of hours from the same day on.
    Twice,
}

impl HoursError {
    /// What is wrong, in plain words.
    pub const fn message(self) -> Text {
        match self {
            Self::None => Text::new("Chưa có giờ làm việc.", "There are no working hours."),
            Self::Order => Text::new("Giờ kết thúc phải sau giờ bắt đầu.", "A session must end after it begins."),
            Self::Twice => {
                Text::new("Hai giờ làm việc bắt đầu cùng một ngày.", "Two sets of working hours begin on the same day.")
            }
        }
    }
}

impl WorkingHours {
    /// 07:30–11:30 and 13:30–17:00: the hours until somebody sets others.
    pub const fn usual() -> Self {
        Self {
            valid_from: Date::constant(2000, 1, 1),
            morning: Session { from: time(7, 30, 0, 0), to: time(11, 30, 0, 0) },
            afternoon: Session { from: time(13, 30, 0, 0), to: time(17, 0, 0, 0) },
        }
    }

    /// Minutes worked in a whole day.
    pub(super) fn minutes(&self) -> u32 {
        self.morning.minutes() + self.afternoon.minutes()
    }

    /// Minutes worked in a day up to a time.
    pub(super) fn minutes_until(&self, at: Time) -> u32 {
        self.morning.minutes_until(at) + self.afternoon.minutes_until(at)
    }

    /// The earliest time of a day by which so many minutes are worked.
    pub(super) fn time_after(&self, minutes: u32) -> Time {
        let morning = self.morning.minutes();
        if minutes <= morning {
            from_midnight(minute_of_day(self.morning.from) + minutes)
        } else {
            from_midnight(
                (minute_of_day(self.afternoon.from) + minutes - morning).min(minute_of_day(self.afternoon.to)),
            )
        }
    }
}

impl Session {
    fn minutes(self) -> u32 {
        minute_of_day(self.to) - minute_of_day(self.from)
    }

    fn minutes_until(self, at: Time) -> u32 {
        minute_of_day(at).clamp(minute_of_day(self.from), minute_of_day(self.to)) - minute_of_day(self.from)
    }
}

/// Puts hours in order of their dates, or says what is wrong with them.
pub(super) fn in_order(mut hours: Vec<WorkingHours>) -> Result<Vec<WorkingHours>, HoursError> {
    if hours.is_empty() {
        return Err(HoursError::None);
    }
    if hours.iter().any(|h| {
        let marks = [h.morning.from, h.morning.to, h.afternoon.from, h.afternoon.to].map(minute_of_day);
        marks[0] >= marks[1] || marks[1] > marks[2] || marks[2] >= marks[3]
    }) {
        return Err(HoursError::Order);
    }
    hours.sort_by_key(|h| h.valid_from);
    if hours.windows(2).any(|pair| pair[0].valid_from == pair[1].valid_from) {
        return Err(HoursError::Twice);
    }
    Ok(hours)
}

pub(super) fn minute_of_day(at: Time) -> u32 {
    u32::from(at.hour().unsigned_abs()) * 60 + u32::from(at.minute().unsigned_abs())
}

fn from_midnight(minutes: u32) -> Time {
    // Sessions lie inside one day.
    time((minutes / 60 % 24) as i8, (minutes % 60) as i8, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usual_day_has_seven_and_a_half_hours_with_noon_free() {
        let usual = WorkingHours::usual();
        assert_eq!(usual.minutes(), 450);
        assert_eq!(usual.minutes_until(time(6, 0, 0, 0)), 0);
        assert_eq!(usual.minutes_until(time(12, 15, 0, 0)), 240);
        assert_eq!(usual.minutes_until(time(14, 0, 30, 0)), 270);
        assert_eq!(usual.minutes_until(time(22, 0, 0, 0)), 450);
        assert_eq!(usual.time_after(240), time(11, 30, 0, 0));
        assert_eq!(usual.time_after(241), time(13, 31, 0, 0));
    }

    #[test]
    fn hours_must_follow_one_another() {
        let usual = WorkingHours::usual();
        assert_eq!(in_order(vec![]), Err(HoursError::None));
        assert_eq!(in_order(vec![usual, usual]), Err(HoursError::Twice));
        let late = WorkingHours { morning: usual.afternoon, ..usual };
        assert_eq!(in_order(vec![late]), Err(HoursError::Order));
    }
}
