//! The office's screens: every version of every procedure, what the checks say, and publication.

mod list;
mod publish;
mod source;
mod versions;

use jiff::civil::Date;
use web::{Access::Needs, Kind, Markup, Routes, html};

use crate::catalogue::{
    domain::{Finding, Keyed, Severity},
    permissions::{PUBLISH, READ},
};

const LIST: &str = "/quan-tri/thu-tuc";

/// The routes of these screens.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get(LIST, Needs(&READ), list::show)
        .limited(Kind::Search)
        .get("/quan-tri/thu-tuc/moi", Needs(&PUBLISH), publish::show)
        .post("/quan-tri/thu-tuc/moi", Needs(&PUBLISH), publish::send)
        .get("/quan-tri/thu-tuc/{code}", Needs(&READ), versions::show)
        .get("/quan-tri/thu-tuc/phien-ban/{version}", Needs(&READ), source::show)
}

/// The address of a procedure's versions.
fn address(code: &str) -> String {
    format!("{LIST}/{code}")
}

/// Findings as a list, each leading to its line of the source below.
fn findings(lang: base::Lang, findings: &[Finding]) -> Markup {
    use web::ui::{Column, Table, Tone, tag};
    let columns = vec![
        Column::number(lang.pick("Dòng", "Line")),
        Column::text(lang.pick("Mức", "Severity")),
        Column::text(lang.pick("Nội dung", "Finding")),
        Column::text(lang.pick("Quy tắc", "Rule")),
    ];
    let rows = findings.iter().map(|finding| {
        let tone = match finding.severity {
            Severity::Error => Tone::Bad,
            Severity::Warning => Tone::Warn,
            Severity::Note => Tone::Info,
        };
        vec![
            html! { a href={"#d" (finding.line)} { (finding.line) } },
            tag(tone, finding.severity.label().get(lang)),
            html! { (finding.message.get(lang)) },
            html! { div { code { (finding.rule) } @if !finding.path.is_empty() { br; span.aside { (finding.path) } } } },
        ]
    });
    html! { (Table::new(lang.pick("Kết quả kiểm tra", "What the checks say"), columns).rows(rows)) }
}

/// A source text with the numbers of its lines.
fn numbered(text: &str) -> Markup {
    let width = text.lines().count().to_string().len();
    html! {
        pre.source {
            @for (index, line) in text.lines().enumerate() {
                span id={"d" (index + 1)} { (format!("{:>width$}  {line}\n", index + 1)) }
            }
        }
    }
}

/// `từ 1/1/2023 đến 30/6/2025`.
fn span(lang: base::Lang, from: Date, to: Option<Date>) -> String {
    let (from, to) = (base::text::format::date(from), to.map(base::text::format::date));
    match (lang, to) {
        (base::Lang::Vi, Some(to)) => format!("từ {from} đến {to}"),
        (base::Lang::Vi, None) => format!("từ {from}"),
        (base::Lang::En, Some(to)) => format!("from {from} to {to}"),
        (base::Lang::En, None) => format!("from {from}"),
    }
}
