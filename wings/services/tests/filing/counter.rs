//! The counter takes dossiers in.

use axum::http::StatusCode;
use testkit::both;

use crate::{
    house::{BIRTH, House},
    portal::answers,
};

/// Begins at the counter; the address of the draft.
pub fn begin(house: &House, channel: &str) -> String {
    let find = house.officer.get("/tiep-nhan?q=khai%20sinh");
    find.says(BIRTH);
    let how = house.officer.get(&format!("/tiep-nhan?thu_tuc={BIRTH}"));
    let (key, agency) = (how.hidden("_key"), house.commune.to_string());
    let fields = [("_key", key.as_str()), ("thu_tuc", BIRTH), ("kenh", channel), ("co_quan", &agency)];
    let begun = house.officer.post("/tiep-nhan", &fields);
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.words());
    begun.location.strip_suffix("/nguoi-nop").unwrap().to_owned()
}

const WHO: [(&str, &str); 5] = [
    ("nop.loai", "individual"),
    ("nop.ten", "Điểu Thị Hoa"),
    ("nop.giay", "personal"),
    ("nop.so", "070180000789"),
    ("nop.dien_thoai", "0912 345 678"),
];

both! {
    fn the_counter_files_for_a_person_without_an_account_and_accepts_at_once(db) {
        let house = House::new(db);
        let draft = begin(&house, "counter");
        let mut wrong = WHO;
        wrong[3] = ("nop.so", "0701");
        let page = house.officer.post(&format!("{draft}/nguoi-nop"), &wrong);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("value=\"Điểu Thị Hoa\"");
        house.officer.post(&format!("{draft}/nguoi-nop"), &WHO).leads_to(&format!("{draft}/to-khai-1"));
        // One page for those who type all day, filled in with the applicant.
        house.officer.get(&format!("{draft}/to-khai-1")).says("value=\"Điểu Thị Hoa\"");
        house.officer.post(&format!("{draft}/to-khai-1"), &answers()).leads_to(&format!("{draft}/giay-to"));
        let none = house.officer.upload(&format!("{draft}/giay-to"), &[], &[]);
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        none.says("đánh dấu đã nhận bản giấy");
        let paper = [("tren_giay", "birth_slip_health")];
        house.officer.upload(&format!("{draft}/giay-to"), &paper, &[]).leads_to(&format!("{draft}/xem-lai"));
        let review = house.officer.get(&format!("{draft}/xem-lai"));
        review.says("Điểu Thị Hoa");
        review.says("bản giấy");
        let key = review.hidden("_key");
        let filed = house.officer.post(&format!("{draft}/xem-lai"), &[("_key", &key), ("_tiep_nhan", "1")]);
        let id = draft.rsplit('/').next().unwrap();
        filed.leads_to(&format!("/tiep-nhan/{id}/bien-nhan"));
        let receipt = house.officer.get(&filed.location);
        receipt.says("Giấy tiếp nhận hồ sơ và hẹn trả kết quả");
        receipt.says("H10.32.01-240205-0001");
        receipt.says("Điểu Thị Hoa");
        receipt.says("Giấy chứng sinh (bản giấy)");
        receipt.says("Lê Thu Hà");
        receipt.says("Vì sao là ngày này?");
        receipt.says("/tra-cuu/H10.32.01-240205-0001");
        house.stranger.get("/tra-cuu/H10.32.01-240205-0001").says("Đang xử lý");
        assert_eq!(house.count("dossiers"), 1);
    }

    fn somebody_known_is_found_by_number_and_not_written_down_twice(db) {
        let house = House::new(db);
        let persons = house.count("persons");
        let draft = begin(&house, "post");
        let found = house.officer.get(&format!("{draft}/nguoi-nop?q=tran%20van%20binh"));
        found.says("Trần Văn Bình");
        found.does_not_say("070085000456");
        let id = found.chosen("_chon");
        house.officer.post(&format!("{draft}/nguoi-nop"), &[("_chon", &id)]).leads_to(&format!("{draft}/nguoi-nop"));
        house.officer.get(&format!("{draft}/nguoi-nop")).says("value=\"070085000456\"");
        let who: Vec<(&str, &str)> = vec![
            ("nop.id", &id),
            ("nop.loai", "individual"),
            ("nop.ten", "Trần Văn Bình"),
            ("nop.giay", "personal"),
            ("nop.so", "070085000456"),
            ("nop.dia_chi", "Khu phố 5"),
            ("nop.sinh.ngay", "3"),
            ("nop.sinh.thang", "4"),
            ("nop.sinh.nam", "1985"),
        ];
        house.officer.post(&format!("{draft}/nguoi-nop"), &who).leads_to(&format!("{draft}/to-khai-1"));
        house.officer.post(&format!("{draft}/to-khai-1"), &answers());
        house.officer.upload(&format!("{draft}/giay-to"), &[("tren_giay", "birth_slip_health")], &[]);
        let key = house.officer.get(&format!("{draft}/xem-lai")).hidden("_key");
        let filed = house.officer.post(&format!("{draft}/xem-lai"), &[("_key", &key)]);
        house.officer.get(&filed.location).says("Đã nhận hồ sơ");
        assert_eq!(house.count("persons"), persons);
        // The person follows it in their own account.
        house.other.get("/ho-so-cua-toi").says("H10.32.01-240205-0001");
    }

    fn a_citizen_cannot_use_the_counter_and_an_officer_not_the_portal(db) {
        let house = House::new(db);
        assert_eq!(house.lan.get("/tiep-nhan").status, StatusCode::FORBIDDEN);
        assert_eq!(house.officer.get(&format!("/nop-ho-so/{BIRTH}")).status, StatusCode::FORBIDDEN);
    }
}
