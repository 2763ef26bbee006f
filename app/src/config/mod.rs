//! What the operator of the program sets: from a file, over it from the environment, over that by flags.
//!
//! One section per neighbour; a section that is absent means that there is no such neighbour. Secrets belong here, never
//! into the record. What administrators set on screens (`store::settings`) is not here.

mod example;
mod sections;

use std::path::Path;

use anyhow::{Context as _, anyhow};
use config::{Environment, File, FileFormat};
use schemars::JsonSchema;
use serde::Deserialize;

pub use example::example;
pub use sections::{Backup, Disk, Log, LogFormat, Record, Server};

/// What every variable of the environment that sets one of these begins with.
const PREFIX: &str = "TINHSO__";

/// The operator's settings.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the record is.
    pub record: Record,
    /// How the pages are served.
    pub server: Server,
    /// When the disk counts as full.
    pub disk: Disk,
    /// Backups made by the server itself.
    pub backup: Backup,
    /// What the program says of its work.
    pub log: Log,
    /// Outgoing mail; without it notices by mail are only written down.
    pub mail: Option<adapters::mail::Config>,
}

impl Config {
    /// Reads the file, if one is named, and lays the environment over it: `TINHSO__MAIL__URL` sets `url` of `[mail]`.
    ///
    /// # Errors
    /// When the file cannot be read or a setting is unknown, missing or of the wrong kind: which, and where it stands.
    pub fn read(file: Option<&Path>) -> anyhow::Result<Self> {
        let text = match file {
            Some(file) => std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?,
            None => String::new(),
        };
        let variables = std::env::vars().filter(|(name, _)| name.starts_with(PREFIX)).collect();
        Self::lay(&text, variables).with_context(|| match file {
            Some(file) => format!("the settings of {} and the environment are not right", file.display()),
            None => "the settings of the environment are not right".into(),
        })
    }

    /// Lays variables over the text of a file.
    fn lay(text: &str, variables: std::collections::HashMap<String, String>) -> anyhow::Result<Self> {
        let names = variables.keys().cloned().collect::<Vec<_>>().join(", ");
        let environment = Environment::with_prefix("TINHSO").prefix_separator("__").separator("__");
        let merged = config::Config::builder()
            .add_source(File::from_str(text, FileFormat::Toml))
            .add_source(environment.source(Some(variables)))
            .build()
            .and_then(config::Config::try_deserialize::<Self>);
        merged.map_err(|error| match toml::from_str::<Self>(text) {
            // The file alone says on which line.
            Err(in_file) => anyhow!("{in_file}"),
            Ok(_) => anyhow!("{error}; look at the variables {names}"),
        })
    }

    /// The JSON Schema of the file.
    pub fn schema() -> serde_json::Value {
        schemars::schema_for!(Self).to_value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lay(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::lay(text, variables).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn the_environment_goes_before_the_file() {
        let file = "[server]\nlisten = \"127.0.0.1:1\"\nproxies = 2\n[disk]\nreserve_mb = 7\n";
        let config = lay(file, &[("TINHSO__SERVER__PROXIES", "3"), ("TINHSO__DISK__WARN_DAYS", "60")]).unwrap();
        assert_eq!((config.server.listen.port(), config.server.proxies), (1, 3));
        assert_eq!((config.disk.reserve_mb, config.disk.warn_days), (7, 60));
    }

    #[test]
    fn an_unknown_setting_is_named_with_its_line() {
        let said = lay("[server]\nproxies = 1\nlisen = \"x\"\n", &[]).unwrap_err();
        assert!(said.contains("line 3") && said.contains("lisen") && said.contains("listen"), "{said}");
        let said = lay("[server]\nproxies = \"viele\"\n", &[]).unwrap_err();
        assert!(said.contains("line 2") && said.contains("proxies"), "{said}");
        let said = lay("[sever]\n", &[]).unwrap_err();
        assert!(said.contains("line 1") && said.contains("sever"), "{said}");
    }

    #[test]
    fn a_variable_that_is_not_right_is_named() {
        let said = lay("[server]\nproxies = 1\n", &[("TINHSO__SERVER__LISEN", "127.0.0.1:1")]).unwrap_err();
        assert!(said.contains("lisen") && said.contains("TINHSO__SERVER__LISEN"), "{said}");
        let said = lay("", &[("TINHSO__DISK__RESERVE_MB", "much")]).unwrap_err();
        assert!(said.contains("TINHSO__DISK__RESERVE_MB"), "{said}");
    }

    #[test]
    fn the_printed_example_is_a_file_that_can_be_read_commented_and_not() {
        let example = example();
        lay(&example, &[]).unwrap();
        let told: String = example
            .lines()
            .map(|line| {
                line.strip_prefix("# ").filter(|rest| rest.starts_with('[') || rest.contains(" = ")).unwrap_or(line)
            })
            .fold(String::new(), |text, line| text + line + "\n");
        lay(&told, &[]).unwrap_or_else(|error| panic!("{error}\n{told}"));
    }
}
