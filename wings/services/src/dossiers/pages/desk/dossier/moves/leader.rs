//! What the head of the agency does: signing or sending back, apologising for a new date, stopping, giving to others.

use base::{Text, text::format};
use maud::{Markup, html};
use web::{
    Field, Submitted,
    ui::{Form, button, details},
};

use super::{Args, Desk, written};
use crate::dossiers::{
    commands::{Extend, Reassign, SendBack, Stop},
    domain::{Event, Move},
    pages::promise,
};

const SEND_BACK: Field =
    Field::new("send-back.reason", Text::new("Điều cần làm lại", "What has to be done again")).required().max(4000);
const TO_DAY: Field = Field::new("extend.to", Text::new("Ngày hẹn lại", "New day")).required();
const APOLOGY: Field =
    Field::new("extend.reason", Text::new("Lý do chậm", "Why it is late")).required().max(4000).hint(Text::new(
        "Người nộp sẽ đọc nguyên văn trong thư xin lỗi.",
        "The applicant reads this as it stands, in the apology.",
    ));
const STOP: Field = Field::new("stop.reason", Text::new("Lý do dừng giải quyết", "Reason for stopping"))
    .required()
    .max(4000)
    .hint(Text::new("Người nộp sẽ đọc nguyên văn.", "The applicant reads this as it stands."));
const TO: Field = Field::new("reassign.to", Text::new("Giao cho", "Give to"));

/// What may be typed here, to be shown again when the move can no longer be made.
pub(super) const FIELDS: &[Field] = &[SEND_BACK, TO_DAY, APOLOGY, STOP];

/// Signing what is proposed: the proposal stands beside the button.
pub(super) fn approve(desk: &Desk) -> Markup {
    let lang = desk.lang;
    let typed = desk.typed(Move::Approve, &[]);
    let proposal = desk.sheet.moments.iter().rev().find_map(|moment| match &moment.event {
        Event::Proposed { outcome, note, .. } => Some((moment, outcome, note)),
        _ => None,
    });
    let fields = html! {
        @if let Some((moment, outcome, note)) = proposal {
            (details()
                .row(lang.pick("Đề xuất", "Proposal"), html! { strong { (outcome.label().get(lang)) } })
                .text(lang.pick("Người trình", "Submitted by"), &moment.by)
                .row(lang.pick("Ý kiến thẩm định", "Appraisal"), written(note)))
        }
        (button(Move::Approve.label().get(lang)))
    };
    html! { (desk.post(Move::Approve, &typed, fields)) }
}

pub(super) fn send_back(desk: &Desk) -> Markup {
    desk.one_text(Move::SendBack, &SEND_BACK, "", false)
}

pub(super) fn read_send_back(typed: &mut Submitted) -> Args {
    Args::SendBack(SendBack { reason: typed.lines(&SEND_BACK) })
}

/// Apologising and setting a new date, once; says until when an apology is in time.
pub(super) fn extend(desk: &Desk) -> Markup {
    let (lang, dossier) = (desk.lang, &desk.sheet.dossier);
    let promise = promise::promised(desk.snapshot, &dossier.clock, None);
    let by = promise.as_ref().and_then(|promise| promise.apology_by);
    let typed = desk.typed(Move::Extend, &[]);
    let form = Form::new(lang, &typed);
    let fields = html! {
        (details()
            .text(lang.pick("Đã hẹn", "Promised for"), &dossier.due.map(|due| format::date(due.on)).unwrap_or_default())
            .row(lang.pick("Phải xin lỗi chậm nhất", "Apology due by"), html! {
                @match by {
                    Some(by) if by >= desk.now.today => (format::date(by)),
                    Some(by) => { (format::date(by)) ": " (lang.pick("đã quá, việc xin lỗi sẽ được ghi là muộn", "past; the apology will be recorded as late")) },
                    None => (lang.pick("không còn kịp, việc xin lỗi sẽ được ghi là muộn", "no longer in time; it will be recorded as late")),
                }
            }))
        p.hint { (lang.pick("Chỉ được hẹn lại một lần.", "A new date may be set once.")) }
        (form.day(&TO_DAY))
        (form.area(&APOLOGY).rows(3))
        (button(Move::Extend.label().get(lang)))
    };
    html! { (desk.post(Move::Extend, &typed, fields).draft()) }
}

pub(super) fn read_extend(typed: &mut Submitted) -> Option<Args> {
    let to = typed.date(&TO_DAY);
    let reason = typed.lines(&APOLOGY);
    Some(Args::Extend(Extend { to: to?, reason }))
}

pub(super) fn stop(desk: &Desk) -> Markup {
    let hint = desk.lang.pick(
        "Hồ sơ kết thúc không có kết quả và không mở lại được.",
        "The dossier ends without a result and cannot be opened again.",
    );
    desk.one_text(Move::Stop, &STOP, hint, true)
}

pub(super) fn read_stop(typed: &mut Submitted) -> Args {
    Args::Stop(Stop { reason: typed.lines(&STOP) })
}

/// Giving to a colleague of the role that holds it.
pub(super) fn reassign(desk: &Desk) -> Markup {
    let (lang, dossier) = (desk.lang, &desk.sheet.dossier);
    let now = dossier.assignee.map(|staff| vec![(TO.name, staff.to_string())]).unwrap_or_default();
    let typed = desk.typed(Move::Reassign, &now);
    let colleagues = dossier.role.map(|role| desk.colleagues(&[role])).unwrap_or_default();
    let fields = html! {
        (Form::new(lang, &typed).select(&TO, &colleagues).none(lang.pick("Không giao riêng ai", "Nobody in particular")))
        (button(Move::Reassign.label().get(lang)).quiet())
    };
    html! { (desk.post(Move::Reassign, &typed, fields)) }
}

pub(super) fn read_reassign(desk: &Desk, typed: &mut Submitted) -> Option<Args> {
    let role = desk.sheet.dossier.role?;
    Some(Args::Reassign(Reassign { to: desk.colleague(typed, &TO, role) }))
}
