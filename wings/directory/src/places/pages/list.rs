use base::{Lang, text::format::integer};
use jiff::civil::Date;
use web::{
    Markup, Page, Submitted, Visitor, html,
    ui::{Column, Search, Table, Tone, empty, notice},
};

use super::href;
use crate::{
    pages::{Section, as_of, as_of_box, sections},
    places::{Kind, Level, Place, Places},
    snapshot::places,
};

pub(super) async fn show(visitor: Visitor, asked: Submitted) -> Page {
    let lang = visitor.lang;
    let day = as_of(&visitor, &asked);
    let typed = asked.get("q");
    let places = places();
    let found = if typed.is_empty() { overview(places, day, lang) } else { results(places, typed, day, lang) };
    let body = html! {
        (sections(lang, Section::Places))
        (Search::new(lang, "/quan-tri/dia-ban", "q", lang.pick("Tên hoặc mã địa bàn", "Name or code")).value(typed)
            .live("ket-qua").more(as_of_box(lang, day)))
        div #ket-qua { (found) }
    };
    Page::new(lang.pick("Địa bàn", "Places")).desk().body(body).fragment("ket-qua", found)
}

/// The provinces of the day with what is under them: districts while there were any, communes since.
fn overview(places: &Places, day: Date, lang: Lang) -> Markup {
    let provinces: Vec<&Place> = places.of_level(Level::Province, day).collect();
    if provinces.is_empty() {
        return empty(
            lang.pick("Chưa có dữ liệu cho ngày này", "Nothing is known of that day"),
            html! { @if let Some(first) = places.first_day() {
                p { (lang.pick("Danh mục bắt đầu từ ", "The register begins on ")) (base::text::format::date(first)) "." }
            } },
        );
    }
    html! {
        @for province in provinces {
            h2 { a href=(href(&province.code, day)) { (province.name) } }
            p { (counted(places, &province.code, day, lang)) }
            (table(places, &places.children(&province.code, day), day, lang))
        }
        @let ambiguous = places.ambiguous(Level::Commune, day);
        @if !ambiguous.is_empty() {
            (notice(lang, Tone::Info, html! {
                p { (lang.pick("Tên trùng nhau, phải kèm cấp huyện hoặc mã: ", "Names that more than one unit has: ")) }
                ul { @for (name, units) in ambiguous {
                    li { (name) ": " @for (n, unit) in units.iter().enumerate() {
                        @if n > 0 { ", " }
                        a href=(href(&unit.code, day)) { (unit.code) }
                        @if let Some(district) = places.district_of(&unit.code, day) { " (" (district.name) ")" }
                    } }
                } }
            }))
        }
    }
}

/// `11 đơn vị cấp huyện; 111 đơn vị cấp xã: 85 xã, 21 phường, 5 thị trấn`.
pub(super) fn counted(places: &Places, code: &str, day: Date, lang: Lang) -> String {
    let counts = places.counts(code, day);
    let tier = |level: Level| {
        let of: Vec<(&Kind, &usize)> = counts.iter().filter(|(kind, _)| kind.level() == level).collect();
        let total: usize = of.iter().map(|(_, n)| **n).sum();
        let parts: Vec<String> =
            of.iter().map(|(kind, n)| format!("{n} {}", kind.label().get(lang).to_lowercase())).collect();
        let word = match (level, lang) {
            (Level::District, Lang::Vi) => "đơn vị cấp huyện",
            (Level::District, Lang::En) => "districts",
            (_, Lang::Vi) => "đơn vị cấp xã",
            (_, Lang::En) => "communes",
        };
        (total > 0).then(|| format!("{} {word}: {}", integer(total as i64), parts.join(", ")))
    };
    [tier(Level::District), tier(Level::Commune)].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

pub(super) fn table(places: &Places, units: &[&Place], day: Date, lang: Lang) -> Markup {
    let columns = vec![
        Column::text(lang.pick("Tên", "Name")),
        Column::text(lang.pick("Mã", "Code")),
        Column::text(lang.pick("Thuộc", "Under")),
        Column::text(lang.pick("Có từ", "Since")),
        Column::number(lang.pick("Cấp xã", "Communes")),
    ];
    let rows = units.iter().map(|unit| {
        let above = places.above(&unit.code, day).next();
        let below = places.below(&unit.code, Level::Commune, day).len();
        vec![
            html! { a href=(href(&unit.code, day)) { (unit.name) } },
            html! { code { (unit.code) } },
            html! { @if let Some(above) = above { (above.name) } },
            html! {
                @if Some(unit.span.from) == places.first_day() { (lang.pick("từ trước", "earlier")) }
                @else { (base::text::format::date(unit.span.from)) }
            },
            html! { @if below > 0 { (integer(below as i64)) } },
        ]
    });
    html! { (Table::new(lang.pick("Đơn vị hành chính", "Administrative units"), columns).quiet().rows(rows)) }
}

fn results(places: &Places, typed: &str, day: Date, lang: Lang) -> Markup {
    let query = base::text::Query::new(typed);
    let mut found: Vec<&Place> = places.as_of(typed.trim(), day).into_iter().collect();
    if found.is_empty() {
        found = places.named(typed, day);
    }
    if found.is_empty() {
        found = Level::ALL
            .into_iter()
            .flat_map(|level| places.of_level(level, day))
            .filter(|unit| query.finds(&unit.name))
            .collect();
    }
    if found.is_empty() {
        return empty(
            lang.pick("Không có địa bàn nào tên như vậy vào ngày này", "No place had this name on that day"),
            html! {},
        );
    }
    table(places, &found, day, lang)
}
