//! The population register: asked from a dossier with a ground, and by people about themselves when they begin a form.

use axum::http::StatusCode;
use base::IdentityLevel;
use jiff::civil::date;
use services::population::{Document, Fact, Home, Record, RegisterFault};
use store::journal;
use testkit::both;

use crate::{
    house::{BIRTH, Browser, House},
    portal::{begin, file},
};

const GROUND: &str = "Đối chiếu họ tên người yêu cầu trước khi tiếp nhận";

fn lan() -> Record {
    Record {
        name: Some("Nguyễn Thị Lan".into()),
        born: Some(date(1990, 3, 8)),
        residence: Some(Home {
            commune_code: "25195".into(),
            commune: "Phường Tân Phú".into(),
            detail: "Khu phố 7".into(),
            ..Home::default()
        }),
        document: Some(Document {
            kind: "citizen_id".into(),
            number: "070190000123".into(),
            issued: Some(date(2021, 6, 5)),
            issuer: "Cục Cảnh sát".into(),
        }),
        gender: Some("female".into()),
        ..Record::default()
    }
}

/// The page where the register is asked about the people of a dossier that Lan filed.
fn page(house: &House) -> String {
    let filed = file(house, &house.lan);
    format!("/tra-cuu-dan-cu/{}", filed.rsplit('/').next().unwrap())
}

fn ask(browser: &Browser, page: &str, who: &str, ground: &str) -> crate::house::Page {
    let shown = browser.get(page);
    browser.post(page, &[("_key", &shown.hidden("_key")), ("nguoi", who), ("can_cu", ground)])
}

/// Begins a birth with the box for the register as given; the page of the first questions.
fn begin_with(house: &House, browser: &Browser, ticked: bool) -> crate::house::Page {
    let start = browser.get(&format!("/nop-ho-so/{BIRTH}"));
    let (commune, key) = (house.commune.to_string(), start.hidden("_key"));
    let mut fields = vec![("_key", key.as_str()), ("co_quan", commune.as_str()), ("applicant", "individual")];
    fields.extend(ticked.then_some(("lay_dan_cu", "1")));
    let begun = browser.post(&format!("/nop-ho-so/{BIRTH}"), &fields);
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.words());
    browser.get(&begun.location)
}

both! {
    fn an_officer_asks_with_a_ground_and_sees_what_agrees_and_what_does_not(db) {
        let house = House::new(db);
        let page = page(&house);
        house.register.will_say(Ok(Some(lan())));
        let seen = ask(&house.officer, &page, "requester", GROUND);
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.words());
        seen.says("Khu phố 7");
        assert_eq!(seen.text.matches("khác, hãy xem lại").count(), 1, "the home alone: {}", seen.words());
        assert_eq!(seen.text.matches("khớp").count(), 2, "name and card: {}", seen.words());
        seen.says("08:58 5/2/2024");
        seen.says("Nguồn: cơ sở dữ liệu quốc gia về dân cư");
        let asked = house.register.asked.lock().unwrap();
        assert_eq!((asked.len(), asked[0].number.as_str(), asked[0].ground.as_str()), (1, "070190000123", GROUND));
        assert_eq!((asked[0].by.as_str(), asked[0].agency.contains("Tân Phú")), ("Lê Thu Hà", true));
    }

    fn no_more_is_asked_than_the_procedure_needs_and_no_more_is_shown_than_was_asked(db) {
        let house = House::new(db);
        let page = page(&house);
        house.register.will_say(Ok(Some(Record { nationality: Some("VN".into()), ethnicity: Some("22".into()), ..lan() })));
        // Lan is the mother too: asked about in either place. Nothing of the form asks her gender.
        let seen = ask(&house.officer, &page, "requester", GROUND);
        let asked = house.register.asked.lock().unwrap();
        assert!(!asked[0].facts.contains(&Fact::Gender), "{:?}", asked[0].facts);
        seen.does_not_say("Nữ");
        seen.does_not_say("Giới tính");
    }

    fn a_lookup_and_its_ground_are_in_the_journal_before_the_register_is_asked_and_its_answer_never(db) {
        let house = House::new(db);
        let page = page(&house);
        house.register.will_say(Ok(Some(lan())));
        ask(&house.officer, &page, "requester", GROUND);
        let id = house.register.asked.lock().unwrap()[0].id;
        let entries = house.store.read(|tx| journal::entries(tx, id)).unwrap();
        let kinds: Vec<_> = entries.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, ["population.asked", "population.answered"]);
        assert!(entries[0].body.contains(GROUND) && entries[0].body.contains("070******123") && entries[0].actor_name == "Lê Thu Hà");
        for entry in entries {
            assert!(!entry.body.contains("070190000123") && !entry.body.contains("Khu phố 7"), "{}", entry.body);
        }
        let kept: Vec<String> = house.store.read(|tx| tx.all("select ground from population_lookups where subject = '070******123'", &[], |row| row.get("ground"))).unwrap();
        assert_eq!(kept, [GROUND]);
    }

    fn without_a_ground_nothing_is_asked_and_what_was_typed_stays(db) {
        let house = House::new(db);
        let page = page(&house);
        for ground in ["", "xem", "         "] {
            let refused = ask(&house.officer, &page, "requester", ground);
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{ground}");
        }
        ask(&house.officer, &page, "requester", "xem thử").says("xem thử");
        assert_eq!(ask(&house.officer, &page, "nobody", GROUND).status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(house.register.asked.lock().unwrap().is_empty());
        assert_eq!(house.count("population_lookups"), 0);
    }

    fn the_same_form_sent_twice_asks_once(db) {
        let house = House::new(db);
        let page = page(&house);
        house.register.will_say(Ok(Some(lan())));
        let key = house.officer.get(&page).hidden("_key");
        let fields = [("_key", key.as_str()), ("nguoi", "requester"), ("can_cu", GROUND)];
        assert_eq!(house.officer.post(&page, &fields).status, StatusCode::OK);
        house.officer.post(&page, &fields).says("đã được gửi");
        assert_eq!(house.register.asked.lock().unwrap().len(), 1);
    }

    fn a_register_that_is_down_or_lies_is_said_so_listed_and_work_goes_on(db) {
        let house = House::new(db);
        let page = page(&house);
        for (answer, told, listed) in [
            (Err(RegisterFault::Unreachable("503".into())), "hiện không trả lời", "Không kết nối được"),
            (Err(RegisterFault::Doubted("another number".into())), "không khớp với người được hỏi", "Trả lời không tin được"),
            (Ok(None), "Không có người này trong cơ sở dữ liệu", "Không có người này"),
        ] {
            house.register.will_say(answer);
            let seen = ask(&house.officer, &page, "requester", GROUND);
            seen.says(told);
            seen.says(listed);
            seen.does_not_say("Khu phố 7");
        }
        house.officer.get(&page.replace("/tra-cuu-dan-cu/", "/xu-ly/")).says("Tra cứu dân cư");
    }

    fn only_the_staff_of_the_dossiers_agency_ask(db) {
        let house = House::new(db);
        let page = page(&house);
        assert_eq!(house.lan.get(&page).status, StatusCode::FORBIDDEN);
        assert_eq!(house.leader.get(&page).status, StatusCode::FORBIDDEN);
        house.stranger.get(&page).leads_to(&format!("/dang-nhap?tiep={}", web::redirect::query_value(&page)));
        assert_eq!(house.officer.get("/tra-cuu-dan-cu/0190a6b0-0000-7000-8000-000000000009").status, StatusCode::NOT_FOUND);
    }

    fn a_head_sees_who_of_the_agency_asked_about_whom_when_and_why(db) {
        let house = House::new(db);
        let page = page(&house);
        house.leader.get("/tra-cuu-dan-cu").says("Không có lần tra cứu nào");
        house.register.will_say(Ok(Some(lan())));
        ask(&house.officer, &page, "requester", GROUND);
        let list = house.leader.get("/tra-cuu-dan-cu");
        for words in ["Lê Thu Hà", "070******123", GROUND, "Có thông tin", "nơi thường trú"] {
            list.says(words);
        }
        list.does_not_say("070190000123");
        house.leader.get("/tra-cuu-dan-cu?tu=2024-01-01&den=2024-02-04").does_not_say("Lê Thu Hà");
        assert_eq!(house.officer.get("/tra-cuu-dan-cu").status, StatusCode::FORBIDDEN);
    }

    fn whoever_comes_by_e_identity_gets_the_form_filled_in_with_its_sources_and_may_change_it(db) {
        let house = House::new(db);
        house.register.will_say(Ok(Some(lan())));
        let browser = house.lan_at(IdentityLevel::Two);
        browser.get(&format!("/nop-ho-so/{BIRTH}")).says("Lấy sẵn thông tin của tôi");
        let form = begin_with(&house, &browser, true);
        form.says("value=\"Khu phố 7\"");
        form.says("Lấy từ cơ sở dữ liệu quốc gia về dân cư lúc 08:58");
        form.says("Lấy từ tài khoản của bạn");
        let asked = house.register.asked.lock().unwrap();
        assert_eq!(asked[0].facts.iter().copied().collect::<Vec<_>>(), [Fact::Residence, Fact::Document]);
        drop(asked);
        house.leader.get("/tra-cuu-dan-cu").does_not_say("chính người dân");
        // What she changes is hers: the source is not claimed any more.
        let at = house.store.read(|tx| tx.one("select id from dossier_drafts", &[], |row| row.get::<base::DossierId>("id"))).unwrap();
        let changed: Vec<(&str, &str)> = crate::portal::answers();
        browser.post(&format!("/ho-so-nhap/{at}/to-khai-1/luu"), &changed);
        let again = browser.get(&format!("/ho-so-nhap/{at}/to-khai-1"));
        again.says("value=\"Khu phố 2\"");
        again.does_not_say("dân cư lúc");
    }

    fn without_e_identity_or_without_her_wish_nobody_is_asked(db) {
        let house = House::new(db);
        house.register.will_say(Ok(Some(lan())));
        house.lan.get(&format!("/nop-ho-so/{BIRTH}")).does_not_say("Lấy sẵn thông tin của tôi");
        begin_with(&house, &house.lan, true).does_not_say("Khu phố 7");
        begin_with(&house, &house.lan_at(IdentityLevel::One), false).does_not_say("Khu phố 7");
        assert!(house.register.asked.lock().unwrap().is_empty());
    }

    fn a_register_that_is_down_does_not_keep_anybody_from_beginning(db) {
        let house = House::new(db);
        house.register.will_say(Err(RegisterFault::Unreachable("timeout".into())));
        let form = begin_with(&house, &house.lan_at(IdentityLevel::Two), true);
        assert_eq!(form.status, StatusCode::OK);
        form.does_not_say("dân cư lúc");
        assert_eq!(house.count("dossier_drafts"), 1);
    }

    fn at_the_counter_a_ground_lets_the_register_fill_the_form_in_and_without_one_nobody_is_asked(db) {
        let house = House::new(db);
        house.register.will_say(Ok(Some(lan())));
        let who = |ground: &'static str| vec![
            ("nop.loai", "individual"), ("nop.ten", "Nguyễn Thị Lan"), ("nop.giay", "personal"),
            ("nop.so", "070190000123"), ("can_cu_dan_cu", ground),
        ];
        let draft = crate::counter::begin(&house, "counter");
        house.officer.get(&format!("{draft}/nguoi-nop")).says("Căn cứ tra cứu cơ sở dữ liệu dân cư");
        house.officer.post(&format!("{draft}/nguoi-nop"), &who("")).leads_to(&format!("{draft}/to-khai-1"));
        assert!(house.register.asked.lock().unwrap().is_empty());
        house.officer.post(&format!("{draft}/nguoi-nop"), &who(GROUND)).leads_to(&format!("{draft}/to-khai-1"));
        let form = house.officer.get(&format!("{draft}/to-khai-1"));
        form.says("value=\"Khu phố 7\"");
        form.says("Theo thông tin người nộp");
        form.says("dân cư lúc 08:58");
        let list = house.leader.get("/tra-cuu-dan-cu");
        list.says(GROUND);
        list.says("hồ sơ đang soạn");
        // A register that is down is said so, and the counter goes on.
        house.register.will_say(Err(RegisterFault::Unreachable("503".into())));
        let draft = crate::counter::begin(&house, "counter");
        house.officer.post(&format!("{draft}/nguoi-nop"), &who(GROUND)).leads_to(&format!("{draft}/to-khai-1"));
        house.officer.get(&format!("{draft}/to-khai-1")).does_not_say("Khu phố 7");
    }

    fn what_an_earlier_dossier_said_is_not_asked_again(db) {
        let house = House::new(db);
        let filed = file(&house, &house.lan);
        let id = filed.rsplit('/').next().unwrap();
        let code: String = house.store.read(|tx| tx.one("select code from dossiers", &[], |row| row.get("code"))).unwrap();
        let draft = begin(&house, &house.lan);
        let form = house.lan.get(&format!("{draft}/to-khai-1"));
        form.says("value=\"Khu phố 2\"");
        form.says(&format!("Lấy từ hồ sơ {code} bạn đã nộp"));
        assert!(!form.text.contains("Nguyễn Minh Anh"), "what was about others is not taken over: {id}");
        // The register knows better than an earlier dossier.
        house.register.will_say(Ok(Some(lan())));
        begin_with(&house, &house.lan_at(IdentityLevel::Two), true).says("value=\"Khu phố 7\"");
    }
}

#[test]
fn every_question_that_forms_take_from_the_register_is_a_fact_it_knows_or_a_number() {
    use services::{
        catalogue::domain::{Kind, form::Prefill},
        population::fields::fact_of,
    };
    let db = testkit::sqlite();
    let house = House::new(&db);
    for law in house.procedures(date(2024, 2, 5)) {
        let Some(form) = house.form(&law) else { continue };
        for field in form.fields().filter(|field| field.prefill == Some(Prefill::Population)) {
            assert!(fact_of(field).is_some() || field.kind == Kind::PersonalNumber, "{}: {}", form.id, field.name);
        }
    }
}
