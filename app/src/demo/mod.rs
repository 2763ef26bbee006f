//! The demo province: made by the real commands from a fixed chance, the same on every machine. Nobody in it is real.

mod cast;
mod people;
mod plan;
mod rehearsal;
mod replay;
mod scale;

use std::{io::IsTerminal as _, path::Path, sync::Arc};

use anyhow::{Context as _, ensure};
use base::{Clock as _, FixedClock, Ids, Reach, SystemClock, calendar::Unit};
use directory::notices::Ways;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use rand::SeedableRng as _;
use rand_chacha::ChaCha12Rng;
use services::{
    Snapshot,
    catalogue::{
        Published,
        domain::{Channel, Level, Package, ServiceLevel},
    },
};
use steering::figures::{self, Period};
use store::{
    Store,
    jobs::{self, Runner},
    settings,
};

use self::{cast::Office, plan::Service};

use crate::Failed;

pub use cast::SHOWN;
pub use rehearsal::Rehearsal;
pub use scale::{Counts, FULL, SMALL, Scale};

/// Where the demo keeps how far its time is behind the machine's.
pub(crate) const SHIFT: &str = "demo.shift_seconds";
/// Where the links in its messages lead: where it is served by default.
const SITE: &str = "http://127.0.0.1:8080";
/// The one number all chance comes from.
const SEED: u64 = 70;

/// Makes a demo province in an empty record.
///
/// # Errors
/// When there is one already, or when what was played does not come out at the figures of the scale.
pub fn make(store: &Store, files: &Path, scale: &Scale) -> anyhow::Result<()> {
    let begin = base::clock::instant(scale.from.saturating_sub(90.days()).to_datetime(jiff::civil::time(8, 0, 0, 0)));
    let clock = FixedClock::from(begin);
    let ids = Ids::seeded(clock.arc(), SEED);
    crate::province::prepare(store, &ids, begin)?;
    ensure!(store.read(|tx| settings::get(tx, SHIFT))?.is_none(), "there is a demo province here already");

    let mut rng = ChaCha12Rng::seed_from_u64(SEED);
    let office = crate::office(store, files)?;
    let snapshot = office.snapshot();
    let (mut offices, services) = offer(&snapshot, scale);
    let since = scale.from.saturating_sub(80.days());
    let says = progress("Tuyển người vào các cơ quan", 1);
    store.write(|tx| cast::hire(tx, &ids, begin, since, &snapshot.agencies, &mut offices, &mut rng).map_err(Failed))?;
    says.finish();

    let says = progress("Lên kế hoạch", 1);
    let plan = plan::plan(&mut rng, scale, &snapshot.calendar, &snapshot.rules, &services)?;
    let crowd = plan.dossiers.iter().map(|dossier| dossier.person + 1).max().unwrap_or(0);
    let people: Vec<_> = (0..crowd).map(|serial| people::somebody(&mut rng, serial)).collect();
    says.finish();

    let (scan, scan_size) = office.blobs.put(&mut SCAN.as_bytes())?;
    let says = progress("Diễn lại từng việc", plan.cues.len() as u64);
    let stage = replay::Stage {
        store,
        ids: &ids,
        clock: &clock,
        snapshot: &snapshot,
        calendar: &snapshot.calendar,
        offices: &offices,
        services: &services,
        people: &people,
        scan,
        scan_size,
    };
    replay::play(&stage, &plan, &says)?;
    says.finish();

    let now = base::clock::instant(scale.now);
    clock.set(now);
    settle(store, &ids, &clock, now, &offices)?;
    prove(store, scale)
}

/// What must be done after the play: a citizen to sign in as, notices delivered, statistics, the time that goes on.
fn settle(store: &Store, ids: &Ids, clock: &FixedClock, now: Timestamp, offices: &[Office]) -> anyhow::Result<()> {
    let shown = directory::agencies::id_of(cast::SHOWN);
    ensure!(offices.iter().any(|office| office.agency == shown), "{} is not among the offices", cast::SHOWN);
    let known = store.read(|tx| {
        tx.opt(
            "select applicant from dossiers where agency = $1 and state = 'processing' and channel = 'online' order by filed_at desc limit 1",
            &store::vals![shown],
            |row| row.get("applicant"),
        )
    })?;
    if let Some(person) = known {
        store.write(|tx| cast::citizen(tx, ids, now, person).map_err(Failed))?;
    }
    let mut runner = Runner::default();
    crate::work::write(&mut runner, Arc::new(crate::postroom(ids.clone(), Ways::default(), SITE)));
    while runner.run_due(store, clock, 500)? > 0 {}
    ensure!(store.read(jobs::count)?.is_empty(), "jobs were left");
    let shift = now.duration_since(SystemClock.now());
    store.write(|tx| settings::set(tx, SHIFT, &shift.as_secs().to_string()))?;
    store.analyse()?;
    Ok(())
}

/// Holds what was played against what the scale promises.
fn prove(store: &Store, scale: &Scale) -> anyhow::Result<()> {
    let period = Period { from: scale.from, to: scale.now.date() };
    let found = store.read(|tx| figures::province(tx, period, &Reach::All))?;
    let Counts { carried_over, online, counter, post, early, on_time, late } = scale.counts;
    let wanted = [
        ("carried over", carried_over, found.carried_over),
        ("online", online, found.received_online),
        ("direct or by post", counter + post, found.received_direct_or_post),
        ("early", early, found.resolved_early),
        ("on time", on_time, found.resolved_on_time),
        ("late", late, found.resolved_late),
        ("open", scale.counts.open(), found.open),
    ];
    for (what, wanted, found) in wanted {
        ensure!(i64::from(wanted) == found, "{what}: {wanted} planned, {found} counted");
    }
    println!(
        "{} dossiers received, {} resolved, {} open",
        base::text::format::integer(found.received),
        base::text::format::integer(found.resolved),
        base::text::format::integer(found.open)
    );
    Ok(())
}

/// How far the demo's time is from the machine's; none when this is no demo province.
///
/// # Errors
/// When the record cannot be read.
pub fn shift(store: &Store) -> anyhow::Result<Option<SignedDuration>> {
    let kept = store.read(|tx| settings::get(tx, SHIFT)).context("the record has no tables yet: run tinhso migrate")?;
    Ok(match kept {
        Some(seconds) => Some(SignedDuration::from_secs(seconds.parse()?)),
        None => None,
    })
}

/// Tells whoever started the demo how to sign in.
pub fn print_sign_ins() {
    println!("\nĐăng nhập thử, mật khẩu chung / demo sign-ins, one password: {}\n", cast::PASSWORD);
    for (login, who) in [
        ("nguoidan", "người dân / citizen"),
        ("motcua", "cán bộ một cửa, phường Tân Phú / one-stop clerk"),
        ("chuyenvien", "chuyên viên, phường Tân Phú / officer"),
        ("lanhdao", "lãnh đạo, phường Tân Phú / head of agency"),
        ("vanthu", "văn thư, phường Tân Phú / registry clerk"),
        ("kiemsoat", "kiểm soát thủ tục hành chính / procedure controller"),
        ("lanhdaotinh", "lãnh đạo tỉnh / provincial leader"),
        ("quantri", "quản trị / administrator"),
    ] {
        println!("  {login:12} {who}");
    }
    println!();
}

/// The offices that receive dossiers, and what each is asked for how often.
fn offer(snapshot: &Snapshot, scale: &Scale) -> (Vec<Office>, Vec<Service>) {
    let mut offices = Vec::new();
    let mut services = Vec::new();
    for (agency, period) in snapshot.agencies.one_stops(scale.from) {
        let level = match period.level {
            directory::places::Level::Province => Level::Province,
            directory::places::Level::District => Level::District,
            directory::places::Level::Commune => Level::Commune,
        };
        let mut procedures: Vec<Arc<Published>> = snapshot
            .catalogue
            .all(scale.from)
            .filter(|procedure| handled(&procedure.package, level, &agency.slug, scale))
            .collect();
        procedures.sort_by(|a, b| a.package.code.cmp(&b.package.code));
        if procedures.is_empty() {
            continue;
        }
        let size = size(level, &agency.slug);
        for (at, procedure) in procedures.iter().enumerate() {
            let package = &procedure.package;
            let Some(case) = package.usual_case() else { continue };
            services.push(Service {
                office: offices.len(),
                procedure: at,
                term: case.term,
                weight: size * demand(&package.code),
                online: package.channels.contains(&Channel::Online),
                two_steps: package
                    .steps
                    .iter()
                    .filter(|step| step.kind == services::catalogue::domain::StepKind::Appraise)
                    .count()
                    > 1,
            });
        }
        offices.push(Office::new(agency.id, procedures));
    }
    (offices, services)
}

fn handled(package: &Package, level: Level, slug: &str, scale: &Scale) -> bool {
    package.service_level != ServiceLevel::Info
        && package.levels_on(scale.from).contains(&level)
        && (level != Level::Province || package.departments.iter().any(|department| department == slug))
        && package.steps.iter().all(|step| step.stops.is_none())
        // The plan is made in days.
        && package.usual_case().is_some_and(|case| !matches!(case.term.unit(), Unit::Hour | Unit::WorkingHour))
}

/// How much an office has to do against others of its tier: towns more than villages, and always the same.
fn size(level: Level, slug: &str) -> f64 {
    let spread = slug.bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % 100;
    let own = 0.6 + f64::from(spread) / 100.0;
    match level {
        _ if slug == cast::SHOWN => 3.0,
        Level::Province => 2.5 * own,
        Level::District => 2.0 * own,
        Level::Commune => own,
    }
}

/// How often a procedure is asked for against others.
fn demand(code: &str) -> f64 {
    match code {
        "2.000815" => 14.0,
        "1.001193" | "2.000635" | "1.004873" => 6.0,
        "1.000656" | "1.000894" | "2.000884" | "1.004222" | "1.010041" => 4.0,
        "1.001612" | "1.002809" | "2.000488" | "1.004194" => 8.0,
        _ => 1.5,
    }
}

fn progress(what: &str, length: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        eprintln!("{what}…");
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length).with_message(what.to_owned());
    if let Ok(style) = ProgressStyle::with_template("{msg:32} [{bar:40}] {human_pos}/{human_len} {eta}") {
        bar.set_style(style.progress_chars("█▉ "));
    }
    bar
}

/// A smallest possible PDF page: it stands for every scan of the demo.
const SCAN: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n\
4 0 obj<</Length 62>>stream\nBT /F1 18 Tf 60 500 Td (Ban chup mau - ho so trinh dien) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
