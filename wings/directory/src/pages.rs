//! What the administrator's screens of the directory have in common.

use base::{Lang, Text, text::format};
use jiff::civil::Date;
use web::{
    Field, Markup, NavItem, Submitted, Visitor, html,
    routes::Access,
    ui::{Form, Tab, button, tabs},
};

use crate::{agencies, notices, span::Span, staff};

/// The day a screen shows the directory as of: `?ngay=2022-10-01`.
pub(crate) const AS_OF: Field = Field::new("ngay", Text::new("Tại ngày", "As of"));

/// The day asked for; today when none was, or none that can be read.
pub(crate) fn as_of(visitor: &Visitor, asked: &Submitted) -> Date {
    base::text::date::parse(asked.get(AS_OF.name)).unwrap_or(visitor.today)
}

/// The box for the day, beside a search box, filled in with the day in sight.
pub(crate) fn as_of_box(lang: Lang, day: Date) -> Markup {
    let shown = Submitted::blank().with(AS_OF.name, day.to_string());
    html! { (Form::new(lang, &shown).day(&AS_OF)) }
}

/// The box for the day alone, for the screen of one thing; `keep` is asked again with it.
pub(crate) fn as_of_form(lang: Lang, path: &str, day: Date, keep: &[(&str, &str)]) -> Markup {
    html! {
        form.search.filter method="get" action=(path) {
            @for (name, value) in keep { input type="hidden" name=(name) value=(value); }
            div.more { (as_of_box(lang, day)) (button(lang.pick("Xem", "Show")).quiet()) }
        }
    }
}

/// `?ngay=…` where the day in sight is not today: links stay in that time.
pub(crate) fn same_day(visitor: &Visitor, day: Date) -> String {
    if day == visitor.today { String::new() } else { format!("?{}={day}", AS_OF.name) }
}

/// When something holds, in words: `từ 1/10/2022 đến hết 30/6/2025`.
pub(crate) fn days(span: &Span, lang: Lang) -> String {
    let from = format::date(span.from);
    match (span.last_day().map(format::date), lang) {
        (None, Lang::Vi) => format!("từ {from}"),
        (None, Lang::En) => format!("since {from}"),
        (Some(last), Lang::Vi) => format!("từ {from} đến hết {last}"),
        (Some(last), Lang::En) => format!("{from} to {last}"),
    }
}

/// The administrator's screens of the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Agencies,
    Sets,
    Places,
    Staff,
    People,
    Security,
}

/// The way between them.
pub(crate) fn sections(lang: Lang, here: Section) -> Markup {
    let views = [
        (Section::Agencies, Text::new("Đơn vị", "Agencies"), "/quan-tri/don-vi"),
        (Section::Sets, Text::new("Bộ báo cáo", "Reporting sets"), "/quan-tri/bo-bao-cao"),
        (Section::Places, Text::new("Địa bàn", "Places"), "/quan-tri/dia-ban"),
        (Section::Staff, Text::new("Cán bộ", "Staff"), "/quan-tri/can-bo"),
        (Section::People, Text::new("Người dân", "People"), "/quan-tri/nguoi-dan"),
        (Section::Security, Text::new("Bảo mật", "Security"), "/quan-tri/bao-mat"),
    ];
    let views = views.map(|(section, label, href)| Tab::new(label.get(lang), href).here(section == here));
    tabs(lang.pick("Danh bạ", "Directory"), &views)
}

/// The directory's entries in the menu.
pub fn nav() -> [NavItem; 3] {
    [
        NavItem::new(
            Text::new("Đơn vị, địa bàn", "Agencies, places"),
            "/quan-tri/don-vi",
            Access::Needs(&agencies::permissions::MANAGE),
        ),
        NavItem::new(
            Text::new("Cán bộ, tài khoản", "Staff, accounts"),
            "/quan-tri/can-bo",
            Access::Needs(&staff::permissions::MANAGE),
        ),
        NavItem::new(Text::new("Thông báo", "Notices"), notices::PATH, Access::Needs(&notices::permissions::MANAGE)),
    ]
}
