//! Finding a procedure by what people call it.
//!
//! Case, marks, spaces and the way letters are composed make no difference: *khai sinh*, *khaisinh* and *KHAI SINH* are
//! one query. What somebody would say (the plain name) counts more than the official name, that more than other words for
//! it, that more than its field; rare words count more than common ones; one slip of the finger in a longer word is
//! forgiven.

use std::collections::{BTreeMap, BTreeSet};

use base::text;

use super::domain::Package;

/// How much a text counts, by whose it is.
const PLAIN: u32 = 10;
const NAME: u32 = 8;
const KEYWORD: u32 = 8;
const FIELD: u32 = 2;

/// How well a whole query fits a whole text.
const SAME: u32 = 100_000;
const BEGINS: u32 = 20_000;
const HOLDS: u32 = 15_000;

/// What fits so many times worse than the best is not shown.
const TRAILING: u32 = 100;

/// Shorter words are looked for as they are: one letter more or less makes too many of them.
const FORGIVING_FROM: usize = 4;

/// A procedure that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    /// Its code.
    pub code: &'a str,
    /// How well it fits; comparable within one search only.
    pub score: u32,
}

/// Procedures, prepared for searching.
#[derive(Debug, Clone, Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// In how many entries each word stands.
    spread: BTreeMap<String, u32>,
}

#[derive(Debug, Clone)]
struct Entry {
    code: String,
    /// Whole texts without spaces, each with its weight.
    keys: Vec<(String, u32)>,
    /// Words, each with the weight of the best text it stands in.
    words: BTreeMap<String, u32>,
    /// The texts as written, for those who type marks.
    written: String,
}

impl Index {
    /// Prepares procedures, each with the names of its field.
    pub fn new<'p>(packages: impl IntoIterator<Item = (&'p Package, &'p str)>) -> Self {
        let mut index = Self::default();
        for (package, field) in packages {
            let entry = Entry::new(package, field);
            for word in entry.words.keys() {
                *index.spread.entry(word.clone()).or_default() += 1;
            }
            index.entries.push(entry);
        }
        index
    }

    /// The procedures a query finds, best first. An empty query finds nothing.
    pub fn search(&self, query: &str) -> Vec<Hit<'_>> {
        let asked = Asked::new(query);
        if asked.key.is_empty() {
            return Vec::new();
        }
        let scored = self.entries.iter().map(|entry| Hit { code: &entry.code, score: self.score(entry, &asked) });
        let mut hits: Vec<_> = scored.filter(|hit| hit.score > 0).collect();
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        let worth = hits.first().map_or(0, |best| best.score / TRAILING);
        hits.retain(|hit| hit.score >= worth);
        hits
    }

    fn score(&self, entry: &Entry, asked: &Asked) -> u32 {
        if entry.code == asked.written || entry.code.ends_with(&asked.written) && asked.written.len() >= 6 {
            return SAME * 20;
        }
        let whole = entry.keys.iter().filter_map(|(key, weight)| fit(key, &asked.key).map(|fit| fit * weight)).max();
        let words = self.words(entry, asked);
        if whole.is_none() && words.is_none() {
            return 0;
        }
        let marks = if asked.is_marked && entry.written.contains(&asked.written) { HOLDS } else { 0 };
        whole.unwrap_or(0) + words.unwrap_or(0) + marks
    }

    /// The words of a query one by one. One in three may be missing; the words that count must not.
    fn words(&self, entry: &Entry, asked: &Asked) -> Option<u32> {
        let (mut score, mut found, mut rarity_found, mut rarity_all) = (0, 0, 0, 0);
        for word in &asked.words {
            let rarity = self.rarity(word);
            rarity_all += rarity;
            if let Some(weight) = entry.word(word) {
                found += 1;
                rarity_found += rarity;
                score += weight * rarity;
            }
        }
        let enough = found * 3 >= asked.words.len() * 2 && rarity_found * 3 >= rarity_all * 2;
        (enough && score > 0).then_some(score)
    }

    /// 1 for a word that stands in every procedure, up to 8 for one that stands in few or in none.
    fn rarity(&self, word: &str) -> u32 {
        let spread = self.spread.get(word).copied().unwrap_or(0).max(1);
        let share = u32::try_from(self.entries.len()).unwrap_or(u32::MAX) / spread;
        (share.max(1).ilog2() + 1).min(8)
    }
}

impl Entry {
    fn new(package: &Package, field: &str) -> Self {
        let mut entry =
            Self { code: package.code.clone(), keys: Vec::new(), words: BTreeMap::new(), written: String::new() };
        for (words, weight) in [(&package.plain_name, PLAIN), (&package.name, NAME)] {
            entry.add(&words.vi, weight);
            words.en.iter().for_each(|en| entry.add(en, weight - 1));
        }
        package.keywords.iter().for_each(|keyword| entry.add(keyword, KEYWORD));
        entry.add(field, FIELD);
        entry
    }

    fn add(&mut self, written: &str, weight: u32) {
        self.keys.push((text::search_key(written), weight));
        for word in words(written) {
            let best = self.words.entry(word).or_default();
            *best = (*best).max(weight);
        }
        self.written += &text::clean(written).to_lowercase();
        self.written.push('\n');
    }

    /// How much a word counts here, times a hundred: whole, as a beginning, or with one slip.
    fn word(&self, asked: &str) -> Option<u32> {
        if let Some(weight) = self.words.get(asked) {
            return Some(weight * 100);
        }
        let length = asked.chars().count();
        let near = self.words.iter().filter_map(|(word, weight)| {
            let part = if length >= 2 && word.starts_with(asked) {
                60
            } else if length >= FORGIVING_FROM && one_slip(word, asked) {
                30
            } else {
                return None;
            };
            Some(weight * part)
        });
        near.max()
    }
}

struct Asked {
    key: String,
    words: BTreeSet<String>,
    written: String,
    is_marked: bool,
}

impl Asked {
    fn new(query: &str) -> Self {
        // A query is what fits into a search box; the rest of a longer text changes nothing.
        let query: String = query.chars().take(200).collect();
        let written = text::clean(&query).to_lowercase();
        let is_marked = !written.is_ascii();
        Self { key: text::search_key(&query), words: words(&query).collect(), written, is_marked }
    }
}

fn words(written: &str) -> impl Iterator<Item = String> {
    let folded = text::fold(written).replace('y', "i");
    let words: Vec<String> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

/// How well a whole query fits a whole text: the more of the text it covers, the better.
fn fit(key: &str, asked: &str) -> Option<u32> {
    let covered =
        |most: u32| u32::try_from(u64::from(most) * asked.len() as u64 / key.len().max(1) as u64).unwrap_or(0);
    if key == asked {
        Some(SAME)
    } else if asked.len() < 3 {
        None
    } else if key.starts_with(asked) {
        Some(BEGINS + covered(50_000))
    } else if key.contains(asked) {
        Some(HOLDS + covered(45_000))
    } else {
        None
    }
}

/// Whether two words differ by one letter more, less or other, or by two neighbours swapped.
fn one_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let head = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (a, b) = (&one[head..], &other[head..]);
    match (a, b) {
        ([], rest) | (rest, []) => rest.len() <= 1,
        ([a1, a2, a_rest @ ..], [b1, b2, b_rest @ ..]) if a1 == b2 && a2 == b1 && a_rest == b_rest => true,
        ([_, a_rest @ ..], [_, b_rest @ ..]) => a_rest == b_rest || a == b_rest || a_rest == b,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;
    use crate::catalogue::library::Library;

    static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::embedded().expect("the province's files are sound"));
    static INDEX: LazyLock<Index> = LazyLock::new(|| {
        let field =
            |key: &str| LIBRARY.fields.iter().find(|field| field.key == key).map_or("", |field| field.name.vi.as_str());
        Index::new(LIBRARY.sources.iter().map(|source| (&source.package, field(&source.package.field))))
    });

    fn found(query: &str) -> Vec<&'static str> {
        INDEX.search(query).into_iter().map(|hit| hit.code).collect()
    }

    #[test]
    fn birth_registration_is_found_however_it_is_typed() {
        let decomposed: String = "đăng ký khai sinh".nfd().collect();
        for query in [
            "khai sinh",
            "khaisinh",
            "KHAI SINH",
            "Khai  Sinh",
            "giấy khai sinh",
            "giaykhaisinh",
            "lam giay khai sinh",
            "1.001193",
        ] {
            assert_eq!(found(query).first(), Some(&"1.001193"), "{query}");
        }
        assert_eq!(found(&decomposed), found("đăng ký khai sinh"));
        assert_eq!(
            found("khaisinh"),
            found("KHAI SINH").into_iter().filter(|code| found("khaisinh").contains(code)).collect::<Vec<_>>()
        );
    }

    #[test]
    fn people_find_what_they_call_things() {
        for (query, code) in [
            ("bằng lái", "1.002809"),
            ("bang lai xe", "1.002809"),
            ("sang tên sổ đỏ", "1.012765"),
            ("mất sổ đỏ", "1.012786"),
            ("tách thửa", "1.012784"),
            ("lên thổ cư", "1.000798"),
            ("xây nhà", "1.009994"),
            ("giấy độc thân", "1.004873"),
            ("kết hôn", "1.000894"),
            ("lấy chồng nước ngoài", "2.000806"),
            ("sao y", "2.000815"),
            ("hộ khẩu", "1.004222"),
            ("tạm trú", "1.004194"),
            ("mở cửa hàng", "1.001612"),
            ("ly lich tu phap", "2.000488"),
            ("lý lịch tư pháp", "2.000488"),
            ("mai táng", "1.001731"),
            ("họp báo", "2.001171"),
            ("building permit", "1.009994"),
            ("hộ nghèo", "1.011607"),
        ] {
            assert_eq!(found(query).first(), Some(&code), "{query}: {:?}", &found(query)[..found(query).len().min(4)]);
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_forgiven() {
        for (query, code) in [
            ("khai sihn", "1.001193"),
            ("thuờng chú", "1.004222"),
            ("chứng thực chư kí", "2.000884"),
            ("giáy phép xây dưng", "1.009994"),
        ] {
            assert!(found(query).iter().take(3).any(|found| *found == code), "{query}: {:?}", found(query));
        }
    }

    #[test]
    fn what_nobody_offers_is_not_found() {
        assert!(found("hộ chiếu ngoại giao vũ trụ").is_empty());
        assert!(found("").is_empty());
        assert!(found("  ").is_empty());
    }

    #[test]
    fn a_slip_is_one_letter_or_one_swap() {
        for (one, other, slip) in [
            ("sinh", "sinh", true),
            ("sinh", "sihn", true),
            ("sinh", "snh", true),
            ("sinh", "siinh", true),
            ("sinh", "sind", true),
            ("sinh", "shni", false),
            ("sinh", "si", false),
            ("", "", true),
        ] {
            assert_eq!(one_slip(one, other), slip, "{one} {other}");
            assert_eq!(one_slip(other, one), slip, "{other} {one}");
        }
    }

    proptest! {
        #[test]
        fn case_and_composition_never_change_what_is_found(entry in 0..LIBRARY.sources.len(), upper: bool) {
            let name = &LIBRARY.sources[entry].package.plain_name.vi;
            let typed: String = if upper { name.to_uppercase() } else { name.clone() }.nfd().collect();
            prop_assert_eq!(found(&typed), found(name));
            prop_assert_eq!(found(name).first().copied(), Some(LIBRARY.sources[entry].package.code.as_str()));
        }

        #[test]
        fn a_name_without_its_spaces_or_marks_still_finds_it(entry in 0..LIBRARY.sources.len()) {
            let package = &LIBRARY.sources[entry].package;
            let bare = base::text::squash(&package.plain_name.vi);
            prop_assert_eq!(found(&bare).first().copied(), Some(package.code.as_str()));
        }

        #[test]
        fn any_query_is_answered(query in "\\PC{0,300}") {
            let _ = INDEX.search(&query);
        }
    }
}
