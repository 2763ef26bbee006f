//! The catalogue on the record and in the browser: seeded once, published by controllers, read by anybody.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use base::{Actor, Clock, FixedClock, Ids, Role, calendar::Rules};
use directory::{
    Act, Cost, Directory, Passwords,
    accounts::{self, Holder, Login, commands::NewAccount},
    agencies::id_of,
    staff::{self, NewMember, NewPost},
    workdays,
};
use jiff::civil::date;
use services::{
    Live, Office,
    catalogue::{Catalogue, MIGRATIONS, PublishError, publish, seed},
};
use store::{Store, files::Folder};
use testkit::both;
use tower::ServiceExt as _;
use web::{App, Settings, limits::Rates};

const BIRTH: &str = include_str!("../../../provinces/binh-phuoc/procedures/1.001193.toml");
const PASSWORD: &str = "con mèo trèo cây cau";
const DAY: jiff::civil::Date = date(2024, 2, 20);

struct Town {
    store: Store,
    clock: FixedClock,
    ids: Ids,
    directory: Directory,
    passwords: Passwords,
}

impl Town {
    /// Places, agencies and the province's procedures on the morning of 20 February 2024; nobody is hired yet.
    fn open(store: &Store) -> Self {
        let clock = FixedClock::at("2024-02-20T08:00:00+07:00");
        let ids = Ids::seeded(clock.arc(), 7);
        let mut rooms = vec![web::session::MIGRATIONS];
        rooms.extend(directory::MIGRATIONS);
        rooms.extend([MIGRATIONS, services::dossiers::MIGRATIONS]);
        store.migrate(&rooms).unwrap();
        let act = Act { actor: &Actor::system(), at: clock.now(), ids: &ids };
        let directory = store
            .write(|tx| {
                directory::seed(tx, act)?;
                Directory::load(tx)
            })
            .unwrap();
        store.write(|tx| seed(tx, act)).unwrap();
        Self { store: store.clone(), clock, ids, directory, passwords: Passwords::new(Cost::Cheap) }
    }

    fn act<'a>(&'a self, actor: &'a Actor) -> Act<'a> {
        Act { actor, at: self.clock.now(), ids: &self.ids }
    }

    fn hire(&self, name: &str, agency: &str, role: Role) {
        let system = Actor::system();
        let (act, agencies) = (self.act(&system), self.directory.agencies());
        let hash = self.passwords.hash(&self.ids, PASSWORD);
        self.store
            .write(|tx| {
                let member = NewMember { name: name.into(), phone: None, email: None };
                let id = staff::commands::hire(tx, act, &member).unwrap();
                let basis = "QĐ 1/QĐ-UBND".to_owned();
                let post = NewPost { agency: id_of(agency), role, title: String::new(), from: DAY, until: None, basis };
                staff::commands::appoint(tx, act, &agencies, id, &post).unwrap();
                let login = Login::username(&Login::suggest(name)).unwrap();
                let new = NewAccount { holder: Holder::Staff(id), login, hash: hash.clone(), must_change: false };
                accounts::commands::open(tx, act, &new).unwrap();
                Ok::<_, store::Error>(())
            })
            .unwrap();
    }

    /// Somebody for each role in one commune, so that commune procedures have hands.
    fn staff_a_commune(&self) {
        let commune = self.commune();
        for (name, role) in [
            ("Lê Thị Một", Role::Reception),
            ("Lê Thị Hai", Role::Officer),
            ("Lê Thị Ba", Role::Leader),
            ("Lê Thị Bốn", Role::Clerk),
        ] {
            self.hire(name, &commune, role);
        }
    }

    fn commune(&self) -> String {
        let agencies = self.directory.agencies();
        let mut communes = agencies.one_stops(DAY).filter(|(_, period)| period.level.key() == "commune");
        communes.next().unwrap().0.slug.clone()
    }

    fn catalogue(&self) -> Catalogue {
        self.store.read(Catalogue::load).unwrap()
    }

    fn publish(&self, actor: &Actor, source: &str) -> Result<uuid::Uuid, PublishError> {
        self.store.write(|tx| publish(tx, self.act(actor), &self.directory.agencies(), source))
    }

    fn browser(&self, files: &std::path::Path) -> Browser {
        let calendar = self.store.read(workdays::queries::calendar).unwrap();
        let office = Office {
            catalogue: Live::new(self.catalogue()),
            directory: self.directory.clone(),
            calendar: Live::new(calendar),
            rules: Arc::new(Rules::default()),
            blobs: Arc::new(Folder::open(files).unwrap()),
        };
        let settings = Settings { rates: Rates::unlimited(), ..Settings::default() };
        let app = App::new(self.store.clone(), Arc::new(self.clock.clone()), self.ids.clone(), settings).with(office);
        let app = directory::install(app, self.directory.clone(), self.passwords.clone());
        Browser { site: web::door::open(app, directory::routes().merge(services::routes())), cookies: Vec::new() }
    }
}

fn controller() -> Actor {
    let agency = id_of("vp-ubnd-tinh");
    let posts = vec![base::Post { agency, role: Role::Controller, covers: vec![agency] }];
    Actor {
        account: Some(base::AccountId(uuid::Uuid::from_u128(1))),
        name: "Trần Kiểm Soát".into(),
        posts,
        ..Actor::system()
    }
}

struct Browser {
    site: Router,
    cookies: Vec<(String, String)>,
}

struct Seen {
    status: StatusCode,
    to: String,
    text: String,
}

impl Browser {
    fn ask(&mut self, request: Request<Body>) -> Seen {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let answer = self.site.clone().oneshot(request).await.unwrap();
            for line in answer.headers().get_all(header::SET_COOKIE) {
                let (name, value) = line.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
                self.cookies.retain(|(known, _)| known != name);
                self.cookies.push((name.into(), value.into()));
            }
            let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
            let status = answer.status();
            let body = to_bytes(answer.into_body(), 1 << 23).await.unwrap();
            Seen { status, to: to.unwrap_or_default(), text: String::from_utf8(body.to_vec()).unwrap() }
        })
    }

    fn jar(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn get(&mut self, path: &str) -> Seen {
        let request = Request::get(path).header(header::COOKIE, self.jar()).body(Body::empty()).unwrap();
        self.ask(request)
    }

    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let body: Vec<_> =
            fields.iter().map(|(name, value)| format!("{name}={}", web::redirect::query_value(value))).collect();
        let request = Request::post(path)
            .header(header::COOKIE, self.jar())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.ask(request)
    }
}

both! {
    fn the_provinces_procedures_are_there_from_the_first_start_and_only_once(db) {
        let town = Town::open(db);
        let catalogue = town.catalogue();
        assert!(catalogue.codes().count() >= 50);
        let again = town.store.write(|tx| seed(tx, town.act(&Actor::system()))).unwrap();
        assert_eq!(again, 0);
        let birth = catalogue.in_force("1.001193", DAY).unwrap();
        assert_eq!(birth.package.name.vi, "Đăng ký khai sinh");
        assert_eq!(catalogue.version(birth.version).unwrap().source, BIRTH);
    }

    fn a_dossier_stays_on_its_version_when_another_is_published(db) {
        let town = Town::open(db);
        town.staff_a_commune();
        let before = town.catalogue().in_force("1.001193", DAY).unwrap();
        let changed = BIRTH.replace("valid_from = 2023-01-01", "valid_from = 2024-03-01").replace("Làm giấy khai sinh cho con", "Khai sinh cho con");
        let version = town.publish(&controller(), &changed).unwrap();
        let catalogue = town.catalogue();
        assert_eq!(catalogue.in_force("1.001193", DAY).unwrap().version, before.version);
        assert_eq!(catalogue.in_force("1.001193", date(2024, 3, 1)).unwrap().version, version);
        assert_eq!(catalogue.version(before.version).unwrap().package.plain_name.vi, "Làm giấy khai sinh cho con");
        assert_eq!(catalogue.versions("1.001193").len(), 2);
        assert_eq!(catalogue.search("khaisinh", date(2024, 3, 1))[0].version, version);
    }

    fn what_does_not_pass_its_checks_is_refused_with_the_line_and_changes_nothing(db) {
        let town = Town::open(db);
        town.staff_a_commune();
        let broken = BIRTH.replace("role = \"leader\"", "role = \"boss\"");
        let line = broken.lines().position(|line| line == "role = \"boss\"").unwrap() + 1;
        let Err(PublishError::Findings(findings)) = town.publish(&controller(), &broken) else { panic!("published") };
        assert_eq!((findings[0].rule, findings[0].line as usize), ("read.type", line));
        assert_eq!(town.catalogue().versions("1.001193").len(), 1);
    }

    fn a_procedure_nobody_could_work_on_is_not_published(db) {
        let town = Town::open(db);
        let Err(PublishError::Findings(findings)) = town.publish(&controller(), BIRTH) else { panic!("published") };
        assert!(findings.iter().any(|finding| finding.rule == "steps.role_vacant"));
        town.staff_a_commune();
        town.clock.advance_minutes(1);
        assert!(town.publish(&controller(), BIRTH).is_ok());
    }

    fn only_controllers_publish(db) {
        let town = Town::open(db);
        town.staff_a_commune();
        let agency = id_of(&town.commune());
        let posts = vec![base::Post { agency, role: Role::Leader, covers: vec![agency] }];
        let leader = Actor { posts, ..controller() };
        assert!(matches!(town.publish(&leader, BIRTH), Err(PublishError::Forbidden)));
    }

    fn anybody_finds_and_reads_a_procedure(db) {
        let town = Town::open(db);
        let files = tempfile::tempdir().unwrap();
        let mut browser = town.browser(files.path());
        let home = browser.get("/");
        assert_eq!(home.status, StatusCode::OK, "{}", home.text);
        assert!(home.text.contains("Hôm nay bạn cần làm thủ tục gì?"));
        for query in ["khai%20sinh", "khaisinh", "KHAI+SINH", "kha%69+sinh"] {
            let found = browser.get(&format!("/thu-tuc?q={query}")).text;
            let first = found.find("/thu-tuc/1.").unwrap();
            assert!(found[first..].starts_with("/thu-tuc/1.001193"), "{query}");
        }
        assert!(browser.get("/thu-tuc?q=h%E1%BB%99+chi%E1%BA%BFu+v%C5%A9+tr%E1%BB%A5").text.contains("Chưa tìm thấy"));
        let page = browser.get("/thu-tuc/1.001193").text;
        for said in ["Nộp hồ sơ", "/nop-ho-so/1.001193", "Giấy chứng sinh", "60/2014/QH13", "hẹn trả kết quả", "Khi nào xong?"] {
            assert!(page.contains(said), "{said}");
        }
        assert!(!page.contains("15.000"), "another province's rate is shown");
        assert_eq!(browser.get("/thu-tuc/9.999999").status, StatusCode::NOT_FOUND);
        assert_eq!(browser.get("/thu-tuc?linh-vuc=land").status, StatusCode::OK);
    }

    fn every_procedure_can_be_read_in_both_languages(db) {
        let town = Town::open(db);
        let files = tempfile::tempdir().unwrap();
        let mut browser = town.browser(files.path());
        let codes: Vec<String> = town.catalogue().codes().map(str::to_owned).collect();
        for code in &codes {
            assert_eq!(browser.get(&format!("/thu-tuc/{code}")).status, StatusCode::OK, "{code}");
        }
        browser.cookies.push((web::cookies::LANG.to_owned(), "en".to_owned()));
        for code in &codes {
            let page = browser.get(&format!("/thu-tuc/{code}"));
            assert_eq!(page.status, StatusCode::OK, "{code}");
            assert!(page.text.contains("When will it be done?"), "{code}");
        }
    }

    fn a_controller_checks_and_publishes_in_the_browser(db) {
        let town = Town::open(db);
        town.staff_a_commune();
        town.hire("Trần Kiểm Soát", "vp-ubnd-tinh", Role::Controller);
        town.clock.advance_minutes(1);
        let files = tempfile::tempdir().unwrap();
        let mut browser = town.browser(files.path());
        assert_eq!(browser.get("/quan-tri/thu-tuc").status, StatusCode::SEE_OTHER);
        let login = Login::suggest("Trần Kiểm Soát");
        assert_eq!(browser.post("/dang-nhap", &[("ten", &login), ("mat_khau", PASSWORD)]).status, StatusCode::SEE_OTHER);
        assert!(browser.get("/quan-tri/thu-tuc").text.contains("Đăng ký khai sinh"));

        let broken = BIRTH.replace("next", "nxt").replace("kind = \"approve\"", "kind = \"aprove\"");
        let refused = browser.post("/quan-tri/thu-tuc/moi", &[("noi_dung", &broken), ("lam", "cong-bo")]);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Chưa công bố được") && refused.text.contains("read.type"));

        let sound = BIRTH.replace("\n", "\r\n");
        let checked = browser.post("/quan-tri/thu-tuc/moi", &[("noi_dung", &sound), ("lam", "kiem-tra")]);
        assert_eq!(checked.status, StatusCode::OK);
        assert!(checked.text.contains("Công bố được"));
        assert_eq!(town.catalogue().versions("1.001193").len(), 1);

        let key = town.ids.next::<uuid::Uuid>().to_string();
        let fields = [("noi_dung", sound.as_str()), ("lam", "cong-bo"), ("_key", key.as_str())];
        let published = browser.post("/quan-tri/thu-tuc/moi", &fields);
        assert_eq!((published.status, published.to.as_str()), (StatusCode::SEE_OTHER, "/quan-tri/thu-tuc/1.001193"));
        // Sent twice, published once.
        assert_eq!(browser.post("/quan-tri/thu-tuc/moi", &fields).status, StatusCode::SEE_OTHER);
        let versions = town.catalogue().versions("1.001193").to_vec();
        assert_eq!(versions.len(), 2);
        assert_eq!((versions[1].published_by.as_str(), versions[1].source.as_str()), ("Trần Kiểm Soát", BIRTH));
        let shown = browser.get("/quan-tri/thu-tuc/1.001193").text;
        assert!(shown.contains("Trần Kiểm Soát") && shown.contains("Đang áp dụng"));
        assert!(browser.get(&format!("/quan-tri/thu-tuc/phien-ban/{}", versions[0].version)).text.contains("1.001193"));
        assert!(browser.get(&format!("/thu-tuc/1.001193?phien-ban={}", versions[0].version)).text.contains("bản cũ"));
    }
}
