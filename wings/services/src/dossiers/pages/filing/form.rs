//! The form, a part at a time: saved as typed, checked when one goes on.

use base::DossierId;
use maud::html;
use web::{Answer, App, Page, Problem, SeeOther, Submitted, Visitor, ui::Form, ui::form::id_of};

use super::{
    fields::{ADD_ROW, TAKE_ROW},
    plan::{Plan, Step},
    sheet::{self, LIVE},
    step,
    work::{self, Work},
};
use crate::dossiers::answers::{Remark, Typed};

/// In an address: say what is wrong with the part, as when one comes from the last look.
pub(super) const CHECK: &str = "soat";

/// A part of the form; `checked` says what is wrong with it.
pub(super) fn page(visitor: &Visitor, work: &Work, plan: &Plan, page: usize, checked: bool) -> Page {
    let lang = visitor.lang;
    let groups = plan.pages.get(page).map_or(&[][..], Vec::as_slice);
    let errors: &[Remark] = if checked { &work.reading.errors } else { &[] };
    let filled = sheet::filled(work, &plan.fields(page), errors);
    let fields = Form::new(lang, &filled);
    let here = Step::Form(page);
    let part = sheet::groups(work, here, groups, &filled, lang);
    let save = format!("{}/luu", here.of(work.draft.id));
    let body = html! {
        (fields.summary())
        (fields.post(here.of(work.draft.id), html! {
            (step::enter())
            div hx-post=(save) hx-trigger="input delay:1500ms, change delay:300ms" hx-swap="none" {
                div.questions id=(LIVE) { (part) }
            }
            (step::buttons(visitor, work, plan, here))
        }).draft())
    };
    let title = match groups {
        [only] => only.label.get(lang).to_owned(),
        _ => work.form().map_or_else(String::new, |form| form.title.get(lang).to_owned()),
    };
    let title = if plan.pages.len() > 1 {
        format!("{} {}/{}: {title}", lang.pick("Phần", "Part"), page + 1, plan.pages.len())
    } else {
        title
    };
    step::frame(visitor, work, plan, here, title, body).fragment(LIVE, part)
}

/// Keeps what was typed into a part.
pub(super) async fn keep(
    app: &App,
    visitor: &Visitor,
    id: DossierId,
    plan: &Plan,
    page: usize,
    typed: &Submitted,
) -> Result<(), Problem> {
    let fields = plan.fields(page);
    let sent: Vec<(String, String)> = typed.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    work::change(app, visitor, id, move |_, inputs| {
        inputs.take(&fields, sent.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    })
    .await
}

/// Saves a part and goes on; or shows it again with what is wrong.
pub(super) async fn send(
    app: &App,
    visitor: &Visitor,
    work: &Work,
    plan: &Plan,
    page: usize,
    typed: Submitted,
) -> Result<Answer, Problem> {
    let (id, here) = (work.draft.id, Step::Form(page));
    keep(app, visitor, id, plan, page, &typed).await?;
    if typed.has(step::LATER) {
        return Ok(step::leave(work).into());
    }
    for (button, how) in [(ADD_ROW, Typed::add_row as fn(&mut Typed, &str)), (TAKE_ROW, Typed::take_row)] {
        if typed.has(button) {
            let table = typed.get(button).to_owned();
            if plan.fields(page).iter().all(|field| field.name != table.split('.').next().unwrap_or_default()) {
                return Err(Problem::not_found());
            }
            let anchor = id_of(table.split('.').next().unwrap_or_default());
            work::change(app, visitor, id, move |_, inputs| how(inputs, &table)).await?;
            return Ok(SeeOther::to(format!("{}#{anchor}", here.of(id))).into());
        }
    }
    let work = match work::open(app, visitor, id).await? {
        Ok(work) => work,
        Err(filed) => return Ok(filed.into()),
    };
    let fields = plan.fields(page);
    let wrong = work.reading.errors.iter().any(|remark| fields.iter().any(|field| field.name == remark.field));
    if wrong {
        return Ok(self::page(visitor, &work, plan, page, true).unprocessable().into());
    }
    Ok(SeeOther::to(plan.after(here, &work).of(id)).into())
}
