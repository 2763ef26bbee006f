//! A procedure as a package of data: everything the law says about one thing people may ask of the administration.
//!
//! The words follow Decree 61/2018/NĐ-CP and Circular 02/2017/TT-VPCP (the parts of an administrative procedure). One
//! package is one version of one procedure; a dossier stays on the version it was filed under.

use std::collections::BTreeMap;

use base::{
    Dong, IdentityLevel, Role, Text,
    calendar::{Ground, Term, Unit},
    codes::slips::SlipKind,
};
use jiff::civil::{Date, Time};

use super::{
    Bilingual,
    finding::Lines,
    guard::Guard,
    keyed::{Keyed, as_key},
    kinds::{
        ApplicantKind, Channel, Charge, Confidence, Electronic, FeeStatus, Handling, Level, Media, NO_DISTRICTS_FROM,
        Needed, Relation, Scope, ServiceLevel, StepKind,
    },
};

/// One version of one procedure.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Package {
    /// National code, `1.001193`.
    pub code: String,
    /// Official name.
    pub name: Bilingual,
    /// What a citizen would call it.
    pub plain_name: Bilingual,
    /// Other words people search for.
    pub keywords: Vec<String>,
    /// Key of the field it belongs to.
    pub field: String,
    /// The levels that handle it.
    pub levels: Vec<Level>,
    /// Keys of the provincial departments that handle it at province level.
    pub departments: Vec<String>,
    /// Who decides.
    pub agency: Bilingual,
    /// Where it is filed.
    pub reception: Bilingual,
    /// Whom the agency asks or works with.
    pub coordinating: Vec<Bilingual>,
    /// How much can be done online.
    pub service_level: ServiceLevel,
    /// Why not more, or why fully.
    pub service_reason: Bilingual,
    /// How a dossier may be brought in.
    pub channels: Vec<Channel>,
    /// The level of the national e-identity that whoever files online must have signed in with; none where any way in
    /// will do.
    #[serde(default)]
    pub identity_level: Option<IdentityLevel>,
    /// Who may apply.
    pub applicants: Vec<ApplicantKind>,
    /// More about who may apply.
    pub applicants_note: Option<Bilingual>,
    /// What must be met.
    pub conditions: Vec<Bilingual>,
    /// Key of the form to fill in; none when a written request of any shape will do.
    pub form: Option<String>,
    /// Sets of papers when filing on paper.
    pub sets: u8,
    /// The papers.
    pub papers: Vec<Paper>,
    /// The terms, first the usual one.
    pub cases: Vec<Case>,
    /// The terms in one sentence for citizens.
    pub term_text: Bilingual,
    /// Received after this, a same-day term ends on the next working day.
    pub cut_off: Option<Time>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The name of the pattern the steps were taken from when no workflow was ever published for this procedure.
    pub steps_template: Option<String>,
    /// What the steps and their times rest on.
    pub steps_basis: Bilingual,
    /// What is to be paid.
    pub fee: Fee,
    /// What is issued.
    pub results: Vec<ResultPaper>,
    /// How long the result is good for.
    pub result_validity: Option<Bilingual>,
    /// The slips used.
    pub slips: Vec<Slip>,
    /// The acts it rests on.
    pub legal: Vec<Act>,
    /// Other procedures it has to do with.
    pub related: Vec<Related>,
    /// Things worth knowing, for citizens and officers.
    pub notes: Vec<Bilingual>,
    /// How it went on after the district level ended.
    pub after_districts: Option<Bilingual>,
    /// How sure we are.
    pub sureness: Sureness,
    /// The first day this version applies.
    pub valid_from: Date,
    /// The last day this version applies; none while it is in force.
    pub valid_to: Option<Date>,
    /// Where each value stands in the source text.
    #[serde(skip)]
    pub lines: Lines,
}

impl Package {
    /// Whether this version applies on a day.
    pub fn applies_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// The levels that handle it on a day: from 1 July 2025 there is no district.
    pub fn levels_on(&self, day: Date) -> Vec<Level> {
        self.levels.iter().copied().filter(|level| *level != Level::District || day < NO_DISTRICTS_FROM).collect()
    }

    /// The usual term: of the first case without a condition.
    pub fn usual_case(&self) -> Option<&Case> {
        self.cases.iter().find(|case| case.when.is_none()).or(self.cases.first())
    }

    /// A case by its id.
    pub fn case(&self, id: &str) -> Option<&Case> {
        self.cases.iter().find(|case| case.id == id)
    }

    /// A step by its id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// A paper by its id.
    pub fn paper(&self, id: &str) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.id == id)
    }

    /// The steps that may follow a step: those it names, or the next in the file.
    pub fn after<'a>(&'a self, step: &'a Step) -> Vec<&'a Step> {
        if step.kind == StepKind::Return {
            return Vec::new();
        }
        if step.next.is_empty() {
            let at = self.steps.iter().position(|other| other.id == step.id);
            return at.and_then(|at| self.steps.get(at + 1)).into_iter().collect();
        }
        step.next.iter().filter_map(|id| self.step(id)).collect()
    }

    /// The level of e-identity that is still missing to file it online, for somebody signed in with this one.
    pub fn missing_level(&self, signed_in: Option<IdentityLevel>) -> Option<IdentityLevel> {
        self.identity_level.filter(|needed| signed_in.is_none_or(|level| level < *needed))
    }

    /// Whether the result is usually given the same day, so that no receipt is printed unless asked for
    /// (Decree 61/2018/NĐ-CP, article 17.4).
    pub fn is_immediate(&self) -> bool {
        self.usual_case().is_some_and(|case| case.term.unit() == Unit::SameDay)
    }
}

/// A paper of the dossier.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Paper {
    /// Its key within the package.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// The printed form it is written on, and the act that brought it.
    pub template: Option<String>,
    /// The interactive form that takes its place online.
    pub form: Option<String>,
    /// Handed in or shown.
    pub handling: Handling,
    /// Originals.
    pub originals: u8,
    /// Copies.
    pub copies: u8,
    /// What stands for it online.
    pub electronic: Electronic,
    /// When it is needed.
    pub needed: Needed,
    /// When it is needed, in words.
    pub condition: Option<Bilingual>,
    /// When it is needed, as far as the answers tell.
    pub when: Option<Guard>,
}

/// A term and when it applies.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Case {
    /// Its key within the package.
    pub id: String,
    /// When it applies, in words.
    pub name: Bilingual,
    /// The term.
    pub term: Term,
    /// When it applies, as far as the answers tell; otherwise the officer chooses.
    pub when: Option<Guard>,
    /// What else to know about it.
    pub note: Option<Bilingual>,
}

/// Who does a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doer {
    /// Staff holding this role.
    Staff(Role),
    /// The applicant.
    Applicant,
}

impl Keyed for Doer {
    const ALL: &'static [Self] = &[
        Self::Staff(Role::Reception),
        Self::Staff(Role::Officer),
        Self::Staff(Role::Leader),
        Self::Staff(Role::Clerk),
        Self::Applicant,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Staff(role) => role.key(),
            Self::Applicant => "applicant",
        }
    }

    fn label(self) -> Text {
        match self {
            Self::Staff(role) => role.label(),
            Self::Applicant => Text::new("Người nộp hồ sơ", "Applicant"),
        }
    }
}

/// A step of the work.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Step {
    /// Its key within the package.
    pub id: String,
    /// What it does.
    pub kind: StepKind,
    /// Its name.
    pub name: Bilingual,
    /// Who does it.
    #[serde(with = "as_key")]
    pub role: Doer,
    /// Who that is by title.
    pub who: Bilingual,
    /// The level it is done at, when that is not where the dossier was filed.
    pub level: Option<Level>,
    /// How long it may take, in every case without a time of its own.
    pub time: Option<Term>,
    /// How long it may take in single cases, by case id.
    pub times: BTreeMap<String, Term>,
    /// Why the clock stands still meanwhile, when it does.
    pub stops: Option<Ground>,
    /// The rule by which the clock stands still.
    pub stops_basis: Option<Bilingual>,
    /// When it is done at all; otherwise it is passed over.
    pub when: Option<Guard>,
    /// Keys of the steps that may follow; the next in the file when empty.
    pub next: Vec<String>,
    /// What else to know about it.
    pub note: Option<Bilingual>,
}

impl Step {
    /// How long it may take in a case.
    pub fn time_in(&self, case: &str) -> Option<Term> {
        self.times.get(case).copied().or(self.time)
    }
}

/// What is to be paid.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Fee {
    /// What is known of it.
    pub status: FeeStatus,
    /// Who sets it, by which act.
    pub set_by: Option<Bilingual>,
    /// The amounts.
    pub items: Vec<FeeItem>,
    /// Who does not pay.
    pub exemptions: Vec<Bilingual>,
    /// What filing online changes.
    pub online: Option<Bilingual>,
}

/// One amount, or one reduction.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct FeeItem {
    /// What for.
    pub name: Bilingual,
    /// Phí or lệ phí.
    pub charge: Charge,
    /// The amount; none for a reduction.
    pub amount: Option<Dong>,
    /// Percent taken off every tariff; none for an amount.
    pub reduction: Option<u8>,
    /// For each what.
    pub per: Bilingual,
    /// Whose rate it is.
    pub scope: Scope,
    /// Where an example comes from.
    pub place: Option<String>,
    /// The act that sets it.
    pub basis: Option<String>,
    /// When it applies, in words.
    pub condition: Option<Bilingual>,
    /// When it applies, as far as the answers tell.
    pub when: Option<Guard>,
    /// The form's field that says how many.
    pub quantity: Option<String>,
    /// The first day it applies.
    pub valid_from: Option<Date>,
    /// The last day it applies.
    pub valid_to: Option<Date>,
}

/// A paper that is issued.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ResultPaper {
    /// Its name.
    pub name: Bilingual,
    /// Its national code, `KQ.G15.000031`.
    pub code: Option<String>,
    /// What it is issued on.
    pub media: Vec<Media>,
}

/// A slip this procedure uses.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Slip {
    /// Which.
    #[serde(with = "as_key")]
    pub kind: SlipKind,
    /// The special form that takes its place, as `CT05` in residence matters.
    pub form: Option<String>,
}

/// An act the procedure rests on.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Act {
    /// Number, `60/2014/QH13`.
    pub number: String,
    /// What it is about.
    pub title: String,
}

/// Another procedure this one has to do with.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Related {
    /// Its code.
    pub code: String,
    /// How.
    pub relation: Relation,
    /// More about it.
    pub note: Option<Bilingual>,
}

/// How sure we are of a package.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Sureness {
    /// Of level, papers and terms together.
    pub content: Confidence,
    /// Of the national code.
    pub code: Confidence,
    /// What should be checked against a document, in words.
    pub to_check: Vec<Bilingual>,
}
