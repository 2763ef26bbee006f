//! Doing one thing with many dossiers at once: each is a move of its own, and the answer says which were not made and why.

use axum::extract::State;
use base::{DossierId, Lang};
use maud::{Markup, html};
use store::{Tx, idempotency};
use web::{
    Answer, App, Problem, SeeOther, Submitted, Visitor, Words,
    ui::{Tone, notice},
};

use super::{WORK, dossier_at, work};
use crate::{
    dossiers::{
        commands::{Accept, Context, MoveError, Moved, Target, accept as accept_one},
        queries,
    },
    office::Office,
};

/// What is said when all went well, and the heading when some did not.
#[derive(Clone, Copy)]
pub(super) struct Telling {
    /// `Đã tiếp nhận`.
    pub(super) done: base::Text,
    /// `chưa tiếp nhận được`.
    pub(super) left: base::Text,
}

/// What became of one of many.
enum Outcome {
    Done,
    Left { code: Option<String>, id: DossierId, why: Words },
}

/// `POST /cong-viec/tiep-nhan`: accepts what was ticked, each with the usual term of its procedure.
pub(super) async fn accept(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Answer, Problem> {
    let telling = Telling {
        done: base::Text::new("Đã tiếp nhận", "Accepted"),
        left: base::Text::new("chưa tiếp nhận được", "not accepted"),
    };
    run(&app, &visitor, typed, telling, |tx, cx, target| accept_one(tx, cx, target, Accept::default())).await
}

/// Makes one move on each dossier that was ticked, in a transaction of its own, and shows the list again.
pub(super) async fn run(
    app: &App,
    visitor: &Visitor,
    mut typed: Submitted,
    telling: Telling,
    make: impl Fn(&mut Tx, &Context, Target) -> Moved + Clone + Send + 'static,
) -> Result<Answer, Problem> {
    let snapshot = app.get::<Office>().snapshot();
    let picked = picked(&typed)?;
    if picked.is_empty() {
        typed.error(
            work::PICKED.name,
            Words::new("Hãy đánh dấu ít nhất một hồ sơ trong danh sách.", "Tick at least one dossier in the list."),
        );
        let seen = work::read(app, visitor, &snapshot, &typed).await?;
        let above = web::ui::Form::new(visitor.lang, &typed).summary();
        return Ok(work::page(app, visitor, &snapshot, &typed, &seen, above)?.unprocessable().into());
    }
    let key = typed.key(&app.ids);
    let (mut done, mut left) = (0, Vec::new());
    for (id, version) in picked {
        let target = Target { id, version: Some(version) };
        match one(app, visitor, format!("{key}:{id}"), target, make.clone()).await? {
            Outcome::Done => done += 1,
            outcome => left.push(outcome),
        }
    }
    if left.is_empty() {
        let words = Words::new(
            format!("{} {done} hồ sơ.", telling.done.vi),
            format!("{} {done} {}.", telling.done.en, if done == 1 { "dossier" } else { "dossiers" }),
        );
        let back: Vec<(&str, &str)> =
            work::BACK.into_iter().map(|name| (name, typed.get(name))).filter(|(_, value)| !value.is_empty()).collect();
        let query = Submitted::blank().query_with(&back);
        return Ok(SeeOther::to(format!("{WORK}?{query}")).done(words).into());
    }
    let above = told(visitor.lang, telling, done, &left);
    let asked = work::BACK.into_iter().fold(Submitted::blank(), |asked, name| match typed.get(name) {
        "" => asked,
        value => asked.with(name, value),
    });
    let seen = work::read(app, visitor, &snapshot, &asked).await?;
    Ok(work::page(app, visitor, &snapshot, &asked, &seen, above)?.into())
}

/// What was ticked: dossiers with the version that was on the screen.
fn picked(typed: &Submitted) -> Result<Vec<(DossierId, i64)>, Problem> {
    let read = |value: &str| {
        let (id, version) = value.split_once('.')?;
        Some((id.parse().ok()?, version.parse().ok()?))
    };
    let unreadable = || Problem::new(web::problem::What::Invalid);
    typed.all(work::PICKED.name).take(200).map(|value| read(value).ok_or_else(unreadable)).collect()
}

async fn one(
    app: &App,
    visitor: &Visitor,
    key: String,
    target: Target,
    make: impl Fn(&mut Tx, &Context, Target) -> Moved + Send + 'static,
) -> Result<Outcome, Problem> {
    let (actor, now, ids) = (visitor.actor()?.clone(), visitor.now, app.ids.clone());
    let snapshot = app.get::<Office>().snapshot();
    let moved = app
        .write(move |tx| {
            let cx = snapshot.context(&actor, now, &ids);
            idempotency::once(tx, Some(&key), actor.account, now, |tx| {
                make(tx, &cx, target).map(|dossier| dossier.head.seq)
            })
        })
        .await;
    let why = match moved {
        Ok(_) => return Ok(Outcome::Done),
        Err(MoveError::Store(error)) => return Err(error.into()),
        Err(MoveError::Procedure(why)) => return Err(Problem::internal(why)),
        Err(error) => why(&error),
    };
    let reader = visitor.actor()?.clone();
    let code = app
        .read(move |tx| Ok::<_, Problem>(queries::by_id(tx, &reader, target.id)?.map(|dossier| dossier.code)))
        .await?;
    Ok(Outcome::Left { code, id: target.id, why })
}

fn why(error: &MoveError) -> Words {
    match error {
        MoveError::Changed(now) | MoveError::NotNow(now) => Words::new(
            format!("đã có người xử lý trước, nay ở trạng thái “{}”", now.label().vi),
            format!("somebody else was faster; it is now “{}”", now.label().en),
        ),
        MoveError::Invalid(_, why) => (*why).into(),
        MoveError::Clock(why) => Words::new(why.message(Lang::Vi), why.message(Lang::En)),
        MoveError::Forbidden => Words::new("bạn không được giao việc này", "this is not yours to do"),
        _ => Words::new("không tìm thấy hồ sơ", "not found"),
    }
}

fn told(lang: Lang, telling: Telling, done: usize, left: &[Outcome]) -> Markup {
    let (yes, no) = (telling.done.get(lang), telling.left.get(lang));
    let title = match lang {
        Lang::Vi => format!("{yes} {done} hồ sơ; {} hồ sơ {no}", left.len()),
        Lang::En => format!("{yes}: {done}; {no}: {}", left.len()),
    };
    notice::with_title(
        lang,
        if done == 0 { Tone::Bad } else { Tone::Warn },
        &title,
        html! {
            ul {
                @for outcome in left {
                    @if let Outcome::Left { code, id, why } = outcome {
                        li {
                            @if let Some(code) = code { a href=(dossier_at(*id)) { (code) } ": " }
                            (why.get(lang)) "."
                        }
                    }
                }
            }
        },
    )
}
