//! What the program says of its work, on standard error: lines for people or JSON for programs, never personal data.

use anyhow::Context as _;
use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// Begins to log. `TINHSO_LOG` goes before the filter of the settings.
///
/// # Errors
/// When the filter is none.
pub fn begin(log: &Log) -> anyhow::Result<()> {
    let asked = std::env::var("TINHSO_LOG").ok().or_else(|| log.filter.clone()).unwrap_or_else(|| "info".into());
    let filter = EnvFilter::try_new(&asked).with_context(|| format!("«{asked}» does not say what to log"))?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log.format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(false).with_span_list(false).init(),
    }
    Ok(())
}
