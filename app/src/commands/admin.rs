//! `tinhso admin`.

use std::process::ExitCode;

use base::Ids;
use clap::Args;
use tinhso::{config::Config, province};

use super::{Record, serve};

#[derive(Args)]
pub struct Admin {
    #[command(flatten)]
    record: Record,
    /// Key of the agency, as in ubnd-dong-nai
    #[arg(long)]
    agency: String,
    /// The name to sign in with
    #[arg(long)]
    login: String,
    /// Full name
    #[arg(long)]
    name: String,
}

impl Admin {
    pub fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let store = self.record.place(config).existing()?;
        let clock = serve::clock(&store, false)?;
        let ids = Ids::random(clock.clone());
        let password = province::administrator(&store, &ids, clock.now(), &self.agency, &self.login, &self.name)?;
        println!("{password}");
        Ok(ExitCode::SUCCESS)
    }
}
