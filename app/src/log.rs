//! What the program says of its work, on standard error: lines for people or JSON for programs, never personal data.

use anyhow::Context as _;
use tracing::Level;
use tracing_subscriber::{
    EnvFilter, Layer as _, filter::filter_fn, fmt, fmt::MakeWriter, layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

use crate::config::{Log, LogFormat};

/// The crates of this program: they know what may be said. Libraries are heard up to `info` only, whatever was asked for:
/// below that some print addresses, paths and the values of statements.
const OWN: [&str; 9] = ["tinhso", "base", "store", "web", "directory", "services", "steering", "adapters", "testkit"];

/// Begins to log to standard error. `TINHSO_LOG` goes before the filter of the settings.
///
/// # Errors
/// When the filter is none.
pub fn begin(log: &Log) -> anyhow::Result<()> {
    let asked = std::env::var("TINHSO_LOG").ok().or_else(|| log.filter.clone());
    begin_to(log.format, asked.as_deref().unwrap_or("info"), std::io::stderr)
}

/// Begins to log to somewhere else.
///
/// # Errors
/// When the filter is none, or the program logs already.
pub fn begin_to(
    format: LogFormat,
    asked: &str,
    to: impl for<'w> MakeWriter<'w> + Send + Sync + 'static,
) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(asked).with_context(|| format!("«{asked}» does not say what to log"))?;
    let lines = fmt::layer().with_writer(to);
    let lines = match format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(false).with_span_list(false).boxed(),
    };
    let fit = filter_fn(|about| {
        *about.level() <= Level::INFO || about.target().split("::").next().is_some_and(|name| OWN.contains(&name))
    });
    tracing_subscriber::registry().with(lines.with_filter(fit)).with(filter).try_init()?;
    Ok(())
}
