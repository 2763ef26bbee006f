//! Making a move on a dossier.

use axum::extract::{Path, State};
use base::{Lang, text::format};
use store::{Tx, idempotency};
use web::{Answer, App, Problem, SeeOther, Submitted, Visitor, Words};

use super::{
    Desk,
    moves::{self, Args, VERSION},
    overtaken, read,
    sheet::Sheet,
    wrong,
};
use crate::{
    dossiers::{
        commands::{self, Context, MoveError, Target},
        domain::{Move, TRANSITIONS},
        pages::{
            desk::{dossier_at, rows::Now},
            names,
        },
        queries,
    },
    office::{Office, Snapshot},
};

/// `POST /xu-ly/{id}/{move}`: makes a move once, however often the form is sent; shows the form again when something is
/// wrong with it, and the dossier as it stands now when somebody else was faster.
pub(in crate::dossiers::pages::desk) async fn make(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, word)): Path<(String, String)>,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let id = names::id(&id)?;
    let mv = TRANSITIONS.iter().map(|line| line.mv).find(|mv| mv.key() == word).ok_or_else(Problem::not_found)?;
    let version: i64 = typed.hidden(VERSION)?;
    let key = typed.key(&app.ids).to_string();
    let snapshot = app.get::<Office>().snapshot();
    let sheet = read(&app, &visitor, &snapshot, id).await?;
    let actor = visitor.actor()?;
    let desk = Desk {
        app: &app,
        visitor: &visitor,
        actor,
        lang: visitor.lang,
        snapshot: &snapshot,
        sheet: &sheet,
        now: Now::of(&snapshot, visitor.now),
        tried: None,
    };
    // A form whose dossier moved on meanwhile is not read against what it was not drawn for. Perhaps it is this form, sent
    // twice, that moved it: its key will tell. Papers can be added whoever moved it.
    let fits = sheet.moves.contains(&mv) && (version == sheet.dossier.head.seq || mv == Move::Attach);
    let args = if fits { moves::read(&desk, mv, &mut typed).await? } else { None };
    if !typed.is_good() {
        return Ok(wrong(&app, &visitor, &snapshot, &sheet, mv, &typed)?.into());
    }
    let target = Target { id, version: Some(version) };
    match write(&app, &visitor, &snapshot, &key, target, mv, args).await {
        Ok(()) => {
            let after = read(&app, &visitor, &snapshot, id).await?;
            Ok(SeeOther::to(dossier_at(id)).done(done(mv, &after)).into())
        }
        Err(MoveError::Changed(_) | MoveError::NotNow(_)) => {
            let fresh = read(&app, &visitor, &snapshot, id).await?;
            Ok(overtaken(&app, &visitor, &snapshot, &fresh, mv, &typed)?.into())
        }
        Err(MoveError::Invalid(field, why)) => {
            typed.error(format!("{}.{field}", mv.key()), why);
            Ok(wrong(&app, &visitor, &snapshot, &sheet, mv, &typed)?.into())
        }
        Err(MoveError::Clock(why)) => {
            let field = if mv == Move::Extend { "extend.to" } else { mv.key() };
            typed.error(field, Words::new(why.message(Lang::Vi), why.message(Lang::En)));
            Ok(wrong(&app, &visitor, &snapshot, &sheet, mv, &typed)?.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// One durable transaction under the form's key. Two copies of one form may be on their way at once: the one that comes
/// second finds the dossier changed, looks again, and then finds what the first has done.
async fn write(
    app: &App,
    visitor: &Visitor,
    snapshot: &Snapshot,
    key: &str,
    target: Target,
    mv: Move,
    args: Option<Args>,
) -> Result<(), MoveError> {
    let mut tries = 0;
    loop {
        tries += 1;
        let (actor, now, ids) = (visitor.actor.clone().ok_or(MoveError::Forbidden)?, visitor.now, app.ids.clone());
        let (snapshot, key, args) = (snapshot.clone(), key.to_owned(), args.clone());
        let written = app
            .write(move |tx| {
                let cx = snapshot.context(&actor, now, &ids);
                idempotency::once(tx, Some(&key), actor.account, now, |tx| match args.clone() {
                    Some(args) => args.make(tx, &cx, target).map(|dossier| dossier.head.seq),
                    None => Err(refused(tx, &cx, target, mv)),
                })
            })
            .await;
        match written {
            Ok(_) => return Ok(()),
            Err(MoveError::Changed(_) | MoveError::Store(store::Error::Duplicate(_))) if tries == 1 => {}
            Err(MoveError::Store(store::Error::Duplicate(_) | store::Error::Stale)) => {
                return Err(MoveError::Store(store::Error::Stale));
            }
            Err(error) => return Err(error),
        }
    }
}

/// Why a move that is not offered cannot be made.
fn refused(tx: &mut Tx, cx: &Context, target: Target, mv: Move) -> MoveError {
    let dossier = match queries::by_id(tx, cx.actor, target.id) {
        Ok(Some(dossier)) => dossier,
        Ok(None) => return MoveError::NotFound,
        Err(error) => return error.into(),
    };
    if target.version.is_some_and(|version| version != dossier.head.seq) {
        return MoveError::Changed(dossier.state);
    }
    match commands::check(cx.actor, &dossier, mv) {
        Ok(()) => MoveError::NotNow(dossier.state),
        Err(error) => error,
    }
}

/// What was done, and what follows for the applicant.
fn done(mv: Move, after: &Sheet) -> Words {
    let dossier = &after.dossier;
    let code = &dossier.code;
    let due = dossier.due.map(|due| format::date(due.on));
    match (mv, due) {
        (Move::Accept, Some(due)) => Words::new(
            format!("Đã tiếp nhận hồ sơ {code}, hẹn trả kết quả ngày {due}."),
            format!("Dossier {code} is accepted and promised for {due}."),
        ),
        (Move::Extend, Some(due)) => Words::new(
            format!("Đã xin lỗi và hẹn lại hồ sơ {code} đến ngày {due}."),
            format!("An apology was sent; dossier {code} is now promised for {due}."),
        ),
        _ => Words::new(
            format!(
                "Đã thực hiện: {}. Hồ sơ {code}: {}.",
                mv.label().vi.to_lowercase(),
                dossier.state.label().vi.to_lowercase()
            ),
            format!(
                "Done: {}. Dossier {code}: {}.",
                mv.label().en.to_lowercase(),
                dossier.state.label().en.to_lowercase()
            ),
        ),
    }
}
