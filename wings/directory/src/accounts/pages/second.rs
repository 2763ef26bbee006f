//! The second step of a sign-in whose password was right: a code, or a passkey.

use axum::{extract::State, http::HeaderMap};
use base::{AccountId, Lang, Proof, Text};
use jiff::Timestamp;
use store::Tx;
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Form, Tone, button, link, notice},
};

use super::{entry::enter, passkey};
use crate::accounts::{
    Fault, Vault,
    begun::{self, Begun, Kind},
    commands, factors,
    factors::Factors,
    queries,
};

/// Where it is asked.
pub(super) const SECOND: &str = "/dang-nhap/buoc-hai";

pub(super) const CODE: Field =
    Field::new("ma", Text::new("Mã xác thực", "Code")).required().max(40).autocomplete("one-time-code").hint(
        Text::new(
            "6 chữ số trong ứng dụng xác thực; mất điện thoại thì nhập một mã dự phòng.",
            "The 6 digits your authenticator shows; if your telephone is lost, one of your recovery codes.",
        ),
    );

/// The account whose password was right, and where it wants to go; nothing when that took too long.
pub(super) fn waiting(tx: &mut Tx, now: Timestamp, brought: &str) -> store::Result<Option<(AccountId, String)>> {
    let begun: Option<Begun<String>> = begun::look(tx, now, Kind::Second, brought)?;
    Ok(begun.and_then(|begun| Some((begun.account?, begun.data))))
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Result<Answer, Problem> {
    page(&app, &visitor, &headers, &Submitted::blank()).await
}

async fn page(app: &App, visitor: &Visitor, headers: &HeaderMap, typed: &Submitted) -> Result<Answer, Problem> {
    let (lang, now) = (visitor.lang, visitor.now);
    let brought = Kind::Second.brought(&app.settings, headers);
    let has = app
        .read(move |tx| {
            let Some((account, _)) = waiting(tx, now, &brought)? else { return Ok(None) };
            Factors::of(tx, account).map(Some)
        })
        .await?;
    let Some(has) = has else { return Ok(too_late(lang).into()) };
    let fields = Form::new(lang, typed);
    let body = html! {
        (fields.summary())
        @if has.codes {
            (fields.post(SECOND, html! {
                (fields.line(&CODE).medium())
                p.actions { (button(lang.pick("Tiếp tục", "Go on"))) }
            }))
        }
        @if !has.passkeys.is_empty() {
            @if !has.codes {
                p.without-scripts {
                    (lang.pick(
                        "Tài khoản này xác thực bằng khóa truy cập, cần bật JavaScript và trình duyệt có hỗ trợ. Nếu không dùng được, hãy nhờ người quản trị của cơ quan.",
                        "This account is confirmed with a passkey, which needs JavaScript and a browser that knows passkeys. Otherwise ask your administrator.",
                    ))
                }
            }
            (passkey::way_in(app, headers, lang, ""))
        }
        p { a href="/dang-nhap" { (lang.pick("Đăng nhập bằng tài khoản khác", "Sign in with another account")) } }
    };
    let page = Page::new(lang.pick("Xác nhận bước hai", "Second step"))
        .lead(lang.pick(
            "Mật khẩu đúng. Còn một bước để bảo vệ tài khoản.",
            "The password is right. One more step protects your account.",
        ))
        .body(body);
    Ok(if typed.is_good() { page.into() } else { page.unprocessable().into() })
}

fn too_late(lang: Lang) -> Page {
    let body = html! {
        (notice(lang, Tone::Warn, html! { p { (lang.pick(
            "Bước xác nhận đã quá thời gian hoặc chưa bắt đầu ở trình duyệt này. Hãy đăng nhập lại.",
            "The second step took too long, or was not begun in this browser. Please sign in again.",
        )) } }))
        p.actions { (link(lang.pick("Đăng nhập lại", "Sign in again"), "/dang-nhap")) }
    };
    Page::new(lang.pick("Xác nhận bước hai", "Second step")).body(body).unprocessable()
}

pub(super) async fn send(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let code = typed.line(&CODE);
    if !typed.is_good() {
        return page(&app, &visitor, &headers, &typed).await;
    }
    let (now, ids, vault) = (visitor.now, app.ids.clone(), app.get::<Vault>());
    let brought = Kind::Second.brought(&app.settings, &headers);
    let done = app
        .write(move |tx| {
            let Some((account, next)) = waiting(tx, now, &brought)? else { return Ok::<_, store::Error>(None) };
            let barred = queries::candidate_of(tx, account, now)?.barred;
            if barred || !factors::codes::check(tx, &vault, now, account, &code)? {
                if !barred {
                    commands::wrong(tx, &ids, now, account)?;
                }
                return Ok(Some(Err(barred)));
            }
            begun::take::<String>(tx, now, Kind::Second, &brought)?;
            Ok(Some(Ok((account, next))))
        })
        .await?;
    match done {
        None => Ok(too_late(visitor.lang).into()),
        Some(Err(barred)) => {
            let waits = Text::new(
                "Đã nhập sai nhiều lần, tài khoản tạm dừng vài phút. Hãy chờ rồi thử lại.",
                "Too many wrong attempts: the account waits some minutes. Please try again later.",
            );
            typed.error(CODE.name, if barred { waits } else { Fault::Code.text() });
            page(&app, &visitor, &headers, &typed).await
        }
        Some(Ok((account, next))) => {
            let next = SeeOther::to(next).cookie(Kind::Second.clear(&app.settings));
            Ok(enter(&app, &visitor, &headers, account, Proof::Code, next).await?.into())
        }
    }
}
