//! One's own dossier: when it will be done and why then, who has it, what to do; then what happened and what was filed.

use axum::extract::{Path, State};
use base::{DossierId, clock::wall, text::format};
use directory::notices::Message;
use maud::{Markup, html};
use web::{
    App, Page, Problem, Submitted, Visitor,
    ui::{Confirm, Form, Tone, button, form::Attached, icon, link, tag, timeline},
};

use super::{MINE, moments, standing::Standing, supplement, track, withdraw};
use crate::{
    dossiers::{
        commands::MoveError,
        domain::{Dossier, Move, PaperKind, State as Stands, allowed},
        pages::{answers, names, promise},
        papers::{self, Paper},
        queries::{self, Moment},
    },
    office::{Office, Snapshot},
};

/// Everything the page shows, read at one moment.
struct Seen {
    dossier: Dossier,
    moments: Vec<Moment>,
    papers: Vec<Paper>,
    answers: serde_json::Value,
    told: Vec<Message>,
}

async fn read(app: &App, visitor: &Visitor, id: DossierId) -> Result<Seen, Problem> {
    let actor = visitor.actor()?.clone();
    app.read(move |tx| {
        let dossier = queries::own(tx, &actor, id)?.ok_or_else(Problem::not_found)?;
        let (moments, answers) = (queries::timeline(tx, id)?, queries::answers(tx, id)?);
        let papers = papers::of(tx, id.into())?;
        let told = directory::notices::queries::about(tx, id.into())?;
        Ok(Seen { dossier, moments, papers, answers, told })
    })
    .await
}

/// `GET /ho-so-cua-toi/{id}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Page, Problem> {
    let seen = read(&app, &visitor, names::id(&id)?).await?;
    Ok(page(&app, &visitor, &seen, &Submitted::blank()))
}

/// The page again, with what was typed into one of its forms and what is wrong with it.
pub(super) async fn again(app: &App, visitor: &Visitor, id: DossierId, typed: &Submitted) -> Result<Page, Problem> {
    let seen = read(app, visitor, id).await?;
    let late = !allowed(Move::Supplement, seen.dossier.state) && !allowed(Move::Withdraw, seen.dossier.state);
    if late {
        Err(MoveError::NotNow(seen.dossier.state).into())
    } else {
        Ok(page(app, visitor, &seen, typed).unprocessable())
    }
}

fn page(app: &App, visitor: &Visitor, seen: &Seen, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let snapshot = app.get::<Office>().snapshot();
    let dossier = &seen.dossier;
    let agency = names::agency(&snapshot, dossier.agency, dossier.filed_at);
    let published = snapshot.catalogue.version(dossier.version);
    let package = published.as_deref().map(|published| &published.package);
    let standing = Standing {
        state: dossier.state,
        role: dossier.role,
        step: dossier.step,
        package,
        agency: &agency,
        late: dossier.due.is_some_and(|due| due.at <= visitor.now),
    };
    let mut lines = moments::lines(lang, &snapshot, package, &seen.moments, &seen.told);
    lines.extend(standing.next(lang));
    let fields = Form::new(lang, typed);
    let body = html! {
        (fields.summary())
        p.aside {
            (lang.pick("Mã hồ sơ ", "Code ")) strong { (dossier.code) } " · " (agency)
        }
        (answer(visitor, &snapshot, seen, &standing))
        (track::who(lang, &standing, wall(dossier.since)))
        @if dossier.state == Stands::AwaitingSupplement {
            section.card #bo-sung {
                h2 { (lang.pick("Giấy tờ cần bổ sung", "What is missing")) }
                (reason(&seen.moments))
                (supplement::form(app, visitor, typed, dossier, &seen.moments, &seen.papers))
            }
        }
        section.part-of {
            h2 { (lang.pick("Diễn biến", "What has happened")) }
            (timeline(lang.pick("Diễn biến của hồ sơ", "What has happened to the dossier"), &lines))
        }
        (handed_in(visitor, seen, &answers::on_paper(lang, package, &seen.answers)))
        details.opens {
            summary { (lang.pick("Nội dung đã khai", "What you filled in")) }
            (answers::shown(lang, package.and_then(|package| snapshot.catalogue.form(package)), &seen.answers))
        }
        @if allowed(Move::Withdraw, dossier.state) { (withdrawal(visitor, &fields, dossier, typed)) }
    };
    Page::new(names::procedure(&snapshot, lang, dossier.version, &dossier.procedure))
        .above(tag(standing.tone(), dossier.state.label().get(lang)))
        .crumb(lang.pick("Hồ sơ của tôi", "My dossiers"), MINE)
        .body(body)
}

/// When it will be done and why then, with what the applicant must do until then.
fn answer(visitor: &Visitor, snapshot: &Snapshot, seen: &Seen, standing: &Standing) -> Markup {
    let (lang, dossier) = (visitor.lang, &seen.dossier);
    let todo = html! {
        p { (standing.todo(lang)) }
        @if dossier.resolved_on.is_some() {
            @for paper in seen.papers.iter().filter(|paper| paper.kind == PaperKind::Result) {
                p { (link(lang.pick("Tải kết quả", "Download the result"), file(dossier.id, paper)).about(&paper.name)) }
            }
        }
    };
    if let Some(on) = dossier.resolved_on {
        return promise::kept(lang, on, dossier.timeliness, todo);
    }
    let (package, now) = (standing.package, visitor.now);
    let date = match dossier.state {
        Stands::Filed => package.and_then(|package| {
            let term = package.usual_case()?.term;
            promise::if_received(lang, snapshot, now, term)
        }),
        Stands::AwaitingSupplement => promise::if_completed(lang, snapshot, &dossier.clock, now),
        state if state.is_final() => None,
        _ => promise::running(lang, snapshot, &dossier.clock, now),
    };
    match date {
        Some(date) => html! { (date.then(todo)) },
        None => promise::none(lang, dossier.state, standing.tone(), todo),
    }
}

fn reason(moments: &[Moment]) -> Markup {
    use crate::dossiers::domain::Event;
    let last = moments.iter().rev().find_map(|moment| match &moment.event {
        Event::SupplementAsked { reason, .. } => Some(reason),
        _ => None,
    });
    html! { @if let Some(reason) = last { p { (reason) } } }
}

fn file(id: DossierId, paper: &Paper) -> String {
    format!("{MINE}/{id}/tep/{}", paper.id)
}

/// The papers of the dossier that its applicant may read.
fn handed_in(visitor: &Visitor, seen: &Seen, on_paper: &[&str]) -> Markup {
    let (lang, dossier) = (visitor.lang, &seen.dossier);
    let readable = |paper: &&Paper| super::download::may_read(paper.kind, dossier.resolved_on.is_some());
    let list: Vec<(&Paper, Attached)> = seen
        .papers
        .iter()
        .filter(readable)
        .map(|paper| {
            let size = u64::try_from(paper.size).unwrap_or_default();
            (paper, Attached { name: paper.name.clone(), size, href: Some(file(dossier.id, paper)), remove: None })
        })
        .collect();
    html! {
        section.part-of {
            h2 { (lang.pick("Giấy tờ", "Papers")) }
            @if !on_paper.is_empty() {
                ul { @for name in on_paper { li { (name) " (" (lang.pick("bản giấy", "on paper")) ")" } } }
            } @else if list.is_empty() {
                p { (lang.pick("Hồ sơ không có tệp nào.", "There are no files in this dossier.")) }
            }
            @if !list.is_empty() {
                ul.attached {
                    @for (paper, file) in &list {
                        li {
                            (icon::file())
                            a href=[&file.href] { (file.name) }
                            span.size { (web::form::bytes(file.size)) }
                            @if paper.kind == PaperKind::Result { (tag(Tone::Good, paper.kind.label().get(lang))) }
                        }
                    }
                }
            }
        }
    }
}

fn withdrawal(visitor: &Visitor, fields: &Form, dossier: &Dossier, typed: &Submitted) -> Markup {
    let lang = visitor.lang;
    let body = html! {
        p {
            (lang.pick(
                "Rút hồ sơ thì việc giải quyết dừng lại và không mở lại được; muốn làm tiếp phải nộp hồ sơ mới.",
                "Taking it back ends the work on it for good; to go on you would file a new one.",
            ))
        }
        (fields.post(format!("{MINE}/{}/rut", dossier.id), html! {
            input type="hidden" name="phien_ban" value=(dossier.head.seq);
            (fields.area(&withdraw::REASON).rows(2))
            (button(lang.pick("Rút hồ sơ", "Take it back")).danger())
        }))
    };
    let open = typed.error_of(withdraw::REASON.name).is_some();
    html! { (Confirm::new(lang.pick("Rút hồ sơ", "Take the dossier back"), body).danger().open(open)) }
}

/// `GET /ho-so-cua-toi/{id}/da-nop`: the code in large, and what happens next. It can be printed.
pub(super) async fn filed(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let seen = read(&app, &visitor, names::id(&id)?).await?;
    let snapshot = app.get::<Office>().snapshot();
    let dossier = &seen.dossier;
    let agency = names::agency(&snapshot, dossier.agency, dossier.filed_at);
    let body = html! {
        section.promise.good aria-label=(lang.pick("Mã hồ sơ", "Dossier code")) {
            p.label { (lang.pick("Mã hồ sơ của bạn", "Your dossier's code")) }
            p.date { (dossier.code) }
            p {
                (lang.pick("Nộp lúc ", "Filed at ")) (format::date_time(wall(dossier.filed_at)))
                (lang.pick(", tại ", ", with ")) (agency) "."
            }
        }
        section.part-of {
            h2 { (lang.pick("Tiếp theo là gì?", "What happens next?")) }
            ol {
            li {
                (lang.pick("Bộ phận Một cửa, ", "The one-stop counter of ")) (agency)
                (lang.pick(" kiểm tra giấy tờ của bạn.", " checks your papers."))
            }
            li {
                (lang.pick(
                    "Đủ giấy tờ thì hồ sơ được tiếp nhận, và bạn được báo ngày hẹn trả kết quả. Thiếu thì bạn được báo một lần, đầy đủ những gì còn thiếu.",
                    "If they are complete it is accepted and you are told the promised date. If not, you are told once, completely, what is missing.",
                ))
            }
            li {
                (lang.pick("Theo dõi bất cứ lúc nào bằng mã hồ sơ ở mục ", "Follow it at any time by its code under "))
                a href=(track::address(&dossier.code)) { (lang.pick("Tra cứu hồ sơ", "Track a dossier")) } "."
            }
        }
        }
        p.actions {
            (link(lang.pick("Xem hồ sơ", "See the dossier"), format!("{MINE}/{}", dossier.id)))
            (link(lang.pick("Hồ sơ của tôi", "My dossiers"), MINE).quiet())
        }
    };
    Ok(Page::new(lang.pick("Đã nộp hồ sơ", "Your dossier is filed"))
        .lead(names::procedure(&snapshot, lang, dossier.version, &dossier.procedure))
        .crumb(lang.pick("Hồ sơ của tôi", "My dossiers"), MINE)
        .body(body))
}
