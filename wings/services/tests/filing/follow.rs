//! Following a dossier.

use axum::http::StatusCode;
use testkit::both;

use crate::{
    house::House,
    portal::{PDF, file},
};

const CODE: &str = "H10.32.01-240205-0001";

both! {
    fn tracking_tells_how_far_it_is_and_no_name(db) {
        let house = House::new(db);
        file(&house, &house.lan);
        house.stranger.get("/tra-cuu?ma=%20h10.32.01%20-240205-0001%20").leads_to(&format!("/tra-cuu/{CODE}"));
        let page = house.stranger.get(&format!("/tra-cuu/{CODE}"));
        assert_eq!(page.status, StatusCode::OK);
        page.says("Chờ tiếp nhận");
        page.says("Làm giấy khai sinh cho con");
        page.says("Đã nộp hồ sơ trực tuyến");
        page.says("Ủy ban nhân dân phường Tân Phú");
        for private in ["Lan", "Minh Anh", "070190000123", "chung-sinh.pdf"] {
            page.does_not_say(private);
        }
    }

    fn an_unknown_code_says_so_and_nothing_more(db) {
        let house = House::new(db);
        let page = house.stranger.get("/tra-cuu/H10.32.01-240205-0009");
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        page.says("Không có hồ sơ mang mã này");
        house.stranger.get("/tra-cuu/h10.32.01-240205-0009").leads_to("/tra-cuu/H10.32.01-240205-0009");
    }

    fn only_its_applicant_sees_a_dossier(db) {
        let house = House::new(db);
        let dossier = file(&house, &house.lan);
        let own = house.lan.get(&dossier);
        assert_eq!(own.status, StatusCode::OK, "{}", own.words());
        own.says("Nguyễn Minh Anh");
        own.says("chung-sinh.pdf");
        for path in ["", "/da-nop"] {
            assert_eq!(house.other.get(&format!("{dossier}{path}")).status, StatusCode::NOT_FOUND);
        }
        house.lan.get("/ho-so-cua-toi").says(CODE);
        house.other.get("/ho-so-cua-toi").does_not_say(CODE);
        let at = own.text.find("/tep/").unwrap();
        let paper = &own.text[at..at + 41];
        assert_eq!(house.lan.get(&format!("{dossier}{paper}")).text.as_bytes(), PDF);
        assert_eq!(house.other.get(&format!("{dossier}{paper}")).status, StatusCode::NOT_FOUND);
    }

    fn a_dossier_is_taken_back_with_a_reason(db) {
        let house = House::new(db);
        let dossier = file(&house, &house.lan);
        let page = house.lan.get(&dossier);
        let version = page.hidden("phien_ban");
        let without = house.lan.post(&format!("{dossier}/rut"), &[("phien_ban", &version), ("ly_do_rut", " ")]);
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        let path = format!("{dossier}/rut");
        let form = [("phien_ban", version.as_str()), ("ly_do_rut", "Sẽ nộp lại sau")];
        assert_eq!(house.other.post(&path, &form).status, StatusCode::NOT_FOUND);
        house.lan.post(&path, &form).leads_to(&dossier);
        let after = house.lan.get(&dossier);
        after.says("Đã rút hồ sơ");
        after.says("Sẽ nộp lại sau");
        house.stranger.get(&format!("/tra-cuu/{CODE}")).does_not_say("Sẽ nộp lại sau");
    }

    fn what_is_missing_is_sent_and_a_bad_file_does_not_lose_the_good_one(db) {
        use base::{Actor, Role, access::Post};
        use services::dossiers::commands::{AskSupplement, Context, Target, ask_supplement};

        let house = House::new(db);
        let dossier = file(&house, &house.lan);
        let id: base::DossierId = dossier.rsplit('/').next().unwrap().parse().unwrap();
        house.ask(|tx, cx: &Context| {
            let how = AskSupplement {
                items: vec!["Giấy chứng sinh".into(), "Giấy uỷ quyền".into()],
                reason: "Bản chụp mờ".into(),
                ground: String::new(),
            };
            ask_supplement(tx, cx, Target::from(id), how).unwrap();
        }, Actor {
            posts: vec![Post { agency: house.commune, role: Role::Reception, covers: vec![] }],
            ..Actor::system()
        });
        house.clock.advance_minutes(5);
        house.lan.get("/ho-so-cua-toi").says("Cần bạn làm");
        let page = house.lan.get(&dossier);
        page.says("Bản chụp mờ");
        let version = page.hidden("phien_ban");
        let path = format!("{dossier}/bo-sung");
        let files: &[(&str, &str, &[u8])] = &[("giay.0", "moi.pdf", PDF), ("giay.1", "hong.pdf", b"MZ")];
        let wrong = house.lan.upload(&path, &[("phien_ban", &version), ("loi_nhan", "Đã chụp lại")], files);
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.words());
        wrong.says("hong.pdf");
        wrong.says("moi.pdf");
        wrong.says("Đã chụp lại");
        let version = wrong.hidden("phien_ban");
        let form = [("phien_ban", version.as_str()), ("loi_nhan", "Đã chụp lại")];
        house.lan.upload(&path, &form, &[("giay.1", "uy-quyen.pdf", PDF)]).leads_to(&dossier);
        let after = house.lan.get(&dossier);
        after.says("Đã nhận giấy tờ bổ sung");
        after.says("Chờ tiếp nhận");
        after.says("uy-quyen.pdf");
    }
}
