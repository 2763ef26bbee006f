use axum::extract::State;
use base::{
    Text, clock,
    text::format::{date_time, relative_day},
};
use web::{
    Answer, App, Field, Markup, Page, Problem, SeeOther, SessionId, Submitted, Visitor, html,
    session::{self, Session},
    ui::{Column, Form, Table, Tone, button, details, link, tag},
};

use super::register::{EMAIL, PHONE, email, phone};
use crate::{
    accounts::{Account, Login, queries},
    act::Doer,
    notices,
    pages::days,
    persons::{self, Details},
    snapshot::Directory,
    staff,
};

const ADDRESS: Field =
    Field::new("dia_chi", Text::new("Địa chỉ liên hệ", "Address")).max(300).autocomplete("street-address");

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let (lang, now, today) = (visitor.lang, visitor.now, visitor.today);
    let actor = visitor.actor()?.clone();
    let id = actor.account.ok_or(Problem::forbidden())?;
    let settings = app.settings.clone();
    let (person, staff) = (actor.person, actor.staff);
    let (account, logins, sessions, person, posts) = app
        .read(move |tx| {
            let account = queries::get(tx, id)?.ok_or(store::Error::NotFound)?;
            let person = person.map(|person| persons::queries::get(tx, person)).transpose()?;
            let posts = staff.map(|staff| staff::queries::posts(tx, staff)).transpose()?.unwrap_or_default();
            let sessions = session::list(tx, &settings, now, id)?;
            Ok::<_, store::Error>((account, queries::logins(tx, id)?, sessions, person, posts))
        })
        .await?;
    let agencies = app.get::<Directory>().agencies();
    let columns = vec![
        Column::text(lang.pick("Đơn vị", "Agency")),
        Column::text(lang.pick("Vai trò", "Role")),
        Column::text(lang.pick("Thời gian", "Time")),
    ];
    let body = html! {
        @if let Some(person) = person {
            h2 { (lang.pick("Thông tin của bạn", "About you")) }
            (own_details(&visitor, &person.details))
        }
        @if !posts.is_empty() {
            h2 { (lang.pick("Vị trí công tác", "Posts")) }
            (Table::new(lang.pick("Vị trí công tác", "Posts"), columns).quiet().rows(posts.iter().map(|post| vec![
                html! { (agencies.name_as_of(post.agency, today)) },
                html! { (post.title(lang)) @if !post.title.is_empty() { " · " (post.role.label().get(lang)) } },
                html! { (days(&post.span, lang)) @if post.span.holds(today) { " " (tag(Tone::Good, lang.pick("hiện tại", "now"))) } },
            ])))
        }
        p.actions { (link(lang.pick("Nhận thông báo", "How you are told"), notices::OWN).quiet()) }
        h2 { (lang.pick("Đăng nhập", "Signing in")) }
        (sign_in_facts(&visitor, &account, &logins))
        h2 { (lang.pick("Thiết bị đang đăng nhập", "Devices signed in")) }
        (session_list(&visitor, &sessions))
    };
    Ok(Page::new(lang.pick("Tài khoản", "Account")).above(html! { (actor.name) }).body(body))
}

fn own_details(visitor: &Visitor, known: &Details) -> Markup {
    let lang = visitor.lang;
    let identity = known.identity.as_ref();
    html! {
        (details()
            .text(lang.pick("Họ và tên", "Full name"), &known.name)
            .text(
                identity.map_or("", |identity| identity.kind().label().get(lang)),
                &identity.map(persons::Identity::masked).unwrap_or_default(),
            )
            .text(lang.pick("Số điện thoại", "Telephone"), &known.phone.as_ref().map(|p| p.grouped()).unwrap_or_default())
            .text(lang.pick("Thư điện tử", "E-mail"), known.email.as_ref().map_or("", |e| e.as_str()))
            .text(lang.pick("Địa chỉ", "Address"), &known.address))
        p.actions { (link(lang.pick("Sửa cách liên hệ", "Change how to reach you"), "/tai-khoan/thong-tin").quiet()) }
    }
}

fn sign_in_facts(visitor: &Visitor, account: &Account, logins: &[Login]) -> Markup {
    let lang = visitor.lang;
    let names: Vec<&str> = logins.iter().map(Login::as_str).collect();
    html! {
        (details()
            .text(lang.pick("Tên đăng nhập", "Sign-in names"), &names.join(", "))
            .text(lang.pick("Tài khoản mở", "Account since"), &date_time(clock::wall(account.opened)))
            .text(
                lang.pick("Lần đăng nhập gần nhất", "Last signed in"),
                &account.last_in.map(|at| date_time(clock::wall(at))).unwrap_or_default(),
            ))
        p.actions {
            (link(lang.pick("Đổi mật khẩu", "Change password"), "/tai-khoan/mat-khau").quiet()) " "
            (link(lang.pick("Bảo mật", "Security"), crate::accounts::factors::REQUIRED_PATH).quiet())
        }
    }
}

fn session_list(visitor: &Visitor, sessions: &[Session]) -> Markup {
    let lang = visitor.lang;
    let columns = vec![
        Column::text(lang.pick("Trình duyệt", "Browser")),
        Column::text(lang.pick("Nơi đăng nhập", "Where from")),
        Column::text(lang.pick("Bằng cách", "By")),
        Column::text(lang.pick("Đăng nhập lúc", "Since")),
        Column::text(lang.pick("Dùng gần nhất", "Last used")),
        Column::actions(lang.pick("Kết thúc", "End")),
    ];
    let rows = sessions.iter().map(|session| {
        let here = visitor.session == Some(session.id);
        let seen = clock::wall(session.seen);
        vec![
            html! { (browser(&session.agent)) @if here { " " (tag(Tone::Good, lang.pick("thiết bị này", "this device"))) } },
            html! { (session.address.as_deref().unwrap_or("—")) },
            html! { (session.proof.map_or("—", |proof| proof.label().get(lang))) },
            html! { (date_time(clock::wall(session.opened))) },
            html! { (relative_day(seen.date(), visitor.today, lang)) },
            html! {
                @if !here {
                    form method="post" action="/tai-khoan/phien" {
                        (button(lang.pick("Đăng xuất", "Sign out")).quiet().sends("phien", session.id.to_string()).about(browser(&session.agent)))
                    }
                }
            },
        ]
    });
    html! {
        (Table::new(lang.pick("Thiết bị đang đăng nhập", "Devices signed in"), columns).quiet().rows(rows))
        @if sessions.len() > 1 {
            form method="post" action="/tai-khoan/phien" {
                p.actions { (button(lang.pick("Đăng xuất mọi thiết bị khác", "Sign out all other devices")).quiet().sends("phien", "khac")) }
            }
        }
    }
}

/// A browser's name as people know it, out of how it calls itself.
fn browser(agent: &str) -> String {
    let has = |word: &str| agent.contains(word);
    let name = match () {
        () if has("Edg/") => "Edge",
        () if has("coc_coc") => "Cốc Cốc",
        () if has("Firefox/") => "Firefox",
        () if has("Chrome/") => "Chrome",
        () if has("Safari/") => "Safari",
        () => "—",
    };
    let system = match () {
        () if has("Android") => "Android",
        () if has("iPhone") || has("iPad") => "iOS",
        () if has("Windows") => "Windows",
        () if has("Mac OS") => "macOS",
        () if has("Linux") => "Linux",
        () => return name.into(),
    };
    format!("{name}, {system}")
}

pub(super) async fn end_sessions(
    State(app): State<App>,
    visitor: Visitor,
    typed: Submitted,
) -> Result<SeeOther, Problem> {
    let id = visitor.actor()?.account.ok_or(Problem::forbidden())?;
    if typed.get("phien") == "khac" {
        let here = visitor.session;
        app.write(move |tx| session::end_all(tx, id, here)).await?;
    } else {
        let session: SessionId = typed.hidden("phien")?;
        app.write(move |tx| session::end(tx, id, session)).await?;
    }
    Ok(SeeOther::to("/tai-khoan").done(Text::new("Thiết bị đã được đăng xuất.", "Signed out there.")))
}

pub(super) async fn edit(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let known = known(&app, &visitor).await?;
    let typed = Submitted::blank()
        .with(PHONE.name, known.phone.map(|phone| phone.grouped()).unwrap_or_default())
        .with(EMAIL.name, known.email.map(|email| email.to_string()).unwrap_or_default())
        .with(ADDRESS.name, known.address);
    Ok(form(&visitor, &typed))
}

async fn known(app: &App, visitor: &Visitor) -> Result<Details, Problem> {
    let person = visitor.actor()?.person.ok_or(Problem::forbidden())?;
    Ok(app.read(move |tx| persons::queries::get(tx, person)).await?.details)
}

fn form(visitor: &Visitor, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let body = html! {
        (fields.summary())
        (fields.post("/tai-khoan/thong-tin", html! {
            (fields.line(&PHONE).tel())
            (fields.line(&EMAIL).email())
            (fields.line(&ADDRESS))
            p.actions { (button(lang.pick("Lưu", "Save"))) }
        }).draft())
        p.aside {
            (lang.pick(
                "Họ tên và số giấy tờ chỉ được sửa tại Bộ phận Một cửa, khi có giấy tờ gốc.",
                "Name and number can be changed at a one-stop counter only, with the original papers.",
            ))
        }
    };
    Page::new(lang.pick("Cách liên hệ với bạn", "How to reach you"))
        .crumb(lang.pick("Tài khoản", "Account"), "/tai-khoan")
        .body(body)
}

pub(super) async fn save(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<Answer, Problem> {
    let person = visitor.actor()?.person.ok_or(Problem::forbidden())?;
    let (phone, email, address) = (phone(&mut typed), email(&mut typed), typed.line(&ADDRESS));
    if !typed.is_good() {
        return Ok(form(&visitor, &typed).unprocessable().into());
    }
    let doer = Doer::of(&app, &visitor)?;
    let saved = app
        .write(move |tx| {
            let known = persons::queries::get(tx, person)?.details;
            let details = Details { phone: phone.clone(), email: email.clone(), address: address.clone(), ..known };
            persons::commands::amend(tx, doer.act(), person, &details)
        })
        .await;
    match saved {
        Ok(()) => Ok(SeeOther::to("/tai-khoan").done(Text::new("Đã lưu.", "Saved.")).into()),
        Err(refused) => Err(Problem::conflict(refused.fault()?.text())),
    }
}
