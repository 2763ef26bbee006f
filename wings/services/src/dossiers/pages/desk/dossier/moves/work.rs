//! What whoever works on a dossier does: passing it on, asking others, submitting it, issuing the result, adding papers.

use base::{AgencyId, Role, Text};
use maud::{Markup, html};
use web::{
    Field, Problem, Submitted,
    ui::{Choice, Form, button},
};

use super::{Args, Desk};
use crate::dossiers::{
    commands::{Answer, Consult, Forward, Issue, Propose},
    domain::{Move, Outcome, PaperKind},
    pages::uploads,
    queries::Consultation,
};

const STEP: Field = Field::new("forward.step", Text::new("Bước tiếp theo", "Next step")).required();
const ASSIGNEE: Field = Field::new("forward.assignee", Text::new("Giao cho", "Give to"));
const FORWARD_NOTE: Field =
    Field::new("forward.note", Text::new("Lời nhắn cho người xử lý tiếp", "A word to the next")).max(4000);
const AGENCY: Field = Field::new("consult.agency", Text::new("Cơ quan cần hỏi", "Agency to ask")).required();
const QUESTION: Field =
    Field::new("consult.question", Text::new("Nội dung cần hỏi", "What is asked")).required().max(4000);
const REPLY_BY: Field = Field::new("consult.reply_by", Text::new("Đề nghị trả lời đến ngày", "To be answered by"))
    .required()
    .hint(Text::new("Thời hạn của hồ sơ vẫn tính trong lúc chờ.", "The dossier's own term runs on meanwhile."));
const QUESTION_ID: &str = "cau-hoi";
const ANSWER: Field = Field::new("answer.answer", Text::new("Nội dung trả lời", "Answer")).required().max(4000);
const OUTCOME: Field = Field::new("propose.outcome", Text::new("Đề xuất", "Proposal")).required();
const PROPOSE_NOTE: Field =
    Field::new("propose.note", Text::new("Ý kiến thẩm định", "Appraisal")).max(4000).hint(Text::new(
        "Bắt buộc khi không đủ điều kiện: nêu rõ lý do.",
        "Required for a denial: say why the conditions are not met.",
    ));
const NUMBER: Field =
    Field::new("issue.number", Text::new("Số, ký hiệu văn bản kết quả", "Number and symbol of the result")).max(100);
const RESULT: Field =
    Field::new("issue.result", Text::new("Bản điện tử hoặc bản quét kết quả", "Electronic original or scan"));
const KIND: Field = Field::new("attach.kind", Text::new("Loại giấy tờ", "What it is")).required();
const COMPONENT: Field = Field::new("attach.component", Text::new("Là giấy tờ nào của thủ tục", "Which paper it is"));
const FILES: Field = Field::new("attach.file", Text::new("Tệp", "Files")).required();

/// What may be typed here, to be shown again when the move can no longer be made.
pub(super) const FIELDS: &[Field] = &[FORWARD_NOTE, QUESTION, REPLY_BY, ANSWER, PROPOSE_NOTE, NUMBER];

/// Passing on: which step where the procedure offers several, to whom, with what words.
pub(super) fn forward(desk: &Desk) -> Markup {
    let lang = desk.lang;
    let Some(path) = desk.sheet.path() else { return html! {} };
    let options = path.next_work(desk.sheet.dossier.step);
    let roles = roles(desk, &options);
    let steps: Vec<Choice> = options
        .iter()
        .filter_map(|index| Some((index, path.step(*index)?)))
        .map(|(index, step)| {
            let note = step.note.as_ref().map(|note| note.get(lang));
            let stops = step.stops.map(|_| lang.pick("dừng tính thời hạn", "the clock stops"));
            let about: Vec<&str> =
                [Some(path.role(*index).label().get(lang)), stops, note].into_iter().flatten().collect();
            Choice::new(index.to_string(), step.name.get(lang)).hint(about.join(" · "))
        })
        .collect();
    let first = options.first().map(|index| vec![(STEP.name, index.to_string())]).unwrap_or_default();
    let typed = desk.typed(Move::Forward, &first);
    let form = Form::new(lang, &typed);
    let colleagues = desk.colleagues(&roles);
    let fields = html! {
        @if let [only] = steps.as_slice() {
            input type="hidden" name=(STEP.name) value=(only.value);
            p { (STEP.label.get(lang)) ": " strong { (only.label) } @if let Some(about) = &only.hint { " (" (about) ")" } }
        } @else {
            (form.radios(&STEP, &steps))
        }
        @if !colleagues.is_empty() {
            (form.select(&ASSIGNEE, &colleagues).none(lang.pick("Không giao riêng ai", "Nobody in particular")))
        }
        (form.area(&FORWARD_NOTE).rows(2))
        (button(Move::Forward.label().get(lang)))
    };
    html! { (desk.post(Move::Forward, &typed, fields).draft()) }
}

fn roles(desk: &Desk, options: &[usize]) -> Vec<Role> {
    let mut roles: Vec<Role> =
        desk.sheet.path().map(|path| options.iter().map(|index| path.role(*index)).collect()).unwrap_or_default();
    roles.sort_unstable();
    roles.dedup();
    roles
}

pub(super) fn read_forward(desk: &Desk, typed: &mut Submitted) -> Option<Args> {
    let path = desk.sheet.path()?;
    let options: Vec<(String, usize)> =
        path.next_work(desk.sheet.dossier.step).into_iter().map(|index| (index.to_string(), index)).collect();
    let offered: Vec<(&str, usize)> = options.iter().map(|(value, index)| (value.as_str(), *index)).collect();
    let step = typed.choice(&STEP, &offered)?;
    let assignee = desk.colleague(typed, &ASSIGNEE, path.role(step));
    Some(Args::Forward(Forward { step: Some(step), assignee, note: typed.lines(&FORWARD_NOTE) }))
}

/// Asking another agency.
pub(super) fn consult(desk: &Desk) -> Markup {
    let (lang, today) = (desk.lang, desk.now.today);
    let agencies: Vec<Choice> = desk
        .snapshot
        .agencies
        .on(today)
        .filter(|(agency, _)| agency.id != desk.sheet.dossier.agency)
        .map(|(agency, period)| Choice::new(agency.id.to_string(), &period.name).group(period.kind.label().get(lang)))
        .collect();
    // Three working days, and before the dossier itself is due where there is room.
    let usual = desk.snapshot.calendar.add_working_days(today, 3);
    let before = desk.sheet.dossier.due.map(|due| desk.snapshot.calendar.subtract_working_days(due.on, 1));
    let by = before.map_or(usual, |before| before.min(usual)).max(today);
    let typed = desk.typed(Move::Consult, &[(REPLY_BY.name, by.to_string())]);
    let form = Form::new(lang, &typed);
    let fields = html! {
        (form.select(&AGENCY, &agencies))
        (form.area(&QUESTION).rows(4))
        (form.day(&REPLY_BY))
        (button(Move::Consult.label().get(lang)))
    };
    html! { (desk.post(Move::Consult, &typed, fields).draft()) }
}

pub(super) fn read_consult(typed: &mut Submitted) -> Option<Args> {
    let agency: Option<AgencyId> = typed.parsed(&AGENCY);
    let question = typed.lines(&QUESTION);
    let reply_by = typed.date(&REPLY_BY);
    Some(Args::Consult(Consult { agency: agency?, question, reply_by: reply_by? }))
}

/// Answering.
pub(super) fn answer(desk: &Desk, question: &Consultation) -> Markup {
    let lang = desk.lang;
    let typed = desk.typed(Move::Answer, &[]);
    let fields = html! {
        input type="hidden" name=(QUESTION_ID) value=(question.id);
        (Form::new(lang, &typed).area(&ANSWER).rows(4))
        (button(Move::Answer.label().get(lang)))
    };
    html! { (desk.post(Move::Answer, &typed, fields).draft()) }
}

pub(super) fn read_answer(typed: &mut Submitted) -> Result<Args, Problem> {
    Ok(Args::Answer(typed.hidden(QUESTION_ID)?, Answer { answer: typed.lines(&ANSWER) }))
}

/// Submitting a draft decision.
pub(super) fn propose(desk: &Desk) -> Markup {
    let lang = desk.lang;
    let choices =
        [Outcome::Granted, Outcome::Denied].map(|outcome| Choice::new(outcome.key(), outcome.label().get(lang)));
    let typed = desk.typed(Move::Propose, &[]);
    let form = Form::new(lang, &typed);
    let fields = html! {
        (form.radios(&OUTCOME, &choices))
        (form.area(&PROPOSE_NOTE).rows(3))
        (button(Move::Propose.label().get(lang)))
    };
    html! { (desk.post(Move::Propose, &typed, fields).draft()) }
}

pub(super) fn read_propose(typed: &mut Submitted) -> Option<Args> {
    let offered = [Outcome::Granted, Outcome::Denied].map(|outcome| (outcome.key(), outcome));
    let outcome = typed.choice(&OUTCOME, &offered);
    let note = typed.lines(&PROPOSE_NOTE);
    Some(Args::Propose(Propose { outcome: outcome?, note }))
}

/// Numbering and issuing the result.
pub(super) fn issue(desk: &Desk) -> Markup {
    let lang = desk.lang;
    let typed = desk.typed(Move::Issue, &[]);
    let (form, rule) = (Form::new(lang, &typed), one_file());
    let fields = html! {
        (form.line(&NUMBER).medium())
        (form.file(&RESULT, &rule))
        p.hint {
            (lang.pick(
                "Có bản điện tử thì hồ sơ mới được tính là đã số hoá. Từ lúc phát hành, hồ sơ được tính là đã giải quyết.",
                "Only with a file does the dossier count as digitised. From now on it counts as resolved.",
            ))
        }
        (button(Move::Issue.label().get(lang)))
    };
    html! { (desk.post(Move::Issue, &typed, fields).with_files()) }
}

fn one_file() -> web::form::FileRule {
    web::form::FileRule { most: 1, ..uploads::rule() }
}

pub(super) async fn read_issue(desk: &Desk<'_>, typed: &mut Submitted) -> Result<Args, Problem> {
    let number = typed.line(&NUMBER);
    let rule = one_file();
    let mut files = uploads::keep(desk.app, typed, &RESULT, &rule, None, PaperKind::Result).await?;
    Ok(Args::Issue(Issue { number, result: files.pop() }))
}

/// Adding papers.
pub(super) fn attach(desk: &Desk) -> Markup {
    let lang = desk.lang;
    let kinds = PAPER_KINDS.map(|kind| Choice::new(kind.key(), kind.label().get(lang)));
    let typed = desk.typed(Move::Attach, &[(KIND.name, PaperKind::Working.key().to_owned())]);
    let (form, rule) = (Form::new(lang, &typed), uploads::rule());
    let components = desk.components();
    let fields = html! {
        (form.radios(&KIND, &kinds))
        @if !components.is_empty() {
            (form.select(&COMPONENT, &components).none(lang.pick("Giấy tờ khác", "Another paper")))
        }
        (form.file(&FILES, &rule))
        (button(Move::Attach.label().get(lang)).quiet())
    };
    html! { (desk.post(Move::Attach, &typed, fields).with_files()) }
}

const PAPER_KINDS: [PaperKind; 3] = [PaperKind::Submitted, PaperKind::Working, PaperKind::Result];

pub(super) async fn read_attach(desk: &Desk<'_>, typed: &mut Submitted) -> Result<Args, Problem> {
    let offered = PAPER_KINDS.map(|kind| (kind.key(), kind));
    let kind = typed.choice(&KIND, &offered).unwrap_or(PaperKind::Working);
    let component = component(desk, typed, &COMPONENT).filter(|_| kind == PaperKind::Submitted);
    let none = typed.uploads().iter().all(|file| file.field != FILES.name);
    if none {
        typed.error(FILES.name, Text::new("Hãy chọn tệp để đính kèm.", "Please choose a file to attach."));
    }
    Ok(Args::Attach(desk.files(typed, &FILES, component, kind).await?))
}

/// The paper of the procedure that was chosen.
pub(super) fn component(desk: &Desk, typed: &mut Submitted, field: &Field<'static>) -> Option<String> {
    let papers = desk.sheet.package().map_or(&[][..], |package| package.papers.as_slice());
    let offered: Vec<(&str, String)> = papers.iter().map(|paper| (paper.id.as_str(), paper.id.clone())).collect();
    typed.choice(field, &offered)
}
