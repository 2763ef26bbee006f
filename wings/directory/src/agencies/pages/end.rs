use axum::extract::{Path, State};
use base::{AgencyId, Text};
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Confirm, Form, button},
};

use super::{
    choices,
    create::{BASIS, FROM, explain},
    href, id_of_slug,
};
use crate::{act::Doer, agencies::commands, snapshot::Directory};

const INTO: Field = Field::new("nhan_ban_giao", Text::new("Sáp nhập vào", "Merged into")).hint(Text::new(
    "Đơn vị tiếp nhận nhiệm vụ. Nếu là đơn vị mới, hãy thêm đơn vị đó trước.",
    "The agency that takes over. If it is new, add it first.",
));
const ON: Field = Field::new(FROM.name, Text::new("Không còn hoạt động từ ngày", "No longer in force from")).required();

pub(super) async fn show(State(app): State<App>, Path(slug): Path<String>, visitor: Visitor) -> Result<Page, Problem> {
    form(&app, &visitor, &slug, &Submitted::blank())
}

fn form(app: &App, visitor: &Visitor, slug: &str, typed: &Submitted) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let agencies = app.get::<Directory>().agencies();
    let agency = agencies.by_slug(slug).ok_or(Problem::not_found())?;
    let fields = Form::new(lang, typed);
    let others = choices(&agencies, visitor.today);
    let inner = fields.post(
        format!("{}/ket-thuc", href(slug)),
        html! {
            (fields.day(&ON))
            (fields.line(&BASIS))
            (fields.select(&INTO, &others).none(lang.pick("Không sáp nhập", "Not merged")))
            p.actions { (button(lang.pick("Kết thúc hoạt động", "End the agency")).danger()) }
        },
    );
    let body = html! {
        (fields.summary())
        (Confirm::new(lang.pick("Kết thúc hoạt động", "End the agency"), html! {
            p { (lang.pick(
                "Từ ngày ghi dưới đây đơn vị không còn nhận hồ sơ và các vị trí công tác tại đây không còn hiệu lực. Hồ sơ và lịch sử vẫn giữ nguyên.",
                "From that day it takes no dossiers and posts in it give no rights. Cases and history remain.",
            )) }
            (inner)
        }).danger().open(!typed.is_good()))
    };
    Ok(Page::new(lang.pick("Kết thúc, sáp nhập", "End or merge"))
        .crumb(lang.pick("Đơn vị", "Agencies"), "/quan-tri/don-vi")
        .crumb(&*agency.near(visitor.today).name, href(slug))
        .body(body))
}

pub(super) async fn send(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: Visitor,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let id = id_of_slug(&app, &slug)?;
    let (on, basis, into) = (typed.date(&ON), typed.line(&BASIS), typed.parsed::<AgencyId>(&INTO));
    let (Some(on), true) = (on, typed.is_good()) else {
        return Ok(form(&app, &visitor, &slug, &typed)?.unprocessable().into());
    };
    let doer = Doer::of(&app, &visitor)?;
    let ended = app
        .write(move |tx| match into {
            Some(into) => commands::merge(tx, doer.act(), &[id], into, on, &basis),
            None => commands::end(tx, doer.act(), id, on, &basis),
        })
        .await;
    match ended {
        Ok(()) => Ok(SeeOther::to(href(&slug)).done(Text::new("Đã ghi nhận.", "Recorded.")).into()),
        Err(refused) => {
            explain(&mut typed, &refused.fault()?, INTO.name);
            Ok(form(&app, &visitor, &slug, &typed)?.unprocessable().into())
        }
    }
}
