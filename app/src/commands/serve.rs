//! `tinhso serve`.

use std::{
    io::{Write as _, stdout},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use anyhow::bail;
use base::{Clock, Ids, ShiftedClock, SystemClock};
use clap::{Args, builder::BoolishValueParser};
use jiff::SignedDuration;
use store::Store;
use tinhso::{
    application_with, config::Config, demo, operation::Operation, outside, postroom, province, serve, upkeep::Upkeep,
    work,
};
use web::Settings;

use super::Record;

/// How long work on other threads may go on after the last request, before the program ends all the same.
const LAST_CALL: Duration = Duration::from_secs(5);

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    record: Record,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "TINHSO_LISTEN")]
    listen: Option<SocketAddr>,
    /// Demo mode: demo passwords work, and time goes on from where the demo's story stopped
    #[arg(long)]
    demo: bool,
    /// Browsers reach the site over https: cookies are marked secure
    #[arg(long, env = "TINHSO_SECURE", num_args = 0..=1, default_missing_value = "true", require_equals = true, value_parser = BoolishValueParser::new())]
    secure: Option<bool>,
    /// Reverse proxies in front, whose X-Forwarded-For is believed [default: 0]
    #[arg(long, env = "TINHSO_PROXIES")]
    proxies: Option<usize>,
    /// Address and port of the figures of operation at /metrics [default: none]
    #[arg(long, env = "TINHSO_METRICS_LISTEN")]
    metrics_listen: Option<SocketAddr>,
    /// Folder to put a proven backup into every day [default: none]
    #[arg(long, env = "TINHSO_BACKUP_FOLDER")]
    backup_folder: Option<PathBuf>,
    /// No limits on how often an address may ask: for measuring only
    #[arg(long, env = "TINHSO_NO_LIMITS", hide = true)]
    no_limits: bool,
}

impl Serve {
    pub fn run(self, mut config: Config) -> anyhow::Result<ExitCode> {
        let server = &mut config.server;
        server.listen = self.listen.unwrap_or(server.listen);
        server.secure = self.secure.unwrap_or(server.secure);
        server.proxies = self.proxies.unwrap_or(server.proxies);
        server.metrics_listen = self.metrics_listen.or(server.metrics_listen);
        config.backup.folder = self.backup_folder.clone().or(config.backup.folder);

        let place = self.record.place(&config);
        let store = place.existing()?;
        let _working = place.work()?;
        let carried = store::carried(tinhso::ROOMS);
        if let Some(step) = store.read(store::steps)?.iter().find(|step| !carried.contains(step)) {
            bail!(
                "the tables were made by a later version of this program ({}/{}): run that one",
                step.room,
                step.step
            );
        }
        let clock = clock(&store, self.demo)?;
        let mut simulated = None;
        if self.demo {
            let simulators = adapters::simulators_with(outside::people(&store)?, clock.clone());
            simulated = Some(outside::beside_a_demo(&mut config, simulators)?);
        } else if config.identity.is_some() && config.site.is_none() {
            bail!("with [identity] the address of the site must be set: site = \"https://…\"");
        }
        let ids = Ids::random(clock.clone());
        province::prepare(&store, &ids, clock.now())?;
        let rates = if self.no_limits { web::limits::Rates::unlimited() } else { web::limits::Rates::default() };
        let settings = Settings {
            rates,
            brand: "Tỉnh Số · Bình Phước".into(),
            site: config.site.clone(),
            secure: config.server.secure,
            demo: self.demo,
            proxies: config.server.proxies,
            ..Settings::default()
        };
        let outside = outside::Outside::of(&config)?;
        let app = application_with(store.clone(), &place.files(), clock.clone(), ids, settings, outside)?;
        let operation = Operation::new(&place.files(), &config);
        operation.metrics().hear(&store);
        let site = config.site.clone().unwrap_or_else(|| format!("http://{}", config.server.listen));
        let postroom = postroom(app.ids.clone(), config.ways()?, &site);
        let app = app.with(postroom).with(operation.clone()).watched(operation.clone());
        let sender = work::Worker::start(store.clone(), clock.clone(), work::sender(&app));
        let worker = work::Worker::start(store.clone(), clock.clone(), work::runner(&app));
        let upkeep = Upkeep::start(store.clone(), clock, operation);

        let runtime = super::runtime()?;
        runtime.block_on(async {
            if let Some(listen) = config.server.metrics_listen {
                let at = serve::measure(app.clone(), listen).await?;
                tracing::info!("figures of operation on http://{at}/metrics");
            }
            let grace = Duration::from_secs(config.server.grace_seconds);
            serve::serve(app, config.server.listen, grace, |at| {
                println!("http://{at}");
                if let Some(at) = simulated {
                    println!("neighbours simulated on http://{at}");
                    demo::print_sign_ins();
                }
                let _ = stdout().flush();
            })
            .await
        })?;
        runtime.shutdown_timeout(LAST_CALL);
        drop(upkeep);
        // The jobs in hand are finished.
        drop((sender, worker));
        if let Err(error) = store.checkpoint() {
            tracing::warn!(%error, "the log stays beside the database: the next start reads it");
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The machine's clock; in demo mode moved so that the demo's story goes on from where it stopped.
pub(super) fn clock(store: &Store, demo: bool) -> anyhow::Result<Arc<dyn Clock>> {
    let shift = store.migrate(tinhso::ROOMS).map_err(Into::into).and_then(|_| demo::shift(store))?;
    match (demo, shift) {
        (true, shift) => Ok(Arc::new(ShiftedClock(shift.unwrap_or(SignedDuration::ZERO)))),
        (false, None) => Ok(Arc::new(SystemClock)),
        // Everybody knows the passwords of a demo province.
        (false, Some(_)) => {
            bail!("this is a demo province: serve it with --demo, or make a record of your own with tinhso migrate")
        }
    }
}
