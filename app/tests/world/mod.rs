//! The whole application in a test: a province without dossiers, and one person for each role.
#![allow(dead_code, clippy::unwrap_used)]

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header},
    response::Response,
};
use base::{
    AccountId, Actor, Clock, FixedClock, Ids, Role,
    identity::{PersonalNumber, Phone},
};
use directory::{
    Act, Cost, Directory, Passwords,
    accounts::{self, Holder, Login, Registration, commands::NewAccount},
    agencies::id_of,
    persons::Details,
    staff::{self, NewMember, NewPost},
};
use store::Store;
use tinhso::{application, province, routes};
use tower::ServiceExt as _;
use web::{App, Settings, limits::Rates, session};

/// Where the staff of these tests work: a ward below a district.
pub const WARD: &str = "dong-xoai-phuong-tan-phu";

/// Who sends a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Nobody is signed in.
    Nobody,
    /// Somebody who brings cases.
    Citizen,
    /// A member of staff with one post.
    Staff(Role),
}

impl Who {
    /// Everybody there is.
    pub fn all() -> Vec<Self> {
        [Self::Nobody, Self::Citizen].into_iter().chain(Role::ALL.map(Self::Staff)).collect()
    }
}

/// The application and the accounts of its people.
pub struct World {
    pub store: Store,
    pub clock: FixedClock,
    pub ids: Ids,
    pub settings: Settings,
    pub app: App,
    service: Router,
    accounts: Vec<(Who, AccountId)>,
    _db: testkit::TestStore,
}

impl World {
    /// On the morning of 20 February 2024.
    pub fn open() -> Self {
        let db = testkit::sqlite();
        let store: Store = (*db).clone();
        let clock = FixedClock::at("2024-02-20T08:00:00+07:00");
        let ids = Ids::seeded(clock.arc(), 7);
        province::prepare(&store, &ids, clock.now()).unwrap();
        let accounts = people(&store, &clock, &ids);
        let settings = Settings { rates: Rates::unlimited(), demo: true, ..Settings::default() };
        let app =
            application(store.clone(), &db.dir().join("files"), clock.arc(), ids.clone(), settings.clone()).unwrap();
        let service = web::door::open(app.clone(), routes());
        Self { store, clock, ids, settings, app, service, accounts, _db: db }
    }

    /// The same people in front of an application that was changed.
    pub fn with(mut self, change: impl FnOnce(App) -> App) -> Self {
        self.app = change(self.app);
        self.service = web::door::open(self.app.clone(), routes());
        self
    }

    /// The session of somebody, fresh for every request: some operations end sessions.
    fn cookie(&self, who: Who) -> Option<HeaderValue> {
        let account = self.accounts.iter().find(|(known, _)| *known == who).map(|(_, account)| *account)?;
        let (now, none) = (self.clock.now(), HeaderMap::new());
        let open = |tx: &mut store::Tx| session::open(tx, &self.ids, &self.settings, now, account, &none);
        let token = self.store.write(open).unwrap();
        let cookie = token.cookie(&self.settings);
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        Some(HeaderValue::from_str(pair).unwrap())
    }

    /// Sends a request as a browser does; forms are empty.
    pub async fn send(&self, who: Who, method: Method, path: &str) -> Response {
        self.form(who, method, path, "").await
    }

    /// Sends a form.
    pub async fn form(&self, who: Who, method: Method, path: &str, form: &str) -> Response {
        self.body(who, method, path, "application/x-www-form-urlencoded", form).await
    }

    /// Sends a body of some kind.
    pub async fn body(&self, who: Who, method: Method, path: &str, kind: &str, form: &str) -> Response {
        let mut request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
        request = request.header(header::CONTENT_TYPE, kind);
        if let Some(cookie) = self.cookie(who) {
            request = request.header(header::COOKIE, cookie);
        }
        self.service.clone().oneshot(request.body(Body::from(form.to_owned())).unwrap()).await.unwrap()
    }

    /// A page as text, which must be there.
    pub async fn read(&self, who: Who, path: &str) -> String {
        let response = self.send(who, Method::GET, path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        text(response).await
    }
}

/// The body of an answer.
pub async fn text(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 16 << 20).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn people(store: &Store, clock: &FixedClock, ids: &Ids) -> Vec<(Who, AccountId)> {
    let passwords = Passwords::new(Cost::Cheap);
    let system = Actor::system();
    let act = Act { actor: &system, at: clock.now(), ids };
    let hash = passwords.hash(ids, "con mèo trèo cây cau");
    let mut accounts = Vec::new();
    for role in Role::ALL {
        let account = store.write(|tx| -> anyhow::Result<AccountId> {
            let agencies = Directory::load(tx)?.agencies();
            let id = staff::commands::hire(tx, act, &NewMember { name: role.key().into(), phone: None, email: None })?;
            let agency = id_of(if role.is_province_wide() { "vp-ubnd-tinh" } else { WARD });
            let basis = "QĐ 1/QĐ-UBND".to_owned();
            let post = NewPost { agency, role, title: String::new(), from: clock.today(), until: None, basis };
            staff::commands::appoint(tx, act, &agencies, id, &post)?;
            let login = Login::username(role.key()).unwrap();
            let new = NewAccount { holder: Holder::Staff(id), login, hash: hash.clone(), must_change: false };
            Ok(accounts::commands::open(tx, act, &new)?)
        });
        accounts.push((Who::Staff(role), account.unwrap()));
    }
    let citizen = Registration {
        details: Details { name: "Điểu Ân".into(), ..Details::default() },
        number: PersonalNumber::parse("070085000123").unwrap(),
        phone: Phone::parse("0912345678").unwrap(),
        hash,
    };
    let account = store.write(|tx| accounts::commands::register(tx, act, &citizen)).unwrap();
    accounts.push((Who::Citizen, account));
    accounts
}
