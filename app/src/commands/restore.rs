//! `tinhso restore`.

use std::{path::PathBuf, process::ExitCode};

use base::{Clock as _, SystemClock, clock};
use clap::Args;
use services::dossiers::verify;
use tinhso::{
    backup::{self, Replaced},
    config::Config,
};

use super::Record;

#[derive(Args)]
pub struct Restore {
    #[command(flatten)]
    record: Record,
    /// The backup
    #[arg(long)]
    from: PathBuf,
    /// Move the record that is there aside
    #[arg(long)]
    replace: bool,
}

impl Restore {
    pub fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let place = self.record.place(config);
        let stamp = clock::wall(SystemClock.now()).strftime("%Y%m%d-%H%M%S").to_string();
        let mut says = |what: &str| eprintln!("{what}");
        let replaced = backup::restore(&self.from, &place, self.replace, &stamp, &mut says)?;
        match replaced {
            Replaced::Nothing => {}
            Replaced::Folder(folder) => println!("what was there before is in {}", folder.display()),
            Replaced::Schema(schema, folder) => {
                println!("what was there before is in the schema {schema} and in {}", folder.display());
            }
        }
        let verdict = verify::verify(&place.existing()?)?;
        for problem in &verdict.problems {
            println!("✗ {problem}");
        }
        println!(
            "{} journal entries, {} dossiers: {}",
            verdict.entries,
            verdict.dossiers,
            if verdict.holds() { "restored and verified" } else { "does not hold" }
        );
        Ok(if verdict.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
