//! Passkeys in the browser: a challenge is fetched by a small script, what the device signed comes back in an ordinary form.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, header::SET_COOKIE},
    response::{IntoResponse as _, Response},
};
use base::{AccountId, Lang, Proof, Text};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use web::{
    Answer, App, Field, Markup, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Form, Tone, button, link, notice},
};
use webauthn_rs::prelude::{
    AuthenticationResult, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    Webauthn,
};

use super::{
    entry::{after, enter},
    second,
};
use crate::{
    accounts::{
        Fault,
        begun::{self, Begun, Kind},
        factors::{REQUIRED_PATH, passkeys},
        queries,
    },
    act::Doer,
};

const IN: &str = "/dang-nhap/khoa";
const NEW: &str = "/tai-khoan/bao-mat/khoa";
/// What the device signed, as JSON.
const SIGNED: &str = "khoa";

pub(super) const NAME: Field = Field::new("ten_khoa", Text::new("Đặt tên cho khóa", "Name of the passkey"))
    .required()
    .max(60)
    .hint(Text::new("Ví dụ: Điện thoại của tôi, Máy ở cơ quan.", "Such as: my telephone, the office computer."));

/// What was asked of a device, until it answers.
#[derive(Serialize, Deserialize)]
enum Asked {
    /// Any passkey of anybody here.
    Any(Box<webauthn_rs::prelude::DiscoverableAuthentication>),
    /// One of an account whose password was right, and where it wants to go.
    Second(Box<PasskeyAuthentication>),
}

/// The form that a script shows where the browser knows passkeys.
pub(super) fn way_in(app: &App, headers: &HeaderMap, lang: Lang, next: &str) -> Markup {
    let fields = Submitted::blank();
    html! {
        @if passkeys::site(app, headers).is_some() {
            div data-passkey="get" data-challenge={(IN) "/thu-thach"} hidden {
                (Form::new(lang, &fields).post(IN, html! {
                    @if !next.is_empty() { input type="hidden" name="tiep" value=(next); }
                    input type="hidden" name=(SIGNED);
                    p.actions { (button(lang.pick("Dùng khóa truy cập", "Use a passkey")).quiet()) }
                    p.error data-passkey-failed=(lang.pick("Thiết bị chưa xác nhận. Hãy thử lại hoặc dùng cách khác.", "The device did not confirm. Try again or use another way.")) hidden {}
                }))
            }
        }
    }
}

/// The form that adds one.
pub(super) fn new_form(app: &App, headers: &HeaderMap, lang: Lang) -> Markup {
    let fields = Submitted::blank();
    let form = Form::new(lang, &fields);
    html! {
        @if passkeys::site(app, headers).is_some() {
            div data-passkey="create" data-challenge={(NEW) "/thu-thach"} hidden {
                (form.post(NEW, html! {
                    (form.line(&NAME).medium())
                    input type="hidden" name=(SIGNED);
                    p.actions { (button(lang.pick("Thêm khóa truy cập", "Add a passkey")).quiet()) }
                    p.error data-passkey-failed=(lang.pick("Thiết bị chưa tạo được khóa. Hãy thử lại.", "The device did not make a passkey. Please try again.")) hidden {}
                }))
            }
            p.without-scripts { (lang.pick("Thêm khóa truy cập cần bật JavaScript và trình duyệt có hỗ trợ.", "Adding a passkey needs JavaScript and a browser that knows passkeys.")) }
        } @else {
            p { (lang.pick(
                "Khóa truy cập chỉ dùng được khi mở trang bằng tên miền (hoặc localhost), không phải bằng địa chỉ IP.",
                "Passkeys need the site to be opened by its name (or localhost), not by a bare address.",
            )) }
        }
    }
}

fn here(app: &App, headers: &HeaderMap) -> Result<Webauthn, Problem> {
    passkeys::site(app, headers).ok_or_else(Problem::not_found)
}

/// A challenge for the script, and the cookie by which the browser is known when it comes back.
fn challenge(app: &App, kind: Kind, token: &web::session::Token, options: Value) -> Response {
    ([(SET_COOKIE, kind.hand(&app.settings, token))], Json(options)).into_response()
}

fn refused(error: impl std::fmt::Display) -> Problem {
    Problem::internal(error)
}

/// `POST /dang-nhap/khoa/thu-thach`
pub(super) async fn ask(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    let site = here(&app, &headers)?;
    let (now, ids) = (visitor.now, app.ids.clone());
    let brought = Kind::Second.brought(&app.settings, &headers);
    let known = app
        .read(move |tx| match second::waiting(tx, now, &brought)? {
            Some((account, _)) => passkeys::of(tx, account),
            None => Ok(Vec::new()),
        })
        .await?;
    let (options, asked) = if known.is_empty() {
        let (options, state) = site.start_discoverable_authentication().map_err(refused)?;
        (options, Asked::Any(Box::new(state)))
    } else {
        let keys: Vec<_> = known.into_iter().map(|passkey| passkey.key).collect();
        let (options, state) = site.start_passkey_authentication(&keys).map_err(refused)?;
        (options, Asked::Second(Box::new(state)))
    };
    // A button was pressed: the browser asks at once rather than offering beside the field.
    let options = json!({ "publicKey": serde_json::to_value(options.public_key).map_err(refused)? });
    let token = app.write(move |tx| begun::put(tx, &ids, now, Kind::PasskeyIn, None, &asked)).await?;
    Ok(challenge(&app, Kind::PasskeyIn, &token, options))
}

/// `POST /dang-nhap/khoa`
pub(super) async fn send(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    typed: Submitted,
) -> Result<Answer, Problem> {
    let site = here(&app, &headers)?;
    let now = visitor.now;
    let Ok(signed) = serde_json::from_str::<PublicKeyCredential>(typed.get(SIGNED)) else {
        return Ok(not_confirmed(visitor.lang).into());
    };
    let (brought, step) =
        (Kind::PasskeyIn.brought(&app.settings, &headers), Kind::Second.brought(&app.settings, &headers));
    let next = after(typed.get("tiep"));
    let reference = visitor.reference.clone();
    let done: Option<(AccountId, String)> = app
        .write(move |tx| {
            let begun: Option<Begun<Asked>> = begun::take(tx, now, Kind::PasskeyIn, &brought)?;
            let Some(known) = passkeys::signing(tx, signed.get_credential_id())? else { return Ok(None) };
            let Some(begun) = begun else { return Ok(None) };
            let waiting = second::waiting(tx, now, &step)?;
            let how = match begun.data {
                Asked::Any(state) => opened_by(&site, &signed, *state, &known),
                Asked::Second(state) => site
                    .finish_passkey_authentication(&signed, &state)
                    .map_err(|error| error.to_string())
                    .and_then(|how| match &waiting {
                        Some((account, _)) if *account == known.account => Ok(how),
                        _ => Err("another account".into()),
                    }),
            };
            let how = match how {
                Ok(how) => how,
                Err(why) => {
                    tracing::warn!(%reference, why, "a passkey was refused");
                    return Ok(None);
                }
            };
            if queries::get(tx, known.account)?.is_none_or(|account| account.closed) {
                return Ok(None);
            }
            let next = match waiting {
                Some((account, next)) if account == known.account => {
                    begun::take::<String>(tx, now, Kind::Second, &step)?;
                    next
                }
                _ => next.clone(),
            };
            let account = known.account;
            passkeys::used(tx, now, known, &how)?;
            tx.exec("update accounts set last_in = $1, failures = 0 where id = $2", &store::vals![now, account])?;
            Ok::<_, store::Error>(Some((account, next)))
        })
        .await?;
    let Some((account, next)) = done else { return Ok(not_confirmed(visitor.lang).into()) };
    let next =
        SeeOther::to(next).cookie(Kind::PasskeyIn.clear(&app.settings)).cookie(Kind::Second.clear(&app.settings));
    Ok(enter(&app, &visitor, &headers, account, Proof::Passkey, next).await?.into())
}

fn not_confirmed(lang: Lang) -> Page {
    let body = html! {
        (notice(lang, Tone::Bad, html! { p { (lang.pick(
            "Chưa xác nhận được khóa truy cập này. Hãy thử lại hoặc dùng mật khẩu.",
            "This passkey could not be confirmed. Try again or use a password.",
        )) } }))
        p.actions { (link(lang.pick("Trở lại trang đăng nhập", "Back to signing in"), "/dang-nhap")) }
    };
    Page::new(lang.pick("Chưa đăng nhập được", "Not signed in")).body(body).unprocessable()
}

/// What a device signed that was asked for any passkey; the account it names must be the one whose key it is.
fn opened_by(
    site: &Webauthn,
    signed: &PublicKeyCredential,
    state: webauthn_rs::prelude::DiscoverableAuthentication,
    known: &passkeys::Passkey,
) -> Result<AuthenticationResult, String> {
    let (owner, _) = site.identify_discoverable_authentication(signed).map_err(|error| error.to_string())?;
    if owner != known.account.0 {
        return Err("another account's name".into());
    }
    site.finish_discoverable_authentication_v2(signed, state, &known.key).map_err(|error| error.to_string())
}

/// `POST /tai-khoan/bao-mat/khoa/thu-thach`
pub(super) async fn ask_new(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    let site = here(&app, &headers)?;
    let actor = visitor.actor()?.clone();
    let account = actor.account.ok_or(Problem::forbidden())?;
    let (now, ids) = (visitor.now, app.ids.clone());
    let (logins, known) =
        app.read(move |tx| Ok::<_, store::Error>((queries::logins(tx, account)?, passkeys::of(tx, account)?))).await?;
    let login = logins.first().map_or(actor.name.as_str(), |login| login.as_str());
    let known = known.iter().map(|passkey| passkey.key.cred_id().clone()).collect();
    let (options, state) =
        site.start_passkey_registration(account.0, login, &actor.name, Some(known)).map_err(refused)?;
    let mut options = serde_json::to_value(options).map_err(refused)?;
    // A key the device can find by itself opens the account without a name being typed; one that cannot still serves as a
    // second step.
    options["publicKey"]["authenticatorSelection"]["residentKey"] = "preferred".into();
    let token = app.write(move |tx| begun::put(tx, &ids, now, Kind::PasskeyNew, Some(account), &state)).await?;
    Ok(challenge(&app, Kind::PasskeyNew, &token, options))
}

/// `POST /tai-khoan/bao-mat/khoa`
pub(super) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    mut typed: Submitted,
) -> Result<SeeOther, Problem> {
    let site = here(&app, &headers)?;
    let account = visitor.actor()?.account;
    let again = |why: Text| Ok(SeeOther::to(REQUIRED_PATH).flash(Tone::Bad, why));
    let name = typed.line(&NAME);
    let name = if name.is_empty() { visitor.lang.pick("Khóa truy cập", "Passkey").to_owned() } else { name };
    let Ok(signed) = serde_json::from_str::<RegisterPublicKeyCredential>(typed.get(SIGNED)) else {
        return again(Fault::Passkey.text());
    };
    let doer = Doer::of(&app, &visitor)?;
    let now = visitor.now;
    let brought = Kind::PasskeyNew.brought(&app.settings, &headers);
    let added = app
        .write(move |tx| {
            let begun: Option<Begun<PasskeyRegistration>> = begun::take(tx, now, Kind::PasskeyNew, &brought)?;
            let begun = begun.filter(|begun| begun.account == account);
            let key = begun.and_then(|begun| site.finish_passkey_registration(&signed, &begun.data).ok());
            let Some(key) = key else { return Err(super::super::commands::Error::Fault(Fault::Passkey)) };
            let act = doer.act();
            passkeys::add(tx, act, act.ids, &name, &key)
        })
        .await;
    match added {
        Ok(()) => Ok(SeeOther::to(REQUIRED_PATH)
            .done(Text::new("Đã thêm khóa truy cập.", "The passkey was added."))
            .cookie(Kind::PasskeyNew.clear(&app.settings))),
        Err(refused) => again(refused.fault()?.text()),
    }
}

/// `POST /tai-khoan/bao-mat/khoa/{id}/xoa`
pub(super) async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<SeeOther, Problem> {
    let id: Uuid = id.parse().map_err(|_| Problem::not_found())?;
    let doer = Doer::of(&app, &visitor)?;
    match app.write(move |tx| passkeys::remove(tx, doer.act(), id)).await {
        Ok(()) => Ok(SeeOther::to(REQUIRED_PATH).done(Text::new("Đã gỡ khóa truy cập.", "The passkey was removed."))),
        Err(refused) => match refused.fault()? {
            Fault::Unknown => Err(Problem::not_found()),
            fault => Err(Problem::conflict(fault.text())),
        },
    }
}
