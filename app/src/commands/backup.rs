//! `tinhso backup`.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;
use tinhso::{backup, config::Config, place};

use super::Record;

#[derive(Args)]
pub struct Backup {
    #[command(flatten)]
    record: Record,
    /// The file to write; it must not be there yet
    #[arg(long)]
    out: PathBuf,
    /// Do not restore it for trial: quicker, and then nobody knows whether it is good
    #[arg(long)]
    no_proof: bool,
}

impl Backup {
    pub fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let place = self.record.place(config);
        let store = place.existing()?;
        let now = place::clock(&store)?.now();
        let mut says = |what: &str| eprintln!("{what}");
        let proof = backup::make(&store, &place.files(), &self.out, now, !self.no_proof, &mut says)?;
        let size = web::form::bytes(std::fs::metadata(&self.out)?.len());
        let out = self.out.display();
        let Some(proof) = proof else {
            println!("{out}: {size}, not proven: nothing was restored from it");
            return Ok(ExitCode::SUCCESS);
        };
        for problem in proof.verdict.problems.iter().chain(&proof.problems) {
            println!("✗ {problem}");
        }
        let verdict = &proof.verdict;
        let word = if proof.holds() { "proven: restored and verified" } else { "NOT GOOD" };
        println!("{out}: {size}, {} journal entries, {} dossiers, {word}", verdict.entries, verdict.dossiers);
        Ok(if proof.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
