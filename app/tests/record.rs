//! The record holds: whatever is done to it is noticed, and whatever moment the program is killed at, nothing that was
//! acknowledged is lost.
#![allow(missing_docs, clippy::unwrap_used)]

mod filed;

use std::{
    collections::HashSet,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    time::Duration,
};

use base::{DossierId, Reach};
use filed::filed;
use services::dossiers::verify::verify;
use steering::figures::{self, Period};
use store::{Durability, Store, vals};
use testkit::both;

both! {
    fn a_changed_state_a_cut_journal_and_a_wrong_figure_are_noticed(db) {
        filed(db, db.dir(), 6, |accept| accept(4));
        let sound = verify(db).unwrap();
        assert!(sound.holds(), "{:?}", sound.problems);
        assert_eq!(sound.dossiers, 6);
        for (harm, cure) in [
            ("update dossiers set state = 'signed' where state = 'processing'", "update dossiers set state = 'processing' where state = 'signed'"),
            ("update facts_daily set n = n + 1", "update facts_daily set n = n - 1"),
            ("update facts_monthly set n = n + 1", "update facts_monthly set n = n - 1"),
        ] {
            db.write(|tx| tx.exec(harm, &[])).unwrap();
            assert!(!verify(db).unwrap().holds(), "{harm}");
            db.write(|tx| tx.exec(cure, &[])).unwrap();
            assert!(verify(db).unwrap().holds(), "{cure}");
        }
        // The last entry of a chain leaves no gap behind; the row still knows that it was there.
        db.write(|tx| tx.exec("delete from journal where kind = $1", &vals!["dossier.accepted"])).unwrap();
        assert!(!verify(db).unwrap().holds());
    }
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("tinhso.db");
    filed(&Store::sqlite(&file, Durability::Relaxed).unwrap(), dir.path(), 4000, |_| ());
    let mut acknowledged: HashSet<DossierId> = HashSet::new();
    let mut killed = 0;
    for round in 0..12u64 {
        let mut program = Command::new(env!("CARGO_BIN_EXE_tinhso"))
            .args(["exercise", "--data"])
            .arg(dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let reader = std::thread::spawn(move || {
            lines.map_while(Result::ok).filter_map(|line| line.parse::<DossierId>().ok()).collect::<Vec<_>>()
        });
        // Somewhere between opening the record and some hundred moves later.
        std::thread::sleep(Duration::from_millis(40 + round * 37 % 260));
        killed += usize::from(program.try_wait().unwrap().is_none());
        program.kill().unwrap();
        program.wait().unwrap();
        acknowledged.extend(reader.join().unwrap());

        let store = Store::sqlite(&file, Durability::Full).unwrap();
        let verdict = verify(&store).unwrap();
        assert!(verdict.holds(), "round {round}: {:?}", verdict.problems);
        let kept: HashSet<DossierId> = store
            .read(|tx| tx.all("select id from dossiers where state = $1", &vals!["processing"], |row| row.get("id")))
            .unwrap()
            .into_iter()
            .collect();
        assert!(acknowledged.is_subset(&kept), "round {round}: an acknowledged move is gone");
        let period: Period = "2024-02".parse().unwrap();
        let counted = store.read(|tx| figures::province(tx, period, &Reach::All)).unwrap().received;
        assert_eq!(counted, i64::try_from(kept.len()).unwrap(), "round {round}: figures and dossiers part ways");
    }
    assert!(killed >= 6, "the program was killed at work only {killed} times");
    assert!(!acknowledged.is_empty(), "nothing was ever acknowledged");
}
