//! Each rule, broken on purpose in a sound package, is found on the line that breaks it.

use std::collections::{BTreeMap, BTreeSet};

use base::Role;

use super::*;
use crate::catalogue::domain::{Lists, Severity, parse, parse_form};

const SAMPLE: &str = include_str!("sample.toml");
const FORM: &str = r#"
id = "birth"
title = { vi = "Tờ khai", en = "Form" }
official = { vi = "Mẫu", en = "Form" }
origin = "statutory"
sureness = "high"
[[groups]]
id = "child"
label = { vi = "Trẻ", en = "Child" }
[[groups.fields]]
name = "in_facility"
label = { vi = "Sinh ở cơ sở y tế", en = "Born in a facility" }
kind = "yes_no"
required = true
[[groups.fields]]
name = "copies"
label = { vi = "Số bản sao", en = "Copies" }
kind = "integer"
min = 1
"#;

fn findings(source: &str, held: &dyn Fn(Level, Role) -> bool) -> Vec<Finding> {
    let form = parse_form(FORM, &Lists::default()).expect("a sound form");
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
    let context = CheckContext {
        forms: &BTreeMap::from([("birth".to_owned(), form)]),
        fields: &words(&["civil_status"]),
        departments: &words(&["so-tu-phap"]),
        codes: &words(&["1.001193", "1.000894"]),
        held,
    };
    match parse(source) {
        Ok(package) => check(&package, &context),
        Err(findings) => findings,
    }
}

/// Replacing `from` by `to` once must be found as an error of `rule` on the line of `at`: a piece of text, or the
/// header of a table and which of its kind, as `[[steps]] 3`.
#[track_caller]
fn broken(from: &str, to: &str, rule: &str, at: &str) {
    assert!(SAMPLE.contains(from), "the sample has no {from}");
    let source = SAMPLE.replacen(from, to, 1);
    let (text, nth) = at.rsplit_once("]] ").map_or((at.to_owned(), 1), |(table, nth)| {
        (format!("{table}]]"), nth.parse::<usize>().expect("which of the tables"))
    });
    let lines = source.lines().enumerate().filter(|(_, line)| line.contains(&text));
    let line = lines.map(|(line, _)| line + 1).nth(nth - 1).expect("the place is there");
    let found = findings(&source, &|_, _| true);
    let hit = found.iter().find(|finding| finding.rule == rule);
    let hit = hit.unwrap_or_else(|| panic!("{rule} is not found: {found:#?}"));
    assert_eq!((hit.line as usize, hit.severity), (line, Severity::Error), "{hit:?}");
    assert!(!hit.message.vi.is_empty() && hit.message.en.is_some());
}

#[test]
fn a_level_of_identity_is_one_or_two_and_means_something_only_online() {
    broken("applicants =", "identity_level = 3\napplicants =", "read.type", "identity_level");
    let offline = SAMPLE.replacen("applicants =", "identity_level = 2\napplicants =", 1).replacen(
        r#"channels = ["in_person", "online"]"#,
        r#"channels = ["in_person"]"#,
        1,
    );
    let found = findings(&offline, &|_, _| true);
    assert!(found.iter().any(|finding| finding.rule == "identity_level.not_online"), "{found:?}");
    let package = parse(&SAMPLE.replacen("applicants =", "identity_level = 2\napplicants =", 1)).unwrap();
    let (one, two) = (base::IdentityLevel::One, base::IdentityLevel::Two);
    assert_eq!(package.missing_level(None), Some(two));
    assert_eq!(package.missing_level(Some(one)), Some(two));
    assert_eq!(package.missing_level(Some(two)), None);
}

#[test]
fn a_sound_package_has_nothing_said_about_it() {
    assert_eq!(findings(SAMPLE, &|_, _| true), []);
}

#[test]
fn a_file_that_cannot_be_understood_is_refused_with_the_line() {
    broken("level = \"full\"", "level = full", "read.syntax", "level = full");
    broken("keywords", "keyword", "read.unknown_key", "keyword =");
    broken("[service]", "[services]", "read.unknown_key", "[services]");
    broken("kind = \"appraise\"", "kind = \"assess\"", "read.type", "\"assess\"");
    broken("id = \"post\"\n", "", "read.missing", "[[steps]] 3");
    broken("value = 3,", "value = 0,", "read.term", "value = 0");
    broken("value = 3,", "value = \"three\",", "read.type", "three");
    broken("unit = \"working_day\" }\n\n[[cases]]", "unit = \"week\" }\n\n[[cases]]", "read.type", "week");
    broken("\"1.001193\"", "\"khai-sinh\"", "read.code", "khai-sinh");
    broken("2023-01-01", "2023-02-30", "read.syntax", "2023-02-30");
    broken("2023-01-01", "\"2023\"", "read.type", "\"2023\"");
    broken("amount = 8000", "amount = 8000\nreduction = 50", "read.fee_item", "amount = 8000");
    broken("amount = 8000", "amount = -1", "read.type", "amount = -1");
    broken("in_facility == true", "in_facility = true", "guard.syntax", "in_facility = true");
    broken("id = \"proof\"", "id = \"Giấy\"", "read.id", "Giấy");
}

#[test]
fn every_fault_of_a_file_is_said_at_once() {
    let source = SAMPLE.replace("keywords", "keyword").replace("\"appraise\"\nname", "\"assess\"\nname");
    let rules: Vec<_> = findings(&source, &|_, _| true).iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["read.unknown_key", "read.type"]);
}

#[test]
fn every_step_is_reached_and_leads_to_the_result() {
    broken("next = [\"return\", \"appraise\"]", "next = [\"appraise\"]", "steps.dead_end", "[[steps]] 1");
}

#[test]
fn steps_that_lead_nowhere_are_found() {
    broken(
        "who = { vi = \"Công chức\", en = \"Officer\" }\ntimes.usual",
        "who = { vi = \"Công chức\", en = \"Officer\" }\nnext = [\"approve\"]\ntimes.usual",
        "steps.unreachable",
        "[[steps]] 3",
    );
    broken("[\"return\", \"appraise\"]", "[\"return\", \"appraisal\"]", "steps.next", "appraisal");
    broken("[\"return\", \"appraise\"]", "[\"return\", \"approve\"]", "steps.self", "[\"return\", \"approve\"]");
    broken("kind = \"receive\"", "kind = \"consult\"", "steps.first", "kind = \"consult\"");
    broken("kind = \"return\"", "kind = \"stamp\"", "steps.no_return", "[[steps]] 1");
    broken("kind = \"appraise\"", "kind = \"stamp\"", "steps.order", "[[steps]] 2");
    broken("id = \"appraise\"", "id = \"receive\" # again", "id.twice", "# again");
    broken("kind = \"approve\"", "kind = \"consult\"", "steps.unsigned", "[[steps]] 1");
    broken("times.verify =", "times.verified =", "steps.case", "times.verified");
    broken("stops_basis = { vi = \"Theo luật\", en = \"By law\" }\n", "", "steps.stops_basis", "[[steps]] 3");
}

#[test]
fn the_steps_fit_the_legal_term() {
    // 0.5 + 2.5 + 0.5 working days against 3; the longest step is named.
    broken("times.usual = { value = 2, unit", "times.usual = { value = 2.5, unit", "steps.time", "value = 2.5");
    // 11 working days are 15.4 days at five working days in seven, against 14 days; 10 are exactly 14.
    broken("value = 10,", "value = 11,", "steps.time", "value = 11,");
    // The posting does not count while the clock stands still; without that it does.
    broken(
        "stops = \"public_notice\"\nstops_basis = { vi = \"Theo luật\", en = \"By law\" }\n",
        "",
        "steps.time",
        "value = 15",
    );
}

#[test]
fn a_role_that_nobody_holds_is_named() {
    let found = findings(SAMPLE, &|_, role| role != Role::Leader);
    let vacant: Vec<_> = found.iter().filter(|finding| finding.is_error()).collect();
    assert_eq!(vacant.len(), 1);
    assert_eq!(vacant[0].rule, "steps.role_vacant");
    assert_eq!(SAMPLE.lines().nth(vacant[0].line as usize - 1), Some("role = \"leader\""));
}

#[test]
fn conditions_speak_of_answers_there_are() {
    broken("in_facility == true", "in_hospital == true", "guard.misfit", "in_hospital");
    broken("in_facility == true", "in_facility == 'yes'", "guard.misfit", "'yes'");
    broken("copies > 1", "copies > 'many'", "guard.misfit", "'many'");
    broken("copies > 1", "applicant == 'company'", "guard.misfit", "'company'");
    broken("quantity = \"copies\"", "quantity = \"in_facility\"", "fee.quantity", "quantity =");
}

#[test]
fn another_province_s_rate_is_never_a_tariff() {
    broken("scope = \"example\"", "scope = \"province\"", "fee.foreign_tariff", "scope = \"province\"");
    broken("place = \"Đà Nẵng\"\n", "", "fee.example_place", "[[fee.items]] 2");
    broken("scope = \"national\"", "scope = \"example\"\nplace = \"Cần Thơ\"", "fee.no_tariff", "status = \"known\"");
    broken("status = \"known\"", "status = \"council\"", "fee.set_by", "[fee]");
}

#[test]
fn papers_make_sense() {
    broken(
        "needed = \"always\"",
        "needed = \"always\"\nwhen = \"in_facility\"",
        "papers.always_when",
        "when = \"in_facility\"",
    );
    broken(
        "condition = { vi = \"Khi sinh ở cơ sở y tế\", en = \"When born in a health facility\" }\n",
        "",
        "papers.condition",
        "[[papers]] 2",
    );
    broken("electronic = \"e_form\"", "electronic = \"not_online\"", "papers.full_service", "not_online");
    broken(
        "name = { vi = \"Tờ khai\", en = \"Form\" }\nform = \"birth\"\n",
        "name = \"Tờ khai\"\n",
        "papers.e_form",
        "electronic = \"e_form\"",
    );
    broken("form = \"birth\"\nterm_text", "form = \"death\"\nterm_text", "form.unknown", "form = \"death\"");
}

#[test]
fn what_stands_around_a_procedure_is_there() {
    broken("\"civil_status\"", "\"civil\"", "field.unknown", "\"civil\"");
    broken("[\"commune\"]", "[\"province\"]", "departments.none", "[\"province\"]");
    broken("[\"commune\"]", "[\"province\"]\ndepartments = [\"so-la\"]", "departments.unknown", "so-la");
    broken("[\"commune\"]", "[\"district\"]", "levels.district_ended", "[\"district\"]");
    broken("[\"commune\"]", "[\"commune\"]\nvalid_to = 2022-12-31", "valid.reversed", "valid_to");
    broken("[\"in_person\", \"online\"]", "[\"in_person\"]", "service.not_online", "[\"in_person\"]");
    broken("level = \"full\"", "level = \"info\"", "service.online", "channels");
    broken(
        "unit = \"working_day\" }\n\n[[cases]]",
        "unit = \"same_day\" }\n\n[[cases]]",
        "cases.cut_off",
        "[[cases]] 1",
    );
    broken("KQ.G15.000031", "KQ.15.31", "results.code", "KQ.15.31");
    broken("code = \"high\"", "code = \"low\"", "sureness.low", "code = \"low\"");
    broken("code = \"1.000894\"", "code = \"1.001193\"", "related.self", "related");
}

#[test]
fn a_form_that_contradicts_itself_is_found() {
    let rules = |from: &str, to: &str| {
        assert!(FORM.contains(from), "{from}");
        let form = parse_form(&FORM.replacen(from, to, 1), &Lists::default()).expect("readable");
        check_form(&form).into_iter().map(|finding| finding.rule).collect::<Vec<_>>()
    };
    assert_eq!(rules("min = 1", "min = 1"), <[&str; 0]>::default());
    assert_eq!(rules("min = 1", "min = 5\nmax = 1"), ["form.range"]);
    assert_eq!(rules("name = \"copies\"", "name = \"in_facility\""), ["id.twice"]);
    assert_eq!(rules("name = \"copies\"", "name = \"channel\""), ["form.reserved"]);
    assert_eq!(rules("min = 1", "when = \"in_facilty\""), ["guard.misfit"]);
    assert_eq!(rules("min = 1", "when = \"copies > 1\""), ["form.self"]);
    assert_eq!(rules("kind = \"integer\"\nmin = 1", "kind = \"choice\""), ["form.options"]);
    assert_eq!(rules("kind = \"integer\"\nmin = 1", "kind = \"table\""), ["form.columns"]);
    assert_eq!(rules("kind = \"integer\"\nmin = 1", "kind = \"text\"\npattern = \"[a-\""), ["form.pattern"]);
    assert_eq!(rules("kind = \"integer\"\nmin = 1", "kind = \"text\"\nmin = 1"), ["form.rule"]);
    assert_eq!(rules("min = 1", "differs_from = \"nothing\""), ["form.reference"]);
    assert_eq!(rules("required = true", "required = true\nrequired_when = \"copies > 1\""), ["form.required_twice"]);
}

proptest::proptest! {
    #[test]
    fn a_file_cut_anywhere_or_with_any_line_lost_never_breaks_the_reader(cut in 0usize..4000, lost in 0usize..140) {
        let cut = (0..=cut.min(SAMPLE.len())).rev().find(|at| SAMPLE.is_char_boundary(*at)).unwrap_or(0);
        let _ = findings(&SAMPLE[..cut], &|_, _| true);
        let rest: String = SAMPLE.lines().enumerate().filter(|(at, _)| *at != lost).map(|(_, line)| format!("{line}\n")).collect();
        for finding in findings(&rest, &|_, _| false) {
            proptest::prop_assert!(finding.line >= 1 && finding.line as usize <= rest.lines().count() + 1);
        }
    }
}
