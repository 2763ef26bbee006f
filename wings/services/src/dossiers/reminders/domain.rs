use store::{Result, Tx, settings};

const KEY: &str = "dossiers.reminders";

/// The most thresholds of one sort.
pub const THRESHOLDS: usize = 5;

/// When reminders are given; an empty list means never.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Working days left before the promised day; 0 is the day itself.
    pub before: Vec<u32>,
    /// Whether a promise that was broken is told too, once.
    pub late: bool,
    /// Days after which missing papers are asked for again.
    pub supplement: Vec<u32>,
    /// Days after which a result is offered again.
    pub result: Vec<u32>,
}

impl Default for Rules {
    fn default() -> Self {
        Self { before: vec![2, 0], late: true, supplement: vec![5, 15], result: vec![5, 15] }
    }
}

impl Rules {
    /// What administrators set.
    ///
    /// # Errors
    /// The store's.
    pub fn read(tx: &mut Tx) -> Result<Self> {
        Ok(settings::get(tx, KEY)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    pub(super) fn keep(&self, tx: &mut Tx) -> Result<()> {
        let text = serde_json::to_string(self).map_err(|error| store::Error::Engine(error.to_string()))?;
        settings::set(tx, KEY, &text)
    }
}
