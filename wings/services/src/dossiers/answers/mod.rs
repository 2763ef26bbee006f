//! Answers: from what somebody typed into a procedure's form to what is filed with the dossier.
//!
//! [`Typed`] is what a draft keeps, right or wrong. [`read`] holds it against the form and says which answers count, what is
//! wrong with which input, and what an officer should look at twice. Only fields that are asked count: a condition holds
//! when it is known to hold, and an answer to a question that is not asked any more is left out.
//!
//! What is filed is plain JSON by field name: text, numbers, booleans, ISO dates, objects for answers of several inputs,
//! lists of objects for tables.

mod cross;
mod dates;
mod parts;
mod text;
mod typed;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value};
use web::Words;

pub use typed::Typed;

pub(in crate::dossiers) use dates::TIME;
pub(in crate::dossiers) use parts::{COMMUNE, ELSEWHERE, OTHER_PROVINCE};
pub(in crate::dossiers) use text::longest;

use crate::{
    catalogue::domain::{
        ApplicantKind, Choice, Field, Form, Keyed, Kind, PartialDate,
        form::{APPLICANT, CHANNEL, FilledBy},
        guard::{Fact, Facts},
    },
    dossiers::domain::Channel,
};

/// The filing itself, as far as answers and conditions depend on it.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// As whom somebody applies, once that is said.
    pub applicant: Option<ApplicantKind>,
    /// How the dossier comes in.
    pub channel: Channel,
    /// Now: the day of filing, to which ages and limits are counted.
    pub now: Timestamp,
}

impl About {
    /// The day of filing in Vietnam.
    pub fn today(&self) -> Date {
        base::clock::wall(self.now).date()
    }

    /// The word by which conditions know the channel.
    const fn channel_word(&self) -> &'static str {
        match self.channel {
            Channel::Online => "online",
            Channel::Counter => "in_person",
            Channel::Post => "postal",
        }
    }

    /// Whether a group is filled in here: what officers fill in is not asked on the portal.
    pub fn asks(&self, filled_by: FilledBy) -> bool {
        filled_by == FilledBy::Applicant || self.channel != Channel::Online
    }
}

/// Something to say about one input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The input's name.
    pub input: String,
    /// The field it belongs to.
    pub field: String,
    /// What to do about it.
    pub words: Words,
}

/// What was typed, read against the form.
#[derive(Debug, Clone)]
pub struct Reading {
    about: About,
    facts: BTreeMap<String, Fact>,
    asked: BTreeSet<String>,
    /// What counts, by field name: to be filed.
    pub answers: Map<String, Value>,
    /// What must be put right before filing.
    pub errors: Vec<Remark>,
    /// What somebody should look at twice.
    pub warnings: Vec<Remark>,
}

impl Facts for Reading {
    fn fact(&self, field: &str) -> Option<Fact> {
        match field {
            APPLICANT => self.about.applicant.map(|kind| Fact::Text(kind.key().to_owned())),
            CHANNEL => Some(Fact::Text(self.about.channel_word().to_owned())),
            field if self.asked.contains(field) => self.facts.get(field).cloned(),
            _ => None,
        }
    }

    fn today(&self) -> Date {
        self.about.today()
    }
}

impl Reading {
    /// A filing without a form.
    pub fn bare(about: About) -> Self {
        Self {
            about,
            facts: BTreeMap::new(),
            asked: BTreeSet::new(),
            answers: Map::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Whether a field is asked, as far as the answers tell.
    pub fn is_asked(&self, field: &Field) -> bool {
        self.asked.contains(&field.name)
    }

    /// Whether a field that is asked must be answered.
    pub fn is_required(&self, field: &Field) -> bool {
        field.required || field.required_when.as_ref().is_some_and(|guard| guard.holds(self))
    }

    /// Whether everything needed is there and right.
    pub const fn is_good(&self) -> bool {
        self.errors.is_empty()
    }
}

/// Reads what was typed against a form.
pub fn read(form: &Form, typed: &Typed, about: About) -> Reading {
    let fields: Vec<&Field> =
        form.groups.iter().filter(|group| about.asks(group.filled_by)).flat_map(|group| &group.fields).collect();
    let mut one = One { typed, about, errors: Vec::new(), warnings: Vec::new() };
    let mut found: BTreeMap<&str, Found> = BTreeMap::new();
    let mut reading = Reading::bare(about);
    for field in &fields {
        let value = one.field(field, &field.name);
        if let Some(fact) = value.as_ref().and_then(|value| fact(field, value)) {
            reading.facts.insert(field.name.clone(), fact);
        }
        found.insert(&field.name, (value, std::mem::take(&mut one.errors), std::mem::take(&mut one.warnings)));
    }
    reading.asked = asked(&fields, &reading);
    for field in fields {
        let Some((value, errors, warnings)) = found.remove(field.name.as_str()).filter(|_| reading.is_asked(field))
        else {
            continue;
        };
        if value.is_none() && errors.is_empty() && reading.is_required(field) {
            reading.errors.push(missing(field, &field.name));
        }
        reading.errors.extend(errors.into_iter().map(|remark| Remark { field: field.name.clone(), ..remark }));
        reading.warnings.extend(warnings.into_iter().map(|remark| Remark { field: field.name.clone(), ..remark }));
        reading.answers.extend(value.map(|value| (field.name.clone(), value)));
    }
    cross::compare(form, &mut reading);
    reading
}

/// What one field gave: its answer, what is wrong, what is doubtful.
type Found = (Option<Value>, Vec<Remark>, Vec<Remark>);

/// The fields that are asked: those without a condition, and those whose condition holds by answers to fields that are
/// asked themselves. Found by going over them until nothing changes.
fn asked(fields: &[&Field], reading: &Reading) -> BTreeSet<String> {
    let mut known = Reading { asked: BTreeSet::new(), ..reading.clone() };
    for _ in 0..=fields.len() {
        let holds = |field: &&&Field| field.when.as_ref().is_none_or(|guard| guard.holds(&known));
        let next: BTreeSet<String> = fields.iter().filter(holds).map(|field| field.name.clone()).collect();
        if next == known.asked {
            break;
        }
        known.asked = next;
    }
    known.asked
}

/// What conditions know of an answer.
fn fact(field: &Field, value: &Value) -> Option<Fact> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match field.kind {
        Kind::YesNo | Kind::Tick => value.as_bool().map(Fact::Flag),
        Kind::Integer | Kind::Money => value.as_i64().map(Fact::Number),
        kind if kind.is_date() => {
            let day = value.as_str()?.split('T').next()?;
            day.parse::<PartialDate>().ok().map(Fact::Date)
        }
        Kind::Choices => Some(Fact::Many(value.as_array()?.iter().filter_map(text).collect())),
        Kind::Table => None,
        kind if kind.parts().is_empty() => text(value).map(Fact::Text),
        _ => Some(Fact::Many(Vec::new())),
    }
}

/// One field read alone.
struct One<'a> {
    typed: &'a Typed,
    about: About,
    errors: Vec<Remark>,
    warnings: Vec<Remark>,
}

impl One<'_> {
    /// The answer of a field whose inputs begin with `path`; none when nothing was typed, or nothing that counts.
    fn field(&mut self, field: &Field, path: &str) -> Option<Value> {
        match field.kind {
            kind if kind.is_date() => self.date(field, path),
            kind if !kind.parts().is_empty() => self.composite(field, path),
            Kind::Table => self.table(field, path),
            Kind::Choice => self.choice(field, path),
            Kind::Choices => self.choices(field, path),
            Kind::YesNo => match self.value_or_default(field, path) {
                "true" => self.allowed(field, path, true),
                "false" => self.allowed(field, path, false),
                _ => None,
            },
            Kind::Tick => match self.value_or_default(field, path) {
                "" => None,
                _ => self.allowed(field, path, true),
            },
            kind if kind.is_number() => self.number(field, path),
            _ => self.text(field, path),
        }
    }

    /// What was typed; before anybody answered, the field's own default.
    fn value_or_default<'f>(&'f self, field: &'f Field, path: &str) -> &'f str {
        if self.typed.has(path) { self.typed.get(path) } else { field.rules.default.as_deref().unwrap_or_default() }
    }

    fn allowed(&mut self, field: &Field, path: &str, flag: bool) -> Option<Value> {
        if field.rules.equals.as_deref().is_some_and(|only| only != flag.to_string()) {
            let needed = if flag { ("Không", "No") } else { ("Có", "Yes") };
            let (vi, en) = (&field.label.vi, field.label.english());
            self.wrong(
                path,
                format!("“{vi}”: chỉ nộp được khi chọn “{}”.", needed.0),
                format!("“{en}”: this can only be filed with “{}”.", needed.1),
            );
        }
        Some(flag.into())
    }

    fn choice(&mut self, field: &Field, path: &str) -> Option<Value> {
        let chosen = self.value_or_default(field, path).to_owned();
        if chosen.is_empty() {
            return None;
        }
        if field.option(&chosen).is_none() {
            self.errors.push(missing(field, path));
            return None;
        }
        if let Some(only) = field.rules.equals.as_deref().filter(|only| *only != chosen)
            && let Some(only) = field.option(only)
        {
            let (vi, en) = (&field.label.vi, field.label.english());
            self.wrong(
                path,
                format!("“{vi}”: chỉ nộp được khi là “{}”.", only.label.vi),
                format!("“{en}”: this can only be filed for “{}”.", only.label.english()),
            );
        }
        Some(chosen.into())
    }

    fn choices(&mut self, field: &Field, path: &str) -> Option<Value> {
        let ticked = self.typed.all(path);
        let chosen: Vec<&Choice> = field.options.iter().filter(|option| ticked.contains(&option.value)).collect();
        if chosen.is_empty() {
            return None;
        }
        let count = i64::try_from(chosen.len()).unwrap_or(i64::MAX);
        let answer: Value = chosen.iter().map(|option| option.value.clone()).collect::<Vec<_>>().into();
        let (vi, en) = (&field.label.vi, field.label.english());
        if let Some(least) = field.rules.min.filter(|least| count < *least) {
            self.wrong(path, format!("“{vi}”: chọn ít nhất {least} mục."), format!("“{en}”: choose at least {least}."));
        } else if let Some(most) = field.rules.max.filter(|most| count > *most) {
            self.wrong(path, format!("“{vi}”: chọn nhiều nhất {most} mục."), format!("“{en}”: choose at most {most}."));
        }
        Some(answer)
    }

    fn wrong(&mut self, input: &str, vi: String, en: String) {
        self.errors.push(remark(input, vi, en));
    }

    fn doubt(&mut self, input: &str, vi: String, en: String) {
        self.warnings.push(remark(input, vi, en));
    }
}

fn remark(input: &str, vi: String, en: String) -> Remark {
    Remark { input: input.to_owned(), field: String::new(), words: Words::new(vi, en) }
}

/// Nothing was answered where something must be.
fn missing(field: &Field, input: &str) -> Remark {
    let (vi, en) = (&field.label.vi, field.label.english());
    let (ask_vi, ask_en) = match field.kind {
        Kind::Tick => ("Hãy đánh dấu vào ô", "Please tick"),
        Kind::Choice | Kind::Choices | Kind::YesNo => ("Hãy chọn", "Please choose"),
        Kind::Table => ("Hãy ghi ít nhất một dòng ở", "Please fill in at least one row of"),
        _ => ("Hãy điền", "Please fill in"),
    };
    Remark {
        field: field.name.clone(), ..remark(input, format!("{ask_vi} “{vi}”."), format!("{ask_en} “{en}”."))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::catalogue::domain::{Lists, parse_form};

    const FORM: &str = r#"
id = "trial"
title = { vi = "Tờ khai", en = "Form" }
official = { vi = "Không có mẫu", en = "No form" }
origin = "platform"
sureness = "high"

[[groups]]
id = "all"
label = { vi = "Chung", en = "General" }
fields = [
    { name = "known", label = { vi = "Biết mẹ", en = "Mother known" }, kind = "yes_no", required = true, default = "true" },
    { name = "mother", label = { vi = "Tên mẹ", en = "Mother" }, kind = "person_name", required = true, when = "known" },
    { name = "alias", label = { vi = "Tên khác", en = "Alias" }, kind = "text", when = "mother is not empty", differs_from = "mother" },
    { name = "born", label = { vi = "Ngày sinh", en = "Born" }, kind = "partial_date", latest = "today", min_age = 15 },
    { name = "number", label = { vi = "Số định danh", en = "Number" }, kind = "personal_number", born = "born" },
    { name = "home", label = { vi = "Nơi ở", en = "Home" }, kind = "address" },
    { name = "copies", label = { vi = "Số bản", en = "Copies" }, kind = "integer", min = 1, max = 5 },
    { name = "office", label = { vi = "Chỉ tổ chức", en = "Only organisations" }, kind = "text", required = true, when = "applicant == 'organization'" },
    { name = "lines", label = { vi = "Ngành", en = "Lines" }, kind = "table", one_true = "main", columns = [
        { name = "code", label = { vi = "Mã", en = "Code" }, kind = "text", required = true, pattern = "[0-9]{4}" },
        { name = "main", label = { vi = "Chính", en = "Main" }, kind = "yes_no" },
    ] },
]
"#;

    fn form() -> Form {
        parse_form(FORM, &Lists::default()).expect("a form")
    }

    fn about() -> About {
        let now = "2024-02-05T09:00:00+07:00".parse().expect("an instant");
        About { applicant: Some(ApplicantKind::Individual), channel: Channel::Online, now }
    }

    fn reading(inputs: &[(&str, &str)]) -> Reading {
        let mut typed = Typed::default();
        for (name, value) in inputs {
            typed.set(*name, [(*value).to_owned()]);
        }
        read(&form(), &typed, about())
    }

    fn wrong(inputs: &[(&str, &str)]) -> Vec<String> {
        reading(inputs).errors.into_iter().map(|remark| remark.input).collect()
    }

    #[test]
    fn a_question_that_is_not_asked_needs_no_answer_and_gives_none() {
        assert_eq!(wrong(&[]), ["mother"], "known is yes until somebody says no");
        let unknown = reading(&[("known", "false"), ("mother", "Lan"), ("alias", "Hoa")]);
        assert!(unknown.is_good());
        assert_eq!(Value::Object(unknown.answers), json!({ "known": false }), "what hangs on it is not asked either");
    }

    #[test]
    fn conditions_know_as_whom_somebody_applies() {
        let mut typed = Typed::default();
        typed.set("known", ["false".to_owned()]);
        let organisation = About { applicant: Some(ApplicantKind::Organization), ..about() };
        assert_eq!(read(&form(), &typed, organisation).errors[0].input, "office");
    }

    #[test]
    fn a_commune_of_our_own_tells_its_district_and_province() {
        let own = reading(&[("mother", "Lan"), ("home.commune", "25195"), ("home.detail", "Tổ 1")]);
        assert_eq!(
            own.answers["home"],
            json!({ "commune": "Phường Tân Phú", "commune_code": "25195", "district": "Thành phố Đồng Xoài",
                    "province": "Tỉnh Bình Phước", "detail": "Tổ 1" })
        );
        let elsewhere = reading(&[("mother", "Lan"), ("home.province", "Đắk Lắk"), ("home.commune_khac", "Ea Tam")]);
        assert_eq!(elsewhere.answers["home"], json!({ "province": "Đắk Lắk", "commune": "Ea Tam" }));
        assert_eq!(wrong(&[("mother", "Lan"), ("home.detail", "Tổ 1")]), ["home.commune"]);
    }

    #[test]
    fn limits_are_those_of_the_day_of_filing() {
        let born = |day, month, year| {
            wrong(&[("mother", "Lan"), ("born.ngay", day), ("born.thang", month), ("born.nam", year)])
        };
        assert!(born("5", "2", "2009").is_empty(), "fifteen today");
        assert_eq!(born("6", "2", "2009"), ["born"]);
        assert_eq!(born("30", "2", "2000"), ["born"]);
        assert!(born("", "", "1962").is_empty(), "only the year is known");
        assert_eq!(wrong(&[("mother", "Lan"), ("copies", "6")]), ["copies"]);
        assert_eq!(wrong(&[("mother", "L4n")]), ["mother"]);
    }

    #[test]
    fn answers_are_held_against_each_other() {
        assert_eq!(wrong(&[("mother", "Lan"), ("alias", "lan")]), ["alias"]);
        let doubtful = reading(&[("mother", "Lan"), ("born.nam", "1991"), ("number", "070190000123")]);
        assert!(doubtful.is_good());
        assert_eq!(doubtful.warnings.len(), 1, "the number says 1990");
    }

    #[test]
    fn blank_rows_of_a_table_do_not_count() {
        let rows =
            reading(&[("mother", "Lan"), ("lines.0.code", ""), ("lines.2.code", "4711"), ("lines.2.main", "true")]);
        assert_eq!(rows.answers["lines"], json!([{ "code": "4711", "main": true }]));
        let wrong = wrong(&[("mother", "Lan"), ("lines.0.code", "47"), ("lines.0.main", "false")]);
        assert_eq!(wrong, ["lines.0.code", "lines"]);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(values in proptest::collection::vec("\\PC{0,12}|[0-9/.,:-]{0,12}|true|false", 20)) {
            let names = ["known", "mother", "alias", "born", "born.ngay", "born.nam", "number", "home.commune", "home.province",
                "home.commune_khac", "copies", "office", "lines.0.code", "lines.0.main", "lines.1.code", "lines.9.main",
                "lines.x", "lines", "home", "khac"];
            let inputs: Vec<(&str, &str)> = names.into_iter().zip(values.iter().map(String::as_str)).collect();
            let reading = reading(&inputs);
            prop_assert!(reading.errors.iter().all(|remark| !remark.field.is_empty() && !remark.words.vi.is_empty()));
        }
    }
}
