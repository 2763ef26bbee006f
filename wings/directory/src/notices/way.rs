use std::{collections::BTreeMap, sync::Arc};

use axum::http::HeaderMap;
use uuid::Uuid;

use super::Channel;

/// A message on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Its name, the same at every try: a gateway that is told it twice delivers once.
    pub id: Uuid,
    /// Where to: a mail address, or a mobile number as `84912345678`.
    pub address: String,
    /// Subject; letters only.
    pub subject: String,
    /// Text.
    pub text: String,
    /// The number of the registered template; Zalo only.
    pub registered: String,
    /// What the registered template is filled with; Zalo only.
    pub values: BTreeMap<String, String>,
}

/// Why a gateway did not take a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It never will: no such address, or not in this form. The next channel is tried.
    Refused(String),
    /// It may another time, or it is not known whether it did: it is tried again under the same name.
    Later(String),
}

/// What a gateway says later about a message it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The message's name.
    pub id: Uuid,
    /// That it arrived, or why it will not.
    pub arrived: Result<(), String>,
}

/// A way out: what speaks to one gateway.
pub trait Way: Send + Sync {
    /// Hands a message over; what the gateway calls it, where it says so.
    ///
    /// # Errors
    /// Why it did not take it.
    fn send(&self, message: &Outgoing) -> Result<Option<String>, Failure>;

    /// Reads what the gateway says about delivery, once its signature is found to be right; none when it is not, or when
    /// the gateway never says such things.
    fn report(&self, headers: &HeaderMap, body: &[u8]) -> Option<Vec<Report>> {
        let _ = (headers, body);
        None
    }
}

/// The ways out that the operator has set up.
#[derive(Clone, Default)]
pub struct Ways(BTreeMap<Channel, Arc<dyn Way>>);

impl Ways {
    /// Adds a way.
    #[must_use]
    pub fn with(mut self, channel: Channel, way: impl Way + 'static) -> Self {
        self.0.insert(channel, Arc::new(way));
        self
    }

    /// The way of a channel.
    pub fn get(&self, channel: Channel) -> Option<&Arc<dyn Way>> {
        self.0.get(&channel)
    }
}
