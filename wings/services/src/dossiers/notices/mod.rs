//! What people and officers are told about dossiers. Here is only what happened and the facts of that moment; channels,
//! wordings and sending are [`directory::notices`]'s.

mod kinds;

use std::collections::BTreeMap;

use base::{Lang, Text, clock::wall, text::format};
use directory::notices::{Facts, Recipient, Told, tell};
use store::Tx;

use super::{
    commands::{Context, MoveError},
    domain::{Dossier, Event, Outcome},
};

pub use kinds::{DUE_HEAD, DUE_OFFICER, KINDS, RESULT_WAITS, SUPPLEMENT_WAITS};

/// Tells the applicant of an event that concerns them: one row, in the transaction of the move.
pub(super) fn follow(tx: &mut Tx, cx: &Context, dossier: &Dossier, event: &Event) -> Result<(), MoveError> {
    if !cx.tells {
        return Ok(());
    }
    let Some(kind) = kind(dossier, event) else { return Ok(()) };
    let mut facts = facts(dossier);
    let package = cx.catalogue.version(dossier.version);
    if let Some(package) = package.as_deref().map(|published| &published.package) {
        put(&mut facts, "thu_tuc", package.plain_name.get(Lang::Vi), package.plain_name.get(Lang::En));
    }
    let agency = cx.agencies.name_as_of(dossier.agency, wall(cx.now).date());
    facts.insert("co_quan".into(), agency.to_owned());
    of_event(&mut facts, event);
    let told = Told {
        kind: kind.into(),
        to: Recipient::Person(dossier.applicant),
        about: Some(dossier.id.into()),
        entry: Some(dossier.head.seq),
        facts,
        at: cx.now,
    };
    tell(tx, cx.ids.next(), &told)?;
    Ok(())
}

/// The kind of notice an event calls for.
fn kind(dossier: &Dossier, event: &Event) -> Option<&'static str> {
    Some(match event {
        Event::Filed { .. }
        | Event::Accepted { .. }
        | Event::Refused { .. }
        | Event::SupplementAsked { .. }
        | Event::Supplemented { due: Some(_), .. }
        | Event::Extended { .. }
        | Event::Stopped { .. } => event.kind(),
        Event::Issued { .. } if dossier.outcome == Some(Outcome::Denied) => kinds::DENIED,
        Event::Issued { .. } => event.kind(),
        _ => return None,
    })
}

/// What can be said about any dossier.
pub(super) fn facts(dossier: &Dossier) -> Facts {
    BTreeMap::from([("ma_ho_so".into(), dossier.code.clone()), ("ten".into(), dossier.applicant_name.clone())])
}

/// A fact that is said in either language.
pub(super) fn put(facts: &mut Facts, name: &str, vi: &str, en: &str) {
    facts.insert(name.into(), vi.into());
    if en != vi {
        facts.insert(format!("{name}.en"), en.into());
    }
}

fn of_event(facts: &mut Facts, event: &Event) {
    let mut say = |name: &str, value: String| {
        facts.insert(name.to_owned(), value);
    };
    match event {
        Event::Accepted { due, .. } | Event::Supplemented { due: Some(due), .. } => {
            say("hen_tra", format::date(due.on));
        }
        Event::Refused { reason } | Event::Stopped { reason, .. } => say("ly_do", reason.clone()),
        Event::SupplementAsked { items, reason, .. } => {
            say("can_bo_sung", items.join("; "));
            say("ly_do", reason.clone());
        }
        Event::Extended { due, reason, .. } => {
            say("hen_tra", format::date(due.on));
            say("ly_do", reason.clone());
        }
        _ => {}
    }
}

/// The name of a fact and of a kind on screens.
const fn text(vi: &'static str, en: &'static str) -> Text {
    Text::new(vi, en)
}

#[cfg(test)]
mod tests {
    use directory::notices::{
        Channel, Facts,
        domain::{length, samples},
    };

    use super::*;

    #[test]
    fn every_wording_passes_the_check_administrators_meet() {
        for kind in KINDS {
            for channel in Channel::ALL {
                for lang in [Lang::Vi, Lang::En] {
                    let checked = kind.wording(channel, lang).check(kind, channel, lang);
                    assert_eq!(checked, Ok(()), "{} {channel:?} {lang:?}", kind.key);
                }
            }
        }
    }

    #[test]
    fn a_text_message_fits_two_parts_and_has_no_marks() {
        for kind in KINDS {
            let facts: Facts = samples(kind);
            let said = kind.wording(Channel::Sms, Lang::Vi).render(&facts, Lang::Vi).text;
            assert!(said.is_ascii(), "{said}");
            assert!(length(&said).parts <= 2, "{}: {} in {:?}", kind.key, said, length(&said));
        }
    }

    #[test]
    fn every_wording_says_how_to_stop() {
        for kind in KINDS {
            for channel in Channel::ALL {
                assert!(kind.wording(channel, Lang::Vi).text.contains("{tuy_chon}"), "{} {channel:?}", kind.key);
            }
        }
    }
}
