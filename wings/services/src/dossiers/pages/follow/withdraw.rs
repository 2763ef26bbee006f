//! Taking one's own dossier back.

use axum::extract::{Path, State};
use base::Text;
use web::{Answer, App, Field, Problem, SeeOther, Submitted, Visitor};

use super::one;
use crate::{
    dossiers::{
        commands::{Target, Withdraw, withdraw},
        pages::names,
        queries,
    },
    office::Office,
};

/// Why it is taken back.
pub(super) const REASON: Field =
    Field::new("ly_do_rut", Text::new("Lý do rút hồ sơ", "Why you take it back")).required().max(1000).hint(Text::new(
        "Viết ngắn gọn, ví dụ: tôi muốn bổ sung giấy tờ rồi nộp lại.",
        "A few words, such as: I will file again later.",
    ));

/// `POST /ho-so-cua-toi/{id}/rut`.
pub(super) async fn send(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let id = names::id(&id)?;
    let reason = typed.lines(&REASON);
    if !typed.is_good() {
        return Ok(one::again(&app, &visitor, id, &typed).await?.into());
    }
    let target = Target { id, version: Some(typed.hidden("phien_ban")?) };
    let (actor, now, ids) = (visitor.actor()?.clone(), visitor.now, app.ids.clone());
    let snapshot = app.get::<Office>().snapshot();
    app.write(move |tx| {
        let cx = snapshot.context(&actor, now, &ids);
        queries::own(tx, &actor, id)?.ok_or_else(Problem::not_found)?;
        withdraw(tx, &cx, target, Withdraw { reason: reason.clone() })?;
        Ok::<_, Problem>(())
    })
    .await?;
    let done = Text::new("Đã rút hồ sơ.", "The dossier was taken back.");
    Ok(SeeOther::to(format!("{}/{id}", super::MINE)).done(done).into())
}
