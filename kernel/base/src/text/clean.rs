//! Text as it comes in: typed, pasted or imported.

use unicode_normalization::UnicodeNormalization;

/// Text whose broken letters were put right, and how many there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The text in NFC, otherwise as it came: spaces and line ends untouched.
    pub text: String,
    /// How many letters were broken; an import keeps the raw text beside the repaired one when this is not zero.
    pub letters: usize,
}

/// Puts right the letter that old font conversion breaks, ƣ and Ƣ for ư and Ư, and brings the text to NFC.
pub fn repair(raw: &str) -> Repaired {
    let letters = raw.chars().filter(|c| matches!(c, 'ƣ' | 'Ƣ')).count();
    Repaired { text: raw.chars().map(repaired).nfc().collect(), letters }
}

/// One line of input: NFC, broken letters repaired, control and invisible characters dropped, every run of white space
/// one space, none at the ends.
pub fn clean(raw: &str) -> String {
    join(visible(raw).split_whitespace(), ' ')
}

/// A text area: each line as by [`clean`], line ends as `\n`, empty lines kept inside but not at the ends.
pub fn clean_lines(raw: &str) -> String {
    let unix = raw.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let lines: Vec<_> = unix.split('\n').map(clean).collect();
    let first = lines.iter().position(|line| !line.is_empty());
    let last = lines.iter().rposition(|line| !line.is_empty());
    match (first, last) {
        (Some(first), Some(last)) => lines[first..=last].join("\n"),
        _ => String::new(),
    }
}

const fn repaired(c: char) -> char {
    match c {
        'ƣ' => 'ư',
        'Ƣ' => 'Ư',
        _ => c,
    }
}

fn visible(raw: &str) -> String {
    raw.chars().filter(|c| !is_invisible(*c)).map(repaired).nfc().collect()
}

/// Characters that a person cannot see and that make two equal words differ: controls other than white space,
/// zero-width marks, direction marks, the soft hyphen and the byte-order mark.
fn is_invisible(c: char) -> bool {
    let hidden = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    hidden || (c.is_control() && !c.is_whitespace())
}

fn join<'a>(words: impl Iterator<Item = &'a str>, between: char) -> String {
    let mut joined = String::new();
    for word in words {
        if !joined.is_empty() {
            joined.push(between);
        }
        joined.push_str(word);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_letter_broken_by_an_old_font_is_put_right_and_counted() {
        let repaired = repair("Bình Phƣớc, Ƣu tiên");
        assert_eq!(repaired, Repaired { text: "Bình Phước, Ưu tiên".into(), letters: 2 });
        assert_eq!(repair("Bình Phước").letters, 0);
    }

    #[test]
    fn a_broken_letter_with_its_tone_apart_is_put_right_too() {
        assert_eq!(repair("Phƣ\u{301}c").text, "Phức");
        assert_eq!(repair("ƣ\u{300}").text, "ừ");
    }

    #[test]
    fn a_line_is_trimmed_and_its_spaces_are_single() {
        assert_eq!(clean("  Nguyễn\u{a0}\u{a0}Văn \t\n An\u{200b} "), "Nguyễn Văn An");
        assert_eq!(clean("\u{feff}Tie\u{302}\u{301}ng"), "Tiếng");
        assert_eq!(clean("e\u{200b}\u{302}"), "ê");
        assert_eq!(clean("a\u{0}\u{7}b"), "ab");
    }

    #[test]
    fn a_text_area_keeps_its_lines() {
        assert_eq!(
            clean_lines("\r\n\r\n Kính gửi:  UBND \r\n\r\n\tphường  Tân Phú\n \n"),
            "Kính gửi: UBND\n\nphường Tân Phú"
        );
        assert_eq!(clean_lines(" \n "), "");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(raw in any::<String>()) {
            let once = clean(&raw);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert_eq!(repair(&once).letters, 0);
            let lines = clean_lines(&raw);
            prop_assert_eq!(clean_lines(&lines), lines);
        }

        #[test]
        fn decomposed_input_comes_in_as_composed(raw in "[a-zàáảãạăâđêôơưứừữửựếềểễệ ]{0,30}") {
            let nfd: String = raw.nfd().collect();
            prop_assert_eq!(clean(&nfd), clean(&raw));
        }
    }
}
