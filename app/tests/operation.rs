//! The operator's side: a disk that fills up, what the doctor says, health, and the figures of operation.
#![allow(clippy::unwrap_used)]

mod world;

use std::{
    io::{self, Write as _},
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::http::{Method, StatusCode};
use base::{Clock as _, Lang, Role};
use jiff::ToSpan as _;
use serde_json::{Value, json};
use store::{jobs, settings, sizes, sizes::Sizes};
use tinhso::{
    config::{Config, Disk},
    doctor::{self, Finding, State},
    operation::Operation,
    space::{Room, Space},
};
use uuid::Uuid;
use world::{Who, World, text};

const ADMIN: Who = Who::Staff(Role::Admin);
const GB: u64 = 1 << 30;

/// A disk of a hundred gigabytes that a test fills.
#[derive(Clone)]
struct Bucket(Arc<AtomicU64>);

impl Bucket {
    fn free(gigabytes: u64) -> Self {
        Self(Arc::new(AtomicU64::new(gigabytes * GB)))
    }

    fn leave(&self, bytes: u64) {
        self.0.store(bytes, Ordering::Relaxed);
    }
}

impl Space for Bucket {
    fn room(&self) -> io::Result<Room> {
        Ok(Room { free: self.0.load(Ordering::Relaxed), total: 100 * GB })
    }
}

/// A province on that disk, of which two gigabytes are kept free.
fn on(bucket: &Bucket) -> (World, Operation) {
    let config = Config { disk: Disk { reserve_mb: 2048, warn_days: 90, warn_percent: 10 }, ..Config::default() };
    let world = World::open();
    let files = world.app.get::<Operation>().files().to_owned();
    let operation = Operation::on(&files, &config, bucket.clone());
    operation.metrics().hear(&world.store);
    (world.with(|app| app.with(operation.clone()).watched(operation.clone())), operation)
}

const REGISTER: &str = "ho_ten=%C4%90i%E1%BB%83u+B%C3%ACnh&so_dinh_danh=070085000456&dien_thoai=0912345679\
    &mat_khau_moi=tre+xanh+hai+ba&nhap_lai=tre+xanh+hai+ba&_key=00000000-0000-0000-0000-00000000002a";

#[tokio::test(flavor = "multi_thread")]
async fn when_the_disk_is_nearly_full_one_reads_on_and_what_one_typed_comes_back() {
    let bucket = Bucket::free(50);
    let (world, _) = on(&bucket);
    bucket.leave(GB);
    let page = world.read(Who::Nobody, "/dang-ky").await;
    assert!(page.contains("ho_ten"), "pages are read as ever");
    let refused = world.form(Who::Nobody, Method::POST, "/dang-ky", REGISTER).await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers()["retry-after"], "60");
    let said = text(refused).await;
    assert!(said.contains("Hệ thống tạm thời chỉ cho xem") && said.contains("Gửi lại"), "{said}");
    assert!(
        said.contains("name=\"ho_ten\" value=\"Điểu Bình\"")
            && said.contains("name=\"so_dinh_danh\" value=\"070085000456\"")
    );
    assert!(said.contains("action=\"/dang-ky\"") && said.contains("00000000-0000-0000-0000-00000000002a"));
    assert!(
        !said.contains("tre xanh hai ba") && said.contains("Riêng mật khẩu và tệp đính kèm không giữ lại được"),
        "a secret is not written into a page"
    );
    // Whoever wants to read must be able to sign in.
    let form = "ten=chua-co&mat_khau=khong-dung";
    assert_ne!(
        world.form(Who::Nobody, Method::POST, "/dang-nhap", form).await.status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
    bucket.leave(50 * GB);
    let done = world.form(Who::Nobody, Method::POST, "/dang-ky", REGISTER).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER, "{}", text(done).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_files_comes_back_without_them_and_a_program_is_told_in_its_own_way() {
    let bucket = Bucket::free(1);
    let (world, _) = on(&bucket);
    let parts = "--x\r\nContent-Disposition: form-data; name=\"ghi_chu\"\r\n\r\nBản chụp <rõ>\r\n\
        --x\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--x--\r\n";
    let kind = "multipart/form-data; boundary=x";
    let refused = world.body(ADMIN, Method::POST, "/quan-tri/lich", kind, parts).await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    let said = text(refused).await;
    assert!(
        said.contains("value=\"Bản chụp &lt;rõ&gt;\"") && said.contains("tệp đính kèm không giữ lại được"),
        "{said}"
    );
    assert!(!said.contains("%PDF"));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_ready_while_the_database_answers_and_there_is_room_and_it_does_not_stop() {
    let bucket = Bucket::free(50);
    let (world, operation) = on(&bucket);
    let ready = async || {
        let answer = world.send(Who::Nobody, Method::GET, "/health/ready").await;
        (answer.status().as_u16(), serde_json::from_str::<Value>(&text(answer).await).unwrap())
    };
    assert_eq!(ready().await, (200, json!({ "ready": true, "database": true, "room": true, "stopping": false })));
    bucket.leave(GB);
    assert_eq!(ready().await, (503, json!({ "ready": false, "database": true, "room": false, "stopping": false })));
    bucket.leave(50 * GB);
    operation.stop();
    assert_eq!(ready().await, (503, json!({ "ready": false, "database": true, "room": true, "stopping": true })));
    assert_eq!(world.read(Who::Nobody, "/health/live").await, "ok\n");
}

/// What the doctor says about one thing.
fn about<'f>(findings: &'f [Finding], name: &str) -> (State, &'f str, bool) {
    let found =
        findings.iter().find(|finding| finding.name.en == name).unwrap_or_else(|| panic!("nothing about {name}"));
    (found.state, &found.said.en, found.advice.is_some())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_names_what_is_late_full_or_failing_and_what_to_do() {
    let bucket = Bucket::free(50);
    let (world, operation) = on(&bucket);
    let now = world.clock.now();
    let examine = |deep| doctor::examine(&world.store, &operation, now, deep);
    let well = examine(true);
    for name in [
        "Tables",
        "Journal",
        "Papers on disk",
        "Disk space",
        "Background jobs",
        "Overdue dossiers",
        "Working days",
        "Clock",
    ] {
        assert_eq!(about(&well, name).0, State::Good, "{}", about(&well, name).1);
    }
    assert_eq!(about(&well, "Backup").0, State::Bad, "nobody has proven a backup yet");

    // Two gigabytes a day for a week.
    for day in 0..7 {
        let sizes = Sizes {
            day: world.clock.today().saturating_sub((6 - day).days()),
            total: 100 * GB,
            free: (62 - 2 * day as u64) * GB,
            database: GB,
        };
        world.store.write(|tx| sizes::note(tx, &sizes)).unwrap();
    }
    world
        .store
        .write(|tx| {
            jobs::enqueue(
                tx,
                Uuid::from_u128(1),
                "notice.mail",
                &json!({}),
                now - jiff::SignedDuration::from_hours(1),
            )?;
            jobs::enqueue(tx, Uuid::from_u128(2), "notice.mail", &json!({}), now)?;
            tx.exec(
                "update jobs set state = 'dead', last_error = $1 where id = $2",
                &store::vals!["no such mailbox", Uuid::from_u128(2)],
            )?;
            let proven =
                json!({ "at": "2024-02-19T02:00:00Z", "file": "tinhso-20240219.backup", "bytes": 7, "dossiers": 0 });
            settings::set(tx, "backup.proven", &proven.to_string())
        })
        .unwrap();
    let ill = examine(false);
    assert_eq!(about(&ill, "Disk space"), (State::Warn, "50 GB of 100 GB free; at this rate full in 24 days", true));
    assert_eq!(about(&ill, "Background jobs"), (State::Bad, "1 given up, 1 late", true));
    assert_eq!(about(&ill, "Sending outside"), (State::Warn, "failing and tried again: notices (1)", true));
    assert_eq!(about(&ill, "Backup").0, State::Good);
    bucket.leave(GB);
    assert_eq!(about(&examine(false), "Disk space").0, State::Bad);

    // What refers to a paper that is nowhere; a step of the tables that is not known here; a clock that went back.
    world
        .store
        .write(|tx| {
            tx.exec(
                "insert into dossier_papers (id, owner, kind, name, mime, size, digest, at, by_name) values ($1, $2, 'paper', 'x', 'x', 1, $3, $4, 'x')",
                &store::vals![Uuid::from_u128(3), Uuid::from_u128(4), "a".repeat(64), now],
            )?;
            tx.exec("insert into schema_steps (room, step, checksum) values ('store', '0999_later', 'x')", &[])
        })
        .unwrap();
    let worse = examine(false);
    assert_eq!(about(&worse, "Papers on disk"), (State::Bad, "of 1, 1 are missing and 0 damaged", true));
    assert_eq!(about(&worse, "Tables"), (State::Bad, "1 steps this program does not know", true));
    for finding in &worse {
        assert!(!finding.lines(Lang::Vi).is_empty() && finding.lines(Lang::Vi) != finding.lines(Lang::En));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_see_the_same_list_and_the_last_good_backup() {
    let bucket = Bucket::free(5);
    let (world, _) = on(&bucket);
    let page = world.read(ADMIN, "/quan-tri/suc-khoe").await;
    assert!(page.contains("Còn 5 GB trên 100 GB") && page.contains("Thêm dung lượng"), "{page}");
    assert!(page.contains("Chưa có bản nào được phục hồi thử thành công"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_of_operation_are_accepted_by_promtool_and_name_routes_not_cases() {
    let bucket = Bucket::free(50);
    let (world, operation) = on(&bucket);
    world.send(Who::Nobody, Method::GET, "/tra-cuu/000.00.01.H10-240220-00001").await;
    world.send(Who::Nobody, Method::GET, "/khong-co-trang-nay").await;
    world.form(Who::Nobody, Method::POST, "/dang-ky", REGISTER).await;
    world
        .store
        .write(|tx| jobs::enqueue(tx, Uuid::from_u128(1), "notice.mail", &json!({}), world.clock.now()))
        .unwrap();
    let figures = operation.metrics().text(&world.store, operation.room(), true, world.clock.now()).unwrap();
    for line in [
        "http_request_duration_seconds_count{method=\"GET\",route=\"/tra-cuu/{code}\",",
        "http_request_duration_seconds_count{method=\"POST\",route=\"/dang-ky\",status=\"303\"} 1",
        "tinhso_commit_units_count ",
        "tinhso_jobs{state=\"queued\",kind=\"notice.mail\"} 1",
        "tinhso_disk_free_bytes 53687091200",
        "tinhso_dossiers_overdue 0",
        "tinhso_database_up 1",
        "process_resident_memory_bytes ",
        "# EOF",
    ] {
        assert!(figures.contains(line), "{line} is not in\n{figures}");
    }
    assert!(!figures.contains("00001") && !figures.contains("khong-co"), "no case and no path that was asked for");
    let mut promtool = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("promtool, of Debian's package prometheus: scripts/setup.sh test installs it");
    promtool.stdin.take().unwrap().write_all(figures.as_bytes()).unwrap();
    let judged = promtool.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&judged.stdout) + String::from_utf8_lossy(&judged.stderr);
    assert!(judged.status.success() && said.trim().is_empty(), "{said}\n{figures}");
}
