use std::collections::BTreeMap;

use base::{Lang, Text, text::plain};
use web::Words;

use super::{Channel, Kind};

/// Facts by their names. One that differs between the languages stands twice: `thu_tuc` and, in English, `thu_tuc.en`.
pub type Facts = BTreeMap<String, String>;

/// How a kind of notice is worded on a channel in a language: text with the names of facts between braces.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Wording {
    /// Subject; letters only.
    pub subject: String,
    /// Text.
    pub text: String,
    /// Whether marks come off before it goes out: text messages then cost less and arrive on every telephone.
    pub plain: bool,
    /// The number under which the wording is registered with Zalo; without it Zalo carries nothing.
    pub registered: String,
}

/// Why a wording cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordingFault {
    /// It mentions something this kind of notice knows nothing of.
    Unknown(String),
    /// A brace is opened and not closed, or closed and not opened.
    Brace,
    /// There is no text.
    Empty,
    /// It is longer than the channel carries, when filled with the samples: how long, and the most.
    Long(usize, usize),
}

impl WordingFault {
    /// Why, in plain words.
    pub fn words(&self) -> Words {
        match self {
            Self::Unknown(name) => Words::new(
                format!("Không có mục {{{name}}} trong loại thông báo này. Chỉ dùng các mục trong bảng bên dưới."),
                format!("This kind of notice knows no {{{name}}}. Use what the table below names."),
            ),
            Self::Brace => Text::new(
                "Dấu { và } phải đi thành cặp, ở giữa là tên mục, ví dụ {ten}.",
                "Braces come in pairs with a name between them, as in {ten}.",
            )
            .into(),
            Self::Empty => Text::new("Hãy nhập nội dung.", "Enter the text.").into(),
            Self::Long(found, most) => Words::new(
                format!("Với dữ liệu mẫu, nội dung dài {found} ký tự; kênh này chỉ gửi được {most}."),
                format!("Filled with the samples it has {found} characters; this channel carries {most}."),
            ),
        }
    }
}

/// A piece of a wording.
enum Piece<'a> {
    Said(&'a str),
    Fact(&'a str),
}

fn pieces(text: &str) -> Result<Vec<Piece<'_>>, WordingFault> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (said, from) = rest.split_at(at);
        let inside = from.strip_prefix('{').ok_or(WordingFault::Brace)?;
        let (name, after) = inside.split_once('}').ok_or(WordingFault::Brace)?;
        if name.contains('{') || name.trim().is_empty() {
            return Err(WordingFault::Brace);
        }
        pieces.extend([Piece::Said(said), Piece::Fact(name.trim())]);
        rest = after;
    }
    pieces.push(Piece::Said(rest));
    Ok(pieces)
}

/// The facts a text mentions, in order, each once.
pub fn mentioned(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in pieces(text).unwrap_or_default() {
        if let Piece::Fact(name) = piece
            && !names.iter().any(|known| known == name)
        {
            names.push(name.into());
        }
    }
    names
}

fn fact<'a>(facts: &'a Facts, name: &str, lang: Lang) -> &'a str {
    let english = (lang == Lang::En).then(|| facts.get(&format!("{name}.en"))).flatten();
    english.or_else(|| facts.get(name)).map_or("", String::as_str)
}

/// A text with its facts put in; what is not known is left out.
fn filled(text: &str, facts: &Facts, lang: Lang) -> String {
    match pieces(text) {
        Ok(pieces) => pieces
            .into_iter()
            .map(|piece| match piece {
                Piece::Said(said) => said,
                Piece::Fact(name) => fact(facts, name, lang),
            })
            .collect(),
        // A wording is checked before it is kept; one that is broken all the same goes out as it stands.
        Err(_) => text.into(),
    }
}

/// A message as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Subject; empty where there is none.
    pub subject: String,
    /// Text.
    pub text: String,
}

impl Wording {
    /// The message.
    pub fn render(&self, facts: &Facts, lang: Lang) -> Rendered {
        let done = |text: &str| {
            let text = filled(text, facts, lang);
            if self.plain { plain(&text) } else { text }
        };
        Rendered { subject: done(&self.subject).replace('\n', " "), text: done(&self.text) }
    }

    /// The facts that a registered template is sent with: those the text mentions.
    pub fn values(&self, facts: &Facts, lang: Lang) -> BTreeMap<String, String> {
        mentioned(&self.text)
            .into_iter()
            .map(|name| {
                let value = fact(facts, &name, lang).to_owned();
                (name, value)
            })
            .collect()
    }

    /// Holds it against what a kind of notice knows and a channel carries.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, kind: &Kind, channel: Channel, lang: Lang) -> Result<(), WordingFault> {
        if self.text.trim().is_empty() || (channel == Channel::Mail && self.subject.trim().is_empty()) {
            return Err(WordingFault::Empty);
        }
        for text in [&self.subject, &self.text] {
            for piece in pieces(text)? {
                if let Piece::Fact(name) = piece
                    && !kind.all_facts().any(|known| known.key == name)
                {
                    return Err(WordingFault::Unknown(name.into()));
                }
            }
        }
        let length = self.render(&samples(kind), lang).text.chars().count();
        if length > channel.longest() { Err(WordingFault::Long(length, channel.longest())) } else { Ok(()) }
    }
}

/// The samples of everything a kind of notice may mention.
pub fn samples(kind: &Kind) -> Facts {
    kind.all_facts().map(|fact| (fact.key.to_owned(), fact.sample.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::domain::{Audience, Fact};

    const KIND: Kind = Kind {
        key: "test.happened",
        label: Text::new("Đã xảy ra", "It happened"),
        audience: Audience::People,
        reminder: false,
        facts: &[Fact::new("ma", Text::new("Mã", "Code"), "H10-1")],
        subject: Text::new("Hồ sơ {ma}", "Dossier {ma}"),
        long: Text::new("Kính gửi {ten},\n{ma}", "Dear {ten},\n{ma}"),
        short: Text::new("{ma}: đã có kết quả. {tuy_chon}", "{ma}: done. {tuy_chon}"),
    };

    fn wording(text: &str) -> Wording {
        Wording { text: text.into(), ..Wording::default() }
    }

    #[test]
    fn facts_take_the_place_of_their_names() {
        let facts = Facts::from([
            ("ma".into(), "H1".into()),
            ("thu_tuc".into(), "Khai sinh".into()),
            ("thu_tuc.en".into(), "Birth".into()),
        ]);
        assert_eq!(wording("Hồ sơ {ma}: {thu_tuc}").render(&facts, Lang::Vi).text, "Hồ sơ H1: Khai sinh");
        assert_eq!(wording("{ma}: {thu_tuc}{khac}").render(&facts, Lang::En).text, "H1: Birth");
    }

    #[test]
    fn an_unknown_name_is_refused_and_named() {
        let found = wording("{ma} {han_tra}").check(&KIND, Channel::Sms, Lang::Vi);
        assert_eq!(found, Err(WordingFault::Unknown("han_tra".into())));
        assert!(WordingFault::Unknown("han_tra".into()).words().vi.contains("{han_tra}"));
        for broken in ["{ma", "ma}", "{}", "{ma {ten}}"] {
            assert_eq!(wording(broken).check(&KIND, Channel::Sms, Lang::Vi), Err(WordingFault::Brace), "{broken}");
        }
        assert_eq!(wording(" ").check(&KIND, Channel::Sms, Lang::Vi), Err(WordingFault::Empty));
    }

    #[test]
    fn what_comes_with_the_program_passes_its_own_check() {
        for channel in Channel::ALL {
            for lang in [Lang::Vi, Lang::En] {
                assert_eq!(KIND.wording(channel, lang).check(&KIND, channel, lang), Ok(()));
            }
        }
    }

    #[test]
    fn marks_come_off_a_text_message() {
        let sms = KIND.wording(Channel::Sms, Lang::Vi).render(&samples(&KIND), Lang::Vi);
        assert_eq!(sms.text, "H10-1: da co ket qua. https://dichvucong.example.vn/nt/k7m2p9xq4t8w");
    }
}
