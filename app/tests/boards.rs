//! The pages of figures, the calendar and the background jobs, asked for as a browser does.
#![allow(clippy::unwrap_used)]

mod world;

use axum::http::{Method, StatusCode, header};
use base::Role;
use directory::agencies::id_of;
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use services::{Office, dossiers::measures::Measure};
use store::{facts, facts::Fact, jobs};
use uuid::Uuid;
use world::{WARD, Who, World, text};

const LEADER: Who = Who::Staff(Role::Leader);
const CONTROLLER: Who = Who::Staff(Role::Controller);
const ADMIN: Who = Who::Staff(Role::Admin);

/// A ward that received eight and resolved five of them, one late; a department that received two.
fn counted(world: &World) {
    let count = |measure: Measure, day: Date, agency: &str, n: i64| Fact {
        measure: measure.key(),
        day,
        agency: id_of(agency),
        subject: "1.001193".into(),
        n,
    };
    let facts = [
        count(Measure::ReceivedOnline, date(2024, 2, 1), WARD, 6),
        count(Measure::ReceivedCounter, date(2024, 2, 5), WARD, 2),
        count(Measure::ResolvedEarly, date(2024, 2, 6), WARD, 4),
        count(Measure::ResolvedLate, date(2024, 2, 15), WARD, 1),
        count(Measure::ReceivedOnline, date(2024, 1, 31), "so-y-te", 2),
    ];
    world.store.write(|tx| facts.iter().try_for_each(|fact| facts::add(tx, fact))).unwrap();
}

async fn json_of(world: &World, who: Who, path: &str) -> Value {
    serde_json::from_str(&world.read(who, path).await).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_sees_the_provinces_figures_and_no_way_down_to_a_dossier() {
    let world = World::open();
    counted(&world);
    let page = world.read(Who::Nobody, "/so-lieu?ky=2024Q1").await;
    assert!(page.contains("UBND TP.Đồng Xoài") && page.contains("Cách tính các số liệu"));
    assert!(!page.contains("href=\"/ho-so") && !page.contains("href=\"/dieu-hanh"));
    let figures = json_of(&world, Who::Nobody, "/so-lieu.json?ky=2024Q1").await;
    let whole = &figures["whole"];
    assert_eq!((&whole["received"], &whole["resolved"], &whole["open"]), (&json!(10), &json!(5), &json!(5)));
    assert_eq!((&whole["in_time_percent"], &whole["online_percent"]), (&json!(80.0), &json!(80.0)));
    assert_eq!(figures["agencies"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_holds_its_own_days_and_carries_over_the_rest() {
    let world = World::open();
    counted(&world);
    let february = json_of(&world, CONTROLLER, "/dieu-hanh.json?ky=2024-02").await;
    let whole = &february["whole"];
    assert_eq!(
        (&whole["received_new"], &whole["carried_over"], &whole["received"]),
        (&json!(8), &json!(2), &json!(10))
    );
    let free = json_of(&world, CONTROLLER, "/dieu-hanh.json?tu=31/1/2024&den=2024-02-01").await;
    assert_eq!(
        (&free["whole"]["received_new"], &free["period"]["code"]),
        (&json!(8), &json!("2024-01-31..2024-02-01"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_figures_come_as_a_file_for_spreadsheets() {
    let world = World::open();
    counted(&world);
    let response = world.send(Who::Nobody, Method::GET, "/so-lieu.csv?ky=2024").await;
    assert_eq!(response.headers()[header::CONTENT_DISPOSITION], "attachment; filename=\"so-lieu-2024.csv\"");
    let file = text(response).await;
    assert!(file.starts_with("\u{feff}from,to,agency,name,level,overdue,received,"), "{file}");
    assert!(file.contains("2024-01-01,2024-02-20,so-y-te,Sở Y tế,province,0,2,2,2,0,0,0,"), "{file}");
    assert!(file.contains("2024-01-01,2024-02-20,dong-xoai-phuong-tan-phu,"), "{file}");
    assert_eq!(file.lines().count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_of_a_ward_sees_the_ward_and_what_is_elsewhere_does_not_exist() {
    let world = World::open();
    counted(&world);
    let board = world.read(LEADER, "/dieu-hanh?ky=2024Q1").await;
    assert!(board.contains("Ủy ban nhân dân phường Tân Phú") && !board.contains("Sở Y tế"));
    let list = format!("/ho-so?so-lieu=dossier.received.online&amp;don-vi={WARD}&amp;tu=2024-01-01&amp;den=2024-02-20");
    assert!(board.contains(&list), "a number leads to its dossiers");
    let own = json_of(&world, LEADER, "/dieu-hanh.json?ky=2024Q1").await;
    assert_eq!((&own["whole"]["received"], own["agencies"].as_array().unwrap().len()), (&json!(8), 1));
    for elsewhere in [
        "/dieu-hanh/don-vi/so-y-te",
        "/dieu-hanh/don-vi/thanh-pho-dong-xoai",
        "/dieu-hanh/don-vi/so-y-te/thu-tuc",
        "/dieu-hanh.csv?don-vi=so-y-te",
        "/dieu-hanh/thu-tuc.csv?don-vi=so-y-te",
        "/dieu-hanh/don-vi/khong-co",
    ] {
        assert_eq!(world.send(LEADER, Method::GET, elsewhere).await.status(), StatusCode::NOT_FOUND, "{elsewhere}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_district_counts_its_wards_and_a_procedure_counts_the_same() {
    let world = World::open();
    counted(&world);
    let district = world.read(CONTROLLER, "/dieu-hanh/don-vi/thanh-pho-dong-xoai?ky=2024-02").await;
    assert!(district.contains("8</strong> phải giải quyết"), "what its wards received");
    let procedures = world.read(CONTROLLER, "/dieu-hanh/don-vi/thanh-pho-dong-xoai/thu-tuc?ky=2024-02").await;
    assert!(procedures.contains("1.001193") && procedures.contains("Đăng ký khai sinh"));
    let file = world.read(CONTROLLER, "/dieu-hanh/thu-tuc.csv?ky=2024-02&don-vi=thanh-pho-dong-xoai").await;
    assert!(
        file.lines().nth(1).unwrap().contains(",1.001193,") && file.lines().nth(1).unwrap().contains(",8,8,6,2,0,5,"),
        "{file}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_on_the_board_is_checked_against_the_record() {
    let world = World::open();
    let page = world.read(CONTROLLER, "/dieu-hanh").await;
    assert!(page.contains("Khớp") && !page.contains("Lệch"));
    // Facts without dossiers behind them: somebody tampered with them.
    counted(&world);
    let page = world.read(CONTROLLER, "/dieu-hanh").await;
    assert!(page.contains("Lệch"));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_districts_ended_figures_can_be_seen_on_either_map() {
    let world = World::open();
    counted(&world);
    world.clock.set_local(date(2026, 1, 15).at(9, 0, 0, 0));
    let then = world.read(Who::Nobody, "/so-lieu?ky=2024-02").await;
    assert!(then.contains("UBND TP.Đồng Xoài") && then.contains("class=\"tiles\""));
    assert!(then.contains("ban-do=nay"), "the way to the map of today");
    let today = world.read(Who::Nobody, "/so-lieu?ky=2024-02&ban-do=nay").await;
    assert!(today.contains("UBND phường Bình Phước") && !today.contains("class=\"tiles\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_added_by_its_decision_moves_the_calendar_of_the_offices_at_once() {
    let world = World::open();
    let day = date(2024, 12, 30);
    let works = || world.app.get::<Office>().calendar.get().is_working_day(day);
    assert!(works());
    let form = "loai=swap_off&tu_ngay=30/12/2024&ten=T%E1%BA%BFt+D%C6%B0%C6%A1ng+l%E1%BB%8Bch&ten_en=New+Year&van_ban=1/Q%C4%90";
    let done = world.form(ADMIN, Method::POST, "/quan-tri/lich", form).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    assert!(!works());
    let page = world.read(ADMIN, "/quan-tri/lich?nam=2024").await;
    assert!(page.contains("Thứ Hai, 30/12/2024") && page.contains("1/QĐ") && page.contains("Nghỉ hoán đổi"));
    let twice = world.form(ADMIN, Method::POST, "/quan-tri/lich", form).await;
    assert_eq!(twice.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(twice).await.contains("Ngày 30/12/2024 đã có trong lịch: Tết Dương lịch."));
    let gone = world.form(ADMIN, Method::POST, "/quan-tri/lich/bo", "ngay=2024-12-30").await;
    assert_eq!(gone.status(), StatusCode::SEE_OTHER);
    assert!(works());
    let again = world.form(ADMIN, Method::POST, "/quan-tri/lich/bo", "ngay=2024-12-30").await;
    assert_eq!(again.status(), StatusCode::CONFLICT);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_never_succeeds_is_tried_again_or_given_up() {
    let world = World::open();
    let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let now = base::Clock::now(&world.clock);
    world
        .store
        .write(|tx| {
            for id in [one, two] {
                jobs::enqueue(tx, id, "notice.send", &json!({}), now)?;
            }
            tx.exec(
                "update jobs set state = $1, attempts = 8, last_error = $2",
                &store::vals!["dead", "no such mailbox"],
            )
        })
        .unwrap();
    let page = world.read(ADMIN, "/quan-tri/cong-viec-nen").await;
    assert!(page.contains("no such mailbox") && page.contains("Gửi thông báo"));
    let path = "/quan-tri/cong-viec-nen";
    for form in [format!("viec=thu-lai&id={one}"), format!("viec=bo&id={two}"), format!("viec=bo&id={two}")] {
        assert_eq!(world.form(ADMIN, Method::POST, path, &form).await.status(), StatusCode::SEE_OTHER);
    }
    let left = world.store.read(jobs::count).unwrap();
    assert_eq!(left, [("queued".to_owned(), 1)]);
    let told = world.store.read(|tx| store::journal::entries(tx, two)).unwrap();
    assert_eq!(told.iter().map(|entry| entry.kind.as_str()).collect::<Vec<_>>(), ["job.given_up"]);
}
