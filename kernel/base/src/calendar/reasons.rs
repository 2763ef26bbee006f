//! Why a date is the date: facts kept as data, said on demand as a good officer would say them.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time};

use super::{
    day::Name,
    due::Due,
    hours::WorkingHours,
    off_days::DaysOff,
    rules::Ground,
    say,
    terms::{Term, Unit},
};
use crate::{Lang, clock::wall, lang::Text};

/// One reason, with the rule it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What the matter is.
    pub fact: Fact,
    /// The article.
    pub cite: Cite,
}

/// The article a reason rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cite {
    /// General law that this program knows.
    Law(Text),
    /// An article of the rule set in force.
    Rule(Name),
}

/// Why a receipt counts as late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lateness {
    /// After this hour.
    CutOff(Time),
    /// On a day off.
    DayOff,
}

/// What follows from the hour of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// The file goes to the deciding office on this day; the term is not touched.
    ForwardedOn(Date),
    /// The file counts as received on this day.
    CountsAs(Date),
    /// What would be promised for the same day is promised for this one.
    PromisedFor(Date),
}

/// What a pause took out of the count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skipped {
    /// The promise had run out before: nothing moves.
    AfterDue,
    /// So many working days.
    WorkingDays(u32),
    /// So many days.
    CalendarDays(u32),
    /// So many minutes by the clock.
    Minutes(i64),
    /// So many working minutes.
    WorkingMinutes(i64),
}

/// A fact that shaped a deadline, in the order in which they are told.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// The file came in.
    Received {
        /// When.
        at: DateTime,
        /// Whether that was late for the day.
        lateness: Option<Lateness>,
        /// What follows.
        effect: Effect,
    },
    /// It was returned for missing papers and the term began again.
    Restarted {
        /// When it was returned, or the clock stopped.
        stopped: Date,
        /// What was waited for.
        ground: Ground,
        /// When everything was there.
        complete: DateTime,
        /// Whether that was late for the day.
        lateness: Option<Lateness>,
        /// What follows.
        effect: Effect,
    },
    /// It was returned later than the rules allow.
    ReturnedLate {
        /// When it was returned.
        on: Date,
        /// When it should have been.
        by: Date,
    },
    /// What is said next supposes that the clock goes on at a time.
    Supposed {
        /// That time.
        at: DateTime,
        /// What is waited for.
        ground: Ground,
    },
    /// The term of the procedure.
    Term {
        /// The term.
        term: Term,
        /// The first day that counts.
        from: Date,
        /// The hours of that day, for terms in working hours and half days.
        hours: WorkingHours,
    },
    /// The clock stood still and went on.
    Paused {
        /// What was waited for.
        ground: Ground,
        /// When it stopped.
        from: DateTime,
        /// When it went on.
        to: DateTime,
        /// What that took out of the count.
        skipped: Skipped,
    },
    /// A new date was set, with an apology.
    Extended {
        /// When.
        on: Date,
        /// The promise before.
        from: Due,
        /// The promise since.
        to: Due,
        /// Why, as told to the applicant.
        reason: String,
        /// Whether the notice came later than the rules allow.
        late_notice: bool,
    },
    /// Days passed over, and weekend days that count.
    DaysOff(DaysOff),
    /// The last day is off, so the next working day is promised.
    LastDayOff {
        /// The last day of the term.
        last: Date,
        /// The occasion, when it is not a plain weekend.
        occasion: Option<Name>,
        /// The day promised.
        due: Date,
    },
    /// The days off of a year are not decided yet, or not in the data.
    Undecided {
        /// The year.
        year: i16,
    },
    /// The clock stands still.
    Standing {
        /// Since when.
        since: DateTime,
        /// What is waited for.
        ground: Ground,
        /// Whether the term will start again.
        restarts: bool,
    },
}

pub(super) const FIRST_DAY: Text = Text::new(
    "Bộ luật Dân sự 2015, Điều 147: không tính ngày đầu tiên",
    "Civil Code 2015, Art. 147: the first day is not counted",
);
pub(super) const FIRST_HOUR: Text = Text::new(
    "Bộ luật Dân sự 2015, Điều 147: thời hạn tính bằng giờ bắt đầu từ thời điểm đã xác định",
    "Civil Code 2015, Art. 147: a term in hours begins at the time fixed",
);
pub(super) const LAST_DAY: Text = Text::new(
    "Bộ luật Dân sự 2015, Điều 148: ngày cuối là ngày nghỉ thì kết thúc vào ngày làm việc tiếp theo",
    "Civil Code 2015, Art. 148: a term whose last day is off ends on the next working day",
);
pub(super) const DAYS_OFF: Text =
    Text::new("Bộ luật Lao động 2019, Điều 111 và 112", "Labour Code 2019, Art. 111 and 112");

impl Reason {
    /// The rule it rests on.
    pub fn rule(&self, lang: Lang) -> &str {
        match &self.cite {
            Cite::Law(text) => text.get(lang),
            Cite::Rule(name) => name.get(lang),
        }
    }

    /// The reason as a sentence.
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.fact.vietnamese(),
            Lang::En => self.fact.english(),
        }
    }
}

impl Fact {
    fn vietnamese(&self) -> String {
        const VI: Lang = Lang::Vi;
        match self {
            Self::Received { at, lateness, effect } => {
                let at = say::moment(*at, VI);
                match consequence_vi(*lateness, *effect) {
                    Some((why, so)) => format!("Nhận lúc {at} ({why}) nên {so}."),
                    None => format!("Nhận lúc {at}."),
                }
            }
            Self::Restarted { stopped, ground, complete, lateness, effect } => {
                let complete = say::moment(*complete, VI);
                let again = match ground {
                    Ground::Supplement => {
                        format!("Đã trả lại để bổ sung ngày {}; nhận đủ lúc {complete}", say::short(*stopped, VI))
                    }
                    _ => {
                        let since = say::short(*stopped, VI);
                        format!("Đã dừng từ {since} ({}); tiếp tục lúc {complete}", ground.label().vi)
                    }
                };
                let then = match consequence_vi(*lateness, *effect) {
                    Some((why, so)) => format!(" Lúc đó là {why} nên {so}."),
                    None => String::new(),
                };
                format!("{again} nên tính lại từ đầu.{then}")
            }
            Self::ReturnedLate { on, by } => format!(
                "Trả lại để bổ sung ngày {}, trong khi phải trả lại chậm nhất ngày {}.",
                say::short(*on, VI),
                say::short(*by, VI)
            ),
            Self::Supposed { at, ground: Ground::Supplement } => {
                format!("Giả sử nhận đủ hồ sơ bổ sung lúc {}.", say::moment(*at, VI))
            }
            Self::Supposed { at, ground } => {
                format!("Đang {}; giả sử tiếp tục lúc {}.", ground.label().vi, say::moment(*at, VI))
            }
            Self::Term { term, from, hours } => {
                let length = term.label(VI);
                match term.unit() {
                    Unit::SameDay => "Thủ tục này trả kết quả trong ngày.".into(),
                    Unit::Hour => format!("Thời hạn {length}, tính liên tục từ lúc nhận."),
                    Unit::WorkingHour => format!("Thời hạn {length} ({}), tính từ lúc nhận.", sessions(hours)),
                    Unit::WorkingDay if term.ends_in_half() => format!(
                        "Thời hạn {length}, tính từ {}; nửa ngày cuối hết buổi sáng, lúc {}.",
                        say::day(*from, VI),
                        say::clock(hours.morning.to)
                    ),
                    Unit::WorkingDay | Unit::CalendarDay => {
                        format!("Thời hạn {length}, tính từ {}.", say::day(*from, VI))
                    }
                }
            }
            Self::Paused { ground, from, to, skipped } => {
                let stretch = format!("Tạm dừng {} ({})", stretch(*from, *to, *skipped, VI), ground.label().vi);
                match skipped {
                    Skipped::AfterDue => format!("{stretch} khi đã quá hạn nên ngày hẹn không đổi."),
                    Skipped::WorkingDays(0)
                    | Skipped::CalendarDays(0)
                    | Skipped::Minutes(0)
                    | Skipped::WorkingMinutes(0) => {
                        format!("{stretch}; không mất thời gian nào.")
                    }
                    Skipped::WorkingDays(days) => format!("{stretch}: {days} ngày làm việc không tính."),
                    Skipped::CalendarDays(days) => format!("{stretch}: {days} ngày không tính."),
                    Skipped::Minutes(minutes) => format!("{stretch}: {} không tính.", span_vi(*minutes, "")),
                    Skipped::WorkingMinutes(minutes) => {
                        format!("{stretch}: {} không tính.", span_vi(*minutes, " làm việc"))
                    }
                }
            }
            Self::Extended { on, from, to, reason, late_notice } => format!(
                "Đã xin lỗi và hẹn lại ngày {}: từ {} sang {}. Lý do: {}{}",
                say::short(*on, VI),
                promised(*from, VI),
                promised(*to, VI),
                sentence(reason),
                if *late_notice { " Việc báo hẹn lại muộn hơn quy định." } else { "" }
            ),
            Self::DaysOff(days) => days.text(VI),
            Self::LastDayOff { last, occasion, due } => format!(
                "Ngày cuối {} rơi vào {} nên hẹn sang {}.",
                say::short(*last, VI),
                match occasion {
                    Some(name) => format!("ngày nghỉ {}", name.get(VI)),
                    None => say::weekday(*last, VI).into(),
                },
                say::day(*due, VI)
            ),
            Self::Undecided { year } => format!(
                "Lịch nghỉ năm {year} chưa có quyết định trong hệ thống; ngày nghỉ Tết và Quốc khánh lấy theo dự kiến nên \
                 ngày hẹn có thể đổi."
            ),
            Self::Standing { since, ground, restarts } => format!(
                "Đang dừng từ {} ({}); {}",
                say::day(since.date(), VI),
                ground.label().vi,
                if *restarts {
                    "khi nhận đủ, thời hạn tính lại từ đầu."
                } else {
                    "khi xong, thời hạn chạy tiếp phần còn lại."
                }
            ),
        }
    }

    fn english(&self) -> String {
        const EN: Lang = Lang::En;
        match self {
            Self::Received { at, lateness, effect } => {
                let at = say::moment(*at, EN);
                match consequence_en(*lateness, *effect) {
                    Some((why, so)) => format!("Received at {at} ({why}), so {so}."),
                    None => format!("Received at {at}."),
                }
            }
            Self::Restarted { stopped, ground, complete, lateness, effect } => {
                let (stopped, complete) = (say::short(*stopped, EN), say::moment(*complete, EN));
                let again = match ground {
                    Ground::Supplement => {
                        format!("Returned for missing papers on {stopped}; complete at {complete}")
                    }
                    _ => format!("Stopped on {stopped} ({}); went on at {complete}", ground.label().en),
                };
                let then = match consequence_en(*lateness, *effect) {
                    Some((why, so)) => format!(" That was {why}, so {so}."),
                    None => String::new(),
                };
                format!("{again}, so the term began again.{then}")
            }
            Self::ReturnedLate { on, by } => format!(
                "Returned for missing papers on {}; it had to be returned by {}.",
                say::short(*on, EN),
                say::short(*by, EN)
            ),
            Self::Supposed { at, ground: Ground::Supplement } => {
                format!("Supposing that the missing papers arrive at {}.", say::moment(*at, EN))
            }
            Self::Supposed { at, ground } => {
                format!("Now {}; supposing that it goes on at {}.", ground.label().en, say::moment(*at, EN))
            }
            Self::Term { term, from, hours } => {
                let length = term.label(EN);
                match term.unit() {
                    Unit::SameDay => "This procedure gives its result on the same day.".into(),
                    Unit::Hour => format!("The term is {length}, day and night, from receipt."),
                    Unit::WorkingHour => format!("The term is {length} ({}), from receipt.", sessions(hours)),
                    Unit::WorkingDay if term.ends_in_half() => format!(
                        "The term is {length}, counted from {}; the half day ends with the morning, at {}.",
                        say::day(*from, EN),
                        say::clock(hours.morning.to)
                    ),
                    Unit::WorkingDay | Unit::CalendarDay => {
                        format!("The term is {length}, counted from {}.", say::day(*from, EN))
                    }
                }
            }
            Self::Paused { ground, from, to, skipped } => {
                let stretch = format!("Paused {} ({})", stretch(*from, *to, *skipped, EN), ground.label().en);
                let days = |days: u32, unit| format!("{stretch}: {} not counted.", say::plural(days.into(), unit));
                match skipped {
                    Skipped::AfterDue => format!("{stretch} when it was late already, so the date stays."),
                    Skipped::WorkingDays(0)
                    | Skipped::CalendarDays(0)
                    | Skipped::Minutes(0)
                    | Skipped::WorkingMinutes(0) => {
                        format!("{stretch}; no time was lost.")
                    }
                    Skipped::WorkingDays(number) => days(*number, "working day"),
                    Skipped::CalendarDays(number) => days(*number, "day"),
                    Skipped::Minutes(minutes) => format!("{stretch}: {} not counted.", span_en(*minutes, "")),
                    Skipped::WorkingMinutes(minutes) => {
                        format!("{stretch}: {} not counted.", span_en(*minutes, "working "))
                    }
                }
            }
            Self::Extended { on, from, to, reason, late_notice } => format!(
                "With an apology, a new date was set on {}: {} instead of {}. Reason: {}{}",
                say::short(*on, EN),
                promised(*to, EN),
                promised(*from, EN),
                sentence(reason),
                if *late_notice { " The notice came later than the rules allow." } else { "" }
            ),
            Self::DaysOff(days) => days.text(EN),
            Self::LastDayOff { last, occasion, due } => format!(
                "The last day, {}, is {}, so {} is promised.",
                say::short(*last, EN),
                match occasion {
                    Some(name) => format!("off ({})", name.get(EN)),
                    None => format!("a {}", say::weekday(*last, EN)),
                },
                say::day(*due, EN)
            ),
            Self::Undecided { year } => format!(
                "The days off of {year} are not decided in this system yet; Lunar New Year and National Day are taken as \
                 expected, so the date may change."
            ),
            Self::Standing { since, ground, restarts } => format!(
                "Stopped since {} ({}); {}",
                say::day(since.date(), EN),
                ground.label().en,
                if *restarts {
                    "when everything is there, the term begins again."
                } else {
                    "afterwards the rest of the term goes on."
                }
            ),
        }
    }
}

/// Why a receipt counts as late, and what follows.
fn consequence_vi(lateness: Option<Lateness>, effect: Effect) -> Option<(String, String)> {
    let day = |day| say::day(day, Lang::Vi);
    let why = match lateness? {
        Lateness::CutOff(hour) => format!("sau {}", say::clock(hour)),
        Lateness::DayOff => "ngày nghỉ".into(),
    };
    let so = match effect {
        Effect::None => return None,
        Effect::ForwardedOn(next) => format!("hồ sơ được chuyển xử lý từ {}", day(next)),
        Effect::CountsAs(next) => format!("tính là nhận {}", day(next)),
        Effect::PromisedFor(next) => format!("hẹn trả vào ngày làm việc tiếp theo, {}", day(next)),
    };
    Some((why, so))
}

fn consequence_en(lateness: Option<Lateness>, effect: Effect) -> Option<(String, String)> {
    let day = |day| say::day(day, Lang::En);
    let why = match lateness? {
        Lateness::CutOff(hour) => format!("after {}", say::clock(hour)),
        Lateness::DayOff => "a day off".into(),
    };
    let so = match effect {
        Effect::None => return None,
        Effect::ForwardedOn(next) => format!("the file goes to the deciding office on {}", day(next)),
        Effect::CountsAs(next) => format!("it counts as received on {}", day(next)),
        Effect::PromisedFor(next) => format!("the next working day is promised, {}", day(next)),
    };
    Some((why, so))
}

/// From when to when the clock stood still, to the minute where minutes matter.
fn stretch(from: DateTime, to: DateTime, skipped: Skipped, lang: Lang) -> String {
    let minutes = matches!(skipped, Skipped::Minutes(_) | Skipped::WorkingMinutes(_));
    let end = |at: DateTime| match minutes {
        true => format!("{} {}", say::clock(at.time()), say::short(at.date(), lang)),
        false => say::short(at.date(), lang),
    };
    if !minutes && from.date() == to.date() {
        return format!("{} {}", lang.pick("trong ngày", "on"), end(from));
    }
    format!("{} {} {} {}", lang.pick("từ", "from"), end(from), lang.pick("đến", "to"), end(to))
}

/// `07:30–11:30, 13:30–17:00`.
fn sessions(hours: &WorkingHours) -> String {
    let session = |from, to| format!("{}–{}", say::clock(from), say::clock(to));
    format!("{}, {}", session(hours.morning.from, hours.morning.to), session(hours.afternoon.from, hours.afternoon.to))
}

fn promised(due: Due, lang: Lang) -> String {
    match due {
        Due::Day(date) => say::short(date, lang),
        Due::At(at) => format!("{} {}", say::clock(wall(at).time()), say::short(wall(at).date(), lang)),
    }
}

/// A reason typed by a person, closed as a sentence.
fn sentence(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.into() } else { format!("{text}.").into() }
}

fn span_vi(minutes: i64, kind: &str) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} phút{kind}"),
        (hours, 0) => format!("{hours} giờ{kind}"),
        (hours, minutes) => format!("{hours} giờ {minutes} phút{kind}"),
    }
}

fn span_en(minutes: i64, kind: &str) -> String {
    let part = |number, unit: &str| say::plural(number, &format!("{kind}{unit}"));
    match (minutes / 60, minutes % 60) {
        (0, minutes) => part(minutes, "minute"),
        (hours, 0) => part(hours, "hour"),
        (hours, minutes) => format!("{} {}", part(hours, "hour"), say::plural(minutes, "minute")),
    }
}
