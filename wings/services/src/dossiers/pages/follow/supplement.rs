//! Sending what is missing: what was asked for one by one, files for each, a word to it.

use axum::extract::{Path, State};
use base::Text;
use jiff::Timestamp;
use store::idempotency;
use web::{
    Answer, App, Field, Markup, Problem, SeeOther, Submitted, Visitor, Words, html,
    ui::{Form, button},
    words::Pair,
};

use super::one;
use crate::{
    catalogue::domain::Package,
    dossiers::{
        commands::{MoveError, Supplement, attach, supplement},
        domain::{Dossier, Event, PaperKind},
        pages::{names, uploads},
        papers::{self, Paper},
        queries::{self, Moment},
    },
    office::Office,
};

/// What the applicant says to it.
const NOTE: Field =
    Field::new("loi_nhan", Text::new("Lời nhắn cho cán bộ", "A word to the officer")).max(2000).hint(Text::new(
        "Ghi nếu có điều cần giải thích, hoặc bạn sẽ nộp bản giấy tại quầy.",
        "If something needs explaining, or you will bring it on paper.",
    ));

/// What was asked for last, and when.
pub(super) fn asked(moments: &[Moment]) -> (&[String], Timestamp) {
    let last = moments.iter().rev().find_map(|moment| match &moment.event {
        Event::SupplementAsked { items, .. } => Some((items.as_slice(), moment.at)),
        _ => None,
    });
    last.unwrap_or((&[], Timestamp::MAX))
}

/// What was sent since it was asked for and not yet handed in: after an error with another file.
fn sent(papers: &[Paper], since: Timestamp) -> impl Iterator<Item = &Paper> {
    papers.iter().filter(move |paper| paper.kind == PaperKind::Submitted && paper.at > since)
}

fn input(index: usize) -> String {
    format!("giay.{index}")
}

/// The form: one upload for each thing asked.
pub(super) fn form(
    app: &App,
    visitor: &Visitor,
    typed: &Submitted,
    dossier: &Dossier,
    moments: &[Moment],
    papers: &[Paper],
) -> Markup {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let rule = uploads::rule();
    let (asked, since) = asked(moments);
    let names: Vec<String> = (0..asked.len()).map(input).collect();
    html! {
        (fields.post(format!("{}/{}/bo-sung", super::MINE, dossier.id), html! {
            (fields.key(&app.ids))
            input type="hidden" name="phien_ban" value=(dossier.head.seq);
            @if sent(papers, since).next().is_some() {
                div {
                    p { strong { (lang.pick("Tệp đã tải lên", "Uploaded already")) } }
                    ul { @for paper in sent(papers, since) { li { (paper.name) } } }
                }
            }
            @for (name, item) in names.iter().zip(asked) {
                @let field = Field::of(name, Pair::new(item, item)).required();
                (fields.file(&field, &rule))
            }
            (fields.area(&NOTE).rows(3))
            (button(lang.pick("Gửi bổ sung", "Send")))
        }).with_files().draft())
    }
}

/// `POST /ho-so-cua-toi/{id}/bo-sung`.
pub(super) async fn send(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let id = names::id(&id)?;
    let actor = visitor.actor()?.clone();
    let snapshot = app.get::<Office>().snapshot();
    let reader = actor.clone();
    let (dossier, moments, before) = app
        .read(move |tx| {
            let dossier = queries::own(tx, &reader, id)?.ok_or_else(Problem::not_found)?;
            Ok::<_, Problem>((dossier, queries::timeline(tx, id)?, papers::of(tx, id.into())?))
        })
        .await?;
    let published = snapshot.catalogue.version(dossier.version);
    let package = published.as_deref().map(|published| &published.package);
    let (rule, note) = (uploads::rule(), typed.lines(&NOTE));
    let (asked, since) = asked(&moments);
    let mut brought = Vec::new();
    for (index, item) in asked.iter().enumerate() {
        let name = input(index);
        let field = Field::of(&name, Pair::new(item, item));
        let component = package.and_then(|package| component(package, item));
        brought.extend(uploads::keep(&app, &mut typed, &field, &rule, component, PaperKind::Submitted).await?);
    }
    if brought.is_empty() && note.is_empty() && sent(&before, since).next().is_none() && typed.is_good() {
        let words = Words::new(
            "Hãy chọn ít nhất một tệp, hoặc viết lời nhắn nếu bạn nộp bản giấy.",
            "Choose at least one file, or write a word if you bring it on paper.",
        );
        typed.error(input(0), words);
    }
    let whole = typed.is_good();
    let version: i64 = typed.hidden("phien_ban")?;
    // What is good is kept even when something else is wrong; the form then comes back under a new key.
    let key = format!("{}{}", typed.key(&app.ids), if whole { "" } else { ":tep" });
    let (now, ids) = (visitor.now, app.ids.clone());
    app.write(move |tx| {
        let cx = snapshot.context(&actor, now, &ids);
        idempotency::once(tx, Some(&key), actor.account, now, |tx| {
            let dossier = queries::own(tx, &actor, id)?.ok_or_else(Problem::not_found)?;
            if dossier.head.seq != version {
                return Err(MoveError::Changed(dossier.state).into());
            }
            for paper in &brought {
                attach(tx, &cx, id.into(), paper.clone())?;
            }
            if whole {
                supplement(tx, &cx, id.into(), Supplement { note: note.clone() })?;
            }
            Ok::<_, Problem>(())
        })
    })
    .await?;
    if !whole {
        return Ok(one::again(&app, &visitor, id, &typed).await?.into());
    }
    let done = Text::new("Đã gửi bổ sung. Bạn không cần làm gì thêm.", "Sent. You need not do anything else.");
    Ok(SeeOther::to(format!("{}/{id}", super::MINE)).done(done).into())
}

/// The paper of the procedure that an officer asked for by its name.
fn component<'p>(package: &'p Package, item: &str) -> Option<&'p str> {
    package.papers.iter().find(|paper| paper.name.vi == item.trim()).map(|paper| paper.id.as_str())
}
