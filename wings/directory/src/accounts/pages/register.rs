use axum::{extract::State, http::HeaderMap};
use base::{
    Lang, Proof, Text,
    identity::{Email, PersonalNumber, Phone},
};
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor, Words, html,
    session::{self, Opening},
    ui::{Form, button},
};

use crate::{
    accounts::{Fault, Passwords, Registration, commands, passwords::judge},
    act::Doer,
    persons::Details,
};

pub(super) const FULL_NAME: Field = Field::new("ho_ten", Text::new("Họ và tên", "Full name"))
    .required()
    .max(100)
    .autocomplete("name")
    .hint(Text::new("Như trên thẻ căn cước.", "As on your identity card."));
const NUMBER: Field = Field::new("so_dinh_danh", Text::new("Số định danh cá nhân (số căn cước)", "Personal number"))
    .required()
    .max(20)
    .inputmode("numeric")
    .hint(Text::new("12 chữ số.", "12 digits."));
pub(super) const PHONE: Field = Field::new("dien_thoai", Text::new("Số điện thoại", "Telephone"))
    .required()
    .max(20)
    .autocomplete("tel")
    .inputmode("tel");
pub(super) const EMAIL: Field =
    Field::new("thu", Text::new("Thư điện tử", "E-mail")).max(254).autocomplete("email").inputmode("email");
pub(super) const NEW_PASSWORD: Field = Field::new("mat_khau_moi", Text::new("Mật khẩu", "Password"))
    .required()
    .max(512)
    .autocomplete("new-password")
    .hint(Text::new(
        "Ít nhất 8 ký tự. Một câu ngắn chỉ bạn nhớ là tốt nhất.",
        "At least 8 characters. A short sentence that only you remember is best.",
    ));
pub(super) const AGAIN: Field = Field::new("nhap_lai", Text::new("Nhập lại mật khẩu", "Password again"))
    .required()
    .max(512)
    .autocomplete("new-password");

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    if visitor.actor.is_some() {
        return SeeOther::to("/tai-khoan").into();
    }
    form(&app, &visitor, &Submitted::blank()).into()
}

fn form(app: &App, visitor: &Visitor, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let body = html! {
        (fields.summary())
        (fields.post("/dang-ky", html! {
            (fields.key(&app.ids))
            (fields.line(&FULL_NAME))
            (fields.line(&NUMBER).medium())
            (fields.line(&PHONE).tel())
            (fields.line(&EMAIL).email())
            (fields.line(&NEW_PASSWORD).password())
            (fields.line(&AGAIN).password())
            p.actions { (button(lang.pick("Đăng ký", "Open the account"))) }
        }).draft())
        p {
            (lang.pick("Đã có tài khoản? ", "You have an account? "))
            a href="/dang-nhap" { (lang.pick("Đăng nhập", "Sign in")) } "."
        }
    };
    Page::new(lang.pick("Đăng ký tài khoản", "Open an account"))
        .lead(lang.pick(
            "Để nộp hồ sơ trực tuyến và theo dõi mọi hồ sơ của bạn ở một nơi.",
            "To file online and follow all your cases in one place.",
        ))
        .body(body)
}

pub(super) async fn send(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let name = typed.line(&FULL_NAME);
    let number = number(&mut typed);
    let (phone, email) = (phone(&mut typed), email(&mut typed));
    let own = [name.as_str(), typed.get(NUMBER.name), typed.get(PHONE.name), typed.get(EMAIL.name)].map(str::to_owned);
    let password = new_password(&mut typed, &own);
    let (Some(number), Some(phone), Some(password), true) = (number, phone, password, typed.is_good()) else {
        return Ok(form(&app, &visitor, &typed).unprocessable().into());
    };
    let hash = app.get::<Passwords>().hash_aside(app.ids.clone(), password).await;
    let new = Registration { details: Details { name, email, ..Details::default() }, number, phone, hash };
    let (doer, settings) = (Doer::system(&app, &visitor), app.settings.clone());
    let (now, address) = (visitor.now, visitor.address);
    let opened = app
        .write(move |tx| {
            let act = doer.act();
            let account = commands::register(tx, act, &new)?;
            let opening = Opening::new(account, Proof::Password, &headers, address);
            Ok::<_, commands::Error>(session::begin(tx, act.ids, &settings, now, &opening)?)
        })
        .await;
    match opened {
        Ok(token) => {
            let welcome = Text::new("Tài khoản đã sẵn sàng.", "Your account is ready.");
            Ok(SeeOther::to("/").done(welcome).cookie(token.cookie(&app.settings)).into())
        }
        Err(refused) => {
            let fault = refused.fault()?;
            let field = if fault == Fault::Name { FULL_NAME.name } else { NUMBER.name };
            typed.error(field, fault.text());
            Ok(form(&app, &visitor, &typed).unprocessable().into())
        }
    }
}

fn number(typed: &mut Submitted) -> Option<PersonalNumber> {
    let text = typed.line(&NUMBER);
    let read = (!text.is_empty()).then(|| PersonalNumber::parse(&text))?;
    read.map_err(|error| typed.error(NUMBER.name, Words::new(error.message(Lang::Vi), error.message(Lang::En)))).ok()
}

/// The telephone number typed, if it is one.
pub(super) fn phone(typed: &mut Submitted) -> Option<Phone> {
    let text = typed.line(&PHONE);
    let read = (!text.is_empty()).then(|| Phone::parse(&text))?;
    read.map_err(|error| typed.error(PHONE.name, Words::new(error.message(Lang::Vi), error.message(Lang::En)))).ok()
}

/// The mail address typed, if it is one.
pub(super) fn email(typed: &mut Submitted) -> Option<Email> {
    let text = typed.line(&EMAIL);
    let read = (!text.is_empty()).then(|| Email::parse(&text))?;
    read.map_err(|error| typed.error(EMAIL.name, error.message())).ok()
}

/// A new password typed twice alike and not easy to guess.
pub(super) fn new_password(typed: &mut Submitted, own: &[String]) -> Option<String> {
    let (password, again) = (typed.secret(&NEW_PASSWORD), typed.secret(&AGAIN));
    if password.is_empty() {
        return None;
    }
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    if let Err(weakness) = judge(&password, &own) {
        typed.error(NEW_PASSWORD.name, weakness.text());
        return None;
    }
    if !again.is_empty() && password != again {
        typed.error(AGAIN.name, Text::new("Hai lần nhập không giống nhau.", "The two are not the same."));
        return None;
    }
    Some(password)
}
