//! What the operator of the program sets: from a file, over it from the environment, over that by flags.
//!
//! One section per neighbour; a section that is absent means that there is no such neighbour. Secrets belong here, never
//! into the record. What administrators set on screens (`store::settings`) is not here.

mod example;
mod sections;

use std::path::Path;

use anyhow::{Context as _, anyhow};
use config::{Environment, File, FileFormat};
use directory::notices::{Channel, Ways};
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
    /// Where people reach the site, as in `https://dichvucong.example.vn`: links in messages begin with it, and an identity
    /// provider sends them back to it. Without it, the address listened on.
    #[schemars(example = &"https://dichvucong.example.vn")]
    pub site: Option<String>,
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

    fn read_text(text: &str) -> anyhow::Result<Config> {
        Config::lay(text, std::collections::HashMap::new())
    }

    #[test]
    fn the_guide_to_identity_describes_what_is_read() {
        let guide = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/guides/identity.md"));
        let example = guide.split("```toml").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
        let config = read_text(&example.replace("\"…\"", &format!("\"{}\"", "5e".repeat(32)))).expect("it is read");
        let identity = config.identity.as_ref().expect("a provider");
        assert_eq!((identity.claims.number.as_str(), identity.userinfo), ("/citizen/personal_number", true));
        assert!(config.population.is_some() && crate::outside::Outside::of(&config).is_ok());
    }

    #[test]
    fn a_setting_that_is_unknown_or_cannot_be_used_is_refused_by_name() {
        let unknown =
            read_text("[identity]\nissuer = \"https://x.vn\"\nclient_id = \"t\"\nclient_sceret = \"s\"").unwrap_err();
        assert!(format!("{unknown:#}").contains("client_sceret"), "{unknown:#}");
        let insecure = read_text("[identity]\nissuer = \"http://x.vn\"\nclient_id = \"t\"").expect("it is read");
        let refused = crate::outside::Outside::of(&insecure).err().expect("it is refused");
        assert!(
            format!("{refused:#}").contains("[identity]") && format!("{refused:#}").contains("https"),
            "{refused:#}"
        );
        let key = read_text("[secrets]\nkey = \"short\"").expect("it is read");
        assert!(
            format!("{:#}", crate::outside::Outside::of(&key).err().expect("it is refused")).contains("64 hexadecimal")
        );
    }
}
