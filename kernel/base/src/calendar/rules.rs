//! The rules of the one-stop as dated settings. A file keeps the rules of the day it was received.

use jiff::civil::{Date, Time, date, time};

use super::day::Name;
use crate::{Lang, lang::Text};

/// What a receipt after the cut-off does to a term in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LateReceipt {
    /// The file goes to the deciding office on the next working day; the term counts from the day after receipt all the
    /// same.
    TransferOnly,
    /// The file counts as received on the next working day.
    CountsNextDay,
}

/// Why the clock stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The applicant has to bring what is missing.
    Supplement,
    /// The applicant has to meet a financial obligation, as land tax.
    FinancialObligation,
    /// Another agency has to answer, where a special law lets the clock stop for it.
    OtherAgency,
    /// A public notice has to hang out its time.
    PublicNotice,
}

impl Ground {
    /// Every ground, for forms and tests.
    pub const ALL: [Self; 4] = [Self::Supplement, Self::FinancialObligation, Self::OtherAgency, Self::PublicNotice];

    /// The key used in data files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Supplement => "supplement",
            Self::FinancialObligation => "financial_obligation",
            Self::OtherAgency => "other_agency",
            Self::PublicNotice => "public_notice",
        }
    }

    /// The ground of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.key() == key)
    }

    /// What is waited for.
    pub const fn label(self) -> Text {
        match self {
            Self::Supplement => Text::new("chờ bổ sung hồ sơ", "waiting for missing papers"),
            Self::FinancialObligation => {
                Text::new("chờ hoàn thành nghĩa vụ tài chính", "waiting for a financial obligation")
            }
            Self::OtherAgency => Text::new("chờ cơ quan khác trả lời", "waiting for another agency"),
            Self::PublicNotice => Text::new("chờ hết thời gian niêm yết", "waiting for a public notice"),
        }
    }
}

/// The articles that the reasons name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Citations {
    /// Passing the file on to the deciding office, and the cut-off.
    pub transfer: Name,
    /// Results promised for the same day.
    pub same_day: Name,
    /// Returning an insufficient file.
    pub supplement: Name,
    /// Apology and a new date.
    pub lateness: Name,
    /// Standing still on other grounds.
    pub pause: Name,
}

/// The rules in force from a day on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RuleSet {
    /// The first day of receipt they govern.
    pub valid_from: Date,
    /// The act.
    pub act: Name,
    /// The hour after which a file is passed on the next working day. A receipt at this very minute is in time.
    pub cut_off: Time,
    /// What a later receipt does to a term in days.
    pub late_receipt: LateReceipt,
    /// Working days from receipt within which an insufficient file is returned.
    pub supplement_return_days: u32,
    /// Grounds after which the term starts again from the beginning; after all others it goes on where it stopped.
    pub restarts_after: Vec<Ground>,
    /// How many new dates may be set.
    pub reappointments: u32,
    /// Calendar days before the due date by which the apology is sent at the latest.
    pub apology_days_before: u32,
    /// Working days left at which to warn.
    pub warn_days: Vec<u32>,
    /// The articles.
    pub cite: Citations,
}

impl RuleSet {
    /// Whether the term starts again after a ground.
    pub fn restarts_after(&self, ground: Ground) -> bool {
        self.restarts_after.contains(&ground)
    }

    /// Working days left from which a file is to be called soon due.
    pub fn soon(&self) -> u32 {
        self.warn_days.iter().copied().max().unwrap_or(0)
    }
}

/// Rule sets in the order of their dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules(Vec<RuleSet>);

/// Rule sets that cannot stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().get(Lang::En))]
pub enum RulesError {
    /// No rules at all.
    None,
    /// Two sets from the same day on.
    Twice,
}

impl RulesError {
    /// What is wrong, in plain words.
    pub const fn message(self) -> Text {
        match self {
            Self::None => Text::new("Chưa có quy tắc tính thời hạn.", "There are no rules for deadlines."),
            Self::Twice => {
                Text::new("Hai bộ quy tắc có hiệu lực cùng một ngày.", "Two sets of rules begin on the same day.")
            }
        }
    }
}

impl Rules {
    /// Rules of these sets.
    ///
    /// # Errors
    /// When there is none, or two begin on one day.
    pub fn new(mut sets: Vec<RuleSet>) -> Result<Self, RulesError> {
        sets.sort_by_key(|set| set.valid_from);
        match sets.windows(2).any(|pair| pair[0].valid_from == pair[1].valid_from) {
            true => Err(RulesError::Twice),
            false if sets.is_empty() => Err(RulesError::None),
            false => Ok(Self(sets)),
        }
    }

    /// The rules for a file received on a day; before the first set, the first.
    pub fn on(&self, received: Date) -> &RuleSet {
        let later = self.0.partition_point(|set| set.valid_from <= received);
        &self.0[later.saturating_sub(1)]
    }

    /// Every set, in the order of their dates.
    pub fn sets(&self) -> &[RuleSet] {
        &self.0
    }

    /// The same rules for a procedure whose own law says after which grounds its term starts again.
    #[must_use]
    pub fn restarting_after(mut self, grounds: &[Ground]) -> Self {
        for set in &mut self.0 {
            set.restarts_after = grounds.to_vec();
        }
        self
    }
}

impl Default for Rules {
    /// NĐ 61/2018/NĐ-CP for files received until 30/6/2025, NĐ 118/2025/NĐ-CP after. What the later act changed in
    /// deadlines is not in the data yet: its settings repeat the earlier ones, and its citations say so.
    fn default() -> Self {
        let article =
            |vi: &str, en: &str| Name::new(&format!("NĐ 61/2018/NĐ-CP, {vi}"), &format!("Decree 61/2018/NĐ-CP, {en}"));
        let before = RuleSet {
            valid_from: date(2018, 6, 21),
            act: Name::new("Nghị định 61/2018/NĐ-CP", "Decree 61/2018/NĐ-CP"),
            cut_off: time(15, 0, 0, 0),
            late_receipt: LateReceipt::TransferOnly,
            supplement_return_days: 3,
            restarts_after: vec![Ground::Supplement],
            reappointments: 1,
            apology_days_before: 1,
            warn_days: vec![2, 1],
            cite: Citations {
                transfer: article("Điều 18 khoản 2, 3", "Art. 18(2)–(3)"),
                same_day: Name::new(
                    "NĐ 61/2018/NĐ-CP, Điều 17 khoản 4; chứng thực: NĐ 23/2015/NĐ-CP, Điều 7",
                    "Decree 61/2018/NĐ-CP, Art. 17(4); certification: Decree 23/2015/NĐ-CP, Art. 7",
                ),
                supplement: article("Điều 19 khoản 4", "Art. 19(4)"),
                lateness: article("Điều 19 khoản 9", "Art. 19(9)"),
                pause: Name::new("Pháp luật chuyên ngành của thủ tục", "The special law of the procedure"),
            },
        };
        let as_before = |name: &Name| {
            Name::new(
                &format!("NĐ 118/2025/NĐ-CP (đang tính như {})", name.get(Lang::Vi)),
                &format!("Decree 118/2025/NĐ-CP (counted as under {})", name.get(Lang::En)),
            )
        };
        let since = RuleSet {
            valid_from: date(2025, 7, 1),
            act: Name::new("Nghị định 118/2025/NĐ-CP", "Decree 118/2025/NĐ-CP"),
            cite: Citations {
                transfer: as_before(&before.cite.transfer),
                same_day: as_before(&before.cite.same_day),
                supplement: as_before(&before.cite.supplement),
                lateness: as_before(&before.cite.lateness),
                pause: before.cite.pause.clone(),
            },
            ..before.clone()
        };
        Self(vec![before, since])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_the_rules_of_the_day_it_was_received() {
        let rules = Rules::default();
        assert_eq!(rules.on(date(2025, 6, 30)).act.get(Lang::Vi), "Nghị định 61/2018/NĐ-CP");
        assert_eq!(rules.on(date(2025, 7, 1)).act.get(Lang::Vi), "Nghị định 118/2025/NĐ-CP");
        assert_eq!(rules.on(date(2010, 1, 1)), &rules.sets()[0]);
    }

    #[test]
    fn rules_are_data_that_can_be_written_down_and_read_back() {
        let rules = Rules::default();
        let written = serde_json::to_string(rules.sets()).unwrap();
        assert_eq!(Rules::new(serde_json::from_str(&written).unwrap()).unwrap(), rules);
        assert_eq!(Rules::new(vec![]), Err(RulesError::None));
        assert_eq!(Rules::new(vec![rules.sets()[0].clone(), rules.sets()[0].clone()]), Err(RulesError::Twice));
    }
}
