use axum::extract::State;
use base::Text;
use directory::Doer;
use store::idempotency;
use uuid::Uuid;
use web::{
    Answer, App, Field, Markup, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Form, Tone, button, card, notice},
};

use super::{LIST, address, findings, numbered};
use crate::{
    catalogue::{
        Catalogue, PublishError,
        domain::{Finding, Package},
        examine, posts, publish,
    },
    office::{Office, Snapshot},
};

/// The longest source taken, in characters: three times the longest procedure there is.
const LONGEST: usize = 60_000;

const SOURCE: Field = Field::new("noi_dung", Text::new("Nội dung gói thủ tục (TOML)", "The package (TOML)"))
    .required()
    .max(LONGEST)
    .hint(Text::new(
        "Dán cả tệp. Cách viết: docs/guides/add-a-procedure.md.",
        "Paste the whole file. How to write it: docs/guides/add-a-procedure.md.",
    ));
/// Which button was pressed: checking changes nothing.
const DEED: &str = "lam";
const CHECK: &str = "kiem-tra";
const PUBLISH: &str = "cong-bo";

/// What the checks say of a text.
type Examined = Result<(Package, Vec<Finding>), Vec<Finding>>;

/// `GET /quan-tri/thu-tuc/moi`, filled in with a version when `tu` names one.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, asked: Submitted) -> Page {
    let from = asked.get("tu").parse::<Uuid>().ok().and_then(|id| app.get::<Office>().catalogue.get().version(id));
    let typed = match from {
        Some(from) => Submitted::blank().with(SOURCE.name, &from.source),
        None => Submitted::blank(),
    };
    form(&app, &visitor, &typed, None)
}

fn form(app: &App, visitor: &Visitor, typed: &Submitted, examined: Option<&Examined>) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let body = html! {
        (fields.summary())
        @if let Some(examined) = examined { (verdict(lang, examined)) }
        (fields.post("/quan-tri/thu-tuc/moi", html! {
            (fields.key(&app.ids))
            (fields.area(&SOURCE).rows(24))
            p.actions {
                (button(lang.pick("Kiểm tra", "Check")).quiet().sends(DEED, CHECK))
                (button(lang.pick("Công bố", "Publish")).sends(DEED, PUBLISH))
            }
        }).draft())
        @if examined.is_some() {
            (card(lang.pick("Văn bản đã kiểm tra", "The text that was checked"), numbered(typed.get(SOURCE.name))))
        }
    };
    Page::new(lang.pick("Công bố phiên bản thủ tục", "Publish a version of a procedure"))
        .crumb(lang.pick("Danh mục thủ tục", "Catalogue"), LIST)
        .desk()
        .body(body)
}

/// Whether it may be published, and everything there is to say.
fn verdict(lang: base::Lang, examined: &Examined) -> Markup {
    let (tone, title, said) = match examined {
        Ok((_, said)) => (Tone::Good, lang.pick("Công bố được", "It may be published"), said),
        Err(said) => (Tone::Bad, lang.pick("Chưa công bố được", "It cannot be published yet"), said),
    };
    html! {
        (notice::with_title(lang, tone, title, html! {
            @match examined {
                Ok((package, _)) => p { (package.code) " — " (package.name.get(lang)) },
                Err(_) => p { (lang.pick("Sửa các dòng dưới đây rồi kiểm tra lại.", "Put the lines below right and check again.")) },
            }
        }))
        @if !said.is_empty() { (findings(lang, said)) }
    }
}

/// `POST /quan-tri/thu-tuc/moi`: checks, or publishes what passes its checks.
pub(super) async fn send(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<Answer, Problem> {
    // Line ends as browsers send them would shift nothing, but the record keeps texts as files have them.
    let source = typed.get(SOURCE.name).replace("\r\n", "\n");
    typed.lines(&SOURCE);
    if !typed.is_good() {
        return Ok(form(&app, &visitor, &typed, None).unprocessable().into());
    }
    let office = app.get::<Office>();
    let snapshot = office.snapshot();
    let examined = look(&app, &visitor, &snapshot, &source).await?;
    let Ok((package, _)) = &examined else {
        return Ok(form(&app, &visitor, &typed, Some(&examined)).unprocessable().into());
    };
    if typed.get(DEED) != PUBLISH {
        return Ok(form(&app, &visitor, &typed, Some(&examined)).into());
    }
    let (doer, key, now) = (Doer::of(&app, &visitor)?, typed.key(&app.ids).to_string(), visitor.now);
    let (account, agencies) = (visitor.actor()?.account, snapshot.agencies.clone());
    let published = app
        .write(move |tx| {
            idempotency::once(tx, Some(&key), account, now, |tx| publish(tx, doer.act(), &agencies, &source))
        })
        .await;
    match published {
        Ok(_) => {
            // The new catalogue takes the old one's place only when it can be read whole.
            let catalogue = app.read(Catalogue::load).await.map_err(Problem::from)?;
            office.catalogue.set(catalogue);
            let done = Text::new("Đã công bố.", "It was published.");
            Ok(SeeOther::to(address(&package.code)).done(done).into())
        }
        Err(PublishError::Forbidden) => Err(Problem::forbidden()),
        Err(PublishError::Findings(said)) => Ok(form(&app, &visitor, &typed, Some(&Err(said))).unprocessable().into()),
        Err(PublishError::Store(error)) => Err(error.into()),
    }
}

async fn look(app: &App, visitor: &Visitor, snapshot: &Snapshot, source: &str) -> Result<Examined, Problem> {
    let (agencies, today) = (snapshot.agencies.clone(), visitor.today);
    let held = app.read(move |tx| posts(tx, &agencies, today)).await.map_err(Problem::from)?;
    Ok(examine(&snapshot.agencies, &|level, role| held.contains(&(level, role)), source))
}
