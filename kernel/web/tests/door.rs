//! What happens at the door, whatever the page.

#![allow(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{Method, Request, StatusCode, header},
    response::Response,
};
use base::{AccountId, Actor, AgencyId, Clock as _, FixedClock, Ids, Permission, PersonId, Post, Role, StaffId, Text};
use jiff::civil::Date;
use store::{Durability, Store, Tx};
use tower::ServiceExt as _;
use uuid::Uuid;
use web::{
    Access, App, Identify, Kind, NavItem, Page, Problem, Routes, SeeOther, Settings, Submitted, Visitor, html, session,
};

const ACCEPT: Permission =
    Permission { id: "test.accept", label: Text::new("Tiếp nhận", "Accept"), roles: &[Role::Reception] };
const REPORT: Permission =
    Permission { id: "test.report", label: Text::new("Báo cáo", "Report"), roles: &[Role::Leader] };

const CITIZEN: AccountId = AccountId(Uuid::from_u128(1));
const CLERK: AccountId = AccountId(Uuid::from_u128(2));
const CLOSED: AccountId = AccountId(Uuid::from_u128(3));
/// A clerk who must choose a password first.
const OWES: AccountId = AccountId(Uuid::from_u128(4));

struct Directory;

impl Identify for Directory {
    fn actor(&self, _: &mut Tx, account: AccountId, _: Date) -> store::Result<Option<Actor>> {
        let somebody = |name: &str| Actor { account: Some(account), name: name.into(), ..Actor::system() };
        let agency = AgencyId(Uuid::from_u128(9));
        let post = Post { agency, role: Role::Reception, covers: vec![agency] };
        Ok(match account {
            CITIZEN => Some(Actor { person: Some(PersonId(Uuid::from_u128(1))), ..somebody("Lan") }),
            CLERK | OWES => {
                Some(Actor { staff: Some(StaffId(Uuid::from_u128(2))), posts: vec![post], ..somebody("Bảy") })
            }
            _ => None,
        })
    }

    fn duty(&self, _: &mut Tx, session: &session::Session, _: &Actor) -> store::Result<Option<&'static str>> {
        Ok((session.account == OWES).then_some("/can-bo"))
    }
}

async fn hello(visitor: Visitor) -> Page {
    let name = visitor.actor.as_ref().map_or("?", |actor| actor.name.as_str());
    Page::new(visitor.t(Text::new("Trang thử", "Test page")))
        .body(html! { p #who { (name) } div #part { "part" } })
        .fragment("part", html! { "part alone" })
}

async fn count(State(app): State<App>, typed: Submitted) -> String {
    let size: u64 = typed.uploads().iter().map(|file| file.size).sum();
    format!("{} {} {size} {}", typed.pairs().count(), typed.uploads().len(), app.get::<Greeting>().0)
}

async fn broken() -> Result<Page, Problem> {
    Err(Problem::internal("the cause is for the log only"))
}

async fn panics() -> Page {
    panic!("never to be seen")
}

async fn stale() -> Result<Page, Problem> {
    Err(store::Error::Stale.into())
}

async fn enter(State(app): State<App>, visitor: Visitor) -> Result<SeeOther, Problem> {
    let state = app.clone();
    let opened =
        move |tx: &mut Tx| session::open(tx, &state.ids, &state.settings, visitor.now, CITIZEN, &Default::default());
    let token = app.write(opened).await?;
    Ok(SeeOther::to("/vao").cookie(token.cookie(&app.settings)))
}

struct Greeting(&'static str);

fn routes() -> Routes {
    Routes::new()
        .get("/mo", Access::Public, hello)
        .post("/mo", Access::Public, count)
        .get("/vao", Access::SignedIn, hello)
        .post("/vao", Access::SignedIn, hello)
        .get("/dan", Access::Citizen, hello)
        .get("/can-bo", Access::Staff, hello)
        .get("/tiep-nhan", Access::Needs(&ACCEPT), hello)
        .get("/bao-cao", Access::Needs(&REPORT), hello)
        .get("/hoac", Access::AnyOf(&[&REPORT, &ACCEPT]), hello)
        .get("/api/vao", Access::SignedIn, hello)
        .get("/tim", Access::Public, hello)
        .limited(Kind::Search)
        .get("/hong", Access::Public, broken)
        .get("/nga", Access::Public, panics)
        .get("/cu", Access::Public, stale)
        .get("/dang-nhap-thu", Access::Public, enter)
}

struct House {
    service: Router,
    app: App,
    clock: FixedClock,
    _folder: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        Self::with(Settings::default())
    }

    fn with(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("test.db"), Durability::Relaxed).unwrap();
        store.migrate(&[session::MIGRATIONS]).unwrap();
        let clock = FixedClock::at("2024-02-05T08:00:00+07:00");
        let nav = [
            NavItem::new(Text::new("Công khai", "Public"), "/mo", Access::Public),
            NavItem::new(Text::new("Tiếp nhận", "Reception"), "/tiep-nhan", Access::Needs(&ACCEPT)),
        ];
        let app = App::new(store, clock.arc(), Ids::seeded(clock.arc(), 1), settings);
        let app = app.identify(Directory).nav(nav).with(Greeting("xin chào"));
        Self { service: web::door::open(app.clone(), routes()), app, clock, _folder: folder }
    }

    /// The cookie of somebody who has signed in.
    fn sign_in(&self, account: AccountId) -> String {
        let app = &self.app;
        let now = self.clock.now();
        let token = app.store.write(|tx| session::open(tx, &app.ids, &app.settings, now, account, &Default::default()));
        let line = token.unwrap().cookie(&app.settings);
        line.to_str().unwrap().split(';').next().unwrap().to_owned()
    }

    async fn ask(&self, request: Request<Body>) -> Response {
        self.service.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str, cookie: &str) -> Response {
        self.ask(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
    }

    async fn status(&self, path: &str, cookie: &str) -> u16 {
        self.get(path, cookie).await.status().as_u16()
    }
}

async fn text(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn location(response: &Response) -> &str {
    response.headers()[header::LOCATION].to_str().unwrap()
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect() {
    let house = House::with(Settings { secure: true, ..Settings::default() });
    for path in ["/mo", "/vao", "/khong-co", "/tai-san/app.css", "/hong", "/nga"] {
        let response = house.get(path, "").await;
        let said =
            |name: &str| response.headers().get(name).unwrap_or_else(|| panic!("{name} of {path}")).to_str().unwrap();
        assert_eq!(said("content-security-policy"), web::secure::CONTENT_SECURITY_POLICY);
        assert_eq!(said("x-content-type-options"), "nosniff");
        assert_eq!(said("x-frame-options"), "DENY");
        assert_eq!(said("referrer-policy"), "same-origin");
        assert_eq!(said("cross-origin-opener-policy"), "same-origin");
        assert!(said("permissions-policy").contains("camera=()"));
        assert!(said("strict-transport-security").starts_with("max-age=31536000"));
    }
}

#[tokio::test]
async fn no_page_carries_an_inline_script_or_style() {
    let house = House::with(Settings { demo: true, ..Settings::default() });
    for path in ["/mo", "/he-thong/mau", "/he-thong/mau/ban-lam-viec", "/he-thong/mau/bieu-mau", "/khong-co"] {
        let page = text(house.get(path, "").await).await;
        for banned in [" style=", "<style", " onclick=", " onsubmit=", "javascript:", "hx-on", "hx-vals=\"js:"] {
            assert!(!page.contains(banned), "{banned} in {path}");
        }
        assert_eq!(page.matches("<script").count(), 1, "one script, from a file");
        assert_eq!(page.matches("<h1").count(), 1, "one heading of the first rank in {path}");
    }
}

#[tokio::test]
async fn whoever_owes_something_is_led_to_it_from_everywhere_that_is_not_open_to_anybody() {
    let house = House::new();
    let clerk = house.sign_in(OWES);
    for path in ["/vao", "/tiep-nhan", "/hoac"] {
        let led = house.get(path, &clerk).await;
        assert_eq!((led.status().as_u16(), location(&led)), (303, "/can-bo"), "{path}");
    }
    assert_eq!(house.status("/can-bo", &clerk).await, 200, "the page itself");
    assert_eq!(house.status("/api/vao", &clerk).await, 403, "a program is refused");
    let open = house.get("/mo", &clerk).await;
    assert_eq!(open.status().as_u16(), 200);
    assert!(!text(open).await.contains("/tiep-nhan"), "no post counts meanwhile");
}

#[tokio::test]
async fn every_route_lets_in_exactly_those_it_names() {
    let house = House::new();
    let nobody: Option<(String, AccountId)> = None;
    let citizen = Some((house.sign_in(CITIZEN), CITIZEN));
    let clerk = Some((house.sign_in(CLERK), CLERK));
    for who in [nobody, citizen, clerk] {
        let actor = who.as_ref().and_then(|(_, account)| {
            house.app.store.read(|tx| Directory.actor(tx, *account, house.clock.today())).unwrap()
        });
        let cookie = who.map_or(String::new(), |(cookie, _)| cookie);
        for route in
            routes().table().into_iter().filter(|route| route.method == Method::GET && route.path != "/dang-nhap-thu")
        {
            let status = house.status(route.path, &cookie).await;
            match (route.access.allows(actor.as_ref()), &actor) {
                (true, _) => assert!(![303, 401, 403].contains(&status), "{} gave {status}", route.path),
                (false, None) if route.path.starts_with("/api/") => assert_eq!(status, 401, "{}", route.path),
                (false, None) => assert_eq!(status, 303, "{}", route.path),
                (false, Some(_)) => assert_eq!(status, 403, "{}", route.path),
            }
        }
    }
}

#[test]
fn access_is_what_its_words_say() {
    let nobody: Option<&Actor> = None;
    let citizen = Actor { person: Some(PersonId(Uuid::nil())), ..Actor::system() };
    let staff = Actor { staff: Some(StaffId(Uuid::nil())), ..Actor::system() };
    assert!(Access::Public.allows(nobody) && !Access::SignedIn.allows(nobody));
    assert!(Access::Citizen.allows(Some(&citizen)) && !Access::Staff.allows(Some(&citizen)));
    assert!(Access::Staff.allows(Some(&staff)) && !Access::Needs(&ACCEPT).allows(Some(&staff)), "a post is needed");
    assert!(routes().markdown().contains("| GET | `/hoac` | test.report | test.accept |"));
}

#[tokio::test]
async fn whoever_must_sign_in_is_led_there_and_back() {
    let house = House::new();
    assert_eq!(location(&house.get("/vao?trang=2&q=a", "").await), "/dang-nhap?tiep=%2Fvao%3Ftrang%3D2%26q%3Da");
    let program = house.get("/api/vao", "").await;
    assert_eq!(program.headers()[header::CONTENT_TYPE], "application/problem+json");
    let body: serde_json::Value = serde_json::from_str(&text(program).await).unwrap();
    assert_eq!((body["status"].as_u64(), body["type"].as_str()), (Some(401), Some("urn:tinhso:problem:sign-in")));
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_leads_back_to_its_page() {
    let house = House::new();
    let request = Request::post("/vao")
        .header(header::REFERER, "http://localhost/vao?buoc=2")
        .header("sec-fetch-site", "same-origin");
    let response = house.ask(request.body(Body::empty()).unwrap()).await;
    assert_eq!(location(&response), "/dang-nhap?tiep=%2Fvao%3Fbuoc%3D2&het-phien=1");
    let elsewhere = Request::post("/vao").header(header::REFERER, "https://evil.example//evil.example/");
    let response = house.ask(elsewhere.body(Body::empty()).unwrap()).await;
    assert_eq!(location(&response), "/dang-nhap?het-phien=1", "nobody is led to another site");
}

#[tokio::test]
async fn a_session_ends_when_idle_when_old_and_when_signed_out() {
    let house = House::new();
    let cookie = house.sign_in(CITIZEN);
    house.clock.advance_minutes(59);
    assert_eq!(house.status("/vao", &cookie).await, 200);
    house.clock.advance_minutes(59);
    assert_eq!(house.status("/vao", &cookie).await, 200, "it was used meanwhile");
    house.clock.advance_minutes(61);
    let response = house.get("/vao", &cookie).await;
    assert_eq!(response.status(), 303);
    let unset = response.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(unset.starts_with("tinhso_session=;") && unset.contains("Max-Age=0"), "the dead cookie is taken back");

    let cookie = house.sign_in(CITIZEN);
    for _ in 0..15 {
        house.clock.advance_minutes(50);
        house.get("/vao", &cookie).await;
    }
    assert_eq!(house.status("/vao", &cookie).await, 303, "twelve hours are the most, however busy");

    let cookie = house.sign_in(CITIZEN);
    let out = Request::post("/dang-xuat").header(header::COOKIE, &cookie).header("sec-fetch-site", "same-origin");
    assert_eq!(location(&house.ask(out.body(Body::empty()).unwrap()).await), "/");
    assert_eq!(house.status("/vao", &cookie).await, 303);
}

#[tokio::test]
async fn whoever_signs_in_again_over_a_dead_session_is_signed_in() {
    let house = House::new();
    let dead = house.sign_in(CITIZEN);
    house.clock.advance_minutes(61);
    let response =
        house.ask(Request::get("/dang-nhap-thu").header(header::COOKIE, dead).body(Body::empty()).unwrap()).await;
    let lines: Vec<_> =
        response.headers().get_all(header::SET_COOKIE).iter().map(|line| line.to_str().unwrap()).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let cookie = lines[0].split(';').next().unwrap();
    assert_eq!(house.status("/vao", cookie).await, 200);
}

#[tokio::test]
async fn sessions_can_be_listed_and_ended_from_elsewhere() {
    let house = House::new();
    let (phone, desk) = (house.sign_in(CLERK), house.sign_in(CLERK));
    let (store, settings, now) = (&house.app.store, &house.app.settings, house.clock.now());
    let list = store.read(|tx| session::list(tx, settings, now, CLERK)).unwrap();
    assert_eq!(list.len(), 2);
    store.write(|tx| session::end(tx, CITIZEN, list[0].id)).unwrap();
    assert_eq!(house.status("/vao", &phone).await + house.status("/vao", &desk).await, 400, "not by another account");
    store.write(|tx| session::end_all(tx, CLERK, Some(list[0].id))).unwrap();
    assert_eq!(store.read(|tx| session::list(tx, settings, now, CLERK)).unwrap().len(), 1);
}

#[tokio::test]
async fn the_database_never_holds_what_opens_a_session() {
    let house = House::new();
    let cookie = house.sign_in(CLERK);
    let secret = cookie.split_once('=').unwrap().1.to_owned();
    let kept: Vec<Vec<u8>> = house
        .app
        .store
        .read(|tx| tx.all("select token from web_sessions", &[], |row| row.get::<Vec<u8>>("token")))
        .unwrap();
    assert_eq!(secret.len(), 64);
    assert!(kept.iter().all(|token| token.iter().map(|byte| format!("{byte:02x}")).collect::<String>() != secret));
}

#[tokio::test]
async fn a_closed_account_is_nobody_and_a_forged_cookie_too() {
    let house = House::new();
    let closed = house.sign_in(CLOSED);
    for cookie in
        [closed.as_str(), "tinhso_session=abc", &format!("tinhso_session={}", "f".repeat(64)), "tinhso_session=é"]
    {
        assert_eq!(house.status("/vao", cookie).await, 303, "{cookie}");
    }
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let house = House::new();
    let cookie = house.sign_in(CITIZEN);
    let send = async |headers: &[(&str, &str)]| {
        let mut request = Request::post("/mo").header(header::HOST, "tinhso.example").header(header::COOKIE, &cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        house.ask(request.body(Body::empty()).unwrap()).await.status().as_u16()
    };
    assert_eq!(send(&[("sec-fetch-site", "same-origin")]).await, 200);
    assert_eq!(send(&[("sec-fetch-site", "none")]).await, 200);
    assert_eq!(send(&[("sec-fetch-site", "cross-site")]).await, 403);
    assert_eq!(send(&[("sec-fetch-site", "same-site")]).await, 403, "a neighbouring subdomain is another site");
    assert_eq!(send(&[("origin", "https://tinhso.example")]).await, 200, "an old browser");
    assert_eq!(send(&[("origin", "https://evil.example")]).await, 403);
    assert_eq!(send(&[("origin", "null")]).await, 403);
    let get = Request::get("/mo").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    assert_eq!(house.ask(get).await.status(), 200, "following a link is no offence");
}

#[tokio::test]
async fn pages_are_in_the_language_chosen_and_the_choice_is_kept() {
    let house = House::new();
    let page = text(house.get("/mo", "").await).await;
    assert!(page.contains(r#"<html lang="vi">"#) && page.contains("<h1>Trang thử</h1>"));
    let switch = house.get("/mo?trang=2&lang=en", "").await;
    assert_eq!(location(&switch), "/mo?trang=2");
    let cookie = switch.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let page = text(house.get("/mo", &cookie).await).await;
    assert!(page.contains(r#"<html lang="en">"#) && page.contains("<h1>Test page</h1>") && page.contains("Sign in"));
}

#[tokio::test]
async fn the_menu_shows_what_one_may_use() {
    let house = House::new();
    let clerk = house.sign_in(CLERK);
    assert!(!text(house.get("/mo", "").await).await.contains("/tiep-nhan"));
    let page = text(house.get("/mo", &clerk).await).await;
    assert!(page.contains(r#"href="/tiep-nhan""#) && page.contains("Bảy") && page.contains("/dang-xuat"));
    assert!(page.contains(r#"href="/mo" aria-current="page""#));
}

#[tokio::test]
async fn a_script_gets_the_part_it_asked_for_and_nobody_else_does() {
    let house = House::new();
    let ask = |target: &str| {
        Request::get("/mo").header("hx-request", "true").header("hx-target", target).body(Body::empty()).unwrap()
    };
    assert_eq!(text(house.ask(ask("div#part")).await).await, "part alone");
    assert!(text(house.ask(ask("body")).await).await.starts_with("<!DOCTYPE html>"));
    let away = Request::get("/vao").header("hx-request", "true").body(Body::empty()).unwrap();
    let away = house.ask(away).await;
    assert_eq!(
        (away.status(), &away.headers()["hx-redirect"]),
        (StatusCode::OK, &"/dang-nhap?tiep=%2Fvao".parse().unwrap())
    );
}

#[tokio::test]
async fn what_fails_is_told_in_plain_words_without_the_cause() {
    let house = House::new();
    for path in ["/hong", "/nga"] {
        let response = house.get(path, "").await;
        let reference = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        assert_eq!(response.status(), 500);
        let page = text(response).await;
        assert!(page.contains("Hệ thống gặp lỗi") && page.contains(&reference) && page.contains("1022"));
        assert!(!page.contains("the cause") && !page.contains("never to be seen"));
    }
    assert_eq!(house.status("/cu", "").await, 409);
    assert_eq!(house.status("/khong-co", "").await, 404);
    let wrong = Request::delete("/mo").header("sec-fetch-site", "same-origin").body(Body::empty()).unwrap();
    let wrong = house.ask(wrong).await;
    assert_eq!((wrong.status().as_u16(), wrong.headers().contains_key(header::ALLOW)), (405, true));
    assert!(text(wrong).await.contains("Thao tác không được hỗ trợ"));
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_when_to_come_back() {
    let rates = web::limits::Rates { search: web::limits::Rate { burst: 2, per_minute: 1 }, ..Default::default() };
    let house = House::with(Settings { rates, ..Settings::default() });
    assert_eq!([house.status("/tim", "").await, house.status("/tim", "").await], [200, 200]);
    let response = house.get("/tim", "").await;
    assert_eq!((response.status().as_u16(), &response.headers()[header::RETRY_AFTER]), (429, &"60".parse().unwrap()));
    assert_eq!(house.status("/mo", "").await, 200, "other pages stay open");
    house.clock.advance_minutes(1);
    assert_eq!(house.status("/tim", "").await, 200);
}

fn multipart(file: usize) -> Request<Body> {
    let head = "--x\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\nmột\r\n--x\r\ncontent-disposition: form-data; name=\"tep\"; filename=\"C:\\\\giay.pdf\"\r\ncontent-type: application/pdf\r\n\r\n";
    let body = [head.as_bytes(), &vec![b'p'; file], b"\r\n--x--\r\n"].concat();
    Request::post("/mo")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap()
}

#[tokio::test]
async fn files_go_to_disk_and_what_is_too_large_is_refused() {
    let house = House::with(Settings { max_form: 1000, max_upload: 2_000_000, ..Settings::default() });
    assert_eq!(text(house.ask(multipart(1_500_000)).await).await, "1 1 1500000 xin chào");
    assert_eq!(house.ask(multipart(2_500_000)).await.status(), 413);
    let long = Request::post("/mo")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    assert_eq!(house.ask(long.body(Body::from("a=".to_owned() + &"b".repeat(2000))).unwrap()).await.status(), 413);
}

#[tokio::test]
async fn what_somebody_signed_in_sees_is_kept_by_nobody() {
    let house = House::new();
    let cookie = house.sign_in(CITIZEN);
    assert_eq!(house.get("/vao", &cookie).await.headers()[header::CACHE_CONTROL], "no-store");
    assert_eq!(house.get("/mo", "").await.headers()[header::CACHE_CONTROL], "private, no-cache");
}

#[tokio::test]
async fn a_large_page_is_sent_compressed() {
    let house = House::with(Settings { demo: true, ..Settings::default() });
    let ask = Request::get("/he-thong/mau").header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
    assert_eq!(house.ask(ask).await.headers()[header::CONTENT_ENCODING], "gzip");
}

#[tokio::test]
async fn the_style_guide_is_for_demonstrations_only() {
    assert_eq!(House::new().status("/he-thong/mau", "").await, 404);
    let shown = House::with(Settings { demo: true, ..Settings::default() });
    for path in ["/he-thong/mau", "/he-thong/mau/ban-lam-viec", "/he-thong/mau/bieu-mau"] {
        for lang in ["vi", "en"] {
            let page = text(shown.get(path, &format!("tinhso_lang={lang}")).await).await;
            assert!(page.contains(&format!("<html lang=\"{lang}\">")));
        }
    }
}

#[tokio::test]
async fn every_link_of_the_error_summary_leads_to_a_field() {
    let house = House::with(Settings { demo: true, ..Settings::default() });
    let request = Request::post("/he-thong/mau/bieu-mau").header("sec-fetch-site", "same-origin");
    let response = house.ask(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), 422);
    let page = text(response).await;
    let summary = page.split_once("error-summary").unwrap().1.split_once("</ul>").unwrap().0;
    let links: Vec<&str> = summary.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(links.len(), 8, "{links:?}");
    for id in links {
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    assert!(page.contains("<title>Cần sửa: "));
}

#[test]
fn a_rooms_own_state_is_taken_out_by_its_type() {
    let house = House::new();
    let greeting: Arc<Greeting> = house.app.get();
    assert_eq!(greeting.0, "xin chào");
}
