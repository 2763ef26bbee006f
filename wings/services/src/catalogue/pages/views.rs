//! Parts of a procedure as people read them, shared by its page and the lists.

use base::{Dong, Lang, text::format};
use jiff::civil::Date;
use web::{
    Markup, html,
    ui::{Column, Table},
};

use crate::catalogue::domain::{
    Electronic, FeeItem, FeeStatus, Handling, Keyed, Needed, Package, Paper, ServiceLevel, Step,
};

/// How much of it can be done online.
pub(super) const fn online(lang: Lang, package: &Package) -> &'static str {
    match (package.service_level, lang) {
        (ServiceLevel::Full, Lang::Vi) => "Trực tuyến toàn trình",
        (ServiceLevel::Full, Lang::En) => "Fully online",
        (ServiceLevel::Partial, Lang::Vi) => "Trực tuyến một phần",
        (ServiceLevel::Partial, Lang::En) => "Partly online",
        (ServiceLevel::Info, Lang::Vi) => "Nộp tại quầy",
        (ServiceLevel::Info, Lang::En) => "At the counter",
    }
}

/// `Cấp xã · trong ngày · không thu`.
pub(super) fn in_short(lang: Lang, package: &Package, day: Date) -> String {
    let levels = package.levels_on(day).iter().map(|level| level.label().get(lang)).collect::<Vec<_>>().join(", ");
    let term = package.usual_case().map(|case| case.term.label(lang)).unwrap_or_default();
    [levels, term, fee_in_short(lang, package, day)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn fee_in_short(lang: Lang, package: &Package, day: Date) -> String {
    let certain = |item: &&FeeItem| item.when.is_none() && item.condition.is_none() && item.quantity.is_none();
    let amounts: Vec<_> = package.fee.tariffs(day).filter(certain).filter_map(|item| item.amount).collect();
    match (package.fee.status, amounts.as_slice()) {
        (FeeStatus::Free, _) => lang.pick("không thu tiền", "free").to_owned(),
        (FeeStatus::Known, [only]) => only.to_string(),
        (FeeStatus::Unknown, _) => String::new(),
        _ => lang.pick("có thu phí, lệ phí", "charged").to_owned(),
    }
}

/// The papers: those everybody needs in sight, those of some cases behind a word, each with what stands for it online.
pub(super) fn papers(lang: Lang, package: &Package) -> Markup {
    let (always, sometimes): (Vec<&Paper>, Vec<&Paper>) =
        package.papers.iter().partition(|paper| paper.needed == Needed::Always);
    let label = match (lang, sometimes.len()) {
        (Lang::Vi, count) => format!("Chỉ trong một số trường hợp ({count})"),
        (Lang::En, count) => format!("In some cases only ({count})"),
    };
    html! {
        @if !always.is_empty() { (list(lang, &always)) }
        @if !sometimes.is_empty() {
            details.opens open[always.is_empty()] {
                summary { (label) }
                (list(lang, &sometimes))
            }
        }
        @if package.sets > 1 {
            p.aside { (lang.pick("Số bộ khi nộp giấy: ", "Sets when filing on paper: ")) (package.sets) }
        }
        @if package.papers.iter().any(|paper| paper.electronic == Electronic::Database) {
            p.aside {
                (lang.pick(
                    "Giấy tờ cơ quan tra cứu được trong cơ sở dữ liệu thì bạn không phải nộp.",
                    "What the agency can look up itself you need not hand in.",
                ))
            }
        }
    }
}

fn list(lang: Lang, papers: &[&Paper]) -> Markup {
    html! {
        ul {
            @for paper in papers {
                li {
                    strong { (paper.name.get(lang)) }
                    @if let Some(condition) = &paper.condition { br; (condition.get(lang)) }
                    br;
                    span.aside {
                        (on_paper(lang, paper)) " · "
                        (lang.pick("Trực tuyến: ", "Online: ")) (paper.electronic.label().get(lang).to_lowercase())
                        @if let Some(template) = &paper.template { " · " (template) }
                    }
                }
            }
        }
    }
}

fn on_paper(lang: Lang, paper: &Paper) -> String {
    let count = |number: u8, vi: &str, one: &str, many: &str| match (number, lang) {
        (0, _) => None,
        (number, Lang::Vi) => Some(format!("{number} {vi}")),
        (1, Lang::En) => Some(format!("1 {one}")),
        (number, Lang::En) => Some(format!("{number} {many}")),
    };
    let parts: Vec<_> = [
        count(paper.originals, "bản chính", "original", "originals"),
        count(paper.copies, "bản sao", "copy", "copies"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match (paper.handling, parts.is_empty()) {
        (Handling::Present, _) => format!("{}: {}", paper.handling.label().get(lang), parts.join(", ")),
        (Handling::Submit, true) => paper.handling.label().get(lang).to_owned(),
        (Handling::Submit, false) => parts.join(", "),
    }
}

/// What it costs on a day; another province's rates are never among it.
pub(super) fn fee(lang: Lang, package: &Package, day: Date) -> Markup {
    let fee = &package.fee;
    let tariffs: Vec<&FeeItem> = fee.tariffs(day).collect();
    let said = match fee.status {
        FeeStatus::Free => Some(lang.pick("Không thu phí, lệ phí.", "Nothing is charged.")),
        FeeStatus::Council => Some(lang.pick(
            "Mức thu do Hội đồng nhân dân tỉnh quy định và chưa có trong hệ thống: hỏi tại Bộ phận một cửa.",
            "The rate is set by the provincial council and not entered yet: ask at the one-stop counter.",
        )),
        FeeStatus::Unknown => Some(lang.pick(
            "Mức thu chưa có trong hệ thống: hỏi tại Bộ phận một cửa.",
            "The rate is not entered yet: ask at the one-stop counter.",
        )),
        FeeStatus::Known => None,
    };
    let columns = vec![
        Column::text(lang.pick("Khoản", "Item")),
        Column::number(lang.pick("Mức thu", "Amount")),
        Column::text(lang.pick("Khi nào", "When")),
    ];
    let rows = tariffs.iter().map(|item| {
        vec![
            html! { (item.name.get(lang)) },
            html! {
                @match item.amount {
                    Some(Dong(0)) => (lang.pick("Không thu", "Nothing")),
                    Some(amount) => { (amount) "/" (item.per.get(lang)) },
                    None => {},
                }
                @if let Some(off) = item.reduction { "−" (off) "%" }
            },
            html! {
                @if let Some(condition) = &item.condition { (condition.get(lang)) }
                @if let Some(last) = item.valid_to { " " (lang.pick("đến hết ngày ", "until ")) (format::date(last)) }
            },
        ]
    });
    html! {
        @if let Some(said) = said { p { (said) } }
        @if !tariffs.is_empty() { (Table::new(lang.pick("Phí, lệ phí", "Charges and fees"), columns).quiet().rows(rows)) }
        @if let Some(by) = &fee.set_by { p.aside { (lang.pick("Ai quy định: ", "Set by: ")) (by.get(lang)) } }
        @if let Some(online) = &fee.online { p.aside { (lang.pick("Nộp trực tuyến: ", "Online: ")) (online.get(lang)) } }
        @if !fee.exemptions.is_empty() && fee.status != FeeStatus::Free {
            details.opens {
                summary { (lang.pick("Ai được miễn?", "Who is exempt?")) }
                ul { @for who in &fee.exemptions { li { (who.get(lang)) } } }
            }
        }
    }
}

/// The steps: what is done, by whom, for how long in the usual case.
pub(super) fn steps(lang: Lang, package: &Package) -> Markup {
    let usual = package.usual_case().map_or("", |case| case.id.as_str());
    html! {
        ol {
            @for step in &package.steps {
                li {
                    strong { (step.name.get(lang)) }
                    @let time = step.time_in(usual);
                    @if let Some(time) = time { ": " (time.label(lang)) }
                    br;
                    span.aside {
                        (step.who.get(lang))
                        @if let Some(level) = step.level { " (" (level.label().get(lang).to_lowercase()) ")" }
                        (outside(lang, step))
                    }
                    @if let Some(note) = &step.note { br; span.aside { (note.get(lang)) } }
                }
            }
        }
        p.aside { (lang.pick("Căn cứ của các bước: ", "The steps rest on: ")) (package.steps_basis.get(lang)) "." }
    }
}

fn outside(lang: Lang, step: &Step) -> &'static str {
    if step.stops.is_some() { lang.pick(" · không tính vào thời hạn", " · outside the term") } else { "" }
}
