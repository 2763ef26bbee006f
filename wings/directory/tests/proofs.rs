//! What is shown at sign-in beside a password: codes, codes for the day the telephone is lost; what an administrator
//! requires, lifts and takes away.
#![allow(clippy::unwrap_used)]

mod office;

use axum::http::{HeaderMap, StatusCode};
use base::{AccountId, Actor, Clock as _, Role};
use directory::{
    Refused,
    accounts::{
        Fault, Login,
        factors::{self, Factors, codes},
        queries,
    },
    agencies::id_of,
};
use office::{
    Office, PASSWORD, actor,
    browser::{Answer, Browser},
};
use store::journal;
use testkit::both;
use totp_rs::{Builder, Secret};
use web::session;

fn account_of(office: &Office, login: &str) -> AccountId {
    let login = Login::read(login).unwrap();
    office.store.read(|tx| queries::candidate(tx, &login, office.now())).unwrap().unwrap().account
}

/// What the owner's telephone shows for a secret.
fn shown(office: &Office, letters: &str) -> String {
    let secret = Secret::try_from_base32(letters).unwrap();
    let totp = Builder::new().with_secret(secret.as_bytes().to_vec()).with_account_name("x").build().unwrap();
    totp.generate(u64::try_from(office.clock.now().as_second()).unwrap()).to_string()
}

fn owner(account: AccountId) -> Actor {
    Actor { account: Some(account), ..Actor::system() }
}

/// Sets an authenticator up; its letters and the recovery codes.
fn enrol(office: &Office, account: AccountId) -> (String, Vec<String>) {
    let (owner, vault) = (owner(account), office.vault());
    let begun = office.write(|tx| codes::begin(tx, office.act_of(&owner), &vault, "Tỉnh Số", "binh.tt"));
    let code = shown(office, &begun.letters);
    let recovery = office.write(|tx| codes::confirm(tx, office.act_of(&owner), &vault, &code));
    (begun.letters, recovery)
}

fn opens(office: &Office, account: AccountId, code: &str) -> bool {
    office.store.write(|tx| codes::check(tx, &office.vault(), office.now(), account, code)).unwrap()
}

both! {
    fn an_authenticator_is_asked_only_after_its_owner_showed_a_code_of_it(db) {
        let office = Office::open(db);
        office.clerk("Trần Thị Bình", "so-tt-tt", Role::Officer);
        let id = account_of(&office, "binh.tt");
        let (owner, vault) = (owner(id), office.vault());
        let begun = office.write(|tx| codes::begin(tx, office.act_of(&owner), &vault, "Tỉnh Số: H10", "binh.tt"));
        assert!(begun.address.starts_with("otpauth://totp/") && begun.address.contains(&begun.letters), "{}", begun.address);
        let again = office.write(|tx| codes::begin(tx, office.act_of(&owner), &vault, "Tỉnh Số: H10", "binh.tt"));
        assert_eq!(again, begun, "reloading the page does not change what was scanned");
        let wrong = office.store.write(|tx| codes::confirm(tx, office.act_of(&owner), &vault, "000000"));
        assert!(matches!(wrong, Err(Refused::Fault(Fault::Code))));
        assert!(!office.store.read(|tx| factors::enrolled(tx, id)).unwrap());
        let code = shown(&office, &begun.letters);
        let recovery = office.write(|tx| codes::confirm(tx, office.act_of(&owner), &vault, &code));
        assert_eq!(recovery.len(), 10);
        assert!(office.store.read(|tx| factors::enrolled(tx, id)).unwrap());
    }

    fn a_code_works_once_and_only_near_its_time(db) {
        let office = Office::open(db);
        office.clerk("Trần Thị Bình", "so-tt-tt", Role::Officer);
        let id = account_of(&office, "binh.tt");
        let (letters, _) = enrol(&office, id);
        assert!(!opens(&office, id, &shown(&office, &letters)), "the one that confirmed it was used");
        office.clock.advance_minutes(1);
        let code = shown(&office, &letters);
        let (half, rest) = code.split_at(3);
        assert!(opens(&office, id, &format!("{half} {rest}")), "as people type it");
        assert!(!opens(&office, id, &code));
        let late = { office.clock.advance_minutes(1); shown(&office, &letters) };
        office.clock.advance_minutes(5);
        assert!(!opens(&office, id, &late) && !opens(&office, id, "") && !opens(&office, id, "abcdef"));
    }

    fn a_recovery_code_opens_once_and_is_kept_as_a_digest(db) {
        let office = Office::open(db);
        office.clerk("Trần Thị Bình", "so-tt-tt", Role::Officer);
        office.clerk("Nguyễn Văn An", "so-tt-tt", Role::Officer);
        let (id, other) = (account_of(&office, "binh.tt"), account_of(&office, "an.nv"));
        let (_, recovery) = enrol(&office, id);
        enrol(&office, other);
        assert!(!opens(&office, other, &recovery[0]), "nobody else's");
        assert!(opens(&office, id, &recovery[0].to_uppercase().replace('-', " ")), "as people type it");
        assert!(!opens(&office, id, &recovery[0]));
        assert_eq!(office.store.read(|tx| Factors::of(tx, id)).unwrap().recovery, 9);
        let kept: Vec<Vec<u8>> = office.store.read(|tx| tx.all("select digest from accounts_recovery", &[], |row| row.get("digest"))).unwrap();
        assert!(kept.iter().all(|digest| digest.len() == 32));
        let fresh = office.write(|tx| codes::renew(tx, office.act_of(&owner(id))));
        assert!(!opens(&office, id, &recovery[1]) && opens(&office, id, &fresh[1]), "new ones end the old ones");
    }

    fn no_secret_of_an_authenticator_is_readable_in_the_record_or_the_journal(db) {
        let office = Office::open(db);
        office.clerk("Trần Thị Bình", "so-tt-tt", Role::Officer);
        let id = account_of(&office, "binh.tt");
        let (letters, recovery) = enrol(&office, id);
        let secret = Secret::try_from_base32(&letters).unwrap().as_bytes().to_vec();
        let kept: Vec<u8> = office.store.read(|tx| tx.one("select secret from accounts_totp", &[], |row| row.get("secret"))).unwrap();
        assert!(!kept.windows(8).any(|part| secret.windows(8).any(|own| own == part)));
        let entries = office.store.read(|tx| journal::entries(tx, id.into())).unwrap();
        assert!(entries.iter().any(|entry| entry.kind == "account.codes_added"));
        assert!(entries.iter().all(|entry| !entry.body.contains(&letters) && !recovery.iter().any(|code| entry.body.contains(code))));
    }

    fn an_administrator_takes_away_what_somebody_lost_and_nobody_else_does(db) {
        let office = Office::open(db);
        office.clerk("Trần Thị Bình", "so-tt-tt", Role::Officer);
        let id = account_of(&office, "binh.tt");
        enrol(&office, id);
        let leader = actor(id_of("so-tt-tt"), Role::Leader);
        assert!(matches!(office.store.write(|tx| factors::reset(tx, office.act_of(&leader), id)), Err(Refused::Forbidden)));
        let settings = web::Settings::default();
        office.store.write(|tx| session::open(tx, &office.ids, &settings, office.now(), id, &HeaderMap::new())).unwrap();
        let admin = actor(id_of("vp-ubnd-tinh"), Role::Admin);
        office.write(|tx| factors::reset(tx, office.act_of(&admin), id));
        assert!(!office.store.read(|tx| factors::enrolled(tx, id)).unwrap());
        assert!(office.store.read(|tx| session::list(tx, &settings, office.now(), id)).unwrap().is_empty());
        let entries = office.store.read(|tx| journal::entries(tx, id.into())).unwrap();
        assert_eq!(entries.last().unwrap().kind, "account.factors_reset");
    }

    fn who_requires_a_second_step_of_whom_is_journalled_once(db) {
        let office = Office::open(db);
        let admin = actor(id_of("vp-ubnd-tinh"), Role::Admin);
        let leader = actor(id_of("so-tt-tt"), Role::Leader);
        assert!(matches!(office.store.write(|tx| factors::require(tx, office.act_of(&leader), &[Role::Leader])), Err(Refused::Forbidden)));
        for _ in 0..2 {
            office.write(|tx| factors::require(tx, office.act_of(&admin), &[Role::Leader, Role::Admin]));
        }
        assert_eq!(office.store.read(factors::required).unwrap(), [Role::Leader, Role::Admin]);
        let sql = "select count(*) as n from journal where kind = 'accounts.second_factor_required'";
        assert_eq!(office.store.read(|tx| tx.one(sql, &[], |row| row.get::<i64>("n"))).unwrap(), 1);
    }
}

fn office(db: &testkit::TestStore) -> Office {
    let office = Office::open(db);
    office.clerk("Nguyễn Văn An", "vp-ubnd-tinh", Role::Admin);
    office.clerk("Trần Thị Bình", "so-tt-tt", Role::Officer);
    office
}

fn is_in(answer: &Answer) -> bool {
    answer.status == StatusCode::SEE_OTHER && answer.to == "/"
}

#[tokio::test]
async fn an_officer_sets_an_authenticator_up_and_from_then_on_the_password_alone_opens_nothing() {
    let db = testkit::sqlite();
    let office = office(&db);
    let mut browser = Browser::new(&office);
    browser.sign_in("binh.tt", PASSWORD).await;
    let page = browser.post("/tai-khoan/bao-mat/ma", &[]).await;
    assert!(page.text.contains("<svg class=\"qr\"") && !page.text.contains("style="), "{}", page.text);
    let letters: String = page.text.split("<code>").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let wrong = browser.post("/tai-khoan/bao-mat/ma/xac-nhan", &[("ma", "123456")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text.contains("Mã chưa đúng") && wrong.text.contains("<svg class=\"qr\""),
        "the same code stays in sight"
    );
    let code = shown(&office, &letters);
    let told = browser.post("/tai-khoan/bao-mat/ma/xac-nhan", &[("ma", &code)]).await;
    let recovery = told.text.split("<li><code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    office.clock.advance_minutes(1);

    let mut other = Browser::new(&office);
    let first = other.post("/dang-nhap", &[("ten", "binh.tt"), ("mat_khau", PASSWORD), ("tiep", "/tai-khoan")]).await;
    assert_eq!(first.to, "/dang-nhap/buoc-hai");
    assert_eq!(other.get("/tai-khoan").await.to, "/dang-nhap?tiep=%2Ftai-khoan", "nobody is signed in yet");
    let wrong = other.post("/dang-nhap/buoc-hai", &[("ma", "000000")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("Mã chưa đúng"));
    let right = other.post("/dang-nhap/buoc-hai", &[("ma", &shown(&office, &letters))]).await;
    assert_eq!((right.status, right.to.as_str()), (StatusCode::SEE_OTHER, "/tai-khoan"));
    assert!(other.get("/tai-khoan").await.text.contains("Mật khẩu và mã xác thực"));

    let mut lost = Browser::new(&office);
    lost.sign_in("binh.tt", PASSWORD).await;
    assert!(is_in(&lost.post("/dang-nhap/buoc-hai", &[("ma", &recovery)]).await));
    let mut nobody = Browser::new(&office);
    assert!(nobody.get("/dang-nhap/buoc-hai").await.text.contains("chưa bắt đầu ở trình duyệt này"));
}

#[tokio::test]
async fn guessing_codes_stops_after_a_few_and_the_wait_covers_the_password_too() {
    let db = testkit::sqlite();
    let office = office(&db);
    let id = account_of(&office, "binh.tt");
    let (letters, _) = enrol(&office, id);
    office.clock.advance_minutes(1);
    let mut browser = Browser::new(&office);
    browser.sign_in("binh.tt", PASSWORD).await;
    for _ in 0..5 {
        browser.post("/dang-nhap/buoc-hai", &[("ma", "000000")]).await;
    }
    let code = shown(&office, &letters);
    let waits = browser.post("/dang-nhap/buoc-hai", &[("ma", &code)]).await;
    assert!(waits.text.contains("tài khoản tạm dừng vài phút"), "{}", waits.text);
    office.clock.advance_minutes(2);
    assert!(is_in(&browser.post("/dang-nhap/buoc-hai", &[("ma", &shown(&office, &letters))]).await));
}

#[tokio::test]
async fn a_role_of_which_it_is_required_is_led_to_it_and_can_do_nothing_else_first() {
    let db = testkit::sqlite();
    let office = office(&db);
    let (mut admin, mut clerk) = (Browser::new(&office), Browser::new(&office));
    admin.sign_in("an.nv", PASSWORD).await;
    clerk.sign_in("binh.tt", PASSWORD).await;
    assert_eq!(clerk.post("/quan-tri/bao-mat", &[("vai_tro", "officer")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(admin.post("/quan-tri/bao-mat", &[("vai_tro", "officer")]).await.to, "/quan-tri/bao-mat");
    assert!(admin.get("/quan-tri/bao-mat").await.text.contains("value=\"officer\" checked"));
    for path in ["/tai-khoan", "/tai-khoan/mat-khau", "/quan-tri/can-bo"] {
        assert_eq!(clerk.get(path).await.to, "/tai-khoan/bao-mat", "{path}");
    }
    assert!(clerk.get("/tai-khoan/bao-mat").await.text.contains("Vai trò của bạn bắt buộc xác thực hai bước"));
    let letters: String = clerk
        .post("/tai-khoan/bao-mat/ma", &[])
        .await
        .text
        .split("<code>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .replace(' ', "");
    clerk.post("/tai-khoan/bao-mat/ma/xac-nhan", &[("ma", &shown(&office, &letters))]).await;
    assert_eq!(clerk.get("/tai-khoan").await.status, StatusCode::OK, "then work goes on");
    assert_eq!(admin.get("/tai-khoan").await.status, StatusCode::OK, "other roles are left alone");
}

#[tokio::test]
async fn whoever_must_change_a_password_can_do_nothing_else_first() {
    let db = testkit::sqlite();
    let office = office(&db);
    let id = account_of(&office, "binh.tt");
    let hash = office.passwords.hash(&office.ids, "tạm thời một hai");
    let system = Actor::system();
    office.write(|tx| directory::accounts::commands::reset_password(tx, office.act_of(&system), id, &hash));
    let mut clerk = Browser::new(&office);
    assert_eq!(clerk.sign_in("binh.tt", "tạm thời một hai").await.to, "/tai-khoan/mat-khau");
    for path in ["/tai-khoan", "/tai-khoan/bao-mat", "/quan-tri/can-bo"] {
        assert_eq!(clerk.get(path).await.to, "/tai-khoan/mat-khau", "{path}");
    }
    assert_eq!(clerk.post("/tai-khoan/phien", &[("phien", "khac")]).await.to, "/tai-khoan/mat-khau");
    let change = [("mat_khau", "tạm thời một hai"), ("mat_khau_moi", PASSWORD), ("nhap_lai", PASSWORD)];
    assert_eq!(clerk.post("/tai-khoan/mat-khau", &change).await.to, "/tai-khoan");
    assert_eq!(clerk.get("/tai-khoan").await.status, StatusCode::OK);
}

#[tokio::test]
async fn after_five_wrong_attempts_the_page_says_until_when_of_any_name_alike() {
    let db = testkit::sqlite();
    let office = office(&db);
    let mut browser = Browser::new(&office);
    for name in ["binh.tt", "khong.ai"] {
        for _ in 0..4 {
            assert!(browser.sign_in(name, "sai mật khẩu").await.text.contains("chưa đúng"), "{name}");
        }
        assert!(
            browser.sign_in(name, "sai mật khẩu").await.text.contains("Hãy thử lại sau 1 phút (lúc 08:01)"),
            "{name}"
        );
        let waits = browser.sign_in(name, PASSWORD).await;
        assert!(waits.status == StatusCode::UNPROCESSABLE_ENTITY && waits.text.contains("lúc 08:01"), "{name}");
    }
    office.clock.advance_minutes(1);
    assert!(is_in(&Browser::new(&office).sign_in("binh.tt", PASSWORD).await));
}

#[tokio::test]
async fn an_administrator_lifts_the_wait_and_the_journal_says_so() {
    let db = testkit::sqlite();
    let office = office(&db);
    let (mut admin, mut clerk) = (Browser::new(&office), Browser::new(&office));
    for _ in 0..5 {
        clerk.sign_in("binh.tt", "sai mật khẩu").await;
    }
    admin.sign_in("an.nv", PASSWORD).await;
    let list = admin.get("/quan-tri/can-bo?q=binh").await.text;
    let page = list.split("/quan-tri/can-bo/").find(|rest| rest.starts_with('0')).unwrap().split('"').next().unwrap();
    let page = format!("/quan-tri/can-bo/{page}");
    assert!(admin.get(&page).await.text.contains("Bỏ tạm khóa"));
    admin.post(&format!("{page}/tai-khoan"), &[("viec", "bo-cho")]).await;
    assert!(is_in(&clerk.sign_in("binh.tt", PASSWORD).await));
    let id = account_of(&office, "binh.tt");
    let entries = office.store.read(|tx| journal::entries(tx, id.into())).unwrap();
    let kinds: Vec<_> = entries.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(kinds, ["account.opened", "account.locked", "account.unlocked"]);
}

#[tokio::test]
async fn passkeys_are_offered_by_name_only_and_a_forged_one_opens_nothing() {
    let db = testkit::sqlite();
    let office = office(&db);
    let mut browser = Browser::new(&office);
    assert!(browser.get("/dang-nhap").await.text.contains("data-passkey=\"get\""), "localhost is a name");
    let asked = browser.post("/dang-nhap/khoa/thu-thach", &[]).await;
    assert!(asked.text.contains("\"challenge\"") && asked.text.contains("\"rpId\":\"localhost\""), "{}", asked.text);
    let forged = r#"{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"authenticatorData":"AAAA","clientDataJSON":"AAAA","signature":"AAAA"},"extensions":{}}"#;
    for signed in ["", "{}", forged] {
        let refused = browser.post("/dang-nhap/khoa", &[("khoa", signed)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(browser.get("/tai-khoan").await.status, StatusCode::SEE_OTHER);
    browser.sign_in("binh.tt", PASSWORD).await;
    let asked = browser.post("/tai-khoan/bao-mat/khoa/thu-thach", &[]).await;
    assert!(asked.text.contains("\"residentKey\":\"preferred\""), "{}", asked.text);
    let to = browser.post("/tai-khoan/bao-mat/khoa", &[("ten_khoa", "Máy lạ"), ("khoa", "{}")]).await.to;
    assert_eq!(to, "/tai-khoan/bao-mat");
    assert!(browser.get("/tai-khoan/bao-mat").await.text.contains("Chưa có khóa nào."));
}

#[tokio::test]
async fn the_list_of_devices_says_where_from_and_how_each_signed_in() {
    let db = testkit::sqlite();
    let office = office(&db);
    let mut browser = Browser::new(&office);
    browser.sign_in("binh.tt", PASSWORD).await;
    let page = browser.get("/tai-khoan").await.text;
    assert!(page.contains("Nơi đăng nhập") && page.contains("::") && page.contains(">Mật khẩu<"), "{page}");
}
