//! The screen of a dossier: until when and why then, who holds it, what comes next; what was filed; every move the actor
//! may make, in place.

mod content;
mod head;
mod history;
mod make;
mod moves;
mod sheet;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use base::{Actor, DossierId, Lang, clock::wall, text::format};
use maud::{Markup, html};
use web::{
    App, Page, Problem, Submitted, Visitor,
    ui::{Form, Tone, layout, notice, tag},
};

pub(super) use make::make;

use super::{WORK, rows::Now};
use crate::{
    dossiers::{domain::Move, domain::State as Stands, pages::names},
    office::{Office, Snapshot},
};
use sheet::Sheet;

/// A dossier on the screen of an actor.
struct Desk<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    actor: &'a Actor,
    lang: Lang,
    snapshot: &'a Snapshot,
    sheet: &'a Sheet,
    now: Now,
    /// The move that was tried and what was typed for it.
    tried: Option<(Move, &'a Submitted)>,
}

async fn read(app: &App, visitor: &Visitor, snapshot: &Snapshot, id: DossierId) -> Result<Sheet, Problem> {
    let (actor, snapshot, today) = (visitor.actor()?.clone(), snapshot.clone(), visitor.today);
    app.read(move |tx| Sheet::read(tx, &actor, &snapshot, id, today)).await
}

/// `GET /xu-ly/{id}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Page, Problem> {
    let id = names::id(&id)?;
    let snapshot = app.get::<Office>().snapshot();
    let sheet = read(&app, &visitor, &snapshot, id).await?;
    page(&app, &visitor, &snapshot, &sheet, None, html! {})
}

/// The page with the forms as they were typed into, and what is said above all.
fn page(
    app: &App,
    visitor: &Visitor,
    snapshot: &Snapshot,
    sheet: &Sheet,
    tried: Option<(Move, &Submitted)>,
    above: Markup,
) -> Result<Page, Problem> {
    let (lang, dossier) = (visitor.lang, &sheet.dossier);
    let now = Now::of(snapshot, visitor.now);
    let desk = Desk { app, visitor, actor: visitor.actor()?, lang, snapshot, sheet, now, tried };
    let answers = sheet.moves.contains(&Move::Answer);
    let main = html! {
        (head::promise(&desk))
        @if answers { (history::consultations(&desk)) }
        (moves::shown(&desk))
        (content::papers(&desk))
        (content::applicant(&desk))
    };
    let side = html! {
        (head::standing(&desk))
        @if !answers { (history::consultations(&desk)) }
        (history::timeline(&desk))
    };
    let body = html! {
        @if let Some((_, typed)) = tried { (Form::new(lang, typed).summary()) }
        (above)
        (layout::columns(main, side))
    };
    let lead = format!(
        "{} · {} · {}",
        dossier.code,
        dossier.applicant_name,
        names::agency(snapshot, dossier.agency, dossier.filed_at)
    );
    Ok(Page::new(names::procedure(snapshot, lang, dossier.version, &dossier.procedure))
        .above(tag(tone(dossier.state), dossier.state.label().get(lang)))
        .lead(lead)
        .crumb(lang.pick("Việc của tôi", "My work"), WORK)
        .desk()
        .body(body))
}

/// The page with a form that was filled in wrongly.
fn wrong(
    app: &App,
    visitor: &Visitor,
    snapshot: &Snapshot,
    sheet: &Sheet,
    mv: Move,
    typed: &Submitted,
) -> Result<Page, Problem> {
    let again = html! {
        @if !typed.uploads().is_empty() {
            (notice::notice(visitor.lang, Tone::Warn, html! {
                p { (visitor.lang.pick("Tệp đính kèm chưa được lưu, hãy chọn lại tệp.", "The files were not kept; please choose them again.")) }
            }))
        }
    };
    Ok(page(app, visitor, snapshot, sheet, Some((mv, typed)), again)?.unprocessable())
}

/// The page as it is after somebody else was faster: who, what, when, where it stands now; what was typed is kept.
fn overtaken(
    app: &App,
    visitor: &Visitor,
    snapshot: &Snapshot,
    sheet: &Sheet,
    mv: Move,
    typed: &Submitted,
) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let state = sheet.dossier.state.label().get(lang);
    let still = sheet.moves.contains(&mv);
    let above = notice::with_title(
        lang,
        Tone::Warn,
        &match lang {
            Lang::Vi => format!("Chưa thực hiện được: {}", mv.label().vi.to_lowercase()),
            Lang::En => format!("Not done: {}", mv.label().en.to_lowercase()),
        },
        html! {
            @if let Some(last) = sheet.last() {
                p {
                    (lang.pick("Trong lúc bạn mở trang, ", "While this page was open, ")) strong { (last.by) }
                    (lang.pick(" đã cập nhật hồ sơ lúc ", " changed the dossier at ")) (format::date_time(wall(last.at)))
                    ": " (last.event.label().get(lang).to_lowercase()) "."
                }
            }
            p { (lang.pick("Hồ sơ hiện ở trạng thái ", "It now stands at ")) strong { (state) } "." }
            p {
                @if still {
                    (lang.pick(
                        "Bạn vẫn làm được việc này: xem lại thông tin mới bên dưới, nội dung bạn đã nhập còn nguyên trong biểu mẫu, rồi gửi lại.",
                        "You can still do this: look at what is new below; what you typed is still in the form; then send it again.",
                    ))
                } @else {
                    (lang.pick(
                        "Việc này không còn làm được ở bước hiện tại. Nội dung bạn đã nhập còn ở ngay dưới đây để bạn chép lại.",
                        "This cannot be done any more at this step. What you typed is kept below, so that you can copy it.",
                    ))
                }
            }
            @if !still { (moves::kept(lang, mv, typed)) }
        },
    );
    let tried = still.then_some((mv, typed));
    Ok(page(app, visitor, snapshot, sheet, tried, above)?.status(StatusCode::CONFLICT))
}

/// What somebody wrote, line by line.
fn written(text: &str) -> Markup {
    html! {
        @for (n, line) in text.lines().enumerate() {
            @if n > 0 { br; }
            (line)
        }
    }
}

/// How a state is meant.
const fn tone(state: Stands) -> Tone {
    match state {
        Stands::AwaitingSupplement | Stands::Consulting => Tone::Warn,
        Stands::ResultReady | Stands::HandedOver => Tone::Good,
        Stands::Refused | Stands::Stopped => Tone::Bad,
        _ => Tone::Info,
    }
}
