use axum::extract::{Path, State};
use base::{
    Lang, StaffId, Text,
    identity::{Email, Phone},
};
use web::{
    Answer, App, Field, Markup, Page, Problem, SeeOther, Submitted, Visitor, Words, html,
    ui::{Form, button},
};

use crate::{
    act::Doer,
    staff::{NewMember, commands, queries},
};

const NAME: Field = Field::new("ho_ten", Text::new("Họ và tên", "Full name")).required().max(100);
const PHONE: Field =
    Field::new("dien_thoai", Text::new("Điện thoại công vụ", "Telephone at work")).max(20).inputmode("tel");
const EMAIL: Field = Field::new("thu", Text::new("Thư điện tử công vụ", "Official e-mail")).max(254).inputmode("email");

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Page {
    hire_form(&app, &visitor, &Submitted::blank())
}

fn inputs(fields: &Form) -> Markup {
    html! {
        (fields.line(&NAME))
        (fields.line(&PHONE).tel())
        (fields.line(&EMAIL).email())
    }
}

fn hire_form(app: &App, visitor: &Visitor, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let body = html! {
        (fields.summary())
        (fields.post("/quan-tri/can-bo/moi", html! {
            (fields.key(&app.ids))
            (inputs(&fields))
            p.actions { (button(lang.pick("Thêm cán bộ", "Add"))) }
        }).draft())
    };
    Page::new(lang.pick("Thêm cán bộ", "Add a member of staff"))
        .crumb(lang.pick("Cán bộ", "Staff"), "/quan-tri/can-bo")
        .lead(lang.pick("Sau đó bạn bổ nhiệm và mở tài khoản.", "Appointing and opening an account come next."))
        .body(body)
}

fn member(typed: &mut Submitted) -> Option<NewMember> {
    let name = typed.line(&NAME);
    let (phone, email) = (typed.line(&PHONE), typed.line(&EMAIL));
    let phone = (!phone.is_empty()).then(|| Phone::parse(&phone)).transpose();
    let phone = phone
        .map_err(|error| typed.error(PHONE.name, Words::new(error.message(Lang::Vi), error.message(Lang::En))))
        .ok()?;
    let email = (!email.is_empty()).then(|| Email::parse(&email)).transpose();
    let email = email.map_err(|error| typed.error(EMAIL.name, error.message())).ok()?;
    typed.is_good().then_some(NewMember { name, phone, email })
}

pub(super) async fn send(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<Answer, Problem> {
    let Some(new) = member(&mut typed) else {
        return Ok(hire_form(&app, &visitor, &typed).unprocessable().into());
    };
    let key = typed.key(&app.ids).to_string();
    let (doer, account) = (Doer::of(&app, &visitor)?, visitor.actor()?.account);
    let now = visitor.now;
    let hired = app
        .write(move |tx| {
            store::idempotency::once(tx, Some(&key), account, now, |tx| commands::hire(tx, doer.act(), &new))
        })
        .await;
    match hired {
        Ok(id) => {
            let words = Text::new(
                "Đã thêm cán bộ. Tiếp theo: bổ nhiệm và mở tài khoản.",
                "Added. Next: appoint and open an account.",
            );
            Ok(SeeOther::to(format!("/quan-tri/can-bo/{id}")).done(words).into())
        }
        Err(refused) => {
            typed.error(NAME.name, refused.fault()?.text());
            Ok(hire_form(&app, &visitor, &typed).unprocessable().into())
        }
    }
}

pub(super) async fn edit(State(app): State<App>, Path(id): Path<String>, visitor: Visitor) -> Result<Page, Problem> {
    let id: StaffId = id.parse().map_err(|_| Problem::not_found())?;
    let known = app.read(move |tx| queries::get(tx, id)).await?.ok_or(Problem::not_found())?;
    let typed = Submitted::blank()
        .with(NAME.name, known.name)
        .with(PHONE.name, known.phone.map(|phone| phone.grouped()).unwrap_or_default())
        .with(EMAIL.name, known.email.map(|email| email.to_string()).unwrap_or_default());
    Ok(edit_form(&visitor, id, &typed))
}

fn edit_form(visitor: &Visitor, id: StaffId, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let body = html! {
        (fields.summary())
        (fields.post(format!("/quan-tri/can-bo/{id}/sua"), html! {
            (inputs(&fields))
            p.actions { (button(lang.pick("Lưu", "Save"))) }
        }).draft())
    };
    Page::new(lang.pick("Sửa thông tin", "Change details"))
        .crumb(lang.pick("Cán bộ", "Staff"), "/quan-tri/can-bo")
        .crumb(typed.get(NAME.name), format!("/quan-tri/can-bo/{id}"))
        .body(body)
}

pub(super) async fn save(
    State(app): State<App>,
    Path(id): Path<String>,
    visitor: Visitor,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let id: StaffId = id.parse().map_err(|_| Problem::not_found())?;
    let Some(new) = member(&mut typed) else {
        return Ok(edit_form(&visitor, id, &typed).unprocessable().into());
    };
    let doer = Doer::of(&app, &visitor)?;
    match app.write(move |tx| commands::amend(tx, doer.act(), id, &new)).await {
        Ok(()) => Ok(SeeOther::to(format!("/quan-tri/can-bo/{id}")).done(Text::new("Đã lưu.", "Saved.")).into()),
        Err(refused) => {
            typed.error(NAME.name, refused.fault()?.text());
            Ok(edit_form(&visitor, id, &typed).unprocessable().into())
        }
    }
}
