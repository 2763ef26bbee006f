//! Tables of agencies: one line for each, what is below it included.

use base::{Actor, Lang, text::format};
use services::dossiers::queries::What;
use web::{
    Markup, html,
    ui::{Column, Table},
};

use super::{asked::Asked, names::Names, parts::share};
use crate::figures::{Figures, Indicator, units::Unit};

/// A number, which leads to the dossiers behind it where they may be opened.
pub(super) fn number(n: i64, href: Option<String>) -> Markup {
    html! {
        @match href.filter(|_| n != 0) {
            Some(href) => a href=(href) { (format::integer(n)) },
            None => (format::integer(n)),
        }
    }
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::text(lang.pick("Cơ quan", "Agency")),
        Column::number(lang.pick("Phải giải quyết", "To be done")),
        Column::number(lang.pick("Mới tiếp nhận", "New")),
        Column::number(lang.pick("Trực tuyến", "Online")),
        Column::number(lang.pick("Đã giải quyết", "Resolved")),
        Column::number(lang.pick("Đúng hạn", "In time")),
        Column::number(lang.pick("Đang giải quyết", "Open")),
        Column::number(lang.pick("Quá hạn", "Overdue")),
        Column::number(lang.pick("Số hoá", "Digitised")),
    ]
}

/// A table of units. With somebody looking, names lead to the agencies' own pages and numbers to dossiers; without, it
/// is a table for everybody.
pub(super) fn units(
    lang: Lang,
    asked: &Asked,
    names: &Names,
    looking: Option<&Actor>,
    caption: &str,
    units: &[Unit],
) -> Markup {
    let day = asked.map_day();
    let mut table = Table::new(caption, columns(lang)).quiet();
    let (mut whole, mut late) = (Figures::default(), 0);
    for unit in units {
        whole = whole.plus(&unit.all);
        late += unit.overdue;
        // Dossiers are listed by agency: a line that gathers several opens down to the agencies first.
        let open_down = |what: What| {
            let actor = looking.filter(|_| unit.below == 0)?;
            names.dossiers(actor, unit.agency, what, asked.period.by(asked.today), None)
        };
        let name = names.line(unit, day, lang);
        let title = html! {
            @match looking.and_then(|_| names.page(unit.agency)) {
                Some(page) => a href=(asked.href(&page)) { (name) },
                None => (name),
            }
        };
        let cells = vec![
            title,
            number(unit.all.received, None),
            number(unit.all.received_new(), None),
            html! { (shared(Indicator::Online, &unit.all)) },
            number(unit.all.resolved, None),
            html! { (shared(Indicator::InTime, &unit.all)) },
            number(unit.all.open, open_down(What::Open)),
            number(unit.overdue, open_down(What::OpenLate)),
            html! { (shared(Indicator::Digitised, &unit.all)) },
        ];
        table = table.row(cells);
    }
    if units.len() > 1 {
        table = table.total(vec![
            html! { (lang.pick("Cộng", "Total")) },
            number(whole.received, None),
            number(whole.received_new(), None),
            html! { (shared(Indicator::Online, &whole)) },
            number(whole.resolved, None),
            html! { (shared(Indicator::InTime, &whole)) },
            number(whole.open, None),
            number(late, None),
            html! { (shared(Indicator::Digitised, &whole)) },
        ]);
    }
    html! {
        div.figures {
            (table.dense())
            (narrow(lang))
        }
    }
}

/// On a phone some columns have no room: where they are.
pub(super) fn narrow(lang: Lang) -> Markup {
    html! {
        p.aside.narrow-only {
            (lang.pick(
                "Xoay ngang điện thoại, mở từng mục hoặc tải CSV để xem đủ các cột.",
                "Turn the phone, open a line or download the CSV to see every column.",
            ))
        }
    }
}

fn shared(indicator: Indicator, figures: &Figures) -> String {
    let (part, whole) = indicator.of(figures);
    share(part, whole)
}
