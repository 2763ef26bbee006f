use axum::http::StatusCode;
use base::{
    Actor, IdentityLevel,
    identity::{PersonalNumber, Phone},
};
use directory::{
    accounts::{self, Holder, Login, Registration, commands::NewAccount},
    persons::{self, Details, Identity, IdentityKind},
};
use store::Store;
use testkit::both;

use crate::world::{Browser, HOA, Log, MAI, Seen, Site};

const LEAVE: &str = "/dang-nhap/dinh-danh?muc=2";

fn identity(number: &str) -> Identity {
    Identity::parse(IdentityKind::Personal, number).unwrap()
}

fn person_of(store: &Store, number: &str) -> Option<persons::Person> {
    store.read(|tx| persons::queries::by_identity(tx, &identity(number))).unwrap()
}

fn is_signed_in(seen: &Seen) -> bool {
    seen.status == StatusCode::SEE_OTHER && !seen.location.contains("dang-nhap")
}

both! {
    fn the_first_sign_in_opens_an_account_and_the_next_one_finds_it(db) {
        let (provider, site) = Site::open(db);
        let mut browser = Browser::default();
        let seen = browser.identify(&site, &provider, "/dang-nhap/dinh-danh?muc=2&tiep=/tai-khoan", MAI, "2", "");
        assert_eq!((seen.status, seen.location.as_str()), (StatusCode::SEE_OTHER, "/tai-khoan"));
        let page = browser.get(&site, "/tai-khoan").text;
        assert!(page.contains("Trần Thị Mai") && page.contains("Định danh điện tử mức độ 2"), "{page}");
        let first = person_of(db, MAI).unwrap();
        assert_eq!(first.details.phone.as_ref().unwrap().as_str(), "0909900001");
        let mut another = Browser::default();
        assert!(is_signed_in(&another.identify(&site, &provider, LEAVE, MAI, "1", "")));
        let account = db.read(|tx| accounts::queries::of_person(tx, first.id)).unwrap().unwrap();
        let sessions = db.read(|tx| web::session::list(tx, &site.app.settings, base::Clock::now(&site.clock), account.id)).unwrap();
        let mut levels: Vec<_> = sessions.iter().map(|session| session.proof.and_then(base::Proof::level)).collect();
        levels.sort();
        assert_eq!(levels, [Some(IdentityLevel::One), Some(IdentityLevel::Two)], "the level is kept with the session");
    }

    fn somebody_known_from_the_counter_is_linked_by_number_and_what_is_known_stays(db) {
        let (provider, site) = Site::open(db);
        let system = Actor::system();
        let details = Details {
            name: "Trần Thị Mai".into(), identity: Some(identity(MAI)), address: "Ấp 1".into(),
            phone: Some(Phone::parse("0911111111").unwrap()), ..Details::default()
        };
        let known = db.write(|tx| persons::commands::create(tx, site.act(&system), &details)).unwrap();
        let mut browser = Browser::default();
        assert!(is_signed_in(&browser.identify(&site, &provider, LEAVE, MAI, "2", "")));
        let person = person_of(db, MAI).unwrap();
        assert_eq!(person.id, known);
        assert_eq!(person.details.phone.unwrap().as_str(), "0911111111", "what was known stays");
        assert_eq!(person.details.born, Some(jiff::civil::date(1990, 5, 12)), "what was missing is added");
    }

    fn a_password_that_nobody_vouched_for_ends_when_the_owner_of_the_number_comes(db) {
        let (provider, site) = Site::open(db);
        let system = Actor::system();
        let hash = site.app.get::<directory::Passwords>().hash(&site.ids, "con mèo trèo cây cau");
        let squatter = Registration {
            details: Details { name: "Kẻ Mạo Danh".into(), ..Details::default() },
            number: PersonalNumber::parse(MAI).unwrap(), phone: Phone::parse("0933333333").unwrap(), hash,
        };
        db.write(|tx| accounts::commands::register(tx, site.act(&system), &squatter)).unwrap();
        let sign_in = format!("ten={MAI}&mat_khau=con m%C3%A8o tr%C3%A8o c%C3%A2y cau");
        let mut thief = Browser::default();
        assert!(is_signed_in(&thief.post(&site, "/dang-nhap", &sign_in)));
        let mut owner = Browser::default();
        assert!(is_signed_in(&owner.identify(&site, &provider, LEAVE, MAI, "2", "")));
        assert_eq!(thief.get(&site, "/tai-khoan").status, StatusCode::SEE_OTHER, "the thief's session ended");
        assert_eq!(thief.post(&site, "/dang-nhap", &sign_in).status, StatusCode::UNPROCESSABLE_ENTITY);
        // The owner sets a password of her own, and it stays at the next sign-in.
        let new = "mat_khau_moi=m%E1%BB%99t c%C3%A2u c%E1%BB%A7a t%C3%B4i&nhap_lai=m%E1%BB%99t c%C3%A2u c%E1%BB%A7a t%C3%B4i";
        assert_eq!(owner.post(&site, "/tai-khoan/mat-khau", new).location, "/tai-khoan");
        assert!(is_signed_in(&Browser::default().identify(&site, &provider, LEAVE, MAI, "2", "")));
        let own = format!("ten={MAI}&mat_khau=m%E1%BB%99t c%C3%A2u c%E1%BB%A7a t%C3%B4i");
        assert!(is_signed_in(&Browser::default().post(&site, "/dang-nhap", &own)));
    }

    fn a_password_handed_over_at_the_counter_stays(db) {
        let (provider, site) = Site::open(db);
        let system = Actor::system();
        let details = Details { name: "Trần Thị Mai".into(), identity: Some(identity(MAI)), ..Details::default() };
        let hash = site.app.get::<directory::Passwords>().hash(&site.ids, "con mèo trèo cây cau");
        db.write(|tx| {
            let person = persons::commands::create(tx, site.act(&system), &details).map_err(|_| store::Error::NotFound)?;
            let new = NewAccount { holder: Holder::Person(person), login: Login::username("mai").unwrap(), hash: hash.clone(), must_change: false };
            accounts::commands::open(tx, site.act(&system), &new).map_err(|_| store::Error::NotFound)
        }).unwrap();
        assert!(is_signed_in(&Browser::default().identify(&site, &provider, LEAVE, MAI, "2", "")));
        let sign_in = "ten=mai&mat_khau=con m%C3%A8o tr%C3%A8o c%C3%A2y cau";
        assert!(is_signed_in(&Browser::default().post(&site, "/dang-nhap", sign_in)));
    }

    fn whoever_is_signed_in_proves_more_but_becomes_nobody_else(db) {
        let (provider, site) = Site::open(db);
        let mut browser = Browser::default();
        assert!(is_signed_in(&browser.identify(&site, &provider, LEAVE, MAI, "1", "")));
        let seen = browser.identify(&site, &provider, LEAVE, HOA, "2", "");
        assert_eq!(seen.status, StatusCode::FORBIDDEN);
        assert!(seen.text.contains("của người khác"), "{}", seen.text);
        assert!(browser.get(&site, "/tai-khoan").text.contains("Trần Thị Mai"), "she is still signed in");
        assert!(is_signed_in(&browser.identify(&site, &provider, LEAVE, MAI, "2", "")));
        assert!(browser.get(&site, "/tai-khoan").text.contains("mức độ 2"));
    }

    fn a_closed_account_stays_closed_whatever_the_provider_says(db) {
        let (provider, site) = Site::open(db);
        assert!(is_signed_in(&Browser::default().identify(&site, &provider, LEAVE, MAI, "2", "")));
        let person = person_of(db, MAI).unwrap();
        let system = Actor::system();
        let account = db.read(|tx| accounts::queries::of_person(tx, person.id)).unwrap().unwrap();
        db.write(|tx| accounts::commands::close(tx, site.act(&system), account.id)).unwrap();
        let seen = Browser::default().identify(&site, &provider, LEAVE, MAI, "2", "");
        assert_eq!(seen.status, StatusCode::FORBIDDEN);
        assert!(seen.text.contains("đã bị khóa"), "{}", seen.text);
    }

    fn a_wrong_answer_signs_nobody_in_tells_the_person_why_and_the_operator_what(db) {
        for (fault, told, logged) in [
            ("signature", "không xác minh được", "signature"),
            ("nonce", "bắt đầu lại", "nonce"),
            ("audience", "không xác minh được", "audience"),
            ("expired", "quá thời gian", "expired"),
            ("issuer", "không xác minh được", "issuer"),
            ("replayed", "đã được dùng", "code"),
            ("claims", "chưa gửi đủ", "claims"),
            ("down", "không trả lời", "unreachable"),
            ("slow", "không trả lời", "unreachable"),
        ] {
            let (provider, site) = Site::open(db);
            let log = Log::default();
            let listening = log.listen();
            let mut browser = Browser::default();
            let seen = browser.identify(&site, &provider, LEAVE, MAI, "2", fault);
            drop(listening);
            assert!(!is_signed_in(&seen) && seen.text.contains(told), "{fault}: {} {}", seen.status, seen.text);
            assert!(seen.text.contains("Thử lại"), "{fault}: the way on is shown");
            assert_eq!(browser.get(&site, "/tai-khoan").status, StatusCode::SEE_OTHER, "{fault}: nobody is signed in");
            let log = log.text();
            let line = log.lines().find(|line| line.contains("ERROR") && line.contains(&format!("fault=\"{logged}\"")));
            assert!(line.is_some_and(|line| line.contains("reference")), "{fault}: {log}");
            assert!(!log.contains(MAI) && !log.contains("Mai"), "the log names nobody: {log}");
            assert!(person_of(db, MAI).is_none(), "{fault}: nobody was put on record");
        }
    }

    fn a_browser_that_began_nothing_or_comes_twice_is_sent_to_begin_again(db) {
        let (provider, site) = Site::open(db);
        let mut victim = Browser::default();
        let away = victim.get(&site, LEAVE).location;
        let back = site.pick(&provider, &away, MAI, "2", "");
        let mut other = Browser::default();
        assert_eq!(other.come_back(&site, &back).status, StatusCode::FORBIDDEN, "a link from elsewhere signs nobody in");
        let forged = back.replace("state=", "state=x");
        assert_eq!(victim.come_back(&site, &forged).status, StatusCode::FORBIDDEN);
        assert_eq!(victim.come_back(&site, &back).status, StatusCode::FORBIDDEN, "what was begun is taken once");
        assert!(is_signed_in(&victim.identify(&site, &provider, LEAVE, MAI, "2", "")));
    }

    fn whoever_says_no_or_takes_too_long_begins_again_without_alarm(db) {
        let (provider, site) = Site::open(db);
        let mut browser = Browser::default();
        let away = browser.get(&site, LEAVE).location;
        let seen = browser.come_back(&site, &site.decline(&provider, &away));
        assert!(seen.status == StatusCode::FORBIDDEN && seen.text.contains("Bạn đã dừng đăng nhập"), "{}", seen.text);
        let away = browser.get(&site, LEAVE).location;
        let back = site.pick(&provider, &away, MAI, "2", "");
        site.clock.advance_minutes(11);
        assert!(browser.come_back(&site, &back).text.contains("quá thời gian"));
    }

    fn the_sign_in_page_offers_the_trial_identity_and_says_that_it_is_one(db) {
        let (provider, site) = Site::open(db);
        let page = Browser::default().get(&site, "/dang-nhap?tiep=/ho-so-cua-toi").text;
        assert!(page.contains("định danh thử nghiệm") && page.contains("muc=2&amp;tiep=%2Fho-so-cua-toi"), "{page}");
        let to = Browser::default().get(&site, LEAVE).location;
        assert!(to.starts_with(&provider.address), "{to}");
    }
}
