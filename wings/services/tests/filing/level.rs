//! A procedure that asks for a level of e-identity of whoever files online.

use axum::http::StatusCode;
use base::IdentityLevel::{One, Two};
use testkit::both;

use crate::{
    house::{BIRTH, House},
    portal::prepare,
};

both! {
    fn filing_with_a_lower_level_says_so_and_leads_to_signing_in_again_and_back(db) {
        let house = House::new(db);
        house.ask_for_level_two();
        house.lan.get(&format!("/nop-ho-so/{BIRTH}")).says("định danh điện tử mức độ 2");
        for browser in [house.lan.clone(), house.lan_at(One)] {
            let draft = prepare(&house, &browser);
            let review = browser.get(&format!("{draft}/xem-lai"));
            review.says("Cần định danh điện tử mức độ 2 để nộp hồ sơ này");
            let back = web::redirect::query_value(&format!("{draft}/xem-lai"));
            review.says(&format!("/dang-nhap/dinh-danh?muc=2&amp;tiep={back}"));
            review.does_not_say("Nộp hồ sơ</button>");
            // Whoever sends the form all the same is told the same.
            let sent = browser.post(&format!("{draft}/xem-lai"), &[("_key", "0190a6b0-0000-7000-8000-000000000001")]);
            assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
            sent.says("Cần định danh điện tử mức độ 2");
            assert_eq!(house.count("dossiers"), 0);
        }
    }

    fn signed_in_again_with_level_two_she_finds_everything_as_typed_and_files(db) {
        let house = House::new(db);
        house.ask_for_level_two();
        let draft = prepare(&house, &house.lan);
        let again = house.lan_at(Two);
        let review = again.get(&format!("{draft}/xem-lai"));
        review.says("Nguyễn Minh Anh");
        let filed = again.post(&format!("{draft}/xem-lai"), &[("_key", &review.hidden("_key"))]);
        assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.words());
        assert_eq!(house.count("dossiers"), 1);
    }

    fn the_command_refuses_what_the_page_would_not_offer(db) {
        use services::dossiers::{commands::{Filing, MoveError, file}, domain::Channel};
        let house = House::new(db);
        house.ask_for_level_two();
        let person = house.person("070190000123");
        let version = house.procedures(jiff::civil::date(2024, 2, 5)).iter().find(|one| one.package.code == BIRTH).unwrap().version;
        let commune = house.commune;
        for (level, taken) in [(None, false), (Some(One), false), (Some(Two), true)] {
            let actor = base::Actor { person: Some(person), level, ..base::Actor::system() };
            house.ask(|tx, cx| {
                let filing = Filing {
                    id: None, version, agency: commune, channel: Channel::Online, applicant: person, applicant_name: "Lan".into(),
                    found_by: String::new(), answers: serde_json::json!({}), papers: Vec::new(),
                };
                let done = file(tx, cx, filing);
                assert_eq!(done.is_ok(), taken, "{level:?}");
                assert!(taken || matches!(done, Err(MoveError::Invalid("identity_level", _))));
            }, actor);
        }
    }
}
