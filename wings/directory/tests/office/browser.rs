//! The directory's pages as a browser meets them.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use tower::ServiceExt as _;
use web::{App, Settings, limits::Rates};

use super::Office;

/// A browser: keeps its cookies and follows nothing by itself.
pub struct Browser {
    site: Router,
    pub cookies: Vec<(String, String)>,
}

pub struct Answer {
    pub status: StatusCode,
    pub to: String,
    pub text: String,
}

impl Browser {
    pub fn new(office: &Office) -> Self {
        let settings = Settings { rates: Rates::unlimited(), ..Settings::default() };
        let app =
            App::new(office.store.clone(), std::sync::Arc::new(office.clock.clone()), office.ids.clone(), settings);
        let app = directory::install(app, office.directory.clone(), office.passwords.clone()).with(office.vault());
        Self { site: web::door::open(app, directory::routes()), cookies: Vec::new() }
    }

    async fn ask(&mut self, request: Request<Body>) -> Answer {
        let answer = self.site.clone().oneshot(request).await.unwrap();
        for line in answer.headers().get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.into(), value.into()));
            }
        }
        let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 1 << 22).await.unwrap();
        Answer { status, to, text: String::from_utf8(body.to_vec()).unwrap() }
    }

    fn jar(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, self.jar()).body(Body::empty()).unwrap();
        self.ask(request).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{}={}", name, web::redirect::query_value(value)))
            .collect::<Vec<_>>();
        let request = Request::post(path)
            .header(header::COOKIE, self.jar())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.ask(request).await
    }

    pub async fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        self.post("/dang-nhap", &[("ten", name), ("mat_khau", password)]).await
    }
}
