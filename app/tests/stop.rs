//! The program as a process: it stops without losing anybody's request, and a disk that is really full loses nothing.
#![allow(missing_docs, clippy::unwrap_used)]

mod process;

use std::{
    fs::{self, File},
    io::{Read as _, Write as _},
    net::TcpStream,
    os::unix::net::UnixDatagram,
    path::Path,
    process::Command,
};

use process::{Server, answer, registration};
use services::dossiers::verify::verify;
use tinhso::place::Place;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tinhso"));
    command.env_remove("TINHSO_CONFIG").env("TINHSO_LOG", "warn");
    command
}

/// An empty province that is served as a demonstration: passwords are quick.
fn province(data: &Path) {
    assert!(program().args(["migrate", "--data"]).arg(data).output().unwrap().status.success());
}

#[test]
fn asked_to_stop_it_lets_nobody_in_finishes_what_was_begun_and_leaves_no_log_behind() {
    let dir = tempfile::tempdir().unwrap();
    province(dir.path());
    // As systemd does: it wants to be told.
    let supervisor = UnixDatagram::bind(dir.path().join("notify")).unwrap();
    let mut server = Server::start(
        program()
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(dir.path())
            .env("NOTIFY_SOCKET", dir.path().join("notify")),
    );
    let told = || {
        let mut state = [0; 64];
        let n = supervisor.recv(&mut state).unwrap();
        String::from_utf8_lossy(&state[..n]).trim().to_owned()
    };
    assert_eq!(told(), "READY=1");
    let form = registration(123);
    let (first, rest) = form.split_at(40);
    let mut socket = TcpStream::connect(&server.address).unwrap();
    let head = server.head("POST", "/dang-ky", form.len()).replace("\r\n\r\n", "\r\nexpect: 100-continue\r\n\r\n");
    socket.write_all(head.as_bytes()).unwrap();
    // The form is being read once the server asks for it.
    let mut go_on = [0; 25];
    socket.read_exact(&mut go_on).unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    socket.write_all(first.as_bytes()).unwrap();
    server.terminate();
    while TcpStream::connect(&server.address).is_ok() {
        std::thread::yield_now();
    }
    socket.write_all(rest.as_bytes()).unwrap();
    let (status, said) = answer(socket);
    assert_eq!(status, 303, "{said}");
    assert_eq!(told(), "STOPPING=1");
    assert!(server.child.wait().unwrap().success());
    let log = fs::metadata(dir.path().join("tinhso.db-wal")).map_or(0, |log| log.len());
    assert_eq!(log, 0, "everything is in the database file");
    let store = Place::folder(dir.path()).existing().unwrap();
    let people: i64 = store.read(|tx| tx.one("select count(*) as n from accounts", &[], |row| row.get("n"))).unwrap();
    assert_eq!(people, 1, "what was begun before the stop is there");
}

#[test]
fn requests_that_take_longer_than_the_grace_are_cut_off_and_the_program_ends() {
    let dir = tempfile::tempdir().unwrap();
    province(dir.path());
    let mut server = Server::start(
        program()
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(dir.path())
            .env("TINHSO__SERVER__GRACE_SECONDS", "0"),
    );
    let mut socket = TcpStream::connect(&server.address).unwrap();
    let head = server.head("POST", "/dang-ky", 1000).replace("\r\n\r\n", "\r\nexpect: 100-continue\r\n\r\n");
    socket.write_all(head.as_bytes()).unwrap();
    socket.read_exact(&mut [0; 25]).unwrap();
    server.terminate();
    assert!(server.child.wait().unwrap().success());
}

#[test]
fn on_a_disk_that_is_really_full_pages_are_read_forms_come_back_and_nothing_is_half_done() {
    let dir = tempfile::tempdir().unwrap();
    province(&dir.path().join("made"));
    // A small disk of the server's own, in a mount namespace that goes away with it.
    let script = "mount -t tmpfs -o size=32m tmpfs \"$1/disk\" && cp -r \"$1/made/.\" \"$1/disk\" && \
        exec \"$2\" serve --demo --listen 127.0.0.1:0 --data \"$1/disk\"";
    fs::create_dir(dir.path().join("disk")).unwrap();
    let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let mut command = Command::new("unshare");
    command.args(if root { &["--mount"][..] } else { &["--map-root-user", "--mount"] });
    command.args(["sh", "-c", script, "sh"]).arg(dir.path()).arg(env!("CARGO_BIN_EXE_tinhso"));
    // Only the disk itself says that it is full.
    command.env("TINHSO__DISK__RESERVE_MB", "0").env("TINHSO_LOG", "error").env("TINHSO_NO_LIMITS", "true");
    let server = Server::start(&mut command);
    let disk = Path::new("/proc")
        .join(server.child.id().to_string())
        .join("root")
        .join(dir.path().strip_prefix("/").unwrap())
        .join("disk");

    assert_eq!(server.ask("POST", "/dang-ky", &registration(1)).0, 303);
    let mut filler = File::create(disk.join("filler")).unwrap();
    while filler.write_all(&[7; 4096]).is_ok() {}
    // The log has room that it used before; then there is none.
    let mut opened = 1;
    let refused = loop {
        match server.ask("POST", "/dang-ky", &registration(opened + 1)) {
            (303, _) => opened += 1,
            (503, said) => break said,
            (status, said) => panic!("{status}: {said}"),
        }
        assert!(opened < 10_000, "the disk never was full");
    };
    assert!(refused.contains("chỉ cho xem") && refused.contains("name=\"ho_ten\" value=\"Điểu Bình\""), "{refused}");
    assert_eq!(server.ask("GET", "/", "").0, 200, "pages are read");
    assert_eq!(server.ask("GET", "/thu-tuc", "").0, 200, "from the record too");
    drop(filler);
    fs::remove_file(disk.join("filler")).unwrap();
    assert_eq!(server.ask("POST", "/dang-ky", &registration(opened + 1)).0, 303, "and it goes on by itself");
    // SQLite would follow the way in out of the namespace again: a copy of what is there is looked at.
    let seen = dir.path().join("seen");
    fs::create_dir(&seen).unwrap();
    for name in ["tinhso.db", "tinhso.db-wal"] {
        fs::copy(disk.join(name), seen.join(name)).unwrap();
    }
    let store = Place::folder(&seen).existing().unwrap();
    assert!(verify(&store).unwrap().holds());
    let people: i64 = store.read(|tx| tx.one("select count(*) as n from accounts", &[], |row| row.get("n"))).unwrap();
    assert_eq!(people, i64::from(opened) + 1, "each that was acknowledged, and none beside");
}
