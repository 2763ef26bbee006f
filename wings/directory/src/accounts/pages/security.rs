//! What guards one's own account beside the password: an authenticator, codes for the day it is lost, passkeys.

use axum::{extract::State, http::HeaderMap};
use base::{Text, clock, text::format::date_time};
use web::{
    Answer, App, Markup, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Column, Confirm, Form, Table, Tone, button, details, notice, tag},
};

use super::{passkey, qr::qr, second::CODE};
use crate::{
    accounts::{
        Fault, Vault,
        commands::{Error, identity_of},
        factors::{Factors, REQUIRED_PATH, codes, codes::Enrolment},
        queries,
    },
    act::Doer,
};

const CODES: &str = "/tai-khoan/bao-mat/ma";

/// `GET /tai-khoan/bao-mat`
pub(super) async fn show(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let id = visitor.actor()?.account.ok_or(Problem::forbidden())?;
    let (has, identity, has_password) = app
        .read(move |tx| {
            Ok::<_, store::Error>((Factors::of(tx, id)?, identity_of(tx, id)?, queries::has_password(tx, id)?))
        })
        .await?;
    let state = |on: bool| {
        if on {
            tag(Tone::Good, lang.pick("đang bật", "on"))
        } else {
            tag(Tone::Info, lang.pick("chưa bật", "off"))
        }
    };
    let identity = match identity {
        Some((at, level)) => html! {
            (state(true)) " "
            @if let Some(level) = level { (level.label().get(lang)) ", " }
            (lang.pick("lần gần nhất ", "last ")) (date_time(clock::wall(at)))
        },
        None => state(false),
    };
    let body = html! {
        @if visitor.duty == Some(REQUIRED_PATH) {
            (notice(lang, Tone::Warn, html! { p { (lang.pick(
                "Vai trò của bạn bắt buộc xác thực hai bước. Hãy bật ứng dụng xác thực hoặc thêm khóa truy cập dưới đây, rồi tiếp tục làm việc.",
                "Your role requires a second step. Set up an authenticator or add a passkey below, then go on working.",
            )) } }))
        }
        (details()
            .row(lang.pick("Mật khẩu", "Password"), state(has_password))
            .row(lang.pick("Ứng dụng xác thực", "Authenticator"), state(has.codes))
            .row(lang.pick("Khóa truy cập", "Passkeys"), if has.passkeys.is_empty() { state(false) } else { html! { (has.passkeys.len()) } })
            .row(lang.pick("Định danh điện tử", "E-identity"), identity))
        h2 { (lang.pick("Ứng dụng xác thực", "Authenticator")) }
        (codes_part(&visitor, &has))
        h2 { (lang.pick("Khóa truy cập", "Passkeys")) }
        p { (lang.pick(
            "Đăng nhập bằng vân tay, khuôn mặt hoặc mã PIN của thiết bị, không phải nhớ mật khẩu. Khóa nằm trong thiết bị, không gửi đi đâu.",
            "Sign in with the finger, face or PIN of your device and no password to remember. The key never leaves the device.",
        )) }
        (passkeys_part(&visitor, &has))
        (passkey::new_form(&app, &headers, lang))
    };
    Ok(Page::new(lang.pick("Bảo mật", "Security")).crumb(lang.pick("Tài khoản", "Account"), "/tai-khoan").body(body))
}

fn codes_part(visitor: &Visitor, has: &Factors) -> Markup {
    let lang = visitor.lang;
    if !has.codes {
        return html! {
            p { (lang.pick(
                "Điện thoại của bạn hiện một mã 6 chữ số đổi mỗi 30 giây; đăng nhập cần cả mật khẩu và mã.",
                "Your telephone shows six digits that change every 30 seconds; signing in takes the password and the digits.",
            )) }
            form method="post" action=(CODES) {
                p.actions { (button(lang.pick("Bật ứng dụng xác thực", "Set up an authenticator"))) }
            }
        };
    }
    let blank = Submitted::blank();
    html! {
        p {
            (lang.pick("Còn ", "")) strong { (has.recovery) }
            (lang.pick(" mã dự phòng chưa dùng.", " recovery codes are left."))
        }
        (Confirm::new(lang.pick("Tạo lại mã dự phòng", "New recovery codes"), html! {
            p { (lang.pick("Các mã dự phòng cũ sẽ không dùng được nữa.", "The old codes will work no more.")) }
            form method="post" action={(CODES) "/du-phong"} { (button(lang.pick("Tạo mã mới", "Make new codes"))) }
        }))
        (Confirm::new(lang.pick("Tắt ứng dụng xác thực", "Turn the authenticator off"), html! {
            (Form::new(lang, &blank).post(format!("{CODES}/tat"), html! {
                (Form::new(lang, &blank).line(&CODE).medium())
                (button(lang.pick("Tắt", "Turn off")).danger())
            }))
        }).danger())
    }
}

fn passkeys_part(visitor: &Visitor, has: &Factors) -> Markup {
    let lang = visitor.lang;
    if has.passkeys.is_empty() {
        return html! { p { (lang.pick("Chưa có khóa nào.", "None yet.")) } };
    }
    let columns = vec![
        Column::text(lang.pick("Tên", "Name")),
        Column::text(lang.pick("Thêm lúc", "Added")),
        Column::text(lang.pick("Dùng gần nhất", "Last used")),
        Column::actions(lang.pick("Gỡ", "Remove")),
    ];
    let rows = has.passkeys.iter().map(|passkey| {
        vec![
            html! { (passkey.name) },
            html! { (date_time(clock::wall(passkey.added))) },
            html! { @if let Some(at) = passkey.last_in { (date_time(clock::wall(at))) } @else { "—" } },
            html! {
                form method="post" action={"/tai-khoan/bao-mat/khoa/" (passkey.id) "/xoa"} {
                    (button(lang.pick("Gỡ", "Remove")).quiet().about(passkey.name.clone()))
                }
            },
        ]
    });
    html! { (Table::new(lang.pick("Khóa truy cập", "Passkeys"), columns).quiet().rows(rows)) }
}

/// `POST /tai-khoan/bao-mat/ma`: a secret to be scanned; the same until it is confirmed.
pub(super) async fn begin(State(app): State<App>, visitor: Visitor) -> Result<Answer, Problem> {
    enrol(&app, &visitor, &Submitted::blank()).await
}

async fn enrol(app: &App, visitor: &Visitor, typed: &Submitted) -> Result<Answer, Problem> {
    let doer = Doer::of(app, visitor)?;
    let (vault, issuer) = (app.get::<Vault>(), app.settings.brand.clone());
    let actor = visitor.actor()?.clone();
    let id = actor.account.ok_or(Problem::forbidden())?;
    let begun = app
        .write(move |tx| {
            let logins = queries::logins(tx, id)?;
            let name = logins.first().map_or(actor.name.as_str(), |login| login.as_str());
            codes::begin(tx, doer.act(), &vault, &issuer, name)
        })
        .await;
    match begun {
        Ok(enrolment) => {
            let page = enrolment_page(visitor, &enrolment, typed);
            Ok(if typed.is_good() { page.into() } else { page.unprocessable().into() })
        }
        Err(refused) => Ok(SeeOther::to(REQUIRED_PATH).flash(Tone::Info, refused.fault()?.text()).into()),
    }
}

fn enrolment_page(visitor: &Visitor, enrolment: &Enrolment, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let groups: Vec<&str> =
        enrolment.letters.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    let body = html! {
        (fields.summary())
        ol.stack {
            li { (lang.pick(
                "Mở ứng dụng xác thực trên điện thoại (Google Authenticator, Microsoft Authenticator, Aegis…) và quét mã này.",
                "Open an authenticator on your telephone (Google Authenticator, Microsoft Authenticator, Aegis…) and scan this.",
            ))
                (qr(&enrolment.address, lang.pick("Mã QR cho ứng dụng xác thực", "QR code for the authenticator")))
                p.hint { (lang.pick("Không quét được thì nhập tay khóa này: ", "If you cannot scan it, type this key: ")) code { (groups.join(" ")) } }
            }
            li {
                (lang.pick("Nhập mã 6 chữ số mà ứng dụng đang hiện.", "Type the six digits that it shows now."))
                (fields.post(format!("{CODES}/xac-nhan"), html! {
                    (fields.line(&CODE).medium())
                    p.actions { (button(lang.pick("Xác nhận và bật", "Confirm and turn on"))) }
                }))
            }
        }
    };
    Page::new(lang.pick("Bật ứng dụng xác thực", "Set up an authenticator"))
        .crumb(lang.pick("Tài khoản", "Account"), "/tai-khoan")
        .crumb(lang.pick("Bảo mật", "Security"), REQUIRED_PATH)
        .body(body)
}

/// `POST /tai-khoan/bao-mat/ma/xac-nhan`
pub(super) async fn confirm(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<Answer, Problem> {
    let code = typed.line(&CODE);
    if !typed.is_good() {
        return enrol(&app, &visitor, &typed).await;
    }
    let (doer, vault) = (Doer::of(&app, &visitor)?, app.get::<Vault>());
    let done = app.write(move |tx| codes::confirm(tx, doer.act(), &vault, &code)).await;
    match done {
        Ok(codes) => Ok(told(&visitor, &codes).into()),
        Err(Error::Fault(Fault::Code)) => {
            typed.error(CODE.name, Fault::Code.text());
            enrol(&app, &visitor, &typed).await
        }
        Err(refused) => Ok(SeeOther::to(REQUIRED_PATH).flash(Tone::Info, refused.fault()?.text()).into()),
    }
}

/// `POST /tai-khoan/bao-mat/ma/du-phong`
pub(super) async fn renew(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let doer = Doer::of(&app, &visitor)?;
    match app.write(move |tx| codes::renew(tx, doer.act())).await {
        Ok(codes) => Ok(told(&visitor, &codes)),
        Err(refused) => Err(Problem::conflict(refused.fault()?.text())),
    }
}

/// `POST /tai-khoan/bao-mat/ma/tat`
pub(super) async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    mut typed: Submitted,
) -> Result<SeeOther, Problem> {
    let code = typed.line(&CODE);
    let (doer, vault) = (Doer::of(&app, &visitor)?, app.get::<Vault>());
    let to = SeeOther::to(REQUIRED_PATH);
    match app.write(move |tx| codes::remove(tx, doer.act(), &vault, &code)).await {
        Ok(()) => Ok(to.done(Text::new("Đã tắt ứng dụng xác thực.", "The authenticator was turned off."))),
        Err(refused) => Ok(to.flash(Tone::Bad, refused.fault()?.text())),
    }
}

/// The one page on which the codes stand; they are not kept anywhere.
fn told(visitor: &Visitor, codes: &[String]) -> Page {
    let lang = visitor.lang;
    let body = html! {
        (notice(lang, Tone::Good, html! { p { (lang.pick(
            "Ứng dụng xác thực đã bật. Hãy in hoặc chép các mã dự phòng dưới đây và cất nơi an toàn: trang này chỉ hiện một lần, mỗi mã dùng được một lần khi bạn mất điện thoại.",
            "The authenticator is on. Print or copy these recovery codes and keep them safe: this page is shown once, and each code works once, when your telephone is lost.",
        )) } }))
        ul.codes { @for code in codes { li { code { (code) } } } }
        p { a href=(REQUIRED_PATH) { (lang.pick("Tôi đã cất các mã này", "I have put them away")) } }
    };
    Page::new(lang.pick("Mã dự phòng", "Recovery codes"))
        .crumb(lang.pick("Tài khoản", "Account"), "/tai-khoan")
        .crumb(lang.pick("Bảo mật", "Security"), REQUIRED_PATH)
        .body(body)
}
