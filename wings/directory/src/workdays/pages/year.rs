//! A year of the calendar: every day off and every day worked instead, with its name and source.

use std::collections::BTreeMap;

use axum::extract::State;
use base::{
    Lang,
    calendar::{Calendar, Confidence, Day, DayEntry, DayKind},
    clock,
    text::format,
};
use jiff::{ToSpan, civil::Date};
use web::{
    App, Markup, Page, Problem, Submitted, Visitor, html,
    ui::{Choice, Column, Confirm, Form, Table, Tone, button, notice, tag},
};

use super::{
    PATH,
    change::{DECISION, FROM, KIND, NAME, NAME_EN, TO},
    grid,
};
use crate::workdays::{Added, queries};

pub(super) async fn show(State(app): State<App>, visitor: Visitor, asked: Submitted) -> Result<Page, Problem> {
    let year = asked.get("nam").parse().ok().and_then(|year| Date::new(year, 1, 1).ok());
    page(&app, &visitor, &Submitted::blank(), year).await
}

/// The page of the year of a day, or of this year, with what was typed into the form.
pub(super) async fn page(app: &App, visitor: &Visitor, typed: &Submitted, day: Option<Date>) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let (calendar, added) = app.read(|tx| Ok::<_, Problem>((queries::calendar(tx)?, queries::added(tx)?))).await?;
    let day = day.filter(|day| calendar.covers(*day)).unwrap_or(visitor.today);
    let year = day.year();
    let added: BTreeMap<Date, Added> = added.into_iter().map(|added| (added.entry.date, added)).collect();
    let days: Vec<(Date, &DayEntry, bool)> = days(&calendar, year);
    let body = html! {
        div.period { nav.pager aria-label=(lang.pick("Năm trước, năm sau", "Year before and after")) {
            @if calendar.covers(day.saturating_sub(1.year())) { a rel="prev" href={(PATH) "?nam=" (year - 1)} { span aria-hidden="true" { "← " } (year - 1) } }
            @if calendar.covers(day.saturating_add(1.year())) { a rel="next" href={(PATH) "?nam=" (year + 1)} { (year + 1) span aria-hidden="true" { " →" } } }
        } }
        (state(lang, &calendar, day))
        section.card {
            h2 { (lang.pick("Cả năm ", "The year ")) (year) }
            (grid::year(lang, &calendar, year, visitor.today))
        }
        section.card {
            h2 { (lang.pick("Ngày nghỉ, ngày làm bù", "Days off and days worked instead")) }
            (list(lang, &days, &added))
            (unconfirmed(lang, &calendar, year))
        }
        (adding(lang, app, typed))
    };
    let title = format!("{} {year}", lang.pick("Lịch làm việc", "Working days"));
    Ok(Page::new(title)
        .lead(lang.pick(
            "Hạn trả kết quả được tính theo lịch này. Ngày nghỉ theo luật và thông báo hằng năm đã có sẵn; ngày mới được thêm theo số văn bản.",
            "Promised days are counted by this calendar. Days off by law and by the yearly notices are there; new ones are added by their decision.",
        ))
        .desk()
        .body(body))
}

/// Every day of a year that is not what its weekday says, and whether it is only expected.
fn days(calendar: &Calendar, year: i16) -> Vec<(Date, &DayEntry, bool)> {
    let first = Date::new(year, 1, 1).into_iter().flat_map(|first| first.series(1.day()));
    first
        .take_while(|day| day.year() == year)
        .filter_map(|day| match calendar.day(day) {
            Day::Off { entry, predicted } => Some((day, entry, predicted)),
            Day::MakeupWork(entry) => Some((day, entry, false)),
            Day::Working | Day::Weekend => None,
        })
        .collect()
}

/// Whether the year is decided.
fn state(lang: Lang, calendar: &Calendar, day: Date) -> Markup {
    if calendar.is_decided(day) {
        return html! {};
    }
    let until = calendar.known_until().map(format::date).unwrap_or_default();
    notice(
        lang,
        Tone::Warn,
        html! {
            p {
                (lang.pick(
                    "Năm này chưa có thông báo ngày nghỉ trong lịch, nên ngày nghỉ được dự kiến theo luật và âm lịch. Lịch đã có quyết định đến hết ngày ",
                    "The days off of this year are not in the calendar yet: they are expected from the law and the moon. The calendar is decided up to ",
                ))
                (until) ". "
                (lang.pick(
                    "Khi đủ năm ngày Tết được thêm, phần dự kiến của cả năm không còn dùng nữa; hãy thêm đủ các ngày lễ khác.",
                    "Once the five days of Tết are added, nothing of the year is expected any more; please add its other holidays as well.",
                ))
            }
        },
    )
}

fn list(lang: Lang, days: &[(Date, &DayEntry, bool)], added: &BTreeMap<Date, Added>) -> Markup {
    let columns = vec![
        Column::text(lang.pick("Ngày", "Day")),
        Column::text(lang.pick("Loại", "Kind")),
        Column::text(lang.pick("Dịp", "Occasion")),
        Column::text(lang.pick("Căn cứ", "Basis")),
        Column::actions(lang.pick("Việc có thể làm", "What can be done")),
    ];
    let rows = days.iter().map(|(day, entry, expected)| {
        let added = added.get(day);
        vec![
            html! { (grid::day_in_words(lang, *day)) },
            kind(lang, entry, *expected),
            html! { (entry.name.get(lang)) },
            html! { div {
                @if *expected { (lang.pick("Dự kiến theo luật", "Expected by law")) } @else { (entry.decision.as_deref().unwrap_or("–")) }
                @if entry.confidence == Confidence::Medium && !*expected { span.sub { (lang.pick("chưa đọc được văn bản gốc", "the decision itself was not read")) } }
                @if let Some(added) = added {
                    span.sub { (added.by) ", " (format::date_time(clock::wall(added.at))) }
                }
            } },
            html! { @if added.is_some() { div.row-actions { (take_away(lang, *day)) } } },
        ]
    });
    html! { (Table::new(lang.pick("Ngày nghỉ, ngày làm bù", "Days off and days worked instead"), columns).quiet().rows(rows)) }
}

fn kind(lang: Lang, entry: &DayEntry, expected: bool) -> Markup {
    let label = entry.kind.label().get(lang);
    let tone = match entry.kind {
        DayKind::MakeupWork => Tone::Warn,
        DayKind::SwapOff => Tone::Info,
        DayKind::Statutory | DayKind::Compensatory => Tone::Good,
    };
    html! { @if expected { (web::ui::tag::plain(label)) } @else { (tag(tone, label)) } }
}

fn take_away(lang: Lang, day: Date) -> Markup {
    let question = html! {
        p {
            (lang.pick(
                "Ngày này trở lại như lịch thường. Hạn trả của hồ sơ đang giải quyết được tính lại ở bước xử lý tiếp theo của hồ sơ.",
                "The day becomes an ordinary one again. The promised day of an open dossier is counted anew at its next step.",
            ))
        }
        form method="post" action={(PATH) "/bo"} {
            input type="hidden" name="ngay" value=(day);
            (button(lang.pick("Bỏ khỏi lịch", "Take it out")).danger().about(format::date(day)))
        }
    };
    html! { (Confirm::new(lang.pick("Bỏ", "Take out"), question).danger()) }
}

/// Days heard of that move no deadline until somebody confirms them.
fn unconfirmed(lang: Lang, calendar: &Calendar, year: i16) -> Markup {
    let waiting: Vec<&DayEntry> = calendar.unconfirmed().filter(|entry| entry.date.year() == year).collect();
    html! {
        @if !waiting.is_empty() {
            h3 { (lang.pick("Chờ xác nhận, chưa tính vào hạn", "To be confirmed; they move no deadline")) }
            ul { @for entry in waiting { li { (grid::day_in_words(lang, entry.date)) ": " (entry.name.get(lang)) } } }
        }
    }
}

fn adding(lang: Lang, app: &App, typed: &Submitted) -> Markup {
    let fields = Form::new(lang, typed);
    let kinds = DayKind::ALL.map(|kind| Choice::new(kind.key(), kind.label().get(lang)).hint(meaning(lang, kind)));
    html! {
        section.card.filling #them {
            h2 { (lang.pick("Thêm ngày theo văn bản", "Add days by their decision")) }
            (fields.summary())
            (fields.post(PATH, html! {
                (fields.key(&app.ids))
                (fields.radios(&KIND, &kinds))
                (fields.day(&FROM))
                (fields.day(&TO))
                (fields.line(&NAME))
                (fields.line(&NAME_EN))
                (fields.line(&DECISION))
                p.actions { (button(lang.pick("Thêm vào lịch", "Add to the calendar"))) }
            }).draft())
        }
    }
}

fn meaning(lang: Lang, kind: DayKind) -> &'static str {
    match kind {
        DayKind::Statutory => {
            lang.pick("Ngày nghỉ do luật định (BLLĐ 2019, Đ.112).", "Named by law (Labour Code 2019, art. 112).")
        }
        DayKind::Compensatory => lang.pick(
            "Nghỉ thay cho ngày lễ rơi vào cuối tuần (Đ.111.3).",
            "For a holiday that falls on a weekend (art. 111.3).",
        ),
        DayKind::SwapOff => lang.pick(
            "Ngày làm việc được nghỉ, làm bù vào thứ Bảy.",
            "A working day given off and made up for on a Saturday.",
        ),
        DayKind::MakeupWork => {
            lang.pick("Thứ Bảy, Chủ nhật đi làm thay ngày nghỉ hoán đổi.", "A weekend day worked for a swapped one.")
        }
    }
}
