//! The health of the system on the administrator's screen: what the doctor says, and the last good backup.

use axum::extract::State as Held;
use base::{Permission, Role, Text};
use web::{
    Access, App, Page, Problem, Routes, Visitor, html,
    ui::{Column, Stat, Table, Tone, tag},
};

use crate::{
    doctor::{self, Finding, State},
    operation::Operation,
};

/// Seeing how the system fares.
pub const SEE: Permission = Permission {
    id: "system.health",
    label: Text::new("Xem sức khỏe hệ thống", "See the health of the system"),
    roles: &[Role::Admin],
};

/// All of them, for the printed table.
pub const PERMISSIONS: &[&Permission] = &[&SEE];

/// Where it is.
pub const PATH: &str = "/quan-tri/suc-khoe";

/// The route of the page.
pub fn routes() -> Routes {
    Routes::new().get(PATH, Access::Needs(&SEE), show)
}

async fn show(Held(app): Held<App>, visitor: Visitor) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let (store, operation, now) = (app.store.clone(), app.get::<Operation>(), visitor.now);
    let mut findings = tokio::task::spawn_blocking(move || doctor::examine(&store, &operation, now, false))
        .await
        .map_err(Problem::internal)?;
    // The worst first; within a state in the order of the doctor.
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.state));
    let count = |state: State| findings.iter().filter(|finding| finding.state == state).count();
    let (bad, warn, good) = (count(State::Bad), count(State::Warn), count(State::Good));
    let columns = vec![
        Column::text(lang.pick("Mục", "What")),
        Column::text(lang.pick("Tình trạng", "State")),
        Column::text(lang.pick("Ghi nhận", "Found")),
    ];
    let rows = findings.iter().map(|finding: &Finding| {
        let (tone, word) = match finding.state {
            State::Good => (Tone::Good, lang.pick("tốt", "good")),
            State::Warn => (Tone::Warn, lang.pick("cần xem", "look at it")),
            State::Bad => (Tone::Bad, lang.pick("hỏng", "failing")),
        };
        vec![
            html! { (finding.name.get(lang)) },
            html! { (tag(tone, word)) },
            html! {
                div {
                    (sentence(finding.said.get(lang)))
                    @if let Some(advice) = &finding.advice { span.sub { (advice.get(lang)) } }
                }
            },
        ]
    });
    let tone = |n: usize, wrong: Tone| if n == 0 { Tone::Good } else { wrong };
    let body = html! {
        div.tiles-of {
            (Stat::new(lang.pick("Hỏng", "Failing"), bad.to_string()).change(tone(bad, Tone::Bad), if bad == 0 { lang.pick("không có", "none") } else { lang.pick("sửa ngay", "mend now") }))
            (Stat::new(lang.pick("Cần xem", "To look at"), warn.to_string()).change(tone(warn, Tone::Warn), if warn == 0 { lang.pick("không có", "none") } else { lang.pick("nên xem sớm", "soon") }))
            (Stat::new(lang.pick("Tốt", "Good"), good.to_string()))
        }
        section.card { (Table::new(lang.pick("Tình trạng từng mục", "The state of each thing"), columns).quiet().rows(rows)) }
        p.aside {
            (lang.pick("Kiểm tra toàn bộ nhật ký và mọi tệp: ", "To check the whole journal and every paper: "))
            code { "tinhso doctor --deep" } "."
        }
    };
    Ok(Page::new(lang.pick("Sức khỏe hệ thống", "Health of the system"))
        .lead(lang.pick(
            "Những gì trễ, đầy hoặc hỏng, và cách xử lý.",
            "What is late, full or failing, and what to do about it.",
        ))
        .desk()
        .body(body))
}

/// With a capital letter and a full stop.
fn sentence(said: &str) -> String {
    let mut letters = said.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
