//! `tinhso doctor`.

use std::process::ExitCode;

use base::Lang;
use clap::{Args, ValueEnum};
use tinhso::{
    config::Config,
    doctor::{self, State},
    operation::Operation,
    place,
};

use super::Record;

#[derive(Args)]
pub struct Doctor {
    #[command(flatten)]
    record: Record,
    /// Walk the whole journal and read every paper
    #[arg(long)]
    deep: bool,
    /// The language to answer in; English unless LANG is Vietnamese
    #[arg(long, value_enum)]
    lang: Option<Tongue>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Tongue {
    Vi,
    En,
}

impl Doctor {
    pub fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let lang = match self.lang {
            Some(Tongue::Vi) => Lang::Vi,
            Some(Tongue::En) => Lang::En,
            None if std::env::var("LANG").is_ok_and(|lang| lang.starts_with("vi")) => Lang::Vi,
            None => Lang::En,
        };
        let place = self.record.place(config);
        let store = place.existing()?;
        let now = place::clock(&store)?.now();
        let findings = doctor::examine(&store, &Operation::new(&place.files(), config), now, self.deep);
        for finding in &findings {
            println!("{}", finding.lines(lang));
        }
        let worst = findings.iter().map(|finding| finding.state).max();
        Ok(if worst == Some(State::Bad) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}
