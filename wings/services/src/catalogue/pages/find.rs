//! Finding a procedure: by its field, or by what people call it.

use std::sync::Arc;

use axum::extract::State;
use base::Lang;
use jiff::civil::Date;
use web::{
    App, Markup, Page, Submitted, Visitor, html,
    ui::{Search, Way, empty, tag, ways},
};

use super::{address, views};
use crate::{
    catalogue::{Catalogue, Published},
    office::Office,
};

/// More than anybody reads; who finds none of these types more.
const MOST: usize = 30;

pub(super) async fn show(State(app): State<App>, visitor: Visitor, asked: Submitted) -> Page {
    let (lang, today) = (visitor.lang, visitor.today);
    let catalogue = app.get::<Office>().catalogue.get();
    let (typed, field) = (asked.get("q").trim(), catalogue.field(asked.get("linh-vuc")));
    let found = match (typed.is_empty(), field) {
        (false, _) => results(lang, &catalogue, typed, today),
        (true, Some(field)) => {
            let of_field: Vec<_> = catalogue.all(today).filter(|one| one.package.field == field.key).collect();
            list(lang, &of_field, today)
        }
        (true, None) => fields(lang, &catalogue, today),
    };
    let title = match field.filter(|_| typed.is_empty()) {
        Some(field) => field.name.get(lang).to_owned(),
        None => lang.pick("Tìm thủ tục", "Find a procedure").to_owned(),
    };
    let body = html! {
        (Search::new(lang, "/thu-tuc", "q", lang.pick("Bạn cần làm gì?", "What do you need to do?"))
            .placeholder(lang.pick("Ví dụ: khai sinh, sổ đỏ, bằng lái…", "For example: birth, land, driving licence…"))
            .value(typed).live("ket-qua"))
        div #ket-qua { (found) }
    };
    let mut page = Page::new(title);
    if field.is_some() && typed.is_empty() {
        page = page.crumb(lang.pick("Thủ tục", "Procedures"), "/thu-tuc");
    }
    page.body(body).fragment("ket-qua", found)
}

/// The fields of work that have procedures on a day, with how many.
pub(super) fn fields(lang: Lang, catalogue: &Catalogue, day: Date) -> Markup {
    let all: Vec<_> = catalogue.all(day).collect();
    let way = |field: &'static crate::catalogue::domain::WorkField| {
        let count = all.iter().filter(|one| one.package.field == field.key).count();
        let procedures = match (count, lang) {
            (1, Lang::En) => "1 procedure".to_owned(),
            (count, _) => format!("{count} {}", lang.pick("thủ tục", "procedures")),
        };
        (count > 0).then(|| {
            Way::new(field.name.get(lang), format!("/thu-tuc?linh-vuc={}", field.key)).about(html! { (procedures) })
        })
    };
    ways(&catalogue.fields().iter().filter_map(way).collect::<Vec<_>>())
}

fn results(lang: Lang, catalogue: &Catalogue, typed: &str, day: Date) -> Markup {
    let found = catalogue.search(typed, day);
    if found.is_empty() {
        return empty(
            lang.pick("Chưa tìm thấy thủ tục nào như vậy", "No such procedure was found"),
            html! {
                p { (lang.pick(
                    "Thử viết ngắn hơn, hoặc chọn lĩnh vực. Không cần gõ dấu.",
                    "Try fewer words, or choose a field. Accents are not needed.",
                )) }
                (fields(lang, catalogue, day))
            },
        );
    }
    html! {
        p.aside role="status" { (found_words(lang, found.len())) }
        (list(lang, &found[..found.len().min(MOST)], day))
    }
}

fn found_words(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::Vi, _) if count > MOST => format!("Tìm thấy {count} thủ tục, đây là {MOST} thủ tục gần nhất."),
        (Lang::En, _) if count > MOST => format!("{count} procedures found; these are the {MOST} nearest."),
        (Lang::Vi, _) => format!("Tìm thấy {count} thủ tục."),
        (Lang::En, 1) => "1 procedure found.".to_owned(),
        (Lang::En, _) => format!("{count} procedures found."),
    }
}

/// Procedures as ways on: what it is, who handles it, how long, how much.
fn list(lang: Lang, found: &[Arc<Published>], day: Date) -> Markup {
    let way = |one: &Arc<Published>| {
        let package = &one.package;
        Way::new(package.plain_name.get(lang), address(&package.code)).about(html! {
            @if package.plain_name != package.name { (package.name.get(lang)) br; }
            (views::in_short(lang, package, day)) " " (tag::plain(views::online(lang, package)))
        })
    };
    ways(&found.iter().map(way).collect::<Vec<_>>())
}
