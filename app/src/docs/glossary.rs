//! The glossary: the words of the code beside those of the screens, from the words themselves.

use std::fmt::Write as _;

use base::{
    Proof, Role, Text,
    calendar::{DayKind, Ground, Timeliness, Unit},
};
use directory::{agencies, notices, places};
use services::{
    catalogue::domain::{
        ApplicantKind, Channel, Charge, Electronic, Handling, Keyed, Level, Needed, ServiceLevel, StepKind,
    },
    dossiers::{
        domain::{State, TRANSITIONS},
        measures::Measure,
    },
    population::{Fact, domain::Outcome},
};
use steering::figures::Indicator;

/// A word of the code and how the screens say it.
type Word = (String, Text);

/// A heading and the words under it.
type Section = (&'static str, Vec<Word>);

fn keyed<K: Keyed>() -> Vec<Word> {
    K::ALL.iter().map(|word| (word.key().to_owned(), word.label())).collect()
}

fn sections() -> Vec<Section> {
    let word = |key: &str, label: Text| (key.to_owned(), label);
    let moves = TRANSITIONS.iter().map(|line| {
        let key =
            serde_json::to_value(line.mv).ok().and_then(|key| key.as_str().map(str::to_owned)).unwrap_or_default();
        (key, line.mv.label())
    });
    let indicators = [Indicator::InTime, Indicator::Online, Indicator::Digitised, Indicator::Services];
    vec![
        ("Roles in an agency", keyed::<Role>()),
        ("Where a dossier stands", State::ALL.iter().map(|state| word(state.key(), state.label())).collect()),
        ("What is done to a dossier", moves.collect()),
        ("How a dossier comes in", keyed::<Channel>()),
        ("Who applies", keyed::<ApplicantKind>()),
        ("Steps of a procedure", keyed::<StepKind>()),
        ("How much of a procedure is online", keyed::<ServiceLevel>()),
        ("Levels that handle a procedure", keyed::<Level>()),
        ("Papers: handed in or shown", keyed::<Handling>()),
        ("Papers: when they are needed", keyed::<Needed>()),
        ("Papers: what stands for them online", keyed::<Electronic>()),
        ("Charges", keyed::<Charge>()),
        ("Units of a term", keyed::<Unit>()),
        ("Grounds on which the clock stands still", keyed::<Ground>()),
        (
            "Against the promised day",
            Timeliness::ALL.iter().map(|word| (word.key().to_owned(), word.label())).collect(),
        ),
        ("What is counted", Measure::ALL.iter().map(|measure| word(measure.key(), measure.label())).collect()),
        ("Shares with a target", indicators.iter().map(|one| word(one.key(), one.label())).collect()),
        (
            "Days that are not what their weekday says",
            DayKind::ALL.iter().map(|kind| word(kind.key(), kind.label())).collect(),
        ),
        ("What is shown at sign-in", Proof::ALL.iter().map(|proof| (proof.key().to_owned(), proof.label())).collect()),
        ("What the population register is asked", keyed::<Fact>()),
        ("What came of asking it", keyed::<Outcome>()),
        ("Kinds of agencies", agencies::Kind::ALL.iter().map(|kind| word(kind.key(), kind.label())).collect()),
        (
            "Channels of notices",
            notices::Channel::ALL.iter().map(|channel| word(channel.key(), channel.label())).collect(),
        ),
        ("Where a message stands", notices::State::ALL.iter().map(|state| word(state.key(), state.label())).collect()),
        ("Tiers", places::Level::ALL.iter().map(|level| word(level.key(), level.label())).collect()),
    ]
}

/// The page, without its first line.
pub(super) fn page() -> String {
    let mut page = String::from(
        "# Glossary: the words of the code and of the screens\n\nCode, data files and addresses of programs use the key; \
         people read Vietnamese first and English second.\n",
    );
    for (heading, words) in sections() {
        let _ = write!(page, "\n## {heading}\n\n| key | Vietnamese | English |\n| --- | --- | --- |\n");
        for (key, label) in words {
            let _ = writeln!(page, "| `{key}` | {} | {} |", label.vi, label.en);
        }
    }
    page
}
