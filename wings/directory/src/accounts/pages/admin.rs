//! Accounts of other people: opened, closed, given a new password.

use axum::extract::{Path, State};
use base::{PersonId, StaffId, Text, clock, text::format::date_time};
use web::{
    Answer, App, Field, Markup, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Confirm, Form, Tone, button, details, notice, tag},
};

use crate::{
    accounts::{
        Account, Fault, Holder, Login, Passwords,
        commands::{self, NewAccount},
        factors,
        passwords::temporary,
        queries,
    },
    act::Doer,
    persons, staff,
};

const LOGIN: Field = Field::new("ten", Text::new("Tên đăng nhập", "Sign-in name"))
    .required()
    .max(40)
    .hint(Text::new("Chữ cái không dấu, chữ số, dấu chấm, gạch nối.", "Letters, digits, dots, hyphens."));

/// What an administrator sees of somebody's account, with what can be done about it; `suggested` is a name to sign in
/// with where there is no account yet.
pub(crate) fn card(
    visitor: &Visitor,
    action: &str,
    account: Option<&(Account, Vec<Login>)>,
    suggested: &str,
    typed: &Submitted,
) -> Markup {
    let lang = visitor.lang;
    let Some((account, logins)) = account else {
        let suggested = Submitted::blank().with(LOGIN.name, suggested);
        let fields = Form::new(lang, if typed.has(LOGIN.name) { typed } else { &suggested });
        return html! {
            p { (lang.pick("Chưa có tài khoản.", "No account yet.")) }
            (fields.post(action, html! {
                (fields.line(&LOGIN).medium())
                p.actions { (button(lang.pick("Mở tài khoản", "Open an account")).sends("viec", "mo")) }
            }))
        };
    };
    let waits = account.locked_until.filter(|until| visitor.now < *until);
    let state = match (account.closed, waits, account.must_change) {
        (true, ..) => tag(Tone::Bad, lang.pick("đã khóa", "closed")),
        (_, Some(until), _) => html! {
            (tag(Tone::Warn, lang.pick("tạm khóa đến", "waits until"))) " " (date_time(clock::wall(until)))
        },
        (.., true) => tag(Tone::Warn, lang.pick("phải đổi mật khẩu", "must change password")),
        _ => tag(Tone::Good, lang.pick("đang dùng", "in use")),
    };
    let names: Vec<&str> = logins.iter().map(Login::as_str).collect();
    let ask = |words: &str, key: &str, label: &str, danger: bool| {
        let button = button(label).sends("viec", key);
        let button = if danger { button.danger() } else { button };
        let confirm = Confirm::new(label, html! { p { (words) } form method="post" action=(action) { (button) } });
        if danger { confirm.danger() } else { confirm }
    };
    html! {
        (details()
            .text(lang.pick("Tên đăng nhập", "Sign-in names"), &names.join(", "))
            .row(lang.pick("Tình trạng", "State"), state)
            .text(
                lang.pick("Lần đăng nhập gần nhất", "Last signed in"),
                &account.last_in.map(|at| date_time(clock::wall(at))).unwrap_or_default(),
            ))
        (ask(
            lang.pick(
                "Mật khẩu tạm sẽ hiện một lần để bạn đọc cho chủ tài khoản. Mọi thiết bị của họ sẽ bị đăng xuất.",
                "A temporary password will be shown once for you to read out. All devices of the owner are signed out.",
            ),
            "dat-lai",
            lang.pick("Đặt lại mật khẩu", "Reset password"),
            false,
        ))
        @if waits.is_some() {
            (ask(
                lang.pick("Chủ tài khoản được thử lại ngay.", "The owner may try again at once."),
                "bo-cho",
                lang.pick("Bỏ tạm khóa", "Lift the wait"),
                false,
            ))
        }
        (ask(
            lang.pick(
                "Gỡ ứng dụng xác thực, mã dự phòng và khóa truy cập khi chủ tài khoản bị mất; chỉ làm khi đã xác minh đúng người. Mọi thiết bị bị đăng xuất.",
                "Takes away authenticator, recovery codes and passkeys that the owner lost; only after making sure who asks. All devices are signed out.",
            ),
            "go-buoc-hai",
            lang.pick("Gỡ xác thực hai bước", "Remove the second step"),
            true,
        ))
        @if account.closed {
            (ask(lang.pick("Chủ tài khoản lại đăng nhập được.", "The owner can sign in again."), "mo-lai", lang.pick("Mở lại tài khoản", "Reopen the account"), false))
        } @else {
            (ask(
                lang.pick("Chủ tài khoản không đăng nhập được nữa. Hồ sơ và lịch sử vẫn còn.", "The owner can no longer sign in. Cases and history remain."),
                "khoa",
                lang.pick("Khóa tài khoản", "Close the account"),
                true,
            ))
        }
    }
}

pub(super) async fn of_staff(
    State(app): State<App>,
    Path(id): Path<String>,
    visitor: Visitor,
    typed: Submitted,
) -> Result<Answer, Problem> {
    let id: StaffId = id.parse().map_err(|_| Problem::not_found())?;
    let member = app.read(move |tx| staff::queries::get(tx, id)).await?.ok_or(Problem::not_found())?;
    change(&app, &visitor, typed, Holder::Staff(id), &member.name, format!("/quan-tri/can-bo/{id}")).await
}

pub(super) async fn of_person(
    State(app): State<App>,
    Path(id): Path<String>,
    visitor: Visitor,
    typed: Submitted,
) -> Result<Answer, Problem> {
    let id: PersonId = id.parse().map_err(|_| Problem::not_found())?;
    let person = app.read(move |tx| persons::queries::get(tx, id)).await?;
    change(&app, &visitor, typed, Holder::Person(id), &person.details.name, format!("/quan-tri/nguoi-dan/{id}")).await
}

async fn change(
    app: &App,
    visitor: &Visitor,
    mut typed: Submitted,
    holder: Holder,
    name: &str,
    back: String,
) -> Result<Answer, Problem> {
    let doer = Doer::of(app, visitor)?;
    let account = app
        .read(move |tx| match holder {
            Holder::Staff(id) => queries::of_staff(tx, id),
            Holder::Person(id) => queries::of_person(tx, id),
        })
        .await?;
    let doing = typed.get("viec").to_owned();
    let done = match (doing.as_str(), account) {
        ("mo", None) => {
            let login = typed.line(&LOGIN);
            let Some(login) = Login::username(&login).or_else(|| Login::read(&login)) else {
                typed.error(LOGIN.name, Fault::Login.text());
                return Ok(again(visitor, &typed, name, &back).into());
            };
            let password = temporary(&app.ids);
            let hash = app.get::<Passwords>().hash_aside(app.ids.clone(), password.clone()).await;
            let told = login.as_str().to_owned();
            let new = NewAccount { holder, login, hash, must_change: true };
            let opened = app.write(move |tx| commands::open(tx, doer.act(), &new)).await;
            opened.map(|_| Some((told, password)))
        }
        ("dat-lai", Some(account)) => {
            let password = temporary(&app.ids);
            let hash = app.get::<Passwords>().hash_aside(app.ids.clone(), password.clone()).await;
            let id = account.id;
            let logins = app.read(move |tx| queries::logins(tx, id)).await?;
            let told = logins.first().map(|login| login.as_str().to_owned()).unwrap_or_default();
            let reset = app.write(move |tx| commands::reset_password(tx, doer.act(), id, &hash)).await;
            reset.map(|()| Some((told, password)))
        }
        ("khoa", Some(account)) => {
            app.write(move |tx| commands::close(tx, doer.act(), account.id)).await.map(|()| None)
        }
        ("mo-lai", Some(account)) => {
            app.write(move |tx| commands::reopen(tx, doer.act(), account.id)).await.map(|()| None)
        }
        ("bo-cho", Some(account)) => {
            app.write(move |tx| commands::lift(tx, doer.act(), account.id)).await.map(|()| None)
        }
        ("go-buoc-hai", Some(account)) => {
            app.write(move |tx| factors::reset(tx, doer.act(), account.id)).await.map(|()| None)
        }
        _ => return Err(Problem::conflict(Fault::HasAccount.text())),
    };
    match done {
        Ok(Some((login, password))) => Ok(told(visitor, name, &login, &password, &back).into()),
        Ok(None) => Ok(SeeOther::to(back).done(Text::new("Đã cập nhật tài khoản.", "The account was changed.")).into()),
        Err(refused) => {
            typed.error(LOGIN.name, refused.fault()?.text());
            Ok(again(visitor, &typed, name, &back).into())
        }
    }
}

/// The form to open an account alone, with what is wrong.
fn again(visitor: &Visitor, typed: &Submitted, name: &str, back: &str) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    Page::new(lang.pick("Mở tài khoản", "Open an account"))
        .crumb(name, back)
        .body(html! { (fields.summary()) (card(visitor, &format!("{back}/tai-khoan"), None, "", typed)) })
        .unprocessable()
}

/// The one page on which a temporary password stands; it is not kept anywhere.
fn told(visitor: &Visitor, name: &str, login: &str, password: &str, back: &str) -> Page {
    let lang = visitor.lang;
    let body = html! {
        (notice(lang, Tone::Good, html! { p {
            (lang.pick(
                "Hãy trao cho chủ tài khoản ngay bây giờ: trang này chỉ hiện một lần. Khi đăng nhập, họ phải đổi mật khẩu trước khi làm việc.",
                "Hand it over now: this page is shown once. On signing in the owner must change it first.",
            ))
        } }))
        (details()
            .text(lang.pick("Chủ tài khoản", "Owner"), name)
            .row(lang.pick("Tên đăng nhập", "Sign-in name"), html! { code { (login) } })
            .row(lang.pick("Mật khẩu tạm", "Temporary password"), html! { code { (password) } }))
        p { a href=(back) { (lang.pick("Trở lại", "Back")) } }
    };
    Page::new(lang.pick("Mật khẩu tạm", "Temporary password")).crumb(name, back).body(body)
}
