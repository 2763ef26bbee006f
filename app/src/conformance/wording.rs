//! Reading what people wrote: dates, counts and values in free text.

use base::text::{self, ToneStyle};
use jiff::civil::{Date, DateTime, Time};

/// The text without remarks in brackets.
pub fn main(text: &str) -> String {
    let (mut kept, mut depth) = (String::new(), 0usize);
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    text::clean(&kept)
}

/// The remarks in brackets.
pub fn remarks(text: &str) -> String {
    text.split('(').skip(1).filter_map(|rest| rest.split(')').next()).collect::<Vec<_>>().join("; ")
}

/// Whether two texts are the same words: however composed, spaced, cased, and with the tone mark in either style.
pub fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| {
        let text = text::in_style(&text::clean(text), ToneStyle::New).to_lowercase().replace(['–', '−'], "-");
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '.' | ';')).to_owned()
    };
    plain(a) == plain(b)
}

/// Whether the text has any of these phrases, in small letters, as whole words.
pub fn says(text: &str, phrases: &[&str]) -> bool {
    let text = text.to_lowercase();
    phrases.iter().any(|phrase| positions(&text, phrase).next().is_some())
}

/// Whether the fact expects a value to be right: `valid…`, `invalid…`. None when it says neither at its beginning.
pub fn verdict(expected: &str) -> Option<bool> {
    let start = expected.trim().trim_start_matches('"').to_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| start.starts_with(word));
    if begins(&["invalid", "not valid", "not a ", "rejected", "refused", "error", "no such", "không hợp lệ", "sai"])
    {
        Some(false)
    } else if begins(&["valid", "ok", "accepted", "hợp lệ", "đúng"]) {
        Some(true)
    } else {
        None
    }
}

/// Whether the fact expects that there is nothing.
pub fn expects_nothing(expected: &str) -> bool {
    let nothing =
        ["none", "unknown", "not found", "no unit", "no such unit", "does not exist", "nothing", "ended", "abolished"];
    says(expected, &nothing) || expected.trim() == "-"
}

/// Every date in the text, in its order: `2023-07-17`, `17/7/2023`, `ngày 05 tháng 3 năm 2023`.
pub fn dates(text: &str) -> Vec<Date> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let read = (8..=26).rev().filter(|length| rest.is_char_boundary(*length) && *length <= rest.len()).find_map(
            |length| {
                let (part, after) = rest.split_at(length);
                let whole =
                    part.ends_with(|c: char| c.is_ascii_digit()) && !after.starts_with(|c: char| c.is_ascii_digit());
                let date = text::date::parse(part).or_else(|_| text::date::parse(&format!("ngày {part}")));
                date.ok().filter(|_| whole).map(|date| (date, length))
            },
        );
        let length = match read {
            Some((date, length)) => {
                found.push(date);
                length
            }
            None => digits,
        };
        rest = &rest[length..];
    }
    found
}

/// The only date of a text, or the first of several.
pub fn date(text: &str) -> Option<Date> {
    dates(text).first().copied()
}

/// The first date of the text with the first time of day: `2023-07-17 15:30`, `17/7/2023 lúc 15h30`.
pub fn moment(text: &str) -> Option<DateTime> {
    Some(date(text)?.to_datetime(time(text)?))
}

/// The first time of day in the text: `15:30`, `15h30`, `15h`, `3:30 pm`.
pub fn time(text: &str) -> Option<Time> {
    let text = text.to_lowercase();
    text.match_indices([':', 'h']).find_map(|(at, mark)| {
        let hour = digits_before(&text, at)?;
        let after = &text[at + 1..];
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        let minute = match (mark, digits.as_str()) {
            ("h", "") if !after.starts_with(char::is_alphabetic) => 0,
            (_, minute) => minute.parse::<i8>().ok()?,
        };
        let afternoon = after[digits.len()..].trim_start().starts_with("pm") && hour < 12;
        Time::new(i8::try_from(hour).ok()? + if afternoon { 12 } else { 0 }, minute, 0, 0).ok()
    })
}

/// The number that stands before a unit: `count("term 5 working days", &["working day"])` is 5.
pub fn count(text: &str, units: &[&str]) -> Option<u32> {
    let text = text.to_lowercase().replace(['-', '_'], " ");
    units.iter().find_map(|unit| {
        text.match_indices(unit).find_map(|(at, _)| {
            let before = text[..at].trim_end();
            digits_before(before, before.len())
        })
    })
}

/// The place in a row: `1st`, `22nd`, `second`, `no. 15`, `serial 15`, `thứ 3`.
pub fn ordinal(text: &str) -> Option<u32> {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let text = text.to_lowercase();
    let suffixed = ["st", "nd", "rd", "th"].iter().find_map(|suffix| {
        positions(&text, suffix).chain(text.match_indices(suffix).map(|(at, _)| at)).find_map(|at| {
            let ends = !text[at + suffix.len()..].starts_with(char::is_alphanumeric);
            digits_before(&text, at).filter(|_| ends && at > 0 && text.as_bytes()[at - 1].is_ascii_digit())
        })
    });
    let word = || WORDS.iter().zip(1..).find(|(word, _)| positions(&text, word).next().is_some()).map(|(_, n)| n);
    let named =
        || ["serial", "no.", "number", "nth", "thứ", "số"].iter().find_map(|key| value(&text, key)?.parse().ok());
    suffixed.or_else(named).or_else(word)
}

/// What follows a key: `value("code=25207; date=…", "code")` is `25207`. Up to a comma, semicolon, bar or bracket.
pub fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let lower = text.to_lowercase();
    // Lower case may change lengths; then positions would lie.
    let lower = if lower.len() == text.len() { lower } else { text.to_owned() };
    let at = positions(&lower, key).next()?;
    let rest = text[at + key.len()..].trim_start_matches(['=', ':', ' ']);
    let end = rest.find([',', ';', '|', '(', '→']).unwrap_or(rest.len());
    Some(rest[..end].trim()).filter(|value| !value.is_empty())
}

/// The first word of what follows a key.
pub fn word<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    value(text, key)?.split_whitespace().next()
}

/// Runs of exactly so many digits, in their order.
pub fn numbers_of(text: &str, length: usize) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == length).collect()
}

/// Every run of digits as a number.
pub fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|run| run.parse().ok()).collect()
}

/// What stands between the first pair of quotation marks.
pub fn quoted(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(['"', '“', '”', '«'])?;
    rest.split_once(['"', '”', '“', '»']).map(|(inside, _)| inside)
}

/// The text without quotation marks around it.
pub fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '“', '”', '«', '»'])
}

fn digits_before(text: &str, at: usize) -> Option<u32> {
    let before = &text[..at];
    let start = before
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    before[start..].parse().ok()
}

/// Where a phrase stands as whole words.
fn positions<'a>(text: &'a str, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(phrase).map(|(at, _)| at).filter(move |at| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        edge(text[..*at].chars().next_back()) && edge(text[at + phrase.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates_are_found_in_any_sentence() {
        let three = [day(2025, 1, 28), day(2026, 2, 16), day(2027, 2, 5)];
        assert_eq!(dates("2025-01-28 is 29/12; 2026-02-16 is 29/12; 2027-02-05 is 29/12"), three);
        assert_eq!(dates("date=2025-07-01/2026-04-30"), [day(2025, 7, 1), day(2026, 4, 30)]);
        assert_eq!(dates("nhận ngày 05 tháng 3 năm 2023, trả 17/3/2023."), [day(2023, 3, 5), day(2023, 3, 17)]);
        assert_eq!(dates("1.234 of 29/4–3/5, số 570/NQ, 202/2025/QH15"), []);
    }

    #[test]
    fn a_moment_is_a_date_and_a_time() {
        let at = day(2023, 7, 17).at(15, 30, 0, 0);
        for text in [
            "received 2023-07-17 15:30 at the counter",
            "17/7/2023 lúc 15h30",
            "2023-07-17T15:30",
            "3:30 pm, 2023-07-17",
        ] {
            assert_eq!(moment(text), Some(at), "{text}");
        }
        assert_eq!(moment("2023-07-17 24:00"), None);
        assert_eq!(moment("2023-07-17 the same day"), None);
    }

    #[test]
    fn counts_stand_before_their_unit() {
        assert_eq!(count("3 working day(s)", &["working day"]), Some(3));
        assert_eq!(count("a 15-working-day term", &["working day"]), Some(15));
        assert_eq!(count("thời hạn 05 ngày làm việc", &["working day", "ngày làm việc"]), Some(5));
        assert_eq!(count("working days", &["working day"]), None);
    }

    #[test]
    fn places_in_a_row_are_read() {
        for (text, n) in [
            ("1st of day", 1),
            ("22nd", 22),
            ("second dossier", 2),
            ("serial 15", 15),
            ("no. 9999", 9999),
            ("hồ sơ thứ 3", 3),
            ("the 113th", 113),
        ] {
            assert_eq!(ordinal(text), Some(n), "{text}");
        }
        assert_eq!(ordinal("the last"), None);
    }

    #[test]
    fn values_follow_their_key() {
        assert_eq!(value("name=Xã Tân Hưng, province 70", "name"), Some("Xã Tân Hưng"));
        assert_eq!(value("name=Xã Tân Hưng, province 70", "province"), Some("70"));
        assert_eq!(word("TTHC 2.000815 published by Thái Nguyên", "tthc"), Some("2.000815"));
        assert_eq!(value("agency", "agency"), None);
    }

    #[test]
    fn remarks_stand_in_brackets() {
        assert_eq!(main("Phước (ƣ→ư)"), "Phước");
        assert_eq!(remarks("invalid (36 characters; at most 35)"), "36 characters; at most 35");
        assert!(same("Huyện  Biên Hòa.", "huyện biên hoà"));
        assert_eq!(verdict("invalid date"), Some(false));
        assert_eq!(verdict("valid, level 1"), Some(true));
        assert_eq!(verdict("Bình Phước"), None);
    }
}
