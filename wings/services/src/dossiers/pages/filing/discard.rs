//! Throwing a draft away.

use axum::extract::{Path, State};
use base::Text;
use maud::{Markup, html};
use web::{
    App, Problem, SeeOther, Visitor,
    ui::{Confirm, Form, button},
};

use super::work::{self, Work};
use crate::{
    dossiers::{commands::discard_draft, pages::follow},
    office::Office,
};

/// The question whether to, on the last step.
pub(super) fn question(fields: &Form, work: &Work) -> Markup {
    let lang = fields.lang;
    let body = html! {
        p { (lang.pick("Mọi nội dung đã nhập và giấy tờ đã tải lên của bản nháp này sẽ mất.", "Everything typed and uploaded in this draft will be gone.")) }
        (fields.post(format!("{}/xoa", super::address(work.draft.id)), html! {
            (button(lang.pick("Xoá bản nháp", "Delete the draft")).danger())
        }))
    };
    html! { (Confirm::new(lang.pick("Xoá bản nháp", "Delete the draft"), body).danger()) }
}

/// `POST /ho-so-nhap/{id}/xoa`.
pub(super) async fn discard(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<SeeOther, Problem> {
    let id = work::id(&id)?;
    let (actor, now, ids) = (visitor.actor()?.clone(), visitor.now, app.ids.clone());
    let to = if actor.person.is_some() { follow::MINE } else { super::COUNTER };
    let snapshot = app.get::<Office>().snapshot();
    app.write(move |tx| Ok::<_, Problem>(discard_draft(tx, &snapshot.context(&actor, now, &ids), id)?)).await?;
    Ok(SeeOther::to(to).done(Text::new("Đã xoá bản nháp.", "The draft was deleted.")))
}
