use axum::extract::State;
use base::{AccountId, Text};
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Form, Tone, button, notice},
};

use super::register::{AGAIN, NEW_PASSWORD, new_password};
use crate::{
    accounts::{Passwords, commands, queries},
    act::Doer,
};

const OLD: Field = Field::new("mat_khau", Text::new("Mật khẩu hiện tại", "Present password"))
    .required()
    .max(512)
    .autocomplete("current-password");

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    form(&app, &visitor, &Submitted::blank()).await
}

async fn form(app: &App, visitor: &Visitor, typed: &Submitted) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let id = visitor.actor()?.account.ok_or(Problem::forbidden())?;
    let (account, asks) =
        app.read(move |tx| Ok::<_, store::Error>((queries::get(tx, id)?, queries::has_password(tx, id)?))).await?;
    let account = account.ok_or(Problem::not_found())?;
    let asks = asks && actor_level(visitor).is_none();
    let fields = Form::new(lang, typed);
    let body = html! {
        @if account.must_change {
            (notice(lang, Tone::Warn, html! { p {
                (lang.pick(
                    "Mật khẩu này do người quản trị đặt. Hãy đổi mật khẩu của riêng bạn trước khi làm việc.",
                    "This password was set by an administrator. Please choose your own before you begin.",
                ))
            } }))
        }
        (fields.summary())
        (fields.post("/tai-khoan/mat-khau", html! {
            @if asks { (fields.line(&OLD).password()) }
            (fields.line(&NEW_PASSWORD).password())
            (fields.line(&AGAIN).password())
            p.actions { (button(lang.pick("Đổi mật khẩu", "Change password"))) }
        }))
        p.aside {
            (lang.pick("Sau khi đổi, các thiết bị khác phải đăng nhập lại.", "Other devices must sign in again afterwards."))
        }
    };
    Ok(Page::new(lang.pick("Đổi mật khẩu", "Change password"))
        .crumb(lang.pick("Tài khoản", "Account"), "/tai-khoan")
        .body(body))
}

/// Whoever signed in by e-identity has proved more than an old password would, and need not know it.
fn actor_level(visitor: &Visitor) -> Option<base::IdentityLevel> {
    visitor.actor.as_ref().and_then(|actor| actor.level)
}

pub(super) async fn send(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<Answer, Problem> {
    let actor = visitor.actor()?;
    let id = actor.account.ok_or(Problem::forbidden())?;
    let logins = app.read(move |tx| queries::logins(tx, id)).await?;
    let mut own: Vec<String> = logins.iter().map(|login| login.as_str().to_owned()).collect();
    own.push(actor.name.clone());
    let old = if actor_level(&visitor).is_some() { String::new() } else { typed.secret(&OLD) };
    let new = new_password(&mut typed, &own);
    let (Some(new), true) = (new, typed.is_good()) else {
        return Ok(form(&app, &visitor, &typed).await?.unprocessable().into());
    };
    if actor_level(&visitor).is_none() && !is_right(&app, &visitor, id, old).await? {
        typed.error(OLD.name, Text::new("Mật khẩu hiện tại chưa đúng.", "The present password is wrong."));
        return Ok(form(&app, &visitor, &typed).await?.unprocessable().into());
    }
    let passwords = app.get::<Passwords>();
    let hash = passwords.hash_aside(app.ids.clone(), new).await;
    let (doer, here) = (Doer::of(&app, &visitor)?, visitor.session);
    let done = app.write(move |tx| commands::change_password(tx, doer.act(), id, &hash, here)).await;
    match done {
        Ok(()) => {
            let words = Text::new("Mật khẩu đã được đổi.", "The password was changed.");
            Ok(SeeOther::to("/tai-khoan").done(words).into())
        }
        Err(refused) => Err(Problem::conflict(refused.fault()?.text())),
    }
}

/// Whether this is the present password.
async fn is_right(app: &App, visitor: &Visitor, id: AccountId, old: String) -> Result<bool, Problem> {
    let now = visitor.now;
    let candidate = app.read(move |tx| queries::candidate_of(tx, id, now)).await?;
    let kept = (!candidate.barred).then(|| candidate.hash.clone());
    let right = app.get::<Passwords>().matches_aside(old, kept).await;
    // A wrong one counts as at the sign-in page: a browser left open is no way around the wait.
    let ids = app.ids.clone();
    let verdict = app.write(move |tx| commands::sign_in(tx, &ids, now, &candidate, right)).await?;
    Ok(matches!(verdict, commands::Verdict::In(..)))
}
