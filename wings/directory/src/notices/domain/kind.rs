use base::{Lang, Text};

use super::{Channel, Wording};

/// A fact that a message may mention.
#[derive(Debug, Clone, Copy)]
pub struct Fact {
    /// Its name between braces in a template, as in `ma_ho_so`.
    pub key: &'static str,
    /// What it is, for whoever writes templates.
    pub label: Text,
    /// What a preview puts in its place.
    pub sample: &'static str,
}

impl Fact {
    /// A fact.
    pub const fn new(key: &'static str, label: Text, sample: &'static str) -> Self {
        Self { key, label, sample }
    }
}

/// What every message may mention, whatever it tells.
pub const COMMON: &[Fact] = &[
    Fact::new("ten", Text::new("Tên người nhận", "Name of the recipient"), "Nguyễn Thị Lan"),
    Fact::new(
        "tuy_chon",
        Text::new("Liên kết để đổi hoặc ngừng nhận thông báo", "Link to change or stop notices"),
        "https://dichvucong.example.vn/nt/k7m2p9xq4t8w",
    ),
    Fact::new("trang", Text::new("Địa chỉ của cổng", "Address of the portal"), "https://dichvucong.example.vn"),
];

/// Whom a kind of notice is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// People who bring cases.
    People,
    /// Members of staff.
    Staff,
}

/// A kind of notice: something that happens and somebody is told of. The room where it happens declares it; the words are
/// the province's until an administrator writes others.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Its key, as in `dossier.accepted`.
    pub key: &'static str,
    /// What happened.
    pub label: Text,
    /// Whom it is for.
    pub audience: Audience,
    /// Whether it only reminds: people may turn reminders off and still be told what happens.
    pub reminder: bool,
    /// What it may mention beside [`COMMON`].
    pub facts: &'static [Fact],
    /// Subject of a letter.
    pub subject: Text,
    /// The text of a letter.
    pub long: Text,
    /// The text of a message to a telephone.
    pub short: Text,
}

impl Kind {
    /// The wording that comes with the program.
    pub fn wording(&self, channel: Channel, lang: Lang) -> Wording {
        let (subject, text) = match channel {
            Channel::Mail => (self.subject.get(lang), self.long.get(lang)),
            Channel::Sms | Channel::Zalo => ("", self.short.get(lang)),
        };
        Wording {
            subject: subject.into(),
            text: text.into(),
            plain: channel == Channel::Sms,
            registered: String::new(),
        }
    }

    /// Everything it may mention.
    pub fn all_facts(&self) -> impl Iterator<Item = &'static Fact> {
        self.facts.iter().chain(COMMON)
    }
}

/// Every kind of notice of the program, gathered where the rooms are wired together.
#[derive(Debug, Clone, Default)]
pub struct Kinds(Vec<&'static Kind>);

impl Kinds {
    /// The kinds of several rooms.
    pub fn of(rooms: &[&'static [Kind]]) -> Self {
        Self(rooms.iter().flat_map(|kinds| kinds.iter()).collect())
    }

    /// The kind of a key.
    pub fn get(&self, key: &str) -> Option<&'static Kind> {
        self.0.iter().copied().find(|kind| kind.key == key)
    }

    /// All of them, in the order declared.
    pub fn all(&self) -> impl Iterator<Item = &'static Kind> {
        self.0.iter().copied()
    }
}
