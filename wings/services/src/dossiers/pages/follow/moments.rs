//! What happened to a dossier, as its applicant may read it: without what colleagues wrote to each other.

use base::{Lang, clock::wall, text::format};
use directory::notices::Message;
use maud::{Markup, html};
use web::ui::timeline::Event as Line;

use crate::{
    catalogue::domain::Package,
    dossiers::{
        domain::Event,
        pages::{
            names,
            told::{self, Placed},
        },
        queries::Moment,
    },
    office::Snapshot,
};

/// The lines of the applicant's timeline, oldest first.
pub(super) fn lines(
    lang: Lang,
    snapshot: &Snapshot,
    package: Option<&Package>,
    moments: &[Moment],
    messages: &[Message],
) -> Vec<Line> {
    let shown = |moment: &Moment| !matches!(moment.event, Event::Attached { .. } | Event::Reassigned { .. });
    let placed = moments.iter().zip(1..).filter(|(moment, _)| shown(moment)).map(|(moment, entry)| Placed {
        at: moment.at,
        line: Line::done(moment.event.label().get(lang), format::date_time(wall(moment.at))),
        note: note(lang, snapshot, package, moment),
        entry,
    });
    told::lines(lang, placed.collect(), messages)
}

fn note(lang: Lang, snapshot: &Snapshot, package: Option<&Package>, moment: &Moment) -> Option<Markup> {
    let step = |index: usize| package.and_then(|package| package.steps.get(index)).map(|step| step.name.get(lang));
    let said = |text: &str| (!text.is_empty()).then(|| html! { p.quote { (text) } });
    match &moment.event {
        Event::Accepted { due, .. } | Event::Supplemented { due: Some(due), .. } => Some(html! {
            p { (lang.pick("Hẹn trả kết quả: ", "Promised for: ")) strong { (format::date(due.on)) } }
        }),
        Event::SupplementAsked { items, reason, .. } => Some(html! {
            ul { @for item in items { li { (item) } } }
            p { (reason) }
        }),
        Event::Supplemented { note, .. } => said(note),
        Event::Refused { reason } | Event::Stopped { reason, .. } | Event::Withdrawn { reason, .. } => {
            Some(html! { p { (lang.pick("Lý do: ", "Reason: ")) (reason) } })
        }
        Event::Extended { reason, due, .. } => Some(html! {
            p { (lang.pick("Hẹn lại: ", "New date: ")) strong { (format::date(due.on)) } }
            p { (lang.pick("Lý do: ", "Reason: ")) (reason) }
        }),
        Event::Forwarded { step: index, .. } => step(*index).map(|name| html! { p { (name) } }),
        Event::Consulted { agency, reply_by, .. } => Some(html! {
            p {
                (names::agency(snapshot, *agency, moment.at))
                (lang.pick(", trả lời trước ngày ", ", to answer by ")) (format::date(*reply_by))
            }
        }),
        Event::Issued { number, .. } if !number.is_empty() => {
            Some(html! { p { (lang.pick("Số văn bản: ", "Document number: ")) (number) } })
        }
        Event::HandedOver { to } => Some(html! { p { (lang.pick("Người nhận: ", "Received by: ")) (to) } }),
        _ => None,
    }
}
