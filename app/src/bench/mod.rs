//! The figures we promise, each beside its limit, in one run: `make bench`.

mod bare;
mod crowd;
mod moves;
mod pages;

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::Args;

/// What to measure.
#[derive(Debug, Args)]
pub struct Options {
    /// Dossiers in the large record; the small one has a hundredth
    #[arg(long, default_value_t = 1_000_000)]
    pub dossiers: usize,
    /// Seconds each rate is measured
    #[arg(long, default_value_t = 4)]
    pub seconds: u64,
    /// A PostgreSQL database to measure on as well
    #[arg(long, env = "TINHSO_BENCH_POSTGRES", hide_env_values = true)]
    pub postgres: Option<String>,
    /// Measure this part alone
    #[arg(long, value_enum)]
    pub only: Option<Part>,
}

/// What belongs together in one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Moves through the whole command
    Moves,
    /// Pages and figures over a large record
    Pages,
    /// The full demo half-year, and the server under load over it
    Demo,
}

impl Options {
    fn wants(&self, part: Part) -> bool {
        self.only.is_none_or(|only| only == part)
    }
}

/// One promised figure.
struct Figure {
    what: String,
    found: f64,
    limit: f64,
    /// Whether more is better.
    at_least: bool,
    unit: &'static str,
    how: String,
}

impl Figure {
    fn holds(&self) -> bool {
        if self.at_least { self.found >= self.limit } else { self.found <= self.limit }
    }
}

/// Measures everything and prints it with the machine; success only when every limit holds.
///
/// # Errors
/// When something cannot be measured.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    println!("{}", machine());
    let mut figures = Vec::new();
    if options.wants(Part::Moves) {
        figures.push(moves::sqlite(options)?);
        if let Some(url) = &options.postgres {
            figures.push(moves::postgres(options, url)?);
        }
    }
    if options.wants(Part::Pages) {
        figures.extend(pages::measure(options)?);
    }
    if options.wants(Part::Demo) {
        figures.extend(crowd::measure()?);
    }
    println!("\n{:62} {:>12} {:>16}", "figure", "found", "limit");
    for figure in &figures {
        println!(
            "{} {:60} {:>9.2} {} {:>6} {:>6.2} {}   {}",
            if figure.holds() { "✓" } else { "✗" },
            figure.what,
            figure.found,
            figure.unit,
            if figure.at_least { "≥" } else { "≤" },
            figure.limit,
            figure.unit,
            figure.how
        );
    }
    Ok(if figures.iter().all(Figure::holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        text.lines()
            .find(|line| line.starts_with(name))
            .and_then(|line| line.split_once(':'))
            .map(|(_, value)| value.trim().to_owned())
    };
    let cpu = field(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| "unknown processor".into());
    let memory = field(&read("/proc/meminfo"), "MemTotal").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("machine: {cores} × {cpu}, {memory}")
}

/// Times a call.
fn timed<T>(call: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let value = call();
    (value, begun.elapsed())
}

/// The middle of several durations, in milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}
