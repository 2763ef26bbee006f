//! Telephone numbers of Vietnam's numbering plan as it is since 2018.

use super::bare_digits;
use crate::{Lang, codes::text_code, lang::Text};

/// What kind of line a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhoneKind {
    /// Ten digits from 03, 05, 07, 08 or 09: can receive messages.
    Mobile,
    /// Eleven digits from 02 with an area code.
    Fixed,
    /// 1800: free for the caller.
    TollFree,
    /// 1900: the caller pays more.
    Premium,
    /// 113, 1022…: dialled inside the country only.
    Short,
}

impl PhoneKind {
    /// Its word on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Mobile => Text::new("Di động", "Mobile"),
            Self::Fixed => Text::new("Cố định", "Fixed line"),
            Self::TollFree => Text::new("Miễn phí", "Toll-free"),
            Self::Premium => Text::new("Tính cước riêng", "Premium rate"),
            Self::Short => Text::new("Số ngắn", "Short code"),
        }
    }
}

/// Why a text is not a telephone number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum PhoneError {
    /// Nothing to read.
    Empty,
    /// Something else than digits and the marks people put between them.
    NotDigits,
    /// A number of another country.
    Foreign,
    /// An 11-digit mobile number that ended in 2018; what it became.
    OldMobile {
        /// The same line today.
        now: String,
    },
    /// No mobile network and no area begins like this.
    Prefix,
    /// Right beginning, wrong number of digits; how many.
    Length(usize),
}

impl PhoneError {
    /// What is wrong, in plain words.
    pub fn message(&self, lang: Lang) -> String {
        let fixed = match self {
            Self::OldMobile { now } => {
                return match lang {
                    Lang::Vi => format!("Số di động 11 chữ số đã đổi từ năm 2018; nay là {now}."),
                    Lang::En => format!("11-digit mobile numbers ended in 2018; this one is {now} now."),
                };
            }
            Self::Length(digits) => {
                return match lang {
                    Lang::Vi => {
                        format!("Số điện thoại có {digits} chữ số là thừa hoặc thiếu (di động 10, cố định 11).")
                    }
                    Lang::En => format!("{digits} digits are too many or too few (mobile 10, fixed line 11)."),
                };
            }
            Self::Empty => ("Chưa nhập số điện thoại.", "No telephone number was given."),
            Self::NotDigits => ("Số điện thoại chỉ gồm chữ số.", "A telephone number is made of digits only."),
            Self::Foreign => ("Đây không phải số điện thoại Việt Nam.", "This is not a Vietnamese number."),
            Self::Prefix => (
                "Không có mạng di động hay vùng nào có đầu số này.",
                "No mobile network or area has numbers that begin like this.",
            ),
        };
        lang.pick(fixed.0, fixed.1).into()
    }
}

/// A telephone number that can be dialled. Kept as it is dialled inside the country: `0844689393`, `1022`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

text_code!(Phone, PhoneError);

impl Phone {
    /// Reads a number with or without country code, leading zero, spaces, dots, hyphens and brackets. The leading zero
    /// may be missing because spreadsheets lose it.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim().replace(['(', ')'], " ");
        let text = text.trim();
        let (international, rest) = match text.strip_prefix('+').or_else(|| text.strip_prefix("00")) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let digits = bare_digits(rest).ok_or(PhoneError::NotDigits)?;
        let subscriber = match (digits.strip_prefix("84"), digits.strip_prefix('0')) {
            (None, _) if international => return Err(PhoneError::Foreign),
            (Some(national), _) if international => national.strip_prefix('0').unwrap_or(national),
            (_, Some(national)) => national,
            // 84 is a country code only where what follows is long enough: 844689393 lost its zero.
            (Some(national), _) if digits.len() > 10 => national.strip_prefix('0').unwrap_or(national),
            _ if is_short(&digits) => return Ok(Self(digits)),
            _ => digits.as_str(),
        };
        match kind_of(subscriber) {
            Ok(PhoneKind::TollFree | PhoneKind::Premium) => Ok(Self(subscriber.into())),
            Ok(_) => Ok(Self(format!("0{subscriber}"))),
            Err(_) if digits.is_empty() => Err(PhoneError::Empty),
            Err(error) => Err(error),
        }
    }

    /// What kind of line it is.
    pub fn kind(&self) -> PhoneKind {
        match self.0.as_bytes() {
            [b'0', b'2', ..] => PhoneKind::Fixed,
            [b'0', ..] => PhoneKind::Mobile,
            [b'1', b'8', _, _, _, ..] => PhoneKind::TollFree,
            [b'1', b'9', _, _, _, ..] => PhoneKind::Premium,
            _ => PhoneKind::Short,
        }
    }

    /// The number as the whole world dials it: `+84844689393`. None for a short code, which is no subscriber's number.
    pub fn e164(&self) -> Option<String> {
        match self.kind() {
            PhoneKind::Short => None,
            _ => Some(format!("+84{}", self.0.strip_prefix('0').unwrap_or(&self.0))),
        }
    }

    /// The number in groups, as people write it: `0844 689 393`, `0271 388 1234`, `024 3825 5555`.
    pub fn grouped(&self) -> String {
        let cuts: &[usize] = match self.kind() {
            PhoneKind::Mobile => &[4, 7],
            PhoneKind::Fixed if self.0.starts_with("024") || self.0.starts_with("028") => &[3, 7],
            PhoneKind::Fixed => &[4, 7],
            PhoneKind::TollFree | PhoneKind::Premium => &[4],
            PhoneKind::Short => &[],
        };
        let (mut grouped, mut from) = (String::new(), 0);
        for cut in cuts {
            grouped.push_str(&self.0[from..*cut]);
            grouped.push(' ');
            from = *cut;
        }
        grouped + &self.0[from..]
    }
}

/// Three or four digits from 1: emergency and service numbers.
fn is_short(digits: &str) -> bool {
    (3..=4).contains(&digits.len()) && digits.starts_with('1')
}

/// The kind of a number without its country code and leading zero.
fn kind_of(subscriber: &str) -> Result<PhoneKind, PhoneError> {
    let of_length = |kind, length: std::ops::RangeInclusive<usize>, extra| {
        let digits = subscriber.len();
        if length.contains(&digits) { Ok(kind) } else { Err(PhoneError::Length(digits + extra)) }
    };
    match subscriber.as_bytes() {
        [b'1', b'8', b'0', b'0', ..] => of_length(PhoneKind::TollFree, 8..=10, 0),
        [b'1', b'9', b'0', b'0', ..] => of_length(PhoneKind::Premium, 8..=10, 0),
        [b'1', ..] => Err(now_of(subscriber).map_or(PhoneError::Prefix, |now| PhoneError::OldMobile { now })),
        [b'2', first, second, ..] if is_area(*first, *second) => of_length(PhoneKind::Fixed, 10..=10, 1),
        [first @ b'3'..=b'9', second, ..] if is_network(*first, *second) => of_length(PhoneKind::Mobile, 9..=9, 1),
        _ => Err(PhoneError::Prefix),
    }
}

/// Two digits of a mobile network in use.
const fn is_network(first: u8, second: u8) -> bool {
    match first {
        b'3' | b'9' => true,
        b'5' => matches!(second, b'1' | b'2' | b'5' | b'6' | b'8' | b'9'),
        b'7' => matches!(second, b'0' | b'6'..=b'9'),
        b'8' => matches!(second, b'1'..=b'9'),
        _ => false,
    }
}

/// The two digits after 2 of an area code; for Hà Nội (24) and Thành phố Hồ Chí Minh (28) the second already belongs to
/// the number.
const fn is_area(first: u8, second: u8) -> bool {
    match first {
        b'0' => matches!(second, b'3'..=b'9'),
        b'1' => matches!(second, b'0'..=b'6' | b'8' | b'9'),
        b'2' => matches!(second, b'0'..=b'2' | b'5'..=b'9'),
        b'3' | b'8' => matches!(second, b'2'..=b'9'),
        b'4' => matches!(second, b'2'..=b'8'),
        b'5' => matches!(second, b'1' | b'2' | b'4'..=b'9'),
        b'6' => matches!(second, b'0'..=b'3' | b'9'),
        b'7' => matches!(second, b'0'..=b'7'),
        b'9' => matches!(second, b'0'..=b'4' | b'6' | b'7' | b'9'),
        _ => false,
    }
}

/// The two digits that replaced the prefix of an 11-digit mobile number in 2018.
const REPLACED: [(&str, &str); 21] = [
    ("120", "70"),
    ("121", "79"),
    ("122", "77"),
    ("123", "83"),
    ("124", "84"),
    ("125", "85"),
    ("126", "76"),
    ("127", "81"),
    ("128", "78"),
    ("129", "82"),
    ("162", "32"),
    ("163", "33"),
    ("164", "34"),
    ("165", "35"),
    ("166", "36"),
    ("167", "37"),
    ("168", "38"),
    ("169", "39"),
    ("186", "56"),
    ("188", "58"),
    ("199", "59"),
];

/// What an old mobile number is now.
fn now_of(subscriber: &str) -> Option<String> {
    let (_, new) = REPLACED.iter().find(|(old, _)| subscriber.starts_with(old))?;
    (subscriber.len() == 10).then(|| format!("0{new}{}", &subscriber[3..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Option<String>, PhoneKind) {
        let phone = Phone::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        (phone.e164(), phone.kind())
    }

    #[test]
    fn a_number_is_read_however_it_is_written() {
        for text in [
            "0912345678",
            "84912345678",
            "+84 91 234 5678",
            "0084.912.345.678",
            "(+84) 0912345678",
            "091-234-5678",
            "912345678",
        ] {
            assert_eq!(read(text), (Some("+84912345678".into()), PhoneKind::Mobile), "{text}");
        }
        assert_eq!(read("0844689393"), (Some("+84844689393".into()), PhoneKind::Mobile));
        assert_eq!(read("844689393"), (Some("+84844689393".into()), PhoneKind::Mobile));
        assert_eq!(read("024 3825 5555"), (Some("+842438255555".into()), PhoneKind::Fixed));
        assert_eq!(read("(0271) 388 1234"), (Some("+842713881234".into()), PhoneKind::Fixed));
        assert_eq!(read("842438255555"), (Some("+842438255555".into()), PhoneKind::Fixed));
        assert_eq!(read("1800 1234"), (Some("+8418001234".into()), PhoneKind::TollFree));
        assert_eq!(read("19001234"), (Some("+8419001234".into()), PhoneKind::Premium));
    }

    #[test]
    fn a_short_code_is_no_subscribers_number() {
        for text in ["1022", "113", "114", "115"] {
            assert_eq!(read(text), (None, PhoneKind::Short));
        }
    }

    #[test]
    fn a_wrong_number_is_refused_for_its_own_reason() {
        use PhoneError::*;
        for (text, error) in [
            ("", Empty),
            ("không có", NotDigits),
            ("+1 415 555 2671", Foreign),
            ("0123456789", Prefix),
            ("01234567890", OldMobile { now: "0834567890".into() }),
            ("0168 1234567", OldMobile { now: "0381234567".into() }),
            ("01991234567", OldMobile { now: "0591234567".into() }),
            ("091234567", Length(9)),
            ("09123456789", Length(11)),
            ("0271 388 123", Length(10)),
            ("0412345678", Prefix),
            ("0651 388 1234", Prefix),
        ] {
            assert_eq!(Phone::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_number_is_shown_in_groups() {
        for (text, grouped) in [
            ("0844689393", "0844 689 393"),
            ("02713881234", "0271 388 1234"),
            ("02438255555", "024 3825 5555"),
            ("1022", "1022"),
            ("18001234", "1800 1234"),
        ] {
            assert_eq!(Phone::parse(text).unwrap().grouped(), grouped);
            assert_eq!(Phone::parse(grouped).unwrap().as_str(), text);
        }
    }

    proptest! {
        #[test]
        fn every_way_of_writing_a_number_gives_the_same(text in "0(3[0-9]|9[0-9]|7[06-9]|8[1-9])[0-9]{7}|0271[0-9]{7}|024[2-8][0-9]{7}") {
            let phone = Phone::parse(&text).unwrap();
            prop_assert_eq!(Phone::parse(&phone.e164().unwrap()), Ok(phone.clone()));
            prop_assert_eq!(Phone::parse(&phone.grouped()), Ok(phone.clone()));
            prop_assert_eq!(phone.as_str(), text);
        }

        #[test]
        fn no_text_is_too_strange_to_refuse(text in any::<String>(), near in "[+0-9() .-]{0,16}") {
            for text in [text, near] {
                if let Ok(phone) = Phone::parse(&text) {
                    let _ = (phone.kind(), phone.e164(), phone.grouped());
                    prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone));
                }
            }
        }
    }
}
