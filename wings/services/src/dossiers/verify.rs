//! Proof that the record holds: every chain of the journal, every dossier against its own events, every figure against the
//! events it counts.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
};

use base::AgencyId;
use jiff::civil::Date;
use store::{Error, Result, Store, facts, journal};
use uuid::Uuid;

use super::{
    domain::{Dossier, Event},
    measures, record,
};

/// What a verification found.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Journal entries read.
    pub entries: u64,
    /// Dossiers compared with their events.
    pub dossiers: u64,
    /// Daily facts compared with the events they count.
    pub facts: u64,
    /// What does not hold, in words; none when all holds. At most a hundred are named.
    pub problems: Vec<String>,
}

impl Verdict {
    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        self.problems.is_empty()
    }

    fn blame(&mut self, problem: String) {
        if self.problems.len() < 100 {
            self.problems.push(problem);
        }
    }
}

type FactKey = (String, Date, AgencyId, String);

/// Walks the whole journal, builds every dossier and every fact again, and compares.
///
/// # Errors
/// The engine's. What does not hold is no error but part of the verdict.
pub fn verify(store: &Store) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    let mut rebuilt: HashMap<Uuid, u64> = HashMap::new();
    let mut counted: BTreeMap<FactKey, i64> = BTreeMap::new();
    let mut current: Option<Dossier> = None;
    let mut unreadable = Vec::new();
    let walk = journal::walk(store, |entry| {
        if !entry.kind.starts_with(measures::PREFIX) {
            return Ok(());
        }
        let Ok(event) = serde_json::from_str::<Event>(&entry.body) else {
            unreadable.push((entry.stream, entry.seq));
            return Ok(());
        };
        if entry.seq == 1 {
            if let Some(done) = current.take() {
                rebuilt.insert(done.id.into(), fingerprint(&done));
            }
            current = Dossier::filed(entry.stream.into(), &event, entry.at);
        }
        let Some(dossier) = current.as_mut().filter(|dossier| Uuid::from(dossier.id) == entry.stream) else {
            unreadable.push((entry.stream, entry.seq));
            return Ok(());
        };
        dossier.apply(&event, entry.at);
        dossier.head = journal::Head { seq: entry.seq, hash: entry.hash };
        for fact in measures::facts(&event, dossier) {
            *counted.entry((fact.measure.to_owned(), fact.day, fact.agency, fact.subject)).or_default() += fact.n;
        }
        Ok(())
    })?;
    if let Some(done) = current.take() {
        rebuilt.insert(done.id.into(), fingerprint(&done));
    }
    verdict.entries = walk.entries;
    for (stream, seq) in walk.broken {
        verdict.blame(format!("journal {stream}: entry {seq} does not follow from the one before"));
    }
    for (stream, seq) in unreadable {
        verdict.blame(format!("journal {stream}: entry {seq} is not a dossier event in its place"));
    }
    compare_dossiers(store, rebuilt, &mut verdict)?;
    compare_facts(store, counted, &mut verdict)?;
    Ok(verdict)
}

fn compare_dossiers(store: &Store, mut rebuilt: HashMap<Uuid, u64>, verdict: &mut Verdict) -> Result<()> {
    let mut wrong = Vec::new();
    store.read(|tx| {
        tx.each(&format!("select {} from dossiers d", record::COLUMNS), &[], |row| {
            let dossier = record::dossier(row)?;
            verdict.dossiers += 1;
            match rebuilt.remove(&dossier.id.into()) {
                Some(print) if print == fingerprint(&dossier) => {}
                Some(_) => wrong.push(format!("dossier {} is not what its events add up to", dossier.code)),
                None => wrong.push(format!("dossier {} has no history", dossier.code)),
            }
            Ok::<_, Error>(())
        })
    })?;
    wrong.into_iter().for_each(|problem| verdict.blame(problem));
    for id in rebuilt.into_keys() {
        verdict.blame(format!("dossier {id} has a history and is not there"));
    }
    Ok(())
}

fn compare_facts(store: &Store, mut counted: BTreeMap<FactKey, i64>, verdict: &mut Verdict) -> Result<()> {
    let mut months: BTreeMap<(String, Date, AgencyId), i64> = BTreeMap::new();
    for ((measure, day, agency, _), n) in &counted {
        *months.entry((measure.clone(), day.first_of_month(), *agency)).or_default() += n;
    }
    let mut wrong = Vec::new();
    store.read(|tx| {
        facts::each_daily(tx, |measure, day, agency, subject, n| {
            if !measure.starts_with(measures::PREFIX) {
                return Ok(());
            }
            verdict.facts += 1;
            let real = counted.remove(&(measure.clone(), day, agency, subject.clone())).unwrap_or(0);
            if real != n {
                wrong.push(format!("fact {measure} of {day}, {subject}: kept {n}, counted {real}"));
            }
            Ok(())
        })?;
        facts::each_monthly(tx, |measure, month, agency, n| {
            if !measure.starts_with(measures::PREFIX) {
                return Ok(());
            }
            let real = months.remove(&(measure.clone(), month, agency)).unwrap_or(0);
            if real != n {
                wrong.push(format!("fact {measure} of the month {month}: kept {n}, counted {real}"));
            }
            Ok::<_, Error>(())
        })
    })?;
    wrong.into_iter().for_each(|problem| verdict.blame(problem));
    for ((measure, day, _, subject), n) in counted.into_iter().filter(|(_, n)| *n != 0) {
        verdict.blame(format!("fact {measure} of {day}, {subject}: kept none, counted {n}"));
    }
    for ((measure, month, _), n) in months.into_iter().filter(|(_, n)| *n != 0) {
        verdict.blame(format!("fact {measure} of the month {month}: kept none, counted {n}"));
    }
    Ok(())
}

/// One number for all that a dossier is, so that a million of them fit in memory.
fn fingerprint(dossier: &Dossier) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{dossier:?}").hash(&mut hasher);
    hasher.finish()
}
