//! Accounts: signing in, waiting, opening, changing, and who acts.
#![allow(clippy::unwrap_used)]

mod office;

use base::{
    AccountId, Actor, PersonId, Role,
    identity::{Email, PersonalNumber, Phone},
};
use directory::{
    Refused,
    accounts::{
        Fault, Holder, Login, People, Registration,
        commands::{self, NewAccount, Verdict},
        queries,
    },
    agencies::id_of,
    persons::{self, Details, Identity},
    staff,
};
use jiff::civil::date;
use office::{Office, PASSWORD, actor};
use store::journal;
use testkit::both;
use web::{Identify, Settings, session};

/// Tries to sign in as the page does.
fn attempt(office: &Office, name: &str, password: &str) -> Verdict {
    let Some(login) = Login::read(name) else { return Verdict::Out };
    let now = office.now();
    let Some(candidate) = office.store.read(|tx| queries::candidate(tx, &login, now)).unwrap() else {
        return Verdict::Out;
    };
    let kept = (!candidate.barred).then_some(candidate.hash.as_str());
    let right = office.passwords.matches(password, kept);
    office.store.write(|tx| commands::sign_in(tx, &office.ids, now, &candidate, right)).unwrap()
}

fn is_in(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::In(..))
}

fn citizen(office: &Office, name: &str, number: &str, phone: &str, email: &str) -> Result<AccountId, Fault> {
    let new = Registration {
        details: Details { name: name.into(), email: Email::parse(email).ok(), ..Details::default() },
        number: PersonalNumber::parse(number).unwrap(),
        phone: Phone::parse(phone).unwrap(),
        hash: office.passwords.hash(&office.ids, PASSWORD),
    };
    match office.store.write(|tx| commands::register(tx, office.act(), &new)) {
        Ok(id) => Ok(id),
        Err(Refused::Fault(fault)) => Err(fault),
        Err(other) => panic!("{other}"),
    }
}

fn who(office: &Office, account: AccountId) -> Option<Actor> {
    let people = People(office.directory.clone());
    office.store.read(|tx| people.actor(tx, account, office.today())).unwrap()
}

fn account_of(office: &Office, login: &str) -> AccountId {
    let login = Login::read(login).unwrap();
    office.store.read(|tx| queries::candidate(tx, &login, office.now())).unwrap().unwrap().account
}

both! {
    fn a_citizen_signs_in_with_number_telephone_or_mail(db) {
        let office = Office::open(db);
        let id = citizen(&office, "Điểu Ân", "070085000123", "0912345678", "An.Dieu@example.vn").unwrap();
        for name in ["070085000123", "070 085 000 123", "+84912345678", "an.dieu@EXAMPLE.vn"] {
            assert_eq!(attempt(&office, name, PASSWORD), Verdict::In(id, false), "{name}");
        }
        assert_eq!(attempt(&office, "070085000123", "con meo treo cay cau"), Verdict::Out);
        assert_eq!(attempt(&office, "070085000124", PASSWORD), Verdict::Out);
        let actor = who(&office, id).unwrap();
        assert!(actor.person.is_some() && actor.staff.is_none() && actor.posts.is_empty());
        assert_eq!(actor.name, "Điểu Ân");
    }

    fn after_five_wrong_passwords_the_account_waits_even_for_the_right_one(db) {
        let office = Office::open(db);
        citizen(&office, "Điểu Ân", "070085000123", "0912345678", "").unwrap();
        for _ in 0..5 {
            assert!(!is_in(attempt(&office, "070085000123", "sai mật khẩu")));
        }
        assert!(!is_in(attempt(&office, "070085000123", PASSWORD)), "it waits one minute");
        office.clock.advance_minutes(1);
        assert!(!is_in(attempt(&office, "070085000123", "sai mật khẩu")), "the sixth");
        office.clock.advance_minutes(1);
        assert!(!is_in(attempt(&office, "070085000123", PASSWORD)), "now it waits two");
        office.clock.advance_minutes(1);
        assert!(is_in(attempt(&office, "070085000123", PASSWORD)));
        assert!(!is_in(attempt(&office, "070085000123", "sai mật khẩu")));
        assert!(is_in(attempt(&office, "070085000123", PASSWORD)), "a right one forgives the wrong ones");
    }

    fn an_account_never_waits_longer_than_a_quarter_of_an_hour(db) {
        let office = Office::open(db);
        let id = citizen(&office, "Điểu Ân", "070085000123", "0912345678", "").unwrap();
        for _ in 0..80 {
            attempt(&office, "070085000123", "sai mật khẩu");
            office.clock.advance_minutes(15);
        }
        assert!(is_in(attempt(&office, "070085000123", PASSWORD)));
        let entries = office.store.read(|tx| journal::entries(tx, id.into())).unwrap();
        assert_eq!(entries.iter().filter(|entry| entry.kind == "account.locked").count(), 76);
    }

    fn a_family_may_share_a_telephone_but_not_a_number(db) {
        let office = Office::open(db);
        let first = citizen(&office, "Điểu Ân", "070085000123", "0912345678", "").unwrap();
        let second = citizen(&office, "Thị Lan", "070190000456", "0912345678", "").unwrap();
        assert_eq!(attempt(&office, "0912345678", PASSWORD), Verdict::In(first, false));
        assert_eq!(attempt(&office, "070190000456", PASSWORD), Verdict::In(second, false));
        assert_eq!(citizen(&office, "Kẻ Khác", "070085000123", "0987654321", ""), Err(Fault::Registered));
    }

    fn a_number_alone_does_not_open_the_cases_of_whoever_came_to_the_counter(db) {
        let office = Office::open(db);
        let number = Identity::from(PersonalNumber::parse("070085000123").unwrap());
        let known = Details {
            name: "Điểu Ân".into(), identity: Some(number), phone: Phone::parse("0912345678").ok(), ..Details::default()
        };
        let person: PersonId = office.write(|tx| persons::find_or_create(tx, office.act(), &known)).id;
        assert_eq!(citizen(&office, "Kẻ Khác", "070085000123", "0912345678", ""), Err(Fault::Elsewhere));
        assert_eq!(citizen(&office, "Điểu Ân", "070085000123", "0987654321", ""), Err(Fault::Elsewhere));
        let id = citizen(&office, "Điểu  Ân".trim(), "070085000123", "0912345678", "");
        assert_eq!(id, Err(Fault::Elsewhere), "a name is cleaned by the form, not here");
        let id = citizen(&office, "ĐIỂU ÂN", "070085000123", "0912345678", "").unwrap();
        assert_eq!(who(&office, id).unwrap().person, Some(person));
    }

    fn a_clerk_acts_with_the_posts_held_today_and_what_they_cover(db) {
        let office = Office::open(db);
        let (id, post) = office.clerk("Nguyễn Văn An", "huyen-hon-quan", Role::Leader);
        let account = account_of(&office, "an.nv");
        let actor = who(&office, account).unwrap();
        assert_eq!((actor.staff, actor.person, actor.name.as_str()), (Some(id), None, "Nguyễn Văn An"));
        assert_eq!((actor.posts.len(), actor.posts[0].role, actor.posts[0].covers.len()), (1, Role::Leader, 14));
        office.write(|tx| staff::commands::end_post(tx, office.act(), post, date(2024, 6, 1), "QĐ 2"));
        office.clock.set_local(date(2024, 5, 31).at(23, 59, 0, 0));
        assert_eq!(who(&office, account).unwrap().posts.len(), 1);
        office.clock.set_local(date(2024, 6, 1).at(0, 0, 0, 0));
        assert!(who(&office, account).unwrap().posts.is_empty());
    }

    fn a_post_in_an_agency_that_has_ended_gives_no_rights(db) {
        let office = Office::open(db);
        office.clerk("Nguyễn Văn An", "huyen-hon-quan", Role::Leader);
        let account = account_of(&office, "an.nv");
        office.clock.set_local(date(2025, 7, 1).at(7, 0, 0, 0));
        assert!(who(&office, account).unwrap().posts.is_empty());
    }

    fn a_password_set_by_somebody_else_gives_no_rights_until_it_is_changed(db) {
        let office = Office::open(db);
        office.clerk("Nguyễn Văn An", "so-tt-tt", Role::Officer);
        let id = account_of(&office, "an.nv");
        let settings = Settings::default();
        let open = || {
            let now = office.now();
            office.store.write(|tx| session::open(tx, &office.ids, &settings, now, id, &axum::http::HeaderMap::new())).unwrap()
        };
        let sessions = || office.store.read(|tx| session::list(tx, &settings, office.now(), id)).unwrap().len();
        open();
        let hash = office.passwords.hash(&office.ids, "tạm thời một hai");
        office.write(|tx| commands::reset_password(tx, office.act(), id, &hash));
        assert_eq!(sessions(), 0, "every device is signed out");
        assert!(!is_in(attempt(&office, "an.nv", PASSWORD)));
        assert_eq!(attempt(&office, "an.nv", "tạm thời một hai"), Verdict::In(id, true));
        let actor = who(&office, id).unwrap();
        assert!(actor.posts.is_empty());
        open();
        open();
        let here = office.store.read(|tx| session::list(tx, &settings, office.now(), id)).unwrap()[0].id;
        let own = office.passwords.hash(&office.ids, "mật khẩu riêng của tôi");
        office.write(|tx| commands::change_password(tx, office.act_of(&actor), id, &own, Some(here)));
        assert_eq!(sessions(), 1, "the other devices are signed out");
        assert_eq!(who(&office, id).unwrap().posts.len(), 1);
        assert_eq!(attempt(&office, "an.nv", "mật khẩu riêng của tôi"), Verdict::In(id, false));
    }

    fn a_closed_account_lets_nobody_in_and_is_nobody(db) {
        let office = Office::open(db);
        let id = citizen(&office, "Điểu Ân", "070085000123", "0912345678", "").unwrap();
        office.write(|tx| commands::close(tx, office.act(), id));
        assert!(!is_in(attempt(&office, "070085000123", PASSWORD)));
        assert_eq!(who(&office, id), None);
        office.write(|tx| commands::reopen(tx, office.act(), id));
        assert!(is_in(attempt(&office, "070085000123", PASSWORD)));
    }

    fn a_password_changed_while_it_was_compared_lets_nobody_in(db) {
        let office = Office::open(db);
        let id = citizen(&office, "Điểu Ân", "070085000123", "0912345678", "").unwrap();
        let candidate = office.store.read(|tx| queries::candidate_of(tx, id, office.now())).unwrap();
        let hash = office.passwords.hash(&office.ids, "khác hẳn rồi");
        office.write(|tx| commands::reset_password(tx, office.act(), id, &hash));
        let verdict = office.store.write(|tx| commands::sign_in(tx, &office.ids, office.now(), &candidate, true)).unwrap();
        assert_eq!(verdict, Verdict::Out);
    }

    fn accounts_are_opened_once_and_by_administrators_only(db) {
        let office = Office::open(db);
        let (id, _) = office.clerk("Nguyễn Văn An", "so-tt-tt", Role::Officer);
        let (other, _) = office.clerk("Lê Thị Bình", "so-tt-tt", Role::Officer);
        let open = |holder, login: &str, who: &Actor| {
            let new = NewAccount { holder, login: Login::username(login).unwrap(), hash: "x".into(), must_change: true };
            office.store.write(|tx| commands::open(tx, office.act_of(who), &new))
        };
        let system = Actor::system();
        assert!(matches!(open(Holder::Staff(id), "khac", &system), Err(Refused::Fault(Fault::HasAccount))));
        let leader = actor(id_of("so-tt-tt"), Role::Leader);
        assert!(matches!(open(Holder::Staff(other), "khac", &leader), Err(Refused::Forbidden)));
        let nobody = base::StaffId(uuid::Uuid::from_u128(9));
        assert!(matches!(open(Holder::Staff(nobody), "khac", &system), Err(Refused::Fault(Fault::Unknown))));
        let somebody = office.write(|tx| persons::find_or_create(tx, office.act(), &Details { name: "A".into(), ..Details::default() })).id;
        assert!(matches!(open(Holder::Person(somebody), "an.nv", &system), Err(Refused::Fault(Fault::LoginTaken))));
        assert!(open(Holder::Person(somebody), "nguoi.dan", &system).is_ok());
    }

    fn neither_password_nor_hash_ever_enters_the_journal(db) {
        let office = Office::open(db);
        let id = citizen(&office, "Điểu Ân", "070085000123", "0912345678", "").unwrap();
        let actor = who(&office, id).unwrap();
        let hash = office.passwords.hash(&office.ids, "mật khẩu riêng của tôi");
        office.write(|tx| commands::change_password(tx, office.act_of(&actor), id, &hash, None));
        office.write(|tx| commands::reset_password(tx, office.act(), id, &hash));
        let entries = office.store.read(|tx| journal::entries(tx, id.into())).unwrap();
        let kinds: Vec<_> = entries.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, ["account.opened", "account.password_changed", "account.password_reset"]);
        assert!(entries.iter().all(|entry| !entry.body.contains("argon2")));
        let stranger = Actor { account: Some(AccountId(uuid::Uuid::from_u128(5))), ..Actor::system() };
        let refused = office.store.write(|tx| commands::change_password(tx, office.act_of(&stranger), id, &hash, None));
        assert!(matches!(refused, Err(Refused::Forbidden)));
    }
}
