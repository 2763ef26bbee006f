//! What is plugged in from outside: the neighbours the operator named, and the key that seals secrets.

use std::{net::SocketAddr, path::Path, sync::Arc};

use adapters::{
    identity,
    people::{People, TrialPerson},
    population,
};
use anyhow::Context as _;
use base::{
    Clock, Ids, SystemClock,
    identity::{PersonalNumber, Sex},
};
use directory::{
    accounts::{self, EIdentity, Holder, Login, Vault},
    persons::{self, Details, Identity, IdentityKind},
};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use services::population::Population;
use store::Store;

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
            population: config
                .population
                .as_ref()
                .map_or(Ok(Population::default()), register)
                .context("[population]")?,
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

/// The people whom the simulators of a demonstration know: some of their own, the demo's citizen, and whoever else is on
/// record, found by number.
///
/// # Errors
/// The store's.
pub fn people(store: &Store) -> anyhow::Result<People> {
    let record = store.clone();
    let others = move |number: &str| {
        let identity = Identity::parse(IdentityKind::Personal, number).ok()?;
        let found = record.read(|tx| persons::queries::by_identity(tx, &identity)).ok()??;
        trial_person(number, &found.details)
    };
    let mut people = People { others: Arc::new(others), ..People::default() };
    let citizen = store.read(|tx| {
        let Some(login) = Login::username("nguoidan") else { return Ok(None) };
        let Some(candidate) = accounts::queries::candidate(tx, &login, SystemClock.now())? else { return Ok(None) };
        match accounts::queries::get(tx, candidate.account)?.map(|account| account.holder) {
            Some(Holder::Person(person)) => persons::queries::get(tx, person).map(Some),
            _ => Ok::<_, store::Error>(None),
        }
    })?;
    let citizen = citizen
        .and_then(|person| trial_person(person.details.identity.as_ref().map(Identity::number)?, &person.details));
    people.shown.splice(0..0, citizen);
    Ok(people)
}

/// Somebody of the demo as a register would know them; what the demo does not say follows from the number.
fn trial_person(number: &str, known: &Details) -> Option<TrialPerson> {
    let read = PersonalNumber::parse(number).ok()?;
    let serial: i8 =
        number[8..].bytes().fold(0u32, |sum, digit| sum * 10 + u32::from(digit - b'0')).rem_euclid(28) as i8;
    let born = known.born.or_else(|| Date::new(read.birth_year(), serial % 12 + 1, serial + 1).ok())?;
    Some(TrialPerson {
        number: number.to_owned(),
        name: known.name.clone(),
        born,
        woman: read.sex() == Sex::Female,
        ethnicity: "01".into(),
        phone: known.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        residence: ("25195".into(), format!("Khu phố {}", serial % 7 + 1)),
    })
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
