//! Which question of a form is which fact about a person, and back: from answers to facts, from facts to what would be typed.
//!
//! A group of questions is about one person where it asks a personal number; the applicant's own group is the one whose
//! name or number comes from the account.

use std::collections::BTreeSet;

use base::{
    Lang, Text,
    identity::PersonalNumber,
    text::{fold, format},
};
use directory::{persons::Details, places::Level};
use jiff::civil::Date;
use serde_json::{Map, Value};

use super::domain::{Document, Fact, Home, Record};
use crate::catalogue::domain::{
    Bilingual, Field, Form, Group, Keyed as _, Kind,
    form::{FilledBy, Prefill},
};

/// The fact a question asks for; nothing for questions that are about no person.
pub fn fact_of(field: &Field) -> Option<Fact> {
    let named = |word: &str| field.name.ends_with(word);
    match field.kind {
        Kind::PersonName => Some(Fact::Name),
        Kind::Date | Kind::PartialDate if named("birth_date") => Some(Fact::Born),
        Kind::Choice if named("gender") => Some(Fact::Gender),
        Kind::Choice if named("ethnicity") => Some(Fact::Ethnicity),
        Kind::Choice if named("nationality") => Some(Fact::Nationality),
        Kind::Residence | Kind::Address => Some(Fact::Residence),
        Kind::IdDocument => Some(Fact::Document),
        _ => None,
    }
}

/// The facts that the procedure takes from the register about the person of a group.
pub fn wanted(group: &Group) -> BTreeSet<Fact> {
    group.fields.iter().filter(|field| field.prefill == Some(Prefill::Population)).filter_map(fact_of).collect()
}

/// The group that is about the applicant.
pub fn own_group(form: &Form) -> Option<&Group> {
    let own = |field: &Field| matches!(field.prefill, Some(Prefill::OwnName | Prefill::OwnNumber));
    form.groups.iter().find(|group| group.filled_by == FilledBy::Applicant && group.fields.iter().any(own))
}

/// Somebody in a dossier about whom the register may be asked.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The group's key.
    pub key: String,
    /// Who that is in the dossier.
    pub label: Bilingual,
    /// The personal number.
    pub number: PersonalNumber,
    /// What may be asked: no more than the procedure takes from the register, and name and day of birth, without which
    /// nobody knows whether it is the same person.
    pub facts: BTreeSet<Fact>,
    /// What the dossier says.
    pub filed: Record,
}

/// The people in a dossier: the applicant, and whoever else its form asks a personal number of.
pub fn subjects(form: Option<&Form>, answers: &Value, applicant: &Details) -> Vec<Subject> {
    let empty = Map::new();
    let answers = answers.as_object().unwrap_or(&empty);
    let who = |facts: BTreeSet<Fact>| facts.into_iter().chain([Fact::Name, Fact::Born]).collect();
    let own = form.and_then(own_group);
    let number = applicant.identity.as_ref().and_then(|identity| PersonalNumber::parse(identity.number()).ok());
    let first = number.map(|number| Subject {
        key: own.map_or_else(|| APPLICANT.to_owned(), |group| group.id.clone()),
        label: Bilingual { vi: LABEL.vi.into(), en: Some(LABEL.en.into()) },
        number,
        facts: who(own.map(wanted).unwrap_or_default()),
        filed: own.map(|group| said(group, answers)).unwrap_or_default().or(of_profile(applicant)),
    });
    let others =
        form.into_iter().flat_map(|form| &form.groups).filter(|group| own.is_none_or(|own| own.id != group.id));
    let others = others.filter(|group| !wanted(group).is_empty()).filter_map(|group| {
        let number = number_in(group, answers)?;
        Some(Subject {
            key: group.id.clone(),
            label: group.label.clone(),
            number,
            facts: who(wanted(group)),
            filed: said(group, answers),
        })
    });
    let mut all: Vec<Subject> = first.into_iter().collect();
    for other in others {
        // Whoever is named twice, as the mother who applies, is asked about with everything that either place needs.
        match all.iter_mut().find(|known| known.number == other.number) {
            Some(known) => {
                known.facts.extend(other.facts);
                known.filed = std::mem::take(&mut known.filed).or(other.filed);
            }
            None => all.push(other),
        }
    }
    all
}

const APPLICANT: &str = "applicant";
const LABEL: Text = Text::new("Người nộp hồ sơ", "Applicant");

/// The personal number that a group's answers hold.
fn number_in(group: &Group, answers: &Map<String, Value>) -> Option<PersonalNumber> {
    let field = group.fields.iter().find(|field| field.kind == Kind::PersonalNumber)?;
    PersonalNumber::parse(answers.get(&field.name)?.as_str()?).ok()
}

/// What is known of a person from the account.
pub fn of_profile(known: &Details) -> Record {
    Record { name: Some(known.name.clone()).filter(|name| !name.is_empty()), born: known.born, ..Record::default() }
}

/// What the answers of a group say of its person.
pub fn said(group: &Group, answers: &Map<String, Value>) -> Record {
    let mut record = Record::default();
    for field in &group.fields {
        let (Some(fact), Some(answer)) = (fact_of(field), answers.get(&field.name)) else { continue };
        let text = || answer.as_str().map(str::to_owned);
        match fact {
            Fact::Name => record.name = text(),
            Fact::Born => record.born = text().and_then(|text| text.parse().ok()),
            Fact::Gender => record.gender = text(),
            Fact::Ethnicity => record.ethnicity = text(),
            Fact::Nationality => record.nationality = text(),
            Fact::Residence => record.residence = home(answer),
            Fact::Document => record.document = document(answer),
        }
    }
    record
}

fn part(answer: &Value, name: &str) -> String {
    answer.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn home(answer: &Value) -> Option<Home> {
    answer.is_object().then(|| Home {
        commune_code: part(answer, "commune_code"),
        commune: part(answer, "commune"),
        district: part(answer, "district"),
        province: part(answer, "province"),
        detail: part(answer, "detail"),
    })
}

fn document(answer: &Value) -> Option<Document> {
    answer.is_object().then(|| Document {
        kind: part(answer, "kind"),
        number: part(answer, "number"),
        issued: part(answer, "date").parse().ok(),
        issuer: part(answer, "issuer"),
    })
}

/// What would be typed into the inputs of a question to say this; nothing where the fact is not known or does not fit.
pub fn inputs(field: &Field, record: &Record, today: Date) -> Vec<(String, String)> {
    let Some(fact) = fact_of(field) else { return Vec::new() };
    let own = |value: &Option<String>| -> Vec<(String, String)> {
        let fits = |value: &&String| !field.kind.has_options() || field.option(value).is_some();
        value.as_ref().filter(fits).map(|value| (field.name.clone(), value.clone())).into_iter().collect()
    };
    match fact {
        Fact::Name => own(&record.name),
        Fact::Gender => own(&record.gender),
        Fact::Ethnicity => own(&record.ethnicity),
        Fact::Nationality => own(&record.nationality),
        Fact::Born => record.born.map(|day| boxes(&field.name, day)).unwrap_or_default(),
        Fact::Document => record.document.as_ref().map(|paper| paper_inputs(field, paper)).unwrap_or_default(),
        Fact::Residence => record.residence.as_ref().map(|home| home_inputs(field, home, today)).unwrap_or_default(),
    }
}

fn boxes(path: &str, day: Date) -> Vec<(String, String)> {
    [("ngay", i16::from(day.day())), ("thang", i16::from(day.month())), ("nam", day.year())]
        .map(|(part, value)| (format!("{path}.{part}"), value.to_string()))
        .to_vec()
}

fn paper_inputs(field: &Field, paper: &Document) -> Vec<(String, String)> {
    let name = |part: &str| format!("{}.{part}", field.name);
    let mut inputs = vec![
        (name("kind"), paper.kind.clone()),
        (name("number"), paper.number.clone()),
        (name("issuer"), paper.issuer.clone()),
    ];
    inputs.retain(|(_, value)| !value.is_empty());
    inputs.extend(paper.issued.map(|day| boxes(&name("date"), day)).unwrap_or_default());
    inputs
}

/// A commune of ours is chosen from the list, one of elsewhere is written.
fn home_inputs(field: &Field, home: &Home, today: Date) -> Vec<(String, String)> {
    let name = |part: &str| format!("{}.{part}", field.name);
    let ours =
        directory::places().as_of(&home.commune_code, today).is_some_and(|place| place.level() == Level::Commune);
    let mut inputs = if ours {
        vec![(name("commune"), home.commune_code.clone())]
    } else {
        vec![
            (name("province"), home.province.clone()),
            (name("district"), home.district.clone()),
            (name("commune_khac"), home.commune.clone()),
        ]
    };
    inputs.push((name("detail"), home.detail.clone()));
    if field.kind == Kind::Residence {
        inputs.push((name("kind"), "permanent".into()));
    }
    inputs.retain(|(_, value)| !value.is_empty());
    inputs
}

/// A fact in words, as screens show it; empty when it is not known.
pub fn in_words(form: Option<&Form>, fact: Fact, record: &Record, lang: Lang) -> String {
    let labelled = |value: &Option<String>| -> String {
        let Some(value) = value else { return String::new() };
        let fields = form.into_iter().flat_map(Form::fields).filter(|field| fact_of(field) == Some(fact));
        let label =
            fields.filter_map(|field| field.option(value)).next().map(|option| option.label.get(lang).to_owned());
        label.unwrap_or_else(|| value.clone())
    };
    match fact {
        Fact::Name => record.name.clone().unwrap_or_default(),
        Fact::Born => record.born.map(format::date).unwrap_or_default(),
        Fact::Gender => labelled(&record.gender),
        Fact::Ethnicity => labelled(&record.ethnicity),
        Fact::Nationality => labelled(&record.nationality),
        Fact::Residence => record.residence.as_ref().map(Home::line).unwrap_or_default(),
        Fact::Document => record
            .document
            .as_ref()
            .map(|paper| {
                let issued = paper.issued.map(format::date).unwrap_or_default();
                let parts = [paper.number.as_str(), &issued, &paper.issuer];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
            })
            .unwrap_or_default(),
    }
}

/// Whether two say the same of a fact: a paper is known by its number, a home by its commune and what stands before it;
/// marks and case do not count.
pub fn agree(fact: Fact, a: &Record, b: &Record) -> bool {
    let same = |a: &str, b: &str| fold(a) == fold(b);
    let text = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if same(a, b));
    match fact {
        Fact::Name => text(&a.name, &b.name),
        Fact::Born => a.born == b.born,
        Fact::Gender => text(&a.gender, &b.gender),
        Fact::Ethnicity => text(&a.ethnicity, &b.ethnicity),
        Fact::Nationality => text(&a.nationality, &b.nationality),
        Fact::Residence => matches!((&a.residence, &b.residence), (Some(a), Some(b))
            if same(&a.commune, &b.commune) && same(&a.detail, &b.detail)),
        Fact::Document => matches!((&a.document, &b.document), (Some(a), Some(b)) if same(&a.number, &b.number)),
    }
}

/// The names of facts, for a sentence.
pub fn names(facts: &BTreeSet<Fact>, lang: Lang) -> String {
    facts.iter().map(|fact| fact.label().get(lang).to_lowercase()).collect::<Vec<_>>().join(", ")
}
