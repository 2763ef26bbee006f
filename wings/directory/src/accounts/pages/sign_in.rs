use axum::{extract::State, http::HeaderMap};
use base::Text;
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor, html,
    redirect::local,
    session,
    ui::{Form, button, notice},
};

use crate::accounts::{
    Login, Passwords,
    commands::{Verdict, sign_in},
    queries,
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

pub(super) async fn show(visitor: Visitor, asked: Submitted) -> Answer {
    if visitor.actor.is_some() {
        return SeeOther::to(after(asked.get("tiep"))).into();
    }
    form(&visitor, &asked).into()
}

fn after(next: &str) -> String {
    local(next).filter(|next| !next.starts_with("/dang-")).unwrap_or("/").to_owned()
}

fn form(visitor: &Visitor, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let next = typed.get("tiep");
    let body = html! {
        @if typed.has("het-phien") { (notice::session_ended(lang)) }
        (fields.summary())
        (fields.post("/dang-nhap", html! {
            @if !next.is_empty() { input type="hidden" name="tiep" value=(next); }
            (fields.line(&NAME))
            (fields.line(&PASSWORD).password())
            p.actions { (button(lang.pick("Đăng nhập", "Sign in"))) }
        }))
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
        return Ok(form(&visitor, &typed).unprocessable().into());
    }
    let now = visitor.now;
    let candidate = match Login::read(&name) {
        Some(login) => app.read(move |tx| queries::candidate(tx, &login, now)).await?,
        None => None,
    };
    // Somebody unknown or barred is compared with nobody, so that each refusal takes the same time.
    let kept = candidate.as_ref().filter(|candidate| !candidate.barred).map(|candidate| candidate.hash.clone());
    let right = app.get::<Passwords>().matches_aside(password, kept).await;
    let verdict = match candidate {
        None => Verdict::Out,
        Some(candidate) => {
            let ids = app.ids.clone();
            app.write(move |tx| sign_in(tx, &ids, now, &candidate, right)).await?
        }
    };
    let Verdict::In(account, must_change) = verdict else {
        typed.error(NAME.name, NOT_IN);
        return Ok(form(&visitor, &typed).unprocessable().into());
    };
    let (ids, settings) = (app.ids.clone(), app.settings.clone());
    let before = visitor.session.zip(visitor.actor.as_ref().and_then(|actor| actor.account));
    let token = app
        .write(move |tx| {
            // Whoever signs in over a session that is still open leaves it.
            if let Some((session, account)) = before {
                session::end(tx, account, session)?;
            }
            session::open(tx, &ids, &settings, now, account, &headers)
        })
        .await?;
    let next = if must_change { "/tai-khoan/mat-khau".to_owned() } else { after(typed.get("tiep")) };
    Ok(SeeOther::to(next).cookie(token.cookie(&app.settings)).into())
}
