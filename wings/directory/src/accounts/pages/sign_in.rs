use axum::{extract::State, http::HeaderMap};
use base::{Proof, Text, clock};
use jiff::Timestamp;
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor, Words, html,
    ui::{Form, button, notice},
};

use super::{
    e_identity,
    entry::{after, enter},
    passkey,
    second::SECOND,
};
use crate::accounts::{
    EIdentity, Login, Passwords,
    attempts::Attempts,
    begun::{self, Kind},
    commands::{Verdict, sign_in},
    factors, queries,
};

const NAME: Field =
    Field::new("ten", Text::new("Tên đăng nhập", "Sign-in name")).required().max(254).autocomplete("username").hint(
        Text::new(
            "Số định danh cá nhân, số điện thoại, thư điện tử, hoặc tên đăng nhập của cán bộ.",
            "Personal number, telephone, e-mail, or a staff username.",
        ),
    );
const PASSWORD: Field =
    Field::new("mat_khau", Text::new("Mật khẩu", "Password")).required().max(512).autocomplete("current-password");

/// One sentence for every reason: it tells nobody whether a name exists or an account waits.
const NOT_IN: Text = Text::new(
    "Tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đang tạm khóa vì nhập sai nhiều lần. Hãy kiểm tra lại; nếu vẫn không được, chờ vài phút rồi thử lại.",
    "Name or password is wrong, or the account waits because of too many wrong attempts. Please check; if it still fails, wait a few minutes and try again.",
);

/// Until when nobody can sign in with this name or from here, and why: said of any name, whether or not anybody has it.
pub(super) fn wait(now: Timestamp, until: Timestamp) -> Words {
    let minutes = (until.duration_since(now).as_secs() + 59) / 60;
    let at = clock::wall(until).strftime("%H:%M");
    Words::new(
        format!(
            "Đã nhập sai nhiều lần nên tạm dừng để bảo vệ tài khoản. Hãy thử lại sau {minutes} phút (lúc {at}). Nếu không phải bạn nhập, hãy báo người quản trị hoặc Bộ phận Một cửa."
        ),
        format!(
            "Too many wrong attempts: to protect the account nothing is tried for now. Please try again in {minutes} min (at {at}). If it was not you, tell the administrator or the one-stop counter."
        ),
    )
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, headers: HeaderMap, asked: Submitted) -> Answer {
    if visitor.actor.is_some() {
        return SeeOther::to(after(asked.get("tiep"))).into();
    }
    form(&app, &visitor, &headers, &asked).into()
}

fn form(app: &App, visitor: &Visitor, headers: &HeaderMap, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let next = typed.get("tiep");
    let body = html! {
        @if typed.has("het-phien") { (notice::session_ended(lang)) }
        (fields.summary())
        @if let Some(provider) = &app.get::<EIdentity>().0 { (e_identity::way_in(lang, &**provider, next)) }
        (fields.post("/dang-nhap", html! {
            @if !next.is_empty() { input type="hidden" name="tiep" value=(next); }
            (fields.line(&NAME))
            (fields.line(&PASSWORD).password())
            p.actions { (button(lang.pick("Đăng nhập", "Sign in"))) }
        }))
        (passkey::way_in(app, headers, lang, next))
        p {
            (lang.pick("Chưa có tài khoản? ", "No account yet? "))
            a href="/dang-ky" { (lang.pick("Đăng ký cho người dân", "Open one as a citizen")) } "."
        }
        p.aside {
            (lang.pick(
                "Quên mật khẩu: người dân mang giấy tờ đến Bộ phận Một cửa gần nhất; cán bộ liên hệ người quản trị của cơ quan.",
                "Forgot the password: citizens bring their card to the nearest one-stop counter; staff ask their administrator.",
            ))
        }
    };
    Page::new(lang.pick("Đăng nhập", "Sign in")).body(body)
}

pub(super) async fn send(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let (name, password) = (typed.line(&NAME), typed.secret(&PASSWORD));
    if !typed.is_good() {
        return Ok(form(&app, &visitor, &headers, &typed).unprocessable().into());
    }
    let now = visitor.now;
    let attempts = Attempts::new(&name, visitor.address);
    let (login, asked) = (Login::read(&name), attempts.clone());
    let (waits, candidate) = app
        .read(move |tx| {
            let candidate = login.map(|login| queries::candidate(tx, &login, now)).transpose()?.flatten();
            Ok::<_, store::Error>((asked.waits(tx, now)?, candidate))
        })
        .await?;
    if let Some(until) = waits {
        typed.error(NAME.name, wait(now, until));
        return Ok(form(&app, &visitor, &headers, &typed).unprocessable().into());
    }
    // Somebody unknown or barred is compared with nobody, so that each refusal takes the same time.
    let kept = candidate.as_ref().filter(|candidate| !candidate.barred).map(|candidate| candidate.hash.clone());
    let right = app.get::<Passwords>().matches_aside(password, kept).await;
    let ids = app.ids.clone();
    let next = after(typed.get("tiep"));
    let go_on = next.clone();
    let done = app
        .write(move |tx| {
            let verdict = match &candidate {
                None => Verdict::Out,
                Some(candidate) => sign_in(tx, &ids, now, candidate, right)?,
            };
            let Verdict::In(account, must_change) = verdict else {
                return Ok::<_, store::Error>(Err(attempts.wrong(tx, now)?));
            };
            attempts.right(tx)?;
            let second = if factors::enrolled(tx, account)? {
                Some(begun::put(tx, &ids, now, Kind::Second, Some(account), &go_on)?)
            } else {
                None
            };
            Ok(Ok((account, must_change, second)))
        })
        .await?;
    match done {
        Err(until) => {
            match until {
                Some(until) => typed.error(NAME.name, wait(now, until)),
                None => typed.error(NAME.name, NOT_IN),
            }
            Ok(form(&app, &visitor, &headers, &typed).unprocessable().into())
        }
        Ok((_, _, Some(second))) => Ok(SeeOther::to(SECOND).cookie(Kind::Second.hand(&app.settings, &second)).into()),
        Ok((account, must_change, None)) => {
            let next = if must_change { "/tai-khoan/mat-khau".to_owned() } else { next };
            Ok(enter(&app, &visitor, &headers, account, Proof::Password, SeeOther::to(next)).await?.into())
        }
    }
}
