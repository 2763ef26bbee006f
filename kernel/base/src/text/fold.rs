//! Text as search sees it: no tones, no marks, no case.

use std::sync::LazyLock;

use unicode_normalization::{UnicodeNormalization, char::decompose_canonical};

/// Folds for search: canonical decomposition, marks U+0300–U+036F dropped, đ as d, lower case. `Đồng Xoài` becomes
/// `dong xoai`, whichever way its letters were composed. The broken letter ƣ counts as ư.
///
/// One pass over a table for everything written in Latin letters; other scripts take the long way.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        let plain = match c {
            '\0'..='\x7f' => c.to_ascii_lowercase(),
            '\u{300}'..='\u{36f}' => continue,
            '\u{c0}'..='\u{24f}' => LATIN[c as usize - 0xc0],
            '\u{1e00}'..='\u{1eff}' => LATIN[c as usize - 0x1e00 + LATIN_EXTENDED],
            '\u{80}'..='\u{bf}' | '\u{2010}'..='\u{2027}' => c,
            _ => return fold_any(text),
        };
        folded.push(plain);
    }
    folded
}

/// Folded and without white space: `khai sinh` and `khaisinh` become one.
pub fn squash(text: &str) -> String {
    let mut squashed = fold(text);
    squashed.retain(|c| !c.is_whitespace());
    squashed
}

/// The form in which search compares: squashed, and y as i, because *kỹ* and *kĩ*, *lý* and *lí* are one word to a
/// person who searches. Index and query go through this same function; it is not for display or for equality.
pub fn search_key(text: &str) -> String {
    squash(text).replace('y', "i")
}

/// What somebody types into a search box, prepared once and looked for in many texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query(String);

impl Query {
    /// Prepares a query. `khai sinh`, `khaisinh`, `KHAI SINH` and decomposed letters make the same one.
    pub fn new(typed: &str) -> Self {
        Self(search_key(typed))
    }

    /// Whether nothing was asked: such a query finds everything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The key to look for in a column written with [`search_key`].
    pub fn key(&self) -> &str {
        &self.0
    }

    /// Whether the text holds what was asked.
    pub fn finds(&self, text: &str) -> bool {
        self.is_empty() || self.finds_key(&search_key(text))
    }

    /// Whether a text already brought to its [`search_key`] holds what was asked.
    pub fn finds_key(&self, key: &str) -> bool {
        key.contains(&self.0)
    }
}

const LATIN_EXTENDED: usize = 0x250 - 0xc0;
const LATIN_LETTERS: usize = LATIN_EXTENDED + 0x100;

/// Folded letters of U+00C0–U+024F, then of U+1E00–U+1EFF. Each folds to exactly one letter.
static LATIN: LazyLock<[char; LATIN_LETTERS]> = LazyLock::new(|| {
    let mut table = ['\0'; LATIN_LETTERS];
    for (folded, letter) in table.iter_mut().zip(('\u{c0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}')) {
        *folded = fold_letter(letter);
    }
    table
});

fn fold_letter(letter: char) -> char {
    let mut base = letter;
    decompose_canonical(letter, |part| {
        if !is_mark(part) {
            base = part;
        }
    });
    unmarked(base.to_lowercase().next().unwrap_or(base))
}

fn fold_any(text: &str) -> String {
    text.nfd().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase).map(unmarked).collect()
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Letters whose mark is part of the letter and does not come off by decomposition.
const fn unmarked(c: char) -> char {
    match c {
        'đ' => 'd',
        'ƣ' => 'u',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tones_marks_and_case_fall_away() {
        assert_eq!(fold("Đồng Xoài"), "dong xoai");
        assert_eq!(fold("Phước Tín"), "phuoc tin");
        assert_eq!(fold("QUYẾT ĐỊNH số 20/2020/QĐ-TTg"), "quyet dinh so 20/2020/qd-ttg");
        assert_eq!(fold("Phƣớc"), "phuoc");
    }

    #[test]
    fn the_table_agrees_with_the_definition_for_every_character() {
        for c in ('\0'..=char::MAX).filter(|c| !c.is_control()) {
            let text = c.to_string();
            assert_eq!(fold(&text), fold_any(&text), "U+{:04X}", c as u32);
            assert_eq!(fold(&fold(&text)), fold(&text), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn however_a_person_types_it_the_same_is_found() {
        let title = "Đăng ký khai sinh";
        let decomposed: String = "đăng ký".nfd().collect();
        for typed in ["khai sinh", "khaisinh", "KHAI SINH", "Khai  Sinh", "dang ky", "đăng kí", &decomposed, ""] {
            assert!(Query::new(typed).finds(title), "{typed}");
        }
        assert!(!Query::new("khai tử").finds(title));
        assert_eq!(Query::new("khai sinh"), Query::new("KHAISINH"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn composed_and_decomposed_fold_alike(text in any::<String>()) {
            let (nfc, nfd): (String, String) = (text.nfc().collect(), text.nfd().collect());
            prop_assert_eq!(fold(&nfc), fold(&nfd));
        }

        #[test]
        fn spaces_never_decide_a_search(text in any::<String>()) {
            let closed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(squash(&closed), squash(&text));
        }

        #[test]
        fn a_text_is_found_by_any_part_of_itself(text in "[A-Za-zàáảãạăâđêôơưứừữửựếềểễệ ]{1,30}", from in 0usize..30, len in 1usize..30) {
            let part: String = text.chars().skip(from).take(len).collect();
            prop_assert!(Query::new(&part).finds(&text));
        }
    }
}
