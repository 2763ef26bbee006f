//! The receipt that is given at the counter: code, promise and reasons, where to follow it. It can be printed.

use axum::extract::{Path, State};
use base::{DossierId, clock::wall, text::format};
use maud::html;
use web::{
    App, Page, Problem, Visitor,
    ui::{Tone, details, link, notice},
};

use super::{COUNTER, work};
use crate::{
    dossiers::{
        domain::{Channel, State as Stands},
        pages::{answers, follow, names, promise},
        papers::{self, Paper},
        queries,
    },
    office::Office,
};

/// The receipt of a dossier.
pub(super) fn address(id: DossierId) -> String {
    format!("{COUNTER}/{id}/bien-nhan")
}

/// `GET /tiep-nhan/{id}/bien-nhan`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let (id, actor) = (work::id(&id)?, visitor.actor()?.clone());
    let (dossier, papers, answers, moments): (_, Vec<Paper>, _, _) = app
        .read(move |tx| {
            let dossier = queries::by_id(tx, &actor, id)?.ok_or_else(Problem::not_found)?;
            let papers = papers::of(tx, id.into())?;
            Ok::<_, Problem>((dossier, papers, queries::answers(tx, id)?, queries::timeline(tx, id)?))
        })
        .await?;
    let snapshot = app.get::<Office>().snapshot();
    let published = snapshot.catalogue.version(dossier.version);
    let package = published.as_deref().map(|published| &published.package);
    let name = package.map_or(dossier.procedure.as_str(), |package| package.name.get(lang));
    let agency = names::agency(&snapshot, dossier.agency, dossier.filed_at);
    let on_paper = answers::on_paper(lang, package, &answers);
    let by = moments.first().filter(|_| dossier.channel != Channel::Online).map(|moment| moment.by.as_str());
    let track = follow::tracking(&dossier.code);
    let body = html! {
        section.promise aria-label=(lang.pick("Mã hồ sơ", "Dossier code")) {
            p.label { (lang.pick("Mã hồ sơ", "Dossier code")) }
            p.date { (dossier.code) }
        }
        (details()
            .text(lang.pick("Thủ tục", "Procedure"), name)
            .text(lang.pick("Nơi nhận", "Taken in at"), &agency)
            .text(lang.pick("Người nộp", "Applicant"), &dossier.applicant_name)
            .text(lang.pick("Nhận lúc", "At"), &format::date_time(wall(dossier.filed_at)))
            .text(lang.pick("Cách nộp", "By"), dossier.channel.label().get(lang))
            .text(lang.pick("Cán bộ nhận", "Taken in by"), by.unwrap_or_default()))
        @match promise::running(lang, &snapshot, &dossier.clock, visitor.now) {
            Some(promise) => (promise.open()),
            None if dossier.state == Stands::Filed => (notice(lang, Tone::Info, html! {
                p { (lang.pick("Hồ sơ đã được nhận, chưa tiếp nhận chính thức nên chưa có ngày hẹn.", "Taken in; not accepted yet, so there is no date.")) }
            })),
            None => {},
        }
        @if !papers.is_empty() || !on_paper.is_empty() {
            section.part-of {
                h2 { (lang.pick("Giấy tờ đã nhận", "Papers taken in")) }
                ul {
                    @for name in &on_paper { li { (name) " (" (lang.pick("bản giấy", "on paper")) ")" } }
                    @for paper in &papers { li { (paper.name) } }
                }
            }
        }
        p {
            (lang.pick("Theo dõi hồ sơ bằng mã này tại mục Tra cứu hồ sơ: ", "Follow it by this code under Track a dossier: "))
            a href=(track) { (track) }
        }
        p.actions {
            (link(lang.pick("Nhận hồ sơ khác", "Take in another"), COUNTER))
            (link(lang.pick("Mở hồ sơ", "Open the dossier"), format!("/xu-ly/{}", dossier.id)).quiet())
        }
    };
    let title = if dossier.accepted_at.is_some() {
        lang.pick("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt with appointment")
    } else {
        lang.pick("Đã nhận hồ sơ", "The dossier was taken in")
    };
    Ok(Page::new(title).crumb(lang.pick("Tiếp nhận", "Counter"), COUNTER).body(body))
}
