//! Signing in at the national identity provider: there and back.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use base::{IdentityLevel, Lang, Proof, Text};
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;
use web::{
    App, Markup, Page, Problem, SeeOther, Submitted, Visitor, html,
    redirect::query_value,
    ui::{Tone, button, link, notice, tag},
};

use super::entry::{after, enter};
use crate::{
    accounts::{
        Attested, EIdentity, IdentityProvider, ProviderFault,
        begun::{self, Begun, Kind},
        commands::{self, Identified},
        identity::{Departure, Doubt, sign_in_label},
    },
    act::Doer,
};

/// Where one sets out.
const OUT: &str = "/dang-nhap/dinh-danh";
/// Where the provider sends the browser back to.
pub(super) const BACK: &str = "/dang-nhap/dinh-danh/ve";

/// The address that leads to the provider and, afterwards, to a page.
fn address(level: IdentityLevel, next: &str) -> String {
    let next = if next.is_empty() { String::new() } else { format!("&tiep={}", query_value(next)) };
    format!("{OUT}?muc={}{next}", level.number())
}

/// The words and the address of a link that leads to signing in at a level, and afterwards to a page; nothing where no
/// identity provider is plugged in.
pub fn way_to_level(app: &App, lang: Lang, level: IdentityLevel, next: &str) -> Option<(String, String)> {
    let provider = app.get::<EIdentity>().0.clone()?;
    let label = format!("{}: {}", sign_in_label(&*provider, lang), level.label().get(lang).to_lowercase());
    Some((label, address(level, next)))
}

/// The way in at the top of the sign-in page.
pub(super) fn way_in(lang: Lang, provider: &dyn IdentityProvider, next: &str) -> Markup {
    html! {
        p.actions { (link(sign_in_label(provider, lang), address(IdentityLevel::Two, next))) }
        @if provider.is_trial() { (trial(lang)) }
        p.hint { (lang.pick("Dành cho người dân. Không cần đăng ký trước.", "For citizens. No need to register first.")) }
        h2 { (lang.pick("Hoặc dùng tên và mật khẩu", "Or use name and password")) }
    }
}

fn trial(lang: Lang) -> Markup {
    html! {
        p {
            (tag(Tone::Warn, lang.pick("định danh thử nghiệm", "trial identity"))) " "
            (lang.pick("Mô phỏng chạy cùng máy này, không phải hệ thống thật.", "A simulator on this machine, not the real system."))
        }
    }
}

/// What is remembered while the browser is away.
#[derive(Serialize, Deserialize)]
struct Away {
    departure: Departure,
    next: String,
}

fn provider(app: &App) -> Result<Arc<dyn IdentityProvider>, Problem> {
    app.get::<EIdentity>().0.clone().ok_or_else(Problem::not_found)
}

/// `GET /dang-nhap/dinh-danh?muc=2&tiep=…`
pub(super) async fn leave(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    asked: Submitted,
) -> Result<Response, Problem> {
    let provider = provider(&app)?;
    let level = asked.get("muc").parse().ok().and_then(IdentityLevel::from_number).unwrap_or(IdentityLevel::Two);
    let departure = Departure::new(&app.ids, level, format!("{}{BACK}", app.site(&headers)));
    let next = after(asked.get("tiep"));
    let (begun, client) = (departure.clone(), provider.clone());
    let to = match aside(move || client.depart(&begun)).await {
        Ok(to) => to,
        Err(fault) => return Ok(failed(&visitor, &fault, level, &next).into_response()),
    };
    let (ids, now) = (app.ids.clone(), visitor.now);
    let here = visitor.actor.as_ref().and_then(|actor| actor.account);
    let away = Away { departure, next };
    let token = app.write(move |tx| begun::put(tx, &ids, now, Kind::Identity, here, &away)).await?;
    let headers = [(header::LOCATION, to), (header::CACHE_CONTROL, "no-store".to_owned())];
    let mut response = (StatusCode::SEE_OTHER, headers).into_response();
    response.headers_mut().append(header::SET_COOKIE, Kind::Identity.hand(&app.settings, &token));
    Ok(response)
}

/// `GET /dang-nhap/dinh-danh/ve?code=…&state=…`
pub(super) async fn arrive(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    asked: Submitted,
) -> Result<Response, Problem> {
    let provider = provider(&app)?;
    let (now, brought) = (visitor.now, Kind::Identity.brought(&app.settings, &headers));
    let begun: Option<Begun<Away>> = app.write(move |tx| begun::take(tx, now, Kind::Identity, &brought)).await?;
    let Some(Begun { account: here, data: Away { departure, next } }) = begun else {
        let fault =
            ProviderFault::Doubted(Doubt::Code, "nothing was begun in this browser, or it took too long".into());
        return Ok(failed(&visitor, &fault, IdentityLevel::Two, "/").into_response());
    };
    let level = departure.level;
    match redeem(provider, departure, &asked).await {
        Err(fault) => Ok(failed(&visitor, &fault, level, &next).into_response()),
        Ok(who) => match admit(&app, &visitor, &headers, who, here, level, next).await? {
            Ok(go) => Ok(go.cookie(Kind::Identity.clear(&app.settings)).into_response()),
            Err(page) => Ok(page.into_response()),
        },
    }
}

async fn redeem(
    provider: Arc<dyn IdentityProvider>,
    departure: Departure,
    asked: &Submitted,
) -> Result<Attested, ProviderFault> {
    if asked.get("state") != departure.state {
        return Err(ProviderFault::Doubted(Doubt::Code, "the state is another than the one sent".into()));
    }
    match asked.get("error") {
        "" => {}
        "access_denied" => return Err(ProviderFault::Declined),
        "temporarily_unavailable" | "server_error" => {
            return Err(ProviderFault::Unreachable("the provider says that it cannot".into()));
        }
        _ => return Err(ProviderFault::Doubted(Doubt::Protocol, "an error that the standard does not know".into())),
    }
    let code = asked.get("code").to_owned();
    aside(move || provider.arrive(&departure, &code)).await
}

/// Away from the threads that serve requests: the provider may be slow.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ProviderFault> + Send + 'static,
) -> Result<T, ProviderFault> {
    match spawn_blocking(work).await {
        Ok(done) => done,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    }
}

/// Opens a session for whoever was identified; or says why not.
async fn admit(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    who: Attested,
    here: Option<base::AccountId>,
    asked: IdentityLevel,
    next: String,
) -> Result<Result<SeeOther, Page>, Problem> {
    let doer = Doer::system(app, visitor);
    let level = who.level;
    let done = app.write(move |tx| commands::identified(tx, doer.act(), &who, here)).await;
    let Identified { account, new, password_removed } = match done {
        Ok(done) => done,
        Err(refused) => {
            let fault = refused.fault()?;
            tracing::warn!(reference = %visitor.reference, why = %fault, "an e-identity was not taken");
            return Ok(Err(refusal(visitor, fault.text(), asked, &next)));
        }
    };
    let mut go = SeeOther::to(next);
    if level < asked {
        go = go.flash(
            Tone::Warn,
            Text::new(
                "Bạn đã đăng nhập ở mức độ 1. Một số thủ tục cần mức độ 2: hãy đến Công an cấp xã để nâng mức.",
                "You are signed in at level 1. Some procedures need level 2: the commune police raise it.",
            ),
        );
    } else if password_removed {
        go = go.flash(
            Tone::Info,
            Text::new(
                "Để bảo vệ bạn, mật khẩu đặt trước đây đã bị hủy vì chưa từng được xác minh. Hãy xem lại số điện thoại và địa chỉ ở trang Tài khoản.",
                "To protect you the earlier password was cancelled: nobody had vouched for it. Please check telephone and address on your account page.",
            ),
        );
    } else if new {
        go = go.flash(Tone::Info, Text::new("Tài khoản của bạn đã được mở.", "Your account was opened."));
    }
    Ok(Ok(enter(app, visitor, headers, account, Proof::Identity(level), go).await?))
}

/// The page that says why nobody was signed in; the operator's line goes to the log.
fn failed(visitor: &Visitor, fault: &ProviderFault, level: IdentityLevel, next: &str) -> Page {
    let reference = &visitor.reference;
    match fault {
        ProviderFault::Declined => tracing::info!(%reference, "the person stopped at the identity provider"),
        ProviderFault::Unreachable(why) => {
            tracing::error!(%reference, fault = fault.key(), why, "the identity provider is out of reach");
        }
        ProviderFault::Doubted(_, why) => {
            tracing::error!(%reference, fault = fault.key(), why, "the identity provider's answer was refused");
        }
    }
    let page = refusal(visitor, fault.text(), level, next);
    if matches!(fault, ProviderFault::Unreachable(_)) { page.status(StatusCode::SERVICE_UNAVAILABLE) } else { page }
}

fn refusal(visitor: &Visitor, why: Text, level: IdentityLevel, next: &str) -> Page {
    let lang = visitor.lang;
    let password = if next == "/" { "/dang-nhap".to_owned() } else { format!("/dang-nhap?tiep={}", query_value(next)) };
    let body = html! {
        (notice(lang, Tone::Bad, html! {
            p { (why.get(lang)) }
            p { (lang.pick("Những gì bạn đã khai vẫn được giữ nguyên.", "What you filled in is kept.")) }
        }))
        p.actions { (link(lang.pick("Thử lại", "Try again"), address(level, next))) }
        @if visitor.actor.is_some() {
            form method="post" action=(web::visitor::SIGN_OUT) {
                p.actions { (button(lang.pick("Đăng xuất", "Sign out")).quiet()) }
            }
        } @else {
            p.actions { (link(lang.pick("Đăng nhập bằng mật khẩu", "Sign in with a password"), password).quiet()) }
        }
        p.hint { (lang.pick("Mã tra cứu khi cần hỗ trợ: ", "Reference if you ask for help: ")) code { (visitor.reference) } }
    };
    Page::new(lang.pick("Chưa đăng nhập được", "Not signed in")).body(body).status(StatusCode::FORBIDDEN)
}
