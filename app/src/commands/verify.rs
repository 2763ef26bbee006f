//! `tinhso verify`.

use std::process::ExitCode;

use clap::Args;
use services::dossiers::verify;
use tinhso::config::Config;

use super::Record;

#[derive(Args)]
pub struct Verify {
    #[command(flatten)]
    record: Record,
}

impl Verify {
    pub fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let verdict = verify::verify(&self.record.place(config).existing()?)?;
        for problem in &verdict.problems {
            println!("✗ {problem}");
        }
        println!(
            "{} journal entries, {} dossiers, {} daily facts: {}",
            verdict.entries,
            verdict.dossiers,
            verdict.facts,
            if verdict.holds() { "all holds" } else { "does not hold" }
        );
        Ok(if verdict.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
