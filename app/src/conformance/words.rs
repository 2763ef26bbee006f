//! Topics of text and of how numbers and dates are written.

use base::{
    Dong,
    text::{self, ToneStyle, format, number},
};
use unicode_normalization::UnicodeNormalization;

use super::{Answer, Fact, World, wording};

/// `NFD "Việt"` composed, or `length of NFC / NFD "Đồng Xoài"`.
pub fn composed(fact: &Fact, _: &World) -> Option<Answer> {
    let raw = wording::quoted(&fact.input).unwrap_or(&fact.input);
    let asked = fact.input.replace(raw, "");
    if wording::says(&asked, &["length", "lengths", "code points", "count"]) {
        return lengths(raw, &asked.to_lowercase(), &fact.expected);
    }
    let nfc = text::clean(&raw.nfd().collect::<String>());
    let points: Vec<u32> = nfc.chars().map(u32::from).collect();
    let listed = code_points(&fact.expected);
    let same_text = match wording::quoted(&fact.expected) {
        Some(text) => text == nfc,
        None => !listed.is_empty() || wording::main(&fact.expected) == nfc,
    };
    let same_points = listed.is_empty() || listed == points;
    let same_count = wording::count(&fact.expected, &["code point"]).is_none_or(|n| n as usize == points.len());
    let got: Vec<_> = points.iter().map(|point| format!("U+{point:04X}")).collect();
    Answer::new(same_text && same_points && same_count, format_args!("\"{nfc}\" {}", got.join(" ")))
}

/// How many code points a text has composed and decomposed, in the order in which it was asked.
fn lengths(raw: &str, asked: &str, expected: &str) -> Option<Answer> {
    let forms = [("nfc", text::clean(raw).chars().count()), ("nfd", raw.nfd().count())];
    let mut got: Vec<_> = forms.iter().filter_map(|(form, length)| Some((asked.find(form)?, *length))).collect();
    got.sort_unstable();
    let got: Vec<_> = got.iter().map(|(_, length)| length.to_string()).collect();
    let expected: Vec<_> = wording::numbers(&wording::main(expected)).iter().map(u32::to_string).collect();
    if got.is_empty() || expected.is_empty() { None } else { Answer::new(expected == got, got.join(" / ")) }
}

fn code_points(text: &str) -> Vec<u32> {
    let hex = |rest: &str| u32::from_str_radix(rest.split(|c: char| !c.is_ascii_hexdigit()).next()?, 16).ok();
    text.split("U+").skip(1).filter_map(hex).collect()
}

/// Folded for search.
pub fn folded(fact: &Fact, _: &World) -> Option<Answer> {
    let got = text::fold(wording::unquoted(&fact.input));
    Answer::new(got == wording::unquoted(&fact.expected), got)
}

/// Broken letters put right. Remarks name the broken letter too, so they are cut off before it is repaired.
pub fn repaired(fact: &Fact, _: &World) -> Option<Answer> {
    let [raw, expected] = [&fact.input, &fact.expected].map(|text| {
        let outside = text.split('(').next().unwrap_or_default();
        wording::unquoted(outside).trim()
    });
    let fixed = text::repair(raw);
    Answer::new(fixed.text == expected, format_args!("{} ({} letters)", fixed.text, fixed.letters))
}

/// Two spellings that differ in tone style only.
pub fn tone_styles(fact: &Fact, _: &World) -> Option<Answer> {
    let mark = ["↔", "<->", "⇔", "=", " / ", " vs "].into_iter().find(|mark| fact.input.contains(mark))?;
    let (left, right) = fact.input.split_once(mark)?;
    let said_well = [left, right].into_iter().all(|side| {
        let word = wording::main(side);
        let style = match wording::remarks(side).to_lowercase() {
            remark if remark.contains("new") => ToneStyle::New,
            remark if remark.contains("old") => ToneStyle::Old,
            _ => return true,
        };
        text::in_style(&word, style) == word
    });
    let (left, right) = (wording::main(left), wording::main(right));
    let equal =
        [ToneStyle::Old, ToneStyle::New].iter().all(|s| text::in_style(&left, *s) == text::in_style(&right, *s));
    let expects_equal = match () {
        () if wording::says(&fact.expected, &["not equal", "different", "differ", "unequal"]) => false,
        () if wording::says(&fact.expected, &["equal", "same"]) => true,
        () => return None,
    };
    Answer::new(said_well && equal == expects_equal, if equal { "equal" } else { "different" })
}

/// Words that have one place for their tone.
pub fn tone_unchanged(fact: &Fact, _: &World) -> Option<Answer> {
    if !wording::says(&fact.expected, &["unchanged", "not changed", "same"]) {
        return None;
    }
    let changed: Vec<_> = list(&wording::main(&fact.input))
        .into_iter()
        .filter(|word| [ToneStyle::Old, ToneStyle::New].iter().any(|style| text::in_style(word, *style) != *word))
        .collect();
    Answer::new(changed.is_empty(), format!("changed: {}", changed.join(", ")))
}

/// A list in Vietnamese order.
pub fn sorted(fact: &Fact, _: &World) -> Option<Answer> {
    in_order(fact, text::compare)
}

/// A list of people in the order of lists.
pub fn sorted_names(fact: &Fact, _: &World) -> Option<Answer> {
    in_order(fact, text::compare_names)
}

fn in_order(fact: &Fact, order: fn(&str, &str) -> std::cmp::Ordering) -> Option<Answer> {
    let mut items = list(&fact.input);
    if items.len() < 2 {
        return None;
    }
    items.sort_by(|a, b| order(a, b));
    Answer::new(items == list(&fact.expected), items.join("; "))
}

/// Items between semicolons, or between commas when there is no semicolon.
fn list(text: &str) -> Vec<String> {
    let mark = if text.contains(';') { ';' } else { ',' };
    text.split(mark).map(|item| text::clean(wording::unquoted(item))).filter(|item| !item.is_empty()).collect()
}

/// A number given with a plain decimal point, as unscaled digits and places.
fn plain(text: &str) -> Option<(i64, u8)> {
    let text = text.trim().trim_end_matches('%').trim_end().replace(['_', ' '], "");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits =
        !whole.is_empty() && whole.trim_start_matches('-').bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
    digits.then(|| Some((format!("{whole}{fraction}").parse().ok()?, u8::try_from(fraction.len()).ok()?))).flatten()
}

/// A number with dots between thousands; a share when it has a percent sign.
pub fn number(fact: &Fact, world: &World) -> Option<Answer> {
    if fact.input.contains(['%', '/']) {
        return percent(fact, world);
    }
    let (unscaled, places) = plain(&wording::main(&fact.input))?;
    Answer::text(&fact.expected, format::fixed(unscaled, places))
}

/// `91.75`, `91.75 %` or `1637/1785` as a percentage.
pub fn percent(fact: &Fact, _: &World) -> Option<Answer> {
    let input = wording::main(&fact.input);
    let expected = wording::main(&fact.expected);
    let got = match input.split_once('/') {
        Some((part, whole)) => {
            let places = number::parse(&expected).ok()?.places;
            let read = |side: &str| number::parse(side).ok()?.as_integer();
            format::percent(read(part)?, read(whole)?, places)?
        }
        None => {
            let (unscaled, places) = plain(&input)?;
            format!("{}%", format::fixed(unscaled, places))
        }
    };
    // A space before the sign is a difference here.
    Answer::new(expected == got, got)
}

/// An amount with its unit.
pub fn money(fact: &Fact, _: &World) -> Option<Answer> {
    let (amount, 0) = plain(&wording::main(&fact.input))? else { return None };
    Answer::text(&fact.expected, Dong(amount))
}

/// A number as a report writes it, read back.
pub fn parsed(fact: &Fact, _: &World) -> Option<Answer> {
    let input = wording::unquoted(&fact.input);
    let expected = wording::main(&fact.expected);
    let read = match (number::parse(input), text::date::parse(input)) {
        (Ok(read), _) => read,
        (Err(_), Ok(date)) => return Answer::new(wording::dates(&expected) == [date], date),
        (Err(error), Err(_)) => return Answer::new(wording::verdict(&expected) == Some(false), error),
    };
    let first = expected.split_whitespace().next()?.trim_end_matches([';', ',', ':', '%', '*']);
    let (unscaled, places) = if first.contains(',') {
        let read = number::parse(first).ok()?;
        (read.unscaled, read.places)
    } else {
        plain(first)?
    };
    let scale = |places: u8| 10i128.pow(places.into());
    let equal = i128::from(unscaled) * scale(read.places) == i128::from(read.unscaled) * scale(places);
    let noted = !wording::says(&fact.expected, &["footnote", "footnote mark", "chú thích"]) || read.footnote.is_some();
    let warned = !wording::says(&fact.expected, &["warning", "doubt", "doubtful"]) || read.doubt.is_some();
    Answer::new(equal && noted && warned, read)
}

/// A day, or a day and time, in a sentence; as in a document's head when the fact says so.
pub fn date(fact: &Fact, world: &World) -> Option<Answer> {
    if wording::says(&fact.input, &["formal"]) || fact.expected.contains("ngày") {
        return date_formal(fact, world);
    }
    match wording::moment(&fact.input) {
        Some(at) => Answer::text(&fact.expected, format::date_time(at)),
        None => Answer::text(&fact.expected, format::date(wording::date(&fact.input)?)),
    }
}

/// A day in the head of a document.
pub fn date_formal(fact: &Fact, _: &World) -> Option<Answer> {
    Answer::text(&fact.expected, format::date_formal(wording::date(&fact.input)?))
}

/// `2023-03-05, Bình Phước` as a document's line of place and date.
pub fn date_of_place(fact: &Fact, _: &World) -> Option<Answer> {
    let (day, place) = fact.input.split_once(',')?;
    let date = format::date_formal(wording::date(day)?);
    Answer::text(&fact.expected, format_args!("{}, {date}", place.trim()))
}
