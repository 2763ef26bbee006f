//! Working days: the province's calendar as the program carries it, and what an administrator adds by decision.
//!
//! - Owns the days added: holidays newly decided, swapped days, Saturdays worked for them (BLLĐ 2019 Đ.111–112 and the
//!   yearly decisions of the Prime Minister). Each names its decision and is remembered in the journal.
//! - The years up to the last decided one are a data file of the province; further years are predicted from the law and
//!   the moon, and a day added takes the place of a predicted one.
//! - Others read the whole as a [`base::calendar::Calendar`] from [`queries::calendar`]; whoever keeps one in memory puts
//!   in a [`Refresh`], which is told after every change.

pub mod commands;
mod pages;
pub mod permissions;
pub mod queries;

use base::calendar::{Calendar, DayEntry, DayKind, holidays::DayProblem};
use jiff::civil::Date;
use web::{App, Words};

pub use pages::routes;
pub use queries::Added;

/// Its tables.
pub const MIGRATIONS: store::Room = store::room!("workdays", "0001_workdays");

/// What to do with the calendar when it has changed: whoever keeps one in memory puts this into the application.
#[derive(Clone, Copy)]
pub struct Refresh(pub fn(&App, Calendar));

/// Days that a decision gives off or has worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDays {
    /// The first day.
    pub from: Date,
    /// The last day; weekends in between are left out unless the kind may fall on one.
    pub to: Date,
    /// In what way they differ from an ordinary day.
    pub kind: DayKind,
    /// The occasion in Vietnamese.
    pub name_vi: String,
    /// The occasion in English.
    pub name_en: String,
    /// Number and date of the decision.
    pub decision: String,
}

/// The most days that one entry may have: Tết with its days in lieu is nine.
pub const MOST: i64 = 15;

/// Why days were not added or taken away.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A name is missing.
    #[error("the name is missing")]
    Name,
    /// The last day comes before the first.
    #[error("the last day comes before the first")]
    Order,
    /// More days than any occasion has.
    #[error("too many days at once")]
    TooMany,
    /// Nothing is left to enter once weekends are left out.
    #[error("there is no day to enter")]
    NoDay,
    /// The calendar has the day already.
    #[error("{0:?} is in the calendar already")]
    There(Box<DayEntry>),
    /// The day cannot be what it is said to be.
    #[error("{0}")]
    Day(DayProblem),
    /// No such day was added here.
    #[error("{0} was not added here")]
    NotAdded(Date),
}

impl Fault {
    /// Why, in plain words.
    pub fn words(&self) -> Words {
        use base::{Lang, text::format::date};
        match self {
            Self::Name => Words::new("Hãy nhập tên ngày nghỉ.", "Enter the name of the day."),
            Self::Order => Words::new("Ngày cuối phải sau ngày đầu.", "The last day must come after the first."),
            Self::TooMany => Words::new(
                format!("Mỗi lần chỉ thêm tối đa {MOST} ngày."),
                format!("At most {MOST} days can be added at once."),
            ),
            Self::NoDay => Words::new(
                "Trong khoảng này chỉ có thứ Bảy, Chủ nhật vốn đã nghỉ.",
                "There are only weekends in between, which are off anyway.",
            ),
            Self::There(entry) => Words::new(
                format!("Ngày {} đã có trong lịch: {}.", date(entry.date), entry.name.get(Lang::Vi)),
                format!("{} is in the calendar already: {}.", date(entry.date), entry.name.get(Lang::En)),
            ),
            Self::Day(problem) => Words::new(problem.message(Lang::Vi), problem.message(Lang::En)),
            Self::NotAdded(day) => Words::new(
                format!("Ngày {} không phải ngày được thêm ở đây, hoặc đã được bỏ.", date(*day)),
                format!("{} was not added here, or has been taken away.", date(*day)),
            ),
        }
    }
}
