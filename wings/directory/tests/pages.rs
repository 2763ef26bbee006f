//! The directory's pages as a browser meets them, on the whole application.
#![allow(clippy::unwrap_used)]

mod office;

use axum::http::StatusCode;
use base::Role;
use directory::{accounts, agencies::id_of};
use office::{
    Office, PASSWORD,
    browser::{Answer, Browser},
};

/// An office with an administrator `an.nv` and an officer `binh.tt`.
fn office(db: &testkit::TestStore) -> Office {
    let office = Office::open(db);
    office.clerk("Nguyễn Văn An", "vp-ubnd-tinh", Role::Admin);
    office.clerk("Trần Thị Bình", "so-tt-tt", Role::Officer);
    office
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_sign_in_page_and_back() {
    let db = testkit::sqlite();
    let mut browser = Browser::new(&office(&db));
    let led = browser.get("/quan-tri/don-vi?cap=district").await;
    assert_eq!(
        (led.status, led.to.as_str()),
        (StatusCode::SEE_OTHER, "/dang-nhap?tiep=%2Fquan-tri%2Fdon-vi%3Fcap%3Ddistrict")
    );
    assert!(browser.get(&led.to).await.text.contains(r#"name="tiep" value="/quan-tri/don-vi?cap=district""#));
    let fields = [("ten", "an.nv"), ("mat_khau", PASSWORD), ("tiep", "/quan-tri/don-vi?cap=district")];
    let back = browser.post("/dang-nhap", &fields).await;
    assert_eq!(back.to, "/quan-tri/don-vi?cap=district");
    assert_eq!(browser.get(&back.to).await.status, StatusCode::OK);
    let evil = [("ten", "an.nv"), ("mat_khau", PASSWORD), ("tiep", "//evil.example")];
    assert_eq!(browser.post("/dang-nhap", &evil).await.to, "/");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_refused_in_the_same_words() {
    let db = testkit::sqlite();
    let mut browser = Browser::new(&office(&db));
    let wrong = browser.sign_in("an.nv", "sai mật khẩu").await;
    let unknown = browser.sign_in("khong.ai", "sai mật khẩu").await;
    assert_eq!((wrong.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    let said = |answer: &Answer| answer.text.contains("Tên đăng nhập hoặc mật khẩu chưa đúng");
    assert!(said(&wrong) && said(&unknown));
    assert!(!wrong.text.contains("sai mật khẩu"), "a password never comes back");
    assert!(browser.cookies.iter().all(|(name, _)| !name.contains("session")));
}

#[tokio::test]
async fn a_citizen_opens_an_account_and_is_signed_in() {
    let db = testkit::sqlite();
    let office = office(&db);
    let mut browser = Browser::new(&office);
    let mut fields = vec![
        ("ho_ten", "Điểu Ân"),
        ("so_dinh_danh", "070 085 000 123"),
        ("dien_thoai", "0912 345 678"),
        ("thu", ""),
        ("mat_khau_moi", "070085000123"),
        ("nhap_lai", "070085000123"),
    ];
    let refused = browser.post("/dang-ky", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Mật khẩu không được là tên, số định danh"));
    fields[4].1 = PASSWORD;
    fields[5].1 = "con mèo";
    assert!(browser.post("/dang-ky", &fields).await.text.contains("Hai lần nhập không giống nhau."));
    fields[5].1 = PASSWORD;
    let done = browser.post("/dang-ky", &fields).await;
    assert_eq!((done.status, done.to.as_str()), (StatusCode::SEE_OTHER, "/"), "{}", done.text);
    let account = browser.get("/tai-khoan").await;
    assert!(
        account.text.contains("Điểu Ân")
            && account.text.contains("070******123")
            && account.text.contains("0912 345 678")
    );
    let again = Browser::new(&office).post("/dang-ky", &fields).await;
    assert!(again.text.contains("Số định danh này đã có tài khoản."));
    assert_eq!(browser.get("/quan-tri/don-vi").await.status, StatusCode::FORBIDDEN);
    let saved = browser.post("/tai-khoan/thong-tin", &[("dien_thoai", "0987654321"), ("dia_chi", "Ấp 1")]).await;
    assert_eq!(saved.to, "/tai-khoan");
    assert!(browser.get("/tai-khoan").await.text.contains("0987 654 321"));
}

#[tokio::test]
async fn every_administrators_page_opens_for_the_administrator_and_for_nobody_else() {
    let db = testkit::sqlite();
    let office = office(&db);
    let (staff, post) = office.clerk("Lê Thị Cúc", "so-y-te", Role::Clerk);
    let (mut admin, mut officer) = (Browser::new(&office), Browser::new(&office));
    admin.sign_in("an.nv", PASSWORD).await;
    officer.sign_in("binh.tt", PASSWORD).await;
    let mut seen = 0;
    for route in directory::routes().table().into_iter().filter(|route| route.path.starts_with("/quan-tri/")) {
        let path = route.path.replace("{staff}", &staff.to_string()).replace("{post}", &post.to_string());
        let path = path.replace("{slug}", "so-y-te").replace("{code}", "25195");
        if route.method == axum::http::Method::POST {
            assert_eq!(officer.post(&path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
        } else if !path.contains('{') {
            let page = admin.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
            assert_eq!(officer.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
            let english = admin.get(&format!("{path}?lang=en")).await;
            assert_eq!(english.status, StatusCode::SEE_OTHER);
            assert_eq!(admin.get(&path).await.status, StatusCode::OK, "{path} in English");
            admin.get(&format!("{path}?lang=vi")).await;
            seen += 1;
        }
    }
    assert!(seen >= 14, "{seen}");
}

#[tokio::test]
async fn the_directory_can_be_seen_as_of_any_day() {
    let db = testkit::sqlite();
    let mut browser = Browser::new(&office(&db));
    browser.sign_in("an.nv", PASSWORD).await;
    let town = browser.get("/quan-tri/don-vi?cap=district").await.text;
    assert!(town.contains("Ủy ban nhân dân thị xã Chơn Thành") && !town.contains("huyện Chơn Thành"));
    let before = browser.get("/quan-tri/don-vi?cap=district&ngay=2022-09-30").await.text;
    assert!(before.contains("Ủy ban nhân dân huyện Chơn Thành"));
    let after = browser.get("/quan-tri/don-vi?cap=district&ngay=2025-07-01").await.text;
    assert!(after.contains("Không có đơn vị nào"));
    let ward = browser.get("/quan-tri/dia-ban/25195?ngay=2025-07-01").await.text;
    assert!(ward.contains("Phường Bình Phước") && ward.contains("Điều 1 khoản 88") && ward.contains("Xã Tiến Hưng"));
    let commune = browser.get("/quan-tri/dia-ban/25326?ngay=2025-07-01").await.text;
    assert!(commune.contains("vượt ranh giới huyện cũ"));
    let search = browser.get("/quan-tri/don-vi?q=huyen+chon+thanh").await.text;
    assert!(search.contains("thị xã Chơn Thành"), "found by a name of another time");
    let places = browser.get("/quan-tri/dia-ban").await.text;
    assert!(places.contains("11 đơn vị cấp huyện") && places.contains("111 đơn vị cấp xã"));
    let sets = browser.get("/quan-tri/bo-bao-cao?bo=12").await.text;
    assert!(sets.contains("Không xác định"));
    assert_eq!(browser.get("/quan-tri/dia-ban/99999").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/quan-tri/don-vi/khong-co").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_agency_is_renamed_on_the_screen_and_the_next_page_shows_it() {
    let db = testkit::sqlite();
    let office = office(&db);
    let mut browser = Browser::new(&office);
    browser.sign_in("an.nv", PASSWORD).await;
    let parent = id_of("ubnd-tinh").to_string();
    let mut fields = vec![
        ("tu_ngay", "2024-02-20"),
        ("can_cu", ""),
        ("ten", "Sở Chuyển đổi số"),
        ("ten_ngan", "Sở CĐS"),
        ("cap_tren", &*parent),
        ("ma", "H10.14"),
        ("ma_tam", "1"),
        ("mot_cua", "1"),
    ];
    let refused = browser.post("/quan-tri/don-vi/so-tt-tt/thay-doi", &fields).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains("Hãy nhập căn cứ."));
    fields[1].1 = "QĐ 12/QĐ-UBND";
    fields[5].1 = "H10.13";
    let taken = browser.post("/quan-tri/don-vi/so-tt-tt/thay-doi", &fields).await;
    assert!(taken.text.contains("Mã H10.13 vào thời gian này là của Sở Y tế."));
    fields[5].1 = "H10.14";
    assert_eq!(browser.post("/quan-tri/don-vi/so-tt-tt/thay-doi", &fields).await.to, "/quan-tri/don-vi/so-tt-tt");
    let page = browser.get("/quan-tri/don-vi/so-tt-tt").await.text;
    assert!(
        page.contains("<h1>Sở Chuyển đổi số</h1>")
            && page.contains("QĐ 12/QĐ-UBND")
            && page.contains("Sở Thông tin và Truyền thông")
    );
    let ended = [("tu_ngay", "2024-03-01"), ("can_cu", "QĐ 13"), ("nhan_ban_giao", "")];
    assert_eq!(browser.post("/quan-tri/don-vi/ban-dan-toc/ket-thuc", &ended).await.status, StatusCode::SEE_OTHER);
    assert!(browser.get("/quan-tri/don-vi/ban-dan-toc?ngay=2024-03-01").await.text.contains("không hoạt động"));
}

#[tokio::test]
async fn somebody_is_hired_appointed_and_given_a_password_to_change() {
    let db = testkit::sqlite();
    let office = office(&db);
    let (mut admin, mut clerk) = (Browser::new(&office), Browser::new(&office));
    admin.sign_in("an.nv", PASSWORD).await;
    let key = uuid::Uuid::from_u128(77).to_string();
    let fields = [("_key", &*key), ("ho_ten", "Lê Thị Cúc"), ("dien_thoai", ""), ("thu", "")];
    let hired = admin.post("/quan-tri/can-bo/moi", &fields).await.to;
    assert_eq!(admin.post("/quan-tri/can-bo/moi", &fields).await.to, hired, "sent twice, hired once");
    let agency = id_of("so-y-te").to_string();
    let post = [
        ("don_vi", &*agency),
        ("vai_tro", "reception"),
        ("chuc_danh", ""),
        ("tu_ngay", "2024-02-20"),
        ("den_ngay", ""),
        ("can_cu", ""),
    ];
    assert_eq!(admin.post(&format!("{hired}/bo-nhiem"), &post).await.to, hired);
    let again = admin.post(&format!("{hired}/bo-nhiem"), &post).await;
    assert!(again.text.contains("Cán bộ đã giữ vai trò này"));
    assert!(admin.get(&hired).await.text.contains(r#"value="cuc.lt""#), "a username is suggested");
    let opened = admin.post(&format!("{hired}/tai-khoan"), &[("viec", "mo"), ("ten", "cuc.lt")]).await;
    assert_eq!(opened.status, StatusCode::OK);
    let temporary = opened.text.split("<code>").nth(2).and_then(|rest| rest.split('<').next()).unwrap().to_owned();
    assert_eq!(clerk.sign_in("cuc.lt", &temporary).await.to, "/tai-khoan/mat-khau");
    assert!(clerk.get("/tai-khoan/mat-khau").await.text.contains("Mật khẩu này do người quản trị đặt."));
    let change = |old: &'static str| [("mat_khau", old), ("mat_khau_moi", PASSWORD), ("nhap_lai", PASSWORD)];
    assert!(
        clerk.post("/tai-khoan/mat-khau", &change("không phải")).await.text.contains("Mật khẩu hiện tại chưa đúng.")
    );
    let mut right = change("");
    right[0].1 = Box::leak(temporary.into_boxed_str());
    assert_eq!(clerk.post("/tai-khoan/mat-khau", &right).await.to, "/tai-khoan");
    assert!(clerk.get("/tai-khoan").await.text.contains("Cán bộ một cửa"));
    let list = admin.get("/quan-tri/can-bo?q=cuc").await.text;
    assert!(list.contains("Lê Thị Cúc") && list.contains("Sở Y tế") && !list.contains("Nguyễn Văn An</a>"));
    admin.post(&format!("{hired}/tai-khoan"), &[("viec", "khoa")]).await;
    assert_eq!(clerk.get("/tai-khoan").await.status, StatusCode::SEE_OTHER, "a closed account is signed out");
    assert!(accounts::Login::read("cuc.lt").is_some());
}

#[tokio::test]
async fn an_owner_sees_and_ends_the_sessions_of_other_devices() {
    let db = testkit::sqlite();
    let office = office(&db);
    let (mut here, mut there) = (Browser::new(&office), Browser::new(&office));
    here.sign_in("binh.tt", PASSWORD).await;
    there.sign_in("binh.tt", PASSWORD).await;
    assert!(here.get("/tai-khoan").await.text.contains("Đăng xuất mọi thiết bị khác"));
    here.post("/tai-khoan/phien", &[("phien", "khac")]).await;
    assert_eq!(there.get("/tai-khoan").await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/tai-khoan").await.status, StatusCode::OK);
    here.post("/dang-xuat", &[]).await;
    assert_eq!(here.get("/tai-khoan").await.status, StatusCode::SEE_OTHER);
}
