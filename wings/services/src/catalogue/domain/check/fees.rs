//! Fees: nothing borrowed from another province passes for a tariff, and nothing free costs money.

use super::{CheckContext, guard};
use crate::catalogue::domain::{
    finding::Report,
    form::Kind,
    kinds::{FeeStatus, Scope},
    package::{FeeItem, Package},
};

pub(super) fn check(package: &Package, context: &CheckContext, report: &mut Report) {
    let fee = &package.fee;
    for (index, item) in fee.items.iter().enumerate() {
        let path = format!("fee.items[{index}]");
        guard(package, context, report, &format!("{path}.when"), item.when.as_ref());
        scope(item, &path, report);
        quantity(package, context, item, &path, report);
        if let (Some(first), Some(last)) = (item.valid_from, item.valid_to)
            && last < first
        {
            report.error("fee.reversed", &path, "Ngày hết hạn trước ngày bắt đầu", "It ends before it begins");
        }
    }
    let tariffs = || fee.items.iter().filter(|item| item.is_tariff());
    let always = |item: &FeeItem| item.when.is_none() && item.condition.is_none() && item.quantity.is_none();
    let charged = tariffs().any(|item| item.amount.is_some_and(|amount| amount.0 > 0) && always(item));
    match fee.status {
        FeeStatus::Known if tariffs().next().is_none() => report.error(
            "fee.no_tariff",
            "fee.status",
            "Ghi là đã có mức thu nhưng không có mức nào của Trung ương hoặc của tỉnh; mức của địa phương khác không phải biểu phí",
            "The rate is said to be known, yet none is national or the province's own; another province's rate is no tariff",
        ),
        FeeStatus::Free if charged => report.error(
            "fee.not_free",
            "fee.status",
            "Ghi là không thu nhưng có mức thu",
            "It is said to be free, yet something is charged",
        ),
        FeeStatus::Council | FeeStatus::Unknown => report.note(
            "fee.unknown",
            "fee.status",
            "Chưa có mức thu của tỉnh: người dân được báo hỏi tại Bộ phận một cửa",
            "The province's rate is missing: citizens are told to ask at the counter",
        ),
        _ => {}
    }
    if fee.status == FeeStatus::Council && fee.set_by.is_none() {
        report.error("fee.set_by", "fee", "Ghi ai quy định mức thu ở “set_by”", "Say who sets the rate in `set_by`");
    }
}

fn scope(item: &FeeItem, path: &str, report: &mut Report) {
    match (item.scope, &item.place) {
        (Scope::Example, None) => report.error(
            "fee.example_place",
            path,
            "Mức thu ví dụ phải ghi là của địa phương nào ở “place”",
            "Say in `place` which province the example comes from",
        ),
        (Scope::National | Scope::Province, Some(_)) => report.error(
            "fee.foreign_tariff",
            &format!("{path}.scope"),
            "Mức thu của địa phương khác chỉ là ví dụ: scope = \"example\"",
            "Another province's rate is an example only: scope = \"example\"",
        ),
        _ => {}
    }
}

fn quantity(package: &Package, context: &CheckContext, item: &FeeItem, path: &str, report: &mut Report) {
    let Some(name) = &item.quantity else { return };
    let form = package.form.as_ref().and_then(|form| context.forms.get(form));
    let counted = form.and_then(|form| form.field(name)).is_some_and(|field| field.kind == Kind::Integer);
    if !counted {
        report.error(
            "fee.quantity",
            &format!("{path}.quantity"),
            format!("Biểu mẫu không có trường số nguyên “{name}”"),
            format!("The form has no whole-number field `{name}`"),
        );
    }
}
