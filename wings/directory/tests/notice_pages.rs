//! The pages of notices as a browser meets them.
#![allow(clippy::unwrap_used)]

mod office;

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use base::{Role, Text};
use directory::{
    notices::{Audience, Fact, Kind, Kinds, Postroom, Recipient, Ways, commands},
    persons::{self, Details},
};
use office::{Office, PASSWORD};
use tower::ServiceExt as _;
use web::{App, Settings, limits::Rates};

const KINDS: &[Kind] = &[Kind {
    key: "test.ready",
    label: Text::new("Đã có kết quả", "Ready"),
    audience: Audience::People,
    reminder: false,
    facts: &[Fact::new("ma", Text::new("Mã", "Code"), "H10-7")],
    subject: Text::new("Hồ sơ {ma}", "Dossier {ma}"),
    long: Text::new("Kính gửi {ten}, {tuy_chon}", "Dear {ten}, {tuy_chon}"),
    short: Text::new("Hồ sơ {ma} đã có kết quả", "{ma} is ready"),
}];
const SMS: &str = "/quan-tri/thong-bao/mau/test.ready/sms/vi";

struct Browser {
    site: Router,
    cookie: String,
}

struct Answer {
    status: StatusCode,
    to: String,
    text: String,
}

impl Browser {
    fn new(office: &Office) -> Self {
        let settings = Settings { rates: Rates::unlimited(), ..Settings::default() };
        let app = App::new(office.store.clone(), Arc::new(office.clock.clone()), office.ids.clone(), settings);
        let kinds = Kinds::of(&[KINDS]);
        let postroom = Postroom { kinds, ways: Ways::default(), ids: office.ids.clone(), site: String::new() };
        let app = directory::install(app, office.directory.clone(), office.passwords.clone()).with(postroom);
        Self { site: web::door::open(app, directory::routes()), cookie: String::new() }
    }

    async fn signed_in(office: &Office, login: &str) -> Self {
        let mut browser = Self::new(office);
        let form = [("ten", login), ("mat_khau", PASSWORD)];
        let body: Vec<String> =
            form.iter().map(|(name, value)| format!("{name}={}", web::redirect::query_value(value))).collect();
        let request = Request::post("/dang-nhap")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body.join("&")))
            .unwrap();
        let answer = browser.site.clone().oneshot(request).await.unwrap();
        let pairs = answer.headers().get_all(header::SET_COOKIE).iter();
        let pairs = pairs.map(|line| line.to_str().unwrap().split(';').next().unwrap().to_owned());
        browser.cookie = pairs.collect::<Vec<_>>().join("; ");
        browser
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            form.iter().map(|(name, value)| format!("{name}={}", web::redirect::query_value(value))).collect();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body.join("&"))).unwrap()).await
    }

    async fn ask(&self, mut request: Request<Body>) -> Answer {
        request.headers_mut().insert(header::COOKIE, self.cookie.parse().unwrap());
        request.headers_mut().insert("sec-fetch-site", "same-origin".parse().unwrap());
        let answer = self.site.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let body = to_bytes(answer.into_body(), 1 << 22).await.unwrap();
        Answer { status, to, text: String::from_utf8(body.to_vec()).unwrap() }
    }
}

fn office(db: &store::Store) -> Office {
    let office = Office::open(db);
    office.clerk("Trần Thị Bình", "vp-ubnd-tinh", Role::Admin);
    office
}

fn login() -> String {
    directory::accounts::Login::suggest("Trần Thị Bình")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wording_is_looked_at_before_it_is_kept_and_its_parts_are_counted() {
    let db = testkit::sqlite();
    let office = office(&db);
    let browser = Browser::signed_in(&office, &login()).await;
    let list = browser.get("/quan-tri/thong-bao").await;
    assert!(list.status == StatusCode::OK && list.text.contains(SMS), "{} {}", list.status, list.to);
    let page = browser.get(SMS).await;
    assert!(page.text.contains("Ho so H10-7 da co ket qua") && page.text.contains("GSM-7: 25/160"), "{}", page.text);
    let text = "Hồ sơ {ma} đã có kết quả, mời bạn đến nhận";
    let seen = browser.post(SMS, &[("viec", "xem"), ("noi_dung", text)]).await;
    assert!(seen.text.contains("UCS-2: 43/70") && seen.text.contains("GSM-7: 43/160"), "{}", seen.text);
    assert!(seen.text.contains("Hồ sơ H10-7 đã có kết quả, mời bạn đến nhận"));
    assert!(!browser.get(SMS).await.text.contains("mời bạn"), "a look keeps nothing");
    let wrong = browser.post(SMS, &[("viec", "luu"), ("noi_dung", "Hẹn {han_tra}")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Không có mục {han_tra}") && wrong.text.contains("Hẹn {han_tra}"));
    assert_eq!(browser.post(SMS, &[("viec", "luu"), ("noi_dung", text)]).await.status, StatusCode::SEE_OTHER);
    let kept = browser.get(SMS).await.text;
    assert!(
        kept.contains("mời bạn") && kept.contains("Các lần sửa") && kept.contains("08:00 20/2/2024, Trần Thị Bình")
    );
    assert_eq!(browser.post(SMS, &[("viec", "dat_lai")]).await.status, StatusCode::SEE_OTHER);
    assert!(browser.get(SMS).await.text.contains("mẫu có sẵn"));
    assert_eq!(browser.get("/quan-tri/thong-bao/mau/test.nothing/sms/vi").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn quiet_hours_are_set_in_hours_people_write() {
    let db = testkit::sqlite();
    let office = office(&db);
    let browser = Browser::signed_in(&office, &login()).await;
    let path = "/quan-tri/thong-bao/cai-dat";
    assert!(browser.get(path).await.text.contains("value=\"21:00\""));
    let order = [("kenh_1", "mail"), ("kenh_2", "sms"), ("kenh_3", "")];
    let wrong = browser.post(path, &[&[("yen_tinh_tu", "25:00"), ("yen_tinh_den", "7")][..], &order].concat()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.text.matches("Hãy nhập giờ và phút").count(), 4, "beside both fields and at the top");
    let twice = [("yen_tinh_tu", "22h30"), ("yen_tinh_den", "6:00"), ("kenh_1", "sms"), ("kenh_2", "sms")];
    assert!(browser.post(path, &twice).await.text.contains("Kênh này đã được chọn ở trên."));
    let right = [&[("yen_tinh_tu", "22h30"), ("yen_tinh_den", "6:00")][..], &order].concat();
    assert_eq!(browser.post(path, &right).await.status, StatusCode::SEE_OTHER);
    assert!(browser.get(path).await.text.contains("value=\"22:30\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_in_a_message_shows_whose_channels_it_changes_and_no_name() {
    let db = testkit::sqlite();
    let office = office(&db);
    let details = Details { name: "Nguyễn Thị Lan".into(), phone: "0912345678".parse().ok(), ..Details::default() };
    let lan = office.write(|tx| persons::commands::create(tx, office.act(), &details));
    let to = Recipient::Person(lan);
    let link = office.store.write(|tx| commands::known(tx, &office.ids, to)).unwrap().link;
    let stranger = Browser::new(&office);
    let path = format!("/nt/{link}");
    let page = stranger.get(&path).await;
    assert!(page.status == StatusCode::OK && page.text.contains("Tin nhắn SMS: 091•••678"), "{}", page.text);
    assert!(!page.text.contains("Nguyễn Thị Lan") && !page.text.contains("0912345678"));
    assert_eq!(stranger.get("/nt/aaaaaaaaaaaa").await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.post("/nt/aaaaaaaaaaaa", &[("viec", "ngung")]).await.status, StatusCode::NOT_FOUND);
    let stop = stranger.post(&path, &[("viec", "ngung")]).await;
    assert_eq!((stop.status, stop.to.as_str()), (StatusCode::SEE_OTHER, path.as_str()));
    let chosen = office.store.write(|tx| commands::known(tx, &office.ids, to)).unwrap();
    assert!(chosen.channels.is_empty() && !chosen.reminders);
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_choose_how_they_are_reminded() {
    let db = testkit::sqlite();
    let office = office(&db);
    let browser = Browser::signed_in(&office, &login()).await;
    let path = "/tai-khoan/nhan-thong-bao";
    assert!(browser.get("/tai-khoan").await.text.contains(path));
    let page = browser.get(path).await;
    assert!(page.text.contains("hồ sơ sắp đến hạn và quá hạn"), "{}", page.text);
    let first = page.text.split("name=\"kenh_1\"").nth(1).unwrap().split("selected").next().unwrap();
    assert!(first.ends_with("value=\"mail\" "), "letters come first for staff: {first}");
    let done = browser.post(path, &[("kenh_1", "mail"), ("ngon_ngu", "vi")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(!browser.get(path).await.text.contains("value=\"1\" checked"), "reminders are off");
    let stranger = Browser::new(&office);
    assert!(stranger.get(path).await.to.starts_with("/dang-nhap"));
}
