//! What people were told, in the timeline of a dossier: under the event it tells of, and reminders between events.

use base::{Lang, Text, clock::wall, text::format};
use directory::notices::{Message, delivery};
use jiff::Timestamp;
use maud::{Markup, html};
use web::ui::timeline::Event as Line;

use crate::dossiers::notices::KINDS;

/// A line of the timeline that can still be placed.
pub(super) struct Placed {
    /// When it happened.
    pub(super) at: Timestamp,
    /// The line, without its note.
    pub(super) line: Line,
    /// What stands under it.
    pub(super) note: Option<Markup>,
    /// The number of its entry in the journal.
    pub(super) entry: i64,
}

/// The lines of a timeline, oldest first, with what was told under each and reminders in their places.
pub(super) fn lines(lang: Lang, placed: Vec<Placed>, messages: &[Message]) -> Vec<Line> {
    let mut lines: Vec<(Timestamp, Line)> = placed
        .into_iter()
        .map(|Placed { at, line, note, entry }| {
            let told: Vec<&Message> = messages.iter().filter(|message| message.entry == Some(entry)).collect();
            let line = match (note, told.is_empty()) {
                (None, true) => line,
                (note, _) => line.note(html! {
                    @if let Some(note) = note { (note) }
                    @for message in told { (delivery(lang, message)) }
                }),
            };
            (at, line)
        })
        .collect();
    let alone: Vec<&Message> = messages.iter().filter(|message| message.entry.is_none()).collect();
    for of_one in alone.chunk_by(|a, b| a.told == b.told) {
        let first = of_one[0];
        let label = KINDS.iter().find(|kind| kind.key == first.kind).map_or(NOTICE, |kind| kind.label);
        let line = Line::done(label.get(lang), format::date_time(wall(first.at)));
        lines.push((first.at, line.note(html! { @for message in of_one { (delivery(lang, message)) } })));
    }
    lines.sort_by_key(|(at, _)| *at);
    lines.into_iter().map(|(_, line)| line).collect()
}

const NOTICE: Text = Text::new("Thông báo", "Notice");
