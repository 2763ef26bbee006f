use axum::extract::{Path, State};
use base::{AgencyId, Role, StaffId, Text};
use jiff::{ToSpan, civil::Date};
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Choice, Form, button, details},
};

use crate::{
    act::Doer,
    agencies::choices,
    pages::days,
    snapshot::Directory,
    staff::{Fault, Member, NewPost, Post, PostId, commands, queries},
};

const AGENCY: Field = Field::new("don_vi", Text::new("Đơn vị", "Agency")).required();
const ROLE: Field = Field::new("vai_tro", Text::new("Vai trò trên hệ thống", "Role in the system")).required();
const TITLE: Field = Field::new("chuc_danh", Text::new("Chức danh", "Title"))
    .max(100)
    .hint(Text::new("Như trên quyết định, ví dụ: Phó Chủ tịch.", "As on the decision."));
const FROM: Field = Field::new("tu_ngay", Text::new("Từ ngày", "From")).required();
const LAST: Field = Field::new("den_ngay", Text::new("Đến hết ngày", "Until the end of"));
const BASIS: Field = Field::new("can_cu", Text::new("Căn cứ", "Basis"))
    .hint(Text::new("Số và ngày của quyết định.", "Number and date of the decision."));
const ON: Field = Field::new("tu_ngay", Text::new("Không còn giữ từ ngày", "No longer held from")).required();
const TO: Field = Field::new("chuyen_den", Text::new("Điều động đến", "Moved to"));

async fn known(app: &App, id: &str) -> Result<(StaffId, Member), Problem> {
    let id: StaffId = id.parse().map_err(|_| Problem::not_found())?;
    let member = app.read(move |tx| queries::get(tx, id)).await?.ok_or(Problem::not_found())?;
    Ok((id, member))
}

pub(super) async fn show(State(app): State<App>, Path(id): Path<String>, visitor: Visitor) -> Result<Page, Problem> {
    let (id, member) = known(&app, &id).await?;
    Ok(form(&app, &visitor, id, &member, &Submitted::blank().with(FROM.name, visitor.today.to_string())))
}

fn form(app: &App, visitor: &Visitor, id: StaffId, member: &Member, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let agencies = choices(&app.get::<Directory>().agencies(), visitor.today);
    let roles = Role::ALL.map(|role| Choice::new(role.key(), role.label().get(lang)));
    let body = html! {
        (fields.summary())
        (fields.post(format!("/quan-tri/can-bo/{id}/bo-nhiem"), html! {
            (fields.select(&AGENCY, &agencies).none(lang.pick("Chọn đơn vị", "Choose an agency")))
            (fields.radios(&ROLE, &roles))
            (fields.line(&TITLE))
            (fields.day(&FROM))
            (fields.day(&LAST))
            (fields.line(&BASIS))
            p.actions { (button(lang.pick("Bổ nhiệm", "Appoint"))) }
        }).draft())
    };
    page(visitor, id, member, lang.pick("Bổ nhiệm", "Appoint")).body(body)
}

fn page(visitor: &Visitor, id: StaffId, member: &Member, title: &str) -> Page {
    Page::new(title)
        .crumb(visitor.lang.pick("Cán bộ", "Staff"), "/quan-tri/can-bo")
        .crumb(&*member.name, format!("/quan-tri/can-bo/{id}"))
}

pub(super) async fn appoint(
    State(app): State<App>,
    Path(id): Path<String>,
    visitor: Visitor,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let (id, member) = known(&app, &id).await?;
    let agency = typed.parsed::<AgencyId>(&AGENCY);
    let role = typed.choice(&ROLE, &Role::ALL.map(|role| (role.key(), role)));
    let (title, from, last, basis) = (typed.line(&TITLE), typed.date(&FROM), typed.date(&LAST), typed.line(&BASIS));
    let (Some(agency), Some(role), Some(from), true) = (agency, role, from, typed.is_good()) else {
        return Ok(form(&app, &visitor, id, &member, &typed).unprocessable().into());
    };
    let until: Option<Date> = last.map(|last| last.saturating_add(1.day()));
    let new = NewPost { agency, role, title, from, until, basis };
    let (doer, agencies) = (Doer::of(&app, &visitor)?, app.get::<Directory>().agencies());
    match app.write(move |tx| commands::appoint(tx, doer.act(), &agencies, id, &new)).await {
        Ok(_) => {
            Ok(SeeOther::to(format!("/quan-tri/can-bo/{id}")).done(Text::new("Đã bổ nhiệm.", "Appointed.")).into())
        }
        Err(refused) => {
            let fault = refused.fault()?;
            let field = match fault {
                Fault::Span => LAST.name,
                _ => AGENCY.name,
            };
            typed.error(field, fault.text());
            Ok(form(&app, &visitor, id, &member, &typed).unprocessable().into())
        }
    }
}

pub(super) async fn show_end(
    State(app): State<App>,
    Path((id, post)): Path<(String, String)>,
    visitor: Visitor,
) -> Result<Page, Problem> {
    let (id, member) = known(&app, &id).await?;
    let post = held(&app, id, &post).await?;
    Ok(end_form(&app, &visitor, &member, &post, &Submitted::blank().with(ON.name, visitor.today.to_string())))
}

/// A post of this member of staff.
async fn held(app: &App, id: StaffId, post: &str) -> Result<Post, Problem> {
    let post: PostId = post.parse().map_err(|_| Problem::not_found())?;
    let found = app.read(move |tx| queries::post(tx, post)).await?;
    found.filter(|post| post.staff == id).ok_or(Problem::not_found())
}

fn end_form(app: &App, visitor: &Visitor, member: &Member, post: &Post, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let agencies = app.get::<Directory>().agencies();
    let others = choices(&agencies, visitor.today);
    let body = html! {
        (details()
            .text(lang.pick("Đơn vị", "Agency"), agencies.name_as_of(post.agency, visitor.today))
            .text(lang.pick("Chức danh, vai trò", "Title, role"), post.title(lang))
            .text(lang.pick("Thời gian", "Time"), &days(&post.span, lang)))
        (fields.summary())
        (fields.post(format!("/quan-tri/can-bo/{}/vi-tri/{}", post.staff, post.id), html! {
            (fields.day(&ON))
            (fields.select(&TO, &others).none(lang.pick("Không điều động", "Not moved")))
            (fields.line(&BASIS))
            p.actions { (button(lang.pick("Lưu", "Save"))) }
        }))
    };
    page(visitor, post.staff, member, lang.pick("Thôi giữ, điều động", "End or move")).body(body)
}

pub(super) async fn end(
    State(app): State<App>,
    Path((id, post)): Path<(String, String)>,
    visitor: Visitor,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let (id, member) = known(&app, &id).await?;
    let post = held(&app, id, &post).await?;
    let (on, to, basis) = (typed.date(&ON), typed.parsed::<AgencyId>(&TO), typed.line(&BASIS));
    let (Some(on), true) = (on, typed.is_good()) else {
        return Ok(end_form(&app, &visitor, &member, &post, &typed).unprocessable().into());
    };
    let (doer, agencies, ending) = (Doer::of(&app, &visitor)?, app.get::<Directory>().agencies(), post.id);
    let ended = app
        .write(move |tx| match to {
            Some(to) => commands::move_post(tx, doer.act(), &agencies, ending, to, on, &basis).map(|_| ()),
            None => commands::end_post(tx, doer.act(), ending, on, &basis).map(|_| ()),
        })
        .await;
    match ended {
        Ok(()) => {
            Ok(SeeOther::to(format!("/quan-tri/can-bo/{id}")).done(Text::new("Đã ghi nhận.", "Recorded.")).into())
        }
        Err(refused) => {
            let fault = refused.fault()?;
            let field = if matches!(fault, Fault::Agency | Fault::Held) { TO.name } else { ON.name };
            typed.error(field, fault.text());
            Ok(end_form(&app, &visitor, &member, &post, &typed).unprocessable().into())
        }
    }
}
