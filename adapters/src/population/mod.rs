//! The national population database, by way of the province's integration platform: one question, one answer, JSON over
//! HTTP. The platform's own contract is not published; an adapter of the platform speaks this one.
//!
//! `POST {url}` with `{ reference, personal_number, fields, ground, officer, agency }` and a bearer token. `200` with
//! `{ personal_number, as_of, person: { name, born, gender, ethnicity, nationality, residence, document } }`, `404` when it
//! knows nobody of the number.

pub mod simulator;

pub use simulator::Simulator;

use std::time::Duration;

use base::identity::PersonalNumber;
use jiff::{Timestamp, civil::Date};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use services::{
    catalogue::domain::Keyed as _,
    population::{Asked, Document, Home, Record, Register, RegisterFault},
};

/// The longest answer that is read, in bytes.
const LONGEST: u64 = 1 << 18;

/// Where the population database is asked, and as whom.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The address questions are posted to. `https`, or a loopback address for trials.
    pub url: String,
    /// The token that proves who asks.
    pub token: String,
    /// How long an answer is waited for, in milliseconds.
    #[serde(default = "timeout")]
    pub timeout_ms: u64,
    /// Whether it is a simulator: pages say so.
    #[serde(default)]
    pub trial: bool,
}

const fn timeout() -> u64 {
    5000
}

impl Config {
    /// The simulator that is served at an address, as in `http://127.0.0.1:8090`.
    pub fn trial(at: &str) -> Self {
        let url = format!("{at}{}/lookups", simulator::PATH);
        Self { url, token: simulator::TOKEN.into(), timeout_ms: timeout(), trial: true }
    }
}

/// The client.
pub struct Client {
    config: Config,
    agent: ureq::Agent,
}

impl Client {
    /// A client; nothing is asked yet.
    ///
    /// # Errors
    /// When the address is neither `https` nor on this machine.
    pub fn new(config: Config) -> anyhow::Result<Self> {
        let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"].iter().any(|at| config.url.starts_with(at));
        anyhow::ensure!(config.url.starts_with("https://") || here, "the register must be reached over https");
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_millis(config.timeout_ms)))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build()
            .into();
        Ok(Self { config, agent })
    }
}

/// What it answers.
#[derive(Deserialize)]
struct Answer {
    personal_number: String,
    as_of: Timestamp,
    person: Person,
}

#[derive(Deserialize)]
struct Person {
    name: Option<String>,
    born: Option<Date>,
    gender: Option<String>,
    ethnicity: Option<String>,
    nationality: Option<String>,
    residence: Option<Residence>,
    document: Option<Paper>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Residence {
    commune_code: String,
    commune: String,
    district: String,
    province: String,
    detail: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Paper {
    kind: String,
    number: String,
    issued: Option<Date>,
    issuer: String,
}

impl Register for Client {
    fn is_trial(&self) -> bool {
        self.config.trial
    }

    fn look_up(&self, asked: &Asked) -> Result<Option<(Record, Timestamp)>, RegisterFault> {
        let fields: Vec<&str> = asked.facts.iter().map(|fact| fact.key()).collect();
        let question = json!({
            "reference": asked.id,
            "personal_number": asked.number.as_str(),
            "fields": fields,
            "ground": asked.ground,
            "officer": asked.by,
            "agency": asked.agency,
        });
        let mut answer = self
            .agent
            .post(&self.config.url)
            .header("authorization", format!("Bearer {}", self.config.token))
            .send_json(question)
            .map_err(|error| RegisterFault::Unreachable(error.to_string()))?;
        match answer.status().as_u16() {
            200 => {}
            404 => return Ok(None),
            status => return Err(RegisterFault::Unreachable(format!("it answered {status}"))),
        }
        let text = answer
            .body_mut()
            .with_config()
            .limit(LONGEST)
            .read_to_string()
            .map_err(|error| RegisterFault::Unreachable(error.to_string()))?;
        let answer: Answer = serde_json::from_str(&text)
            .map_err(|error| RegisterFault::Doubted(format!("line {}, column {}", error.line(), error.column())))?;
        read(asked, answer).map(Some)
    }
}

/// Holds an answer against the question: it must be about the person asked for, and agree with the number itself.
fn read(asked: &Asked, answer: Answer) -> Result<(Record, Timestamp), RegisterFault> {
    let number = PersonalNumber::parse(&answer.personal_number).ok();
    if number.as_ref() != Some(&asked.number) {
        return Err(RegisterFault::Doubted("it answers about another number".into()));
    }
    let person = answer.person;
    if person.born.is_some_and(|born| born.year() != asked.number.birth_year()) {
        return Err(RegisterFault::Doubted("the year of birth is not the number's".into()));
    }
    let text = |text: Option<String>| text.map(|text| base::text::clean(&text)).filter(|text| !text.is_empty());
    let record = Record {
        name: text(person.name),
        born: person.born,
        gender: text(person.gender),
        ethnicity: text(person.ethnicity),
        nationality: text(person.nationality),
        residence: person.residence.map(|home| Home {
            commune_code: home.commune_code,
            commune: home.commune,
            district: home.district,
            province: home.province,
            detail: home.detail,
        }),
        document: person.document.map(|paper| Document {
            kind: paper.kind,
            number: paper.number,
            issued: paper.issued,
            issuer: paper.issuer,
        }),
    };
    Ok((record, answer.as_of))
}
