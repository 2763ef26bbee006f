//! A procedure's page: what, when, which papers, how much, where, which steps, by which law.

use axum::extract::{Path, State};
use base::{
    Lang,
    calendar::{ClockEvent, Term, ledger},
    text::format,
};
use uuid::Uuid;
use web::{
    App, Markup, Page, Problem, Submitted, Visitor, html,
    ui::{Promise, Tone, card, details, link, notice, opens, tag},
};

use super::{address, views};
use crate::{
    catalogue::{
        Catalogue, Published,
        domain::{Channel, Keyed, Package, ServiceLevel},
    },
    office::{Office, Snapshot},
};

/// `GET /thu-tuc/{code}`: the version in force; with `phien-ban`, the one a dossier was filed under.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(code): Path<String>,
    asked: Submitted,
) -> Result<Page, Problem> {
    let (lang, today) = (visitor.lang, visitor.today);
    let snapshot = app.get::<Office>().snapshot();
    let catalogue = &snapshot.catalogue;
    let in_force = catalogue.in_force(&code, today);
    let asked_for = asked.get("phien-ban").parse::<Uuid>().ok().and_then(|version| catalogue.version(version));
    let shown = asked_for.filter(|one| one.package.code == code).or_else(|| in_force.clone());
    let shown = match shown {
        Some(shown) => shown,
        None => catalogue.versions(&code).last().cloned().ok_or_else(Problem::not_found)?,
    };
    let package = &shown.package;
    let is_current = in_force.is_some_and(|one| one.version == shown.version);
    let field = catalogue.field(&package.field);
    let body = html! {
        @if !is_current { (not_in_force(lang, catalogue, &shown, today)) }
        p {
            (tag::plain(views::online(lang, package))) " "
            span.aside { (lang.pick("Mã thủ tục ", "Code ")) (package.code) }
        }
        @if is_current { (way_in(lang, package)) }
        (card(lang.pick("Khi nào xong?", "When will it be done?"), when(&visitor, &snapshot, package, is_current)))
        (card(lang.pick("Cần giấy tờ gì?", "Which papers are needed?"), views::papers(lang, package)))
        (card(lang.pick("Hết bao nhiêu tiền?", "How much is it?"), views::fee(lang, package, today)))
        (card(lang.pick("Ai làm được, nộp ở đâu?", "Who may apply, and where?"), who(lang, package)))
        (card(lang.pick("Nhận được gì?", "What is issued?"), results(lang, package)))
        (card(lang.pick("Hồ sơ đi qua những bước nào?", "Which steps does it take?"), html! {
            @if package.steps_template.is_some() {
                (notice(lang, Tone::Info, html! { p {
                    (lang.pick(
                        "Chưa có quy trình nội bộ được công bố cho thủ tục này; các bước dưới đây theo mẫu chung.",
                        "No workflow was published for this procedure; the steps follow the general pattern.",
                    ))
                } }))
            }
            (views::steps(lang, package))
        }))
        (opens(lang.pick("Căn cứ pháp lý", "Legal basis"), html! {
            ul { @for act in &package.legal { li { (act.number) " — " (act.title) } } }
        }))
        (related(lang, catalogue, package, today))
        (opens(lang.pick("Về bản mô tả này", "About this description"), about(lang, &shown)))
    };
    let mut page = Page::new(package.plain_name.get(lang)).crumb(lang.pick("Thủ tục", "Procedures"), "/thu-tuc");
    if let Some(field) = field {
        page = page.crumb(field.name.get(lang), format!("/thu-tuc?linh-vuc={}", field.key));
    }
    if package.plain_name != package.name {
        page = page.lead(package.name.get(lang));
    }
    Ok(page.body(body))
}

/// The button that begins a dossier, or where to go instead.
fn way_in(lang: Lang, package: &Package) -> Markup {
    let online = package.service_level != ServiceLevel::Info && package.channels.contains(&Channel::Online);
    html! {
        @if online {
            p.actions { (link(lang.pick("Nộp hồ sơ", "Apply"), format!("/nop-ho-so/{}", package.code))) }
            @if let Some(level) = package.identity_level {
                p.aside { (lang.pick("Khi nộp trực tuyến phải đăng nhập bằng ", "To file online, sign in with ")) (level.label().get(lang).to_lowercase()) "." }
            }
            @if package.service_level == ServiceLevel::Partial {
                p.aside { (package.service_reason.get(lang)) "." }
            }
        } @else {
            (notice::with_title(lang, Tone::Info, lang.pick("Thủ tục này chưa nộp trực tuyến", "This procedure is not filed online"), html! {
                p { (lang.pick("Mời bạn đến: ", "Please go to: ")) (package.reception.get(lang)) "." }
                p { (package.service_reason.get(lang)) "." }
            }))
        }
    }
}

fn when(visitor: &Visitor, snapshot: &Snapshot, package: &Package, is_current: bool) -> Markup {
    let lang = visitor.lang;
    let usual = package.usual_case();
    html! {
        @if let Some(promise) = usual.filter(|_| is_current).and_then(|case| promise(visitor, snapshot, case.term)) { (promise) }
        p { (package.term_text.get(lang)) "." }
        @if package.cases.len() > 1 || package.cases.iter().any(|case| case.note.is_some()) {
            ul {
                @for case in &package.cases {
                    li {
                        (case.name.get(lang)) ": " strong { (case.term.label(lang)) }
                        @if let Some(note) = &case.note { br; span.aside { (note.get(lang)) } }
                    }
                }
            }
        }
        @for note in &package.notes { p.aside { (note.get(lang)) "." } }
    }
}

/// When the result would be due if a dossier were accepted now, and why.
fn promise(visitor: &Visitor, snapshot: &Snapshot, term: Term) -> Option<Promise> {
    let lang = visitor.lang;
    let received = [ClockEvent::Received { at: visitor.now, term }];
    let promised = ledger::promise(&received, &snapshot.calendar, &snapshot.rules).ok()?;
    let label = lang.pick("Nếu được tiếp nhận bây giờ, hẹn trả kết quả", "If accepted now, promised for");
    let date = Promise::new(lang, label, promised.due.label(lang)).machine(promised.due.date().to_string());
    Some(promised.reasons.iter().fold(date, |date, reason| date.because_of(reason.text(lang), reason.rule(lang))))
}

fn who(lang: Lang, package: &Package) -> Markup {
    let applicants = package.applicants.iter().map(|kind| kind.label().get(lang)).collect::<Vec<_>>().join("; ");
    let conditions = html! { ul { @for condition in &package.conditions { li { (condition.get(lang)) } } } };
    let channels = html! { ul { @for channel in &package.channels { li { (channel.label().get(lang)) } } } };
    let coordinating = package.coordinating.iter().map(|who| who.get(lang)).collect::<Vec<_>>().join("; ");
    let mut facts = details().row(
        lang.pick("Ai nộp", "Who applies"),
        html! {
            (applicants)
            @if let Some(note) = &package.applicants_note { br; span.aside { (note.get(lang)) } }
        },
    );
    if !package.conditions.is_empty() {
        facts = facts.row(lang.pick("Điều kiện", "Conditions"), conditions);
    }
    let facts = facts
        .row(lang.pick("Cách nộp", "How to file"), channels)
        .text(lang.pick("Nơi nộp", "Where"), package.reception.get(lang))
        .text(lang.pick("Ai quyết định", "Who decides"), package.agency.get(lang))
        .text(lang.pick("Phối hợp với", "Together with"), &coordinating);
    html! { (facts) }
}

fn results(lang: Lang, package: &Package) -> Markup {
    html! {
        ul {
            @for result in &package.results {
                li {
                    (result.name.get(lang))
                    span.aside {
                        " (" (result.media.iter().map(|media| media.label().get(lang).to_lowercase()).collect::<Vec<_>>().join(", ")) ")"
                    }
                }
            }
        }
        @if let Some(validity) = &package.result_validity {
            p { (lang.pick("Có giá trị: ", "Good for: ")) (validity.get(lang)) "." }
        }
    }
}

fn related(lang: Lang, catalogue: &Catalogue, package: &Package, day: jiff::civil::Date) -> Markup {
    let known: Vec<_> =
        package.related.iter().filter_map(|other| Some((other, catalogue.in_force(&other.code, day)?))).collect();
    html! {
        @if !known.is_empty() {
            (opens(lang.pick("Thủ tục liên quan", "Related procedures"), html! {
                ul {
                    @for (other, one) in &known {
                        li {
                            (other.relation.label().get(lang)) ": "
                            a href=(address(&other.code)) { (one.package.plain_name.get(lang)) }
                        }
                    }
                }
            }))
        }
    }
}

fn about(lang: Lang, shown: &Published) -> Markup {
    let package = &shown.package;
    let to_check = package.sureness.to_check.iter().map(|what| what.get(lang)).collect::<Vec<_>>().join("; ");
    let facts = details()
        .text(lang.pick("Áp dụng từ ngày", "Applies from"), &format::date(package.valid_from))
        .text(lang.pick("Đến hết ngày", "Until"), &package.valid_to.map(format::date).unwrap_or_default())
        .text(lang.pick("Đưa lên ngày", "Published on"), &format::date(base::clock::wall(shown.published_at).date()))
        .text(
            lang.pick("Mức chắc chắn của nội dung", "Sureness of the content"),
            package.sureness.content.label().get(lang),
        )
        .text(lang.pick("Cần đối chiếu thêm", "Still to be checked"), &to_check)
        .text(
            lang.pick("Sau khi bỏ cấp huyện", "After the district level ended"),
            package.after_districts.as_ref().map_or("", |after| after.get(lang)),
        );
    html! { (facts) }
}

fn not_in_force(lang: Lang, catalogue: &Catalogue, shown: &Published, today: jiff::civil::Date) -> Markup {
    let package = &shown.package;
    let title = match package.valid_to.filter(|last| *last < today) {
        Some(last) => {
            format!("{} {}", lang.pick("Bản này hết áp dụng sau ngày", "This version ended after"), format::date(last))
        }
        None if package.valid_from > today => {
            format!(
                "{} {}",
                lang.pick("Bản này áp dụng từ ngày", "This version applies from"),
                format::date(package.valid_from)
            )
        }
        None => lang.pick("Đây là bản cũ của thủ tục", "This is an older version").to_owned(),
    };
    notice::with_title(
        lang,
        Tone::Warn,
        &title,
        html! {
            @if let Some(after) = &package.after_districts { p { (after.get(lang)) "." } }
            @if catalogue.in_force(&package.code, today).is_some() {
                p { a href=(address(&package.code)) { (lang.pick("Xem bản đang áp dụng", "See the version in force")) } }
            }
        },
    )
}
