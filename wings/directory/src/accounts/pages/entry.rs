//! The last step of every way in: a session.

use axum::http::HeaderMap;
use base::{AccountId, Proof};
use web::{
    App, Problem, SeeOther, Visitor,
    redirect::local,
    session::{self, Opening},
};

/// Where to go after signing in: the page asked for, never another sign-in page.
pub(super) fn after(next: &str) -> String {
    local(next).filter(|next| !next.starts_with("/dang-")).unwrap_or("/").to_owned()
}

/// Opens a session for an account that has proved itself, and goes on. Whoever signs in over a session that is still open
/// leaves it.
pub(super) async fn enter(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    account: AccountId,
    proof: Proof,
    next: SeeOther,
) -> Result<SeeOther, Problem> {
    let (ids, settings, now) = (app.ids.clone(), app.settings.clone(), visitor.now);
    let opening = Opening::new(account, proof, headers, visitor.address);
    let before = visitor.session.zip(visitor.actor.as_ref().and_then(|actor| actor.account));
    let token = app
        .write(move |tx| {
            if let Some((session, account)) = before {
                session::end(tx, account, session)?;
            }
            session::begin(tx, &ids, &settings, now, &opening)
        })
        .await?;
    Ok(next.cookie(token.cookie(&app.settings)))
}
