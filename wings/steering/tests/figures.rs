//! Figures add up, however they are looked at, and nobody sees those of others.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use base::{Actor, AgencyId, Post, Reach, Role};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;
use services::dossiers::measures::Measure;
use steering::figures::{
    Figures, Period, by_agency, by_measure, by_procedure, curve, daily, open_on_record, overdue, permissions::READ,
    province, services_share, trend,
};
use store::{Store, Tx, facts, facts::Fact, vals};
use testkit::both;
use uuid::Uuid;

const WARD: AgencyId = AgencyId(Uuid::from_u128(1));
const CITY: AgencyId = AgencyId(Uuid::from_u128(2));
const HEALTH: AgencyId = AgencyId(Uuid::from_u128(3));
const BIRTH: &str = "1.001193";
const HOUSE: &str = "1.009994";

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn ready(db: &Store) -> &Store {
    db.migrate(&[directory::notices::MIGRATIONS, services::dossiers::MIGRATIONS]).unwrap();
    db
}

fn count(tx: &mut Tx, measure: Measure, day: Date, agency: AgencyId, subject: &str, n: i64) {
    facts::add(tx, &Fact { measure: measure.key(), day, agency, subject: subject.into(), n }).unwrap();
}

/// A year's end and half a year: what was open in December is carried over.
fn half_year(db: &Store) -> &Store {
    ready(db)
        .write(|tx| {
            count(tx, Measure::ReceivedOnline, date(2022, 12, 31), WARD, BIRTH, 10);
            count(tx, Measure::ResolvedEarly, date(2022, 12, 31), WARD, BIRTH, 4);
            count(tx, Measure::ReceivedOnline, date(2023, 1, 1), WARD, BIRTH, 30);
            count(tx, Measure::ReceivedCounter, date(2023, 3, 15), CITY, HOUSE, 20);
            count(tx, Measure::ReceivedPost, date(2023, 3, 15), HEALTH, HOUSE, 5);
            count(tx, Measure::ResolvedEarly, date(2023, 2, 20), WARD, BIRTH, 21);
            count(tx, Measure::ResolvedOnTime, date(2023, 4, 30), WARD, BIRTH, 6);
            count(tx, Measure::ResolvedLate, date(2023, 6, 30), CITY, HOUSE, 3);
            count(tx, Measure::Digitised, date(2023, 6, 30), CITY, HOUSE, 2);
            count(tx, Measure::Withdrawn, date(2023, 5, 2), CITY, HOUSE, 1);
            count(tx, Measure::Stopped, date(2023, 5, 3), HEALTH, HOUSE, 1);
            count(tx, Measure::Refused, date(2023, 5, 3), HEALTH, HOUSE, 7);
            count(tx, Measure::ReceivedOnline, date(2023, 7, 1), WARD, BIRTH, 100);
            store::Result::Ok(())
        })
        .unwrap();
    db
}

/// A dossier of the ward as the record keeps it.
fn dossier(
    db: &Store,
    n: u128,
    received: Date,
    due: Option<Date>,
    resolved: Option<(Date, &str)>,
    ended: Option<Date>,
) {
    let (resolved_on, timeliness) = resolved.map_or((None, None), |(day, how)| (Some(day), Some(how)));
    let at = base::clock::instant(received.at(9, 0, 0, 0));
    db.write(|tx| {
        tx.exec(
            "insert into dossiers (id, code, agency, procedure, procedure_version, channel, applicant, applicant_name, state, \
             step, filed_at, received_on, term_case, due_on, supplements, extended, resolved_on, timeliness, ended_on, \
             digitised, since, clock, version, head) values ($1, $2, $3, $4, $1, 'online', $1, 'A', 'processing', 0, $5, $6, 0, \
             $7, 0, $8, $9, $10, $11, $8, $5, '[]', 1, $12)",
            &vals![
                Uuid::from_u128(n),
                n.to_string(),
                WARD,
                BIRTH,
                at,
                received,
                due,
                false,
                resolved_on,
                timeliness,
                ended,
                vec![0u8; 32]
            ],
        )
    })
    .unwrap();
}

fn late_on(db: &Store, day: Date) -> i64 {
    db.read(|tx| overdue(tx, day, &Reach::All)).unwrap().values().sum()
}

both! {
    fn what_was_received_is_resolved_open_or_ended(db) {
        half_year(db);
        let whole = db.read(|tx| province(tx, period("2023H1"), &Reach::All)).unwrap();
        assert_eq!(whole, Figures {
            received: 61, received_online: 30, received_direct_or_post: 25, carried_over: 6,
            resolved: 30, resolved_early: 21, resolved_on_time: 6, resolved_late: 3,
            open: 29, ended: 2, digitised: 2, refused: 7,
        });
        assert!(whole.balances());
        assert_eq!(whole.received, whole.resolved + whole.open + whole.ended);
        assert_eq!((whole.received_new(), whole.resolved_in_time()), (55, 27));
    }

    fn the_whole_is_the_sum_of_its_agencies_of_its_procedures_and_of_its_days(db) {
        half_year(db);
        for code in ["2023H1", "2023", "2023-03", "2022-12-15..2023-03-15", "2023-03-15", "2024"] {
            let period = period(code);
            let (whole, agencies, procedures, days, points, measures) = db.read(|tx| store::Result::Ok((
                province(tx, period, &Reach::All)?, by_agency(tx, period, &Reach::All)?, by_procedure(tx, period, &Reach::All)?,
                daily(tx, period, &Reach::All)?, curve(tx, period, &Reach::All)?, by_measure(tx, period, &Reach::All)?,
            ))).unwrap();
            let sum = |parts: Vec<Figures>| parts.iter().fold(Figures::default(), |sum, one| sum.plus(one));
            assert_eq!(sum(agencies.into_values().collect()), whole, "{code}");
            assert_eq!(sum(procedures.into_values().collect()), whole, "{code}");
            assert_eq!(days.values().map(|day| day.0).sum::<i64>(), whole.received_new(), "{code}");
            assert_eq!(days.values().map(|day| day.1).sum::<i64>(), whole.resolved, "{code}");
            assert_eq!(points.iter().map(|point| point.received).sum::<i64>(), whole.received_new(), "{code}");
            assert_eq!(points.iter().map(|point| point.resolved).sum::<i64>(), whole.resolved, "{code}");
            let of = |measure| measures.iter().find(|(known, _)| *known == measure).map(|(_, n)| *n);
            assert_eq!(of(Measure::ResolvedLate), Some(whole.resolved_late), "{code}");
            assert!(whole.balances(), "{code}");
        }
    }

    fn a_day_belongs_to_one_period_only(db) {
        half_year(db);
        let received = |code: &str| db.read(|tx| province(tx, period(code), &Reach::All)).unwrap().received_new();
        assert_eq!(received("2022-12"), 10, "31 December is the old year's");
        assert_eq!(received("2023-01"), 30, "1 January is the new year's");
        assert_eq!((received("2023Q2"), received("2023Q3")), (0, 100), "1 July begins a quarter");
        assert_eq!(received("2022") + received("2023"), received("2022-12-31..2023-07-01"));
        assert_eq!((received("2023H1"), received("2023-01-01..2023-06-30")), (55, 55));
    }

    fn what_ends_one_period_open_is_carried_into_the_next(db) {
        half_year(db);
        let of = |code: &str| db.read(|tx| province(tx, period(code), &Reach::All)).unwrap();
        let (first, second) = (of("2023H1"), of("2023H2"));
        assert_eq!(second.carried_over, first.open);
        assert_eq!(second.received, first.open + 100);
        assert!(second.balances());
    }

    fn nobody_sees_figures_out_of_reach(db) {
        half_year(db);
        let reach = Reach::Agencies(vec![WARD]);
        db.read(|tx| {
            let whole = province(tx, period("2023H1"), &reach)?;
            assert_eq!((whole.received_new(), whole.resolved, whole.open), (30, 27, 9));
            assert_eq!(by_agency(tx, period("2023H1"), &reach)?.into_keys().collect::<Vec<_>>(), [WARD]);
            assert_eq!(by_procedure(tx, period("2023H1"), &reach)?.into_keys().collect::<Vec<_>>(), [BIRTH]);
            assert_eq!(curve(tx, period("2023H1"), &reach)?.iter().map(|point| point.received).sum::<i64>(), 30);
            assert_eq!(trend(tx, date(2023, 6, 30), 3, &reach)?[2].1.open, 9);
            let nothing = Reach::Agencies(vec![]);
            assert!(by_agency(tx, period("2023H1"), &nothing)?.is_empty());
            assert!(by_procedure(tx, period("2023H1"), &nothing)?.is_empty());
            assert!(province(tx, period("2023H1"), &nothing)?.is_empty());
            store::Result::Ok(())
        }).unwrap();
        dossier(db, 1, date(2023, 1, 3), Some(date(2023, 1, 6)), None, None);
        let elsewhere = Reach::Agencies(vec![CITY]);
        assert!(db.read(|tx| overdue(tx, date(2023, 6, 30), &elsewhere)).unwrap().is_empty());
        assert_eq!(db.read(|tx| open_on_record(tx, &elsewhere)).unwrap(), 0);
    }

    fn a_trend_says_of_each_month_what_its_own_figures_say(db) {
        half_year(db);
        let months = db.read(|tx| trend(tx, date(2023, 6, 30), 7, &Reach::All)).unwrap();
        assert_eq!((months.len(), months[0].0), (7, date(2022, 12, 1)));
        for (month, figures) in months {
            let own = db.read(|tx| province(tx, Period::month_of(month), &Reach::All)).unwrap();
            assert_eq!(figures, own, "{month}");
        }
    }

    fn a_curve_has_a_point_for_every_day_and_over_a_half_year_for_every_month(db) {
        half_year(db);
        let points = |code: &str| db.read(|tx| curve(tx, period(code), &Reach::All)).unwrap();
        let march = points("2023-03");
        assert_eq!(march.len(), 31);
        assert_eq!((march[14].received, march[13].received), (25, 0), "days without any are there as zero");
        let half = points("2023H1");
        assert_eq!(half.iter().map(|point| point.received).collect::<Vec<_>>(), [30, 0, 25, 0, 0, 0]);
        let odd = points("2022-12-31..2023-03-15");
        assert_eq!(odd.iter().map(|point| point.received).collect::<Vec<_>>(), [10, 30, 0, 25]);
        assert_eq!((odd[0].days.from, odd[3].days.to), (date(2022, 12, 31), date(2023, 3, 15)));
    }

    fn a_half_year_is_read_from_monthly_facts_alone(db) {
        half_year(db);
        db.write(|tx| tx.exec("delete from facts_daily", &[])).unwrap();
        db.read(|tx| {
            let whole = province(tx, period("2023H1"), &Reach::All)?;
            assert_eq!((whole.received, whole.resolved, whole.open), (61, 30, 29));
            assert_eq!(curve(tx, period("2023H1"), &Reach::All)?[0].received, 30);
            assert_eq!(trend(tx, date(2023, 6, 30), 12, &Reach::All)?[11].1.open, 29);
            store::Result::Ok(())
        }).unwrap();
    }

    fn a_promise_is_broken_the_day_after_the_promised_day(db) {
        let due = date(2024, 2, 15);
        ready(db);
        dossier(db, 1, date(2024, 2, 5), Some(due), None, None);
        assert_eq!(late_on(db, due), 0, "on the day itself it can still be kept");
        assert_eq!(late_on(db, due.tomorrow().unwrap()), 1);
        assert_eq!(late_on(db, date(2024, 2, 1)), 0, "it was not there yet");
    }

    fn what_was_overdue_on_a_day_gone_by_is_remembered(db) {
        ready(db);
        let (due, resolved) = (date(2024, 1, 10), date(2024, 1, 20));
        dossier(db, 1, date(2024, 1, 2), Some(due), Some((resolved, "late")), None);
        dossier(db, 2, date(2024, 1, 2), Some(date(2024, 1, 30)), Some((resolved, "early")), None);
        assert_eq!([late_on(db, due), late_on(db, date(2024, 1, 11)), late_on(db, date(2024, 1, 19))], [0, 1, 1]);
        assert_eq!(late_on(db, resolved), 0, "resolved during the day: at its end nothing is overdue");
    }

    fn who_waits_for_the_applicant_or_has_gone_is_not_overdue(db) {
        ready(db);
        dossier(db, 1, date(2024, 1, 2), None, None, None);
        dossier(db, 2, date(2024, 1, 2), None, None, Some(date(2024, 1, 5)));
        assert_eq!(late_on(db, date(2024, 2, 20)), 0);
        assert_eq!(db.read(|tx| open_on_record(tx, &Reach::All)).unwrap(), 1, "one waits, one was withdrawn");
    }

    fn only_services_offered_online_count_as_used_online(db) {
        half_year(db);
        let offered = [BIRTH.to_owned(), HOUSE.to_owned(), "2.000815".to_owned()];
        let share = |code: &str, reach: &Reach| db.read(|tx| services_share(tx, period(code), reach, &offered)).unwrap();
        assert_eq!(share("2023H1", &Reach::All), (1, 3), "the house permits came on paper");
        assert_eq!(share("2023Q2", &Reach::All), (0, 3));
        assert_eq!(share("2023H1", &Reach::Agencies(vec![CITY])), (0, 3));
    }
}

#[test]
fn heads_see_their_own_and_what_is_below_the_province_sees_all_and_others_nothing() {
    let post = |role, agency, covers: &[AgencyId]| Actor {
        posts: vec![Post { agency, role, covers: covers.to_vec() }],
        ..Actor::system()
    };
    assert_eq!(post(Role::Leader, CITY, &[CITY, WARD]).reach_below(&READ), Reach::Agencies(vec![WARD, CITY]));
    for role in [Role::Controller, Role::Province, Role::Admin] {
        assert_eq!(post(role, HEALTH, &[HEALTH]).reach_below(&READ), Reach::All);
    }
    for role in [Role::Reception, Role::Officer, Role::Clerk] {
        assert!(post(role, CITY, &[CITY, WARD]).reach_below(&READ).is_empty(), "{role:?}");
    }
}

#[derive(Debug, Clone)]
struct Counted {
    measure: usize,
    day: i64,
    agency: u128,
    subject: u8,
    n: i64,
}

fn counted() -> impl Strategy<Value = Counted> {
    (0..Measure::ALL.len(), 0i64..500, 1u128..5, 0u8..3, 1i64..4)
        .prop_map(|(measure, day, agency, subject, n)| Counted { measure, day, agency, subject, n })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Counted one by one from the list of what happened, the figures come out the same as from the record.
    #[test]
    fn figures_are_what_a_patient_clerk_would_count(all in prop::collection::vec(counted(), 1..60), from in 0i64..500, length in 0i64..300) {
        let db = testkit::sqlite();
        ready(&db);
        let day = |n: i64| date(2022, 11, 20).saturating_add(n.days());
        db.write(|tx| {
            for c in &all {
                count(tx, Measure::ALL[c.measure], day(c.day), AgencyId(Uuid::from_u128(c.agency)), &c.subject.to_string(), c.n);
            }
            store::Result::Ok(())
        }).unwrap();
        let period = Period { from: day(from), to: day(from + length) };
        let mut by_hand: BTreeMap<AgencyId, Figures> = BTreeMap::new();
        for c in &all {
            let figures = by_hand.entry(AgencyId(Uuid::from_u128(c.agency))).or_default();
            let (measure, on) = (Measure::ALL[c.measure], day(c.day));
            if on > period.to {
                continue;
            }
            let inside = if on >= period.from { c.n } else { 0 };
            let before = c.n - inside;
            match measure {
                Measure::ReceivedOnline | Measure::ReceivedCounter | Measure::ReceivedPost => {
                    figures.received += c.n;
                    figures.carried_over += before;
                    figures.open += c.n;
                    if measure == Measure::ReceivedOnline { figures.received_online += inside } else { figures.received_direct_or_post += inside }
                }
                Measure::ResolvedEarly | Measure::ResolvedOnTime | Measure::ResolvedLate => {
                    figures.received -= before;
                    figures.carried_over -= before;
                    figures.open -= c.n;
                    figures.resolved += inside;
                    match measure {
                        Measure::ResolvedEarly => figures.resolved_early += inside,
                        Measure::ResolvedOnTime => figures.resolved_on_time += inside,
                        _ => figures.resolved_late += inside,
                    }
                }
                Measure::Withdrawn | Measure::Stopped => {
                    figures.received -= before;
                    figures.carried_over -= before;
                    figures.open -= c.n;
                    figures.ended += inside;
                }
                Measure::Digitised => figures.digitised += inside,
                Measure::Refused => figures.refused += inside,
            }
        }
        by_hand.retain(|_, figures| !figures.is_empty());
        let mut counted = db.read(|tx| by_agency(tx, period, &Reach::All)).unwrap();
        counted.retain(|_, figures| !figures.is_empty());
        prop_assert!(counted.values().all(Figures::balances));
        prop_assert_eq!(counted, by_hand);
    }
}
