//! What was answered, as people read it: one list of facts for each part of the form.

use base::{Dong, Lang, text::format};
use maud::{Markup, html};
use serde_json::{Map, Value};
use web::ui::{Details, details};

use crate::catalogue::domain::{Field, Form, Group, Kind, Package, Part, PartKind, PartialDate};

/// The answers of a form, part by part. What was not asked or left empty is left out.
pub(super) fn shown(lang: Lang, form: Option<&Form>, answers: &Value) -> Markup {
    let none = Map::new();
    let answers = answers.as_object().unwrap_or(&none);
    html! {
        @match form {
            Some(form) => @for group in form.groups.iter().filter(|group| has_any(group, answers)) {
                section { h3 { (group.label.get(lang)) } (facts(lang, group, answers)) }
            },
            None => p { (lang.pick("Thủ tục này không có tờ khai.", "This procedure has no form.")) },
        }
    }
}

/// Under this key the answers name the papers that came on paper only, by their keys in the procedure.
pub(super) const ON_PAPER: &str = "on_paper";

/// The names of the papers that came on paper only.
pub(super) fn on_paper<'p>(lang: Lang, package: Option<&'p Package>, answers: &Value) -> Vec<&'p str> {
    let keys: Vec<&str> = answers[ON_PAPER].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let papers = package.into_iter().flat_map(|package| &package.papers);
    papers.filter(|paper| keys.contains(&paper.id.as_str())).map(|paper| paper.name.get(lang)).collect()
}

/// Whether anything of a group was answered.
pub(super) fn has_any(group: &Group, answers: &Map<String, Value>) -> bool {
    group.fields.iter().any(|field| answers.contains_key(&field.name))
}

/// The answers of one group.
pub(super) fn facts(lang: Lang, group: &Group, answers: &Map<String, Value>) -> Details {
    let answered = group.fields.iter().filter_map(|field| Some((field, answers.get(&field.name)?)));
    answered.fold(details(), |list, (field, value)| list.row(field.label.get(lang), answer(lang, field, value)))
}

/// One answer.
pub(super) fn answer(lang: Lang, field: &Field, value: &Value) -> Markup {
    match (field.kind, value) {
        (Kind::Table, Value::Array(rows)) => html! {
            ol { @for row in rows.iter().filter_map(Value::as_object) {
                li {
                    @for (column, value) in field.columns.iter().filter_map(|column| Some((column, row.get(&column.name)?))) {
                        div { span.hint { (column.label.get(lang)) ": " } (answer(lang, column, value)) }
                    }
                }
            } }
        },
        (kind, Value::Object(parts)) => composite(lang, kind.parts(), parts),
        (Kind::Paragraph, Value::String(text)) => html! { @for line in text.lines() { (line) br; } },
        (Kind::Choices, Value::Array(words)) => {
            let words = words.iter().filter_map(Value::as_str).map(|word| option(lang, field, word));
            html! { ul { @for word in words { li { (word) } } } }
        }
        (_, value) => html! { (plain(lang, field, value)) },
    }
}

fn option<'f>(lang: Lang, field: &'f Field, word: &'f str) -> &'f str {
    field.option(word).map_or(word, |option| option.label.get(lang))
}

fn plain(lang: Lang, field: &Field, value: &Value) -> String {
    match (field.kind, value) {
        (_, Value::Bool(true)) => lang.pick("Có", "Yes").into(),
        (_, Value::Bool(false)) => lang.pick("Không", "No").into(),
        (Kind::Money, Value::Number(amount)) => Dong(amount.as_i64().unwrap_or_default()).to_string(),
        (Kind::Integer, Value::Number(n)) => format::integer(n.as_i64().unwrap_or_default()),
        (_, Value::Number(n)) => decimal(n.as_f64().unwrap_or_default()),
        (kind, Value::String(text)) if kind.is_date() => day(text),
        (_, Value::String(text)) => option(lang, field, text).to_owned(),
        _ => String::new(),
    }
}

/// A number with as many places as it has.
fn decimal(value: f64) -> String {
    let places = format!("{value}").split_once('.').map_or(0, |(_, fraction)| fraction.len());
    format::decimal(value, u8::try_from(places).unwrap_or(u8::MAX))
}

/// An ISO date, perhaps partial, perhaps with a time, as people write it.
fn day(iso: &str) -> String {
    let (date, time) = iso.split_once('T').map_or((iso, None), |(date, time)| (date, Some(time)));
    let written = date.parse::<PartialDate>().map_or_else(|_| date.to_owned(), PartialDate::written);
    time.map_or_else(|| written.clone(), |time| format!("{time} {written}"))
}

/// An address in one line, the smallest first; everything else with its label.
fn composite(lang: Lang, parts: &[Part], answer: &Map<String, Value>) -> Markup {
    let text = |name: &str| answer.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let place: Vec<&str> = ["detail", "commune", "district", "province"].into_iter().filter_map(text).collect();
    let is_place = |part: &&Part| matches!(part.kind, PartKind::Area(_)) || part.name == "detail";
    html! {
        @for part in parts.iter().filter(|part| !is_place(part)) {
            @if let Some(value) = text(part.name) {
                div {
                    @match part.kind {
                        PartKind::Choice(choices) => {
                            (choices.iter().find(|(key, _)| *key == value).map_or(value, |(_, label)| label.get(lang)))
                        }
                        PartKind::Date => { span.hint { (part.label.get(lang)) ": " } (day(value)) }
                        _ => { span.hint { (part.label.get(lang)) ": " } (value) }
                    }
                }
            }
        }
        @if !place.is_empty() { div { (place.join(", ")) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_are_written_as_people_write_them() {
        assert_eq!(day("2014-03-05"), "5/3/2014");
        assert_eq!(day("1962"), "1962");
        assert_eq!(day("2024-02-05T08:30"), "08:30 5/2/2024");
        assert_eq!((decimal(12.5), decimal(1234.0)), ("12,5".into(), "1.234".into()));
    }
}
