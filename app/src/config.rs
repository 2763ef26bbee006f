//! What the operator of the program sets: from a file, and over it from the environment.
//!
//! One section per neighbour; a section that is absent means that there is no such neighbour. Secrets belong here, never
//! into the record. What administrators set on screens (`store::settings`) is not here.

use std::path::Path;

use anyhow::Context as _;
use config::{Environment, File, FileFormat};
use directory::notices::{Channel, Ways};
use schemars::JsonSchema;
use serde::Deserialize;

/// The operator's settings.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where people reach the site, as in `https://dichvucong.example.vn`: links in messages begin with it, and an identity
    /// provider sends them back to it. Without it, the address listened on.
    pub site: Option<String>,
    /// Outgoing mail; without it no notice goes out by mail.
    pub mail: Option<adapters::mail::Config>,
    /// The gateway of text messages; without it none go out.
    pub sms: Option<adapters::sms::Config>,
    /// The official account on Zalo; without it nothing goes out by Zalo.
    pub zalo: Option<adapters::zalo::Config>,
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

    /// The ways on which messages go out.
    ///
    /// # Errors
    /// When an address of mail is none.
    pub fn ways(&self) -> anyhow::Result<Ways> {
        let mut ways = Ways::default();
        if let Some(mail) = &self.mail {
            ways = ways.with(Channel::Mail, adapters::mail::Smtp::new(mail).context("the settings of mail")?);
        }
        if let Some(sms) = &self.sms {
            ways = ways.with(Channel::Sms, adapters::sms::Sms::new(sms));
        }
        if let Some(zalo) = &self.zalo {
            ways = ways.with(Channel::Zalo, adapters::zalo::Zalo::new(zalo));
        }
        Ok(ways)
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
