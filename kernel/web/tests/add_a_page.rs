//! The example of `docs/guides/add-a-page.md`, which must stay as it is printed there.

#![allow(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use base::{Actor, FixedClock, Ids};
use store::{Durability, Store};
use tower::ServiceExt as _;
use web::{App, Settings};

// >>> guide
mod ideas {
    use axum::extract::State;
    use base::{Permission, Role, Text};
    use store::{Room, room, vals};
    use uuid::Uuid;
    use web::{
        Access, Answer, App, Field, Markup, Page, Problem, Routes, SeeOther, Submitted, Visitor, html,
        ui::{Column, Form, Search, Table, button, empty},
    };

    pub const MIGRATIONS: Room = room!("ideas", "0001_ideas");

    pub const READ: Permission =
        Permission { id: "idea.read", label: Text::new("Xem góp ý", "Read comments"), roles: &[Role::Leader] };

    // One definition of a field draws it and reads it.
    const AUTHOR: Field =
        Field::new("ho_ten", Text::new("Họ và tên", "Full name")).required().max(100).autocomplete("name");
    const BODY: Field = Field::new("noi_dung", Text::new("Nội dung góp ý", "Comment"))
        .required()
        .max(2000)
        .hint(Text::new("Càng cụ thể càng tốt.", "The more specific the better."));

    // Every route says who may use it; nothing is open by mistake.
    pub fn routes() -> Routes {
        Routes::new().get("/gop-y", Access::Public, ask).post("/gop-y", Access::Public, send).get(
            "/gop-y/danh-sach",
            Access::Needs(&READ),
            list,
        )
    }

    async fn ask(State(app): State<App>, visitor: Visitor) -> Page {
        form(&app, &visitor, &Submitted::blank())
    }

    // The page is a function of what was typed: it is shown blank, and again with every error.
    fn form(app: &App, visitor: &Visitor, typed: &Submitted) -> Page {
        let fields = Form::new(visitor.lang, typed);
        let body = html! {
            (fields.summary())
            (fields.post("/gop-y", html! {
                (fields.key(&app.ids))
                (fields.line(&AUTHOR))
                (fields.area(&BODY).rows(6))
                (button(visitor.lang.pick("Gửi góp ý", "Send")))
            }).draft())
        };
        Page::new(visitor.lang.pick("Góp ý", "Comments")).body(body)
    }

    async fn send(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<Answer, Problem> {
        let (author, body) = (typed.line(&AUTHOR), typed.lines(&BODY));
        if !typed.is_good() {
            return Ok(form(&app, &visitor, &typed).unprocessable().into());
        }
        let id: Uuid = typed.hidden("_key")?; // sent twice, written once
        let now = visitor.now;
        app.write(move |tx| {
            let sql = "insert into ideas (id, author, body, sent) values ($1, $2, $3, $4) on conflict (id) do nothing";
            tx.exec(sql, &vals![id, author, body, now])?;
            Ok::<_, Problem>(())
        })
        .await?;
        let thanks = Text::new("Cảm ơn bạn đã góp ý.", "Thank you for your comment.");
        Ok(SeeOther::to("/gop-y").done(thanks).into())
    }

    // `typed` reads the query here. While somebody types, only the part `ket-qua` is sent.
    async fn list(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Page, Problem> {
        let lang = visitor.lang;
        let asked = typed.get("q").to_owned();
        let like = format!("%{asked}%");
        let rows: Vec<(String, String)> = app
            .read(move |tx| {
                let sql = "select author, body from ideas where body like $1 order by sent desc limit 50";
                let rows = tx.all(sql, &vals![like], |row| Ok((row.get("author")?, row.get("body")?)))?;
                Ok::<_, Problem>(rows)
            })
            .await?;
        let found = results(lang, &rows);
        let body = html! {
            (Search::new(lang, "/gop-y/danh-sach", "q", lang.pick("Tìm trong nội dung", "Search in comments")).value(asked).live("ket-qua"))
            div #ket-qua { (found) }
        };
        let page =
            Page::new(lang.pick("Góp ý đã nhận", "Comments received")).crumb(lang.pick("Góp ý", "Comments"), "/gop-y");
        Ok(page.desk().body(body).fragment("ket-qua", found))
    }

    fn results(lang: base::Lang, rows: &[(String, String)]) -> Markup {
        let columns =
            vec![Column::text(lang.pick("Người gửi", "From")), Column::text(lang.pick("Nội dung", "Comment"))];
        html! {
            @if rows.is_empty() {
                (empty(lang.pick("Chưa có góp ý nào", "No comments yet"), html! {}))
            } @else {
                (Table::new(lang.pick("Góp ý", "Comments"), columns).quiet()
                    .rows(rows.iter().map(|(author, body)| vec![html! { (author) }, html! { (body) }])))
            }
        }
    }
}
// <<< guide

fn service() -> (axum::Router, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("test.db"), Durability::Relaxed).unwrap();
    store.migrate(&[web::session::MIGRATIONS, ideas::MIGRATIONS]).unwrap();
    let clock = FixedClock::at("2024-02-05T16:10:00+07:00");
    let app = App::new(store, clock.arc(), Ids::seeded(clock.arc(), 1), Settings::default());
    (web::door::open(app, ideas::routes()), folder)
}

fn post(body: &'static str) -> Request<Body> {
    Request::post("/gop-y")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body))
        .unwrap()
}

async fn text(response: axum::response::Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_guide_prints_this_example() {
    let source = include_str!("add_a_page.rs");
    let guide = include_str!("../../../docs/guides/add-a-page.md");
    let (_, rest) = source.split_once("// >>> guide\n").unwrap();
    let (example, _) = rest.split_once("// <<< guide\n").unwrap();
    assert!(guide.contains(example), "docs/guides/add-a-page.md must contain the example as it stands here");
}

#[tokio::test]
async fn a_form_with_errors_comes_back_with_everything_typed() {
    let (service, _folder) = service();
    let response = service
        .oneshot(post("ho_ten=&noi_dung=Xin+ch%C3%A0o&_key=018d7a5e-0000-7000-8000-000000000001"))
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(response).await;
    assert!(page.contains("Xin chào") && page.contains("Hãy nhập họ và tên."));
    assert!(
        page.contains(r##"href="#o-ho_ten""##) && page.contains(r#"id="o-ho_ten""#),
        "the summary leads to the field"
    );
    assert!(page.contains("018d7a5e-0000-7000-8000-000000000001"), "the key stays the same");
}

#[tokio::test]
async fn a_good_form_leads_on_with_a_word_of_thanks() {
    let (service, _folder) = service();
    let sent = "ho_ten=Lan&noi_dung=T%E1%BB%91t&_key=018d7a5e-0000-7000-8000-000000000001";
    let response = service.clone().oneshot(post(sent)).await.unwrap();
    assert_eq!(
        (response.status(), &response.headers()[header::LOCATION]),
        (StatusCode::SEE_OTHER, &"/gop-y".parse().unwrap())
    );
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let next = Request::get("/gop-y").header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    assert!(text(service.oneshot(next).await.unwrap()).await.contains("Cảm ơn bạn đã góp ý."));
}

#[tokio::test]
async fn the_list_is_not_for_everybody() {
    let (service, _folder) = service();
    let ask = Request::get("/gop-y/danh-sach?q=a").body(Body::empty()).unwrap();
    let response = service.oneshot(ask).await.unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()[header::LOCATION], "/dang-nhap?tiep=%2Fgop-y%2Fdanh-sach%3Fq%3Da");
    assert!(!Actor::system().holds(&ideas::READ));
}
