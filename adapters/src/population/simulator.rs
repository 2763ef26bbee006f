//! A population register for trials and tests: knows people who do not exist, and can be slow, down, or lie.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use base::{Clock, identity::PersonalNumber};
use parking_lot::Mutex;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::people::{People, TrialPerson};

/// Where it is served, below the address of the simulators.
pub const PATH: &str = "/population";
/// The token it takes; everybody knows it.
pub const TOKEN: &str = "trial";

/// What goes wrong, on demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It never answers.
    Slow,
    /// It answers that it is down.
    Down,
    /// It answers about somebody else.
    SomebodyElse,
    /// It says that somebody was born in another year than the number says.
    OtherYear,
    /// It answers nonsense.
    Nonsense,
    /// It says more than it was asked.
    TooMuch,
}

impl Fault {
    fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "slow" => Self::Slow,
            "down" => Self::Down,
            "somebody_else" => Self::SomebodyElse,
            "other_year" => Self::OtherYear,
            "nonsense" => Self::Nonsense,
            "too_much" => Self::TooMuch,
            _ => return None,
        })
    }
}

/// The register. Cheap to clone; clones are one.
#[derive(Clone)]
pub struct Simulator {
    people: People,
    clock: Arc<dyn Clock>,
    fault: Arc<Mutex<Option<Fault>>>,
    asked: Arc<Mutex<Vec<Value>>>,
}

#[derive(Deserialize)]
struct Question {
    personal_number: String,
    fields: Vec<String>,
}

impl Simulator {
    /// A register of these people.
    pub fn new(people: People, clock: Arc<dyn Clock>) -> Self {
        Self { people, clock, fault: Arc::default(), asked: Arc::default() }
    }

    /// What goes wrong from now on; nothing when none.
    pub fn go_wrong(&self, fault: Option<Fault>) {
        *self.fault.lock() = fault;
    }

    /// Every question so far, as it came.
    pub fn asked(&self) -> Vec<Value> {
        self.asked.lock().clone()
    }

    /// Its endpoints.
    pub fn router(&self) -> Router {
        Router::new()
            .route(&format!("{PATH}/lookups"), post(answer))
            .route(&format!("{PATH}/faults/{{fault}}"), post(set_fault))
            .with_state(self.clone())
    }
}

async fn set_fault(State(this): State<Simulator>, Path(fault): Path<String>) -> StatusCode {
    match (fault.as_str(), Fault::from_key(&fault)) {
        ("none", _) => this.go_wrong(None),
        (_, Some(fault)) => this.go_wrong(Some(fault)),
        _ => return StatusCode::NOT_FOUND,
    }
    StatusCode::NO_CONTENT
}

async fn answer(State(this): State<Simulator>, headers: HeaderMap, Json(sent): Json<Value>) -> Response {
    let token = headers.get(header::AUTHORIZATION).and_then(|line| line.to_str().ok());
    if token != Some(&format!("Bearer {TOKEN}")) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    this.asked.lock().push(sent.clone());
    let Ok(question) = serde_json::from_value::<Question>(sent) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let fault = *this.fault.lock();
    match fault {
        Some(Fault::Slow) => std::future::pending().await,
        Some(Fault::Down) => return (StatusCode::SERVICE_UNAVAILABLE, "down").into_response(),
        Some(Fault::Nonsense) => return "<html>portal</html>".into_response(),
        _ => {}
    }
    let Some(person) = this.people.find(&question.personal_number) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let number = if fault == Some(Fault::SomebodyElse) { "001085000001" } else { question.personal_number.as_str() };
    let mut said = everything(&person);
    if fault == Some(Fault::OtherYear) {
        said["born"] = "1901-01-01".into();
    }
    if fault != Some(Fault::TooMuch)
        && let Some(said) = said.as_object_mut()
    {
        said.retain(|name, _| question.fields.contains(name));
    }
    Json(json!({ "personal_number": number, "as_of": this.clock.now(), "person": said })).into_response()
}

fn everything(person: &TrialPerson) -> Value {
    let (code, detail) = &person.residence;
    let places = directory::places();
    // The register of places is read as of the day the person's home was entered: before the districts ended.
    let day = jiff::civil::date(2024, 1, 1);
    let place = |code: &str| places.as_of(code, day).map(|place| place.name.clone()).unwrap_or_default();
    let above: Vec<String> = places.above(code, day).map(|place| place.name.clone()).collect();
    let woman = PersonalNumber::parse(&person.number)
        .map_or(person.woman, |number| number.sex() == base::identity::Sex::Female);
    json!({
        "name": person.name,
        "born": person.born,
        "gender": if woman { "female" } else { "male" },
        "ethnicity": person.ethnicity,
        "nationality": "VN",
        "residence": {
            "commune_code": code,
            "commune": place(code),
            "district": above.first().cloned().unwrap_or_default(),
            "province": above.last().cloned().unwrap_or_default(),
            "detail": detail,
        },
        "document": {
            "kind": "citizen_id",
            "number": person.number,
            "issued": "2021-06-05",
            "issuer": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        },
    })
}
