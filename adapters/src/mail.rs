//! Outgoing mail by SMTP.

use lettre::{Message, SmtpTransport, Transport, message::Mailbox};
use schemars::JsonSchema;
use serde::Deserialize;
use services::dossiers::notices::Post;

/// Where mail goes out, and in whose name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The relay, as in `smtp://127.0.0.1:25` or `smtps://user:password@mail.example.vn`.
    pub url: String,
    /// Sender of notices, as in `Tỉnh Số <khong-tra-loi@example.vn>`.
    pub from: String,
}

/// Sends by SMTP.
pub struct Smtp {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Smtp {
    /// A way out.
    ///
    /// # Errors
    /// When the URL or the sender's address is none.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        Ok(Self { transport: SmtpTransport::from_url(&config.url)?.build(), from: config.from.parse()? })
    }
}

impl Post for Smtp {
    fn send(&self, to: &str, subject: &str, body: &str) -> Result<(), String> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(to.parse().map_err(|error| format!("{error}"))?)
            .subject(subject)
            .body(body.to_owned())
            .map_err(|error| error.to_string())?;
        self.transport.send(&message).map(drop).map_err(|error| error.to_string())
    }
}
