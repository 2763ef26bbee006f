//! A promised time, and how a file stands against it.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};

use super::{Calendar, say, working};
use crate::{
    Lang,
    clock::{instant, wall},
    lang::Text,
};

/// A promised time. Terms in days promise a day, terms in hours and half days a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// By the end of a day, at 24:00 (BLDS 2015 Đ.148).
    Day(Date),
    /// By an instant.
    At(Timestamp),
}

impl Due {
    /// The day shown to people.
    pub fn date(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::At(at) => wall(at).date(),
        }
    }

    /// The instant at which the promise runs out: the end of the day, which is the first instant of the next, or the
    /// instant itself. Promises are ordered by it.
    pub fn until(self) -> Timestamp {
        match self {
            Self::Day(date) => instant(working::end_of(date)),
            Self::At(at) => at,
        }
    }

    /// `Thứ Năm, 15/02/2024`, or `11:30 thứ Năm, 15/02/2024`: for the promise in large type.
    pub fn label(self, lang: Lang) -> String {
        let day = |date| format!("{}, {}", say::weekday(date, lang), say::full(date, lang));
        match self {
            Self::Day(date) => say::capital(&day(date)),
            Self::At(at) => format!("{} {}", say::clock(wall(at).time()), day(wall(at).date())),
        }
    }

    /// Whether something finished at an instant was early, on time or late: by date for days, by the minute for times
    /// (TT 01/2018/TT-VPCP Đ.13.1).
    pub fn timeliness(self, finished: Timestamp) -> Timeliness {
        let finished = to_minute(wall(finished));
        let order = match self {
            Self::Day(date) => finished.date().cmp(&date),
            Self::At(at) => finished.cmp(&to_minute(wall(at))),
        };
        match order {
            std::cmp::Ordering::Less => Timeliness::Early,
            std::cmp::Ordering::Equal => Timeliness::OnTime,
            std::cmp::Ordering::Greater => Timeliness::Late,
        }
    }

    /// What is left now.
    pub fn remaining(self, now: Timestamp, calendar: &Calendar) -> Remaining {
        let now = wall(now);
        let days = calendar.working_days_between(now.date(), self.date());
        match self {
            Self::Day(date) => Remaining::Days(match now.date().cmp(&date) {
                std::cmp::Ordering::Less => days.max(1),
                std::cmp::Ordering::Equal => 0,
                std::cmp::Ordering::Greater => days.min(-1),
            }),
            Self::At(_) if days != 0 => Remaining::Days(days),
            Self::At(at) => Remaining::Minutes(working::minutes_between(now, wall(at))),
        }
    }
}

/// A time without its seconds: people see minutes.
pub(super) fn to_minute(at: DateTime) -> DateTime {
    at.date().at(at.hour(), at.minute(), 0, 0)
}

/// How a finished file kept its promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timeliness {
    /// Trước hạn.
    Early,
    /// Đúng hạn.
    OnTime,
    /// Quá hạn.
    Late,
}

impl Timeliness {
    /// Every kind, for tables.
    pub const ALL: [Self; 3] = [Self::Early, Self::OnTime, Self::Late];

    /// The key in the database and in measures.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::OnTime => "on_time",
            Self::Late => "late",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Early => Text::new("Trước hạn", "Early"),
            Self::OnTime => Text::new("Đúng hạn", "On time"),
            Self::Late => Text::new("Quá hạn", "Late"),
        }
    }

    /// Points of indicator 1: shorter, equal or longer than the term (TT 01/2018/TT-VPCP Đ.13.1).
    pub const fn score(self) -> u8 {
        match self {
            Self::Early => 2,
            Self::OnTime => 1,
            Self::Late => 0,
        }
    }
}

/// What is left of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remaining {
    /// Working days: left, none on the day itself, negative when it is past.
    Days(i32),
    /// Minutes, when a promised time is near; negative when it is past.
    Minutes(i64),
}

impl Remaining {
    /// `Còn 3 ngày làm việc`, `Hôm nay`, `Quá hạn 1 ngày`.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Self::Days(0) => lang.pick("Hôm nay", "Today").into(),
            Self::Days(days) if days > 0 => match lang {
                Lang::Vi => format!("Còn {days} ngày làm việc"),
                Lang::En => format!("{} left", say::plural(days.into(), "working day")),
            },
            Self::Days(days) => match lang {
                Lang::Vi => format!("Quá hạn {} ngày", -days),
                Lang::En => format!("{} late", say::plural((-days).into(), "day")),
            },
            Self::Minutes(minutes) => {
                let (size, hours) = (minutes.abs(), minutes.abs() / 60);
                let span = match (lang, hours) {
                    (Lang::Vi, 0) => format!("{size} phút"),
                    (Lang::Vi, _) => format!("{hours} giờ"),
                    (Lang::En, 0) => say::plural(size, "minute"),
                    (Lang::En, _) => say::plural(hours, "hour"),
                };
                match (lang, minutes >= 0) {
                    (Lang::Vi, true) => format!("Còn {span}"),
                    (Lang::Vi, false) => format!("Quá hạn {span}"),
                    (Lang::En, true) => format!("{span} left"),
                    (Lang::En, false) => format!("{span} late"),
                }
            }
        }
    }

    /// How pressing it is; `soon` is the number of working days left from which to warn ([`super::RuleSet::soon`]).
    pub const fn urgency(self, soon: u32) -> Urgency {
        match self {
            Self::Days(days) if days < 0 => Urgency::Late,
            Self::Minutes(minutes) if minutes < 0 => Urgency::Late,
            Self::Days(0) | Self::Minutes(_) => Urgency::Today,
            Self::Days(days) if days.unsigned_abs() <= soon => Urgency::Soon,
            Self::Days(_) => Urgency::Ok,
        }
    }
}

/// How pressing a promise is, for the marks on screens. From calm to late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Time enough.
    Ok,
    /// Due within the days of warning.
    Soon,
    /// Due today.
    Today,
    /// Past due.
    Late,
}

impl Urgency {
    /// The key in style sheets and in the API.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Soon => "soon",
            Self::Today => "today",
            Self::Late => "late",
        }
    }

    /// Its name on screens, beside its shape: never colour alone.
    pub const fn label(self) -> Text {
        match self {
            Self::Ok => Text::new("Trong hạn", "In time"),
            Self::Soon => Text::new("Sắp đến hạn", "Due soon"),
            Self::Today => Text::new("Đến hạn hôm nay", "Due today"),
            Self::Late => Text::new("Quá hạn", "Late"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::golden::calendar;
    use jiff::civil::date;

    fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
        instant(day.at(hour, minute, 40, 0))
    }

    #[test]
    fn days_are_compared_by_date_and_times_by_the_minute() {
        let due = date(2023, 7, 20);
        let kept = |day: i8, hour| Due::Day(due).timeliness(at(date(2023, 7, day), hour, 0));
        assert_eq!([kept(19, 23), kept(20, 7), kept(20, 23), kept(21, 0)].map(Timeliness::score), [2, 1, 1, 0]);
        let kept = |minute| Due::At(at(due, 11, 30)).timeliness(at(due, 11, minute));
        assert_eq!([kept(29), kept(30), kept(31)].map(Timeliness::score), [2, 1, 0]);
    }

    #[test]
    fn what_is_left_is_said_in_working_days() {
        let calendar = calendar();
        let due = Due::Day(date(2024, 2, 15));
        let left = |day| due.remaining(at(day, 8, 0), calendar);
        for (day, vi, en, urgency) in [
            (date(2024, 2, 5), "Còn 3 ngày làm việc", "3 working days left", Urgency::Ok),
            (date(2024, 2, 7), "Còn 1 ngày làm việc", "1 working day left", Urgency::Soon),
            (date(2024, 2, 12), "Còn 1 ngày làm việc", "1 working day left", Urgency::Soon),
            (date(2024, 2, 15), "Hôm nay", "Today", Urgency::Today),
            (date(2024, 2, 16), "Quá hạn 1 ngày", "1 day late", Urgency::Late),
            (date(2024, 2, 17), "Quá hạn 1 ngày", "1 day late", Urgency::Late),
            (date(2024, 2, 20), "Quá hạn 3 ngày", "3 days late", Urgency::Late),
        ] {
            assert_eq!(left(day).text(Lang::Vi), vi);
            assert_eq!(left(day).text(Lang::En), en);
            assert_eq!(left(day).urgency(2), urgency);
        }
    }

    #[test]
    fn a_weekend_is_neither_today_nor_in_time() {
        let left = |due, day| Due::Day(due).remaining(at(day, 8, 0), calendar()).text(Lang::Vi);
        let (friday, saturday, sunday) = (date(2023, 7, 21), date(2023, 7, 22), date(2023, 7, 23));
        assert_eq!(left(friday, saturday), "Quá hạn 1 ngày");
        // A day promised before it was given off.
        assert_eq!(left(sunday, saturday), "Còn 1 ngày làm việc");
    }

    #[test]
    fn a_promised_hour_is_counted_down_on_its_day() {
        let calendar = calendar();
        let day = date(2023, 7, 20);
        let due = Due::At(at(day, 11, 30));
        let left = |at| due.remaining(at, calendar).text(Lang::Vi);
        assert_eq!(left(at(date(2023, 7, 18), 8, 0)), "Còn 2 ngày làm việc");
        assert_eq!(left(at(day, 8, 0)), "Còn 3 giờ");
        assert_eq!(left(at(day, 11, 10)), "Còn 20 phút");
        assert_eq!(left(at(day, 11, 31)), "Quá hạn 1 phút");
        assert_eq!(left(at(date(2023, 7, 21), 8, 0)), "Quá hạn 1 ngày");
        assert_eq!(due.label(Lang::Vi), "11:30 thứ Năm, 20/07/2023");
        assert_eq!(Due::Day(day).label(Lang::Vi), "Thứ Năm, 20/07/2023");
        assert_eq!(Due::Day(day).label(Lang::En), "Thursday, 20 July 2023");
    }
}
