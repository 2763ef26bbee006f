//! Agencies, persons and staff in the record, on both engines.
#![allow(clippy::unwrap_used)]

mod office;

use base::{
    Clock, Role,
    identity::{PersonalNumber, Phone},
};
use directory::{
    Refused,
    agencies::{Amendment, Fault, Kind, NewAgency, commands, id_of},
    persons::{self, Details, Difference, Identity, IdentityKind},
    places::Level,
    seed,
    staff::{self, NewMember, queries::Filter},
};
use jiff::civil::date;
use office::{Office, actor, post_in};
use store::journal;
use testkit::both;

both! {
    fn the_first_start_copies_the_provinces_files_and_the_second_changes_nothing(db) {
        let office = Office::open(db);
        let agencies = office.directory.agencies();
        assert_eq!(agencies.all().len(), 272);
        assert_eq!(agencies.reporting_set("33", office.today()).unwrap().len(), 33);
        assert_eq!(agencies.links().len(), 110);
        assert_eq!(agencies.named("UBND TX. Chơn Thành", office.today()).len(), 1);
        let change = Amendment { short: Some("Sở 4T".into()), ..Amendment::default() };
        office.write(|tx| commands::amend(tx, office.act(), id_of("so-tt-tt"), office.today(), change.clone(), "QĐ 5"));
        let added: usize = office.store.write(|tx| seed(tx, office.act())).unwrap();
        assert_eq!(added, 0);
        office.store.read(|tx| office.directory.refresh(tx)).unwrap();
        assert_eq!(office.directory.agencies().short_as_of(id_of("so-tt-tt"), office.today()), "Sở 4T");
    }

    fn what_is_read_back_is_what_the_files_say(db) {
        let office = Office::open(db);
        let files = directory::agencies::read(directory::agencies::Files::BINH_PHUOC, directory::places()).unwrap();
        let record = office.directory.agencies();
        for (file, kept) in files.all().iter().zip(record.all()) {
            let (mut a, mut b) = (file.clone(), kept.clone());
            a.aliases.sort();
            b.aliases.sort();
            assert_eq!(a, b);
        }
        assert_eq!(files.links(), record.links());
        for set in files.sets() {
            assert!(record.sets().contains(set), "{}", set.key);
        }
    }

    fn a_change_is_seen_after_a_refresh_and_remembered_with_before_and_after(db) {
        let office = Office::open(db);
        let id = id_of("so-tt-tt");
        let admin = actor(id_of("vp-ubnd-tinh"), Role::Admin);
        let change = Amendment { name: Some("Sở Chuyển đổi số".into()), ..Amendment::default() };
        let on = date(2024, 3, 1);
        office.write(|tx| commands::amend(tx, office.act_of(&admin), id, on, change.clone(), "NQ 07/NQ-HĐND"));
        assert_eq!(office.directory.agencies().name_as_of(id, on), "Sở Thông tin và Truyền thông", "this page still agrees with itself");
        office.store.read(|tx| office.directory.refresh(tx)).unwrap();
        assert_eq!(office.directory.agencies().name_as_of(id, on), "Sở Chuyển đổi số");
        assert_eq!(office.directory.agencies().name_as_of(id, date(2024, 2, 29)), "Sở Thông tin và Truyền thông");
        let entries = office.store.read(|tx| journal::entries(tx, id.into())).unwrap();
        let last = entries.last().unwrap();
        assert_eq!((last.kind.as_str(), last.actor_name.as_str(), last.seq), ("agency.amended", "Trần Thị Bình", 2));
        let body: serde_json::Value = serde_json::from_str(&last.body).unwrap();
        assert_eq!(body["before"]["name"], "Sở Thông tin và Truyền thông");
        assert_eq!((&body["after"]["name"], &body["after"]["basis"]), (&"Sở Chuyển đổi số".into(), &"NQ 07/NQ-HĐND".into()));
        assert!(journal::walk(&office.store, |_| Ok(())).unwrap().broken.is_empty());
    }

    fn an_agency_is_founded_merged_and_known_by_other_names(db) {
        let office = Office::open(db);
        let new = NewAgency {
            slug: "so-nn-mt".into(), from: date(2025, 3, 1), code: None, name: "Sở Nông nghiệp và Môi trường".into(),
            short: "Sở NN&MT".into(), kind: Kind::Department, level: Level::Province, parent: Some(id_of("ubnd-tinh")),
            place: Some("70".into()), one_stop: true, basis: "NQ 01".into(),
        };
        let id = office.write(|tx| commands::create(tx, office.act(), new.clone()));
        assert_eq!(id, id_of("so-nn-mt"));
        let orphans = office.store.write(|tx| commands::end(tx, office.act(), id_of("so-nn-ptnt"), date(2025, 3, 1), "NQ 01"));
        assert!(matches!(orphans, Err(Refused::Fault(Fault::Children(_)))));
        for child in ["chi-cuc-kiem-lam", "quy-bv-ptr"] {
            let under = Amendment { parent: Some(Some(id)), ..Amendment::default() };
            office.write(|tx| commands::amend(tx, office.act(), id_of(child), date(2025, 3, 1), under.clone(), "NQ 01"));
        }
        office.write(|tx| commands::merge(tx, office.act(), &[id_of("so-nn-ptnt"), id_of("so-tn-mt")], id, date(2025, 3, 1), "NQ 01"));
        office.write(|tx| commands::add_alias(tx, office.act(), id, "Sở Nông nghiệp - Môi trường"));
        office.write(|tx| commands::add_alias(tx, office.act(), id, "Sở NNMT"));
        office.write(|tx| commands::remove_alias(tx, office.act(), id, "Sở NNMT"));
        office.store.read(|tx| office.directory.refresh(tx)).unwrap();
        let agencies = office.directory.agencies();
        assert_eq!(agencies.successors(id_of("so-tn-mt"), date(2025, 3, 1)), [id]);
        assert_eq!(agencies.predecessors(id).count(), 2);
        assert_eq!(agencies.children(id, date(2025, 3, 1)).len(), 2);
        assert_eq!(agencies.named("Sở Nông nghiệp, Môi trường", date(2025, 3, 1)).len(), 1);
        assert_eq!(agencies.reporting_set("27", date(2025, 3, 1)).unwrap().len(), 25, "who has ended is in no set");
    }

    fn only_an_administrator_changes_agencies_and_staff(db) {
        let office = Office::open(db);
        let leader = actor(id_of("so-tt-tt"), Role::Leader);
        let act = office.act_of(&leader);
        let change = Amendment { short: Some("A".into()), ..Amendment::default() };
        let refused = office.store.write(|tx| commands::amend(tx, act, id_of("so-tt-tt"), office.today(), change.clone(), "QĐ 1"));
        assert!(matches!(refused, Err(Refused::Forbidden)));
        let member = NewMember { name: "A".into(), phone: None, email: None };
        assert!(matches!(office.store.write(|tx| staff::commands::hire(tx, act, &member)), Err(Refused::Forbidden)));
    }

    fn staff_are_found_by_name_without_marks_and_by_given_name_in_order(db) {
        let office = Office::open(db);
        for (name, agency) in [
            ("Nguyễn Thị Bưởi", "so-tt-tt"), ("Điểu Ân", "so-tt-tt"), ("Trần Văn Ất", "so-y-te"), ("Nguyễn Văn An", "so-y-te"),
        ] {
            office.clerk(name, agency, Role::Officer);
        }
        let list = |name: &str, agency: Option<&str>| {
            let filter = Filter { name: name.into(), agency: agency.map(id_of), limit: 10, ..Filter::default() };
            let page = office.store.read(|tx| staff::queries::list(tx, &filter, office.today())).unwrap();
            assert_eq!(page.total, page.members.len());
            page.members.iter().map(|(member, posts)| format!("{} ({})", member.name, posts.len())).collect::<Vec<_>>()
        };
        assert_eq!(list("", None), ["Nguyễn Văn An (1)", "Điểu Ân (1)", "Trần Văn Ất (1)", "Nguyễn Thị Bưởi (1)"]);
        assert_eq!(list("dieu an", None), ["Điểu Ân (1)"]);
        assert_eq!(list("NGUYEN", None), ["Nguyễn Văn An (1)", "Nguyễn Thị Bưởi (1)"]);
        assert_eq!(list("", Some("so-y-te")), ["Nguyễn Văn An (1)", "Trần Văn Ất (1)"]);
        let second = Filter { skip: 1, limit: 2, ..Filter::default() };
        let page = office.store.read(|tx| staff::queries::list(tx, &second, office.today())).unwrap();
        assert_eq!((page.total, page.members.len(), page.members[0].0.name.as_str()), (4, 2, "Điểu Ân"));
    }

    fn headcount_counts_people_not_posts(db) {
        let office = Office::open(db);
        let (id, _) = office.clerk("Nguyễn Văn An", "so-tt-tt", Role::Officer);
        office.clerk("Trần Thị Bình", "so-tt-tt", Role::Leader);
        let agencies = office.directory.agencies();
        let second = post_in(id_of("so-tt-tt"), Role::Reception, office.today());
        office.write(|tx| staff::commands::appoint(tx, office.act(), &agencies, id, &second));
        let heads = office.store.read(|tx| staff::queries::headcount(tx, office.today())).unwrap();
        assert_eq!(heads.get(&id_of("so-tt-tt")), Some(&2));
        let holders = office.store.read(|tx| staff::queries::holders(tx, id_of("so-tt-tt"), Role::Reception, office.today())).unwrap();
        assert_eq!(holders.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["Nguyễn Văn An"]);
        let before = office.store.read(|tx| staff::queries::headcount(tx, date(2024, 2, 19))).unwrap();
        assert!(before.is_empty());
    }

    fn whoever_moves_leaves_one_post_and_begins_another_on_the_same_day(db) {
        let office = Office::open(db);
        let (id, post) = office.clerk("Nguyễn Văn An", "so-tt-tt", Role::Officer);
        let agencies = office.directory.agencies();
        let on = date(2024, 4, 1);
        office.write(|tx| staff::commands::move_post(tx, office.act(), &agencies, post, id_of("so-y-te"), on, "QĐ 9"));
        let at = |day| {
            let posts = office.store.read(|tx| staff::queries::posts_on(tx, id, day)).unwrap();
            posts.iter().map(|post| agencies.agency(post.agency).unwrap().slug.clone()).collect::<Vec<_>>()
        };
        assert_eq!((at(date(2024, 3, 31)), at(on)), (vec!["so-tt-tt".to_owned()], vec!["so-y-te".to_owned()]));
    }

    fn a_post_that_cannot_be_is_refused(db) {
        let office = Office::open(db);
        let (id, post) = office.clerk("Nguyễn Văn An", "so-tt-tt", Role::Officer);
        let agencies = office.directory.agencies();
        let appoint = |agency: &str, from, until| {
            let new = staff::NewPost { until, ..post_in(id_of(agency), Role::Officer, from) };
            match office.store.write(|tx| staff::commands::appoint(tx, office.act(), &agencies, id, &new)) {
                Err(Refused::Fault(fault)) => fault,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(appoint("so-tt-tt", date(2024, 5, 1), None), staff::Fault::Held);
        assert_eq!(appoint("so-y-te", date(2025, 7, 1), None), staff::Fault::Agency);
        assert_eq!(appoint("so-y-te", date(2024, 5, 1), Some(date(2024, 5, 1))), staff::Fault::Span);
        let early = office.store.write(|tx| staff::commands::end_post(tx, office.act(), post, office.today(), ""));
        assert!(matches!(early, Err(Refused::Fault(staff::Fault::NotThen))));
    }

    fn the_same_number_is_the_same_person_and_what_differs_is_told(db) {
        let office = Office::open(db);
        let number = Identity::from(PersonalNumber::parse("070085000123").unwrap());
        let details = Details {
            name: "Điểu Ân".into(), identity: Some(number.clone()), phone: Phone::parse("0912345678").ok(),
            address: "Ấp 1, xã Tân Hưng".into(), ..Details::default()
        };
        let first = office.write(|tx| persons::find_or_create(tx, office.act(), &details));
        assert!(first.new);
        let moved = Details { name: "Điểu Ân".into(), identity: Some(number.clone()), address: "Ấp 2".into(), ..Details::default() };
        let again = office.write(|tx| persons::find_or_create(tx, office.act(), &moved));
        assert_eq!((again.id, again.new, again.differs), (first.id, false, vec![Difference::Address]));
        let known = office.store.read(|tx| persons::queries::get(tx, first.id)).unwrap().details;
        assert_eq!(known, details, "what is known is left as it is");
        office.write(|tx| persons::commands::amend(tx, office.act(), first.id, &moved.clone().or(known.clone())));
        let known = office.store.read(|tx| persons::queries::get(tx, first.id)).unwrap().details;
        assert_eq!((known.address.as_str(), known.phone.is_some()), ("Ấp 2", true));
        let find = |typed: &str| office.store.read(|tx| persons::queries::search(tx, typed, 10)).unwrap().len();
        assert_eq!([find("dieu an"), find("070 085 000 123"), find("+84912345678"), find("ai đó"), find("")], [1, 1, 1, 0, 0]);
        let entries = office.store.read(|tx| journal::entries(tx, first.id.into())).unwrap();
        assert!(!entries.iter().any(|entry| entry.body.contains("070085000123")), "the journal is for ever, numbers are masked");
    }

    fn without_a_number_nobody_is_taken_for_somebody_else(db) {
        let office = Office::open(db);
        let details = Details { name: "Nguyễn Văn An".into(), ..Details::default() };
        let (a, b) = (office.write(|tx| persons::find_or_create(tx, office.act(), &details)), office.write(|tx| persons::find_or_create(tx, office.act(), &details)));
        assert_ne!(a.id, b.id);
        let nameless = office.store.write(|tx| persons::find_or_create(tx, office.act(), &Details::default()));
        assert!(matches!(nameless, Err(Refused::Fault(persons::Fault::Name))));
    }

    fn an_organisation_is_known_by_its_tax_code(db) {
        let office = Office::open(db);
        let tax = Identity::parse(IdentityKind::Tax, "0100109106").unwrap();
        let company = Details { kind: persons::Kind::Organisation, name: "Tập đoàn A".into(), identity: Some(tax.clone()), ..Details::default() };
        let found = office.write(|tx| persons::find_or_create(tx, office.act(), &company));
        let known = office.store.read(|tx| persons::queries::by_identity(tx, &tax)).unwrap().unwrap();
        assert_eq!((known.id, known.details.kind), (found.id, persons::Kind::Organisation));
    }
}

#[test]
fn the_directory_is_in_memory_within_fifty_milliseconds() {
    let db = testkit::sqlite();
    let office = Office::open(&db);
    let before = office.clock.now();
    let begun = std::time::Instant::now();
    office.store.read(directory::Directory::load).unwrap();
    let took = begun.elapsed();
    assert_eq!(before, office.clock.now());
    // A debug build on a busy machine gets more room; the release figure is measured by the bench.
    assert!(took.as_millis() < if cfg!(debug_assertions) { 500 } else { 50 }, "{took:?}");
}
