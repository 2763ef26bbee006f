//! What a procedure asks for, before one begins: papers, time, money.

use base::Lang;
use maud::{Markup, html};
use web::{Visitor, ui::Promise};

use crate::{
    catalogue::domain::{Assessment, Case, Electronic, FeeStatus, Handling, Needed, Package, Paper},
    dossiers::{answers::Reading, pages::promise},
    office::Snapshot,
};

/// The papers: those always needed, and behind a summary those needed in some cases, with the cases.
pub(super) fn papers(lang: Lang, package: &Package) -> Markup {
    let (always, sometimes): (Vec<&Paper>, Vec<&Paper>) =
        package.papers.iter().partition(|paper| paper.needed == Needed::Always);
    let has_form = package.form.is_some();
    html! {
        ul.needs { @for paper in always { (one(lang, paper, has_form)) } }
        @if !sometimes.is_empty() {
            details.opens {
                summary { (lang.pick("Thêm giấy tờ trong một số trường hợp", "More papers in some cases")) " (" (sometimes.len()) ")" }
                ul.needs { @for paper in sometimes { (one(lang, paper, has_form)) } }
            }
        }
    }
}

fn one(lang: Lang, paper: &Paper, has_form: bool) -> Markup {
    html! {
        li {
            (paper.name.get(lang))
            @if let Some(condition) = &paper.condition { p.hint { (condition.get(lang)) } }
            @if let Some(how) = how(lang, paper, has_form) { p.hint { (how) } }
        }
    }
}

/// What somebody who files online does about a paper, where that is not just sending a picture of it.
fn how(lang: Lang, paper: &Paper, has_form: bool) -> Option<&'static str> {
    match (paper.electronic, paper.handling) {
        (Electronic::EForm, _) if has_form => {
            Some(lang.pick("Bạn điền ngay trên trang này.", "You fill it in on this page."))
        }
        (Electronic::Database, _) => {
            Some(lang.pick("Cơ quan tự tra cứu, bạn không phải nộp.", "The agency looks it up; you need not send it."))
        }
        (Electronic::NotOnline, _) => Some(lang.pick("Chỉ nhận bản giấy.", "On paper only.")),
        (_, Handling::Present) => Some(lang.pick("Mang theo để xuất trình.", "Bring it to be shown.")),
        _ => None,
    }
}

/// The term that applies as far as the answers tell: the first case whose condition holds, else the usual one.
pub(super) fn case<'p>(package: &'p Package, reading: &Reading) -> Option<&'p Case> {
    let known = |case: &&Case| case.when.as_ref().is_some_and(|guard| guard.holds(reading));
    package.cases.iter().find(known).or_else(|| package.usual_case())
}

/// When the result would be due if it were accepted now.
pub(super) fn date(visitor: &Visitor, snapshot: &Snapshot, package: &Package, reading: &Reading) -> Option<Promise> {
    let term = case(package, reading)?.term;
    promise::if_received(visitor.lang, snapshot, visitor.now, term)
}

/// The terms of the other cases; nothing when there is only one.
pub(super) fn other_cases(lang: Lang, package: &Package) -> Markup {
    html! {
        @if package.cases.len() > 1 {
            details.opens {
                summary { (lang.pick("Thời hạn của từng trường hợp", "The term of each case")) }
                ul {
                    @for case in &package.cases {
                        li { (case.name.get(lang)) ": " strong { (case.term.label(lang)) } }
                    }
                }
            }
        }
    }
}

/// What it costs in general.
pub(super) fn fee(visitor: &Visitor, package: &Package) -> Markup {
    let (lang, fee) = (visitor.lang, &package.fee);
    let tariffs: Vec<_> = fee.tariffs(visitor.today).filter(|item| item.amount.is_some()).collect();
    html! {
        @match fee.status {
            FeeStatus::Free => p { (lang.pick("Không thu phí, lệ phí.", "Free of charge.")) },
            FeeStatus::Council => p {
                (lang.pick(
                    "Lệ phí do Hội đồng nhân dân tỉnh quy định; cán bộ sẽ báo số tiền khi tiếp nhận.",
                    "The fee is set by the provincial council; the officer tells you the amount on acceptance.",
                ))
            },
            FeeStatus::Unknown => p {
                (lang.pick("Hệ thống chưa có mức thu; cán bộ sẽ báo khi tiếp nhận.", "The rate is not in the system yet; the officer tells you on acceptance."))
            },
            FeeStatus::Known => {},
        }
        @if !tariffs.is_empty() {
            ul {
                @for item in tariffs {
                    li {
                        (item.name.get(lang)) ": "
                        @if let Some(amount) = item.amount { strong { (amount) } "/" (item.per.get(lang)) }
                        @if let Some(condition) = &item.condition { p.hint { (condition.get(lang)) } }
                    }
                }
            }
        }
        @if !fee.exemptions.is_empty() {
            details.opens {
                summary { (lang.pick("Ai được miễn?", "Who is exempt?")) }
                ul { @for exemption in &fee.exemptions { li { (exemption.get(lang)) } } }
            }
        }
    }
}

/// What is to be paid for this dossier, as far as its answers tell; nothing when nothing is certain.
pub(super) fn to_pay(lang: Lang, assessment: &Assessment) -> Markup {
    html! {
        @if !assessment.due.is_empty() {
            ul {
                @for due in &assessment.due {
                    li {
                        (due.item.name.get(lang))
                        @if due.quantity > 1 { " × " (due.quantity) }
                        ": " strong { (due.amount) }
                    }
                }
            }
            @if assessment.due.len() > 1 { p { (lang.pick("Cộng: ", "In all: ")) strong { (assessment.total()) } } }
        }
        @if !assessment.possible.is_empty() {
            p.hint { (lang.pick("Có thể thu thêm, cán bộ xác định khi tiếp nhận:", "May be added; the officer decides on acceptance:")) }
            ul {
                @for item in &assessment.possible {
                    li { (item.name.get(lang)) @if let Some(condition) = &item.condition { span.hint { " (" (condition.get(lang)) ")" } } }
                }
            }
        }
    }
}
