//! The way out for notices: SMTP, when it is configured.

use lettre::{Message, SmtpTransport, Transport, message::Mailbox};
use services::dossiers::notices::Post;

/// Sends by SMTP.
pub struct Smtp {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Smtp {
    /// A way out by URL, as in `smtp://127.0.0.1:25` or `smtps://user:password@mail.example.vn`.
    ///
    /// # Errors
    /// When the URL or the sender's address is none.
    pub fn new(url: &str, from: &str) -> anyhow::Result<Self> {
        Ok(Self { transport: SmtpTransport::from_url(url)?.build(), from: from.parse()? })
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
