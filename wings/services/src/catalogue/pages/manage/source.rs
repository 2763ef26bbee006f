use axum::extract::{Path, State};
use uuid::Uuid;
use web::{App, Page, Problem, Visitor, html};

use super::{LIST, address, numbered, span};
use crate::office::Office;

/// The text a version was published from.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(version): Path<Uuid>) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let published = app.get::<Office>().catalogue.get().version(version).ok_or_else(Problem::not_found)?;
    let package = &published.package;
    Ok(Page::new(lang.pick("Văn bản nguồn", "Source"))
        .lead(format!("{} · {}", package.code, span(lang, package.valid_from, package.valid_to)))
        .crumb(lang.pick("Danh mục thủ tục", "Catalogue"), LIST)
        .crumb(package.name.get(lang), address(&package.code))
        .desk()
        .body(html! { (numbered(&published.source)) }))
}
