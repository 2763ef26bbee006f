//! `tinhso config`.

use std::process::ExitCode;

use clap::Subcommand;
use tinhso::config::{Config, example};

#[derive(Subcommand)]
pub enum Ask {
    /// Print the JSON Schema of the settings file
    Schema,
    /// Check the file given by --config, and the environment: an unknown or wrong setting is named with its line
    Check,
    /// Print a settings file in which every setting is explained and commented out
    Example,
}

impl Ask {
    // The settings were read before this runs: had they been wrong, the program would have said so and stopped.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Schema => println!("{:#}", Config::schema()),
            Self::Check => println!("in order"),
            Self::Example => print!("{}", example()),
        }
        Ok(ExitCode::SUCCESS)
    }
}
