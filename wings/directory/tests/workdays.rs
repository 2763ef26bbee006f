//! Days off and days worked instead: entered by decision, remembered, and counted with.
#![allow(clippy::unwrap_used)]

mod office;

use base::{
    Lang, Role,
    calendar::{Calendar, Day, DayKind},
};
use directory::{
    Refused,
    agencies::id_of,
    workdays::{
        Fault, NewDays,
        commands::{self, STREAM},
        queries,
    },
};
use jiff::civil::{Date, date};
use office::{Office, actor};
use store::journal;
use testkit::both;

fn days(from: Date, to: Date, kind: DayKind) -> NewDays {
    NewDays {
        from,
        to,
        kind,
        name_vi: "Quốc khánh".into(),
        name_en: "National Day".into(),
        decision: "6150/TB-BLĐTBXH ngày 03/12/2024".into(),
    }
}

fn calendar(office: &Office) -> Calendar {
    office.store.read(queries::calendar).unwrap()
}

fn refused(office: &Office, new: &NewDays) -> Fault {
    match office.store.write(|tx| commands::add(tx, office.act(), new)) {
        Err(Refused::Fault(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

both! {
    fn a_day_off_is_added_by_its_decision_and_every_term_passes_over_it(db) {
        let office = Office::open(db);
        let monday = date(2024, 12, 30);
        assert_eq!(calendar(&office).day(monday), Day::Working);
        let new = days(monday, monday, DayKind::SwapOff);
        assert_eq!(office.write(|tx| commands::add(tx, office.act(), &new)), 1);
        let calendar = calendar(&office);
        let Day::Off { entry, predicted: false } = calendar.day(monday) else { panic!("it is off") };
        assert_eq!(entry.name.get(Lang::Vi), "Quốc khánh");
        assert_eq!(entry.decision.as_deref(), Some("6150/TB-BLĐTBXH ngày 03/12/2024"));
    }

    fn a_saturday_is_worked_for_a_swapped_monday(db) {
        let office = Office::open(db);
        let (monday, saturday) = (date(2024, 12, 30), date(2024, 12, 28));
        office.write(|tx| commands::add(tx, office.act(), &days(monday, monday, DayKind::SwapOff)));
        office.write(|tx| commands::add(tx, office.act(), &days(saturday, saturday, DayKind::MakeupWork)));
        let calendar = calendar(&office);
        assert!(calendar.is_working_day(saturday) && !calendar.is_working_day(monday));
    }

    fn days_in_lieu_over_a_weekend_leave_the_weekend_out(db) {
        let office = Office::open(db);
        let new = days(date(2024, 11, 1), date(2024, 11, 4), DayKind::SwapOff);
        assert_eq!(office.write(|tx| commands::add(tx, office.act(), &new)), 2, "Friday and Monday");
        let kept = office.store.read(queries::added).unwrap();
        assert_eq!(kept.iter().map(|added| added.entry.date).collect::<Vec<_>>(), [date(2024, 11, 1), date(2024, 11, 4)]);
        assert_eq!(kept[0].by, office.system.name);
    }

    fn what_makes_no_sense_is_refused_with_its_reason_and_nothing_is_kept(db) {
        let office = Office::open(db);
        let off = DayKind::SwapOff;
        let known = date(2024, 9, 2);
        assert!(matches!(refused(&office, &days(known, known, off)), Fault::There(entry) if entry.date == known));
        assert_eq!(refused(&office, &days(date(2024, 11, 4), date(2024, 11, 1), off)), Fault::Order);
        assert_eq!(refused(&office, &days(date(2024, 11, 1), date(2024, 12, 1), off)), Fault::TooMany);
        assert_eq!(refused(&office, &days(date(2024, 11, 2), date(2024, 11, 3), off)), Fault::NoDay);
        let (saturday, tuesday) = (date(2024, 11, 2), date(2024, 11, 5));
        assert!(matches!(refused(&office, &days(saturday, saturday, off)), Fault::Day(_)), "off anyway");
        assert!(matches!(refused(&office, &days(tuesday, tuesday, DayKind::MakeupWork)), Fault::Day(_)), "worked anyway");
        let unnamed = NewDays { name_en: " ".into(), ..days(tuesday, tuesday, off) };
        assert_eq!(refused(&office, &unnamed), Fault::Name);
        let undecided = NewDays { decision: String::new(), ..days(tuesday, tuesday, off) };
        assert!(matches!(refused(&office, &undecided), Fault::Day(_)), "no decision, no day off");
        assert!(office.store.read(queries::added).unwrap().is_empty());
    }

    fn the_decision_on_a_tet_takes_the_place_of_what_was_expected(db) {
        let office = Office::open(db);
        let tet = date(2028, 1, 26);
        assert!(matches!(calendar(&office).day(tet), Day::Off { predicted: true, .. }));
        office.write(|tx| commands::add(tx, office.act(), &days(date(2028, 1, 24), date(2028, 1, 28), DayKind::Statutory)));
        let calendar = calendar(&office);
        assert!(matches!(calendar.day(tet), Day::Off { predicted: false, .. }));
        assert!(calendar.is_decided(tet));
    }

    fn a_day_added_by_mistake_is_taken_away_and_both_are_remembered(db) {
        let office = Office::open(db);
        let day = date(2024, 11, 1);
        office.write(|tx| commands::add(tx, office.act(), &days(day, day, DayKind::SwapOff)));
        office.write(|tx| commands::withdraw(tx, office.act(), day));
        assert_eq!(calendar(&office).day(day), Day::Working);
        let again = office.store.write(|tx| commands::withdraw(tx, office.act(), day));
        assert!(matches!(again, Err(Refused::Fault(Fault::NotAdded(_)))));
        let carried = office.store.write(|tx| commands::withdraw(tx, office.act(), date(2024, 9, 2)));
        assert!(matches!(carried, Err(Refused::Fault(Fault::NotAdded(_)))), "the program's own days stay");
        let told = office.store.read(|tx| journal::entries(tx, STREAM)).unwrap();
        assert_eq!(told.iter().map(|entry| entry.kind.as_str()).collect::<Vec<_>>(), ["workdays.added", "workdays.withdrawn"]);
    }

    fn only_an_administrator_changes_the_calendar(db) {
        let office = Office::open(db);
        let day = date(2024, 11, 1);
        for role in Role::ALL {
            let who = actor(id_of("so-tt-tt"), role);
            let done = office.store.write(|tx| commands::add(tx, office.act_of(&who), &days(day, day, DayKind::SwapOff)));
            assert_eq!(done.is_ok(), role == Role::Admin, "{role:?}");
        }
    }
}
