//! What is plugged in from outside: the neighbours the operator named, and the key that seals secrets.

use std::{net::SocketAddr, path::Path, sync::Arc};

use adapters::{identity, population};
use anyhow::Context as _;
use base::{Clock, Ids, SystemClock};
use directory::accounts::{EIdentity, Vault};
use schemars::JsonSchema;
use serde::Deserialize;
use services::population::Population;

use crate::config::Config;

/// Secrets at rest.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Secrets {
    /// The key that seals them: 64 hexadecimal digits, as from `openssl rand -hex 32`. Processes that share a record share
    /// it. Without it a file `tinhso.key` is made in the data folder.
    pub key: String,
}

/// The neighbours and the key.
#[derive(Clone, Default)]
pub struct Outside {
    /// Seals the secrets of authenticators; none for the key file.
    pub vault: Option<Vault>,
    /// The national e-identity.
    pub identity: EIdentity,
    /// The population register.
    pub population: Population,
}

impl Outside {
    /// What the operator's settings name.
    ///
    /// # Errors
    /// When a setting cannot be used: which, and why.
    pub fn of(config: &Config) -> anyhow::Result<Self> {
        // The neighbours, and the telephones that show codes, live in the time outside whatever the record lives in.
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let vault = config.secrets.as_ref().map(|secrets| Vault::with_key(&secrets.key, clock.clone())).transpose();
        let client = |config: &identity::Config| -> anyhow::Result<EIdentity> {
            Ok(EIdentity(Some(Arc::new(identity::Client::new(config.clone(), clock.clone())?))))
        };
        let register = |config: &population::Config| -> anyhow::Result<Population> {
            Ok(Population(Some(Arc::new(population::Client::new(config.clone())?))))
        };
        Ok(Self {
            vault: vault.context("[secrets] key")?,
            identity: config.identity.as_ref().map_or(Ok(EIdentity::default()), client).context("[identity]")?,
            population: config.population.as_ref().map_or(Ok(Population::default()), register).context("[population]")?,
        })
    }

    /// The vault: with the operator's key, or the one in a file beside the papers.
    ///
    /// # Errors
    /// When the file cannot be read or made.
    pub(crate) fn vault(&self, files: &Path, ids: &Ids) -> anyhow::Result<Vault> {
        match &self.vault {
            Some(vault) => Ok(vault.clone()),
            None => Ok(Vault::in_file(&files.with_file_name("tinhso.key"), ids, Arc::new(SystemClock))?),
        }
    }
}

/// Serves the simulators beside a demonstration, on a port of this machine that is free, and writes into the settings those
/// of them for which no neighbour was named. Where they are.
///
/// # Errors
/// When no port can be listened on.
pub fn beside_a_demo(config: &mut Config, simulators: axum::Router) -> anyhow::Result<SocketAddr> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let at = listener.local_addr()?;
    let address = format!("http://{at}");
    if config.identity.is_none() {
        config.identity = Some(identity::Config::trial(&address));
    }
    if config.population.is_none() {
        config.population = Some(population::Config::trial(&address));
    }
    std::thread::spawn(move || {
        let served = tokio::runtime::Builder::new_current_thread().enable_all().build().and_then(|runtime| {
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener)?;
                axum::serve(listener, simulators).await
            })
        });
        if let Err(error) = served {
            tracing::error!(%error, "the simulators have stopped");
        }
    });
    Ok(at)
}
