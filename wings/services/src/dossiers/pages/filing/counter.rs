//! The counter: finding the procedure somebody came for, and beginning a draft for it at one's own agency.

use axum::extract::State;
use base::{
    AgencyId, Text,
    clock::wall,
    text::{Query, format},
};
use maud::{Markup, html};
use store::idempotency;
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor,
    ui::{Choice, Form, Search, button, empty},
};

use super::{COUNTER, agencies, plan::Step};
use crate::{
    catalogue::Published,
    dossiers::{
        commands::{Draft, start_draft},
        domain::Channel,
        pages::names,
        permissions::FILE,
        queries,
    },
    office::{Office, Snapshot},
};

/// The procedure chosen, in the address.
const PROCEDURE: &str = "thu_tuc";
const AGENCY: Field = Field::new("co_quan", Text::new("Nhận tại", "Taken in at")).required();
const CHANNEL: Field = Field::new("kenh", Text::new("Hồ sơ đến bằng cách nào?", "How did it come in?")).required();
const CHANNELS: [(Channel, Text); 2] = [
    (Channel::Counter, Text::new("Người nộp mang đến quầy", "Brought to the counter")),
    (Channel::Post, Text::new("Gửi qua bưu chính", "Sent by post")),
];

/// The agencies at which the actor takes dossiers in.
fn own(visitor: &Visitor) -> Vec<AgencyId> {
    let posts = visitor.actor.iter().flat_map(|actor| &actor.posts);
    let mut own: Vec<AgencyId> = posts.filter(|post| FILE.roles.contains(&post.role)).map(|post| post.agency).collect();
    own.sort_unstable();
    own.dedup();
    own
}

/// The own agencies that take a procedure today.
fn takers(visitor: &Visitor, snapshot: &Snapshot, law: &Published) -> Vec<(AgencyId, String)> {
    let own = own(visitor);
    let takers = agencies::takers(snapshot, &law.package, visitor.today);
    takers.into_iter().filter(|taker| own.contains(&taker.id)).map(|taker| (taker.id, taker.name)).collect()
}

/// `GET /tiep-nhan`: finds the procedure, or asks how the chosen one came in.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Page, Problem> {
    let snapshot = app.get::<Office>().snapshot();
    if typed.has(PROCEDURE) {
        let law = snapshot.catalogue.in_force(typed.get(PROCEDURE), visitor.today).ok_or_else(Problem::not_found)?;
        return Ok(how(&app, &visitor, &snapshot, &law, &Submitted::blank()));
    }
    let account = visitor.actor()?.account;
    let drafts = app
        .read(move |tx| match account {
            Some(account) => Ok::<_, Problem>(queries::drafts(tx, account)?),
            None => Ok(Vec::new()),
        })
        .await?;
    let drafts: Vec<Draft> = drafts.into_iter().filter(|draft| draft.channel != Channel::Online).collect();
    Ok(find(&visitor, &snapshot, typed.get("q"), &drafts))
}

fn find(visitor: &Visitor, snapshot: &Snapshot, asked: &str, drafts: &[Draft]) -> Page {
    let lang = visitor.lang;
    let query = Query::new(asked);
    let holds = |law: &Published| {
        let package = &law.package;
        let own = [&package.code, &package.name.vi, &package.plain_name.vi];
        own.into_iter().chain(&package.keywords).any(|text| query.finds(text))
    };
    let found: Vec<_> = snapshot
        .catalogue
        .all(visitor.today)
        .filter(|law| holds(law) && !takers(visitor, snapshot, law).is_empty())
        .collect();
    let results = html! {
        @if found.is_empty() {
            (empty(lang.pick("Không có thủ tục nào khớp mà đơn vị của bạn tiếp nhận", "No matching procedure is taken by your agency"), html! {}))
        } @else {
            ul.links {
                @for law in &found {
                    li {
                        a href={(COUNTER) "?" (PROCEDURE) "=" (law.package.code)} { (law.package.name.get(lang)) }
                        p { (law.package.code) " · " (law.package.plain_name.get(lang)) }
                    }
                }
            }
        }
    };
    let body = html! {
        (Search::new(lang, COUNTER, "q", lang.pick("Người dân cần làm thủ tục gì?", "What does the person need?"))
            .value(asked).live("thu-tuc-tim-thay").placeholder(lang.pick("Ví dụ: khai sinh, chứng thực", "Such as: birth, certification")))
        (waiting(visitor, snapshot, drafts))
        div #thu-tuc-tim-thay { (results) }
    };
    Page::new(lang.pick("Tiếp nhận hồ sơ", "Taking in a dossier"))
        .lead(lang.pick(
            "Nhận tại quầy hoặc qua bưu chính, cho cả người không có tài khoản.",
            "At the counter or by post, also for people without an account.",
        ))
        .desk()
        .body(body)
        .fragment("thu-tuc-tim-thay", results)
}

/// Drafts that were begun and not filed.
fn waiting(visitor: &Visitor, snapshot: &Snapshot, drafts: &[Draft]) -> Markup {
    let lang = visitor.lang;
    html! {
        @if !drafts.is_empty() {
            section.part-of {
                h2 { (lang.pick("Đang nhận dở", "Begun")) }
                ul.links {
                    @for draft in drafts {
                        li {
                            a href=(super::address(draft.id)) { (names::procedure(snapshot, lang, draft.version, &draft.procedure)) }
                            p {
                                @let name = crate::dossiers::answers::Typed::from_value(&draft.answers).get("nop.ten").to_owned();
                                @if !name.is_empty() { (name) " · " }
                                (draft.channel.label().get(lang)) " · "
                                (lang.pick("lưu lúc ", "saved at ")) (format::date_time(wall(draft.updated_at)))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn how(app: &App, visitor: &Visitor, snapshot: &Snapshot, law: &Published, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let takers = takers(visitor, snapshot, law);
    let first = typed.get(CHANNEL.name).is_empty().then(|| typed.clone().with(CHANNEL.name, Channel::Counter.key()));
    let filled = first.as_ref().unwrap_or(typed);
    let fields = Form::new(lang, filled);
    let channels = CHANNELS.map(|(channel, label)| Choice::new(channel.key(), label.get(lang)));
    let agencies: Vec<Choice> = takers.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let body = html! {
        (fields.summary())
        @if takers.is_empty() {
            p { (lang.pick("Đơn vị của bạn không tiếp nhận thủ tục này.", "Your agency does not take this procedure.")) }
        } @else {
            (fields.post(COUNTER, html! {
                (fields.key(&app.ids))
                input type="hidden" name=(PROCEDURE) value=(law.package.code);
                (fields.radios(&CHANNEL, &channels))
                @match agencies.as_slice() {
                    [only] => input type="hidden" name=(AGENCY.name) value=(only.value);,
                    several => (fields.radios(&AGENCY, several)),
                }
                (button(lang.pick("Bắt đầu nhận", "Begin")))
            }))
        }
    };
    Page::new(law.package.name.get(lang)).crumb(lang.pick("Tiếp nhận", "Counter"), COUNTER).desk().body(body)
}

/// `POST /tiep-nhan`: begins a draft.
pub(super) async fn begin(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<Answer, Problem> {
    let snapshot = app.get::<Office>().snapshot();
    let code = typed.get(PROCEDURE).to_owned();
    let law = snapshot.catalogue.in_force(&code, visitor.today).ok_or_else(Problem::not_found)?;
    let channels: Vec<(&str, Channel)> = CHANNELS.iter().map(|(channel, _)| (channel.key(), *channel)).collect();
    let channel = typed.choice(&CHANNEL, &channels);
    let own: Vec<(String, AgencyId)> =
        takers(&visitor, &snapshot, &law).into_iter().map(|(id, _)| (id.to_string(), id)).collect();
    let offered: Vec<(&str, AgencyId)> = own.iter().map(|(text, id)| (text.as_str(), *id)).collect();
    let agency = typed.choice(&AGENCY, &offered);
    let (Some(channel), Some(agency)) = (channel, agency) else {
        return Ok(how(&app, &visitor, &snapshot, &law, &typed).unprocessable().into());
    };
    let key = typed.key(&app.ids).to_string();
    let (actor, now, ids) = (visitor.actor()?.clone(), visitor.now, app.ids.clone());
    let id = app
        .write(move |tx| {
            idempotency::once(tx, Some(&key), actor.account, now, |tx| {
                let cx = snapshot.context(&actor, now, &ids);
                Ok::<_, Problem>(start_draft(tx, &cx, &code, Some(agency), channel)?)
            })
        })
        .await?;
    Ok(SeeOther::to(Step::Who.of(id)).into())
}
