//! A person files on the portal.

use axum::http::StatusCode;
use testkit::both;

use crate::house::{BIRTH, Browser, House};

/// The smallest PDF there is.
pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF";

/// Begins a draft for a birth at the commune; the address of the draft.
pub fn begin(house: &House, browser: &Browser) -> String {
    let start = browser.get(&format!("/nop-ho-so/{BIRTH}"));
    assert_eq!(start.status, StatusCode::OK, "{}", start.words());
    let commune = house.commune.to_string();
    let key = start.hidden("_key");
    let fields = [("_key", key.as_str()), ("co_quan", &commune), ("applicant", "individual")];
    let begun = browser.post(&format!("/nop-ho-so/{BIRTH}"), &fields);
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.words());
    begun.location.rsplit_once('/').unwrap().0.to_owned()
}

/// The answers of a birth, part of the form by part.
pub fn answers() -> Vec<(&'static str, &'static str)> {
    vec![
        ("requester_full_name", "Nguyễn Thị Lan"),
        ("requester_personal_number", "070190000123"),
        ("requester_id_document.kind", "citizen_id"),
        ("requester_id_document.number", "070190000123"),
        ("requester_id_document.date.ngay", "5"),
        ("requester_id_document.date.thang", "6"),
        ("requester_id_document.date.nam", "2021"),
        ("requester_residence.kind", "permanent"),
        ("requester_residence.commune", "25195"),
        ("requester_residence.detail", "Khu phố 2"),
        ("requester_relationship", "Mẹ"),
        ("child_full_name", "Nguyễn Minh Anh"),
        ("child_birth_date.ngay", "20"),
        ("child_birth_date.thang", "1"),
        ("child_birth_date.nam", "2024"),
        ("child_gender", "female"),
        ("child_ethnicity", "01"),
        ("child_nationality", "VN"),
        ("child_birth_place.facility", "Bệnh viện tỉnh"),
        ("child_birth_place.commune", "25195"),
        ("child_native_place.commune", "25195"),
        ("mother_known", "true"),
        ("mother_full_name", "Nguyễn Thị Lan"),
        ("mother_birth_date.nam", "1990"),
        ("mother_personal_number", "070190000123"),
        ("mother_id_document.kind", "citizen_id"),
        ("mother_id_document.number", "070190000123"),
        ("mother_ethnicity", "01"),
        ("mother_nationality", "VN"),
        ("mother_residence.kind", "permanent"),
        ("mother_residence.commune", "25195"),
        ("father_declared", "false"),
        ("parents_married", "false"),
        ("wants_copies", "true"),
        ("copies_count", "3"),
        ("declaration", "1"),
    ]
}

/// Sends every part of the form until it is done; the page after it.
fn fill(browser: &Browser, draft: &str, answers: &[(&str, &str)]) -> String {
    let mut at = format!("{draft}/to-khai-1");
    while at.contains("/to-khai-") {
        let next = browser.post(&at, answers);
        assert_eq!(next.status, StatusCode::SEE_OTHER, "{at}: {}", next.words());
        at = next.location;
    }
    at
}

/// A birth from the first page to the last look; the address of the draft.
pub fn prepare(house: &House, browser: &Browser) -> String {
    let draft = begin(house, browser);
    let papers = fill(browser, &draft, &answers());
    assert_eq!(papers, format!("{draft}/giay-to"));
    let sent = browser.upload(&papers, &[], &[("giay.birth_slip_health", "chung-sinh.pdf", PDF)]);
    sent.leads_to(&format!("{draft}/xem-lai"));
    draft
}

/// Files a birth; the address of the dossier.
pub fn file(house: &House, browser: &Browser) -> String {
    let draft = prepare(house, browser);
    let review = browser.get(&format!("{draft}/xem-lai"));
    let key = review.hidden("_key");
    let filed = browser.post(&format!("{draft}/xem-lai"), &[("_key", &key)]);
    assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.words());
    filed.location.strip_suffix("/da-nop").unwrap().to_owned()
}

both! {
    fn whoever_is_not_signed_in_is_led_to_sign_in_and_back(db) {
        let house = House::new(db);
        house.stranger.get(&format!("/nop-ho-so/{BIRTH}")).leads_to(&format!("/dang-nhap?tiep=%2Fnop-ho-so%2F{BIRTH}"));
        house.stranger.get("/ho-so-cua-toi").leads_to("/dang-nhap?tiep=%2Fho-so-cua-toi");
    }

    fn before_one_begins_one_knows_papers_date_and_fee(db) {
        let house = House::new(db);
        let start = house.lan.get(&format!("/nop-ho-so/{BIRTH}"));
        start.says("Giấy chứng sinh");
        start.says("Vì sao là ngày này?");
        start.says("05/02/2024");
        start.says("8.000 đồng");
        start.says("Thành phố Đồng Xoài");
        start.says("Ủy ban nhân dân phường Tân Phú");
        start.does_not_say("Ủy ban nhân dân thành phố Đồng Xoài");
    }

    fn a_wrong_field_is_said_beside_it_and_nothing_typed_is_lost(db) {
        let house = House::new(db);
        let draft = begin(&house, &house.lan);
        let mut typed = answers();
        typed.retain(|(name, _)| *name != "requester_id_document.number" && *name != "requester_relationship");
        typed.push(("requester_id_document.number", "123"));
        typed.push(("requester_relationship", "Bà ngoại"));
        let page = house.lan.post(&format!("{draft}/to-khai-1"), &typed);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("Có mục cần bạn sửa lại");
        page.says("href=\"#o-requester_id_document-number\"");
        page.says("value=\"123\"");
        page.says("value=\"Bà ngoại\"");
        page.says("value=\"Khu phố 2\"");
        // Leaving and coming back, from another browser, finds it all again.
        let again = house.lan.get(&format!("{draft}/to-khai-1"));
        again.says("value=\"123\"");
        again.says("value=\"Bà ngoại\"");
        again.does_not_say("Có mục cần bạn sửa lại");
        house.lan.get(&draft).leads_to(&format!("{draft}/to-khai-1"));
        house.lan.get("/ho-so-cua-toi").says("Đang soạn, chưa nộp");
    }

    fn what_is_known_of_a_person_is_filled_in(db) {
        let house = House::new(db);
        let draft = begin(&house, &house.lan);
        let page = house.lan.get(&format!("{draft}/to-khai-1"));
        page.says("value=\"Nguyễn Thị Lan\"");
        page.says("value=\"070190000123\"");
    }

    fn what_is_being_typed_is_kept_without_pressing_anything(db) {
        let house = House::new(db);
        let draft = begin(&house, &house.lan);
        let kept = house.lan.post(&format!("{draft}/to-khai-1/luu"), &[("requester_full_name", "Nguyễn Thị")]);
        assert_eq!(kept.status, StatusCode::NO_CONTENT);
        house.lan.get(&format!("{draft}/to-khai-1")).says("value=\"Nguyễn Thị\"");
    }

    fn a_question_that_does_not_apply_is_not_asked(db) {
        let house = House::new(db);
        let draft = begin(&house, &house.lan);
        let mut typed = answers();
        typed.retain(|(name, _)| !name.starts_with("mother_"));
        typed.push(("mother_known", "false"));
        fill(&house.lan, &draft, &typed);
        let review = house.lan.get(&format!("{draft}/xem-lai"));
        review.does_not_say("Họ, chữ đệm, tên người mẹ");
        // An abandoned child needs the record of it.
        review.says("Biên bản về việc trẻ bị bỏ rơi");
    }

    fn a_file_that_is_not_what_its_name_says_is_refused_and_the_good_one_is_kept(db) {
        let house = House::new(db);
        let draft = begin(&house, &house.lan);
        let files: &[(&str, &str, &[u8])] =
            &[("giay.birth_slip_health", "virus.pdf", b"MZ not a picture at all"), ("giay.birth_slip_health", "tot.pdf", PDF)];
        let page = house.lan.upload(&format!("{draft}/giay-to"), &[], files);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("“virus.pdf” không phải PDF, JPG hay PNG");
        page.says("tot.pdf");
        assert_eq!(house.count("dossier_papers"), 1);
        let shown = house.lan.get(&format!("{draft}/giay-to"));
        let file = shown.hidden("_go_tep");
        let own = house.lan.get(&format!("{draft}/tep/{file}"));
        assert_eq!((own.status, own.text.as_bytes()), (StatusCode::OK, PDF));
        assert_eq!(house.other.get(&format!("{draft}/tep/{file}")).status, StatusCode::NOT_FOUND);
        house.lan.upload(&format!("{draft}/giay-to"), &[("_go_tep", &file)], &[]).leads_to(&format!("{draft}/giay-to"));
        assert_eq!(house.count("dossier_papers"), 0);
    }

    fn rows_of_a_table_are_added_and_taken_away_and_nothing_is_lost(db) {
        let house = House::new(db);
        let start = house.lan.get("/nop-ho-so/1.001612");
        let (key, agency) = (start.hidden("_key"), start.chosen("co_quan"));
        let form = [("_key", key.as_str()), ("co_quan", &agency), ("applicant", "household")];
        let begun = house.lan.post("/nop-ho-so/1.001612", &form);
        let draft = begun.location.rsplit_once('/').unwrap().0.to_owned();
        let lines = "business_lines";
        let at = (1..9).map(|n| format!("{draft}/to-khai-{n}")).find(|at| house.lan.get(at).text.contains(lines)).unwrap();
        let typed = [("business_lines.0.code", "4711"), ("business_lines.0.name", "Bán lẻ"), ("_them_dong", lines)];
        house.lan.post(&at, &typed).leads_to(&format!("{at}#o-{lines}"));
        let two = house.lan.get(&at);
        two.says("value=\"4711\"");
        two.says("Dòng 2");
        let typed = [
            ("business_lines.0.code", "4711"),
            ("business_lines.1.code", "5610"),
            ("business_lines.1.name", "Quán ăn"),
            ("_bo_dong", "business_lines.0"),
        ];
        house.lan.post(&at, &typed).leads_to(&format!("{at}#o-{lines}"));
        let one = house.lan.get(&at);
        one.says("value=\"5610\"");
        one.does_not_say("value=\"4711\"");
        one.does_not_say("Dòng 2");
        let wrong = house.lan.post(&at, &[("business_lines.0.code", "56"), ("business_lines.0.is_main", "false")]);
        wrong.says("Bốn chữ số");
        wrong.says("phải có đúng một dòng");
    }

    fn what_is_missing_is_said_before_filing_and_cannot_be_filed(db) {
        let house = House::new(db);
        let draft = begin(&house, &house.lan);
        let review = house.lan.get(&format!("{draft}/xem-lai"));
        review.says("Chưa nộp được: còn thiếu");
        review.says("Hãy đính kèm “Giấy chứng sinh”.");
        review.does_not_say("Nộp hồ sơ</button>");
        let forced = house.lan.post(&format!("{draft}/xem-lai"), &[("_key", "0192f0c0-0000-7000-8000-000000000001")]);
        assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(house.count("dossiers"), 0);
    }

    fn a_double_click_files_once(db) {
        let house = House::new(db);
        let draft = prepare(&house, &house.lan);
        let review = house.lan.get(&format!("{draft}/xem-lai"));
        review.says("Nguyễn Minh Anh");
        review.says("chung-sinh.pdf");
        review.says("Phường Tân Phú, Thành phố Đồng Xoài, Tỉnh Bình Phước");
        review.says("24.000 đồng");
        let key = review.hidden("_key");
        let first = house.lan.post(&format!("{draft}/xem-lai"), &[("_key", &key)]);
        let second = house.lan.post(&format!("{draft}/xem-lai"), &[("_key", &key)]);
        assert_eq!(first.location, second.location);
        let third = house.lan.post(&format!("{draft}/xem-lai"), &[("_key", "0192f0c0-0000-7000-8000-000000000001")]);
        assert_eq!(third.location, first.location, "from another window");
        assert_eq!((house.count("dossiers"), house.count("dossier_drafts")), (1, 0));
        let done = house.lan.get(&first.location);
        done.says("H10.32.01-240205-0001");
        // The way back leads to the dossier, not to an empty form.
        let id = draft.rsplit('/').next().unwrap();
        house.lan.get(&format!("{draft}/xem-lai")).leads_to(&format!("/ho-so-cua-toi/{id}"));
    }

    fn somebody_elses_draft_is_not_there(db) {
        let house = House::new(db);
        let draft = begin(&house, &house.lan);
        for path in ["", "/noi-nop", "/to-khai-1", "/giay-to", "/xem-lai"] {
            assert_eq!(house.other.get(&format!("{draft}{path}")).status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(house.other.post(&format!("{draft}/to-khai-1"), &[("child_full_name", "x")]).status, StatusCode::NOT_FOUND);
        assert_eq!(house.other.post(&format!("{draft}/xoa"), &[]).status, StatusCode::NOT_FOUND);
        assert_eq!(house.other.post(&format!("{draft}/xem-lai"), &[]).status, StatusCode::NOT_FOUND);
        house.lan.get("/ho-so-cua-toi").says("Xoá bản nháp");
        house.lan.post(&format!("{draft}/xoa"), &[]).leads_to("/ho-so-cua-toi");
        assert_eq!(house.count("dossier_drafts"), 0);
    }
}
