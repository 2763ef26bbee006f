//! What was filed: the papers, one by one as the procedure names them, and what the applicant wrote.

use base::{clock::wall, text::format};
use maud::{Markup, html};
use web::ui::{Tone, details, icon, layout, link, tag, tag::plain};

use super::Desk;
use crate::{
    catalogue::domain::{Keyed as _, Needed, Paper as Asked},
    dossiers::{
        domain::{Channel, PaperKind},
        pages::answers,
        papers::Paper,
    },
    population,
};

/// The result, the papers of the procedure with their files and what is missing, and what else is there.
pub(super) fn papers(desk: &Desk) -> Markup {
    let (lang, sheet) = (desk.lang, desk.sheet);
    let asked = sheet.package().map_or(&[][..], |package| package.papers.as_slice());
    let of_kind = |kind| sheet.papers.iter().filter(|paper| paper.kind == kind).collect::<Vec<_>>();
    let others: Vec<&Paper> = of_kind(PaperKind::Submitted)
        .into_iter()
        .filter(|paper| !paper.component.as_ref().is_some_and(|id| asked.iter().any(|known| known.id == *id)))
        .collect();
    let missing: Vec<&str> = sheet.missing().iter().map(|paper| paper.id.as_str()).collect();
    let more = [
        (lang.pick("Kết quả", "Result"), of_kind(PaperKind::Result)),
        (lang.pick("Giấy tờ khác người nộp gửi", "Other papers handed in"), others),
        (lang.pick("Giấy tờ trong quá trình xử lý", "Working papers"), of_kind(PaperKind::Working)),
    ];
    layout::card(
        lang.pick("Thành phần hồ sơ", "Papers"),
        html! {
            @if asked.is_empty() && sheet.papers.is_empty() {
                p { (lang.pick("Thủ tục này không có giấy tờ kèm theo.", "This procedure asks for no papers.")) }
            }
            @if !asked.is_empty() {
                ul.stack role="list" {
                    @for paper in asked { li { (component(desk, paper, missing.contains(&paper.id.as_str()))) } }
                }
            }
            @for (heading, papers) in more.iter().filter(|(_, papers)| !papers.is_empty()) {
                div {
                    h3 { (heading) }
                    (files(desk, papers))
                }
            }
        },
    )
}

/// One paper of the procedure.
fn component(desk: &Desk, asked: &Asked, missing: bool) -> Markup {
    let (lang, sheet) = (desk.lang, desk.sheet);
    let here: Vec<&Paper> = sheet
        .papers
        .iter()
        .filter(|paper| paper.kind == PaperKind::Submitted && paper.component.as_deref() == Some(asked.id.as_str()))
        .collect();
    html! {
        p {
            strong { (asked.name.get(lang)) } " "
            @if !here.is_empty() {
                (tag(Tone::Good, lang.pick("Có", "There")))
            } @else if missing && sheet.dossier.channel == Channel::Online {
                (tag(Tone::Warn, lang.pick("Còn thiếu", "Missing")))
            } @else if missing {
                (tag(Tone::Info, lang.pick("Chưa có bản quét", "Not scanned")))
            } @else if asked.needed == Needed::Always {
                (plain(asked.electronic.label().get(lang)))
            } @else {
                (plain(asked.needed.label().get(lang)))
            }
        }
        @if let Some(condition) = &asked.condition { p.hint { (condition.get(lang)) } }
        (files(desk, &here))
    }
}

/// Files with a link to look at each and one to keep it.
fn files(desk: &Desk, papers: &[&Paper]) -> Markup {
    let lang = desk.lang;
    html! {
        @if !papers.is_empty() {
            ul.attached {
                @for paper in papers {
                    @let href = format!("/giay-to/{}", paper.id);
                    li {
                        (icon::file())
                        a href=(href) target="_blank" rel="noopener" {
                            (paper.name) span.unseen { (lang.pick(" (mở trang mới)", " (opens a new page)")) }
                        }
                        span.size {
                            (web::form::bytes(u64::try_from(paper.size).unwrap_or_default())) ", "
                            (format::date_time(wall(paper.at))) ", " (paper.by_name)
                        }
                        a href={(href) "?tai=1"} { (lang.pick("Tải về", "Download")) span.unseen { " " (paper.name) } }
                    }
                }
            }
        }
    }
}

/// Who applies, and what they wrote into the form.
pub(super) fn applicant(desk: &Desk) -> Markup {
    let (lang, sheet) = (desk.lang, desk.sheet);
    let (dossier, person) = (&sheet.dossier, &sheet.applicant.details);
    let text = |text: Option<String>| text.unwrap_or_default();
    let mut facts = details().text(lang.pick("Họ và tên khi nộp", "Name when filed"), &dossier.applicant_name);
    if let Some(identity) = &person.identity {
        facts = facts.text(identity.kind().label().get(lang), identity.number());
    }
    let facts = facts
        .text(lang.pick("Ngày sinh", "Born"), &text(person.born.map(format::date)))
        .text(lang.pick("Điện thoại", "Telephone"), &text(person.phone.as_ref().map(ToString::to_string)))
        .text(lang.pick("Thư điện tử", "E-mail"), &text(person.email.as_ref().map(ToString::to_string)))
        .text(lang.pick("Địa chỉ", "Address"), &person.address)
        .text(
            lang.pick("Nộp", "Filed"),
            &format!("{}, {}", dossier.channel.label().get(lang), format::date_time(wall(dossier.filed_at))),
        );
    let package = sheet.package();
    let official = package.map_or("", |package| package.name.get(lang));
    let case = package.and_then(|package| package.cases.get(dossier.case)).filter(|_| dossier.accepted_at.is_some());
    let facts = facts
        .text(lang.pick("Tên thủ tục", "Procedure"), official)
        .text(lang.pick("Mã thủ tục", "Procedure code"), &dossier.procedure)
        .text(
            lang.pick("Thời hạn áp dụng", "Term"),
            &case.map(|case| format!("{} ({})", case.term.label(lang), case.name.get(lang))).unwrap_or_default(),
        );
    let form = package.and_then(|package| desk.snapshot.catalogue.form(package));
    layout::card(
        lang.pick("Người nộp và nội dung khai", "The applicant and what was filled in"),
        html! {
            (facts)
            @if desk.actor.may(&population::permissions::LOOK_UP, dossier.agency) {
                p.actions { (link(lang.pick("Tra cứu dân cư", "Ask the population register"), population::address(dossier.id)).quiet()) }
            }
            @if form.is_some() && sheet.answers.as_object().is_some_and(|answers| !answers.is_empty()) {
                details.opens open[sheet.dossier.accepted_at.is_none()] {
                    summary { (lang.pick("Nội dung tờ khai", "What was filled in")) }
                    (answers::shown(lang, form, &sheet.answers))
                }
            }
        },
    )
}
