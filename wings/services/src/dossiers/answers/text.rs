use base::{
    Lang::{En, Vi},
    identity::{Email, PersonalNumber, Phone},
    text::{clean, clean_lines, fold, format, number},
};
use regex_lite::Regex;
use serde_json::Value;

use super::One;
use crate::catalogue::domain::{Field, Kind};

/// The most characters of a line that no rule limits, and of a paragraph.
pub(super) const LINE: usize = 200;
/// See [`LINE`].
const PARAGRAPH: usize = 2000;

/// The most characters a field of text takes.
pub(in crate::dossiers) fn longest(field: &Field) -> usize {
    field.rules.max_length.unwrap_or(if field.kind == Kind::Paragraph { PARAGRAPH } else { LINE })
}

impl One<'_> {
    pub(super) fn text(&mut self, field: &Field, path: &str) -> Option<Value> {
        let typed = self.value_or_default(field, path);
        let cleaned = if field.kind == Kind::Paragraph { clean_lines(typed) } else { clean(typed) };
        if cleaned.is_empty() {
            return None;
        }
        let text = if field.rules.upper { cleaned.to_uppercase() } else { cleaned };
        let read = match field.kind {
            Kind::Phone => Phone::parse(&text).map(String::from).map_err(|e| (e.message(Vi), e.message(En))),
            Kind::Email => Email::parse(&text).map(String::from).map_err(|e| both(e.message())),
            Kind::PersonalNumber => {
                PersonalNumber::parse(&text).map(String::from).map_err(|e| (e.message(Vi), e.message(En)))
            }
            Kind::PersonName => name(text),
            Kind::Url => url(text),
            Kind::Domain => domain(text),
            _ => Ok(text),
        };
        match read {
            Ok(text) => {
                self.limits(field, path, &text);
                Some(text.into())
            }
            Err((vi, en)) => {
                self.wrong(path, vi, en);
                None
            }
        }
    }

    fn limits(&mut self, field: &Field, path: &str, text: &str) {
        let (rules, length) = (&field.rules, text.chars().count());
        let (vi, en) = (&field.label.vi, field.label.english());
        let most = longest(field);
        if length > most {
            let over = length - most;
            self.wrong(
                path,
                format!("“{vi}”: chỉ được tối đa {most} ký tự; hãy bớt {over} ký tự."),
                format!("“{en}”: at most {most} characters; please remove {over}."),
            );
        } else if let Some(least) = rules.min_length.filter(|least| length < *least) {
            self.wrong(
                path,
                format!("“{vi}”: viết rõ hơn, ít nhất {least} ký tự."),
                format!("“{en}”: please write at least {least} characters."),
            );
        }
        if let Some(start) = rules.starts_with.as_deref().filter(|start| !fold(text).starts_with(&fold(start))) {
            self.wrong(
                path,
                format!("“{vi}”: phải bắt đầu bằng “{start}”."),
                format!("“{en}”: it must begin with “{start}”."),
            );
        }
        let plain = fold(text);
        if let Some(word) = rules.forbidden.iter().find(|word| holds_word(&plain, &fold(word))) {
            self.wrong(
                path,
                format!("“{vi}”: không được dùng từ “{word}”."),
                format!("“{en}”: the word “{word}” must not be used."),
            );
        }
        // A pattern that is none was refused when the form was published.
        let fits =
            |pattern: &String| Regex::new(&format!("^(?:{pattern})$")).is_ok_and(|pattern| pattern.is_match(text));
        if rules.pattern.as_ref().is_some_and(|pattern| !fits(pattern)) {
            let (how_vi, how_en) = match &rules.pattern_hint {
                Some(hint) => (hint.vi.clone(), hint.english().to_owned()),
                None => ("chưa đúng dạng".into(), "not of the right form".into()),
            };
            self.wrong(path, format!("“{vi}”: {how_vi}."), format!("“{en}”: {how_en}."));
        }
        if let Some(only) = rules.equals.as_deref().filter(|only| *only != text) {
            self.wrong(path, format!("“{vi}”: phải là “{only}”."), format!("“{en}”: it must be “{only}”."));
        }
    }

    pub(super) fn number(&mut self, field: &Field, path: &str) -> Option<Value> {
        let typed = clean(self.value_or_default(field, path));
        if typed.is_empty() {
            return None;
        }
        let (vi, en) = (&field.label.vi, field.label.english());
        let read = match field.kind {
            Kind::Money => number::money(&typed).map(|amount| (amount.0, Value::from(amount.0))),
            Kind::Integer => number::parse(&typed)
                .and_then(|n| n.as_integer().ok_or(number::NumberError::NotANumber))
                .map(|n| (n, n.into())),
            _ => number::parse(&typed).map(|n| {
                let whole = n.unscaled.div_euclid(10i64.pow(n.places.min(18).into()));
                (whole, Value::from(n.to_f64()))
            }),
        };
        match read {
            Ok((n, value)) => {
                let (least, most) = (field.rules.min.unwrap_or(0), field.rules.max.unwrap_or(i64::MAX));
                if n < least || n > most {
                    let (low, high) = (format::integer(least), format::integer(most));
                    match field.rules.max {
                        Some(_) => self.wrong(
                            path,
                            format!("“{vi}”: nhập số từ {low} đến {high}."),
                            format!("“{en}”: enter a number from {low} to {high}."),
                        ),
                        None => self.wrong(
                            path,
                            format!("“{vi}”: nhập số từ {low} trở lên."),
                            format!("“{en}”: enter {low} or more."),
                        ),
                    }
                }
                Some(value)
            }
            Err(why) => {
                let why = why.message();
                self.wrong(path, format!("“{vi}”: {}", why.vi), format!("“{en}”: {}", why.en));
                None
            }
        }
    }
}

fn both(text: base::Text) -> (String, String) {
    (text.vi.into(), text.en.into())
}

/// A word within a text, both folded: not a part of another word.
fn holds_word(text: &str, word: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(word)
        .any(|(at, _)| apart(text[..at].chars().next_back()) && apart(text[at + word.len()..].chars().next()))
}

type Faulty = (String, String);

fn name(text: String) -> Result<String, Faulty> {
    let known = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '\'' | '’' | '-');
    if text.chars().all(known) && text.chars().any(char::is_alphabetic) {
        return Ok(text);
    }
    Err(both(base::Text::new(
        "Họ tên chỉ gồm chữ cái; hãy bỏ chữ số và ký hiệu.",
        "A name has letters only; please remove digits and signs.",
    )))
}

fn url(text: String) -> Result<String, Faulty> {
    let address = if text.contains("://") { text } else { format!("https://{text}") };
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#', ':']).next());
    match host.map(|host| domain(host.to_owned())) {
        Some(Ok(_)) if !address.contains(char::is_whitespace) => Ok(address),
        _ => Err(both(base::Text::new(
            "Địa chỉ trang web viết như https://binhphuoc.gov.vn.",
            "A web address is written like https://binhphuoc.gov.vn.",
        ))),
    }
}

fn domain(text: String) -> Result<String, Faulty> {
    let text = text.to_lowercase();
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    if text.contains('.') && text.split('.').all(label) && text.len() <= 253 {
        return Ok(text);
    }
    Err(both(base::Text::new("Tên miền viết như binhphuoc.gov.vn.", "A domain name is written like binhphuoc.gov.vn.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_word_is_found_as_a_word_only() {
        assert!(holds_word(&fold("Công ty Hạnh Phúc"), &fold("công ty")));
        assert!(!holds_word(&fold("Quang Minh"), &fold("quan")));
    }

    #[test]
    fn addresses_of_sites_are_read_with_and_without_their_beginning() {
        assert_eq!(url("binhphuoc.gov.vn/tin".into()), Ok("https://binhphuoc.gov.vn/tin".into()));
        assert!(url("javascript://alert".into()).is_err() && url("binhphuoc".into()).is_err());
        assert_eq!(domain("BinhPhuoc.gov.vn".into()), Ok("binhphuoc.gov.vn".into()));
        assert!(domain("-a.vn".into()).is_err());
    }
}
