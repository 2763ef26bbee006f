use axum::extract::{Path, State};
use base::{AgencyId, Text};
use web::{
    Answer, App, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Form, button},
};

use super::{
    choices,
    create::{BASIS, CODE, FROM, NAME, ONE_STOP, PARENT, PROVISIONAL, SHORT, code, explain},
    href, id_of_slug,
};
use crate::{
    act::Doer,
    agencies::{Amendment, commands},
    snapshot::Directory,
};

pub(super) async fn show(State(app): State<App>, Path(slug): Path<String>, visitor: Visitor) -> Result<Page, Problem> {
    let agencies = app.get::<Directory>().agencies();
    let agency = agencies.by_slug(&slug).ok_or(Problem::not_found())?;
    let now = agency.near(visitor.today);
    let code = now.code.as_ref();
    let filled = Submitted::blank()
        .with(NAME.name, &*now.name)
        .with(SHORT.name, &*now.short)
        .with(PARENT.name, now.parent.map(|id| id.to_string()).unwrap_or_default())
        .with(CODE.name, code.map(|code| code.code.to_string()).unwrap_or_default())
        .with(PROVISIONAL.name, if code.is_some_and(|code| code.provisional) { "1" } else { "" })
        .with(ONE_STOP.name, if now.one_stop { "1" } else { "" })
        .with(FROM.name, visitor.today.to_string());
    form(&app, &visitor, &slug, &filled)
}

fn form(app: &App, visitor: &Visitor, slug: &str, typed: &Submitted) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let agencies = app.get::<Directory>().agencies();
    let agency = agencies.by_slug(slug).ok_or(Problem::not_found())?;
    let fields = Form::new(lang, typed);
    let parents = choices(&agencies, visitor.today);
    let body = html! {
        (fields.summary())
        (fields.post(format!("{}/thay-doi", href(slug)), html! {
            (fields.day(&FROM))
            (fields.line(&BASIS))
            (fields.line(&NAME))
            (fields.line(&SHORT))
            (fields.select(&PARENT, &parents).none(lang.pick("Không có", "None")))
            (fields.line(&CODE).medium())
            (fields.tick(&PROVISIONAL))
            (fields.tick(&ONE_STOP))
            p.actions { (button(lang.pick("Lưu thay đổi", "Save the change"))) }
        }).draft())
    };
    Ok(Page::new(lang.pick("Ghi nhận thay đổi", "Record a change"))
        .crumb(lang.pick("Đơn vị", "Agencies"), "/quan-tri/don-vi")
        .crumb(&*agency.near(visitor.today).name, href(slug))
        .lead(lang.pick(
            "Tên cũ, mã cũ vẫn giữ cho thời gian trước ngày hiệu lực.",
            "The old name and code stay for the time before.",
        ))
        .body(body))
}

pub(super) async fn send(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: Visitor,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let id = id_of_slug(&app, &slug)?;
    let (on, basis) = (typed.date(&FROM), typed.line(&BASIS));
    let (name, short) = (typed.line(&NAME), typed.line(&SHORT));
    let parent = typed.parsed::<AgencyId>(&PARENT);
    let (code, one_stop) = (code(&mut typed), typed.tick(&ONE_STOP));
    let (Some(on), true) = (on, typed.is_good()) else {
        return Ok(form(&app, &visitor, &slug, &typed)?.unprocessable().into());
    };
    let change = Amendment {
        name: Some(name),
        short: Some(short),
        parent: Some(parent),
        code: Some(code),
        one_stop: Some(one_stop),
    };
    let doer = Doer::of(&app, &visitor)?;
    match app.write(move |tx| commands::amend(tx, doer.act(), id, on, change.clone(), &basis)).await {
        Ok(()) => {
            Ok(SeeOther::to(href(&slug)).done(Text::new("Đã ghi nhận thay đổi.", "The change was recorded.")).into())
        }
        Err(refused) => {
            explain(&mut typed, &refused.fault()?, NAME.name);
            Ok(form(&app, &visitor, &slug, &typed)?.unprocessable().into())
        }
    }
}
