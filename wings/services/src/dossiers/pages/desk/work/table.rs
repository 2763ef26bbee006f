//! The list itself, and what can be done with many of its lines at once.

use base::{Actor, Lang, Text, clock::wall, text::format};
use maud::{Markup, html};
use web::{
    App, Field, Submitted, Visitor,
    ui::{Column, Form, Table, Tone, button, tag, tag::plain},
};

use super::{AGENCY, ROLE, STAGE, Seen, WHOSE, nothing, stage_words};
use crate::{
    dossiers::{
        domain::{Channel, Dossier},
        pages::desk::{people, rows, rows::Now},
        papers,
        queries::{Stage, Urgency},
    },
    office::Snapshot,
};

/// The lines that were ticked; each says the dossier and the version of it that was on the screen.
pub(in crate::dossiers::pages::desk) const PICKED: Field =
    Field::new("ho-so", Text::new("Hồ sơ", "Dossiers")).required();
/// To whom they are given.
pub(in crate::dossiers::pages::desk) const TO: Field =
    Field::new("nguoi-nhan", Text::new("Giao hồ sơ đã chọn cho", "Give the chosen to"));

/// What the page was asked, sent along so that a form comes back to where it was.
pub(in crate::dossiers::pages::desk) const BACK: [&str; 6] = [AGENCY, ROLE, STAGE, WHOSE.name, "sau", "truoc"];

pub(super) fn shown(
    app: &App,
    visitor: &Visitor,
    actor: &Actor,
    snapshot: &Snapshot,
    typed: &Submitted,
    seen: &Seen,
    now: Now,
) -> Markup {
    let lang = visitor.lang;
    if seen.slice.rows.is_empty() {
        return nothing(lang, seen);
    }
    let (accept, assign) = (seen.may_accept(actor), seen.may_assign(actor) && !seen.colleagues.is_empty());
    let list = table(lang, snapshot, typed, seen, now, accept || assign);
    if !accept && !assign {
        return html! { (list) };
    }
    let fields = Form::new(lang, typed);
    let back = html! {
        (fields.key(&app.ids))
        @for name in BACK {
            @if !typed.get(name).is_empty() { input type="hidden" name=(name) value=(typed.get(name)); }
        }
    };
    if accept {
        return html! {
            (fields.post("/cong-viec/tiep-nhan", html! {
                (back) (list)
                div.stack {
                    p.hint {
                        (lang.pick(
                            "Hồ sơ được tiếp nhận cùng lúc, mỗi hồ sơ theo thời hạn ghi ở dòng của nó. Muốn chọn trường hợp thời hạn khác hoặc giao ngay cho ai thì mở hồ sơ.",
                            "They are accepted at once, each with the term on its line. To choose another term, or to give it to somebody, open the dossier.",
                        ))
                    }
                    (button(lang.pick("Tiếp nhận hồ sơ đã chọn", "Accept the chosen")))
                }
            }))
        };
    }
    let colleagues = people::choices(&seen.colleagues, &[seen.here.1], lang);
    html! {
        (fields.post("/cong-viec/giao-viec", html! {
            (back) (list)
            div.stack {
                (fields.select(&TO, &colleagues).none(lang.pick("Không giao riêng ai", "Nobody in particular")))
                (button(lang.pick("Giao hồ sơ đã chọn", "Give the chosen")).quiet())
            }
        }))
    }
}

fn table(lang: Lang, snapshot: &Snapshot, typed: &Submitted, seen: &Seen, now: Now, pick: bool) -> Table {
    let mut heads = vec![Column::text(lang.pick("Hồ sơ", "Dossier"))];
    match seen.stage {
        Stage::ToAccept => heads.extend([
            Column::text(lang.pick("Nộp lúc", "Filed at")),
            Column::text(lang.pick("Giấy tờ", "Papers")),
            Column::text(lang.pick("Thời hạn", "Term")),
        ]),
        Stage::ToDo | Stage::Paused => heads.extend([
            Column::text(lang.pick("Hạn", "Due")),
            Column::text(lang.pick("Bước", "Step")),
            Column::text(lang.pick("Giao cho", "Given to")),
        ]),
        Stage::ToHandOver => heads
            .extend([Column::text(lang.pick("Kết quả", "Result")), Column::text(lang.pick("Giải quyết", "Resolved"))]),
    }
    if pick {
        heads.push(Column::actions(lang.pick("Chọn", "Choose")));
    }
    let table = Table::new(stage_words(seen.stage).1.get(lang), heads).quiet();
    seen.slice.rows.iter().fold(table, |table, dossier| {
        let mut cells = vec![rows::what(lang, snapshot, dossier)];
        match seen.stage {
            Stage::ToAccept => cells.extend(to_accept(lang, snapshot, seen, dossier)),
            Stage::ToDo | Stage::Paused => cells.extend(in_hand(lang, snapshot, seen, dossier, now)),
            Stage::ToHandOver => cells.extend([
                html! { (dossier.outcome.map_or("—", |outcome| outcome.label().get(lang))) },
                rows::due(lang, snapshot, dossier, now),
            ]),
        }
        if pick {
            cells.push(tick(lang, typed, dossier));
        }
        let late = Urgency::of(dossier, now.at, now.today, now.soon) == Urgency::Late;
        if late { table.urgent_row(cells) } else { table.row(cells) }
    })
}

fn to_accept(lang: Lang, snapshot: &Snapshot, seen: &Seen, dossier: &Dossier) -> [Markup; 3] {
    let published = snapshot.catalogue.version(dossier.version);
    let package = published.as_deref().map(|published| &published.package);
    let have = seen.missing.get(&dossier.id.into()).map_or(&[][..], Vec::as_slice);
    let missing = package.map_or(0, |package| papers::missing(package, have).len());
    let several = package.is_some_and(|package| package.cases.len() > 1);
    [
        html! { div { (format::date_time(wall(dossier.filed_at))) span.sub { (dossier.channel.label().get(lang)) } } },
        match (missing, dossier.channel, lang) {
            (0, ..) => tag(Tone::Good, lang.pick("Đủ tệp bắt buộc", "All required files")),
            (n, Channel::Online, Lang::Vi) => tag(Tone::Warn, &format!("Thiếu {n} giấy tờ")),
            (n, Channel::Online, Lang::En) => tag(Tone::Warn, &format!("{n} missing")),
            (n, _, Lang::Vi) => tag(Tone::Info, &format!("{n} giấy tờ chưa quét")),
            (n, _, Lang::En) => tag(Tone::Info, &format!("{n} not scanned")),
        },
        html! {
            @if let Some(case) = package.and_then(|package| package.usual_case()) {
                div { (case.term.label(lang)) @if several { span.sub { (case.name.get(lang)) } } }
            }
        },
    ]
}

fn in_hand(lang: Lang, snapshot: &Snapshot, seen: &Seen, dossier: &Dossier, now: Now) -> [Markup; 3] {
    [
        rows::due(lang, snapshot, dossier, now),
        html! {
            div {
                (rows::step(lang, snapshot, dossier))
                span.sub { (lang.pick("từ ", "since ")) (format::date_time(wall(dossier.since))) }
            }
        },
        match dossier.assignee {
            Some(staff) => html! { (seen.names.get(staff)) },
            None => plain(lang.pick("Chưa giao", "Nobody")),
        },
    ]
}

/// The box that takes a line into what is done with many.
fn tick(lang: Lang, typed: &Submitted, dossier: &Dossier) -> Markup {
    let value = format!("{}.{}", dossier.id, dossier.head.seq);
    let ticked = typed.all(PICKED.name).any(|picked| picked == value);
    html! {
        label.pick {
            input type="checkbox" name=(PICKED.name) value=(value) checked[ticked];
            span { (lang.pick("Chọn", "Choose")) span.unseen { " " (dossier.code) } }
        }
    }
}
