//! The order of Vietnamese lists.

use std::{cmp::Ordering, sync::LazyLock};

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;

use super::tone::{ToneStyle, in_style};

static VIETNAMESE: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    Collator::try_new(locale!("vi").into(), CollatorOptions::default()).expect("the order of Vietnamese is compiled in")
});

/// Vietnamese order: a ă â … d đ … e ê … o ô ơ … u ư; tones only break ties (ngang, huyền, hỏi, ngã, sắc, nặng); ch, ng,
/// nh, th and tr are not letters. *hòa* and *hoà* stand together.
pub fn compare(a: &str, b: &str) -> Ordering {
    VIETNAMESE.compare(&in_style(a, ToneStyle::New), &in_style(b, ToneStyle::New))
}

/// Bytes that sort as [`compare`] does: for lists that are sorted often, or by the database.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    let Ok(()) = VIETNAMESE.write_sort_key_to(&in_style(text, ToneStyle::New), &mut key);
    key
}

/// The order of people in a list: by given name, then family name, then what stands between.
pub fn compare_names(a: &str, b: &str) -> Ordering {
    name_parts(a).iter().zip(&name_parts(b)).map(|(a, b)| compare(a, b)).find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
}

/// Bytes that sort as [`compare_names`] does.
pub fn name_sort_key(name: &str) -> Vec<u8> {
    // A zero byte never stands inside a key and is less than every byte that does.
    name_parts(name).map(|part| sort_key(&part)).join(&0)
}

/// Given name (the last word), family name (the first), middle name (the rest).
fn name_parts(name: &str) -> [String; 3] {
    let words: Vec<_> = name.split_whitespace().collect();
    match words.as_slice() {
        [] => Default::default(),
        [given] => [(*given).into(), String::new(), String::new()],
        [family, middle @ .., given] => [(*given).into(), (*family).into(), middle.join(" ")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn districts_stand_in_vietnamese_order() {
        let mut names =
            ["Lộc Ninh", "Đồng Xoài", "Bù Đăng", "Chơn Thành", "Đồng Phú", "Bù Đốp", "Bình Long", "Bù Gia Mập"];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(
            names,
            ["Bình Long", "Bù Đăng", "Bù Đốp", "Bù Gia Mập", "Chơn Thành", "Đồng Phú", "Đồng Xoài", "Lộc Ninh"]
        );
    }

    #[test]
    fn d_with_a_bar_is_a_letter_of_its_own() {
        assert!(compare("dz", "đa").is_lt());
        assert!(compare("da", "dz").is_lt());
    }

    #[test]
    fn tones_stand_in_their_order() {
        for pair in ["ma", "mà", "mả", "mã", "má", "mạ"].windows(2) {
            assert!(compare(pair[0], pair[1]).is_lt(), "{pair:?}");
        }
    }

    #[test]
    fn the_two_tone_styles_stand_together() {
        assert!(compare("hòa", "hoà").is_eq());
        assert_eq!(sort_key("Biên Hòa"), sort_key("Biên Hoà"));
    }

    #[test]
    fn people_stand_by_given_then_family_then_middle_name() {
        let mut names = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn An", "Nguyễn Thị An", "An"];
        names.sort_by(|a, b| compare_names(a, b));
        assert_eq!(names, ["An", "Lê Văn An", "Nguyễn Thị An", "Nguyễn Văn An", "Trần Thị Bình"]);
    }

    proptest! {
        #[test]
        fn keys_sort_as_texts_do(a in any::<String>(), b in "[a-zàáảãạăâđêôơưứừữửựếềểễệ ]{0,12}", c in "[a-zàáảãạăâđêôơưứừữửựếềểễệ ]{0,12}") {
            prop_assert_eq!(sort_key(&a).cmp(&sort_key(&b)), compare(&a, &b));
            prop_assert_eq!(sort_key(&c).cmp(&sort_key(&b)), compare(&c, &b));
            prop_assert_eq!(name_sort_key(&c).cmp(&name_sort_key(&b)), compare_names(&c, &b));
        }
    }
}
