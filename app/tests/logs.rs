//! What is logged of a journey holds nothing of the person who makes it.
#![allow(clippy::unwrap_used)]

mod filed;
mod world;

use std::{
    io,
    sync::{Arc, Mutex},
};

use axum::http::{Method, StatusCode};
use base::{FixedClock, Ids, Role};
use directory::notices::{Channel, Failure, Outgoing, Way, Ways};
use serde_json::Value;
use store::{Store, jobs::Runner};
use tinhso::{config::LogFormat, log, postroom, work};
use tracing_subscriber::fmt::MakeWriter;
use world::{Who, World};

/// Everything that was logged.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// A mail server that says whose mail it did not take.
struct Refusing;

impl Way for Refusing {
    fn send(&self, message: &Outgoing) -> Result<Option<String>, Failure> {
        Err(Failure::Later(format!("450 {}: no such mailbox, {}", message.address, message.subject)))
    }
}

/// Every name, number and address on record.
fn personal(store: &Store) -> Vec<String> {
    let columns = [
        ("persons", "name"),
        ("persons", "identity_number"),
        ("persons", "phone"),
        ("persons", "email"),
        ("accounts_logins", "login"),
        ("dossiers", "code"),
        ("notices_messages", "address"),
    ];
    let read = |tx: &mut store::Tx| {
        let mut found = Vec::new();
        for (table, column) in columns {
            let sql = format!("select {column} as value from {table} where {column} is not null");
            found.extend(tx.all(&sql, &[], |row| row.get::<String>("value"))?);
        }
        Ok::<_, store::Error>(found)
    };
    // The logins of staff in these tests are the names of roles.
    store.read(read).unwrap().into_iter().filter(|value| value.len() >= 8 && !value.starts_with("province")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_logged_says_who_it_was_or_which_case() {
    let lines = Lines::default();
    log::begin_to(LogFormat::Json, "trace", lines.clone()).unwrap();

    let world = World::open();
    let form = "ho_ten=%C4%90i%E1%BB%83u+B%C3%ACnh&so_dinh_danh=070085000456&dien_thoai=0912345679&thu=binh.dieu%40example.vn\
        &mat_khau_moi=tre+xanh+hai+ba&nhap_lai=tre+xanh+hai+ba&_key=00000000-0000-0000-0000-00000000002a";
    assert_eq!(world.form(Who::Nobody, Method::POST, "/dang-ky", form).await.status(), StatusCode::SEE_OTHER);
    let nobody = |method, path| world.send(Who::Nobody, method, path);
    nobody(Method::GET, "/tra-cuu/070085000456").await;
    nobody(Method::GET, "/tra-cuu?q=070085000456").await;
    nobody(Method::GET, "/070085000456?ho_ten=%C4%90i%E1%BB%83u+B%C3%ACnh&sdt=0912345679").await;
    nobody(Method::POST, "/thu-tuc?q=binh.dieu%40example.vn").await;
    for wrong in ["ten=070085000456&mat_khau=tre+xanh+hai", "ten=binh.dieu%40example.vn&mat_khau=tre+xanh+hai+ba"] {
        world.form(Who::Nobody, Method::POST, "/dang-nhap", wrong).await;
    }
    // The same number again: refused by the record.
    world.form(Who::Nobody, Method::POST, "/dang-ky", &form.replace("2a", "2b")).await;
    let kind = "application/json; name=070085000456";
    world.body(Who::Nobody, Method::POST, "/dang-ky", kind, "{\"ho_ten\":\"Điểu Bình\"}").await;
    for path in ["/ho-so?q=070085000456", "/tiep-nhan?q=0912345679", "/cong-viec?q=%C4%90i%E1%BB%83u+B%C3%ACnh"] {
        world.send(Who::Staff(Role::Reception), Method::GET, path).await;
    }

    // Officers at work, and a mail server that talks too much.
    let found = tokio::task::spawn_blocking(|| {
        let db = testkit::postgres();
        filed::filed(&db, db.dir(), 10, |accept| accept(10));
        let clock = FixedClock::at("2024-02-05T09:00:01+07:00");
        let postroom =
            postroom(Ids::seeded(clock.arc(), 9), Ways::default().with(Channel::Mail, Refusing), "http://localhost");
        let postroom = Arc::new(postroom);
        let mut runner = Runner::default();
        work::write(&mut runner, postroom.clone());
        work::send(&mut runner, postroom);
        assert!(runner.run_due(&db, &clock, 50).unwrap() > 0, "written");
        assert!(runner.run_due(&db, &clock, 50).unwrap() > 0, "tried");
        personal(&db)
    });
    let found = found.await.unwrap();

    let logged = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(logged.lines().count() > 12, "{logged}");
    for line in logged.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        if line["message"] == "request" {
            assert!(line["reference"].is_string() && line["path"].is_string() && line["status"].is_u64(), "{line}");
        }
    }
    assert!(logged.contains("\"path\":\"/tra-cuu/{code}\""));
    let mut secrets = [personal(&world.store), found].concat();
    assert!(secrets.len() > 500, "{} things to look for", secrets.len());
    secrets.extend(
        ["Điểu Bình", "%C4%90i", "binh.dieu", "070085000456", "0912345679", "tre xanh", "tre+xanh"].map(String::from),
    );
    let told: Vec<&String> = secrets.iter().filter(|secret| logged.contains(secret.as_str())).collect();
    assert!(told.is_empty(), "the log tells {told:?}\n{logged}");
}
