//! Where the tone mark stands in an open syllable: *hòa* in the old style, *hoà* in the new.

use unicode_normalization::UnicodeNormalization;

/// The two ways to place a tone mark on the open syllables oa, oe and uy. Both are in use in official papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ToneStyle {
    /// On the first vowel: hòa, khỏe, thủy.
    Old,
    /// On the second vowel: hoà, khoẻ, thuỷ.
    New,
}

/// The text in NFC with the tone marks of open oa, oe and uy placed in one style. Nothing else is touched: *hoàn* and
/// *toán* are closed, *quý* and *già* begin with qu- and gi-, *của* has one place only. Foreign words are left alone.
pub fn in_style(text: &str, style: ToneStyle) -> String {
    let mut letters: Vec<char> = text.nfc().collect();
    for word in letters.chunk_by_mut(|a, b| a.is_alphabetic() && b.is_alphabetic()) {
        move_tone(word, style);
    }
    letters.into_iter().collect()
}

/// What may stand before the vowel; never q and gi, which take the next letter with them.
const INITIALS: [&str; 25] = [
    "", "b", "c", "ch", "d", "đ", "g", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "r", "s", "t",
    "th", "tr", "v", "x",
];

/// Vowels of the three syllables with their five tones.
const VOWELS: [[char; 6]; 5] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

struct Vowel {
    row: usize,
    tone: usize,
    upper: bool,
}

impl Vowel {
    fn of(c: char) -> Option<Self> {
        let lower = lower(c);
        VOWELS.iter().enumerate().find_map(|(row, tones)| {
            let tone = tones.iter().position(|t| *t == lower)?;
            Some(Self { row, tone, upper: c != lower })
        })
    }

    fn plain(&self) -> char {
        VOWELS[self.row][0]
    }

    fn with_tone(&self, tone: usize) -> char {
        let letter = VOWELS[self.row][tone];
        if self.upper { letter.to_uppercase().next().unwrap_or(letter) } else { letter }
    }
}

fn move_tone(word: &mut [char], style: ToneStyle) {
    let Some((initial, [first, second])) = word.split_last_chunk_mut::<2>() else { return };
    let (Some(one), Some(two)) = (Vowel::of(*first), Vowel::of(*second)) else { return };
    let open = matches!((one.plain(), two.plain()), ('o', 'a' | 'e') | ('u', 'y'));
    let one_tone = (one.tone == 0) != (two.tone == 0);
    let initial: String = initial.iter().map(|c| lower(*c)).collect();
    if !open || !one_tone || !INITIALS.contains(&initial.as_str()) {
        return;
    }
    let tone = one.tone + two.tone;
    let (on_first, on_second) = match style {
        ToneStyle::Old => (tone, 0),
        ToneStyle::New => (0, tone),
    };
    *first = one.with_tone(on_first);
    *second = two.with_tone(on_second);
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn open_syllables_change_style_and_back() {
        for (new, old) in
            [("hoà", "hòa"), ("hoá", "hóa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("loà", "lòa"), ("uỷ", "ủy")]
        {
            assert_eq!(in_style(new, ToneStyle::Old), old);
            assert_eq!(in_style(old, ToneStyle::New), new);
            assert_eq!(in_style(old, ToneStyle::Old), old);
        }
        assert_eq!(
            in_style("Ủy ban nhân dân huyện Hòa Bình, TP. BIÊN HÒA", ToneStyle::New),
            "Uỷ ban nhân dân huyện Hoà Bình, TP. BIÊN HOÀ"
        );
    }

    #[test]
    fn other_syllables_keep_their_tone_where_it_is() {
        for word in ["hoàn", "toán", "quý", "già", "của", "ngoài", "huỳnh", "quỳ", "khuỷu", "mùa", "hoa", "Xoài", "giá"]
        {
            assert_eq!(in_style(word, ToneStyle::Old), word);
            assert_eq!(in_style(word, ToneStyle::New), word);
        }
    }

    #[test]
    fn foreign_words_are_left_alone() {
        assert_eq!(in_style("Genoà Renoè", ToneStyle::Old), "Genoà Renoè");
    }

    proptest! {
        #[test]
        fn a_style_is_reached_in_one_step_from_either(text in any::<String>()) {
            let (old, new) = (in_style(&text, ToneStyle::Old), in_style(&text, ToneStyle::New));
            prop_assert_eq!(in_style(&new, ToneStyle::Old), old.clone());
            prop_assert_eq!(in_style(&old, ToneStyle::New), new);
        }

        #[test]
        fn style_is_nothing_to_a_search(text in "[a-zàáảãạòóỏõọùúủũụỳýỷỹỵđ ]{0,20}") {
            prop_assert_eq!(crate::text::fold(&in_style(&text, ToneStyle::Old)), crate::text::fold(&text));
        }
    }
}
