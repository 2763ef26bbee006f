//! `tinhso`: one program that runs a province's digital government.

mod commands;

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;
use tinhso::{config::Config, log};

/// Runs a Vietnamese province's digital government: procedures, dossiers, deadlines that explain themselves, and figures
/// that open down to the cases they count.
///
/// Begin with a demo province:  tinhso demo --data data  &&  tinhso serve --data data --demo
#[derive(Parser)]
#[command(name = "tinhso", version, arg_required_else_help = true)]
struct Cli {
    /// The operator's settings, a TOML file (see tinhso config example); TINHSO__MAIL__URL and the like go before it
    #[arg(long, global = true, env = "TINHSO_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = Config::read(cli.config.as_deref()).and_then(|config| {
        log::begin(&config.log)?;
        commands::run(cli.command, config)
    });
    done.unwrap_or_else(|error| {
        eprintln!("tinhso: {error:#}");
        ExitCode::FAILURE
    })
}
