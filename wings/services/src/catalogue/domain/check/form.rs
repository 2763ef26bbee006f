//! Forms: names are unique, choices have options, conditions and references speak of fields that exist.

use std::collections::BTreeSet;

use regex_lite::Regex;

use super::guard_fits;
use crate::catalogue::domain::{
    finding::{Finding, Report},
    form::{Bound, Field, Form, Kind, filing_shape},
    keyed::Keyed,
    kinds::Confidence,
};

/// Everything there is to say about a form, in the order of its file.
pub fn check_form(form: &Form) -> Vec<Finding> {
    let mut report = Report::new(&form.lines);
    let mut groups = BTreeSet::new();
    let mut names = BTreeSet::new();
    if form.fields().next().is_none() {
        report.error("form.empty", "", "Biểu mẫu không hỏi gì", "The form asks nothing");
    }
    for (g, group) in form.groups.iter().enumerate() {
        twice(&mut report, &mut groups, &group.id, &format!("groups[{g}].id"));
        for (f, field) in group.fields.iter().enumerate() {
            let path = format!("groups[{g}].fields[{f}]");
            twice(&mut report, &mut names, &field.name, &format!("{path}.name"));
            self::field(form, field, &path, &mut report);
        }
    }
    if form.sureness == Confidence::Low {
        report.warning(
            "sureness.low",
            "sureness",
            "Các dòng của biểu mẫu chưa đối chiếu với mẫu chính thức",
            "The form's lines have not been compared with the official form",
        );
    }
    report.finish()
}

fn twice<'a>(report: &mut Report, seen: &mut BTreeSet<&'a str>, name: &'a str, path: &str) {
    if !seen.insert(name) {
        report.error("id.twice", path, format!("“{name}” dùng hai lần"), format!("`{name}` is used twice"));
    }
}

fn field(form: &Form, field: &Field, path: &str, report: &mut Report) {
    if filing_shape(&field.name).is_some() {
        report.error(
            "form.reserved",
            &format!("{path}.name"),
            format!("“{}” là tên dành riêng cho việc nộp hồ sơ", field.name),
            format!("`{}` is kept for the filing itself", field.name),
        );
    }
    for (key, guard) in [("when", &field.when), ("required_when", &field.required_when)] {
        let at = format!("{path}.{key}");
        guard_fits(report, &at, guard.as_ref(), |name| form.shape(name));
        if guard.as_ref().is_some_and(|guard| guard.fields().contains(&field.name.as_str())) {
            report.error(
                "form.self",
                &at,
                "Điều kiện hỏi chính trường này",
                "The condition asks about the field itself",
            );
        }
    }
    if field.required && field.required_when.is_some() {
        report.error(
            "form.required_twice",
            &format!("{path}.required_when"),
            "Đã bắt buộc thì không ghi “required_when”; dùng “when” nếu chỉ hỏi trong một trường hợp",
            "It is required already; use `when` if it is asked in some cases only",
        );
    }
    content(field, path, report);
    rules(form, field, path, report);
    let mut columns = BTreeSet::new();
    for (index, column) in field.columns.iter().enumerate() {
        let at = format!("{path}.columns[{index}]");
        twice(report, &mut columns, &column.name, &format!("{at}.name"));
        if column.kind == Kind::Table || column.when.is_some() || column.required_when.is_some() {
            report.error(
                "form.column",
                &at,
                "Cột của bảng không thể là bảng và không kèm điều kiện",
                "A column is no table and has no conditions",
            );
        }
        content(column, &at, report);
        rules(form, column, &at, report);
    }
}

fn content(field: &Field, path: &str, report: &mut Report) {
    if field.kind.has_options() && field.options.is_empty() {
        report.error("form.options", path, "Không có gì để chọn", "There is nothing to choose from");
    } else if !field.kind.has_options() && !field.options.is_empty() {
        report.error(
            "form.options",
            path,
            format!("Loại “{}” không có lựa chọn", field.kind.key()),
            format!("`{}` takes no options", field.kind.key()),
        );
    }
    let mut values = BTreeSet::new();
    for (index, option) in field.options.iter().enumerate() {
        twice(report, &mut values, &option.value, &format!("{path}.options[{index}].value"));
    }
    if (field.kind == Kind::Table) == field.columns.is_empty() {
        report.error(
            "form.columns",
            path,
            "Bảng phải có cột, và chỉ bảng mới có",
            "Tables, and only they, have columns",
        );
    }
}

fn rules(form: &Form, field: &Field, path: &str, report: &mut Report) {
    let rules = &field.rules;
    let kind = field.kind;
    let counted = kind.is_number() || matches!(kind, Kind::Choices | Kind::Table);
    let misplaced = [
        ("min", rules.min.is_some() && !counted),
        ("max", rules.max.is_some() && !counted),
        ("min_length", rules.min_length.is_some() && !kind.is_text()),
        ("max_length", rules.max_length.is_some() && !kind.is_text()),
        ("pattern", rules.pattern.is_some() && !kind.is_text()),
        ("starts_with", rules.starts_with.is_some() && !kind.is_text()),
        ("forbidden", !rules.forbidden.is_empty() && !kind.is_text()),
        ("upper", rules.upper && !kind.is_text()),
        ("earliest", rules.earliest.is_some() && !kind.is_date()),
        ("latest", rules.latest.is_some() && !kind.is_date()),
        ("not_before", rules.not_before.is_some() && !kind.is_date()),
        ("hours_ahead", rules.hours_ahead.is_some() && kind != Kind::DateTime),
        ("min_age", rules.min_age.is_some() && !kind.is_date()),
        ("warn_after_days", rules.warn_after_days.is_some() && !kind.is_date()),
        ("born", rules.born.is_some() && kind != Kind::PersonalNumber),
        ("gender", rules.gender.is_some() && kind != Kind::PersonalNumber),
        ("one_true", rules.one_true.is_some() && kind != Kind::Table),
        ("any_ends", rules.any_ends.is_some() && kind != Kind::Table),
    ];
    for (key, _) in misplaced.into_iter().filter(|(_, misplaced)| *misplaced) {
        report.error(
            "form.rule",
            &format!("{path}.{key}"),
            format!("“{key}” không dùng cho loại “{}”", kind.key()),
            format!("`{key}` means nothing for `{}`", kind.key()),
        );
    }
    let reversed = |low: Option<i64>, high: Option<i64>| matches!((low, high), (Some(low), Some(high)) if low > high);
    let length = |length: Option<usize>| length.and_then(|length| i64::try_from(length).ok());
    if reversed(rules.min, rules.max) || reversed(length(rules.min_length), length(rules.max_length)) {
        report.error("form.range", path, "Giới hạn dưới lớn hơn giới hạn trên", "The lower limit is above the upper");
    }
    if let (Some(Bound::On(first)), Some(Bound::On(last))) = (rules.earliest, rules.latest)
        && first > last
    {
        report.error("form.range", path, "Ngày đầu sau ngày cuối", "The first day is after the last");
    }
    if let Some(Err(fault)) = rules.pattern.as_deref().map(Regex::new) {
        report.error(
            "form.pattern",
            &format!("{path}.pattern"),
            format!("Biểu thức sai: {fault}"),
            format!("Not a regular expression: {fault}"),
        );
    }
    references(form, field, path, report);
    if let Some(default) = &rules.default
        && kind.has_options()
        && field.option(default).is_none()
    {
        report.error(
            "form.default",
            &format!("{path}.default"),
            format!("“{default}” không có trong danh sách"),
            format!("`{default}` is none of the options"),
        );
    }
}

fn references(form: &Form, field: &Field, path: &str, report: &mut Report) {
    let rules = &field.rules;
    let single = [
        ("differs_from", &rules.differs_from),
        ("not_before", &rules.not_before),
        ("born", &rules.born),
        ("gender", &rules.gender),
    ];
    let single = single.into_iter().filter_map(|(key, name)| Some((key, name.as_ref()?)));
    let many = rules.like_one_of.iter().map(|name| ("like_one_of", name));
    for (key, name) in single.chain(many) {
        let fits = |kind: Kind| match key {
            "not_before" | "born" => kind.is_date(),
            "gender" => kind == Kind::Choice,
            _ => true,
        };
        if !form.field(name).is_some_and(|other| fits(other.kind)) {
            report.error(
                "form.reference",
                &format!("{path}.{key}"),
                format!("Không có trường phù hợp tên “{name}”"),
                format!("There is no suitable field `{name}`"),
            );
        }
    }
    let column = |name: &String| field.columns.iter().find(|column| column.name == *name);
    let yes_no = rules.one_true.as_ref().is_some_and(|name| column(name).is_none_or(|c| c.kind != Kind::YesNo));
    let ends = rules.any_ends.as_ref().is_some_and(|name| column(name).is_none_or(|c| !c.kind.is_text()));
    if yes_no || ends || rules.any_ends.is_some() != rules.ending.is_some() {
        report.error(
            "form.reference",
            path,
            "“one_true” cần một cột có/không, “any_ends” cần một cột chữ và “ending”",
            "`one_true` needs a yes-no column, `any_ends` a text column and `ending`",
        );
    }
}
