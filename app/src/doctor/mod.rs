//! What is late, full or failing, and what to do about each: the same list for the command line and for administrators.

mod data;
mod machine;

pub(crate) use machine::disk;

use base::{Lang, Text};
use jiff::Timestamp;
use store::Store;
use web::Words;

use crate::operation::Operation;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// As it should be.
    Good,
    /// Somebody should look at it.
    Warn,
    /// It fails, or is about to.
    Bad,
}

/// What was found about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub name: Text,
    /// How bad it is.
    pub state: State,
    /// What was found.
    pub said: Words,
    /// What to do about it; nothing when it is good.
    pub advice: Option<Words>,
}

impl Finding {
    fn good(name: Text, said: impl Into<Words>) -> Self {
        Self { name, state: State::Good, said: said.into(), advice: None }
    }

    fn of(name: Text, state: State, said: impl Into<Words>, advice: impl Into<Words>) -> Self {
        Self { name, state, said: said.into(), advice: Some(advice.into()) }
    }

    /// As lines for a terminal.
    pub fn lines(&self, lang: Lang) -> String {
        let mark = match self.state {
            State::Good => "●",
            State::Warn => "◆",
            State::Bad => "▲",
        };
        let advice = self.advice.as_ref().map_or(String::new(), |advice| format!("\n    → {}", advice.get(lang)));
        format!("{mark} {}: {}{advice}", self.name.get(lang), self.said.get(lang))
    }
}

/// Looks at everything. `deep` walks the whole journal and reads every content; without it the newest are looked at.
/// What cannot be asked because the record does not answer is itself a finding.
pub fn examine(store: &Store, operation: &Operation, now: Timestamp, deep: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    let answered = data::schema(store).map(|finding| found.push(finding)).and_then(|()| {
        found.push(data::journal(store, deep)?);
        found.push(data::contents(store, operation.files(), deep)?);
        found.push(machine::backup(store, operation.backup(), now)?);
        found.push(machine::disk(store, operation, now)?);
        found.extend(data::jobs(store, now)?);
        found.push(data::overdue(store, now)?);
        found.push(data::calendar(store, now)?);
        found.push(machine::clock(store, now)?);
        Ok(())
    });
    if let Err(error) = answered {
        found.push(Finding::of(
            Text::new("Cơ sở dữ liệu", "Database"),
            State::Bad,
            Words::new(format!("không trả lời: {error}"), format!("does not answer: {error}")),
            Text::new(
                "Kiểm tra máy chủ cơ sở dữ liệu và quyền truy cập; nếu lỗi nói về bảng, hãy chạy tinhso migrate.",
                "Look at the database server and its permissions; where tables are missing, run tinhso migrate.",
            ),
        ));
    }
    found
}
