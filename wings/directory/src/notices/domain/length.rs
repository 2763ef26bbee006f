//! How long a text message is on the air (3GPP TS 23.038, 23.040): letters of the GSM alphabet take seven bits, any other
//! letter turns the whole message into one of two bytes a letter; what does not fit goes out in parts.

/// The GSM 7-bit default alphabet.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Its extension: two places each.
const EXTENDED: &str = "^{}\\[~]|€\u{c}";

/// In which alphabet a text message goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// Seven bits a letter: 160 in one part, 153 in each of several.
    Gsm7,
    /// Two bytes a letter: 70 in one part, 67 in each of several. Vietnamese with its marks.
    Ucs2,
}

impl Alphabet {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gsm7 => "GSM-7",
            Self::Ucs2 => "UCS-2",
        }
    }
}

/// The length of a text message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// In which alphabet.
    pub alphabet: Alphabet,
    /// Places it takes.
    pub units: usize,
    /// Parts it is sent and paid in.
    pub parts: usize,
}

/// How long a text is as a text message.
pub fn length(text: &str) -> Length {
    let place = |c: char| match c {
        c if BASIC.contains(c) => Some(1),
        c if EXTENDED.contains(c) => Some(2),
        _ => None,
    };
    let places: Option<Vec<usize>> = text.chars().map(place).collect();
    let (alphabet, places, one, several) = match places {
        Some(places) => (Alphabet::Gsm7, places, 160, 153),
        None => (Alphabet::Ucs2, text.chars().map(char::len_utf16).collect(), 70, 67),
    };
    let units = places.iter().sum();
    let parts = if units == 0 {
        0
    } else if units <= one {
        1
    } else {
        // A letter of two places is never cut apart.
        let (mut parts, mut filled) = (1, 0);
        for place in places {
            if filled + place > several {
                parts += 1;
                filled = 0;
            }
            filled += place;
        }
        parts
    };
    Length { alphabet, units, parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_cost_more_than_half_of_the_room() {
        assert_eq!(length("Ho so da co ket qua"), Length { alphabet: Alphabet::Gsm7, units: 19, parts: 1 });
        assert_eq!(length("Hồ sơ đã có kết quả"), Length { alphabet: Alphabet::Ucs2, units: 19, parts: 1 });
        assert_eq!(length(&"a".repeat(160)).parts, 1);
        assert_eq!(length(&"a".repeat(161)).parts, 2);
        assert_eq!(length(&"a".repeat(306)).parts, 2);
        assert_eq!(length(&"a".repeat(307)).parts, 3);
        assert_eq!(length(&"ă".repeat(70)).parts, 1);
        assert_eq!(length(&"ă".repeat(71)).parts, 2);
    }

    #[test]
    fn a_letter_of_two_places_is_not_cut_apart() {
        assert_eq!(length("[]").units, 4);
        assert_eq!(length(&format!("{}€{}", "a".repeat(152), "a".repeat(152))).parts, 3);
        assert_eq!(length("").parts, 0);
    }
}
