//! What the gateways of messages have in common: how they are called, how what they sign is checked, and a simulator's memory.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    body::Body,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use directory::notices::Failure;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// How long a gateway is waited for: well within the time a message may be in one worker's hands.
const PATIENCE: Duration = Duration::from_secs(20);

/// A client that waits `PATIENCE` at most and hands every status back.
pub(crate) fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).build().into()
}

/// Posts a document; status and answer. What went wrong on the way is worth another try: it is not known what arrived.
pub(crate) fn post(
    agent: &ureq::Agent,
    url: &str,
    header: (&str, &str),
    body: &Value,
) -> Result<(u16, Value), Failure> {
    let later = |error: ureq::Error| Failure::Later(error.to_string());
    let mut response = agent.post(url).header(header.0, header.1).send_json(body).map_err(later)?;
    let status = response.status().as_u16();
    let text = response.body_mut().read_to_string().map_err(later)?;
    match serde_json::from_str(&text) {
        Ok(answer) => Ok((status, answer)),
        Err(_) if status >= 400 => Ok((status, Value::Null)),
        Err(_) => Err(Failure::Later(format!("status {status}, and the answer is not JSON"))),
    }
}

/// How a simulator treats a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mood {
    /// Takes it, and reports that it arrived.
    #[default]
    Good,
    /// Takes it after a second.
    Slow,
    /// Answers that it is out of order.
    Down,
    /// Takes it for no number of its own.
    Refuse,
    /// Takes it, and reports twice that it arrived.
    Twice,
    /// Takes it, and its answer is lost.
    Lose,
    /// Takes it, and reports that it could not be delivered.
    Fail,
}

/// A message a simulator took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arrived {
    /// The sender's name for it.
    pub reference: String,
    /// The simulator's own.
    pub id: String,
    /// To which number.
    pub to: String,
    /// The text, or what the registered template was filled with.
    pub text: String,
}

/// How a simulator behaves from now on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Behaviour {
    /// How the next requests are treated, one by one; those after them are treated well.
    pub moods: VecDeque<Mood>,
    /// How every request is treated when `moods` is used up.
    pub mood: Mood,
    /// Where delivery is reported; nowhere when empty.
    pub report_to: String,
}

#[derive(Debug, Default)]
struct Kept {
    behaviour: Behaviour,
    taken: BTreeMap<String, Arrived>,
    order: Vec<String>,
    requests: usize,
}

/// What a simulator remembers. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<Kept>>);

/// What a simulator does with a request.
pub(crate) struct Verdict {
    pub(crate) mood: Mood,
    /// What was taken, now or when the same was sent before.
    pub(crate) taken: Option<Arrived>,
    pub(crate) report_to: String,
}

impl Memory {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes how it behaves.
    pub fn behave(&self, behaviour: Behaviour) {
        self.lock().behaviour = behaviour;
    }

    /// What arrived, in order.
    pub fn arrived(&self) -> Vec<Arrived> {
        let kept = self.lock();
        kept.order.iter().filter_map(|reference| kept.taken.get(reference)).cloned().collect()
    }

    /// How often it was asked.
    pub fn requests(&self) -> usize {
        self.lock().requests
    }

    /// Treats a request; the same reference is taken once, however often it comes.
    pub(crate) fn treat(&self, reference: &str, to: &str, text: &str) -> Verdict {
        let mut kept = self.lock();
        kept.requests += 1;
        let mood = kept.behaviour.moods.pop_front().unwrap_or(kept.behaviour.mood);
        let report_to = kept.behaviour.report_to.clone();
        if matches!(mood, Mood::Down | Mood::Refuse) {
            return Verdict { mood, taken: None, report_to };
        }
        if !kept.taken.contains_key(reference) {
            let id = format!("mo-phong-{}", kept.order.len() + 1);
            let arrived = Arrived { reference: reference.into(), id, to: to.into(), text: text.into() };
            kept.taken.insert(reference.into(), arrived);
            kept.order.push(reference.into());
        }
        Verdict { mood, taken: kept.taken.get(reference).cloned(), report_to }
    }

    /// What it is asked about on its own page: everything that arrived.
    pub(crate) fn page(&self) -> Value {
        json!({ "requests": self.requests(), "arrived": self.arrived() })
    }
}

/// An answer that breaks off: whoever asked does not learn what became of it.
pub(crate) fn lost() -> Response {
    let broken = std::io::Error::other("the line broke");
    (StatusCode::OK, Body::new(Broken(Some(broken)))).into_response()
}

/// A body that ends in an error.
struct Broken(Option<std::io::Error>);

impl http_body::Body for Broken {
    type Data = axum::body::Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        std::task::Poll::Ready(self.0.take().map(Err))
    }
}

/// Reports something, and again when nobody takes it, as gateways do.
pub(crate) fn tell(to: &str, headers: &[(&str, &str)], body: &str) {
    let agent = agent();
    for pause in [0, 200, 1000, 5000] {
        std::thread::sleep(Duration::from_millis(pause));
        let request = agent.post(to).header("content-type", "application/json");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        if request.send(body.as_bytes()).is_ok_and(|answer| answer.status().is_success()) {
            return;
        }
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
