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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> anyhow::Result<Config> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("tinhso.toml");
        std::fs::write(&file, text)?;
        Config::read(Some(&file))
    }

    #[test]
    fn the_guide_to_identity_describes_what_is_read() {
        let guide = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/guides/identity.md"));
        let example = guide.split("```toml").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
        let config = read(&example.replace("\"…\"", &format!("\"{}\"", "5e".repeat(32)))).expect("it is read");
        let identity = config.identity.as_ref().expect("a provider");
        assert_eq!((identity.claims.number.as_str(), identity.userinfo), ("/citizen/personal_number", true));
        assert!(config.population.is_some() && crate::outside::Outside::of(&config).is_ok());
    }

    #[test]
    fn a_setting_that_is_unknown_or_cannot_be_used_is_refused_by_name() {
        let unknown =
            read("[identity]\nissuer = \"https://x.vn\"\nclient_id = \"t\"\nclient_sceret = \"s\"").unwrap_err();
        assert!(format!("{unknown:#}").contains("client_sceret"), "{unknown:#}");
        let insecure = read("[identity]\nissuer = \"http://x.vn\"\nclient_id = \"t\"").expect("it is read");
        let refused = crate::outside::Outside::of(&insecure).err().expect("it is refused");
        assert!(
            format!("{refused:#}").contains("[identity]") && format!("{refused:#}").contains("https"),
            "{refused:#}"
        );
        let key = read("[secrets]\nkey = \"short\"").expect("it is read");
        assert!(
            format!("{:#}", crate::outside::Outside::of(&key).err().expect("it is refused")).contains("64 hexadecimal")
        );
    }
}
