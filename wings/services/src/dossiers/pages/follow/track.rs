//! Tracking by code, for anybody: how far, until when and why, whose turn it is. No name, nothing of the content
//! (TT 01/2018/TT-VPCP Đ.16.2d).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use base::{Lang, clock::wall, text::format};
use web::{
    Answer, App, Markup, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Search, Tone, notice, tag, timeline, timeline::Event},
};

use super::{TRACK, standing::Standing};
use crate::{
    dossiers::{
        domain::State as Stands,
        pages::{names, promise},
        queries::{self, Tracking},
    },
    office::{Office, Snapshot},
};

/// The name of the box.
const CODE: &str = "ma";

/// `GET /tra-cuu`: asks for a code, and leads to what has it.
pub(super) async fn ask(visitor: Visitor, typed: Submitted) -> Answer {
    let code = tidy(typed.get(CODE));
    if code.is_empty() { form(&visitor, "").into() } else { SeeOther::to(address(&code)).into() }
}

/// `GET /tra-cuu/{code}`.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Answer, Problem> {
    let tidied = tidy(&code);
    if tidied != code {
        return Ok(SeeOther::to(address(&tidied)).into());
    }
    let snapshot = app.get::<Office>().snapshot();
    let asked = tidied.clone();
    let found = app.read(move |tx| Ok::<_, Problem>(queries::track(tx, &asked)?)).await?;
    Ok(match found {
        Some(tracking) => page(&visitor, &snapshot, &tracking).into(),
        None => form(&visitor, &tidied).status(StatusCode::NOT_FOUND).into(),
    })
}

/// The address of what a code stands for.
pub(in crate::dossiers::pages) fn address(code: &str) -> String {
    let kept: String = code.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect();
    format!("{TRACK}/{kept}")
}

/// A code as people type it off a slip: spaces, small letters and long dashes do not matter.
fn tidy(typed: &str) -> String {
    let plain = |c: char| match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '_' => '-',
        c => c.to_ascii_uppercase(),
    };
    let known = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    typed.chars().map(plain).filter(known).take(60).collect()
}

fn form(visitor: &Visitor, unknown: &str) -> Page {
    let lang = visitor.lang;
    let search = Search::new(lang, TRACK, CODE, lang.pick("Mã hồ sơ", "Dossier code"))
        .placeholder("H10.32.01-240205-0012")
        .value(unknown);
    let body = html! {
        @if !unknown.is_empty() {
            (notice::with_title(lang, Tone::Warn, lang.pick("Không có hồ sơ mang mã này", "No dossier has this code"), html! {
                p {
                    (lang.pick("Bạn hãy so lại từng chữ, từng số với mã trên giấy hẹn hoặc tin báo: ", "Please compare every letter and digit with your slip or message: "))
                    strong { (unknown) }
                }
            }))
        }
        (search)
        p.hint {
            (lang.pick(
                "Mã hồ sơ in trên giấy tiếp nhận và hẹn trả kết quả, và có trong thư báo gửi cho bạn. Viết hoa hay viết thường, có dấu cách hay không đều được.",
                "The code is on your receipt and in the messages we sent. Capitals and spaces do not matter.",
            ))
        }
        @if visitor.actor.as_ref().is_some_and(|actor| actor.person.is_some()) {
            p { a href=(super::MINE) { (lang.pick("Xem mọi hồ sơ của tôi", "See all my dossiers")) } }
        }
    };
    Page::new(lang.pick("Tra cứu hồ sơ", "Track a dossier"))
        .lead(lang.pick(
            "Nhập mã để biết hồ sơ đang ở đâu và khi nào xong.",
            "Enter its code to see where it is and when it will be done.",
        ))
        .body(body)
}

fn page(visitor: &Visitor, snapshot: &Snapshot, found: &Tracking) -> Page {
    let lang = visitor.lang;
    let agency = names::agency(snapshot, found.agency, found.filed_at);
    let published = snapshot.catalogue.version(found.version);
    let standing = Standing {
        state: found.state,
        role: found.role,
        step: found.step,
        package: published.as_deref().map(|published| &published.package),
        agency: &agency,
        late: found.due.is_some_and(|due| due.at <= visitor.now),
    };
    let body = html! {
        p.aside { (lang.pick("Mã hồ sơ ", "Code ")) strong { (found.code) } " · " (agency) }
        (answer(visitor, snapshot, found, &standing))
        (who(lang, &standing, wall(found.since)))
        section.part-of {
            h2 { (lang.pick("Diễn biến", "What has happened")) }
            (timeline(lang.pick("Diễn biến của hồ sơ", "What has happened to the dossier"), &stages(lang, found, &standing)))
        }
        p.aside {
            (lang.pick(
                "Trang này ai có mã cũng xem được nên không ghi tên và nội dung hồ sơ. Người nộp xem đầy đủ ở ",
                "Anybody who has the code may see this page, so it shows no name and no content. The applicant sees everything under ",
            ))
            a href=(super::MINE) { (lang.pick("Hồ sơ của tôi", "My dossiers")) } "."
        }
    };
    Page::new(names::procedure(snapshot, lang, found.version, &found.procedure))
        .above(tag(standing.tone(), found.state.label().get(lang)))
        .crumb(lang.pick("Tra cứu hồ sơ", "Track a dossier"), TRACK)
        .body(body)
}

/// When it will be done and why then; or when it was.
fn answer(visitor: &Visitor, snapshot: &Snapshot, found: &Tracking, standing: &Standing) -> Markup {
    let lang = visitor.lang;
    let todo = html! { p { (standing.todo(lang)) } };
    if let Some(on) = found.resolved_on {
        return promise::kept(lang, on, found.timeliness, todo);
    }
    match promise::running(lang, snapshot, &found.clock, visitor.now) {
        Some(promise) if !found.state.is_final() => html! { (promise.then(todo)) },
        _ => promise::none(lang, found.state, standing.tone(), todo),
    }
}

/// Who has it, and since when.
pub(super) fn who(lang: Lang, standing: &Standing, since: jiff::civil::DateTime) -> Markup {
    let since = format::date_time(since);
    html! {
        @match standing.holder(lang) {
            Some(holder) => p {
                (lang.pick("Đang giữ hồ sơ: ", "With: ")) strong { (holder) } (lang.pick(", từ ", ", since ")) (since) "."
            },
            None if standing.waits_for_applicant() => p {
                (lang.pick("Đang chờ ", "Waiting for ")) strong { (lang.pick("người nộp hồ sơ", "the applicant")) }
                (lang.pick(", từ ", ", since ")) (since) "."
            },
            None => {},
        }
    }
}

fn stages(lang: Lang, found: &Tracking, standing: &Standing) -> Vec<Event> {
    let passed = found.stages.iter().map(|(at, what)| Event::done(what.get(lang), format::date_time(wall(*at))));
    passed.chain((found.state != Stands::HandedOver).then(|| standing.next(lang)).flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_understood_however_it_is_typed() {
        for typed in
            ["H10.32.01-240205-0012", " h10.32.01 - 240205 - 0012 ", "h10.32.01–240205—0012", "H10.32.01_240205_0012"]
        {
            assert_eq!(tidy(typed), "H10.32.01-240205-0012", "{typed}");
        }
        assert_eq!(tidy("không có"), "KHNGC", "what is no code stays harmless");
        assert_eq!(address("../../x?y=1"), "/tra-cuu/....xy1");
    }
}
