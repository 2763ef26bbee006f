//! What the one-stop counter does: accepting, refusing, asking for what is missing and taking it in, handing over.

use base::{Text, calendar::ClockEvent, text::format};
use maud::{Markup, html};
use web::{
    Field, Problem, Submitted,
    form::FileRule,
    ui::{Choice, Form, Tone, button, notice},
};

use super::{Args, Desk};
use crate::dossiers::{
    commands::{Accept, AskSupplement, HandOver, Refuse, Supplement, Withdraw},
    domain::{Channel, Move, PaperKind},
    pages::{promise, uploads},
    path::Path,
};

const CASE: Field = Field::new("accept.case", Text::new("Trường hợp thời hạn", "Term that applies")).required();
const ASSIGNEE: Field = Field::new("accept.assignee", Text::new("Giao cho", "Give to"));
const REFUSE: Field = Field::new("refuse.reason", Text::new("Lý do từ chối", "Reason for refusing"))
    .required()
    .max(4000)
    .hint(Text::new(
        "Người nộp sẽ đọc nguyên văn: nói rõ vì sao và phải làm gì để nộp lại được.",
        "The applicant reads this as it stands: say why, and what to do to file again.",
    ));
const MISSING: Field =
    Field::new("ask-supplement.papers", Text::new("Giấy tờ còn thiếu hoặc chưa đúng", "Papers missing or wrong"));
const ITEMS: Field = Field::new("ask-supplement.items", Text::new("Nội dung khác cần bổ sung", "What else is needed"))
    .max(4000)
    .hint(Text::new("Mỗi dòng một nội dung.", "One on each line."));
const WHY: Field = Field::new("ask-supplement.reason", Text::new("Lý do và cách bổ sung", "Why, and how to bring it"))
    .required()
    .max(4000)
    .hint(Text::new("Người nộp sẽ đọc nguyên văn.", "The applicant reads this as it stands."));
const GROUND: Field = Field::new("ask-supplement.ground", Text::new("Căn cứ pháp luật chuyên ngành", "Special law"))
    .max(1000)
    .hint(Text::new(
        "Đã quá 3 ngày làm việc kể từ ngày nhận: chỉ được trả lại khi pháp luật chuyên ngành cho phép.",
        "More than 3 working days have passed since receipt: only a special law allows sending it back now.",
    ));
const NOTE: Field = Field::new("supplement.note", Text::new("Ghi chú", "Remark")).max(4000);
const COMPONENT: Field =
    Field::new("supplement.component", Text::new("Là giấy tờ nào của thủ tục", "Which paper it is"));
const FILES: Field = Field::new("supplement.file", Text::new("Tệp quét giấy tờ bổ sung", "Scans of what was brought"));
const TO: Field = Field::new("hand-over.to", Text::new("Người nhận kết quả", "Who received it")).max(1000).hint(Text::new(
    "Để trống nếu chính người nộp nhận. Nhận thay thì ghi họ tên, giấy tờ tuỳ thân; gửi bưu chính thì ghi số vận đơn.",
    "Leave empty if the applicant did. For somebody else write name and identity paper; for the post, its number.",
));
const WITHDRAW: Field =
    Field::new("withdraw.reason", Text::new("Lý do rút hồ sơ", "Why it is taken back")).required().max(4000);

/// What may be typed here, to be shown again when the move can no longer be made.
pub(super) const FIELDS: &[Field] = &[REFUSE, ITEMS, WHY, GROUND, NOTE, TO, WITHDRAW];

/// Accepting: which term, who works on it, and what day that promises.
pub(super) fn accept(desk: &Desk) -> Markup {
    let (lang, sheet) = (desk.lang, desk.sheet);
    let Some(package) = sheet.package() else { return html! {} };
    let path = Path(package);
    let cases: Vec<Choice> = package
        .cases
        .iter()
        .enumerate()
        .map(|(index, case)| {
            let received = ClockEvent::Received { at: desk.visitor.now, term: case.term };
            let until = promise::promised(desk.snapshot, &[received], None).map(|promise| promise.due.label(lang));
            let until = until.map(|date| format!("{} {date}", lang.pick("hẹn trả", "promised for")));
            let note = case.note.as_ref().map(|note| note.get(lang).to_owned());
            let about: Vec<String> = [Some(case.term.label(lang)), until, note].into_iter().flatten().collect();
            Choice::new(index.to_string(), case.name.get(lang)).hint(about.join(" · "))
        })
        .collect();
    let role = path.role(path.start());
    let typed = desk.typed(Move::Accept, &[(CASE.name, path.usual_case().to_string())]);
    let form = Form::new(lang, &typed);
    let missing = sheet.missing();
    let colleagues = desk.colleagues(&[role]);
    let fields = html! {
        @if !missing.is_empty() {
            @let (tone, title) = match sheet.dossier.channel {
                Channel::Online => (Tone::Warn, Text::new("Chưa có tệp của giấy tờ bắt buộc", "No file of required papers")),
                _ => (Tone::Info, Text::new("Chưa có bản quét của giấy tờ bắt buộc", "Required papers are not scanned")),
            };
            (notice::with_title(lang, tone, title.get(lang), html! {
                ul { @for paper in &missing { li { (paper.name.get(lang)) } } }
            }))
        }
        @if cases.len() > 1 {
            (form.radios(&CASE, &cases))
        } @else {
            input type="hidden" name=(CASE.name) value="0";
            @for case in &cases { @if let Some(about) = &case.hint { p { (lang.pick("Thời hạn: ", "Term: ")) (about) } } }
        }
        @if !colleagues.is_empty() {
            (form.select(&ASSIGNEE, &colleagues).none(lang.pick("Chưa giao riêng ai", "Nobody in particular")))
        }
        (button(Move::Accept.label().get(lang)))
    };
    html! { (desk.post(Move::Accept, &typed, fields)) }
}

pub(super) fn read_accept(desk: &Desk, typed: &mut Submitted) -> Option<Args> {
    let package = desk.sheet.package()?;
    let path = Path(package);
    let offered: Vec<String> = (0..package.cases.len()).map(|index| index.to_string()).collect();
    let offered: Vec<(&str, usize)> =
        offered.iter().enumerate().map(|(index, value)| (value.as_str(), index)).collect();
    let case = typed.choice(&CASE, &offered);
    let assignee = desk.colleague(typed, &ASSIGNEE, path.role(path.start()));
    Some(Args::Accept(Accept { case, assignee }))
}

pub(super) fn refuse(desk: &Desk) -> Markup {
    desk.one_text(Move::Refuse, &REFUSE, "", true)
}

pub(super) fn read_refuse(typed: &mut Submitted) -> Args {
    Args::Refuse(Refuse { reason: typed.lines(&REFUSE) })
}

/// Whether asking for papers now needs a special law.
fn is_late(desk: &Desk) -> bool {
    let dossier = &desk.sheet.dossier;
    promise::promised(desk.snapshot, &dossier.clock, None)
        .and_then(|promise| promise.supplement_return_by)
        .is_some_and(|by| desk.now.today > by)
}

/// Asking for everything that is missing, once.
pub(super) fn ask_supplement(desk: &Desk) -> Markup {
    let (lang, sheet) = (desk.lang, desk.sheet);
    let papers = sheet.package().map_or(&[][..], |package| package.papers.as_slice());
    let choices: Vec<Choice> = papers.iter().map(|paper| Choice::new(&paper.id, paper.name.get(lang))).collect();
    let missing: Vec<(&str, String)> =
        sheet.missing().into_iter().map(|paper| (MISSING.name, paper.id.clone())).collect();
    let typed = desk.typed(Move::AskSupplement, &missing);
    let form = Form::new(lang, &typed);
    let fields = html! {
        p.hint {
            (lang.pick(
                "Chỉ được yêu cầu một lần, đầy đủ. Hồ sơ đã tiếp nhận thì dừng tính thời hạn cho đến khi nhận đủ.",
                "May be asked once, completely. The clock of an accepted dossier stops until everything is there.",
            ))
        }
        @if !choices.is_empty() { (form.checkboxes(&MISSING, &choices)) }
        (form.area(&ITEMS).rows(3))
        (form.area(&WHY).rows(3))
        @if is_late(desk) { (form.area(&GROUND.required()).rows(2)) }
        (button(Move::AskSupplement.label().get(lang)))
    };
    html! { (desk.post(Move::AskSupplement, &typed, fields).draft()) }
}

pub(super) fn read_ask_supplement(desk: &Desk, typed: &mut Submitted) -> Args {
    let papers = desk.sheet.package().map_or(&[][..], |package| package.papers.as_slice());
    let offered: Vec<(&str, String)> = papers.iter().map(|paper| (paper.id.as_str(), paper.name.vi.clone())).collect();
    let mut items = typed.choices(&MISSING, &offered);
    items.extend(typed.lines(&ITEMS).lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()));
    Args::AskSupplement(AskSupplement { items, reason: typed.lines(&WHY), ground: typed.lines(&GROUND) })
}

/// Taking in at the counter what was missing.
pub(super) fn supplement(desk: &Desk) -> Markup {
    let lang = desk.lang;
    let typed = desk.typed(Move::Supplement, &[]);
    let (form, rule): (Form, FileRule) = (Form::new(lang, &typed), uploads::rule());
    let components = desk.components();
    let fields = html! {
        p.hint {
            (lang.pick(
                "Ghi nhận khi người nộp mang hoặc gửi đủ giấy tờ đến quầy.",
                "When the applicant brought or sent everything to the counter.",
            ))
        }
        @if !components.is_empty() {
            (form.select(&COMPONENT, &components).none(lang.pick("Nhiều loại hoặc giấy tờ khác", "Several, or another paper")))
        }
        (form.file(&FILES, &rule))
        (form.area(&NOTE).rows(2))
        (button(lang.pick("Ghi nhận đã bổ sung đủ", "Everything is there")))
    };
    html! { (desk.post(Move::Supplement, &typed, fields).with_files()) }
}

pub(super) async fn read_supplement(desk: &Desk<'_>, typed: &mut Submitted) -> Result<Args, Problem> {
    let note = typed.lines(&NOTE);
    let component = super::work::component(desk, typed, &COMPONENT);
    let papers = desk.files(typed, &FILES, component, PaperKind::Submitted).await?;
    Ok(Args::Supplement(Supplement { note }, papers))
}

/// Handing the result over.
pub(super) fn hand_over(desk: &Desk) -> Markup {
    let lang = desk.lang;
    let typed = desk.typed(Move::HandOver, &[]);
    let fields = html! {
        @if let Some(on) = desk.sheet.dossier.resolved_on {
            p { (lang.pick("Có kết quả từ ngày ", "The result is there since ")) (format::date(on)) "." }
        }
        (Form::new(lang, &typed).line(&TO))
        (button(Move::HandOver.label().get(lang)))
    };
    html! { (desk.post(Move::HandOver, &typed, fields)) }
}

pub(super) fn read_hand_over(typed: &mut Submitted) -> Args {
    Args::HandOver(HandOver { to: typed.line(&TO) })
}

pub(super) fn withdraw(desk: &Desk) -> Markup {
    let hint = desk.lang.pick(
        "Ghi nhận theo yêu cầu của người nộp. Hồ sơ kết thúc và không mở lại được.",
        "On the applicant's word. The dossier is over then and cannot be opened again.",
    );
    desk.one_text(Move::Withdraw, &WITHDRAW, hint, true)
}

pub(super) fn read_withdraw(typed: &mut Submitted) -> Args {
    Args::Withdraw(Withdraw { reason: typed.lines(&WITHDRAW) })
}
