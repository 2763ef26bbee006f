//! What could not be sent, why, and another try.

use axum::extract::State;
use base::{Lang, Text, clock::wall, text::format};
use jiff::SignedDuration;
use uuid::Uuid;
use web::{
    Answer, App, Markup, Page, Problem, SeeOther, Submitted, Visitor, Words, html,
    ui::{Column, Stat, Table, Tone, button, empty},
};

use super::{FAILED, Section, sections, why};
use crate::{
    act::Doer,
    notices::{
        commands::{self, Fault},
        domain::{Message, State as Stands, masked},
        postroom::Postroom,
        queries,
    },
};

/// How many are shown, and tried again at once.
const MOST: usize = 50;

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let (lang, now) = (visitor.lang, visitor.now);
    let (counts, failed, kept) = app
        .read(move |tx| {
            let week = now - SignedDuration::from_hours(7 * 24);
            Ok::<_, Problem>((
                queries::counts(tx, week)?,
                queries::in_state(tx, Stands::Failed, MOST)?,
                queries::in_state(tx, Stands::Kept, MOST)?,
            ))
        })
        .await?;
    let postroom = app.get::<Postroom>();
    let count =
        |states: &[Stands]| -> i64 { counts.iter().filter(|(state, _)| states.contains(state)).map(|(_, n)| n).sum() };
    let week = lang.pick("trong 7 ngày qua", "in the last 7 days");
    let stat = |label: &str, states: &[Stands]| Stat::new(label, format::integer(count(states))).feet(week, "");
    let body = html! {
        (sections(lang, Section::Failed))
        div.tiles-of {
            (stat(lang.pick("Đã gửi", "Sent"), &[Stands::Sent, Stands::Delivered]))
            (stat(lang.pick("Trong đó đã đến nơi", "Of these, arrived"), &[Stands::Delivered]))
            (stat(lang.pick("Đang chờ gửi", "Waiting to go out"), &[Stands::Written, Stands::Waiting, Stands::Sending]))
            (stat(lang.pick("Không gửi được", "Could not be sent"), &[Stands::Failed]))
        }
        section.card {
            h2 { (lang.pick("Không gửi được", "Could not be sent")) }
            @if failed.is_empty() {
                (empty(lang.pick("Mọi tin đều gửi được", "Everything could be sent"), html! {}))
            } @else {
                (list(lang, &postroom, lang.pick("Không gửi được", "Could not be sent"), &failed))
                (again_all(lang, Stands::Failed, failed.len()))
            }
        }
        @if !kept.is_empty() {
            section.card {
                h2 { (lang.pick("Chưa có kênh gửi", "No way to send it")) }
                p.aside { (lang.pick(
                    "Người nhận vẫn đọc được trên cổng. Gửi lại khi đã nối kênh hoặc người nhận đã có địa chỉ.",
                    "The recipient can read it on the portal. Try again once a gateway is set up or there is an address.",
                )) }
                (list(lang, &postroom, lang.pick("Chưa có kênh gửi", "No way to send it"), &kept))
                (again_all(lang, Stands::Kept, kept.len()))
            }
        }
    };
    Ok(Page::new(lang.pick("Thông báo", "Notices")).desk().body(body))
}

fn again_all(lang: Lang, state: Stands, shown: usize) -> Markup {
    html! {
        @if shown == MOST {
            p.aside { (lang.pick(format!("Chỉ hiện {MOST} tin gần nhất."), format!("Only the latest {MOST} are shown."))) }
        }
        form method="post" action=(FAILED) {
            p.actions { (button(lang.pick("Gửi lại các tin trên", "Try these again")).quiet().sends("tat_ca", state.key())) }
        }
    }
}

fn list(lang: Lang, postroom: &Postroom, caption: &str, messages: &[Message]) -> Markup {
    let columns = vec![
        Column::text(lang.pick("Thông báo", "Notice")),
        Column::text(lang.pick("Gửi tới", "To")),
        Column::text(lang.pick("Lý do", "Reason")),
        Column::text(lang.pick("Lúc", "At")),
        Column::actions(lang.pick("Việc có thể làm", "What can be done")),
    ];
    let rows = messages.iter().map(|message| {
        let label = postroom.kinds.get(&message.kind).map_or(message.kind.as_str(), |kind| kind.label.get(lang));
        vec![
            html! { (label) },
            html! { (message.channel.label().get(lang)) " " (masked(message.channel, &message.address)) },
            html! { (why(lang, message.reason.as_deref().unwrap_or("–"))) },
            html! { (format::date_time(wall(message.since))) },
            html! {
                div.row-actions {
                    form method="post" action=(FAILED) {
                        (button(lang.pick("Gửi lại", "Try again")).quiet().sends("id", message.id.to_string()).about(label))
                    }
                }
            },
        ]
    });
    html! { (Table::new(caption, columns).quiet().rows(rows)) }
}

pub(super) async fn again(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Answer, Problem> {
    let postroom = app.get::<Postroom>();
    let doer = Doer::of(&app, &visitor)?;
    let all = Stands::from_key(typed.get("tat_ca")).filter(|state| matches!(state, Stands::Failed | Stands::Kept));
    let one: Option<Uuid> = typed.get("id").parse().ok();
    let (done, left) = app
        .write(move |tx| {
            let ids: Vec<Uuid> = match (all, one) {
                (Some(state), _) => queries::in_state(tx, state, MOST)?.into_iter().map(|message| message.id).collect(),
                (None, Some(id)) => vec![id],
                (None, None) => {
                    return Err(Problem::invalid(Words::new(
                        "Không rõ tin cần gửi lại.",
                        "It is not clear what to send.",
                    )));
                }
            };
            let (mut done, mut left) = (0, None);
            for id in ids {
                match commands::try_again(tx, doer.act(), &postroom, id) {
                    Ok(()) => done += 1,
                    Err(refused) => left = Some(refused.fault()?),
                }
            }
            Ok((done, left))
        })
        .await?;
    Ok(match (done, left) {
        (0, Some(fault @ (Fault::NoWay | Fault::Gone))) => SeeOther::to(FAILED).flash(Tone::Warn, fault.words()),
        (0, _) => SeeOther::to(FAILED)
            .flash(Tone::Warn, Text::new("Không có tin nào để gửi lại.", "There was nothing to send.")),
        (n, _) => {
            SeeOther::to(FAILED).done(Words::new(format!("Sẽ gửi lại {n} tin."), format!("To be sent again: {n}.")))
        }
    }
    .into())
}
