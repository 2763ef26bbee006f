use std::sync::{Arc, Mutex};

use adapters::{
    identity::{Client, Config, Simulator},
    people::People,
};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use base::{Actor, Clock, FixedClock, Ids};
use directory::{
    Act, Cost, Directory, MIGRATIONS, Passwords,
    accounts::{EIdentity, Vault},
};
use store::Store;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;
use web::{App, Settings, limits::Rates};

/// Trần Thị Mai, one of the simulator's people.
pub const MAI: &str = "070190900001";
/// Nguyễn Văn Hòa, another.
pub const HOA: &str = "070085900002";

/// A provider on a real port, and the time it lives in.
pub struct Provider {
    pub simulator: Simulator,
    pub address: String,
    pub clock: FixedClock,
}

impl Provider {
    pub async fn open() -> Self {
        let clock = FixedClock::at("2026-03-01T08:00:00+07:00");
        let simulator = Simulator::new(People::default(), clock.arc(), Ids::seeded(clock.arc(), 3));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let service = simulator.router();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { simulator, address, clock }
    }

    pub fn config(&self) -> Config {
        Config { timeout_ms: 400, ..Config::trial(&self.address) }
    }

    pub fn client(&self) -> Client {
        Client::new(self.config(), self.clock.arc()).unwrap()
    }

    /// What a person does at the provider: picks somebody and says yes; the address the browser is sent back to.
    pub async fn pick(&self, to: &str, number: &str, level: &str, fault: &str) -> String {
        let query = to.split_once('?').unwrap().1;
        let form = format!("{query}&number={number}&level={level}&fault={fault}");
        self.choose(form).await
    }

    /// Says no.
    pub async fn decline(&self, to: &str) -> String {
        self.choose(format!("{}&number={MAI}&no=1", to.split_once('?').unwrap().1)).await
    }

    async fn choose(&self, form: String) -> String {
        let request = Request::post("/identity/authorize")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let response = self.simulator.router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        response.headers()[header::LOCATION].to_str().unwrap().to_owned()
    }
}

/// What the operator's log says.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// Listens in this thread until the guard goes.
    pub fn listen(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let subscriber = tracing_subscriber::fmt().with_writer(move || log.clone()).with_ansi(false).finish();
        tracing::subscriber::set_default(subscriber)
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Our site with a provider plugged in.
pub struct Site {
    pub app: App,
    pub ids: Ids,
    pub clock: FixedClock,
    service: Router,
    runtime: Runtime,
}

/// An answer as the browser sees it.
pub struct Seen {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
}

/// A browser: what cookies it holds.
#[derive(Default)]
pub struct Browser {
    cookies: std::collections::BTreeMap<String, String>,
}

impl Site {
    /// The site, and the provider it knows. A runtime drives both while a request is under way, and at no other time: the
    /// test itself speaks to the record as a command line does.
    pub fn open(store: &Store) -> (Provider, Self) {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let provider = runtime.block_on(Provider::open());
        // The record lives in another time than the provider: as in a demonstration.
        let clock = FixedClock::at("2024-02-20T08:00:00+07:00");
        let ids = Ids::seeded(clock.arc(), 7);
        let mut rooms = vec![web::session::MIGRATIONS];
        rooms.extend(MIGRATIONS);
        store.migrate(&rooms).unwrap();
        let act = Act { actor: &Actor::system(), at: clock.now(), ids: &ids };
        let directory = store
            .write(|tx| {
                directory::seed(tx, act)?;
                Directory::load(tx)
            })
            .unwrap();
        let settings = Settings { rates: Rates::unlimited(), ..Settings::default() };
        let app = App::new(store.clone(), clock.arc(), ids.clone(), settings);
        let app = directory::install(app, directory, Passwords::new(Cost::Cheap))
            .with(Vault::with_key(&"a".repeat(64), clock.arc()).unwrap())
            .with(EIdentity(Some(Arc::new(provider.client()))));
        let service = web::door::open(app.clone(), directory::routes());
        (provider, Self { app, ids, clock, service, runtime })
    }

    pub fn pick(&self, provider: &Provider, to: &str, number: &str, level: &str, fault: &str) -> String {
        self.runtime.block_on(provider.pick(to, number, level, fault))
    }

    pub fn decline(&self, provider: &Provider, to: &str) -> String {
        self.runtime.block_on(provider.decline(to))
    }

    pub fn act<'a>(&'a self, actor: &'a Actor) -> Act<'a> {
        Act { actor, at: self.clock.now(), ids: &self.ids }
    }
}

impl Browser {
    pub fn get(&mut self, site: &Site, path: &str) -> Seen {
        self.send(site, Method::GET, path, "")
    }

    pub fn post(&mut self, site: &Site, path: &str, form: &str) -> Seen {
        self.send(site, Method::POST, path, form)
    }

    fn send(&mut self, site: &Site, method: Method, path: &str, form: &str) -> Seen {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost:8080")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookies.join("; "))
            .body(Body::from(form.to_owned()))
            .unwrap();
        let response = site.runtime.block_on(site.service.clone().oneshot(request)).unwrap();
        self.keep(response.headers());
        let status = response.status();
        let location = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let bytes = site.runtime.block_on(axum::body::to_bytes(response.into_body(), 1 << 20)).unwrap();
        Seen { status, location: location.unwrap_or_default(), text: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    fn keep(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Signs in at the provider as somebody; what the site answers when the browser is back.
    pub fn identify(
        &mut self,
        site: &Site,
        provider: &Provider,
        leave: &str,
        who: &str,
        level: &str,
        fault: &str,
    ) -> Seen {
        let away = self.get(site, leave);
        assert_eq!(away.status, StatusCode::SEE_OTHER, "{}", away.text);
        let back = site.pick(provider, &away.location, who, level, fault);
        self.come_back(site, &back)
    }

    pub fn come_back(&mut self, site: &Site, back: &str) -> Seen {
        let path = back.strip_prefix("http://localhost:8080").unwrap();
        self.get(site, path)
    }
}
