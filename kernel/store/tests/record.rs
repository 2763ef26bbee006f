//! What the record promises, on both engines.
#![allow(missing_docs, clippy::unwrap_used)]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use base::{Actor, AgencyId, Clock, FixedClock, Reach};
use jiff::civil::date;
use serde_json::json;
use store::{
    Error, Result, counters, facts,
    facts::{Fact, Span},
    idempotency, jobs, journal, search, vals,
};
use testkit::both;
use uuid::Uuid;

fn clock() -> FixedClock {
    FixedClock::at("2023-01-03T08:00:00+07:00")
}

fn entry(kind: &str, n: i64) -> journal::Entry<'_> {
    static ACTOR: std::sync::LazyLock<Actor> = std::sync::LazyLock::new(Actor::system);
    journal::Entry { at: clock().now(), actor: &ACTOR, kind, body: json!({ "n": n }) }
}

both! {
    fn a_unit_of_work_that_fails_leaves_no_trace(db) {
        db.migrate(&[]).unwrap();
        let failed: Result<()> = db.write(|tx| {
            counters::next(tx, "a")?;
            Err(Error::Stale)
        });
        assert!(matches!(failed, Err(Error::Stale)));
        assert_eq!(db.write(|tx| counters::next(tx, "a")).unwrap(), 1);
    }

    fn a_unit_of_work_that_panics_leaves_no_trace_and_blocks_nobody(db) {
        db.migrate(&[]).unwrap();
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _: Result<()> = db.write(|tx| {
                counters::next(tx, "a")?;
                panic!("in the middle");
            });
        }));
        assert!(caught.is_err());
        assert_eq!(db.write(|tx| counters::next(tx, "a")).unwrap(), 1);
    }

    fn eight_clerks_never_get_one_number_and_leave_no_gap(db) {
        db.migrate(&[]).unwrap();
        let taken = std::sync::Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for clerk in 0..8i64 {
                let (db, taken) = (&**db, &taken);
                scope.spawn(move || {
                    for turn in 0..25i64 {
                        let number: Result<i64> = db.write(|tx| {
                            let n = counters::next(tx, "H10-230103")?;
                            // Every fifth filing fails after it has its number.
                            if (clerk + turn) % 5 == 0 { Err(Error::Stale) } else { Ok(n) }
                        });
                        if let Ok(n) = number {
                            taken.lock().unwrap().push(n);
                        }
                    }
                });
            }
        });
        let mut taken = taken.into_inner().unwrap();
        taken.sort_unstable();
        assert_eq!(taken, (1..=160).collect::<Vec<_>>());
    }

    fn the_journal_shows_a_change_a_removal_and_an_insertion(db) {
        db.migrate(&[]).unwrap();
        let stream = Uuid::from_u128(7);
        db.write(|tx| {
            for n in 1..=4 {
                journal::append(tx, stream, &entry("thing.changed", n))?;
            }
            Result::Ok(())
        }).unwrap();
        let walk = |db: &store::Store| journal::walk(db, |_| Ok(())).unwrap();
        assert_eq!((walk(db).entries, walk(db).broken), (4, vec![]));
        db.write(|tx| tx.exec("update journal set body = $1 where seq = $2", &vals![r#"{"n":9}"#, 2])).unwrap();
        assert_eq!(walk(db).broken, vec![(stream, 2)]);
        db.write(|tx| tx.exec("update journal set body = $1 where seq = $2", &vals![r#"{"n":2}"#, 2])).unwrap();
        assert!(walk(db).broken.is_empty());
        db.write(|tx| tx.exec("delete from journal where seq = $1", &vals![3])).unwrap();
        assert_eq!(walk(db).broken, vec![(stream, 4)]);
    }

    fn two_who_write_after_the_same_head_do_not_both_succeed(db) {
        db.migrate(&[]).unwrap();
        let stream = Uuid::from_u128(8);
        db.write(|tx| journal::append_after(tx, stream, journal::Head::default(), &entry("a", 1))).unwrap();
        let second = db.write(|tx| journal::append_after(tx, stream, journal::Head::default(), &entry("b", 2)));
        assert!(matches!(second, Err(Error::Stale)), "{second:?}");
    }

    fn a_command_done_twice_with_one_key_is_done_once(db) {
        db.migrate(&[]).unwrap();
        let go = || db.write(|tx| idempotency::once(tx, Some("key-1"), None, clock().now(), |tx| counters::next(tx, "a")));
        assert_eq!((go().unwrap(), go().unwrap()), (1, 1));
    }

    fn a_job_is_done_after_its_change_and_a_failing_one_is_kept_in_sight(db) {
        db.migrate(&[]).unwrap();
        let clock = clock();
        let done = Arc::new(AtomicUsize::new(0));
        let mut runner = jobs::Runner::default();
        let counter = done.clone();
        runner.on("good", move |_, _, _| { counter.fetch_add(1, Ordering::Relaxed); Ok(()) });
        runner.on("bad", |_, _, _| Err("no such address".into()));
        let failed: Result<()> = db.write(|tx| {
            jobs::enqueue(tx, Uuid::from_u128(1), "good", &json!({}), clock.now())?;
            Err(Error::Stale)
        });
        assert!(failed.is_err());
        db.write(|tx| {
            jobs::enqueue(tx, Uuid::from_u128(2), "good", &json!({}), clock.now())?;
            jobs::enqueue(tx, Uuid::from_u128(3), "bad", &json!({}), clock.now())
        }).unwrap();
        for _ in 0..jobs::TRIES {
            runner.run_due(db, &clock, 10).unwrap();
            clock.advance_minutes(6 * 60);
        }
        assert_eq!(done.load(Ordering::Relaxed), 1, "the job of the failed change was never there");
        let dead = db.read(|tx| jobs::list(tx, "dead", 10)).unwrap();
        assert_eq!(dead.len(), 1);
        assert_eq!(dead[0].last_error.as_deref(), Some("no such address"));
        assert!(db.write(|tx| jobs::discard(tx, dead[0].id)).unwrap());
        assert!(db.read(jobs::count).unwrap().is_empty());
    }

    fn what_comes_round_again_is_done_once_in_all_processes_together(db) {
        db.migrate(&[]).unwrap();
        let clock = clock();
        let done = Arc::new(AtomicUsize::new(0));
        let process = || {
            let counted = done.clone();
            let mut runner = jobs::Runner::default();
            runner.every("digest", jobs::Each::Day(jiff::civil::Time::constant(7, 30, 0, 0)), move |_, job, _| {
                assert_eq!(job.payload["round"].as_str().map(|round| &round[11..]), Some("00:30:00Z"));
                counted.fetch_add(1, Ordering::Relaxed);
                Ok(())
            });
            runner
        };
        let processes = [process(), process(), process()];
        let work = |rounds: usize| std::thread::scope(|scope| {
            for runner in &processes {
                scope.spawn(|| (0..rounds).for_each(|_| { runner.run_due(db, &clock, 10).unwrap(); }));
            }
        });
        work(5);
        assert_eq!(done.load(Ordering::Relaxed), 1);
        clock.advance_minutes(23 * 60);
        work(2);
        assert_eq!(done.load(Ordering::Relaxed), 1, "half past seven has not come again");
        clock.advance_minutes(60);
        work(2);
        assert_eq!(done.load(Ordering::Relaxed), 2);
        clock.advance_minutes(5 * 24 * 60);
        work(2);
        assert_eq!(done.load(Ordering::Relaxed), 3, "days on which nobody worked are made up for once");
        assert_eq!(process().run_due(db, &clock, 10).unwrap(), 0, "a process that starts later knows");
        assert!(db.read(jobs::count).unwrap().is_empty());
    }

    fn a_worker_leaves_to_others_what_it_cannot_do(db) {
        db.migrate(&[]).unwrap();
        let clock = clock();
        db.write(|tx| {
            jobs::enqueue(tx, Uuid::from_u128(1), "slow", &json!({}), clock.now())?;
            jobs::enqueue(tx, Uuid::from_u128(2), "quick", &json!({}), clock.now())
        }).unwrap();
        let mut quick = jobs::Runner::default();
        quick.on("quick", |_, _, _| Ok(()));
        assert_eq!(quick.run_due(db, &clock, 10).unwrap(), 1);
        let left = db.read(|tx| jobs::list(tx, "queued", 10)).unwrap();
        assert_eq!((left.len(), left[0].kind.as_str(), left[0].attempts), (1, "slow", 0));
        assert_eq!(jobs::Runner::default().run_due(db, &clock, 10).unwrap(), 0);
    }

    fn a_worker_that_took_too_long_does_not_settle_what_another_took_over(db) {
        db.migrate(&[]).unwrap();
        let clock = clock();
        let turned = clock.clone();
        let done = Arc::new(AtomicUsize::new(0));
        let counted = done.clone();
        let mut runner = jobs::Runner::default();
        runner.on("slow", move |db, job, _| {
            counted.fetch_add(1, Ordering::Relaxed);
            if job.attempts == 1 {
                turned.advance_minutes(6);
                let mut other = jobs::Runner::default();
                other.on("slow", |_, _, _| Err("later".into()));
                assert_eq!(other.run_due(db, &turned, 10).unwrap(), 2);
            }
            Ok(())
        });
        db.write(|tx| {
            jobs::enqueue(tx, Uuid::from_u128(1), "slow", &json!({}), clock.now())?;
            jobs::enqueue(tx, Uuid::from_u128(2), "slow", &json!({}), clock.now())
        }).unwrap();
        runner.run_due(db, &clock, 10).unwrap();
        assert_eq!(done.load(Ordering::Relaxed), 1, "the second job was not begun: another holds it");
        assert_eq!(db.read(jobs::count).unwrap(), [("queued".to_owned(), 2)], "and the first was not taken out");
    }

    fn figures_are_the_same_from_months_and_from_days(db) {
        db.migrate(&[]).unwrap();
        let agency = AgencyId(Uuid::from_u128(5));
        let fact = |day, n| Fact { measure: "dossier.received.online", day, agency, subject: "1.001193".into(), n };
        db.write(|tx| {
            for (day, n) in [(date(2022, 12, 31), 5), (date(2023, 1, 3), 2), (date(2023, 1, 3), 1), (date(2023, 2, 20), 4), (date(2023, 6, 30), 7)] {
                facts::add(tx, &fact(day, n))?;
            }
            Result::Ok(())
        }).unwrap();
        let total = |span, reach: &Reach| db.read(|tx| facts::by_agency(tx, "dossier.received", span, reach)).unwrap().iter().map(|s| s.n).sum::<i64>();
        assert_eq!(total(Span::days(date(2023, 1, 1), date(2023, 6, 30)), &Reach::All), 14);
        assert_eq!(total(Span::days(date(2023, 1, 2), date(2023, 6, 29)), &Reach::All), 7);
        assert_eq!(total(Span::until(date(2023, 6, 30)), &Reach::All), 19);
        assert_eq!(total(Span::until(date(2023, 6, 30)), &Reach::Agencies(vec![])), 0);
        let subjects = db.read(|tx| facts::by_subject(tx, "dossier.", Span::until(date(2023, 6, 30)), &Reach::Agencies(vec![agency]))).unwrap();
        assert_eq!(subjects, vec![("dossier.received.online".into(), "1.001193".into(), 19)]);
    }

    fn words_find_with_and_without_marks_and_only_in_reach(db) {
        db.migrate(&[]).unwrap();
        let (here, there) = (AgencyId(Uuid::from_u128(1)), AgencyId(Uuid::from_u128(2)));
        db.write(|tx| {
            search::index(tx, "dossier", Uuid::from_u128(10), Some(here), "Nguyễn Thị Đào, Đăng ký khai sinh")?;
            search::index(tx, "dossier", Uuid::from_u128(11), Some(there), "Nguyễn Văn Đạo")?;
            search::index(tx, "dossier", Uuid::from_u128(11), Some(there), "Trần Văn Đạo")
        }).unwrap();
        let find = |q, reach: &Reach| db.read(|tx| search::find(tx, "dossier", q, reach, 10)).unwrap();
        assert_eq!(find("dao", &Reach::All), vec![Uuid::from_u128(11), Uuid::from_u128(10)]);
        assert_eq!(find("ĐÀO khai", &Reach::All), vec![Uuid::from_u128(10)]);
        assert_eq!(find("nguyen", &Reach::Agencies(vec![there])), Vec::<Uuid>::new());
        assert!(find("'; drop \" & | !", &Reach::All).is_empty());
    }

    fn a_step_once_applied_may_not_be_edited(db) {
        db.migrate(&[]).unwrap();
        let room = |text: &'static str| store::Room { name: "x", steps: Box::leak(Box::new([("0001", text)])) };
        assert_eq!(db.migrate(&[room("create table x (a {int}) {strict};")]).unwrap(), 1);
        assert_eq!(db.migrate(&[room("create table x (a {int}) {strict};")]).unwrap(), 0);
        assert!(matches!(db.migrate(&[room("create table x (b {int}) {strict};")]), Err(Error::Migration(_))));
    }

    fn every_kind_of_value_comes_back_as_it_went_in(db) {
        db.migrate(&[room("create table v (i {int}, r {real}, t text, y {bytes}, u {id}, d {date}, s {ts}, j {json}, b {bool}, n text) {strict};")]).unwrap();
        let (id, day, at) = (Uuid::from_u128(9), date(2024, 2, 29), clock().now());
        let doc = json!({ "tên": "Đồng Xoài" });
        db.write(|tx| tx.exec(
            "insert into v (i, r, t, y, u, d, s, j, b, n) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &vals![-5, 1.5, "chữ", vec![0u8, 255], id, day, at, doc, true, None::<String>],
        )).unwrap();
        db.read(|tx| tx.one("select * from v", &[], |row| {
            assert_eq!(row.get::<i64>("i")?, -5);
            assert_eq!(row.get::<f64>("r")?, 1.5);
            assert_eq!(row.get::<String>("t")?, "chữ");
            assert_eq!(row.get::<Vec<u8>>("y")?, vec![0, 255]);
            assert_eq!(row.get::<Uuid>("u")?, id);
            assert_eq!(row.get::<jiff::civil::Date>("d")?, day);
            assert_eq!(row.get::<jiff::Timestamp>("s")?, at);
            assert_eq!(row.get::<serde_json::Value>("j")?, doc);
            assert!(row.get::<bool>("b")?);
            assert_eq!(row.get::<Option<String>>("n")?, None);
            assert!(matches!(row.get::<i64>("t"), Err(Error::Column { .. })));
            Ok(())
        })).unwrap();
    }
}

fn room(text: &'static str) -> store::Room {
    store::Room { name: "test", steps: Box::leak(Box::new([("0001", text)])) }
}
