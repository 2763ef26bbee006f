//! The papers of a draft: what each is for, pictures and files for it, and at the counter what came on paper only.

use axum::{
    extract::{Path, State},
    response::Response,
};
use base::{DossierId, FileId, Lang, Text};
use maud::{Markup, html};
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor, Words,
    form::FileRule,
    ui::{Form, button, form::Attached, form::id_of, tag},
    words::Pair,
};

use super::{
    plan::{Plan, Step},
    step,
    work::{self, Work},
};
use crate::{
    catalogue::domain::{Bilingual, Electronic, Handling, Keyed, Needed, Paper as Asked},
    dossiers::{
        domain::PaperKind,
        pages::{follow, uploads},
        papers::{self, MOST, NewPaper, Paper},
        queries,
    },
    office::Office,
};

/// What came on paper only: ticked at the counter.
const ON_PAPER: &str = "tren_giay";
/// The button that takes a file off.
const TAKE_OFF: &str = "_go_tep";
/// The button that sends files and stays.
const UPLOAD: &str = "_tai_len";
/// The input for papers the procedure does not name.
const OTHER: Field = Field::new("giay.khac", Text::new("Giấy tờ khác", "Other papers"))
    .hint(Text::new("Giấy tờ bạn thấy cần gửi thêm.", "Anything else you think is useful."));

/// What is done about a paper in this draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// A file is sent, or at the counter the paper itself handed in.
    Send,
    /// The form of this draft stands for it.
    Form,
    /// The agency looks it up.
    LookUp,
    /// It is brought, or shown.
    Bring,
}

/// A paper as it is asked for in this draft.
struct Ask<'p> {
    paper: &'p Asked,
    how: How,
    must: bool,
}

/// The papers of the procedure as far as the answers tell; those that are known not to apply are left out.
fn asks(work: &Work) -> Vec<Ask<'_>> {
    let has_form = work.form().is_some();
    let online = work.is_online();
    let asked = work.package().papers.iter().filter_map(|paper| {
        let applies = paper.when.as_ref().map(|guard| guard.decide(&work.reading));
        if applies == Some(Some(false)) {
            return None;
        }
        let how = match (paper.electronic, paper.handling) {
            (Electronic::EForm, _) if has_form => How::Form,
            (Electronic::Database, _) => How::LookUp,
            (Electronic::NotOnline, _) if online => How::Bring,
            (_, Handling::Present) => How::Bring,
            _ => How::Send,
        };
        let needed = match paper.needed {
            Needed::Always => applies.is_none_or(|known| known == Some(true)),
            Needed::Conditional => applies == Some(Some(true)),
            Needed::IfAny => false,
        };
        Some(Ask { paper, how, must: needed && how == How::Send })
    });
    asked.collect()
}

fn input(paper: &Asked) -> String {
    format!("giay.{}", paper.id)
}

fn pair(text: &Bilingual) -> Pair<'_> {
    Pair::new(&text.vi, text.english())
}

/// The required papers that are neither attached nor, at the counter, handed in.
pub(super) fn missing(work: &Work) -> Vec<&Asked> {
    let here = |paper: &Asked| {
        let file = work.papers.iter().any(|file| file.component.as_deref() == Some(paper.id.as_str()));
        file || (!work.is_online() && is_on_paper(work, paper))
    };
    asks(work).into_iter().filter(|ask| ask.must && !here(ask.paper)).map(|ask| ask.paper).collect()
}

fn is_on_paper(work: &Work, paper: &Asked) -> bool {
    work.typed.all(ON_PAPER).contains(&paper.id)
}

/// The papers that came on paper only, by their key in the procedure.
pub(super) fn on_paper(work: &Work) -> Vec<String> {
    if work.is_online() {
        return Vec::new();
    }
    let asks = asks(work);
    let came = asks.iter().map(|ask| ask.paper).filter(|paper| is_on_paper(work, paper));
    came.map(|paper| paper.id.clone()).collect()
}

/// The papers that are there, for the last look: names of what is attached, and what came on paper.
pub(super) fn list(lang: Lang, work: &Work) -> Markup {
    let of = |component: Option<&str>| -> Vec<&Paper> {
        work.papers.iter().filter(|file| file.component.as_deref() == component).collect()
    };
    html! {
        ul {
            @for ask in asks(work).iter().filter(|ask| ask.how == How::Send) {
                @let files = of(Some(&ask.paper.id));
                @let paper = !work.is_online() && is_on_paper(work, ask.paper);
                @if !files.is_empty() || paper {
                    li {
                        (ask.paper.name.get(lang)) ": "
                        @for (i, file) in files.iter().enumerate() { @if i > 0 { ", " } (link(work, file)) }
                        @if paper { @if !files.is_empty() { ", " } (lang.pick("bản giấy", "on paper")) }
                    }
                }
            }
            @let others = of(None);
            @if !others.is_empty() {
                li {
                    (OTHER.label.get(lang)) ": "
                    @for (i, file) in others.iter().enumerate() { @if i > 0 { ", " } (link(work, file)) }
                }
            }
        }
    }
}

fn address(draft: DossierId, file: FileId) -> String {
    format!("{}/tep/{file}", super::address(draft))
}

fn link(work: &Work, file: &Paper) -> Markup {
    html! { a href=(address(work.draft.id, file.id)) { (file.name) } }
}

/// The step, with what is wrong with what was sent.
pub(super) fn page(visitor: &Visitor, work: &Work, plan: &Plan, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let mut filled = typed.clone();
    for paper in work.typed.all(ON_PAPER).iter().filter(|_| !typed.has(ON_PAPER)) {
        filled = filled.with(ON_PAPER, paper.clone());
    }
    let fields = Form::new(lang, &filled);
    let asks = asks(work);
    let (send, others): (Vec<&Ask>, Vec<&Ask>) = asks.iter().partition(|ask| ask.how == How::Send);
    let rule = uploads::rule();
    let body = html! {
        (fields.summary())
        @if !others.is_empty() {
            section.part-of {
                h2 { (lang.pick("Không phải tải lên", "Nothing to upload")) }
                ul.needs { @for ask in &others { li { (ask.paper.name.get(lang)) p.hint { (without_file(lang, ask)) } } } }
            }
        }
        (fields.post(Step::Papers.of(work.draft.id), html! {
            (step::enter())
            @for ask in &send { (one(work, &fields, &filled, ask, &rule)) }
            (other(work, &fields, &rule))
            p { (button(lang.pick("Tải lên các tệp đã chọn", "Upload the chosen files")).quiet().sends(UPLOAD, "1")) }
            (step::buttons(visitor, work, plan, Step::Papers))
        }).with_files())
    };
    let title = if work.is_online() {
        lang.pick("Đính kèm giấy tờ", "Attach the papers")
    } else {
        lang.pick("Giấy tờ nhận vào", "Papers taken in")
    };
    step::frame(visitor, work, plan, Step::Papers, title.into(), body)
}

fn without_file(lang: Lang, ask: &Ask) -> &'static str {
    match ask.how {
        How::Form => lang.pick("Chính là tờ khai bạn đã điền.", "That is the form you filled in."),
        How::LookUp => lang.pick("Cơ quan tự tra cứu.", "The agency looks it up."),
        How::Bring | How::Send => lang.pick("Mang theo khi đến Bộ phận Một cửa.", "Bring it to the one-stop counter."),
    }
}

fn one(work: &Work, fields: &Form, filled: &Submitted, ask: &Ask, rule: &FileRule) -> Markup {
    let lang = fields.lang;
    let name = input(ask.paper);
    let files: Vec<&Paper> =
        work.papers.iter().filter(|file| file.component.as_deref() == Some(ask.paper.id.as_str())).collect();
    let field =
        Field::of(&name, pair(&ask.paper.name)).required_if(ask.must).hint_of(ask.paper.condition.as_ref().map(pair));
    let needed = ask.paper.needed;
    let tick = format!("{ON_PAPER}.{}", ask.paper.id);
    html! {
        section.paper {
            @if needed != Needed::Always && !ask.must { p { (tag::plain(needed.label().get(lang))) } }
            (fields.file(&field, rule).attached(&attached(work, &files)))
            (camera(lang, &name))
            @if !work.is_online() {
                @let id = id_of(&tick);
                div.choice {
                    input id=(id) type="checkbox" name=(ON_PAPER) value=(ask.paper.id)
                        checked[filled.all(ON_PAPER).any(|paper| paper == ask.paper.id)];
                    label for=(id) { (lang.pick("Đã nhận bản giấy", "Received on paper")) }
                }
            }
        }
    }
}

fn other(work: &Work, fields: &Form, rule: &FileRule) -> Markup {
    let files: Vec<&Paper> = work.papers.iter().filter(|file| file.component.is_none()).collect();
    html! { section.paper { (fields.file(&OTHER, rule).attached(&attached(work, &files))) (camera(fields.lang, OTHER.name)) } }
}

/// On a phone a picture of the paper is one touch away.
fn camera(lang: Lang, name: &str) -> Markup {
    let id = id_of(&format!("{name}.chup"));
    html! {
        div.drop.camera {
            label.unseen for=(id) { (lang.pick("Chụp ảnh giấy tờ", "Take a picture")) }
            input id=(id) type="file" name=(name) accept="image/jpeg,image/png" capture="environment";
        }
    }
}

fn attached(work: &Work, files: &[&Paper]) -> Vec<Attached> {
    files
        .iter()
        .map(|file| Attached {
            name: file.name.clone(),
            size: u64::try_from(file.size).unwrap_or_default(),
            href: Some(address(work.draft.id, file.id)),
            remove: Some((TAKE_OFF.into(), file.id.to_string())),
        })
        .collect()
}

/// Keeps what was sent, takes off what was to go, and goes on when nothing required is missing.
pub(super) async fn send(app: &App, visitor: &Visitor, work: Work, mut typed: Submitted) -> Result<Answer, Problem> {
    let id = work.draft.id;
    let rule = uploads::rule();
    let mut brought: Vec<NewPaper> = Vec::new();
    for ask in asks(&work).iter().filter(|ask| ask.how == How::Send) {
        let name = input(ask.paper);
        let field = Field::of(&name, pair(&ask.paper.name));
        brought.extend(uploads::keep(app, &mut typed, &field, &rule, Some(&ask.paper.id), PaperKind::Submitted).await?);
    }
    brought.extend(uploads::keep(app, &mut typed, &OTHER, &rule, None, PaperKind::Submitted).await?);
    let on_paper: Vec<String> = typed.all(ON_PAPER).map(str::to_owned).collect();
    let take_off: Option<FileId> = typed.get(TAKE_OFF).parse().ok();
    write(app, visitor, id, brought, take_off, on_paper).await?;
    if typed.has(step::LATER) && typed.is_good() {
        return Ok(step::leave(&work).into());
    }
    if (take_off.is_some() || typed.has(UPLOAD)) && typed.is_good() {
        return Ok(SeeOther::to(Step::Papers.of(id)).into());
    }
    let work = match work::open(app, visitor, id).await? {
        Ok(work) => work,
        Err(filed) => return Ok(filed.into()),
    };
    let plan = work.plan();
    if take_off.is_none() && !typed.has(UPLOAD) {
        for paper in missing(&work) {
            let name = input(paper);
            if typed.error_of(&name).is_none() {
                typed.error(name, wanted(paper, work.is_online()));
            }
        }
    }
    if typed.is_good() {
        return Ok(SeeOther::to(plan.after(Step::Papers, &work).of(id)).into());
    }
    Ok(page(visitor, &work, &plan, &typed).unprocessable().into())
}

/// What to do about a required paper that is not there.
pub(super) fn wanted(paper: &Asked, online: bool) -> Words {
    let (vi, en) = (&paper.name.vi, paper.name.english());
    if online {
        Words::new(format!("Hãy đính kèm “{vi}”."), format!("Please attach “{en}”."))
    } else {
        Words::new(
            format!("“{vi}”: tải bản chụp lên, hoặc đánh dấu đã nhận bản giấy."),
            format!("“{en}”: upload a scan, or tick that it was received on paper."),
        )
    }
}

async fn write(
    app: &App,
    visitor: &Visitor,
    id: DossierId,
    brought: Vec<NewPaper>,
    take_off: Option<FileId>,
    on_paper: Vec<String>,
) -> Result<(), Problem> {
    let (actor, now, ids) = (visitor.actor()?.clone(), visitor.now, app.ids.clone());
    let snapshot = app.get::<Office>().snapshot();
    app.write(move |tx| {
        let account = actor.account.ok_or_else(Problem::sign_in)?;
        let draft = queries::draft(tx, account, id)?.ok_or_else(Problem::not_found)?;
        if papers::count(tx, id.into())? + i64::try_from(brought.len()).unwrap_or(MOST) > MOST {
            let full = Text::new(
                "Hồ sơ đã có quá nhiều tệp. Hãy gộp các trang vào một tệp PDF.",
                "There are too many files. Please put the pages into one PDF.",
            );
            return Err(Problem::invalid(full));
        }
        for paper in &brought {
            papers::add(tx, id.into(), ids.next(), paper, now, &actor.name)?;
        }
        if let Some(file) = take_off {
            papers::take_off_draft(tx, id.into(), file)?;
        }
        let mut inputs = crate::dossiers::answers::Typed::from_value(&draft.answers);
        inputs.set(ON_PAPER, on_paper.iter().cloned());
        let cx = snapshot.context(&actor, now, &ids);
        crate::dossiers::commands::save_draft(tx, &cx, id, draft.agency, &inputs.to_value())?;
        Ok(())
    })
    .await
}

/// `GET /ho-so-nhap/{id}/tep/{file}`: a file of one's own draft.
pub(super) async fn file(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (id, file) = (work::id(&id)?, file.parse::<FileId>().map_err(|_| Problem::not_found())?);
    let account = visitor.actor()?.account.ok_or_else(Problem::sign_in)?;
    let paper = app
        .read(move |tx| {
            let draft = queries::draft(tx, account, id)?.ok_or_else(Problem::not_found)?;
            let paper = papers::by_id(tx, file)?.filter(|paper| paper.owner == draft.id.0);
            paper.ok_or_else(Problem::not_found)
        })
        .await?;
    follow::send(&app, &paper).await
}
