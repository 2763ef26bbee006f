//! What people and officers are told, and what the screens say of it.

use axum::http::StatusCode;
use directory::notices::{Failure, Outgoing, Recipient, Way};
use jiff::civil::date;
use services::dossiers::{
    commands::{Accept, AskSupplement, accept, ask_supplement},
    notices::{DUE_HEAD, DUE_OFFICER, RESULT_WAITS, SUPPLEMENT_WAITS},
};
use testkit::both;

use crate::house::{BIRTH, Browser, House, SEVERAL};

/// A gateway that takes everything.
struct Taking;

impl Way for Taking {
    fn send(&self, _: &Outgoing) -> Result<Option<String>, Failure> {
        Ok(None)
    }
}

/// A gateway that knows no number.
struct Refusing;

impl Way for Refusing {
    fn send(&self, _: &Outgoing) -> Result<Option<String>, Failure> {
        Err(Failure::Refused("no such number".into()))
    }
}

fn to(browser: &Browser) -> Recipient {
    Recipient::Staff(browser.actor.staff.expect("a member of staff"))
}

both! {
    fn a_move_tells_the_facts_of_its_moment_in_one_row(db) {
        let house = House::new(db);
        let dossier = house.file(BIRTH, true);
        house.act(&house.counter, |tx, cx| accept(tx, cx, dossier.id.into(), Accept::default()));
        let told = house.told();
        let kinds: Vec<_> = told.iter().map(|told| told.kind.as_str()).collect();
        assert_eq!(kinds, ["dossier.filed", "dossier.accepted"]);
        let facts = &told[1].facts;
        assert_eq!((facts["ma_ho_so"].as_str(), facts["hen_tra"].as_str()), (dossier.code.as_str(), "5/2/2024"));
        assert_eq!(facts["thu_tuc"], "Làm giấy khai sinh cho con");
        assert_eq!((told[1].about, told[1].entry), (Some(dossier.id.into()), Some(2)));
    }

    fn the_timeline_says_what_was_told_and_hides_the_address(db) {
        let house = House::new(db);
        let dossier = house.file(BIRTH, true);
        let (id, code) = (dossier.id, dossier.code);
        house.send_to(Taking);
        for page in [house.counter.get(&format!("/xu-ly/{id}")), house.citizen.get(&format!("/ho-so-cua-toi/{id}"))] {
            page.is(StatusCode::OK);
            page.says("Đã gửi Tin nhắn SMS 091•••678, 09:00 5/2/2024");
            page.says(&format!("Da nhan ho so {code}"));
            assert!(!page.text.contains("example.vn/nt/"), "the link is hers alone");
            page.does_not_say("84912345678");
        }
    }

    fn what_could_not_be_sent_says_so_on_the_timeline(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        house.send_to(Refusing);
        house.counter.get(&format!("/xu-ly/{id}")).says("Không gửi được Tin nhắn SMS 091•••678");
    }

    fn whoever_holds_a_dossier_and_the_head_are_told_once_for_each_threshold(db) {
        let house = House::new(db);
        let id = house.file(SEVERAL, true).id;
        let how = Accept { case: Some(2), assignee: house.officer.actor.staff };
        let accepted = house.act(&house.counter, |tx, cx| accept(tx, cx, id.into(), how.clone()));
        let due = accepted.due.expect("a promise").on;
        let told = |days: u32| {
            let calendar = base::calendar::Calendar::default();
            let day = calendar.subtract_working_days(due, days);
            house.clock.set_local(day.at(7, 15, 0, 0));
            let told = house.remind();
            told.iter().map(|told| (told.to, told.kind.clone(), told.facts["sap_den_han"].clone())).collect::<Vec<_>>()
        };
        assert!(told(3).is_empty(), "there is time");
        let soon = [(to(&house.head), DUE_HEAD.to_owned(), "1".to_owned()), (to(&house.officer), DUE_OFFICER.to_owned(), "1".to_owned())];
        assert_eq!(told(2), soon);
        assert!(told(2).is_empty() && told(1).is_empty(), "that threshold was told");
        assert_eq!(told(0), soon);
        house.clock.set_local(due.tomorrow().expect("a day").at(7, 15, 0, 0));
        let monday = base::calendar::Calendar::default().on_or_next_working_day(due.tomorrow().expect("a day"));
        house.clock.set_local(monday.at(7, 15, 0, 0));
        let late = house.remind();
        assert_eq!(late.len(), 2);
        assert_eq!((late[0].facts["qua_han"].as_str(), late[0].facts["sap_den_han"].as_str()), ("1", "0"));
        assert!(late[0].facts["danh_sach"].contains("đã quá hạn"), "{:?}", late[0].facts);
        assert!(house.remind().is_empty());
    }

    fn many_dossiers_are_one_digest(db) {
        let house = House::new(db);
        for _ in 0..25 {
            let id = house.file(BIRTH, true).id;
            house.act(&house.counter, |tx, cx| accept(tx, cx, id.into(), Accept::default()));
        }
        let told = house.remind();
        assert_eq!(told.len(), 3, "the head and both officers: nobody in particular holds them");
        assert_eq!(told[0].facts["so_ho_so"], "25");
        assert!(told[0].facts["danh_sach"].ends_with("… và 5 hồ sơ khác"));
        assert!(told[0].facts["danh_sach.en"].ends_with("… and 5 more"));
    }

    fn nobody_is_told_of_deadlines_on_a_sunday(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        house.act(&house.counter, |tx, cx| accept(tx, cx, id.into(), Accept::default()));
        house.clock.set_local(date(2024, 2, 25).at(7, 15, 0, 0));
        assert!(house.remind().is_empty());
        house.clock.set_local(date(2024, 2, 26).at(7, 15, 0, 0));
        assert_eq!(house.remind().len(), 3);
    }

    fn applicants_are_reminded_of_missing_papers_and_of_results(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        let missing = AskSupplement {
            items: vec!["Giấy chứng sinh".into()],
            reason: "Bản đã nộp bị mờ".into(),
            ground: String::new(),
        };
        house.act(&house.counter, |tx, cx| ask_supplement(tx, cx, id.into(), missing.clone()));
        let after = |days: i8| {
            house.clock.set_local(date(2024, 2, 5 + days).at(9, 0, 0, 0));
            let told = house.remind();
            told.iter().map(|told| (told.kind.clone(), told.facts["so_ngay"].clone())).collect::<Vec<_>>()
        };
        assert!(after(4).is_empty());
        assert_eq!(after(5), [(SUPPLEMENT_WAITS.to_owned(), "5".to_owned())]);
        assert!(after(6).is_empty() && after(14).is_empty());
        assert_eq!(after(16), [(SUPPLEMENT_WAITS.to_owned(), "16".to_owned())]);
        assert!(after(20).is_empty());
        assert_ne!(SUPPLEMENT_WAITS, RESULT_WAITS);
    }

    fn whoever_was_not_reminded_for_long_is_reminded_once(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        let missing = AskSupplement {
            items: vec!["Giấy chứng sinh".into()],
            reason: "Bản đã nộp bị mờ".into(),
            ground: String::new(),
        };
        house.act(&house.counter, |tx, cx| ask_supplement(tx, cx, id.into(), missing.clone()));
        house.clock.set_local(date(2024, 2, 29).at(9, 0, 0, 0));
        assert_eq!(house.remind().len(), 1, "fifteen days and five are one reminder");
    }
}
