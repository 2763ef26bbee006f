//! `tinhso migrate`.

use std::{process::ExitCode, sync::Arc};

use base::{Clock, Ids, SystemClock};
use clap::Args;
use store::Durability;
use tinhso::{config::Config, province};

use super::Record;

#[derive(Args)]
pub struct Migrate {
    #[command(flatten)]
    record: Record,
}

impl Migrate {
    pub fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let store = self.record.place(config).open(Durability::Full)?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        province::prepare(&store, &Ids::random(clock.clone()), clock.now())?;
        println!("up to date");
        Ok(ExitCode::SUCCESS)
    }
}
