//! What happened: every move with who and when and what they wrote; questions to other agencies; what the applicant was
//! told and whether it went out.

use base::{clock::wall, text::format};
use maud::{Markup, html};
use web::ui::{self, Tone, layout, tag, timeline::Event as Line};

use super::{Desk, moves, sheet::given_to, written};
use crate::dossiers::{
    domain::{Event, Move},
    pages::{
        names,
        told::{self, Placed},
    },
    queries::Moment,
};

/// Everything that happened, oldest first.
pub(super) fn timeline(desk: &Desk) -> Markup {
    let lang = desk.lang;
    let placed = desk.sheet.moments.iter().zip(1..).map(|(moment, entry)| Placed {
        at: moment.at,
        line: Line::done(moment.event.label().get(lang), format::date_time(wall(moment.at))).by(&moment.by),
        note: note(desk, moment),
        entry,
    });
    let lines = told::lines(lang, placed.collect(), &desk.sheet.told);
    layout::card(
        lang.pick("Diễn biến", "What has happened"),
        ui::timeline(lang.pick("Diễn biến của hồ sơ", "What has happened to the dossier"), &lines),
    )
}

/// What belongs to an event: reasons, remarks, dates, to whom.
fn note(desk: &Desk, moment: &Moment) -> Option<Markup> {
    let lang = desk.lang;
    let step = |index: usize| {
        let step = desk.sheet.path().and_then(|path| path.step(index));
        html! { @if let Some(step) = step { p { (lang.pick("Bước: ", "Step: ")) (step.name.get(lang)) } } }
    };
    let said = |text: &str| html! { @if !text.is_empty() { p { (written(text)) } } };
    let until = |due: &crate::dossiers::domain::Due| {
        html! { p { (lang.pick("Hẹn trả kết quả ", "Promised for ")) strong { (format::date(due.on)) } } }
    };
    let given = given_to(&moment.event).map(|staff| desk.sheet.names.get(staff));
    let to = html! { @if let Some(name) = given { p { (lang.pick("Giao cho ", "Given to ")) (name) } } };
    Some(match &moment.event {
        Event::Filed { papers, .. } if papers.is_empty() => return None,
        Event::Filed { papers, .. } => html! { p { (papers.len()) (lang.pick(" tệp kèm theo", " files with it")) } },
        Event::Accepted { due, step: index, .. } => html! { (until(due)) (step(*index)) (to) },
        Event::Refused { reason } | Event::Withdrawn { reason, .. } | Event::Stopped { reason, .. } => said(reason),
        Event::SupplementAsked { items, reason, .. } => html! {
            ul { @for item in items { li { (item) } } }
            (said(reason))
        },
        Event::Supplemented { note, due, .. } => html! { (said(note)) @if let Some(due) = due { (until(due)) } },
        Event::Forwarded { step: index, note, .. } => html! { (step(*index)) (to) (said(note)) },
        Event::Consulted { agency, question, reply_by, .. } => html! {
            p { (names::agency(desk.snapshot, *agency, moment.at)) ", " (lang.pick("trả lời đến ", "to answer by ")) (format::date(*reply_by)) }
            (said(question))
        },
        Event::Answered { answer, .. } => said(answer),
        Event::Proposed { outcome, note, .. } => html! {
            p { (lang.pick("Đề xuất: ", "Proposal: ")) strong { (outcome.label().get(lang)) } }
            (said(note))
        },
        Event::SentBack { reason, .. } => said(reason),
        Event::Approved { step: index, .. } => step(*index),
        Event::Issued { number, timeliness, .. } => html! {
            @if !number.is_empty() { p { (lang.pick("Số văn bản: ", "Document number: ")) (number) } }
            p { (timeliness.label().get(lang)) }
        },
        Event::HandedOver { to } => html! { p { (lang.pick("Người nhận: ", "Received by: ")) (to) } },
        Event::Extended { due, reason, late_notice, .. } => html! {
            (until(due)) (said(reason))
            @if *late_notice { p { (tag(Tone::Warn, lang.pick("Xin lỗi muộn hơn quy định", "Apology later than the rules ask"))) } }
        },
        Event::Reassigned { to: None, .. } => {
            html! { p { (lang.pick("Không giao riêng ai", "Given to nobody in particular")) } }
        }
        Event::Reassigned { .. } => to,
        Event::Attached { paper } => html! { p { (paper.name) } },
    })
}

/// Questions to other agencies, each with its answer or the form to give it.
pub(super) fn consultations(desk: &Desk) -> Markup {
    let (lang, sheet) = (desk.lang, desk.sheet);
    html! {
        @if !sheet.consultations.is_empty() {
            section.card #hoi-y-kien {
                h2 { (lang.pick("Ý kiến cơ quan khác", "Other agencies' opinions")) }
                @for question in &sheet.consultations {
                    div.stack {
                        p {
                            strong { (names::agency(desk.snapshot, question.agency, question.asked_at)) } " "
                            @if question.answered_at.is_some() {
                                (tag(Tone::Good, lang.pick("Đã trả lời", "Answered")))
                            } @else if question.reply_by < desk.now.today {
                                (tag(Tone::Bad, lang.pick("Quá hạn trả lời", "Answer is late")))
                            } @else {
                                (tag(Tone::Warn, lang.pick("Chờ trả lời", "Waiting")))
                            }
                        }
                        p { (written(&question.question)) }
                        p.hint {
                            (lang.pick("Hỏi lúc ", "Asked at ")) (format::date_time(wall(question.asked_at)))
                            (lang.pick(", trả lời đến ", ", to answer by ")) (format::date(question.reply_by))
                        }
                        @if let (Some(at), Some(answer)) = (question.answered_at, &question.answer) {
                            p { (written(answer)) }
                            p.hint { (lang.pick("Trả lời lúc ", "Answered at ")) (format::date_time(wall(at))) }
                        } @else if sheet.moves.contains(&Move::Answer) {
                            (moves::answer(desk, question))
                        }
                    }
                }
            }
        }
    }
}
