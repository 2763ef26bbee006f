//! Pages and figures with a million dossiers against ten thousand: rendered HTML through the whole application.

use std::path::Path;

use axum::{body::Body, http::Request};
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

struct Times {
    inbox: f64,
    tracking: f64,
    figures: f64,
    scan: f64,
}

/// Measures on a small and on a large record.
pub fn measure(options: &Options) -> anyhow::Result<Vec<Figure>> {
    let small = record(options.dossiers / 100)?;
    let large = record(options.dossiers)?;
    let ratio = |what: &str, small: f64, large: f64| Figure {
        what: format!(
            "{what} with {} dossiers against a hundredth",
            base::text::format::integer(options.dossiers as i64)
        ),
        found: large / small,
        limit: 1.5,
        at_least: false,
        unit: "×",
        how: format!("{small:.2} ms, {large:.2} ms"),
    };
    Ok(vec![
        ratio("the inbox page", small.inbox, large.inbox),
        ratio("the tracking page", small.tracking, large.tracking),
        Figure {
            what: "the province's half-year against a scan of the dossiers".into(),
            found: large.figures / large.scan * 100.0,
            limit: 1.0,
            at_least: false,
            unit: "%",
            how: format!("{:.2} ms, {:.0} ms", large.figures, large.scan),
        },
    ])
}

fn record(n: usize) -> anyhow::Result<Times> {
    let dir = tempfile::tempdir()?;
    let store = Store::sqlite(&dir.path().join("tinhso.db"), Durability::Relaxed)?;
    let clock = FixedClock::at("2024-02-05T09:00:00+07:00");
    let ids = Ids::seeded(clock.arc(), 1);
    crate::province::prepare(&store, &ids, clock.now())?;
    let code = fill(&store, dir.path(), &ids, &clock, n)?;
    store.analyse()?;
    let settings = Settings { demo: true, rates: web::limits::Rates::unlimited(), ..Settings::default() };
    let app = crate::application(store.clone(), dir.path(), clock.arc(), ids.clone(), settings)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let service = web::door::open(app.clone(), crate::routes());
    let cookie = sign_in(&app, "motcua")?;
    let fetch = |path: &str| -> anyhow::Result<std::time::Duration> {
        let request = Request::get(path).header("cookie", &cookie).body(Body::empty())?;
        let (answer, took) = timed(|| {
            runtime.block_on(async {
                let response = service.clone().oneshot(request).await.map_err(|error| anyhow::anyhow!("{error}"))?;
                let status = response.status();
                let body = response.into_body().collect().await?.to_bytes();
                anyhow::ensure!(status.is_success(), "{path}: {status}");
                Ok(body.len())
            })
        });
        anyhow::ensure!(answer? > 1000, "{path}: an empty page");
        Ok(took)
    };
    let page = |path: &str| -> anyhow::Result<f64> {
        for _ in 0..20 {
            fetch(path)?;
        }
        Ok(median((0..200).map(|_| fetch(path)).collect::<anyhow::Result<Vec<_>>>()?))
    };
    let period = Period { from: date(2023, 7, 1), to: date(2023, 12, 31) };
    let figures = median(
        (0..50)
            .map(|_| {
                let (sum, took) = timed(|| store.read(|tx| figures::province(tx, period, &base::Reach::All)));
                anyhow::ensure!(sum?.received > 0, "the figures are empty");
                Ok(took)
            })
            .collect::<anyhow::Result<Vec<_>>>()?,
    );
    let scan = median(
        (0..3)
            .map(|_| {
                let sql = "select channel, timeliness, count(*) as n from dossiers where received_on <= $1 group by channel, timeliness";
                let (rows, took) = timed(|| store.read(|tx| tx.all(sql, &vals![period.to], |row| row.get::<i64>("n"))));
                let rows: store::Result<Vec<i64>> = rows;
                anyhow::ensure!(!rows?.is_empty(), "the scan is empty");
                Ok(took)
            })
            .collect::<anyhow::Result<Vec<_>>>()?,
    );
    Ok(Times { inbox: page("/cong-viec")?, tracking: page(&format!("/tra-cuu/{code}"))?, figures, scan })
}

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
    let first = date(2022, 2, 1);
    for from in (0..n).step_by(10_000) {
        store.write(|tx| {
            for i in from..(from + 10_000).min(n) {
                let agency = agencies[i % agencies.len()];
                let day = first.saturating_add(((i * 733 / n) as i32).days());
                let resolved = i % 8 != 0;
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
                        if resolved { "handed_over" } else { "processing" }, (!resolved).then_some("reception"), at, at, day, due, due_at,
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
