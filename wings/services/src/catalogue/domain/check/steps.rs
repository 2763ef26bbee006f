//! Steps: the work begins at the counter, every step is reached, none is a dead end, and somebody is there to do each.

use std::collections::BTreeSet;

use base::Role;

use super::{CheckContext, guard, keys, unique};
use crate::catalogue::domain::{
    finding::Report,
    keyed::Keyed,
    kinds::{NO_DISTRICTS_FROM, StepKind},
    package::{Doer, Package, Step},
};

pub(super) fn check(package: &Package, context: &CheckContext, report: &mut Report) {
    let Some(first) = package.steps.first() else {
        report.error("steps.none", "", "Chưa có bước nào ([[steps]])", "There are no steps ([[steps]])");
        return;
    };
    if let Some(template) = &package.steps_template {
        report.note(
            "steps.template",
            "steps_template",
            format!("Các bước theo mẫu chung “{template}”: chưa có quy trình nội bộ được công bố cho thủ tục này"),
            format!("The steps follow the general pattern `{template}`: no workflow was published for this procedure"),
        );
    }
    unique(report, "steps", package.steps.iter().map(|step| step.id.as_str()));
    if first.kind != StepKind::Receive {
        report.error("steps.first", "steps[0].kind", "Bước đầu phải là tiếp nhận", "The first step must receive");
    }
    for (index, step) in package.steps.iter().enumerate() {
        single(package, context, step, &format!("steps[{index}]"), report);
    }
    reach(package, report);
    order(package, report);
}

fn single(package: &Package, context: &CheckContext, step: &Step, path: &str, report: &mut Report) {
    guard(package, context, report, &format!("{path}.when"), step.when.as_ref());
    for (index, next) in step.next.iter().enumerate() {
        let at = format!("{path}.next[{index}]");
        if *next == step.id {
            report.error("steps.self", &at, "Bước trỏ tới chính nó", "The step follows itself");
        } else if package.step(next).is_none() {
            report.error("steps.next", &at, format!("Không có bước “{next}”"), format!("There is no step `{next}`"));
        }
    }
    if step.kind == StepKind::Return && (step.when.is_some() || !step.next.is_empty()) {
        report.error(
            "steps.return",
            path,
            "Trả kết quả là bước cuối: không kèm “when” hoặc “next”",
            "Returning the result comes last: it has neither `when` nor `next`",
        );
    }
    if step.when.is_some() && step.next.len() > 1 {
        report.error(
            "steps.branch",
            path,
            "Bước có điều kiện chỉ được có một bước kế tiếp, để biết bỏ qua thì sang đâu",
            "A step with a condition has one successor only, so that passing it over leads somewhere",
        );
    }
    for case in step.times.keys().filter(|case| package.case(case).is_none()) {
        report.error(
            "steps.case",
            &format!("{path}.times.{case}"),
            format!("Không có trường hợp thời hạn “{case}”"),
            format!("There is no case `{case}`"),
        );
    }
    if step.stops.is_some() && step.stops_basis.is_none() {
        report.error(
            "steps.stops_basis",
            path,
            "Dừng tính thời hạn thì phải ghi căn cứ ở “stops_basis”",
            "Name the rule by which the clock stops in `stops_basis`",
        );
    }
    if step.kind == StepKind::Pay && step.stops.is_none() {
        report.warning(
            "steps.pay_clock",
            path,
            "Nghĩa vụ tài chính thường không tính vào thời hạn: ghi “stops = \"financial_obligation\"” và căn cứ",
            "Payment is usually outside the term: write `stops = \"financial_obligation\"` and the rule",
        );
    }
    hands(package, context, step, path, report);
}

/// Somebody holds the role, and it is the role one expects.
fn hands(package: &Package, context: &CheckContext, step: &Step, path: &str, report: &mut Report) {
    let usual: &[Doer] = match step.kind {
        StepKind::Receive | StepKind::Return => &[Doer::Staff(Role::Reception)],
        StepKind::Appraise => &[Doer::Staff(Role::Officer), Doer::Staff(Role::Leader)],
        StepKind::Approve => &[Doer::Staff(Role::Leader)],
        StepKind::Stamp => &[Doer::Staff(Role::Clerk)],
        StepKind::Consult | StepKind::Publish | StepKind::Pay => return staffed(package, context, step, path, report),
    };
    if !usual.contains(&step.role) {
        let named: Vec<String> = usual.iter().map(|doer| format!("{} ({})", doer.label().vi, doer.key())).collect();
        report.warning(
            "steps.role_unusual",
            &format!("{path}.role"),
            format!("“{}” thường do {} làm", step.kind.label().vi, named.join(", ")),
            format!("`{}` is usually done by {}", step.kind.key(), keys(usual.iter().copied())),
        );
    }
    staffed(package, context, step, path, report);
}

fn staffed(package: &Package, context: &CheckContext, step: &Step, path: &str, report: &mut Report) {
    let Doer::Staff(role) = step.role else { return };
    // A package that goes on after the districts ended is not held up by posts that no longer exist.
    let goes_on = package.valid_to.is_none_or(|last| last >= NO_DISTRICTS_FROM);
    let levels = match step.level {
        Some(level) => vec![level],
        None if goes_on => package.levels_on(NO_DISTRICTS_FROM),
        None => package.levels.clone(),
    };
    for level in levels.into_iter().filter(|level| !(context.held)(*level, role)) {
        report.error(
            "steps.role_vacant",
            &format!("{path}.role"),
            format!("Chưa ai giữ vai trò “{}” ở {}", role.label().vi, level.label().vi.to_lowercase()),
            format!("Nobody holds the role `{}` at {} level", role.key(), level.key()),
        );
    }
}

/// Every step can be reached from the first, and the result from every step.
fn reach(package: &Package, report: &mut Report) {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&Step> = package.steps.first().into_iter().collect();
    while let Some(step) = open.pop() {
        if reached.insert(step.id.as_str()) {
            open.extend(package.after(step));
        }
    }
    let mut finishing: BTreeSet<&str> =
        package.steps.iter().filter(|step| step.kind == StepKind::Return).map(|step| step.id.as_str()).collect();
    if finishing.is_empty() {
        report.error("steps.no_return", "steps", "Không có bước trả kết quả", "No step returns the result");
    }
    loop {
        let before = finishing.len();
        let more = package
            .steps
            .iter()
            .filter(|step| package.after(step).iter().any(|next| finishing.contains(next.id.as_str())));
        let more: Vec<_> = more.map(|step| step.id.as_str()).collect();
        finishing.extend(more);
        if finishing.len() == before {
            break;
        }
    }
    for (index, step) in package.steps.iter().enumerate() {
        let path = format!("steps[{index}]");
        if !reached.contains(step.id.as_str()) {
            report.error(
                "steps.unreachable",
                &path,
                format!("Không có đường nào tới bước “{}”", step.id),
                format!("No path leads to step `{}`", step.id),
            );
        } else if !finishing.contains(step.id.as_str()) {
            report.error(
                "steps.dead_end",
                &path,
                format!("Từ bước “{}” không đi tới trả kết quả được", step.id),
                format!("From step `{}` the result is never returned", step.id),
            );
        }
    }
}

/// Nothing is stamped or returned before it is signed.
fn order(package: &Package, report: &mut Report) {
    let Some(signed) = package.steps.iter().position(|step| step.kind == StepKind::Approve) else {
        report.error(
            "steps.unsigned",
            "steps",
            "Không có bước ký duyệt: không ai quyết định kết quả",
            "No step approves: nobody decides on the result",
        );
        return;
    };
    for (index, step) in package.steps.iter().enumerate().take(signed) {
        if matches!(step.kind, StepKind::Stamp | StepKind::Return) {
            report.error(
                "steps.order",
                &format!("steps[{index}]"),
                "Đóng dấu hoặc trả kết quả trước khi ký duyệt",
                "It is stamped or returned before it is approved",
            );
        }
    }
}
