//! A commune with its staff, another agency, a citizen; dossiers are filed for her online.

use std::{cell::Cell, collections::HashMap, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header, request::Builder},
};
use base::{AccountId, Actor, AgencyId, Clock as _, DossierId, FixedClock, Ids, PersonId, Role, access::Post};
use directory::{
    Act, Directory, agencies,
    notices::{self, Kinds, Postroom, Told, Way, Ways},
    persons::{self, Details},
    staff::{self, NewMember, NewPost},
};
use jiff::civil::{Date, date};
use serde_json::json;
use services::{
    Live, Office,
    catalogue::Catalogue,
    dossiers::{
        commands::{self, Filing},
        domain::{Channel, Dossier, PaperKind},
        papers::NewPaper,
        queries, reminders,
    },
};
use store::{Store, Tx, files::Folder};
use testkit::TestStore;
use tower::ServiceExt as _;
use uuid::Uuid;
use web::{App, Settings, session};

/// Birth registration: the same day, one officer, one signature.
pub const BIRTH: &str = "1.001193";
/// Monthly social allowance: twenty working days and other terms, five steps.
pub const SEVERAL: &str = "1.001776";

struct People(HashMap<AccountId, Actor>);

impl session::Identify for People {
    fn actor(&self, _: &mut Tx, account: AccountId, _: Date) -> store::Result<Option<Actor>> {
        Ok(self.0.get(&account).cloned())
    }
}

/// Whoever sends requests.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookie: String,
    /// Who is behind it.
    pub actor: Actor,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub text: String,
}

pub struct House {
    store: Store,
    office: Arc<Office>,
    pub clock: FixedClock,
    ids: Ids,
    lan: PersonId,
    filed: Cell<u32>,
    pub commune: AgencyId,
    pub counter: Browser,
    pub officer: Browser,
    pub colleague: Browser,
    pub head: Browser,
    pub clerk: Browser,
    pub elsewhere: Browser,
    pub asked: Browser,
    pub controller: Browser,
    pub citizen: Browser,
}

fn account(n: usize) -> AccountId {
    AccountId(Uuid::from_u128(n as u128 + 1))
}

impl House {
    /// The province on the morning of Monday 5 February 2024.
    pub fn new(db: &TestStore) -> Self {
        let store: Store = (**db).clone();
        let clock = FixedClock::at("2024-02-05T09:00:00+07:00");
        let ids = Ids::seeded(clock.arc(), 7);
        let mut rooms = vec![session::MIGRATIONS];
        rooms.extend(directory::MIGRATIONS);
        rooms.extend([services::catalogue::MIGRATIONS, services::dossiers::MIGRATIONS]);
        store.migrate(&rooms).expect("tables");
        let system = Actor::system();
        let act = Act { actor: &system, at: clock.now(), ids: &ids };
        let directory = store.write(|tx| {
            directory::seed(tx, act)?;
            services::catalogue::seed(tx, act).map(drop)
        });
        directory.expect("the province's data");
        let (directory, catalogue) =
            store.read(|tx| Ok::<_, store::Error>((Directory::load(tx)?, Catalogue::load(tx)?))).expect("snapshots");
        let commune = agencies::id_of("dong-xoai-phuong-tan-phu");
        let other = agencies::id_of("dong-xoai-phuong-tan-binh");
        let known = directory.agencies();
        let staff = [
            ("Lê Thu Hà", commune, Role::Reception),
            ("Phạm Minh Tuấn", commune, Role::Officer),
            ("Võ Thị Mai", commune, Role::Officer),
            ("Nguyễn Văn Sơn", commune, Role::Leader),
            ("Trần Thị Hồng", commune, Role::Clerk),
            ("Hoàng Văn Nam", other, Role::Reception),
            ("Đỗ Thị Thu", other, Role::Officer),
            ("Bùi Quốc Huy", agencies::id_of("vp-ubnd-tinh"), Role::Controller),
        ];
        let mut actors: Vec<Actor> = store
            .write(|tx| {
                let hired = staff.iter().enumerate().map(|(n, (name, agency, role))| {
                    let member = NewMember { name: (*name).into(), phone: None, email: None };
                    let id = staff::commands::hire(tx, act, &member).expect("somebody is hired");
                    let from = date(2023, 1, 1);
                    let post = NewPost {
                        agency: *agency,
                        role: *role,
                        title: String::new(),
                        from,
                        until: None,
                        basis: String::new(),
                    };
                    staff::commands::appoint(tx, act, &known, id, &post).expect("a post");
                    let posts = vec![Post { agency: *agency, role: *role, covers: known.covers(*agency, from) }];
                    Actor { account: Some(account(n)), staff: Some(id), name: (*name).into(), posts, ..Actor::system() }
                });
                Ok::<_, store::Error>(hired.collect())
            })
            .expect("staff");
        let phone = "0912345678".parse().ok();
        let details = Details { name: "Điểu Thị Lan".into(), phone, ..Details::default() };
        let lan = store
            .write(|tx| Ok::<_, store::Error>(persons::find_or_create(tx, act, &details).expect("a person").id))
            .expect("a citizen");
        let citizen = account(actors.len());
        actors.push(Actor { account: Some(citizen), person: Some(lan), name: details.name, ..Actor::system() });
        let office = Office {
            catalogue: Live::new(catalogue),
            directory,
            calendar: Live::new(base::calendar::Calendar::default()),
            rules: Arc::default(),
            blobs: Arc::new(Folder::open(&db.dir().join("papers")).expect("a folder")),
        };
        let long = jiff::SignedDuration::from_hours(24 * 365);
        let rates = web::limits::Rates::unlimited();
        let settings = Settings { rates, idle: long, absolute: long, ..Settings::default() };
        let people = People(actors.iter().cloned().enumerate().map(|(n, actor)| (account(n), actor)).collect());
        let app = App::new(store.clone(), clock.arc(), ids.clone(), settings.clone()).identify(people).with(office);
        let office = app.get::<Office>();
        let router = web::door::open(app, services::dossiers::pages::routes());
        let mut browsers = actors.into_iter().enumerate().map(|(n, actor)| {
            let token =
                store.write(|tx| session::open(tx, &ids, &settings, clock.now(), account(n), &HeaderMap::new()));
            let token = token.expect("a session");
            let cookie = format!("{}={}", web::cookies::name(&settings, web::cookies::SESSION), token.hex());
            Browser { router: router.clone(), cookie, actor }
        });
        let mut next = || browsers.next().expect("somebody");
        let (counter, officer, colleague, head, clerk) = (next(), next(), next(), next(), next());
        let (elsewhere, asked, controller, citizen) = (next(), next(), next(), next());
        drop(browsers);
        Self {
            store,
            office,
            clock,
            ids,
            lan,
            filed: Cell::new(0),
            commune,
            counter,
            officer,
            colleague,
            head,
            clerk,
            elsewhere,
            asked,
            controller,
            citizen,
        }
    }

    /// Files a dossier online, with every paper but no answers.
    pub fn file(&self, procedure: &str, papers: bool) -> Dossier {
        let snapshot = self.office.snapshot();
        let published = snapshot.catalogue.in_force(procedure, date(2024, 2, 5)).expect("a procedure in force");
        let papers = published.package.papers.iter().filter(|_| papers).map(|paper| {
            let (digest, size) = self.office.blobs.put(&mut &PDF[..]).expect("kept");
            let component = Some(paper.id.clone());
            let (kind, name, mime) = (PaperKind::Submitted, "giấy tờ.pdf".into(), "application/pdf".into());
            NewPaper { component, kind, name, mime, size, digest }
        });
        self.filed.set(self.filed.get() + 1);
        let filing = Filing {
            id: None,
            version: published.version,
            agency: self.commune,
            channel: Channel::Online,
            applicant: self.lan,
            applicant_name: "Điểu Thị Lan".into(),
            found_by: String::new(),
            answers: json!({}),
            papers: papers.collect(),
        };
        self.act(&self.citizen, |tx, cx| commands::file(tx, cx, filing.clone()))
    }

    /// Does something without a page.
    pub fn act<T>(
        &self,
        by: &Browser,
        what: impl Fn(&mut Tx, &commands::Context) -> Result<T, commands::MoveError>,
    ) -> T {
        let snapshot = self.office.snapshot();
        let done = self.store.write(|tx| what(tx, &snapshot.context(&by.actor, self.clock.now(), &self.ids)));
        done.expect("it can be done")
    }

    /// A dossier as it stands.
    pub fn dossier(&self, id: DossierId) -> Dossier {
        let found = self.store.read(|tx| queries::by_id(tx, &self.counter.actor, id));
        found.expect("the store reads").expect("it is there")
    }

    /// An officer adds a paper meanwhile.
    pub fn upload_working_paper(&self, id: DossierId) {
        let page = self.colleague.get(&format!("/xu-ly/{id}"));
        let (key, version) = page.form(id, "attach");
        let fields = [("_key", &*key), ("phien-ban", &version), ("attach.kind", "working")];
        let file = ("attach.file", "to-trinh.pdf", PDF);
        self.colleague.upload(&format!("/xu-ly/{id}/attach"), &fields, file).is(StatusCode::SEE_OTHER);
    }

    /// Everything that was told and not yet written as a message, oldest first.
    pub fn told(&self) -> Vec<Told> {
        let jobs = self.store.read(|tx| store::jobs::list(tx, "queued", 1000)).expect("the store reads");
        let told = jobs.into_iter().map(|job| serde_json::from_value(job.payload).expect("something told"));
        let mut told: Vec<Told> = told.collect();
        told.sort_by_key(|told| (told.at, told.entry, told.kind.clone()));
        told
    }

    /// The daily reminders, now; what they told.
    pub fn remind(&self) -> Vec<Told> {
        let before = self.told();
        let now = self.clock.now();
        reminders::remind(&self.store, &self.office.snapshot(), &self.ids, now).expect("reminders are given");
        self.told().into_iter().filter(|told| !before.contains(told)).collect()
    }

    /// The work of the background: everything told is written and sent, to nowhere.
    pub fn send_to(&self, way: impl Way + 'static) {
        let kinds = Kinds::of(&[services::dossiers::notices::KINDS]);
        let ways = Ways::default().with(notices::Channel::Sms, way);
        let site = "https://example.vn".into();
        let postroom = Arc::new(Postroom { kinds, ways, ids: self.ids.clone(), site });
        let mut runner = store::jobs::Runner::default();
        let sender = postroom.clone();
        runner.on(notices::WRITE, move |store, job, now| postroom.write(store, job, now));
        runner.on(notices::SEND, move |store, job, now| sender.send(store, job, now));
        while runner.run_due(&self.store, &self.clock, 50).expect("the store works") > 0 {}
    }

    /// How often something happened to a dossier.
    pub fn moments(&self, id: DossierId) -> usize {
        self.store.read(|tx| queries::timeline(tx, id)).expect("the store reads").len()
    }
}

/// The beginning of a file that is a PDF.
pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";

impl Browser {
    /// Opens a page.
    pub fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty())
    }

    /// Sends a form.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", web::redirect::query_value(value))).collect();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body.join("&")))
    }

    /// Sends a form with a file: its field, name and content.
    pub fn upload(&self, path: &str, fields: &[(&str, &str)], (field, name, content): (&str, &str, &[u8])) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--ranh\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        let head = format!("--ranh\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.bytes());
        body.extend_from_slice(content);
        body.extend(b"\r\n--ranh--\r\n");
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=ranh");
        self.send(request, Body::from(body))
    }

    /// Opens a dossier and sends the form of a move with what the page put into it and these.
    pub fn make(&self, id: DossierId, mv: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(&format!("/xu-ly/{id}"));
        self.send_form(&page, id, mv, fields)
    }

    /// Sends the form of a move as it stands on a page that was opened before.
    pub fn send_form(&self, page: &Answer, id: DossierId, mv: &str, fields: &[(&str, &str)]) -> Answer {
        let (key, version) = page.form(id, mv);
        let mut all = vec![("_key", key.as_str()), ("phien-ban", version.as_str())];
        all.extend_from_slice(fields);
        self.post(&format!("/xu-ly/{id}/{mv}"), &all)
    }

    /// Issues a result with its file.
    pub fn issue(&self, id: DossierId, number: &str, name: &str, content: &[u8]) -> Answer {
        let page = self.get(&format!("/xu-ly/{id}"));
        let (key, version) = page.form(id, "issue");
        let fields = [("_key", &*key), ("phien-ban", &version), ("issue.number", number)];
        self.upload(&format!("/xu-ly/{id}/issue"), &fields, ("issue.result", name, content))
    }

    /// The id of the member of staff behind it, as forms send it.
    pub fn id(&self) -> String {
        self.actor.staff.map(|staff| staff.to_string()).unwrap_or_default()
    }

    fn send(&self, request: Builder, body: Body) -> Answer {
        let request = request.header("sec-fetch-site", "same-origin").header(header::COOKIE, &self.cookie);
        let request = request.body(body).expect("a request");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("an answer");
            let (status, headers) = (response.status(), response.headers().clone());
            let bytes = to_bytes(response.into_body(), 20 << 20).await.expect("a body").to_vec();
            Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned(), bytes }
        })
    }
}

impl Answer {
    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default()
    }

    /// Key and version in the form of a move.
    pub fn form(&self, id: DossierId, mv: &str) -> (String, String) {
        let form = self.text.split(&format!("action=\"/xu-ly/{id}/{mv}\"")).nth(1);
        let form = form.unwrap_or_else(|| panic!("no form for {mv} in {}: {}", self.status, self.words()));
        let value = |name: &str| {
            let rest = form.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("a hidden field");
            rest.split('"').next().unwrap_or_default().to_owned()
        };
        (value("_key"), value("phien-ban"))
    }

    /// Whether a form for a move is offered.
    pub fn offers(&self, mv: &str) -> bool {
        self.text.contains(&format!("/{mv}\""))
    }

    #[track_caller]
    pub fn says(&self, words: &str) {
        assert!(self.words().contains(words), "“{words}” is not in {} {}", self.status, self.words());
    }

    #[track_caller]
    pub fn does_not_say(&self, words: &str) {
        assert!(!self.words().contains(words), "“{words}” is in {}", self.words());
    }

    #[track_caller]
    pub fn is(&self, status: StatusCode) {
        assert_eq!(self.status, status, "{}", self.words());
    }

    /// The words of the page without its frame, with the values of fields.
    pub fn words(&self) -> String {
        let main = self.text.split("<main").nth(1).unwrap_or(&self.text).split("</main>").next().unwrap_or_default();
        let (mut words, mut tag) = (String::new(), String::new());
        let mut inside = false;
        for c in main.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    let value = tag.split(" value=\"").nth(1).and_then(|rest| rest.split('"').next());
                    words.push(' ');
                    words.push_str(value.filter(|_| !tag.contains("hidden")).unwrap_or_default());
                    words.push(' ');
                    tag.clear();
                }
                c if inside => tag.push(c),
                c => words.push(c),
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
