//! Known facts held against what the program computes: `tinhso conformance FILE.csv`.
//!
//! A fact is a row `topic,input,expected,…` written by people: the input says what is asked, the expected text what law,
//! list or calendar answers. Every topic is one small function that reads the input, asks the program's own functions
//! and says whether the answer is what the fact expects. A wording that a topic cannot read is counted as unknown, never
//! as passed.

mod codes;
mod days;
mod handling;
mod people;
mod places;
mod wording;
mod words;

use std::io::{Read, Write};

use anyhow::Context;

/// How many facts the program agrees with, contradicts, and does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// The program says the same.
    pub passed: usize,
    /// The program says something else.
    pub failed: usize,
    /// The topic, or the wording, is not one the program knows.
    pub unknown: usize,
}

impl Summary {
    /// Whether nothing was contradicted: then the command ends with success.
    pub const fn is_clean(self) -> bool {
        self.failed == 0
    }
}

/// Reads facts as CSV with a heading (`topic`, `input`, `expected`; further columns are for people), writes one line for
/// each that differs (row as in a spreadsheet, topic, input, expected, got) and last `N passed, N failed, N unknown`.
///
/// # Errors
/// When the facts cannot be read, the province's data files contradict themselves, or `out` cannot be written.
pub fn run(facts: impl Read, out: &mut impl Write) -> anyhow::Result<Summary> {
    let world = World::load()?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::Headers).from_reader(facts);
    let mut summary = Summary::default();
    for (at, row) in reader.deserialize::<Fact>().enumerate() {
        let row_number = at + 2;
        let fact = row.with_context(|| format!("row {row_number} has no topic, input and expected text"))?;
        match answer(&fact, &world) {
            None => summary.unknown += 1,
            Some(Answer { agrees: true, .. }) => summary.passed += 1,
            Some(Answer { agrees: false, got }) => {
                summary.failed += 1;
                let Fact { topic, input, expected } = fact;
                writeln!(out, "row {row_number} | {topic} | {input} | expected: {expected} | got: {got}")?;
            }
        }
    }
    let Summary { passed, failed, unknown } = summary;
    writeln!(out, "{passed} passed, {failed} failed, {unknown} unknown")?;
    Ok(summary)
}

/// One row of the file.
#[derive(Debug, serde::Deserialize)]
struct Fact {
    topic: String,
    input: String,
    expected: String,
}

/// What the program says to a fact; none when the topic or the wording is not one it knows.
fn answer(fact: &Fact, world: &World) -> Option<Answer> {
    let said = |text: &str| !text.trim().is_empty();
    let topic = topic(&fact.topic).filter(|_| said(&fact.input) && said(&fact.expected))?;
    topic(fact, world)
}

/// What the program says to a fact.
struct Answer {
    agrees: bool,
    got: String,
}

impl Answer {
    /// `got` is shown when the two disagree.
    fn new(agrees: bool, got: impl std::fmt::Display) -> Option<Self> {
        Some(Self { agrees, got: got.to_string() })
    }

    /// Agrees when the expected text, remarks in brackets aside, is the same words.
    fn text(expected: &str, got: impl std::fmt::Display) -> Option<Self> {
        let got = got.to_string();
        Self::new(wording::same(&wording::main(expected), &got), got)
    }
}

/// What the answers are computed from besides pure functions.
struct World {
    places: directory::places::Places,
    calendar: base::calendar::Calendar,
}

impl World {
    fn load() -> anyhow::Result<Self> {
        let places = directory::places::read(directory::places::Files::BINH_PHUOC)?;
        let calendar = directory::workdays::queries::carried().clone();
        Ok(Self { places, calendar })
    }
}

type Topic = fn(&Fact, &World) -> Option<Answer>;

/// Every topic and the function that answers it.
const TOPICS: &[(&str, Topic)] = &[
    ("admin.lookup", places::lookup),
    ("admin.district", places::district),
    ("admin.count", places::count),
    ("admin.ambiguous", places::ambiguous),
    ("admin.as_of", places::as_of),
    ("admin.map", places::map),
    ("admin.map.count", places::map_count),
    ("orgid.valid", codes::agency_valid),
    ("orgid.legacy->new", codes::agency_current),
    ("orgid.new->legacy", codes::agency_legacy),
    ("orgid.scheme", codes::other_organisation),
    ("orgid.province", codes::province),
    ("dossier.code.make", codes::dossier_make),
    ("dossier.code.parse", codes::dossier_parse),
    ("dossier.code.valid", codes::dossier_valid),
    ("dossier.code.invalid", codes::dossier_valid),
    ("dossier.timeliness", handling::timeliness),
    ("tthc.code.local", codes::procedure_local),
    ("tthc.code.valid", codes::procedure_valid),
    ("sector.code", codes::sector),
    ("form.2018", codes::slip_2018),
    ("form.2025", codes::slip_2025),
    ("register.number", codes::register),
    ("deadline.workdays", days::workdays),
    ("deadline.calendar_days", days::calendar_days),
    ("deadline.supplement.latest", handling::supplement_latest),
    ("deadline.after_supplement", handling::after_supplement),
    ("transfer", handling::transfer),
    ("overdue.notice", handling::overdue_notice),
    ("overdue.reappoint", handling::reappointment),
    ("receipt.not_required", handling::receipt),
    ("certification.time", handling::certification),
    ("holiday", days::holiday),
    ("lunar.tet", days::solar_of),
    ("lunar.gioto", days::solar_of),
    ("lunar.to_solar", days::solar_of),
    ("lunar.tz", days::zones),
    ("lunar.leap", days::lunar_of),
    ("lunar.from_solar", days::lunar_of),
    ("lunar.eve", days::eve),
    ("text.nfc", words::composed),
    ("text.fold", words::folded),
    ("text.repair", words::repaired),
    ("text.tone_old_new", words::tone_styles),
    ("text.tone_unchanged", words::tone_unchanged),
    ("text.sort", words::sorted),
    ("text.sort_names", words::sorted_names),
    ("fmt.number", words::number),
    ("fmt.decimal", words::number),
    ("fmt.percent", words::percent),
    ("fmt.money", words::money),
    ("fmt.parse", words::parsed),
    ("fmt.date", words::date),
    ("fmt.datetime", words::date),
    ("fmt.date_formal", words::date_formal),
    ("doc.date", words::date_of_place),
    ("cccd.decode", people::personal_number),
    ("cccd.valid", people::personal_number),
    ("tax.valid", people::tax_code),
    ("tax.check", people::tax_check),
    ("phone.parse", people::phone),
    ("phone.valid", people::phone),
    ("phone.short", people::phone),
];

/// The function of a topic, whichever arrow and case its name is written with.
fn topic(name: &str) -> Option<Topic> {
    let name = name.trim().to_lowercase().replace(['→', '➔', '➜'], "->");
    TOPICS.iter().find(|(known, _)| *known == name).map(|(_, answer)| *answer)
}

#[cfg(test)]
mod tests;
