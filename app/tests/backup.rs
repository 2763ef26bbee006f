//! A backup holds everything, restores onto either engine, and is refused before anything is touched when it is broken.
#![allow(missing_docs, clippy::unwrap_used)]

mod filed;

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
};

use base::{Clock as _, FixedClock, Reach};
use filed::filed;
use jiff::Timestamp;
use services::dossiers::verify::verify;
use store::{
    Durability, Engine, Store, dump,
    files::{Blobs as _, Digest, Folder},
    journal, search, sizes, vals,
};
use testkit::{TestStore, both};
use tinhso::{
    backup::{self, Broken, Replaced},
    config::{self, Config},
    operation::Operation,
    place::Place,
    upkeep,
};
use uuid::Uuid;

const STAMP: &str = "20240205-100000";
const PAPER: &[u8] = b"%PDF-1.4 a scan";

fn now() -> Timestamp {
    FixedClock::at("2024-02-05T10:00:00+07:00").now()
}

fn quiet(_: &str) {}

/// A province with dossiers, and a paper that one of them refers to.
fn province(db: &TestStore) -> PathBuf {
    filed(db, db.dir(), 8, |accept| accept(5));
    let files = db.dir().join("files");
    let (digest, size) = Folder::open(&files).unwrap().put(&mut &PAPER[..]).unwrap();
    let paper = "insert into dossier_papers (id, owner, kind, name, mime, size, digest, at, by_name) \
        select $1, id, $2, $3, $4, $5, $6, filed_at, $7 from dossiers limit 1";
    let name = "Tờ khai \"A\"\\B\t1\n2";
    db.write(|tx| {
        tx.exec(paper, &vals![Uuid::from_u128(5), "paper", name, "application/pdf", size, digest.as_str(), "x"])
    })
    .unwrap();
    files
}

/// A backup of it.
fn backed_up(db: &TestStore) -> PathBuf {
    let files = province(db);
    let out = db.dir().join("a.backup");
    backup::write(db, &files, &out, now(), &mut quiet).unwrap();
    out
}

/// Somewhere to restore into, on each engine.
fn targets() -> [(Place, TestStore); 2] {
    let (folder, database) = (testkit::sqlite(), testkit::postgres());
    [
        (Place::folder(folder.dir().join("restored")), folder),
        (Place { data: database.dir().join("restored"), database: database.url() }, database),
    ]
}

fn rows(store: &Store) -> Vec<(String, u64)> {
    store
        .read(|tx| {
            dump::tables(tx)?
                .into_iter()
                .map(|table| Ok((table.name.clone(), dump::count(tx, &table)?)))
                .collect::<store::Result<Vec<_>>>()
        })
        .unwrap()
}

both! {
    fn a_backup_is_restored_onto_either_engine_with_nothing_lost(db) {
        let out = backed_up(db);
        let proof = backup::prove(&out, &mut quiet).unwrap();
        assert!(proof.holds(), "{:?} {:?}", proof.verdict.problems, proof.problems);
        for (place, _keep) in targets() {
            assert_eq!(backup::restore(&out, &place, false, STAMP, &mut quiet).unwrap(), Replaced::Nothing);
            let store = place.existing().unwrap();
            assert_eq!(store.engine(), if place.database.is_some() { Engine::Postgres } else { Engine::Sqlite });
            let verdict = verify(&store).unwrap();
            assert!(verdict.holds() && verdict.dossiers == 8, "{:?}", verdict.problems);
            assert_eq!(store.read(journal::heads).unwrap(), db.read(journal::heads).unwrap());
            assert_eq!(rows(&store), rows(db));
            let name: String = store.read(|tx| tx.one("select name from dossier_papers", &[], |row| row.get("name"))).unwrap();
            assert_eq!(name, "Tờ khai \"A\"\\B\t1\n2");
            let mut paper = Vec::new();
            let kept = Folder::open(&place.files()).unwrap().open(&Digest::of(PAPER)).unwrap();
            kept.unwrap().read_to_end(&mut paper).unwrap();
            assert_eq!(paper, PAPER);
            // Words are found, and new ones can be added: the engine goes on counting where the old one stopped.
            let word = "select body from search_docs limit 1";
            let body: String = store.read(|tx| tx.one(word, &[], |row| row.get("body"))).unwrap();
            let found = store.read(|tx| search::find(tx, "dossier", body.split(' ').nth(1).unwrap(), &Reach::All, 50)).unwrap();
            assert!(!found.is_empty());
            store.write(|tx| search::index(tx, "dossier", Uuid::from_u128(9), None, "một hồ sơ mới")).unwrap();
            assert!(store.checkpoint().is_ok());
        }
    }

    fn while_the_server_writes_a_backup_is_one_moment_of_the_record(db) {
        let (say, hear) = mpsc::channel();
        let files = db.dir().join("files");
        thread::scope(|scope| {
            scope.spawn(|| {
                filed(db, db.dir(), 60, |accept| {
                    say.send(()).unwrap();
                    for _ in 0..60 {
                        accept(1);
                    }
                });
                drop(say);
            });
            hear.recv().unwrap();
            for round in 0..3 {
                let out = db.dir().join(format!("{round}.backup"));
                let manifest = backup::write(db, &files, &out, now(), &mut quiet).unwrap();
                let proof = backup::prove(&out, &mut quiet).unwrap();
                assert!(proof.holds(), "{:?}", proof.verdict.problems);
                assert_eq!(proof.verdict.entries, manifest.heads.entries);
            }
        });
    }

    fn a_proven_backup_is_remembered_and_so_is_one_that_is_not_good(db) {
        let files = province(db);
        assert_eq!(db.read(backup::last).unwrap(), (None, None));
        let good = backup::make(db, &files, &db.dir().join("good"), now(), true, &mut quiet).unwrap().unwrap();
        assert!(good.holds());
        let (proven, failed) = db.read(backup::last).unwrap();
        let proven = proven.unwrap();
        assert_eq!((proven.at, proven.file.as_str(), proven.dossiers), (now(), "good", 8));
        assert_eq!(failed, None);
        // A paper that rots on the disk, and then one that is gone.
        let name = Digest::of(PAPER);
        let path = files.join(&name.as_str()[..2]).join(&name.as_str()[2..4]).join(name.as_str());
        let later = now() + jiff::SignedDuration::from_hours(1);
        for (harm, word) in [("rotten", "damaged"), ("", "not on disk")] {
            if harm.is_empty() { fs::remove_file(&path).unwrap() } else { fs::write(&path, harm).unwrap() }
            let bad = backup::make(db, &files, &db.dir().join(word), later, true, &mut quiet).unwrap().unwrap();
            assert!(!bad.holds() && bad.problems[0].contains(word), "{:?}", bad.problems);
            let (still, failed) = db.read(backup::last).unwrap();
            assert_eq!(still.as_ref(), Some(&proven));
            assert!(failed.unwrap().why.contains(word));
        }
        assert!(backup::make(db, &files, &db.dir().join("unproven"), later, false, &mut quiet).unwrap().is_none());
        assert_eq!(db.read(backup::last).unwrap().0.unwrap(), proven, "what was not restored is not proven");
    }

    fn the_server_notes_how_full_the_disk_is_and_makes_the_backup_of_the_day_by_itself(db) {
        let files = province(db);
        let folder = db.dir().join("kept");
        let plan = config::Backup { folder: Some(folder.clone()), keep: 1, ..config::Backup::default() };
        let operation = Operation::new(&files, &Config { backup: plan, ..Config::default() });
        for (day, file) in [("2024-02-05", "tinhso-20240205-030000.backup"), ("2024-02-06", "tinhso-20240206-030000.backup")] {
            let clock = FixedClock::at(&format!("{day}T03:00:00+07:00"));
            upkeep::turn(db, &operation, clock.now());
            upkeep::turn(db, &operation, clock.now());
            assert_eq!(db.read(backup::last).unwrap().0.unwrap().file, file);
            let kept: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            assert_eq!(kept, [file], "only the newest is kept, and nothing else lies about");
            let sizes = db.read(|tx| sizes::lately(tx, clock.today())).unwrap();
            assert_eq!(sizes.last().unwrap().day, clock.today());
        }
    }

    fn the_day_s_backup_is_made_once_however_many_processes_look(db) {
        filed(db, db.dir(), 1, |_| ());
        let plan = config::Backup { folder: Some(db.dir().join("kept")), hour: 2, ..config::Backup::default() };
        let at = |text: &str| FixedClock::at(text).now();
        let first = backup::due(db, &plan, at("2024-02-05T10:00:00+07:00")).unwrap().unwrap();
        assert!(first.ends_with("kept/tinhso-20240205-100000.backup"), "{}", first.display());
        assert_eq!(backup::due(db, &plan, at("2024-02-05T10:01:00+07:00")).unwrap(), None);
        assert_eq!(backup::due(db, &plan, at("2024-02-06T01:59:00+07:00")).unwrap(), None);
        assert!(backup::due(db, &plan, at("2024-02-06T02:00:00+07:00")).unwrap().is_some());
        assert_eq!(backup::due(db, &config::Backup::default(), at("2024-02-07T02:00:00+07:00")).unwrap(), None);
    }
}

#[test]
fn a_backup_cut_off_anywhere_or_with_a_byte_changed_is_refused_and_nothing_is_touched() {
    let db = testkit::sqlite();
    let whole = fs::read(backed_up(&db)).unwrap();
    let broken = db.dir().join("broken.backup");
    let target = Place::folder(db.dir().join("target"));
    let refused = |bytes: &[u8], what: &str| {
        fs::write(&broken, bytes).unwrap();
        let error = backup::restore(&broken, &target, true, STAMP, &mut quiet).unwrap_err();
        assert!(error.is::<Broken>(), "{what}: {error:#}");
        assert!(!target.data.exists(), "{what}: something was touched");
    };
    for part in 0..25 {
        let length = whole.len() * part / 25;
        refused(&whole[..length], &format!("cut off after {length} bytes"));
    }
    refused(&whole[..whole.len() - 1], "without its last byte");
    for part in 0..60 {
        // The first bytes say how the rest is packed; what they say besides does not change what is in it.
        let at = 8 + (whole.len() - 9) * part / 59;
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        refused(&flipped, &format!("byte {at} changed"));
    }
    refused(b"", "an empty file");
    refused(b"PK\x03\x04 something else altogether", "no archive");
    refused(&[&whole[..], b"and more"].concat(), "more at the end");
}

/// Takes a backup apart and puts it together again, each member as `change` wants it.
fn remade(file: &Path, to: &Path, mut change: impl FnMut(&str, Vec<u8>) -> Vec<(String, Vec<u8>)>) {
    let mut old = tar::Archive::new(zstd::Decoder::new(File::open(file).unwrap()).unwrap());
    let mut new = tar::Builder::new(zstd::Encoder::new(File::create(to).unwrap(), 1).unwrap());
    for entry in old.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().to_str().unwrap().to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        for (name, bytes) in change(&name, bytes) {
            let mut header = tar::Header::new_ustar();
            header.set_size(bytes.len() as u64);
            // As written: the crate would not write a name that leads out of the archive.
            header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            new.append(&header, &bytes[..]).unwrap();
        }
    }
    new.into_inner().unwrap().finish().unwrap();
}

#[test]
fn a_backup_with_something_in_it_that_does_not_belong_there_is_refused() {
    let db = testkit::sqlite();
    let whole = backed_up(&db);
    let target = Place::folder(db.dir().join("target"));
    let forged = db.dir().join("forged.backup");
    type Change = fn(&str, Vec<u8>) -> Vec<(String, Vec<u8>)>;
    let same: Change = |name, bytes| vec![(name.into(), bytes)];
    remade(&whole, &forged, same);
    backup::check(&forged).unwrap();
    let changes: [(&str, Change); 8] = [
        ("a way out of the folder", |name, bytes| {
            vec![("../../etc/cron.d/x".into(), b"x".to_vec()), (name.into(), bytes)]
        }),
        ("another name", |name, bytes| vec![(name.replace("contents/", "extra/"), bytes)]),
        ("a content that is not what it is called", |name, bytes| {
            vec![(name.into(), if name.starts_with("contents/") { b"forged".to_vec() } else { bytes })]
        }),
        ("no contents", |name, bytes| if name.starts_with("contents/") { vec![] } else { vec![(name.into(), bytes)] }),
        ("a row more", |name, mut bytes| {
            if name.contains("/accounts_logins/") {
                bytes.extend_from_slice(b"[1,2]\n");
            }
            vec![(name.into(), bytes)]
        }),
        ("a table less", |name, bytes| if name.contains("/journal/") { vec![] } else { vec![(name.into(), bytes)] }),
        ("everything twice", |name, bytes| vec![(name.into(), bytes.clone()), (name.into(), bytes)]),
        ("no manifest", |name, bytes| if name == "manifest.json" { vec![] } else { vec![(name.into(), bytes)] }),
    ];
    for (what, change) in changes {
        remade(&whole, &forged, change);
        let error = backup::restore(&forged, &target, false, STAMP, &mut quiet).unwrap_err();
        assert!(error.is::<Broken>(), "{what}: {error:#}");
        assert!(!target.data.exists(), "{what}: something was touched");
    }
}

#[test]
fn a_backup_of_a_later_program_is_refused_by_name_of_what_is_not_known_here() {
    let db = testkit::sqlite();
    let whole = backed_up(&db);
    let forged = db.dir().join("later.backup");
    let target = Place::folder(db.dir().join("target"));
    for (from, to, said) in [
        ("\"step\": \"0001_kernel\"", "\"step\": \"0999_later\"", "store/0999_later"),
        ("\"form\": 1", "\"form\": 2", "form 2"),
    ] {
        remade(&whole, &forged, |name, bytes| {
            let text = if name == "manifest.json" {
                String::from_utf8(bytes).unwrap().replace(from, to).into_bytes()
            } else {
                bytes
            };
            vec![(name.to_owned(), text)]
        });
        let error = backup::restore(&forged, &target, false, STAMP, &mut quiet).unwrap_err();
        assert!(matches!(error.downcast_ref(), Some(Broken::Newer(what)) if what.contains(said)), "{error:#}");
        assert!(!target.data.exists());
    }
}

both! {
    fn a_record_that_is_there_stays_unless_it_may_be_moved_aside(db) {
        let out = backed_up(db);
        for (place, _keep) in targets() {
            backup::restore(&out, &place, false, STAMP, &mut quiet).unwrap();
            let store = place.existing().unwrap();
            store.write(|tx| tx.exec("delete from dossiers", &[])).unwrap();
            drop(store);
            let refused = backup::restore(&out, &place, false, STAMP, &mut quiet).unwrap_err();
            assert!(refused.to_string().contains("--replace"), "{refused:#}");
            let working = place.work().unwrap();
            let busy = backup::restore(&out, &place, true, STAMP, &mut quiet).unwrap_err();
            assert!(busy.to_string().contains("stop it first"), "{busy:#}");
            drop(working);
            let replaced = backup::restore(&out, &place, true, STAMP, &mut quiet).unwrap();
            let store = place.existing().unwrap();
            assert!(verify(&store).unwrap().holds());
            let before = place.data.join(format!("before-{STAMP}"));
            match replaced {
                Replaced::Folder(folder) => {
                    assert_eq!(folder, before);
                    let old = Store::sqlite(&folder.join("tinhso.db"), Durability::Full).unwrap();
                    assert!(!verify(&old).unwrap().holds(), "what was there is what was moved");
                }
                Replaced::Schema(schema, _) => {
                    let n: i64 = store.read(|tx| tx.one(&format!("select count(*) as n from {schema}.dossiers"), &[], |row| row.get("n"))).unwrap();
                    assert_eq!(n, 0);
                    store.write(|tx| tx.batch(&format!("drop schema {schema} cascade"))).unwrap();
                }
                Replaced::Nothing => panic!("something was there"),
            }
            assert!(before.join("files").exists());
        }
    }
}

#[test]
fn a_backup_made_before_an_upgrade_is_brought_up_to_date_when_it_is_restored() {
    let db = testkit::sqlite();
    let whole = backed_up(&db);
    let older = db.dir().join("older.backup");
    // As the program before the daily sizes wrote it: without their table and its step.
    remade(&whole, &older, |name, bytes| {
        if name != "manifest.json" {
            return vec![(name.to_owned(), bytes)];
        }
        let mut manifest: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        manifest["schema"].as_array_mut().unwrap().retain(|step| step["step"] != "0002_sizes");
        manifest["rows"].as_object_mut().unwrap().remove("sizes_daily").unwrap();
        vec![(name.to_owned(), serde_json::to_vec(&manifest).unwrap())]
    });
    let target = Place::folder(db.dir().join("target"));
    backup::restore(&older, &target, false, STAMP, &mut quiet).unwrap();
    let store = target.existing().unwrap();
    assert_eq!(store.migrate(tinhso::ROOMS).unwrap(), 0, "nothing is left to do");
    assert!(verify(&store).unwrap().holds());
}

#[test]
fn only_as_many_backups_as_wanted_are_kept_and_nothing_else_is_removed() {
    let dir = tempfile::tempdir().unwrap();
    let names = [
        "tinhso-20240201-020000.backup",
        "tinhso-20240202-020000.backup",
        "tinhso-20240203-020000.backup",
        "tinhso-by-hand.backup",
        "notes.txt",
    ];
    names
        .iter()
        .try_for_each(|name| -> io::Result<()> { File::create(dir.path().join(name))?.write_all(b"x") })
        .unwrap();
    assert_eq!(backup::prune(dir.path(), 2).unwrap(), 1);
    let left = |name: &str| dir.path().join(name).exists();
    assert_eq!(names.map(left), [false, true, true, true, true]);
}
