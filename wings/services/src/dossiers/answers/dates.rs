use base::text::{clean, date as written, format};
use jiff::{
    SignedDuration,
    civil::{Date, Time},
};
use serde_json::Value;

use super::One;
use crate::catalogue::domain::{Field, Kind, PartialDate};

/// The boxes of a date, in order, after the field's own name.
const BOXES: [&str; 3] = ["ngay", "thang", "nam"];
/// The box of a time of day.
pub(in crate::dossiers) const TIME: &str = "gio";

impl One<'_> {
    /// What stands in the boxes of a date, as `5/2/2024`; or in the one box it came in.
    pub(super) fn day_typed(&self, path: &str) -> String {
        let boxes: Vec<String> = BOXES.iter().map(|part| clean(self.typed.get(&format!("{path}.{part}")))).collect();
        let filled: Vec<String> = boxes.into_iter().filter(|part| !part.is_empty()).collect();
        if filled.is_empty() { clean(self.typed.get(path)) } else { filled.join("/") }
    }

    pub(super) fn date(&mut self, field: &Field, path: &str) -> Option<Value> {
        let (day, time) = (self.day_typed(path), clean(self.typed.get(&format!("{path}.{TIME}"))));
        if day.is_empty() && time.is_empty() {
            return None;
        }
        let (vi, en) = (&field.label.vi, field.label.english());
        let read = match field.kind {
            Kind::PartialDate => day.parse::<PartialDate>().map_err(|_| {
                (
                    format!("“{vi}”: viết ngày như 17/3/1962, 3/1962 hoặc chỉ 1962."),
                    format!("“{en}”: write it as 17/3/1962, 3/1962 or 1962."),
                )
            }),
            _ => written::parse(&day).map(PartialDate::from).map_err(|error| {
                let why = error.message();
                (format!("“{vi}”: {}", why.vi), format!("“{en}”: {}", why.en))
            }),
        };
        let read = match read {
            Ok(read) => read,
            Err((vi, en)) => {
                self.wrong(path, vi, en);
                return None;
            }
        };
        self.day_limits(field, path, read);
        match field.kind {
            Kind::DateTime | Kind::Moment if !time.is_empty() || field.kind == Kind::DateTime => {
                let Some(clock) = clock(&time) else {
                    self.wrong(
                        &format!("{path}.{TIME}"),
                        format!("“{vi}”: viết giờ như 08:30."),
                        format!("“{en}”: write the time as 08:30."),
                    );
                    return None;
                };
                let at = read.earliest().at(clock.hour(), clock.minute(), 0, 0);
                if let Some(hours) = field.rules.hours_ahead {
                    let first = self.about.now.saturating_add(SignedDuration::from_hours(hours.into()));
                    if first.is_ok_and(|first| base::clock::instant(at) < first) {
                        self.wrong(
                            path,
                            format!("“{vi}”: phải cách lúc nộp ít nhất {hours} giờ."),
                            format!("“{en}”: it must be at least {hours} hours after filing."),
                        );
                    }
                }
                Some(format!("{read}T{:02}:{:02}", clock.hour(), clock.minute()).into())
            }
            _ => Some(read.to_string().into()),
        }
    }

    fn day_limits(&mut self, field: &Field, path: &str, read: PartialDate) {
        let (rules, today) = (&field.rules, self.about.today());
        let (vi, en) = (&field.label.vi, field.label.english());
        let mut off = None;
        if let Some(first) = rules.earliest.map(|bound| bound.day(today)).filter(|first| read.latest() < *first) {
            off = Some((
                format!("“{vi}”: không thể trước ngày {}.", format::date(first)),
                format!("“{en}”: not before {}.", format::date(first)),
            ));
        }
        if let Some(last) = rules.latest.map(|bound| bound.day(today)).filter(|last| read.earliest() > *last) {
            let (when_vi, when_en) = if last == today {
                ("hôm nay".to_owned(), "today".to_owned())
            } else {
                (format!("ngày {}", format::date(last)), format::date(last))
            };
            off = Some((format!("“{vi}”: không thể sau {when_vi}."), format!("“{en}”: not after {when_en}.")));
        }
        if let Some((vi, en)) = off {
            if rules.soft_dates { self.doubt(path, vi, en) } else { self.wrong(path, vi, en) }
        }
        if let Some(age) = rules.min_age.filter(|age| read.age_on(today) < i64::from(*age)) {
            self.wrong(
                path,
                format!("“{vi}”: người này phải đủ {age} tuổi vào ngày nộp."),
                format!("“{en}”: the person must be {age} years old on the day of filing."),
            );
        }
        let days = |from: Date| today.duration_since(from).as_hours() / 24;
        if let Some(most) = rules.warn_after_days.filter(|most| days(read.latest()) > i64::from(*most)) {
            self.doubt(
                path,
                format!("“{vi}”: đã quá {most} ngày; cán bộ sẽ xem xét theo trường hợp quá hạn."),
                format!("“{en}”: more than {most} days have passed; it is handled as late."),
            );
        }
    }
}

/// A time of day as people type it: `8:30`, `8h30`, `08.30`, `8 giờ`.
fn clock(text: &str) -> Option<Time> {
    let plain: String =
        text.to_lowercase().replace("giờ", ":").replace("phút", "").chars().filter(|c| !c.is_whitespace()).collect();
    let (hour, minute) = plain.split_once([':', 'h', '.']).unwrap_or((&plain, ""));
    let minute = if minute.is_empty() { "0" } else { minute };
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_as_people_write_it() {
        for text in ["08:30", "8:30", "8h30", "8.30", "8 giờ 30 phút"] {
            assert_eq!(clock(text), Time::new(8, 30, 0, 0).ok(), "{text}");
        }
        assert_eq!(clock("14h"), Time::new(14, 0, 0, 0).ok());
        assert_eq!((clock("25:00"), clock("sáng")), (None, None));
    }
}
