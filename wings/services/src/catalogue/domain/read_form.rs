//! Reads forms, and the lists they share, from their TOML files.

use std::collections::BTreeMap;

use super::{
    Bilingual,
    finding::Finding,
    form::{Bound, Choice, Field, FilledBy, Form, Group, Kind, Rules},
    read::{Node, read_file},
    read_package::id,
};

/// A field of work, by which citizens see procedures grouped.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct WorkField {
    /// Its key in packages.
    pub key: String,
    /// Its name.
    pub name: Bilingual,
}

/// Lists of answers that several forms share: ethnic groups, countries, ways to receive a result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lists(BTreeMap<String, Vec<Choice>>);

impl Lists {
    /// A list by its key.
    pub fn get(&self, id: &str) -> Option<&[Choice]> {
        self.0.get(id).map(Vec::as_slice)
    }
}

/// Reads the shared lists.
///
/// # Errors
/// Everything that is wrong with the file, each with its line.
pub fn parse_lists(source: &str) -> Result<Lists, Vec<Finding>> {
    let (lists, _) =
        read_file(source, |file| file.each("lists", |node| (id(node, "id"), node.each("options", choice))))?;
    Ok(Lists(lists.into_iter().collect()))
}

/// Reads the fields of work.
///
/// # Errors
/// Everything that is wrong with the file, each with its line.
pub fn parse_fields(source: &str) -> Result<Vec<WorkField>, Vec<Finding>> {
    let read = |file: &Node| file.each("fields", |node| WorkField { key: id(node, "key"), name: node.words("name") });
    Ok(read_file(source, read)?.0)
}

/// Reads a form. Options written as `list = "key"` are taken from the shared lists.
///
/// # Errors
/// Everything that is wrong with the file, each with its line. What a form says as a whole is for [`super::check_form`].
pub fn parse_form(source: &str, lists: &Lists) -> Result<Form, Vec<Finding>> {
    let (mut form, lines) = read_file(source, |file| Form {
        id: id(file, "id"),
        title: file.words("title"),
        official: file.words("official"),
        origin: file.one("origin"),
        sureness: file.one("sureness"),
        notes: file.words_list("notes"),
        groups: file.each("groups", |node| Group {
            id: id(node, "id"),
            label: node.words("label"),
            filled_by: node.one_opt("filled_by").unwrap_or(FilledBy::Applicant),
            fields: node.each("fields", |field_node| field(field_node, lists)),
        }),
        lines: Default::default(),
    })?;
    form.lines = lines;
    Ok(form)
}

fn choice(node: &Node) -> Choice {
    Choice { value: node.text("value"), label: node.words("label") }
}

fn field(node: &Node, lists: &Lists) -> Field {
    Field {
        name: id(node, "name"),
        label: node.words("label"),
        kind: node.one::<Kind>("kind"),
        required: node.flag("required"),
        required_when: node.guard_opt("required_when"),
        when: node.guard_opt("when"),
        help: node.words_opt("help"),
        options: options(node, lists),
        columns: node.each("columns", |column| field(column, lists)),
        prefill: node.one_opt("prefill"),
        official_line: node.whole("line", 0..=999).and_then(|line| u16::try_from(line).ok()),
        rules: rules(node),
    }
}

fn options(node: &Node, lists: &Lists) -> Vec<Choice> {
    let own = node.each("options", choice);
    let Some(list) = node.text_opt("list") else { return own };
    if !own.is_empty() {
        node.fault(
            "read.options",
            "list",
            "Chỉ ghi một trong hai: “options” hoặc “list”",
            "Write either `options` or `list`, not both",
        );
    }
    lists.get(&list).map(<[Choice]>::to_vec).unwrap_or_else(|| {
        node.fault(
            "read.options",
            "list",
            format!("Không có danh sách dùng chung “{list}”"),
            format!("There is no shared list `{list}`"),
        );
        Vec::new()
    })
}

fn rules(node: &Node) -> Rules {
    const ANY: std::ops::RangeInclusive<i64> = -1_000_000_000_000_000..=1_000_000_000_000_000;
    let length = |key| node.whole(key, 0..=100_000).and_then(|n| usize::try_from(n).ok());
    let count = |key, most| node.whole(key, 0..=most).and_then(|n| u32::try_from(n).ok());
    Rules {
        min: node.whole("min", ANY),
        max: node.whole("max", ANY),
        min_length: length("min_length"),
        max_length: length("max_length"),
        pattern: node.text_opt("pattern"),
        pattern_hint: node.words_opt("pattern_hint"),
        starts_with: node.text_opt("starts_with"),
        forbidden: node.texts("forbidden"),
        equals: node.text_opt("equals"),
        differs_from: node.text_opt("differs_from"),
        like_one_of: node.texts("like_one_of"),
        upper: node.flag("upper"),
        earliest: bound(node, "earliest"),
        latest: bound(node, "latest"),
        soft_dates: node.flag("soft_dates"),
        not_before: node.text_opt("not_before"),
        hours_ahead: count("hours_ahead", 10_000),
        min_age: node.whole("min_age", 0..=150).and_then(|n| u8::try_from(n).ok()),
        warn_after_days: count("warn_after_days", 100_000),
        born: node.text_opt("born"),
        gender: node.text_opt("gender"),
        one_true: node.text_opt("one_true"),
        any_ends: node.text_opt("any_ends"),
        ending: node.text_opt("ending"),
        default: node.text_opt("default"),
    }
}

/// A day: `"today"`, `"tomorrow"` or `"2023-01-31"`.
fn bound(node: &Node, key: &str) -> Option<Bound> {
    let text = node.text_opt(key)?;
    match text.as_str() {
        "today" => Some(Bound::Today),
        "tomorrow" => Some(Bound::Tomorrow),
        other => {
            let day = other.parse().ok().map(Bound::On);
            if day.is_none() {
                node.fault(
                    "read.bound",
                    key,
                    format!("“{other}”: ghi \"today\", \"tomorrow\" hoặc \"2023-01-31\""),
                    format!("`{other}`: write \"today\", \"tomorrow\" or \"2023-01-31\""),
                );
            }
            day
        }
    }
}
