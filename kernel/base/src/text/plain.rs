//! Vietnamese without its marks, for where only plain letters arrive well or cheaply: text messages.

use unicode_normalization::UnicodeNormalization as _;

/// The same text in letters without marks, capitals kept, typographic signs as their plain ones:
/// `Đồng Xoài – “hẹn”…` becomes `Dong Xoai - "hen"...`.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfd() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            'đ' => plain.push('d'),
            'Đ' => plain.push('D'),
            '\u{2010}'..='\u{2015}' => plain.push('-'),
            '\u{2018}' | '\u{2019}' => plain.push('\''),
            '\u{201c}' | '\u{201d}' | '«' | '»' => plain.push('"'),
            '…' => plain.push_str("..."),
            '\u{a0}' | '\u{202f}' => plain.push(' '),
            '•' | '·' => plain.push('-'),
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_come_off_and_capitals_stay() {
        assert_eq!(plain("Đồng Xoài – “hẹn” ngày 5/2…"), "Dong Xoai - \"hen\" ngay 5/2...");
        assert_eq!(plain("Nguyễn Thị Ưng, phường Tân Phú"), "Nguyen Thi Ung, phuong Tan Phu");
    }

    proptest! {
        #[test]
        fn vietnamese_becomes_ascii(text in "[A-Za-zàáảãạăằắẳẵặâầấẩẫậđêềếểễệôồốổỗộơờớởỡợưừứửữựỳýỷỹỵÀĂÂĐÊÔƠƯ0-9 ,.]{0,60}") {
            prop_assert!(plain(&text).is_ascii());
        }
    }
}
