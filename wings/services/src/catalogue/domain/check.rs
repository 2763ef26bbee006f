//! Whether a package may be published: does it make sense as a whole, and does it fit the province it is for?
//!
//! Reading a file finds what cannot be understood; checking finds what is understood and wrong. Errors refuse
//! publication, warnings and notes are shown to whoever publishes.

mod fees;
mod form;
mod papers;
mod steps;
#[cfg(test)]
mod tests;
mod time;

use std::collections::{BTreeMap, BTreeSet};

use base::{Role, calendar::Unit};

use super::{
    finding::{Finding, Report},
    form::{Form, filing_shape},
    guard::{Guard, Shape},
    keyed::Keyed,
    kinds::{Channel, Confidence, Level, NO_DISTRICTS_FROM, ServiceLevel},
    package::Package,
};
pub use form::check_form;

/// What a package is checked against.
pub struct CheckContext<'a> {
    /// The forms there are, by key.
    pub forms: &'a BTreeMap<String, Form>,
    /// Keys of the fields there are.
    pub fields: &'a BTreeSet<String>,
    /// Keys of the provincial departments there are.
    pub departments: &'a BTreeSet<String>,
    /// Codes of the procedures there are.
    pub codes: &'a BTreeSet<String>,
    /// Whether anybody at a level holds a role.
    pub held: &'a dyn Fn(Level, Role) -> bool,
}

/// Everything there is to say about a package, in the order of its file.
pub fn check(package: &Package, context: &CheckContext) -> Vec<Finding> {
    let mut report = Report::new(&package.lines);
    identity(package, context, &mut report);
    service(package, &mut report);
    papers::check(package, context, &mut report);
    cases(package, context, &mut report);
    steps::check(package, context, &mut report);
    time::check(package, &mut report);
    fees::check(package, context, &mut report);
    results(package, &mut report);
    related(package, context, &mut report);
    sureness(package, &mut report);
    report.finish()
}

fn identity(package: &Package, context: &CheckContext, report: &mut Report) {
    if !context.fields.contains(&package.field) {
        report.error(
            "field.unknown",
            "field",
            format!("Không có lĩnh vực “{}”", package.field),
            format!("There is no field `{}`", package.field),
        );
    }
    if package.levels.is_empty() {
        report.error("levels.none", "levels", "Chưa ghi cấp giải quyết", "No level handles it");
    }
    if package.levels.contains(&Level::Province) && package.departments.is_empty() {
        report.error(
            "departments.none",
            "levels",
            "Cấp tỉnh giải quyết thì phải ghi cơ quan ở “departments”",
            "Handled at province level: name the department in `departments`",
        );
    }
    for (index, department) in package.departments.iter().enumerate() {
        if !context.departments.contains(department) {
            report.error(
                "departments.unknown",
                &format!("departments[{index}]"),
                format!("Không có cơ quan “{department}”"),
                format!("There is no department `{department}`"),
            );
        }
    }
    if package.levels.iter().all(|level| *level == Level::District)
        && !package.levels.is_empty()
        && package.valid_to.is_none_or(|last| last >= NO_DISTRICTS_FROM)
    {
        report.error(
            "levels.district_ended",
            "levels",
            "Cấp huyện kết thúc ngày 30/6/2025: ghi “valid_to” chậm nhất là ngày đó, hoặc thêm cấp khác",
            "The district level ended on 30 June 2025: end the package by then or add another level",
        );
    }
    if package.valid_to.is_some_and(|last| last < package.valid_from) {
        report.error(
            "valid.reversed",
            "valid_to",
            "Ngày hết hiệu lực trước ngày có hiệu lực",
            "It ends before it begins",
        );
    }
    if package.legal.is_empty() {
        report.error("legal.none", "", "Chưa ghi căn cứ pháp lý ([[legal]])", "No legal basis is given ([[legal]])");
    }
    if package.applicants.is_empty() {
        report.error("applicants.none", "applicants", "Chưa ghi ai được nộp", "Nobody may apply");
    }
    for (path, words) in [("name", &package.name), ("plain_name", &package.plain_name)] {
        if words.en.is_none() {
            report.note("english.missing", path, "Chưa có tên tiếng Anh", "There is no English name");
        }
    }
    if let Some(form) = &package.form
        && !context.forms.contains_key(form)
    {
        report.error(
            "form.unknown",
            "form",
            format!("Không có biểu mẫu “{form}”"),
            format!("There is no form `{form}`"),
        );
    }
}

fn service(package: &Package, report: &mut Report) {
    let online = package.channels.contains(&Channel::Online);
    let booked = package.channels.contains(&Channel::Booking);
    if package.identity_level.is_some() && !online {
        report.error(
            "identity_level.not_online",
            "identity_level",
            "Mức định danh chỉ áp dụng khi nộp trực tuyến, mà thủ tục này không nhận trực tuyến",
            "A level of e-identity is for filing online, which this procedure does not take",
        );
    }
    match package.service_level {
        ServiceLevel::Full | ServiceLevel::Partial if !(online || booked) => report.error(
            "service.not_online",
            "service.channels",
            "Dịch vụ toàn trình hoặc một phần phải nhận hoặc đặt lịch trực tuyến",
            "A fully or partly online service must accept online filing or booking",
        ),
        ServiceLevel::Info if online => report.error(
            "service.online",
            "service.channels",
            "Chỉ cung cấp thông tin thì không nhận hồ sơ trực tuyến",
            "An information-only service accepts no online filing",
        ),
        _ => {}
    }
    if package.channels.is_empty() {
        report.error("channels.none", "service", "Chưa ghi cách nộp", "No way to file is given");
    }
}

fn cases(package: &Package, context: &CheckContext, report: &mut Report) {
    if package.cases.is_empty() {
        report.error("cases.none", "", "Chưa ghi thời hạn ([[cases]])", "No term is given ([[cases]])");
    }
    unique(report, "cases", package.cases.iter().map(|case| case.id.as_str()));
    if !package.cases.is_empty() && package.cases.iter().all(|case| case.when.is_some()) {
        report.error(
            "cases.no_usual",
            "cases",
            "Phải có một thời hạn không kèm điều kiện",
            "One case must apply without a condition",
        );
    }
    for (index, case) in package.cases.iter().enumerate() {
        guard(package, context, report, &format!("cases[{index}].when"), case.when.as_ref());
    }
    let same_day = package.cases.iter().any(|case| case.term.unit() == Unit::SameDay);
    match (same_day, package.cut_off) {
        (true, None) => report.error(
            "cases.cut_off",
            "cases",
            "Trả kết quả trong ngày thì phải ghi giờ chốt “cut_off”",
            "A same-day term needs a `cut_off` time",
        ),
        (false, Some(_)) => report.warning(
            "cases.cut_off",
            "cut_off",
            "Giờ chốt chỉ có nghĩa với thời hạn trong ngày",
            "A cut-off means something for same-day terms only",
        ),
        _ => {}
    }
}

fn results(package: &Package, report: &mut Report) {
    if package.results.is_empty() {
        report.error("results.none", "", "Chưa ghi kết quả ([[results]])", "No result is given ([[results]])");
    }
    for (index, result) in package.results.iter().enumerate() {
        let path = format!("results[{index}]");
        if result.media.is_empty() {
            report.error("results.media", &path, "Chưa ghi kết quả là bản gì", "What it is issued on is not given");
        }
        if result.code.as_deref().is_some_and(|code| !is_result_code(code)) {
            report.error(
                "results.code",
                &format!("{path}.code"),
                "Mã kết quả phải có dạng KQ.G15.000031",
                "A result code looks like KQ.G15.000031",
            );
        }
    }
    let kinds: BTreeSet<_> = package.slips.iter().map(|slip| slip.kind.key()).collect();
    if kinds.len() < package.slips.len() {
        report.error("slips.twice", "slips", "Một loại phiếu ghi hai lần", "A slip is given twice");
    }
}

/// `KQ.` and the ministry's letter and number, and six digits.
fn is_result_code(code: &str) -> bool {
    let digits = |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    match code.split('.').collect::<Vec<_>>()[..] {
        ["KQ", agency, number] => {
            agency.starts_with(|c: char| c.is_ascii_uppercase()) && digits(&agency[1..], 2) && digits(number, 6)
        }
        _ => false,
    }
}

fn related(package: &Package, context: &CheckContext, report: &mut Report) {
    for (index, other) in package.related.iter().enumerate() {
        let path = format!("related[{index}].code");
        if other.code == package.code {
            report.error("related.self", &path, "Thủ tục liên quan là chính nó", "It is related to itself");
        } else if !context.codes.contains(&other.code) {
            report.note(
                "related.unknown",
                &path,
                format!("Thủ tục {} chưa có trong danh mục", other.code),
                format!("Procedure {} is not in the catalogue", other.code),
            );
        }
    }
}

fn sureness(package: &Package, report: &mut Report) {
    let mut judge = |path: &str, what: (&str, &str), sure: Confidence| match sure {
        Confidence::High => {}
        Confidence::Medium => report.note(
            "sureness.medium",
            path,
            format!("{} dựa trên một nguồn: nên đối chiếu", what.0),
            format!("{} rests on one source: worth checking", what.1),
        ),
        Confidence::Low => report.error(
            "sureness.low",
            path,
            format!("{} chưa được xác nhận: đối chiếu quyết định công bố trước khi ban hành", what.0),
            format!("{} is unconfirmed: compare it with the publication decision first", what.1),
        ),
    };
    judge("sureness.content", ("Nội dung", "The content"), package.sureness.content);
    judge("sureness.code", ("Mã thủ tục", "The code"), package.sureness.code);
}

/// Ids of a list must differ.
fn unique<'a>(report: &mut Report, list: &str, ids: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            report.error(
                "id.twice",
                &format!("{list}[{index}].id"),
                format!("“{id}” dùng hai lần"),
                format!("`{id}` is used twice"),
            );
        }
    }
}

/// A condition must fit the package's form.
fn guard(package: &Package, context: &CheckContext, report: &mut Report, path: &str, guard: Option<&Guard>) {
    let form = package.form.as_ref().and_then(|form| context.forms.get(form));
    let shape = |name: &str| form.map_or_else(|| filing_shape(name), |form| form.shape(name));
    guard_fits(report, path, guard, shape);
}

fn guard_fits(report: &mut Report, path: &str, guard: Option<&Guard>, shape: impl Fn(&str) -> Option<Shape>) {
    let Some(guard) = guard else { return };
    for misfit in guard.misfits(shape) {
        report.error(
            "guard.misfit",
            path,
            format!("Điều kiện “{guard}”: {}", misfit.vi),
            format!("The condition `{guard}`: {}", misfit.english()),
        );
    }
}

/// The keys of some words, for messages.
fn keys<K: Keyed>(words: impl IntoIterator<Item = K>) -> String {
    words.into_iter().map(Keyed::key).collect::<Vec<_>>().join(", ")
}
