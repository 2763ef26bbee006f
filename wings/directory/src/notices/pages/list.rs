//! Every kind of notice, with the way to its wordings.

use axum::extract::State;
use base::Lang;
use web::{
    App, Markup, Page, Problem, Visitor, html,
    ui::{Column, Table, Tone, tag},
};

use super::{PATH, Section, sections};
use crate::notices::{
    domain::{Audience, Channel, Kind},
    postroom::Postroom,
    queries,
};

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let written = app.read(|tx| Ok::<_, Problem>(queries::all_written(tx)?)).await?;
    let postroom = app.get::<Postroom>();
    let table = |audience: Audience, caption: &str| {
        let columns = [Column::text(lang.pick("Sự việc", "What happened"))]
            .into_iter()
            .chain(Channel::ALL.map(|channel| Column::text(channel.label().get(lang))));
        let rows = postroom.kinds.all().filter(|kind| kind.audience == audience).map(|kind| {
            let name = html! {
                (kind.label.get(lang))
                @if kind.reminder { " " (web::ui::tag::plain(lang.pick("nhắc việc", "reminder"))) }
            };
            let cells = Channel::ALL.map(|channel| ways(lang, kind, channel, &written));
            [name].into_iter().chain(cells).collect()
        });
        html! { section.card { h2 { (caption) } (Table::new(caption, columns.collect()).quiet().rows(rows)) } }
    };
    let body = html! {
        (sections(lang, Section::Wordings))
        (table(Audience::People, lang.pick("Cho người nộp hồ sơ", "To people who bring cases")))
        (table(Audience::Staff, lang.pick("Cho cán bộ", "To members of staff")))
    };
    Ok(Page::new(lang.pick("Thông báo", "Notices"))
        .lead(lang.pick(
            "Lời văn của từng thông báo, theo kênh và ngôn ngữ. Mẫu có sẵn dùng được ngay; mẫu đã sửa có thể đưa về như ban đầu.",
            "The words of each notice, by channel and language. Those that come with the program can be used as they are; what was changed can be put back.",
        ))
        .desk()
        .body(body))
}

fn ways(lang: Lang, kind: &Kind, channel: Channel, written: &[(String, Channel, Lang)]) -> Markup {
    html! {
        span.pair {
            @for (n, text) in [Lang::Vi, Lang::En].into_iter().enumerate() {
                @if n > 0 { " · " }
                a href={(PATH) "/mau/" (kind.key) "/" (channel.key()) "/" (text.code())}
                    aria-label={(kind.label.get(lang)) ", " (channel.label().get(lang)) ", " (language(lang, text))} { (language(lang, text)) }
                @if written.iter().any(|(key, on, of)| key == kind.key && *on == channel && *of == text) {
                    " " (tag(Tone::Info, lang.pick("đã sửa", "changed")))
                }
            }
        }
    }
}

/// The name of a language of texts.
pub(super) const fn language(lang: Lang, of: Lang) -> &'static str {
    match (lang, of) {
        (Lang::Vi, Lang::Vi) => "tiếng Việt",
        (Lang::Vi, Lang::En) => "tiếng Anh",
        (Lang::En, Lang::Vi) => "Vietnamese",
        (Lang::En, Lang::En) => "English",
    }
}
