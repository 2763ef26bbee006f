//! Topics of identity numbers and telephones.

use base::identity::{
    PersonalNumber, PersonalNumberError, Phone, PhoneKind, Sex, TaxCode, TaxCodeError, TaxpayerKind, tax_check_digit,
};

use super::{Answer, Fact, World, wording};

/// What a personal number tells, or why it is none.
pub fn personal_number(fact: &Fact, _: &World) -> Option<Answer> {
    let read = PersonalNumber::parse(wording::unquoted(&wording::main(&fact.input)));
    let number = match (read, wording::verdict(&fact.expected)) {
        (Err(error), Some(false)) => return Answer::new(same_length(&fact.expected, error), error),
        (Err(error), _) => return Answer::new(false, error),
        (Ok(number), verdict) => {
            if let Some(valid) = verdict {
                return Answer::new(valid, format_args!("valid: {}", told(&number)));
            }
            number
        }
    };
    let got = told(&number);
    let place = wording::word(&fact.expected, "province").filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let name = place.and_then(|_| fact.expected.split_once('(')?.1.split(')').next());
    let sex = if wording::says(&fact.expected, &["female", "nữ"]) {
        Some(Sex::Female)
    } else {
        wording::says(&fact.expected, &["male", "nam"]).then_some(Sex::Male)
    };
    let year = wording::word(&fact.expected, "born").or_else(|| wording::word(&fact.expected, "sinh năm"));
    let year = year.and_then(|word| word.parse::<i16>().ok());
    if place.is_none() && sex.is_none() && year.is_none() {
        return None;
    }
    let named = name.is_none_or(|name| {
        let province = base::codes::Province::of_name(name);
        province.is_some() && province == number.province()
    });
    let agrees = place.is_none_or(|place| place == number.place_code())
        && named
        && sex.is_none_or(|sex| sex == number.sex())
        && year.is_none_or(|year| year == number.birth_year());
    Answer::new(agrees, got)
}

fn told(number: &PersonalNumber) -> String {
    let place = number.province().map_or("abroad", |province| province.name);
    let (sex, year) = (number.sex().label().en.to_lowercase(), number.birth_year());
    format!("province {} ({place}); {sex}; born {year}", number.place_code())
}

/// A reason that names a number of digits must name the right one.
fn same_length(expected: &str, error: PersonalNumberError) -> bool {
    match (wording::count(expected, &["digit", "chữ số"]), error) {
        (Some(9), PersonalNumberError::OldCard) | (None | Some(12), _) => true,
        (Some(digits), PersonalNumberError::Length(length)) => digits as usize == length,
        (Some(_), _) => false,
    }
}

/// Whether a tax code is right.
pub fn tax_code(fact: &Fact, _: &World) -> Option<Answer> {
    let expected = wording::verdict(&fact.expected)?;
    match TaxCode::parse(wording::unquoted(&wording::main(&fact.input))) {
        Ok(code) => {
            let branch = !wording::says(&fact.expected, &["branch"]) || code.kind() == TaxpayerKind::Branch;
            Answer::new(expected && branch, format_args!("valid: {:?} {code}", code.kind()))
        }
        Err(error) => {
            let digit = match error {
                TaxCodeError::CheckDigit { expected } => Some(u32::from(expected)),
                _ => None,
            };
            let said = expected_digit(&fact.expected);
            Answer::new(!expected && (said.is_none() || said == digit), error)
        }
    }
}

/// `(8 expected)`, `expected 8`, `should be 8`.
fn expected_digit(text: &str) -> Option<u32> {
    let after = ["expected", "must be", "should be"].iter().find_map(|key| wording::word(text, key)?.parse().ok());
    wording::count(text, &["expected"]).or(after)
}

/// The tenth digit for nine.
pub fn tax_check(fact: &Fact, _: &World) -> Option<Answer> {
    let input = fact.input.replace([' ', '.'], "");
    let nine = wording::numbers_of(&input, 9).first().copied()?;
    let got = tax_check_digit(nine);
    let none = wording::says(&fact.expected, &["no valid", "not issued", "never issued", "none", "no check digit"]);
    let said = wording::word(&fact.expected, "digit").or(Some(fact.expected.trim())).and_then(|word| word.parse().ok());
    match (none, said) {
        (true, _) => Answer::new(got.is_none(), got.map_or("none".into(), |digit| format!("check digit {digit}"))),
        (false, Some(digit)) => {
            Answer::new(got == Some(digit), got.map_or("none".into(), |d| format!("check digit {d}")))
        }
        (false, None) => None,
    }
}

/// What a telephone number is, or why it is none.
pub fn phone(fact: &Fact, _: &World) -> Option<Answer> {
    let phone = match Phone::parse(wording::unquoted(&fact.input)) {
        Ok(phone) => phone,
        Err(error) => return Answer::new(wording::verdict(&fact.expected) == Some(false), error),
    };
    let (e164, kind) = (phone.e164(), phone.kind());
    let got = format!("{} {}", e164.as_deref().unwrap_or(phone.as_str()), kind.label().en.to_lowercase());
    let expected = fact.expected.to_lowercase();
    if wording::verdict(&expected) == Some(false) {
        return Answer::new(false, got);
    }
    let number = expected.split_whitespace().find(|word| word.starts_with('+'));
    let number = number.map(|word| word.trim_end_matches([',', ';', '.']).to_owned());
    let named = wording::main(&expected);
    let said = [
        (PhoneKind::Short, &["short code", "short number", "emergency", "số ngắn"][..]),
        (PhoneKind::TollFree, &["toll-free", "toll free", "freephone", "free", "miễn phí"]),
        (PhoneKind::Premium, &["premium", "premium rate", "premium-rate", "paid", "tính cước"]),
        (PhoneKind::Mobile, &["mobile", "di động"]),
        (PhoneKind::Fixed, &["fixed line", "fixed-line", "fixed", "landline", "cố định"]),
    ]
    .into_iter()
    .find(|(_, words)| wording::says(&named, words))
    .map(|(kind, _)| kind);
    let valid = wording::verdict(&expected) == Some(true);
    if number.is_none() && said.is_none() && !valid {
        return None;
    }
    let agrees = number.is_none_or(|number| Some(number) == e164) && said.is_none_or(|said| said == kind);
    Answer::new(agrees, got)
}
