//! Papers: each is there once, is needed for a reason, and can be handed in the way the service promises.

use super::{CheckContext, guard, unique};
use crate::catalogue::domain::{
    finding::Report,
    kinds::{Electronic, Handling, Needed, ServiceLevel},
    package::{Package, Paper},
};

pub(super) fn check(package: &Package, context: &CheckContext, report: &mut Report) {
    unique(report, "papers", package.papers.iter().map(|paper| paper.id.as_str()));
    for (index, paper) in package.papers.iter().enumerate() {
        let path = format!("papers[{index}]");
        guard(package, context, report, &format!("{path}.when"), paper.when.as_ref());
        need(paper, &path, report);
        form(package, context, paper, &path, report);
        if paper.handling == Handling::Submit && paper.originals + paper.copies == 0 && paper.needed != Needed::IfAny {
            report.warning(
                "papers.count",
                &path,
                "Giấy tờ phải nộp nhưng không ghi số bản chính, bản sao",
                "It is handed in, yet neither originals nor copies are counted",
            );
        }
        if package.service_level == ServiceLevel::Full
            && paper.electronic == Electronic::NotOnline
            && paper.needed == Needed::Always
        {
            report.error(
                "papers.full_service",
                &format!("{path}.electronic"),
                "Dịch vụ toàn trình không thể bắt buộc giấy tờ chỉ nhận bản giấy",
                "A fully online service cannot require a paper that is taken on paper only",
            );
        }
    }
}

fn need(paper: &Paper, path: &str, report: &mut Report) {
    match paper.needed {
        Needed::Always if paper.when.is_some() => report.error(
            "papers.always_when",
            &format!("{path}.when"),
            "Giấy tờ bắt buộc thì không kèm điều kiện",
            "A paper that is always needed has no condition",
        ),
        Needed::Conditional if paper.condition.is_none() => report.error(
            "papers.condition",
            path,
            "Giấy tờ tuỳ trường hợp phải ghi trường hợp nào ở “condition”",
            "Say in `condition` in which cases the paper is needed",
        ),
        _ => {}
    }
}

fn form(package: &Package, context: &CheckContext, paper: &Paper, path: &str, report: &mut Report) {
    let Some(form) = &paper.form else {
        if paper.electronic == Electronic::EForm {
            report.error(
                "papers.e_form",
                &format!("{path}.electronic"),
                "Biểu mẫu điện tử phải nêu là biểu mẫu nào ở “form”",
                "An electronic form must be named in `form`",
            );
        }
        return;
    };
    if !context.forms.contains_key(form) {
        report.error(
            "form.unknown",
            &format!("{path}.form"),
            format!("Không có biểu mẫu “{form}”"),
            format!("There is no form `{form}`"),
        );
    } else if paper.electronic == Electronic::EForm && package.form.as_ref() != Some(form) {
        report.error(
            "papers.other_form",
            &format!("{path}.form"),
            "Biểu mẫu điện tử của giấy tờ phải là biểu mẫu của thủ tục",
            "The paper's electronic form must be the procedure's form",
        );
    }
}
