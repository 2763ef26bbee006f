//! The commands of the program: one file for each.

mod admin;
mod backup;
mod config;
mod demo;
mod doctor;
mod figures;
mod migrate;
mod restore;
mod serve;
mod simulate;
mod verify;

use std::{fs::File, io::stdout, path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use tinhso::{bench, config::Config, conformance, exercise, place::Place};

/// What the program can be told to do.
#[derive(Subcommand)]
pub enum Command {
    /// Make a demo province: units, staff, people and dossiers; nobody real
    Demo(demo::Demo),
    /// Serve the pages until stopped
    Serve(serve::Serve),
    /// Bring the tables up to date and load the province's data
    Migrate(migrate::Migrate),
    /// Open an administrator's account in a record of one's own; prints a password that must be changed
    Admin(admin::Admin),
    /// Print the figures of a period
    Figures(figures::Figures),
    /// Check the journal, every dossier against its history and every figure against the cases; exit 0 only when all holds
    Verify(verify::Verify),
    /// Copy the whole record into one file while the server works, and prove it by restoring it
    Backup(backup::Backup),
    /// Put the record of a backup in place; a broken file is refused before anything is touched
    Restore(restore::Restore),
    /// Say what is late, full or failing, and what to do about it; exit 0 only when nothing is bad
    Doctor(doctor::Doctor),
    /// The settings file: its schema, an example, and a check of one's own
    #[command(subcommand)]
    Config(config::Ask),
    /// Hold known facts against what the program computes
    Conformance {
        /// Rows of topic,input,expected,source,confidence
        file: PathBuf,
    },
    /// Measure the promised figures, each beside its limit, and print them with the machine
    Bench(bench::Options),
    /// Serve simulators of the neighbours (the identity provider, gateways, registers): for trials and tests, never for real use
    Simulate(simulate::Simulate),
    /// Accept every waiting dossier and name each one done: for the crash test
    #[command(hide = true)]
    Exercise {
        #[command(flatten)]
        record: Record,
    },
    /// Write the generated pages of the documentation: permissions, routes and the glossary
    Docs {
        /// Folder to write to
        dir: PathBuf,
    },
}

/// Which record is meant; what is not said comes from the settings.
#[derive(Args)]
pub struct Record {
    /// Folder of the embedded database and of papers [default: data]
    #[arg(long, env = "TINHSO_DATA")]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead of the embedded one, as in postgres://user@host/tinhso
    #[arg(long, env = "TINHSO_DATABASE", hide_env_values = true)]
    database: Option<String>,
}

impl Record {
    fn place(&self, config: &Config) -> Place {
        let mut place = Place::from(&config.record);
        if let Some(data) = &self.data {
            place.data.clone_from(data);
        }
        if self.database.is_some() {
            place.database.clone_from(&self.database);
        }
        place
    }
}

/// Does what was told.
pub fn run(command: Command, config: Config) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo(demo) => demo.run(&config),
        Command::Serve(serve) => serve.run(config),
        Command::Migrate(migrate) => migrate.run(&config),
        Command::Admin(admin) => admin.run(&config),
        Command::Figures(figures) => figures.run(&config),
        Command::Verify(verify) => verify.run(&config),
        Command::Backup(backup) => backup.run(&config),
        Command::Restore(restore) => restore.run(&config),
        Command::Doctor(doctor) => doctor.run(&config),
        Command::Config(ask) => ask.run(),
        Command::Conformance { file } => {
            let facts = File::open(&file).with_context(|| format!("cannot open {}", file.display()))?;
            let summary = conformance::run(facts, &mut stdout().lock())?;
            Ok(if summary.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Bench(options) => bench::run(&options),
        Command::Simulate(simulate) => simulate.run(&config),
        Command::Exercise { record } => {
            let place = record.place(&config);
            exercise::run(&place.existing()?, &place.files())?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Docs { dir } => {
            tinhso::docs::write(&dir)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}
