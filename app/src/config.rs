//! What the operator of the program sets: from a file, and over it from the environment.
//!
//! One section per neighbour; a section that is absent means that there is no such neighbour. Secrets belong here, never
//! into the record. What administrators set on screens (`store::settings`) is not here.

use std::path::Path;

use anyhow::Context as _;
use config::{Environment, File, FileFormat};
use schemars::JsonSchema;
use serde::Deserialize;

/// The operator's settings.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Outgoing mail; without it notices by mail are only written down.
    pub mail: Option<adapters::mail::Config>,
    /// The address browsers reach the site by, as in `https://dichvucong.example.vn`: needed with an identity provider.
    pub site: Option<String>,
    /// The national e-identity; without it people sign in with passwords.
    pub identity: Option<adapters::identity::Config>,
    /// The national population database; without it papers are compared by eye.
    pub population: Option<adapters::population::Config>,
    /// What seals secrets at rest.
    pub secrets: Option<crate::outside::Secrets>,
}

impl Config {
    /// Reads the file, if one is named, and lays the environment over it: `TINHSO__MAIL__URL` sets `url` of `[mail]`.
    ///
    /// # Errors
    /// When the file cannot be read or a setting is unknown, missing or of the wrong kind: which, and where it stands.
    pub fn read(file: Option<&Path>) -> anyhow::Result<Self> {
        let mut sources = config::Config::builder();
        if let Some(file) = file {
            let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
            sources = sources.add_source(File::from_str(&text, FileFormat::Toml));
        }
        let environment = Environment::with_prefix("TINHSO").prefix_separator("__").separator("__");
        sources.add_source(environment).build()?.try_deserialize().context("the configuration is not right")
    }
}
