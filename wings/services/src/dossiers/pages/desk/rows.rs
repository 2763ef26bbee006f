//! What lists say of a dossier: how pressing it is, at which step, and where a list goes on.

use std::{fmt::Display, str::FromStr};

use base::{Lang, calendar, clock::wall, text::format};
use jiff::{Timestamp, civil::Date};
use maud::{Markup, html};
use web::{
    Submitted,
    ui::{Pager, Tone, tag},
};

use super::dossier_at;
use crate::{
    dossiers::{
        domain::{Dossier, Due, State},
        pages::names,
        queries::{Slice, Turn, Urgency},
    },
    office::Snapshot,
};

/// The moment a list is looked at, and what counts as soon then.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now {
    pub(super) at: Timestamp,
    pub(super) today: Date,
    /// The last day that counts as soon.
    pub(super) soon: Date,
}

impl Now {
    pub(super) fn of(snapshot: &Snapshot, at: Timestamp) -> Self {
        let today = wall(at).date();
        Self { at, today, soon: snapshot.calendar.add_working_days(today, snapshot.rules.on(today).soon()) }
    }
}

/// The tone that goes with an urgency.
pub(super) const fn tone(urgency: Urgency) -> Tone {
    match urgency {
        Urgency::Late => Tone::Bad,
        Urgency::Today | Urgency::Soon => Tone::Warn,
        Urgency::Fine => Tone::Good,
        Urgency::Open => Tone::Info,
    }
}

/// A promised time as the ledger counts what is left of it.
pub(super) fn promised(due: Due) -> calendar::Due {
    let day = calendar::Due::Day(due.on);
    if day.until() == due.at { day } else { calendar::Due::At(due.at) }
}

/// How a dossier stands against its promise: a mark, the words, and the date below.
pub(super) fn due(lang: Lang, snapshot: &Snapshot, dossier: &Dossier, now: Now) -> Markup {
    if let Some(on) = dossier.resolved_on {
        let (tone, words) = match dossier.timeliness {
            Some(calendar::Timeliness::Late) => (Tone::Bad, calendar::Timeliness::Late.label().get(lang)),
            Some(how) => (Tone::Good, how.label().get(lang)),
            None => (Tone::Good, State::ResultReady.label().get(lang)),
        };
        return html! { div { (tag(tone, words)) " " span.sub { (lang.pick("Có kết quả ", "Result on ")) (format::date(on)) } } };
    }
    match (dossier.due, dossier.state) {
        (Some(due), _) => {
            let left = promised(due).remaining(now.at, &snapshot.calendar).text(lang);
            let urgency = Urgency::of(dossier, now.at, now.today, now.soon);
            html! { div { (tag(tone(urgency), &left)) " " span.sub { (format::date(due.on)) } } }
        }
        (None, State::Filed) => tag(Tone::Info, lang.pick("Chờ tiếp nhận", "To be accepted")),
        (None, state) if state.is_final() => tag(Tone::Info, lang.pick("Đã kết thúc", "Over")),
        (None, _) => tag(Tone::Info, lang.pick("Dừng tính hạn", "Clock stands still")),
    }
}

/// What the dossier is, as the first cell of a row: the procedure as a link, code and applicant below.
pub(super) fn what(lang: Lang, snapshot: &Snapshot, dossier: &Dossier) -> Markup {
    html! {
        a href=(dossier_at(dossier.id)) { (names::procedure(snapshot, lang, dossier.version, &dossier.procedure)) }
        span.sub { (dossier.code) " · " (dossier.applicant_name) }
    }
}

/// The step a dossier is at, or its state where it is at none.
pub(super) fn step(lang: Lang, snapshot: &Snapshot, dossier: &Dossier) -> String {
    let published = snapshot.catalogue.version(dossier.version);
    let step = published.as_deref().and_then(|published| published.package.steps.get(dossier.step));
    match (dossier.state, step) {
        (State::Processing | State::AwaitingSignature | State::Signed, Some(step)) => step.name.get(lang).to_owned(),
        (state, _) => state.label().get(lang).to_owned(),
    }
}

const AFTER: &str = "sau";
const BEFORE: &str = "truoc";

/// Where a list goes on, as its address says.
pub(super) fn turn<K: FromStr>(typed: &Submitted) -> Turn<K> {
    let read = |name| {
        let (key, id) = typed.get(name).split_once('~')?;
        Some((key.parse().ok()?, id.parse().ok()?))
    };
    match (read(AFTER), read(BEFORE)) {
        (Some((key, id)), _) => Turn::After(key, id),
        (None, Some((key, id))) => Turn::Before(key, id),
        (None, None) => Turn::First,
    }
}

/// The links to the pages before and after this one, which keep everything else asked for.
pub(super) fn pager<K: Display>(
    lang: Lang,
    path: &str,
    typed: &Submitted,
    slice: &Slice<Dossier>,
    key: impl Fn(&Dossier) -> K,
) -> Pager {
    let link = |there: bool, name: &str, dossier: Option<&Dossier>| {
        let edge = dossier.filter(|_| there).map(|dossier| format!("{}~{}", key(dossier), dossier.id))?;
        let clean = [(AFTER, ""), (BEFORE, "")];
        let changes: Vec<(&str, &str)> = clean
            .into_iter()
            .map(|(field, none)| if field == name { (field, edge.as_str()) } else { (field, none) })
            .collect();
        Some(format!("{path}?{}", typed.query_with(&changes)))
    };
    Pager::new(lang).before(link(slice.before, BEFORE, slice.rows.first())).after(link(
        slice.after,
        AFTER,
        slice.rows.last(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::DossierId;

    const ID: &str = "018d7a5e-0000-7000-8000-000000000001";

    #[test]
    fn the_place_in_a_list_survives_its_address() {
        let id: DossierId = ID.parse().expect("an id");
        let at: Timestamp = "2024-02-05T09:10:00.000001Z".parse().expect("an instant");
        let typed = Submitted::blank().with(AFTER, format!("{at}~{ID}"));
        assert_eq!(turn::<Timestamp>(&typed), Turn::After(at, id));
        let back = Submitted::blank().with(BEFORE, format!("2024-02-05~{ID}"));
        assert_eq!(turn::<Date>(&back), Turn::Before(jiff::civil::date(2024, 2, 5), id));
        assert_eq!(turn::<Date>(&Submitted::blank().with(AFTER, "gibberish")), Turn::First);
    }
}
