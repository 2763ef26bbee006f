//! Days off and Saturdays worked, as data: each with its name, the decision behind it and how sure we are.

use jiff::civil::{Date, Weekday};

use super::day::Name;
use crate::{Lang, lang::Text};

/// Why a day differs from an ordinary Monday to Friday or weekend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Nghỉ lễ, Tết: named by law (BLLĐ 2019 Đ.112).
    Statutory,
    /// Nghỉ bù for a holiday that fell on a weekend (BLLĐ 2019 Đ.111.3).
    Compensatory,
    /// Hoán đổi: a working day given off, made up for on a Saturday.
    SwapOff,
    /// Làm bù: a Saturday or Sunday worked for a swapped day.
    MakeupWork,
}

impl DayKind {
    /// Every kind, for forms and tests.
    pub const ALL: [Self; 4] = [Self::Statutory, Self::Compensatory, Self::SwapOff, Self::MakeupWork];

    /// The key used in data files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Statutory => "statutory",
            Self::Compensatory => "compensatory",
            Self::SwapOff => "swap_off",
            Self::MakeupWork => "makeup_work",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Statutory => Text::new("Nghỉ lễ, Tết", "Public holiday"),
            Self::Compensatory => Text::new("Nghỉ bù", "Day off in lieu"),
            Self::SwapOff => Text::new("Nghỉ hoán đổi", "Day off, swapped"),
            Self::MakeupWork => Text::new("Làm bù", "Worked to make up"),
        }
    }

    /// Whether the day is off.
    pub const fn is_off(self) -> bool {
        !matches!(self, Self::MakeupWork)
    }
}

/// How sure an entry is. Only medium and high move deadlines; low ones are kept for somebody to confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Heard of, or sources disagree.
    Low,
    /// Reported by others, the decision itself not read.
    Medium,
    /// Law, or independent sources agree.
    High,
}

impl Confidence {
    /// Every degree, from low to high.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The key used in data files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// The degree of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|degree| degree.key() == key)
    }
}

/// A day that is not what its weekday says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DayEntry {
    /// The day.
    pub date: Date,
    /// In what way.
    pub kind: DayKind,
    /// The occasion. Days of one occasion share the name, so that they are told as one range.
    pub name: Name,
    /// The number of the decision, or the article of law.
    pub decision: Option<String>,
    /// How sure it is.
    pub confidence: Confidence,
}

/// Why a day cannot be entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum DayProblem {
    /// The row has not the six columns of the file, or is not text.
    Columns,
    /// Not a date written `2024-02-08`.
    Date(String),
    /// Not one of [`DayKind`]'s keys.
    Kind(String),
    /// Not one of [`Confidence`]'s keys.
    Confidence(String),
    /// A name is missing in one of the languages.
    NoName,
    /// A day entered by hand without the decision it rests on.
    NoDecision(Date),
    /// The same day twice.
    Twice(Date),
    /// A day given off that is a weekend anyway.
    AlreadyOff(Date),
    /// A day to be worked that is worked anyway.
    AlreadyWorking(Date),
    /// Outside the years a calendar holds.
    OutOfRange(Date),
}

impl DayProblem {
    /// What is wrong, in plain words.
    pub fn message(&self, lang: Lang) -> String {
        let day = |date: &Date| crate::text::format::date(*date);
        match (self, lang) {
            (Self::Columns, Lang::Vi) => {
                "Dòng phải có sáu cột: date, kind, name_vi, name_en, decision, confidence.".into()
            }
            (Self::Columns, Lang::En) => {
                "A row has six columns: date, kind, name_vi, name_en, decision, confidence.".into()
            }
            (Self::Date(text), Lang::Vi) => format!("“{text}” không phải là ngày viết như 2024-02-08."),
            (Self::Date(text), Lang::En) => format!("“{text}” is not a date written as 2024-02-08."),
            (Self::Kind(text), Lang::Vi) => format!("Không có loại ngày “{text}”."),
            (Self::Kind(text), Lang::En) => format!("There is no kind of day “{text}”."),
            (Self::Confidence(text), Lang::Vi) => format!("Mức tin cậy “{text}” không phải low, medium hay high."),
            (Self::Confidence(text), Lang::En) => format!("The confidence “{text}” is not low, medium or high."),
            (Self::NoName, Lang::Vi) => "Thiếu tên ngày bằng tiếng Việt hoặc tiếng Anh.".into(),
            (Self::NoName, Lang::En) => "The name is missing in Vietnamese or in English.".into(),
            (Self::NoDecision(date), Lang::Vi) => format!("Ngày {}: cần ghi số văn bản quyết định.", day(date)),
            (Self::NoDecision(date), Lang::En) => format!("{}: the number of the decision is needed.", day(date)),
            (Self::Twice(date), Lang::Vi) => format!("Ngày {} được ghi hai lần.", day(date)),
            (Self::Twice(date), Lang::En) => format!("{} is entered twice.", day(date)),
            (Self::AlreadyOff(date), Lang::Vi) => format!("Ngày {} là cuối tuần, vốn đã nghỉ.", day(date)),
            (Self::AlreadyOff(date), Lang::En) => format!("{} is a weekend and off anyway.", day(date)),
            (Self::AlreadyWorking(date), Lang::Vi) => format!("Ngày {} vốn là ngày làm việc.", day(date)),
            (Self::AlreadyWorking(date), Lang::En) => format!("{} is a working day anyway.", day(date)),
            (Self::OutOfRange(date), Lang::Vi) => format!("Ngày {} nằm ngoài lịch (2000–2099).", day(date)),
            (Self::OutOfRange(date), Lang::En) => format!("{} is outside the calendar (2000–2099).", day(date)),
        }
    }
}

/// A line of a file that cannot be read, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct ReadError {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong with it.
    pub problem: DayProblem,
}

impl ReadError {
    /// Where and what, in plain words.
    pub fn message(&self, lang: Lang) -> String {
        format!("{} {}: {}", lang.pick("Dòng", "Line"), self.line, self.problem.message(lang))
    }
}

/// Whether a date is Saturday or Sunday.
pub(super) fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Whether an entry makes sense by itself.
pub(super) fn check(entry: &DayEntry) -> Result<(), DayProblem> {
    let date = entry.date;
    if !super::days::RANGE.contains(&date.year()) {
        return Err(DayProblem::OutOfRange(date));
    }
    match entry.kind {
        DayKind::MakeupWork if !is_weekend(date) => Err(DayProblem::AlreadyWorking(date)),
        DayKind::Compensatory | DayKind::SwapOff if is_weekend(date) => Err(DayProblem::AlreadyOff(date)),
        _ => Ok(()),
    }
}

/// Reads a file of days: CSV with the columns `date,kind,name_vi,name_en,decision,confidence`; `decision` may be empty.
pub fn read(file: &str) -> Result<Vec<DayEntry>, ReadError> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(file.as_bytes());
    let mut entries: Vec<DayEntry> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for row in reader.records() {
        let row = row.map_err(|error| ReadError {
            line: error.position().map_or(0, csv::Position::line),
            problem: DayProblem::Columns,
        })?;
        let at_line = |problem| ReadError { line: row.position().map_or(0, csv::Position::line), problem };
        let entry = read_row(&row).map_err(at_line)?;
        if !seen.insert(entry.date) {
            return Err(at_line(DayProblem::Twice(entry.date)));
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn read_row(row: &csv::StringRecord) -> Result<DayEntry, DayProblem> {
    let [date, kind, vi, en, decision, confidence] =
        row.iter().collect::<Vec<_>>().try_into().map_err(|_| DayProblem::Columns)?;
    if vi.is_empty() || en.is_empty() {
        return Err(DayProblem::NoName);
    }
    let entry = DayEntry {
        date: date.parse().map_err(|_| DayProblem::Date(date.into()))?,
        kind: DayKind::from_key(kind).ok_or_else(|| DayProblem::Kind(kind.into()))?,
        name: Name::new(vi, en),
        decision: (!decision.is_empty()).then(|| decision.into()),
        confidence: Confidence::from_key(confidence).ok_or_else(|| DayProblem::Confidence(confidence.into()))?,
    };
    check(&entry)?;
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const HEAD: &str = "date,kind,name_vi,name_en,decision,confidence\n";

    fn problem_of(row: &str) -> ReadError {
        read(&format!("{HEAD}2024-09-02,statutory,Quốc khánh,National Day,,high\n{row}\n")).unwrap_err()
    }

    #[test]
    fn a_row_names_the_day_and_the_decision_behind_it() {
        let days = read(&format!("{HEAD}2024-04-29,swap_off,Nghỉ lễ,Holiday,2450/VPCP-KGVX,high\n")).unwrap();
        assert_eq!(days[0].date, date(2024, 4, 29));
        assert_eq!(days[0].decision.as_deref(), Some("2450/VPCP-KGVX"));
    }

    #[test]
    fn a_bad_row_is_named_by_its_line_and_its_fault() {
        for (row, problem) in [
            ("2024-09-31,statutory,A,A,,high", DayProblem::Date("2024-09-31".into())),
            ("2024-09-03,free,A,A,,high", DayProblem::Kind("free".into())),
            ("2024-09-03,statutory,A,A,,sure", DayProblem::Confidence("sure".into())),
            ("2024-09-03,statutory,A,,,high", DayProblem::NoName),
            ("2024-09-03,statutory,A", DayProblem::Columns),
            ("2024-09-02,statutory,A,A,,high", DayProblem::Twice(date(2024, 9, 2))),
            ("2024-09-07,compensatory,A,A,,high", DayProblem::AlreadyOff(date(2024, 9, 7))),
            ("2024-09-04,makeup_work,A,A,,high", DayProblem::AlreadyWorking(date(2024, 9, 4))),
            ("2199-09-04,statutory,A,A,,high", DayProblem::OutOfRange(date(2199, 9, 4))),
        ] {
            assert_eq!(problem_of(row), ReadError { line: 3, problem });
        }
        assert_eq!(problem_of("x,y").message(Lang::Vi).split(':').next(), Some("Dòng 3"));
    }
}
