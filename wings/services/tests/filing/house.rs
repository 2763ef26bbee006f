//! A small province for these tests: its own agencies and procedures, a citizen, another, an officer at a counter.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, Response, StatusCode, header},
};
use base::{
    AccountId, Actor, AgencyId, Clock as _, FixedClock, IdentityLevel, Ids, PersonId, Proof, Role, StaffId,
    access::Post, identity::PersonalNumber,
};
use directory::{
    Act, Directory,
    accounts::{Attested, Departure, EIdentity, IdentityProvider, ProviderFault},
    agencies,
    persons::{self, Details},
};
use jiff::{Timestamp, civil::Date};
use services::{
    Live, Office,
    catalogue::Catalogue,
    population::{Asked, Population, Record, Register, RegisterFault},
};
use store::{Store, Tx, files::Folder};
use testkit::TestStore;
use tower::ServiceExt as _;
use uuid::Uuid;
use web::{App, Settings, session};

/// Birth registration: taken by communes, with a long form.
pub const BIRTH: &str = "1.001193";
/// The commune of these tests.
pub const COMMUNE: &str = "dong-xoai-phuong-tan-phu";

/// An identity provider that nobody asks in these tests.
struct Somewhere;

impl IdentityProvider for Somewhere {
    fn name(&self) -> &str {
        "VNeID"
    }
    fn is_trial(&self) -> bool {
        false
    }
    fn depart(&self, _: &Departure) -> Result<String, ProviderFault> {
        Err(ProviderFault::Declined)
    }
    fn arrive(&self, _: &Departure, _: &str) -> Result<Attested, ProviderFault> {
        Err(ProviderFault::Declined)
    }
}

/// A population register that says what a test lets it say, and remembers what it was asked.
#[derive(Default)]
pub struct Registry {
    pub says: Mutex<Option<Result<Option<Record>, RegisterFault>>>,
    pub asked: Mutex<Vec<Asked>>,
}

impl Registry {
    /// From now on it answers so.
    pub fn will_say(&self, answer: Result<Option<Record>, RegisterFault>) {
        *self.says.lock().unwrap() = Some(answer);
    }
}

impl Register for Registry {
    fn is_trial(&self) -> bool {
        true
    }
    fn look_up(&self, asked: &Asked) -> Result<Option<(Record, Timestamp)>, RegisterFault> {
        self.asked.lock().unwrap().push(asked.clone());
        let at = "2024-02-05T01:58:00Z".parse().unwrap();
        self.says.lock().unwrap().clone().unwrap_or(Ok(None)).map(|found| found.map(|record| (record, at)))
    }
}

struct People(HashMap<AccountId, Actor>);

impl session::Identify for People {
    fn actor(&self, _: &mut Tx, account: AccountId, _: Date) -> store::Result<Option<Actor>> {
        Ok(self.0.get(&account).cloned())
    }
}

/// Whoever sends requests.
#[derive(Clone)]
pub struct Browser {
    pub router: Router,
    pub cookie: Option<String>,
}

/// What came back.
pub struct Page {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
}

pub struct House {
    pub store: Store,
    office: Arc<Office>,
    pub clock: FixedClock,
    pub commune: AgencyId,
    pub lan: Browser,
    pub other: Browser,
    pub officer: Browser,
    pub stranger: Browser,
    pub leader: Browser,
    pub register: Arc<Registry>,
}

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

fn citizen(n: u128, name: &str, person: PersonId) -> Actor {
    Actor { account: Some(account(n)), person: Some(person), name: name.into(), ..Actor::system() }
}

impl House {
    /// The province on the morning of Monday 5 February 2024.
    pub fn new(db: &TestStore) -> Self {
        let store: Store = (**db).clone();
        let clock = FixedClock::at("2024-02-05T09:00:00+07:00");
        let ids = Ids::seeded(clock.arc(), 7);
        let mut rooms = vec![session::MIGRATIONS];
        rooms.extend(directory::MIGRATIONS);
        rooms.extend([
            services::catalogue::MIGRATIONS,
            services::dossiers::MIGRATIONS,
            services::population::MIGRATIONS,
        ]);
        store.migrate(&rooms).unwrap();
        let system = Actor::system();
        let act = Act { actor: &system, at: base::Clock::now(&clock), ids: &ids };
        let person = |name: &str, number: &str| Details {
            name: name.into(),
            identity: Some(PersonalNumber::parse(number).unwrap().into()),
            ..Details::default()
        };
        let (lan, other) = store
            .write(|tx| {
                directory::seed(tx, act).unwrap();
                services::catalogue::seed(tx, act).unwrap();
                let lan = persons::find_or_create(tx, act, &person("Nguyễn Thị Lan", "070190000123")).unwrap().id;
                let other = persons::find_or_create(tx, act, &person("Trần Văn Bình", "070085000456")).unwrap().id;
                Ok::<_, store::Error>((lan, other))
            })
            .unwrap();
        let commune = agencies::id_of(COMMUNE);
        let officer = Actor {
            account: Some(account(3)),
            staff: Some(StaffId(Uuid::from_u128(33))),
            name: "Lê Thu Hà".into(),
            posts: vec![Post { agency: commune, role: Role::Reception, covers: vec![commune] }],
            ..Actor::system()
        };
        let leader = Actor {
            account: Some(account(4)),
            staff: Some(StaffId(Uuid::from_u128(34))),
            name: "Phạm Thị Lý".into(),
            posts: vec![Post { agency: commune, role: Role::Leader, covers: vec![commune] }],
            ..Actor::system()
        };
        let people = HashMap::from([
            (account(1), citizen(1, "Nguyễn Thị Lan", lan)),
            (account(2), citizen(2, "Trần Văn Bình", other)),
            (account(3), officer.clone()),
            (account(4), leader),
        ]);
        let (directory, catalogue) =
            store.read(|tx| Ok::<_, store::Error>((Directory::load(tx)?, Catalogue::load(tx)?))).unwrap();
        let office = Office {
            catalogue: Live::new(catalogue),
            directory,
            calendar: Live::new(base::calendar::Calendar::default()),
            rules: Arc::default(),
            blobs: Arc::new(Folder::open(&db.dir().join("papers")).unwrap()),
        };
        let register = Arc::new(Registry::default());
        let settings = Settings { rates: web::limits::Rates::unlimited(), ..Settings::default() };
        let app = App::new(store.clone(), clock.arc(), ids.clone(), settings.clone())
            .identify(People(people))
            .with(office)
            .with(EIdentity(Some(Arc::new(Somewhere))))
            .with(Population(Some(register.clone())));
        let office = app.get::<Office>();
        let router = web::door::open(app, services::dossiers::pages::routes().merge(services::population::routes()));
        let sign_in = |n: u128| {
            let now = base::Clock::now(&clock);
            let token =
                store.write(|tx| session::open(tx, &ids, &settings, now, account(n), &HeaderMap::new())).unwrap();
            let cookie = format!("{}={}", web::cookies::name(&settings, web::cookies::SESSION), token.hex());
            Browser { router: router.clone(), cookie: Some(cookie) }
        };
        Self {
            commune,
            lan: sign_in(1),
            other: sign_in(2),
            officer: sign_in(3),
            stranger: Browser { router: router.clone(), cookie: None },
            leader: sign_in(4),
            register,
            office,
            store,
            clock,
        }
    }

    /// Lan, signed in by e-identity at a level.
    pub fn lan_at(&self, level: IdentityLevel) -> Browser {
        let ids = Ids::seeded(self.clock.arc(), 50 + u64::from(level.number()));
        let opening = session::Opening {
            account: account(1),
            agent: String::new(),
            address: None,
            proof: Some(Proof::Identity(level)),
        };
        let (settings, now) = (Settings::default(), base::Clock::now(&self.clock));
        let token = self.store.write(|tx| session::begin(tx, &ids, &settings, now, &opening)).unwrap();
        let cookie = format!("{}={}", web::cookies::name(&settings, web::cookies::SESSION), token.hex());
        Browser { router: self.stranger.router.clone(), cookie: Some(cookie) }
    }

    /// Publishes the registration of births again, from now on with level 2 of e-identity.
    pub fn ask_for_level_two(&self) {
        let before = self.office.catalogue.get().in_force(BIRTH, self.clock.today()).unwrap();
        let source = before.source.replace("valid_from = 2023-01-01", "valid_from = 2024-02-05\nidentity_level = 2");
        let ids = Ids::seeded(self.clock.arc(), 98);
        let act = Act { actor: &Actor::system(), at: base::Clock::now(&self.clock), ids: &ids };
        let agencies = self.office.directory.agencies();
        let catalogue = self.store.write(|tx| {
            services::catalogue::publish(tx, act, &agencies, &source).unwrap();
            Catalogue::load(tx)
        });
        self.office.catalogue.set(catalogue.unwrap());
    }

    /// Does something as an officer, without a page.
    pub fn ask(&self, what: impl Fn(&mut Tx, &services::dossiers::commands::Context), actor: Actor) {
        let ids = Ids::seeded(self.clock.arc(), 99);
        let snapshot = self.office.snapshot();
        self.store
            .write(|tx| {
                what(tx, &snapshot.context(&actor, base::Clock::now(&self.clock), &ids));
                Ok::<_, store::Error>(())
            })
            .unwrap();
    }

    /// The procedures in force on a day.
    pub fn procedures(&self, day: Date) -> Vec<Arc<services::catalogue::Published>> {
        self.office.catalogue.get().all(day).collect()
    }

    /// The form of a procedure.
    pub fn form(&self, law: &services::catalogue::Published) -> Option<services::catalogue::domain::Form> {
        self.office.catalogue.get().form(&law.package).cloned()
    }

    /// The person of a number.
    pub fn person(&self, number: &str) -> PersonId {
        let identity = persons::Identity::from(PersonalNumber::parse(number).unwrap());
        self.store.read(|tx| persons::queries::by_identity(tx, &identity)).unwrap().unwrap().id
    }

    /// How many rows a table has.
    pub fn count(&self, table: &str) -> i64 {
        let sql = format!("select count(*) as n from {table}");
        self.store.read(|tx| tx.one(&sql, &[], |row| row.get("n"))).unwrap()
    }
}

impl Browser {
    /// Opens a page.
    pub fn get(&self, path: &str) -> Page {
        self.send(Request::get(path), Body::empty())
    }

    /// Opens a page in English.
    pub fn english(&self, path: &str) -> Page {
        let english = format!("{}; {}=en", self.cookie.as_deref().unwrap_or_default(), web::cookies::LANG);
        Self { cookie: Some(english), ..self.clone() }.get(path)
    }

    /// Sends a form.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body: String = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", web::redirect::query_value(value)))
            .collect::<Vec<_>>()
            .join("&");
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body))
    }

    /// Sends a form with files: field, name, content.
    pub fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--grenze\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        for (field, name, content) in files {
            let head =
                format!("--grenze\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
            body.extend(head.bytes());
            body.extend_from_slice(content);
            body.extend(b"\r\n");
        }
        body.extend(b"--grenze--\r\n");
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
        self.send(request, Body::from(body))
    }

    fn send(&self, request: axum::http::request::Builder, body: Body) -> Page {
        let request = request.header("sec-fetch-site", "same-origin");
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let request = request.body(body).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
            let status = response.status();
            let location = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
            let bytes = to_bytes(response.into_body(), 20 << 20).await.unwrap();
            Page { status, location: location.unwrap_or_default(), text: String::from_utf8_lossy(&bytes).into_owned() }
        })
    }
}

impl Page {
    /// The value of the first hidden field of this name.
    pub fn hidden(&self, name: &str) -> String {
        let at = self
            .text
            .find(&format!("name=\"{name}\" value=\""))
            .unwrap_or_else(|| panic!("no {name} in {}", self.words()));
        let rest = &self.text[at..];
        rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    /// The value that the first button of this name sends.
    pub fn chosen(&self, button: &str) -> String {
        let at =
            self.text.find(&format!("name=\"{button}\"")).unwrap_or_else(|| panic!("no {button} in {}", self.words()));
        self.text[at..].split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    /// Holds the page against what it must say.
    #[track_caller]
    pub fn says(&self, words: &str) {
        assert!(self.text.contains(words), "“{words}” is not in {} {}", self.status, self.words());
    }

    #[track_caller]
    pub fn does_not_say(&self, words: &str) {
        assert!(!self.text.contains(words), "“{words}” is in {}", self.words());
    }

    /// The words of the page without its frame, for messages.
    pub fn words(&self) -> String {
        let main = self.text.split("<main").nth(1).unwrap_or(&self.text);
        let mut words = String::new();
        let mut tag = false;
        for c in main.split("</main>").next().unwrap_or_default().chars() {
            match c {
                '<' => tag = true,
                '>' => {
                    tag = false;
                    words.push(' ');
                }
                c if !tag => words.push(c),
                _ => {}
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    pub fn leads_to(&self, path: &str) {
        assert_eq!((self.status, self.location.as_str()), (StatusCode::SEE_OTHER, path), "{}", self.words());
    }
}
