//! `tinhso demo`.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use store::Durability;
use tinhso::{config::Config, demo};

use super::Record;

#[derive(Args)]
pub struct Demo {
    #[command(flatten)]
    record: Record,
    /// small: six weeks, ready in seconds; full: the first half of 2023, 182,561 dossiers, a few minutes
    #[arg(long, value_enum, default_value_t = Scale::Small)]
    scale: Scale,
}

#[derive(Clone, Copy, ValueEnum)]
enum Scale {
    Small,
    Full,
}

impl Demo {
    pub fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let place = self.record.place(config);
        let scale = match self.scale {
            Scale::Small => demo::SMALL,
            Scale::Full => demo::FULL,
        };
        demo::make(&place.open(Durability::Relaxed)?, &place.files(), &scale)?;
        Ok(ExitCode::SUCCESS)
    }
}
