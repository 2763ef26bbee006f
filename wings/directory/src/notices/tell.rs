use jiff::Timestamp;
use store::{Result, Tx, jobs};
use uuid::Uuid;

use super::{Facts, Recipient, postroom::WRITE};

/// What is told to somebody. The facts are those of the moment: what changes afterwards does not change them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Told {
    /// The key of its [`super::Kind`].
    pub kind: String,
    /// To whom.
    pub to: Recipient,
    /// What it is about, such as a dossier.
    pub about: Option<Uuid>,
    /// Which entry in the history of that it tells of.
    pub entry: Option<i64>,
    /// What the message may mention.
    pub facts: Facts,
    /// When it happened.
    pub at: Timestamp,
}

/// Tells somebody, once this transaction has committed. One small row is written here; `id` names what is told, and the
/// same id is told once.
///
/// # Errors
/// The store's.
pub fn tell(tx: &mut Tx, id: Uuid, told: &Told) -> Result<()> {
    let payload = serde_json::to_value(told).map_err(|error| store::Error::Engine(error.to_string()))?;
    jobs::enqueue(tx, id, WRITE, &payload, told.at)
}
