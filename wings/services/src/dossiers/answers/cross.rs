//! What answers have to do with each other.

use base::{
    Lang::{En, Vi},
    identity::{PersonalNumber, Sex},
    text::fold,
};
use jiff::civil::Date;
use serde_json::Value;

use super::{Reading, Remark, remark};
use crate::catalogue::domain::{Field, Form, Kind, PartialDate};

/// Adds what is wrong or doubtful between the answers that count.
pub(super) fn compare(form: &Form, reading: &mut Reading) {
    let (mut errors, mut warnings) = (Vec::new(), Vec::new());
    let text = |name: &str| reading.answers.get(name).and_then(Value::as_str);
    let day = |name: &str| text(name)?.split('T').next()?.parse::<PartialDate>().ok();
    let label = |name: &str| form.field(name).map(|field| &field.label);
    for field in form.fields().filter(|field| reading.answers.contains_key(&field.name)) {
        let (vi, en) = (&field.label.vi, field.label.english());
        let rules = &field.rules;
        if let Some((own, other)) =
            rules.differs_from.as_deref().and_then(|other| Some((text(&field.name)?, (text(other)?, label(other)?))))
            && fold(own) == fold(other.0)
        {
            let other = other.1;
            errors.push(about(
                field,
                format!("“{vi}” phải khác “{}”.", other.vi),
                format!("“{en}” must differ from “{}”.", other.english()),
            ));
        }
        if let Some((own, other, label)) =
            rules.not_before.as_deref().and_then(|other| Some((day(&field.name)?, day(other)?, label(other)?)))
            && own.latest() < other.earliest()
        {
            errors.push(about(
                field,
                format!("“{vi}” không thể trước “{}”.", label.vi),
                format!("“{en}” cannot be before “{}”.", label.english()),
            ));
        }
        let models: Vec<&str> = rules.like_one_of.iter().filter_map(|name| text(name)).collect();
        if !models.is_empty() && text(&field.name).is_some_and(|own| !models.contains(&own)) {
            let names: Vec<String> = rules
                .like_one_of
                .iter()
                .filter_map(|name| label(name))
                .map(|label| format!("“{}”", label.vi))
                .collect();
            let names_en: Vec<String> = rules
                .like_one_of
                .iter()
                .filter_map(|name| label(name))
                .map(|label| format!("“{}”", label.english()))
                .collect();
            warnings.push(about(
                field,
                format!("“{vi}” khác với {}; hãy xem lại.", names.join(", ")),
                format!("“{en}” is not the same as {}; please check.", names_en.join(", ")),
            ));
        }
        if field.kind == Kind::PersonalNumber
            && let Some(number) = text(&field.name).and_then(|number| PersonalNumber::parse(number).ok())
        {
            let born = rules.born.as_deref().and_then(day).map(|born| born.latest());
            let sex = rules.gender.as_deref().and_then(text).and_then(sex);
            warnings.extend(number.doubts(sex, born.filter(|born| *born > Date::MIN)).into_iter().map(|doubt| {
                about(field, format!("“{vi}”: {}", doubt.message(Vi)), format!("“{en}”: {}", doubt.message(En)))
            }));
        }
    }
    reading.errors.extend(errors);
    reading.warnings.extend(warnings);
}

fn sex(word: &str) -> Option<Sex> {
    match word {
        "male" => Some(Sex::Male),
        "female" => Some(Sex::Female),
        _ => None,
    }
}

fn about(field: &Field, vi: String, en: String) -> Remark {
    Remark { field: field.name.clone(), ..remark(&field.name, vi, en) }
}
