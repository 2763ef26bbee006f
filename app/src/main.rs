//! `tinhso`: one program that runs a province's digital government.

use std::{
    fs::File,
    io::{Write as _, stdout},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context as _, bail};
use base::{Clock, Ids, ShiftedClock, SystemClock};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::SignedDuration;
use services::dossiers::verify;
use steering::figures::{Period, export};
use store::{Durability, Store};
use tinhso::{
    application_with, bench, config::Config, conformance, demo, exercise, outside, postroom, province, serve, work,
};
use web::Settings;

/// Runs a Vietnamese province's digital government: procedures, dossiers, deadlines that explain themselves, and figures
/// that open down to the cases they count.
///
/// Begin with a demo province:  tinhso demo --data data  &&  tinhso serve --data data --demo
#[derive(Parser)]
#[command(name = "tinhso", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a demo province: units, staff, people and dossiers; nobody real
    Demo {
        #[command(flatten)]
        record: Record,
        /// small: six weeks, ready in seconds; full: the first half of 2023, 182,561 dossiers, a few minutes
        #[arg(long, value_enum, default_value_t = ScaleName::Small)]
        scale: ScaleName,
    },
    /// Serve the pages until stopped
    Serve {
        #[command(flatten)]
        record: Record,
        /// Address and port to listen on
        #[arg(long, env = "TINHSO_LISTEN", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// Demo mode: demo passwords work, and time goes on from where the demo's story stopped
        #[arg(long)]
        demo: bool,
        /// Browsers reach the site over https: cookies are marked secure
        #[arg(long, env = "TINHSO_SECURE")]
        secure: bool,
        /// Reverse proxies in front, whose X-Forwarded-For is believed
        #[arg(long, env = "TINHSO_PROXIES", default_value_t = 0)]
        proxies: usize,
        /// No limits on how often an address may ask: for measuring only
        #[arg(long, env = "TINHSO_NO_LIMITS", hide = true)]
        no_limits: bool,
        /// The operator's settings (mail, text messages and other neighbours), a TOML file; TINHSO__MAIL__URL and the like go before it
        #[arg(long, env = "TINHSO_CONFIG")]
        config: Option<PathBuf>,
    },
    /// Bring the tables up to date and load the province's data
    Migrate {
        #[command(flatten)]
        record: Record,
    },
    /// Open an administrator's account in a record of one's own; prints a password that must be changed
    Admin {
        #[command(flatten)]
        record: Record,
        /// Key of the agency, as in ubnd-dong-nai
        #[arg(long)]
        agency: String,
        /// The name to sign in with
        #[arg(long)]
        login: String,
        /// Full name
        #[arg(long)]
        name: String,
    },
    /// Print the figures of a period
    Figures {
        #[command(flatten)]
        record: Record,
        /// 2023, 2023H1, 2023Q2, 2023-05, 2023-05-17 or 2024-01-01..2024-02-20
        #[arg(long)]
        period: Period,
        /// json: the province; csv and table: the agencies too
        #[arg(long, value_enum, default_value_t = FormatName::Table)]
        format: FormatName,
    },
    /// Check the journal, every dossier against its history and every figure against the cases; exit 0 only when all holds
    Verify {
        #[command(flatten)]
        record: Record,
    },
    /// Hold known facts against what the program computes
    Conformance {
        /// Rows of topic,input,expected,source,confidence
        file: PathBuf,
    },
    /// Measure the promised figures, each beside its limit, and print them with the machine
    Bench(bench::Options),
    /// Serve simulators of the neighbours (the identity provider, gateways, registers): for trials and tests, never for real use
    Simulate {
        /// Address and port to listen on
        #[arg(long, default_value = "127.0.0.1:8090")]
        listen: SocketAddr,
    },
    /// Accept every waiting dossier and name each one done: for the crash test
    #[command(hide = true)]
    Exercise {
        #[command(flatten)]
        record: Record,
    },
    /// Write the generated pages of the documentation: permissions, routes and the glossary
    Docs {
        /// Folder to write to
        dir: PathBuf,
    },
}

#[derive(Args)]
struct Record {
    /// Folder of the embedded database and of papers
    #[arg(long, env = "TINHSO_DATA", default_value = "data")]
    data: PathBuf,
    /// A PostgreSQL database instead of the embedded one, as in postgres://user@host/tinhso
    #[arg(long, env = "TINHSO_DATABASE", hide_env_values = true)]
    database: Option<String>,
}

impl Record {
    fn open(&self, durability: Durability) -> anyhow::Result<Store> {
        std::fs::create_dir_all(&self.data)
            .with_context(|| format!("cannot make the folder {}", self.data.display()))?;
        match &self.database {
            Some(url) => Store::postgres(url, 24).context("cannot reach the database"),
            None => {
                let file = self.data.join("tinhso.db");
                Store::sqlite(&file, durability).with_context(|| format!("cannot open {}", file.display()))
            }
        }
    }

    fn existing(&self) -> anyhow::Result<Store> {
        if self.database.is_none() && !self.data.join("tinhso.db").exists() {
            bail!("there is no province in {}; make one with: tinhso demo --data {0}", self.data.display());
        }
        self.open(Durability::Full)
    }

    fn files(&self) -> PathBuf {
        self.data.join("files")
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum ScaleName {
    Small,
    Full,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    Json,
    Csv,
    Table,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("TINHSO_LOG").unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(cli.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("tinhso: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo { record, scale } => {
            let store = record.open(Durability::Relaxed)?;
            let scale = match scale {
                ScaleName::Small => demo::SMALL,
                ScaleName::Full => demo::FULL,
            };
            demo::make(&store, &record.files(), &scale)?;
        }
        Command::Serve { record, listen, demo, secure, proxies, no_limits, config } => {
            let mut config = Config::read(config.as_deref())?;
            let store = record.existing()?;
            let clock = clock(&store, demo)?;
            if demo {
                let simulators = adapters::simulators_with(outside::people(&store)?, clock.clone());
                let at = outside::beside_a_demo(&mut config, simulators)?;
                println!("neighbours simulated on http://{at}");
            } else if config.identity.is_some() && config.site.is_none() {
                bail!("with [identity] the address of the site must be set: site = \"https://…\"");
            }
            let ids = Ids::random(clock.clone());
            province::prepare(&store, &ids, clock.now())?;
            let rates = if no_limits { web::limits::Rates::unlimited() } else { web::limits::Rates::default() };
            let settings = Settings {
                rates,
                brand: "Tỉnh Số · Bình Phước".into(),
                site: config.site.clone(),
                secure,
                demo,
                proxies,
                ..Settings::default()
            };
            let outside = outside::Outside::of(&config)?;
            let app = application_with(store.clone(), &record.files(), clock.clone(), ids, settings, outside)?;
            let site = config.site.clone().unwrap_or_else(|| format!("http://{listen}"));
            let postroom = postroom(app.ids.clone(), config.ways()?, &site);
            let app = app.with(postroom);
            let _sender = work::Worker::start(store.clone(), clock.clone(), work::sender(&app));
            let _worker = work::Worker::start(store, clock, work::runner(&app));
            runtime()?.block_on(serve::serve(app, listen, |at| {
                println!("http://{at}");
                if demo {
                    demo::print_sign_ins();
                }
                let _ = stdout().flush();
            }))?;
        }
        Command::Migrate { record } => {
            let store = record.open(Durability::Full)?;
            let clock: Arc<dyn Clock> = Arc::new(SystemClock);
            province::prepare(&store, &Ids::random(clock.clone()), clock.now())?;
            println!("up to date");
        }
        Command::Admin { record, agency, login, name } => {
            let store = record.existing()?;
            let clock = clock(&store, false)?;
            let ids = Ids::random(clock.clone());
            let password = province::administrator(&store, &ids, clock.now(), &agency, &login, &name)?;
            println!("{password}");
        }
        Command::Figures { record, period, format } => {
            let store = record.existing()?;
            let (province, agencies) = store.read(|tx| {
                let directory = directory::Directory::load(tx)?;
                let mut rows: Vec<_> = steering::figures::by_agency(tx, period, &base::Reach::All)?
                    .into_iter()
                    .map(|(id, figures)| (directory.agencies().name_as_of(id, period.to).to_owned(), figures))
                    .collect();
                rows.sort_by(|a, b| base::text::sort::compare(&a.0, &b.0));
                Ok::<_, store::Error>((steering::figures::province(tx, period, &base::Reach::All)?, rows))
            })?;
            let format = match format {
                FormatName::Json => export::Format::Json,
                FormatName::Csv => export::Format::Csv,
                FormatName::Table => export::Format::Table,
            };
            stdout().write_all(export::write(format, period, &province, &agencies).as_bytes())?;
        }
        Command::Verify { record } => {
            let verdict = verify::verify(&record.existing()?)?;
            for problem in &verdict.problems {
                println!("✗ {problem}");
            }
            println!(
                "{} journal entries, {} dossiers, {} daily facts: {}",
                verdict.entries,
                verdict.dossiers,
                verdict.facts,
                if verdict.holds() { "all holds" } else { "does not hold" }
            );
            return Ok(if verdict.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Conformance { file } => {
            let facts = File::open(&file).with_context(|| format!("cannot open {}", file.display()))?;
            let summary = conformance::run(facts, &mut stdout().lock())?;
            return Ok(if summary.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Bench(options) => return bench::run(&options),
        Command::Simulate { listen } => {
            runtime()?.block_on(serve::listen_to(adapters::simulators(), listen, |at| {
                println!("http://{at}");
                let _ = stdout().flush();
            }))?
        }
        Command::Exercise { record } => exercise::run(&record.existing()?, &record.files())?,
        Command::Docs { dir } => tinhso::docs::write(&dir)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

/// The machine's clock; in demo mode moved so that the demo's story goes on from where it stopped.
fn clock(store: &Store, demo: bool) -> anyhow::Result<Arc<dyn Clock>> {
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
