//! Outgoing mail by SMTP.

use directory::notices::{Failure, Outgoing, Way};
use lettre::{
    Message, SmtpTransport, Transport,
    message::{Mailbox, header::ContentType},
};
use schemars::JsonSchema;
use serde::Deserialize;

/// Where mail goes out, and in whose name.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The relay, as in `smtp://127.0.0.1:25` or `smtps://user:password@mail.example.vn`.
    pub url: String,
    /// Sender of notices, as in `Tỉnh Số <khong-tra-loi@example.vn>`.
    pub from: String,
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config").field("from", &self.from).finish_non_exhaustive()
    }
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

/// Answers that are about us and not about the letter: who we are, how much we sent.
const OURS: [&str; 4] = ["421", "530", "534", "535"];

impl Way for Smtp {
    /// SMTP has no name by which a relay would know a letter again; the letter itself keeps one `Message-ID` through every
    /// try, by which mailboxes put the same letter away once.
    fn send(&self, message: &Outgoing) -> Result<Option<String>, Failure> {
        let name = format!("<{}@{}>", message.id, self.from.email.domain());
        let refused = |error: &dyn std::fmt::Display| Failure::Refused(error.to_string());
        let letter = Message::builder()
            .message_id(Some(name.clone()))
            .from(self.from.clone())
            .to(message.address.parse().map_err(|error| refused(&error))?)
            .subject(message.subject.clone())
            .header(ContentType::TEXT_PLAIN)
            .body(message.text.clone())
            .map_err(|error| refused(&error))?;
        match self.transport.send(&letter) {
            Ok(_) => Ok(Some(name)),
            Err(error) => {
                let ours = error.status().is_some_and(|code| OURS.contains(&code.to_string().as_str()));
                let why = error.to_string();
                Err(if error.is_permanent() && !ours { Failure::Refused(why) } else { Failure::Later(why) })
            }
        }
    }
}
