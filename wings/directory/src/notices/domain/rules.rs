use base::clock::{instant, wall};
use jiff::{Timestamp, civil::Time};

use super::Channel;

/// What an administrator decides about all notices.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Rules {
    /// When the quiet hours begin, on the wall clock of Vietnam.
    pub quiet_from: Time,
    /// When they end. The same time twice means that there are none.
    pub quiet_until: Time,
    /// In which order channels are tried for those who chose none.
    pub order: Vec<Channel>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            quiet_from: Time::constant(21, 0, 0, 0),
            quiet_until: Time::constant(7, 0, 0, 0),
            order: Channel::ALL.to_vec(),
        }
    }
}

impl Rules {
    /// When the quiet hours end that an instant lies in, for channels that ring; none outside of them.
    pub fn quiet_until(&self, channel: Channel, at: Timestamp) -> Option<Timestamp> {
        let (from, until, now) = (self.quiet_from, self.quiet_until, wall(at));
        if !channel.rings() || from == until {
            return None;
        }
        let (today, time) = (now.date(), now.time());
        let day = if from < until {
            (from <= time && time < until).then_some(today)
        } else if time >= from {
            Some(today.tomorrow().unwrap_or(today))
        } else {
            (time < until).then_some(today)
        };
        day.map(|day| instant(day.to_datetime(until)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(day: i8, hour: i8, minute: i8) -> Timestamp {
        instant(date(2024, 2, day).at(hour, minute, 0, 0))
    }

    #[test]
    fn nobody_is_rung_up_at_night_and_mail_always_goes_out() {
        let rules = Rules::default();
        assert_eq!(rules.quiet_until(Channel::Sms, at(5, 21, 0)), Some(at(6, 7, 0)));
        assert_eq!(rules.quiet_until(Channel::Zalo, at(6, 3, 30)), Some(at(6, 7, 0)));
        assert_eq!(rules.quiet_until(Channel::Sms, at(6, 7, 0)), None);
        assert_eq!(rules.quiet_until(Channel::Sms, at(5, 20, 59)), None);
        assert_eq!(rules.quiet_until(Channel::Mail, at(5, 23, 0)), None);
    }

    #[test]
    fn quiet_hours_may_lie_within_a_day_or_not_be_at_all() {
        let noon = Rules {
            quiet_from: Time::constant(12, 0, 0, 0),
            quiet_until: Time::constant(13, 30, 0, 0),
            ..Rules::default()
        };
        assert_eq!(noon.quiet_until(Channel::Sms, at(5, 12, 10)), Some(at(5, 13, 30)));
        assert_eq!(noon.quiet_until(Channel::Sms, at(5, 22, 0)), None);
        let never = Rules { quiet_from: noon.quiet_until, ..noon };
        assert_eq!(never.quiet_until(Channel::Sms, at(5, 13, 30)), None);
    }
}
