//! Before one begins: what the procedure asks for, how long it takes, what it costs; and where to file.

use axum::extract::{Path, State};
use base::Lang;
use maud::{Markup, html};
use store::idempotency;
use web::{
    Answer, App, Page, Problem, SeeOther, Submitted, Visitor,
    ui::{Form, Tone, button, link, notice},
};

use super::{
    agencies::{Taker, takers},
    choose, known, level, needs, place,
    plan::{Plan, Step},
    work::Work,
};
use crate::{
    catalogue::{
        Published,
        domain::{self, Field, Keyed, ServiceLevel, form::APPLICANT, form::Prefill},
    },
    dossiers::{
        answers::{About, Reading, Typed},
        commands::{Draft, save_draft, start_draft},
        domain::Channel,
        queries,
    },
    office::{Office, Snapshot},
};
use directory::persons::{Details, Identity, queries as persons};

/// `GET /nop-ho-so/{code}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> Result<Page, Problem> {
    let snapshot = app.get::<Office>().snapshot();
    let law = snapshot.catalogue.in_force(&code, visitor.today).ok_or_else(Problem::not_found)?;
    let begun = begun(&app, &visitor, &code).await?;
    Ok(page(&app, &visitor, &snapshot, &law, begun.as_ref(), &known::ticked(Submitted::blank())))
}

/// A draft of this procedure that was begun before.
async fn begun(app: &App, visitor: &Visitor, code: &str) -> Result<Option<Draft>, Problem> {
    let (actor, code) = (visitor.actor()?.clone(), code.to_owned());
    app.read(move |tx| {
        let Some(account) = actor.account else { return Ok(None) };
        let drafts = queries::drafts(tx, account)?;
        Ok(drafts.into_iter().find(|draft| draft.procedure == code && draft.channel == Channel::Online))
    })
    .await
}

fn page(
    app: &App,
    visitor: &Visitor,
    snapshot: &Snapshot,
    law: &Published,
    begun: Option<&Draft>,
    typed: &Submitted,
) -> Page {
    let (lang, package) = (visitor.lang, &law.package);
    let takers = takers(snapshot, package, visitor.today);
    let fields = Form::new(lang, typed);
    let reading = Reading::bare(About { applicant: None, channel: Channel::Online, now: visitor.now });
    let body = html! {
        (fields.summary())
        @if let Some(draft) = begun {
            (notice::with_title(lang, Tone::Info, lang.pick("Bạn đang soạn dở một hồ sơ của thủ tục này", "You have begun a dossier for this procedure"), html! {
                p { (link(lang.pick("Làm tiếp hồ sơ đang soạn", "Go on with it"), super::address(draft.id))) }
            }))
        }
        @if can_be_filed(package) && !takers.is_empty() {
            p.actions { (link(lang.pick("Nộp hồ sơ ngay", "File now"), "#nop")) }
            (level::said(lang, package))
        }
        section.part-of {
            h2 { (lang.pick("Khi nào xong?", "When will it be done?")) }
            @if let Some(date) = needs::date(visitor, snapshot, package, &reading) { (date) }
            p { (package.term_text.get(lang)) }
            (needs::other_cases(lang, package))
        }
        section.part-of {
            h2 { (lang.pick("Cần chuẩn bị gì?", "What do you need?")) }
            (needs::papers(lang, package))
        }
        section.part-of {
            h2 { (lang.pick("Phí, lệ phí", "Fees")) }
            (needs::fee(visitor, package))
        }
        @if !can_be_filed(package) {
            (not_online(lang, package))
        } @else if takers.is_empty() {
            (notice::with_title(lang, Tone::Warn, lang.pick("Hiện chưa nộp được trực tuyến", "It cannot be filed online at present"), html! {
                p { (lang.pick("Chưa có cơ quan nào nhận thủ tục này trên hệ thống vào hôm nay.", "No agency takes this procedure here today.")) }
            }))
        } @else {
            @let register = known::question(app, visitor, &fields, snapshot.catalogue.form(package));
            (begin_form(app, &fields, &takers, law, typed, register))
        }
    };
    Page::new(package.plain_name.get(lang))
        .lead(package.name.get(lang))
        .crumb(lang.pick("Thủ tục", "Procedures"), "/thu-tuc")
        .body(body)
}

fn begin_form(
    app: &App,
    fields: &Form,
    takers: &[Taker],
    law: &Published,
    typed: &Submitted,
    register: Markup,
) -> Markup {
    let lang = fields.lang;
    html! {
        section.part-of #nop {
            h2 { (lang.pick("Bạn nộp ở đâu?", "Where do you file?")) }
            p.hint { (law.package.agency.get(lang)) }
            (fields.post(super::start_of(&law.package.code), html! {
                (fields.key(&app.ids))
                (choose::choice(fields, takers, typed.get(choose::AGENCY.name).parse().ok()))
                (place::applicant(fields, &law.package))
                (register)
                (button(lang.pick("Bắt đầu làm hồ sơ", "Begin")))
                p.hint { (lang.pick("Mọi thứ được lưu khi bạn nhập; dừng lúc nào, làm tiếp lúc nào cũng được.", "Everything is saved as you type; stop and go on at any time.")) }
            }))
        }
    }
}

fn can_be_filed(package: &domain::Package) -> bool {
    package.service_level != ServiceLevel::Info && package.channels.contains(&domain::Channel::Online)
}

fn not_online(lang: Lang, package: &domain::Package) -> Markup {
    notice::with_title(
        lang,
        Tone::Info,
        lang.pick("Thủ tục này chưa nộp trực tuyến", "This procedure is not filed online"),
        html! {
            p { (lang.pick("Mời bạn đến: ", "Please go to: ")) (package.reception.get(lang)) "." }
            p { (package.service_reason.get(lang)) }
        },
    )
}

/// `POST /nop-ho-so/{code}`: begins a draft, filled in with what is known of the person.
pub(super) async fn begin(
    State(app): State<App>,
    visitor: Visitor,
    Path(code): Path<String>,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let snapshot = app.get::<Office>().snapshot();
    let law = snapshot.catalogue.in_force(&code, visitor.today).ok_or_else(Problem::not_found)?;
    if !can_be_filed(&law.package) {
        return Err(Problem::not_found());
    }
    let (agency, kind) = place::read(&mut typed, &law.package, &takers(&snapshot, &law.package, visitor.today));
    let (Some(agency), Some(kind), true) = (agency, kind, typed.is_good()) else {
        let begun = begun(&app, &visitor, &code).await?;
        return Ok(page(&app, &visitor, &snapshot, &law, begun.as_ref(), &typed).unprocessable().into());
    };
    let wants_register = known::is_wanted(&mut typed);
    let key = typed.key(&app.ids).to_string();
    let (actor, now, ids) = (visitor.actor()?.clone(), visitor.now, app.ids.clone());
    let first: String = app
        .write(move |tx| {
            idempotency::once(tx, Some(&key), actor.account, now, |tx| {
                let cx = snapshot.context(&actor, now, &ids);
                let id = start_draft(tx, &cx, &code, Some(agency), Channel::Online)?;
                let mut inputs = Typed::default();
                inputs.set(APPLICANT, [kind.key().to_owned()]);
                if let (Some(person), Some(form)) = (actor.person, snapshot.catalogue.form(&law.package)) {
                    let known = persons::get(tx, person)?.details;
                    let earlier = known::earlier(tx, &snapshot, person)?;
                    known::fill_in(&mut inputs, form, &known, &earlier, base::clock::wall(now).date());
                }
                save_draft(tx, &cx, id, Some(agency), &inputs.to_value())?;
                let work = Work::read(tx, &snapshot, &actor, id, now)?.ok_or_else(Problem::not_found)?;
                Ok::<_, Problem>(Plan::of(&work).after(Step::Place, &work).of(id))
            })
        })
        .await?;
    let draft = first.split('/').nth(2).and_then(|id| id.parse().ok());
    let said = match draft.filter(|_| wants_register) {
        Some(draft) => known::ask(&app, &visitor, draft).await?,
        None => None,
    };
    let go = SeeOther::to(first);
    Ok(match said {
        Some(words) => go.flash(Tone::Warn, words).into(),
        None => go.into(),
    })
}

/// Fills in what is known of a person, where nothing was typed.
pub(super) fn prefill<'f>(typed: &mut Typed, fields: impl Iterator<Item = &'f Field>, known: &Details) {
    for field in fields {
        if !typed.is_blank(&field.name) {
            continue;
        }
        let value = match field.prefill {
            Some(Prefill::OwnName) => Some(known.name.clone()),
            Some(Prefill::OwnNumber) => known.identity.as_ref().map(|identity: &Identity| identity.number().to_owned()),
            Some(Prefill::OwnPhone) => known.phone.as_ref().map(|phone| phone.as_str().to_owned()),
            Some(Prefill::OwnEmail) => known.email.as_ref().map(|email| email.as_str().to_owned()),
            _ => None,
        };
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            typed.set(field.name.clone(), [value]);
        }
    }
}
