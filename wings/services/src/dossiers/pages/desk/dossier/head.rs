//! Until when and why then; who holds it since when; what comes next.

use base::{clock::wall, text::format};
use maud::{Markup, html};
use web::ui::{Tone, details, layout, timeline, timeline::Event as Line};

use super::{Desk, tone};
use crate::{
    catalogue::domain::{Doer, Keyed as _, Step},
    dossiers::{
        domain::{Holder, State},
        pages::{filing, names, promise},
        permissions as may,
    },
};

/// The promise with its reasons; before acceptance, what would be promised now.
pub(super) fn promise(desk: &Desk) -> Markup {
    let (lang, dossier, package) = (desk.lang, &desk.sheet.dossier, desk.sheet.package());
    let now = desk.visitor.now;
    if let Some(on) = dossier.resolved_on {
        return promise::kept(lang, on, dossier.timeliness, html! {});
    }
    let date = match dossier.state {
        State::Filed => package.and_then(|package| {
            let case = package.usual_case()?;
            promise::if_received(lang, desk.snapshot, now, case.term)
        }),
        state if state.is_final() => None,
        _ => promise::running(lang, desk.snapshot, &dossier.clock, now),
    };
    match date {
        Some(date) => html! { (date) },
        None => promise::none(lang, dossier.state, tone(dossier.state), html! {}),
    }
}

/// Who holds it, and the way that lies ahead.
pub(super) fn standing(desk: &Desk) -> Markup {
    let (lang, sheet) = (desk.lang, desk.sheet);
    let dossier = &sheet.dossier;
    let holder = match dossier.holder() {
        Holder::Role(role) => html! {
            (role.label().get(lang))
            @match dossier.assignee {
                Some(staff) => { ": " strong { (sheet.names.get(staff)) } },
                None => (lang.pick(" (chưa giao riêng ai)", " (nobody in particular)")),
            }
        },
        Holder::Applicant => html! { (lang.pick("Người nộp hồ sơ", "The applicant")) },
        Holder::Nobody => html! { (lang.pick("Không ai, hồ sơ đã kết thúc", "Nobody; it is over")) },
    };
    let mut facts = details().row(lang.pick("Đang giữ", "Held by"), holder);
    if !dossier.state.is_final() {
        facts = facts.text(lang.pick("Từ lúc", "Since"), &format::date_time(wall(dossier.since)));
    }
    if let Some(question) = sheet.open_question().filter(|_| dossier.state == State::Consulting) {
        let agency = names::agency(desk.snapshot, question.agency, question.asked_at);
        let until = format::date(question.reply_by);
        facts = facts.row(
            lang.pick("Chờ ý kiến", "Waits for"),
            html! { (agency) (lang.pick(", trả lời đến ", ", to answer by ")) (until) },
        );
    }
    layout::card(
        lang.pick("Ai đang giữ hồ sơ", "Who holds it"),
        html! {
            (facts)
            @if dossier.accepted_at.is_some() && desk.actor.may(&may::FILE, dossier.agency) {
                p { a href={(filing::COUNTER) "/" (dossier.id) "/bien-nhan"} { (lang.pick("Giấy tiếp nhận và hẹn trả kết quả", "Receipt with the promised date")) } }
            }
            @let ahead = ahead(desk);
            @if !ahead.is_empty() {
                h3 { (lang.pick("Các bước tiếp theo", "The steps ahead")) }
                (timeline(lang.pick("Các bước tiếp theo", "The steps ahead"), &ahead))
            }
        },
    )
}

/// The step at hand and those that follow on the usual way.
fn ahead(desk: &Desk) -> Vec<Line> {
    let (lang, dossier) = (desk.lang, &desk.sheet.dossier);
    let (Some(path), Some(package)) = (desk.sheet.path(), desk.sheet.package()) else { return Vec::new() };
    if dossier.state.is_final() {
        return Vec::new();
    }
    let case = package.cases.get(dossier.case).map_or("", |case| case.id.as_str());
    let about = |step: &Step| {
        let who = match step.role {
            Doer::Staff(role) => role.label().get(lang),
            Doer::Applicant => Doer::Applicant.label().get(lang),
        };
        match step.time_in(case) {
            Some(time) => format!("{who}, {}", time.label(lang)),
            None => who.to_owned(),
        }
    };
    let mut seen = vec![dossier.step];
    while let Some(next) = path.next(seen[seen.len() - 1]).first().copied().filter(|next| !seen.contains(next)) {
        seen.push(next);
    }
    let steps = seen.into_iter().enumerate().filter_map(|(place, index)| Some((place, path.step(index)?)));
    steps
        .map(|(place, step)| {
            let name = step.name.get(lang);
            if place == 0 { Line::now(name, about(step)) } else { Line::next(name, about(step)) }
        })
        .collect()
}

/// Whose turn it is, said above the moves.
pub(super) fn turn(desk: &Desk) -> (Tone, String) {
    let (lang, dossier) = (desk.lang, &desk.sheet.dossier);
    let holds = |role| desk.actor.posts.iter().any(|post| post.agency == dossier.agency && post.role == role);
    if !dossier.role.is_some_and(holds) {
        return (Tone::Info, lang.pick("Chưa đến lượt bạn xử lý", "It is not your turn").into());
    }
    match dossier.assignee.filter(|staff| desk.actor.staff != Some(*staff)) {
        None => (Tone::Warn, lang.pick("Đến lượt bạn xử lý", "It is your turn").into()),
        Some(other) => {
            let name = desk.sheet.names.get(other);
            (Tone::Info, format!("{} {name}", lang.pick("Đã giao cho", "Given to")))
        }
    }
}
