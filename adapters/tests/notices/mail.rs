//! Letters to a real SMTP server: `mailin` speaks the protocol, this file only listens and keeps what came.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{IpAddr, Ipv4Addr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use adapters::mail::{Config, Smtp};
use directory::notices::{Channel, State, Ways};
use mailin::{Action, Handler, Response, SessionBuilder, response};

use crate::house::House;

/// A mailbox for every address but one.
#[derive(Clone, Default)]
struct Mailbox {
    letters: Arc<Mutex<Vec<String>>>,
    writing: Vec<u8>,
}

impl Handler for Mailbox {
    fn rcpt(&mut self, to: &str) -> Response {
        if to.starts_with("khong-co") { response::NO_MAILBOX } else { response::OK }
    }

    fn data(&mut self, line: &[u8]) -> std::io::Result<()> {
        self.writing.extend_from_slice(line);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let letter = String::from_utf8(std::mem::take(&mut self.writing)).unwrap();
        self.letters.lock().unwrap().push(letter);
        response::OK
    }
}

impl Mailbox {
    /// Listens on a free port until the test ends; its address.
    fn open(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let handler = self.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                converse(&stream, handler.clone());
            }
        });
        format!("smtp://{at}")
    }
}

fn converse(stream: &TcpStream, handler: Mailbox) {
    let mut session = SessionBuilder::new("mail.example.vn").build(IpAddr::V4(Ipv4Addr::LOCALHOST), handler);
    let say = |answer: &Response| {
        let mut out = stream;
        answer.write_to(&mut out).and_then(|()| out.flush()).is_ok() && answer.action != Action::Close
    };
    let mut lines = BufReader::new(stream);
    let mut going = say(&session.greeting());
    while going {
        let mut line = Vec::new();
        if lines.read_until(b'\n', &mut line).unwrap_or(0) == 0 {
            break;
        }
        let answer = session.process(&line);
        going = answer.action == Action::NoReply || say(&answer);
    }
}

fn smtp(url: &str) -> Smtp {
    Smtp::new(&Config { url: url.into(), from: "Tỉnh Số <khong-tra-loi@example.vn>".into() }).unwrap()
}

#[test]
fn a_letter_arrives_at_a_mail_server_under_its_own_name() {
    let db = testkit::sqlite();
    let mailbox = Mailbox::default();
    let house = House::open(&db, Ways::default().with(Channel::Mail, smtp(&mailbox.open())));
    house.tell();
    house.work();
    let messages = house.messages();
    assert_eq!((messages[0].channel, messages[0].state), (Channel::Mail, State::Sent));
    let letters = mailbox.letters.lock().unwrap().clone();
    assert_eq!(letters.len(), 1);
    assert!(letters[0].contains(&format!("Message-ID: <{}@example.vn>", messages[0].id)), "{}", letters[0]);
    assert!(letters[0].contains("To: lan@example.vn") && letters[0].contains("khong-tra-loi@example.vn"));
    assert!(letters[0].contains("Subject: =?utf-8?"), "{}", letters[0]);
    assert!(letters[0].contains("charset=utf-8"), "{}", letters[0]);
}

#[test]
fn a_mailbox_that_does_not_exist_is_not_tried_again() {
    let db = testkit::sqlite();
    let mailbox = Mailbox::default();
    let house = House::open(&db, Ways::default().with(Channel::Mail, smtp(&mailbox.open())));
    let system = base::Actor::system();
    let gone = directory::persons::Details {
        name: "Nguyễn Thị Lan".into(),
        email: "khong-co@example.vn".parse().ok(),
        ..Default::default()
    };
    house.store.write(|tx| directory::persons::commands::amend(tx, house.act(&system), house.lan, &gone)).unwrap();
    house.tell();
    house.work();
    let messages = house.messages();
    assert_eq!(messages[0].state, State::Failed);
    assert!(messages[0].reason.as_deref().unwrap_or_default().contains("550"), "{:?}", messages[0].reason);
    assert!(mailbox.letters.lock().unwrap().is_empty());
}

#[test]
fn a_mail_server_that_does_not_answer_is_tried_again() {
    let db = testkit::sqlite();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let house = House::open(&db, Ways::default().with(Channel::Mail, smtp(&format!("smtp://{nobody}"))));
    house.tell();
    house.work();
    assert_eq!(house.messages()[0].state, State::Written);
}
