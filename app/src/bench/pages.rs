//! Pages and figures with a million dossiers against ten thousand: rendered HTML through the whole application.

use std::{path::Path, time::Duration};

use axum::{Router, body::Body, http::Request};
use base::{AgencyId, Clock as _, FixedClock, Ids, Role};
use http_body_util::BodyExt as _;
use jiff::{ToSpan as _, civil::date};
use rand::SeedableRng as _;
use serde_json::json;
use services::dossiers::{commands, domain::Channel};
use steering::figures::{self, Period};
use store::{Durability, Store, facts, vals};
use tower::ServiceExt as _;
use web::Settings;

use super::{Figure, Options, median, timed};
use crate::demo;

/// A record of some size with the whole application over it.
struct Stand {
    store: Store,
    service: Router,
    runtime: tokio::runtime::Runtime,
    cookie: String,
    tracked: String,
    _dir: tempfile::TempDir,
}

/// Measures on a small and on a large record, turn by turn, so that both see the same machine.
pub fn measure(options: &Options) -> anyhow::Result<Vec<Figure>> {
    let (small, large) = (Stand::new(options.dossiers / 100)?, Stand::new(options.dossiers)?);
    let ratio = |what: &str, path: &dyn Fn(&Stand) -> String| -> anyhow::Result<Figure> {
        let (mut few, mut many) = (Vec::new(), Vec::new());
        for turn in 0..330 {
            let (a, b) = (small.fetch(&path(&small))?, large.fetch(&path(&large))?);
            if turn >= 30 {
                few.push(a);
                many.push(b);
            }
        }
        let (few, many) = (median(few), median(many));
        Ok(Figure {
            what: format!(
                "{what} with {} dossiers against a hundredth",
                base::text::format::integer(options.dossiers as i64)
            ),
            found: many / few,
            limit: 1.5,
            at_least: false,
            unit: "×",
            how: format!("{few:.2} ms, {many:.2} ms, {OPEN} open in the inbox of both"),
        })
    };
    let (half_year, scan) = large.figures()?;
    Ok(vec![
        ratio("the inbox page", &|_| "/cong-viec".into())?,
        ratio("the tracking page", &|stand| format!("/tra-cuu/{}", stand.tracked))?,
        Figure {
            what: "the province's half-year against a scan of the dossiers".into(),
            found: half_year / scan * 100.0,
            limit: 1.0,
            at_least: false,
            unit: "%",
            how: format!("{half_year:.2} ms, {scan:.0} ms"),
        },
    ])
}

impl Stand {
    fn new(n: usize) -> anyhow::Result<Self> {
        let dir = tempfile::tempdir()?;
        let store = Store::sqlite(&dir.path().join("tinhso.db"), Durability::Relaxed)?;
        let clock = FixedClock::at("2024-02-05T09:00:00+07:00");
        let ids = Ids::seeded(clock.arc(), 1);
        crate::province::prepare(&store, &ids, clock.now())?;
        let tracked = fill(&store, dir.path(), &ids, &clock, n)?;
        store.analyse()?;
        let settings = Settings { demo: true, rates: web::limits::Rates::unlimited(), ..Settings::default() };
        let app = crate::application(store.clone(), dir.path(), clock.arc(), ids, settings)?;
        let cookie = sign_in(&app, "chuyenvien")?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Self { store, service: web::door::open(app, crate::routes()), runtime, cookie, tracked, _dir: dir })
    }

    fn fetch(&self, path: &str) -> anyhow::Result<Duration> {
        let request = Request::get(path).header("cookie", &self.cookie).body(Body::empty())?;
        let (answer, took) = timed(|| {
            self.runtime.block_on(async {
                let response =
                    self.service.clone().oneshot(request).await.map_err(|error| anyhow::anyhow!("{error}"))?;
                let status = response.status();
                let body = response.into_body().collect().await?.to_bytes();
                anyhow::ensure!(status.is_success(), "{path}: {status}");
                Ok(body.len())
            })
        });
        anyhow::ensure!(answer? > 1000, "{path}: an empty page");
        Ok(took)
    }

    /// Milliseconds of the province's half-year from its facts, and of a scan of the dossiers.
    fn figures(&self) -> anyhow::Result<(f64, f64)> {
        let period = Period { from: date(2023, 7, 1), to: date(2023, 12, 31) };
        let half_year = (0..50).map(|_| {
            let (sum, took) = timed(|| self.store.read(|tx| figures::province(tx, period, &base::Reach::All)));
            anyhow::ensure!(sum?.received > 0, "the figures are empty");
            Ok(took)
        });
        let half_year = median(half_year.collect::<anyhow::Result<Vec<_>>>()?);
        let scan = (0..3).map(|_| {
            let sql = "select channel, timeliness, count(*) as n from dossiers where received_on <= $1 group by channel, timeliness";
            let (rows, took) = timed(|| self.store.read(|tx| tx.all(sql, &vals![period.to], |row| row.get::<i64>("n"))));
            anyhow::ensure!(!rows?.is_empty(), "the scan is empty");
            Ok(took)
        });
        Ok((half_year, median(scan.collect::<anyhow::Result<Vec<_>>>()?)))
    }
}

/// Open dossiers in the inbox that is measured: what an officer has to do does not grow with what was done before.
const OPEN: usize = 300;

/// One real dossier that is tracked, and rows like those of real ones, seven of eight resolved, over two years and all
/// agencies; with the facts they count.
fn fill(store: &Store, files: &Path, ids: &Ids, clock: &FixedClock, n: usize) -> anyhow::Result<String> {
    let office = crate::office(store, files)?;
    let snapshot = office.snapshot();
    let mut rng = rand_chacha::ChaCha12Rng::seed_from_u64(1);
    let mut stage = demo::Rehearsal::new(store, &snapshot, ids, clock.now(), &mut rng)?;
    let (id, at) = stage
        .file(store, 1, Channel::Online, &json!({}))
        .or_else(|_| stage.file(store, 1, Channel::Counter, &json!({})))?[0];
    let tracked = store.write(|tx| {
        let cx = snapshot.context(stage.actor(at, Role::Reception), clock.now(), ids);
        commands::accept(tx, &cx, id.into(), commands::Accept::default())
    })?;
    let agencies: Vec<AgencyId> = snapshot.agencies.one_stops(date(2024, 2, 5)).map(|(agency, _)| agency.id).collect();
    let shown_agency = directory::agencies::id_of(demo::SHOWN);
    let agencies: Vec<AgencyId> = agencies.into_iter().filter(|agency| *agency != shown_agency).collect();
    let first = date(2022, 2, 1);
    for from in (0..n).step_by(10_000) {
        store.write(|tx| {
            for i in from..(from + 10_000).min(n) {
                let shown = i < OPEN;
                let agency = if shown { shown_agency } else { agencies[i % agencies.len()] };
                let day = first.saturating_add(((i * 733 / n) as i32).days());
                let resolved = !shown && i % 8 != 0;
                let due = day.saturating_add(((i % 23) as i32).days());
                let at = base::clock::instant(day.to_datetime(jiff::civil::time(9, 0, 0, 0)));
                let due_at = base::clock::instant(due.to_datetime(jiff::civil::time(23, 59, 0, 0)));
                let key: uuid::Uuid = ids.next();
                tx.exec(
                    "insert into dossiers (id, code, agency, procedure, procedure_version, channel, applicant, applicant_name, state, step, \
                     role, filed_at, accepted_at, received_on, term_case, due_on, due_at, supplements, extended, resolved_on, timeliness, \
                     digitised, since, clock, version, head) values ($1, $2, $3, '1.001193', $4, 'online', $5, 'Nguyễn Văn An', $6, 1, $7, $8, \
                     $9, $10, 0, $11, $12, 0, $13, $14, $15, $16, $17, '[]', 3, $18)",
                    &vals![
                        key, format!("H10.99.{:03}-{:06}-{:04}", i % 1000, i / 1000, i % 10_000), agency, tracked.version, tracked.applicant,
                        if resolved { "handed_over" } else { "processing" }, (!resolved).then_some("officer"), at, at, day, due, due_at,
                        false, resolved.then_some(due), resolved.then_some("on_time"), false, at, [0u8; 32]
                    ],
                )?;
                let fact = |measure, day| facts::Fact { measure, day, agency, subject: "1.001193".into(), n: 1 };
                facts::add(tx, &fact("dossier.received.online", day))?;
                if resolved {
                    facts::add(tx, &fact("dossier.resolved.on_time", due))?;
                }
            }
            Ok::<_, store::Error>(())
        })?;
    }
    Ok(tracked.code)
}

/// A session of a demo account, as the cookie a browser would send.
fn sign_in(app: &web::App, login: &str) -> anyhow::Result<String> {
    let account = app.store.read(|tx| {
        tx.one("select account from accounts_logins where login = $1", &vals![login], |row| row.get("account"))
    })?;
    let now = app.clock.now();
    let token = app
        .store
        .write(|tx| web::session::open(tx, &app.ids, &app.settings, now, account, &axum::http::HeaderMap::new()))?;
    let cookie = token.cookie(&app.settings);
    let cookie = cookie.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}
