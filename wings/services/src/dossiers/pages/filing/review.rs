//! The last look: every answer, every paper, the date if it were accepted today and why, what is to be paid. Then it is
//! filed, once.

use base::{DossierId, PersonId, Text};
use maud::{Markup, html};
use store::{Tx, idempotency};
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor,
    ui::{Choice, Form, Tone, button, details, notice},
};

use super::{
    discard, form, level, needs, papers,
    plan::{Plan, Step},
    step, who,
    work::{self, Work},
};
use crate::{
    catalogue::domain::{Package, form::APPLICANT},
    dossiers::{
        commands::{Accept, Context, Filing, MoveError, accept, file},
        domain::{Channel, Dossier},
        pages::{answers, follow, names},
        queries,
    },
    office::Office,
};
use directory::persons::{Identity, queries as persons};

/// Which case of the procedure's terms applies, when an officer accepts at once.
const CASE: Field = Field::new("truong_hop", Text::new("Trường hợp thời hạn", "Case of the term")).required();
/// The button that accepts at once.
const ACCEPT: &str = "_tiep_nhan";

/// The first step at which something is still missing; none when it can be filed.
pub(super) fn first_gap(work: &Work) -> Option<Step> {
    let plan = work.plan();
    if work.is_online() && !work.takers().iter().any(|taker| Some(taker.id) == work.draft.agency) {
        return Some(Step::Place);
    }
    if !work.is_online() && !who::is_complete(work) {
        return Some(Step::Who);
    }
    let asks_as = work.package().applicants.len() > 1 && work.typed.is_blank(APPLICANT);
    if asks_as {
        return Some(if work.is_online() { Step::Place } else { Step::Who });
    }
    let wrong = work.reading.errors.iter().filter_map(|remark| plan.page_of(&remark.field)).min();
    wrong.map(Step::Form).or_else(|| (!papers::missing(work).is_empty()).then_some(Step::Papers))
}

/// The step.
pub(super) fn page(app: &App, visitor: &Visitor, work: &Work, plan: &Plan) -> Page {
    let usual = needs::case(work.package(), &work.reading);
    let index = work.package().cases.iter().position(|case| Some(&case.id) == usual.map(|case| &case.id));
    let filled = Submitted::blank().with(CASE.name, index.unwrap_or_default().to_string());
    draw(app, visitor, work, plan, &filled)
}

fn draw(app: &App, visitor: &Visitor, work: &Work, plan: &Plan, typed: &Submitted) -> Page {
    let (lang, id) = (visitor.lang, work.draft.id);
    let fields = Form::new(lang, typed);
    let gap = first_gap(work);
    let agency = work.draft.agency.map(|agency| names::agency(&work.snapshot, agency, work.now)).unwrap_or_default();
    let first = if work.is_online() { Step::Place } else { Step::Who };
    let change = lang.pick("Sửa", "Change");
    let assessment = work.package().fee.assess(&work.reading);
    let body = html! {
        (fields.summary())
        (gaps(visitor, work, plan))
        section.part-of {
            h2 { (lang.pick("Nơi nộp", "Where")) }
            @let place = details().text(lang.pick("Cơ quan", "Agency"), &agency);
            @if work.is_online() { (place.change(change, first.of(id))) } @else { (place) (who::facts(lang, work).change(change, first.of(id))) }
        }
        @for (index, page) in plan.pages.iter().enumerate() {
            @let edit = format!("{}?{}=1", Step::Form(index).of(id), form::CHECK);
            @for group in page.iter().filter(|group| answers::has_any(group, &work.reading.answers)) {
                section.part-of {
                    h2 { (group.label.get(lang)) }
                    (answers::facts(lang, group, &work.reading.answers))
                    p { a href=(edit) { (change) span.unseen { ": " (group.label.get(lang)) } } }
                }
            }
        }
        section.part-of {
            h2 { (lang.pick("Giấy tờ", "Papers")) }
            (papers::list(lang, work))
            p { a href=(Step::Papers.of(id)) { (change) span.unseen { (lang.pick(": giấy tờ", ": papers")) } } }
        }
        @if !work.reading.warnings.is_empty() {
            (notice::with_title(lang, Tone::Warn, lang.pick("Nên xem lại", "Please check"), html! {
                ul { @for remark in &work.reading.warnings { li { (remark.words.get(lang)) } } }
            }))
        }
        @if !assessment.due.is_empty() || !assessment.possible.is_empty() {
            section.part-of { h2 { (lang.pick("Phí, lệ phí", "Fees")) } (needs::to_pay(lang, &assessment)) }
        }
        @if let Some(date) = needs::date(visitor, &work.snapshot, work.package(), &work.reading) { (date) }
        @match level::missing(visitor, work) {
            Some(level) => (level::way(app, visitor, level, &Step::Review.of(id))),
            None if gap.is_none() => (file_form(app, visitor, work, &fields)),
            None => {}
        }
        (discard::question(&fields, work))
    };
    step::frame(
        visitor,
        work,
        plan,
        Step::Review,
        lang.pick("Xem lại trước khi nộp", "Check before filing").into(),
        body,
    )
}

/// What is still missing, part by part, with links to where it is filled in.
fn gaps(visitor: &Visitor, work: &Work, plan: &Plan) -> Markup {
    let (lang, id) = (visitor.lang, work.draft.id);
    let mut gaps: Vec<(String, String)> = Vec::new();
    if let Some(step @ (Step::Place | Step::Who)) = first_gap(work) {
        let what = lang.pick("Hãy điền đủ bước đầu tiên.", "Please complete the first step.");
        gaps.push((step.of(id), what.to_owned()));
    }
    for (page, groups) in plan.pages.iter().enumerate() {
        let count = work.reading.errors.iter().filter(|remark| plan.page_of(&remark.field) == Some(page)).count();
        if count > 0 {
            let titles: Vec<&str> = groups.iter().map(|group| group.label.get(lang)).collect();
            let what = match lang {
                base::Lang::Vi => format!("{}: còn {count} mục cần điền hoặc sửa", titles.join(", ")),
                base::Lang::En => format!("{}: {count} to fill in or correct", titles.join(", ")),
            };
            gaps.push((format!("{}?{}=1", Step::Form(page).of(id), form::CHECK), what));
        }
    }
    for paper in papers::missing(work) {
        gaps.push((Step::Papers.of(id), papers::wanted(paper, work.is_online()).get(lang).to_owned()));
    }
    html! {
        @if !gaps.is_empty() {
            (notice::with_title(lang, Tone::Warn, lang.pick("Chưa nộp được: còn thiếu", "It cannot be filed yet"), html! {
                ul { @for (to, what) in &gaps { li { a href=(to) { (what) } } } }
            }))
        }
    }
}

fn file_form(app: &App, visitor: &Visitor, work: &Work, fields: &Form) -> Markup {
    let lang = visitor.lang;
    let package = work.package();
    html! {
        (fields.post(Step::Review.of(work.draft.id), html! {
            (fields.key(&app.ids))
            @if work.is_online() {
                p { (lang.pick("Bấm “Nộp hồ sơ” là bạn cam đoan những điều đã khai là đúng.", "By filing you declare that what you stated is true.")) }
                (button(lang.pick("Nộp hồ sơ", "File")))
            } @else {
                @if package.cases.len() > 1 { (fields.radios(&CASE, &cases(lang, package))) }
                div.actions {
                    (button(lang.pick("Nhận và tiếp nhận ngay", "Take in and accept now")).sends(ACCEPT, "1"))
                    (button(lang.pick("Chỉ nhận, tiếp nhận sau", "Take in only")).quiet())
                }
            }
        }))
    }
}

fn cases(lang: base::Lang, package: &Package) -> Vec<Choice> {
    let choice = |(index, case): (usize, &crate::catalogue::domain::Case)| {
        Choice::new(index.to_string(), case.name.get(lang)).hint(case.term.label(lang))
    };
    package.cases.iter().enumerate().map(choice).collect()
}

/// What came of filing, as it is remembered under the form's key.
#[derive(serde::Serialize, serde::Deserialize)]
struct Filed {
    online: bool,
    /// In what the person's papers differ from what is known, in both languages.
    differs: Vec<(String, String)>,
}

/// Why it was not filed.
enum Stop {
    /// Something is missing: the page says what.
    Incomplete,
    Problem(Problem),
}

impl From<store::Error> for Stop {
    fn from(error: store::Error) -> Self {
        Self::Problem(error.into())
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<MoveError> for Stop {
    fn from(error: MoveError) -> Self {
        Self::Problem(error.into())
    }
}

/// `POST /ho-so-nhap/{id}/xem-lai`: files it, once, and accepts it at once when an officer says so.
pub(super) async fn file_it(app: &App, visitor: &Visitor, id: DossierId, typed: &Submitted) -> Result<Answer, Problem> {
    let key = typed.key(&app.ids).to_string();
    let (actor, now, ids) = (visitor.actor()?.clone(), visitor.now, app.ids.clone());
    let snapshot = app.get::<Office>().snapshot();
    let at_once = typed.has(ACCEPT);
    let case: Option<usize> = typed.get(CASE.name).parse().ok();
    let filed = app
        .write(move |tx| {
            let cx = snapshot.context(&actor, now, &ids);
            idempotency::once(tx, Some(&key), actor.account, now, |tx| {
                let Some(work) = Work::read(tx, &snapshot, &actor, id, now)? else {
                    // Filed from another window: its dossier is the answer.
                    let dossier = queries::by_id(tx, &actor, id)?.ok_or_else(Problem::not_found)?;
                    return Ok(Filed { online: dossier.channel == Channel::Online, differs: Vec::new() });
                };
                let needs_case = at_once && work.package().cases.len() > 1 && case.is_none();
                let level_missing = work.is_online() && work.package().missing_level(actor.level).is_some();
                if first_gap(&work).is_some() || needs_case || level_missing {
                    return Err(Stop::Incomplete);
                }
                let (dossier, differs) = file_work(tx, &cx, &work)?;
                if at_once {
                    accept(tx, &cx, dossier.id.into(), Accept { case, assignee: None })?;
                }
                let differs = differs.into_iter().map(|what| (what.vi.to_owned(), what.en.to_owned())).collect();
                Ok(Filed { online: work.is_online(), differs })
            })
        })
        .await;
    match filed {
        Ok(filed) => Ok(done(id, &filed)),
        Err(Stop::Problem(problem)) => Err(problem),
        Err(Stop::Incomplete) => {
            let work = match work::open(app, visitor, id).await? {
                Ok(work) => work,
                Err(filed) => return Ok(filed.into()),
            };
            let mut typed = typed.clone();
            if first_gap(&work).is_none() && level::missing(visitor, &work).is_none() {
                typed.error(
                    CASE.name,
                    Text::new("Hãy chọn trường hợp thời hạn.", "Please choose the case of the term."),
                );
            }
            Ok(draw(app, visitor, &work, &work.plan(), &typed).unprocessable().into())
        }
    }
}

fn done(id: DossierId, filed: &Filed) -> Answer {
    let to = if filed.online { format!("{}/{id}/da-nop", follow::MINE) } else { super::receipt::address(id) };
    let go = SeeOther::to(to);
    if filed.differs.is_empty() {
        return go.into();
    }
    let (vi, en): (Vec<&str>, Vec<&str>) = filed.differs.iter().map(|(vi, en)| (vi.as_str(), en.as_str())).unzip();
    go.flash(
        Tone::Warn,
        web::Words::new(
            format!("Khác với thông tin đã có của người này, hãy đối chiếu giấy tờ: {}.", vi.join(", ")),
            format!("Different from what is known of this person; please compare the papers: {}.", en.join(", ")),
        ),
    )
    .into()
}

/// Files the draft. Also in what the person brought differs from what is known, for the officer.
fn file_work(tx: &mut Tx, cx: &Context, work: &Work) -> Result<(Dossier, Vec<Text>), Stop> {
    let agency = work.draft.agency.ok_or(Stop::Incomplete)?;
    let (applicant, differs): (PersonId, Vec<Text>) = if work.is_online() {
        (cx.actor.person.ok_or_else(Problem::forbidden)?, Vec::new())
    } else {
        who::settle(tx, cx, work)?
    };
    let known = persons::get(tx, applicant)?.details;
    let phone = known.phone.as_ref().map(|phone| phone.as_str()).unwrap_or_default();
    let number = known.identity.as_ref().map(Identity::number).unwrap_or_default();
    let name = if work.is_online() { known.name.clone() } else { who::name(work) };
    let mut answers = work.reading.answers.clone();
    // Conditions of later steps and the receipt ask for these.
    let kind = work.typed.get(APPLICANT);
    if !kind.is_empty() {
        answers.insert(APPLICANT.into(), kind.into());
    }
    let on_paper = papers::on_paper(work);
    if !on_paper.is_empty() {
        answers.insert(answers::ON_PAPER.into(), on_paper.into());
    }
    let dossier = file(
        tx,
        cx,
        Filing {
            id: Some(work.draft.id),
            version: work.law.version,
            agency,
            channel: work.draft.channel,
            applicant,
            applicant_name: name,
            found_by: format!("{phone} {number}"),
            answers: answers.into(),
            papers: Vec::new(),
        },
    )?;
    Ok((dossier, differs))
}
