//! A step of a draft: shown, sent, kept while typing.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use base::Text;
use maud::{Markup, html};
use web::{
    Answer, App, Page, Problem, SeeOther, Submitted, Visitor,
    ui::{self, Tone, button, notice},
};

use super::{
    COUNTER, form, papers, place,
    plan::{Plan, Step},
    review, who,
    work::{self, Work},
};
use crate::dossiers::pages::follow;

/// The button that saves and leaves.
pub(super) const LATER: &str = "_de_sau";

/// `GET /ho-so-nhap/{id}`: goes on where something is still missing.
pub(super) async fn resume(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<SeeOther, Problem> {
    let id = work::id(&id)?;
    Ok(match work::open(&app, &visitor, id).await? {
        Ok(work) => SeeOther::to(review::first_gap(&work).unwrap_or(Step::Review).of(id)),
        Err(filed) => filed,
    })
}

/// `GET /ho-so-nhap/{id}/{step}`.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, slug)): Path<(String, String)>,
    typed: Submitted,
) -> Result<Answer, Problem> {
    let id = work::id(&id)?;
    let work = match work::open(&app, &visitor, id).await? {
        Ok(work) => work,
        Err(filed) => return Ok(filed.into()),
    };
    let plan = work.plan();
    // A part of the form that a newer version does not have leads to where something is missing.
    let Some(step) = plan.step(&slug) else { return Ok(SeeOther::to(super::address(id)).into()) };
    Ok(match step {
        Step::Who => who::page(&app, &visitor, &work, &plan, &typed).await?.into(),
        Step::Place => place::page(&visitor, &work, &plan, false).into(),
        Step::Form(page) => form::page(&visitor, &work, &plan, page, typed.has(form::CHECK)).into(),
        Step::Papers => papers::page(&visitor, &work, &plan, &Submitted::blank()).into(),
        Step::Review => review::page(&app, &visitor, &work, &plan).into(),
    })
}

/// `POST /ho-so-nhap/{id}/{step}`: saves the step and goes on.
pub(super) async fn send(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, slug)): Path<(String, String)>,
    typed: Submitted,
) -> Result<Answer, Problem> {
    let id = work::id(&id)?;
    if slug == Step::Review.slug() {
        return review::file_it(&app, &visitor, id, &typed).await;
    }
    let work = match work::open(&app, &visitor, id).await? {
        Ok(work) => work,
        Err(filed) => return Ok(filed.into()),
    };
    let plan = work.plan();
    match plan.step(&slug).ok_or_else(Problem::not_found)? {
        Step::Who => who::send(&app, &visitor, &work, typed).await,
        Step::Place => place::send(&app, &visitor, &work, typed).await,
        Step::Form(page) => form::send(&app, &visitor, &work, &plan, page, typed).await,
        Step::Papers => papers::send(&app, &visitor, work, typed).await,
        Step::Review => Err(Problem::not_found()),
    }
}

/// `POST /ho-so-nhap/{id}/{step}/luu`: keeps what is being typed. Answers 204, or the part of the form that the answers
/// change when a script asks for it.
pub(super) async fn keep(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, slug)): Path<(String, String)>,
    typed: Submitted,
) -> Result<Response, Problem> {
    let id = work::id(&id)?;
    let Ok(work) = work::open(&app, &visitor, id).await? else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    let plan = work.plan();
    match plan.step(&slug) {
        Some(Step::Form(page)) => {
            form::keep(&app, &visitor, id, &plan, page, &typed).await?;
            if visitor.target.as_deref() == Some(super::sheet::LIVE)
                && let Ok(work) = work::open(&app, &visitor, id).await?
            {
                return Ok(form::page(&visitor, &work, &plan, page, false).into_response());
            }
        }
        Some(Step::Who) => who::keep(&app, &visitor, id, &typed).await?,
        _ => {}
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Where saving and leaving leads.
pub(super) fn leave(work: &Work) -> SeeOther {
    let to = if work.is_online() { follow::MINE } else { COUNTER };
    SeeOther::to(to).done(Text::new(
        "Đã lưu. Bạn làm tiếp lúc nào cũng được, kể cả sau khi đăng xuất.",
        "Saved. You can go on at any time, even after signing out.",
    ))
}

/// The frame of a step: how far one is, the way back, what was changed in the law meanwhile.
pub(super) fn frame(visitor: &Visitor, work: &Work, plan: &Plan, step: Step, title: String, body: Markup) -> Page {
    let lang = visitor.lang;
    let id = work.draft.id;
    let (stages, at) = plan.stages(lang, step);
    let links: Vec<String> = stages.iter().map(|(_, step)| step.of(id)).collect();
    let names: Vec<(&str, Option<&str>)> =
        stages.iter().zip(&links).map(|((name, _), link)| (*name, Some(link.as_str()))).collect();
    let (home, list) = if work.is_online() {
        (lang.pick("Hồ sơ của tôi", "My dossiers"), follow::MINE)
    } else {
        (lang.pick("Tiếp nhận", "Counter"), COUNTER)
    };
    let body = html! {
        (ui::steps(lang, &names, at))
        @if work.renewed {
            (notice(lang, Tone::Info, html! { p {
                (lang.pick(
                    "Thủ tục này vừa có quy định mới. Những gì bạn đã nhập được giữ lại; hãy xem lại các mục trước khi nộp.",
                    "This procedure has just changed. What you typed is kept; please check every part before filing.",
                ))
            } }))
        }
        (body)
    };
    let page = Page::new(title).lead(work.package().plain_name.get(lang)).crumb(home, list).body(body);
    if work.is_online() { page } else { page.desk() }
}

/// The buttons under a step's form: go on, or save and leave; and the way back.
pub(super) fn buttons(visitor: &Visitor, work: &Work, plan: &Plan, step: Step) -> Markup {
    let lang = visitor.lang;
    html! {
        div.actions {
            (button(lang.pick("Lưu và làm tiếp", "Save and go on")))
            (button(lang.pick("Lưu, để làm sau", "Save for later")).quiet().sends(LATER, "1"))
        }
        @if let Some(before) = plan.before(step, work) {
            p { a href=(before.of(work.draft.id)) { span aria-hidden="true" { "← " } (lang.pick("Quay lại bước trước", "Back to the step before")) } }
        }
    }
}

/// What Enter presses: the same as the main button, before any other button of the form.
pub(super) fn enter() -> Markup {
    html! { button.unseen type="submit" tabindex="-1" aria-hidden="true" {} }
}
