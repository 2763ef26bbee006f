//! Styles, scripts, fonts and icons: built from `web/`, embedded in the program, cached for good by their content.

use std::sync::LazyLock;

use axum::{
    Router,
    body::Body,
    extract::{Path, RawQuery},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Dist;

/// Where they are served.
pub const ROOT: &str = "/tai-san";

const FOREVER: &str = "public, max-age=31536000, immutable";

/// The address of a file, with a mark of its content: it changes when the file does and may be cached for good.
pub fn url(name: &str) -> String {
    match Dist::get(name) {
        Some(file) => format!("{ROOT}/{name}?v={}", mark(&file)),
        None => format!("{ROOT}/{name}"),
    }
}

/// The fonts worth fetching before the style sheet is read: regular and bold, Vietnamese and Latin.
pub fn first_fonts() -> &'static [String] {
    static FONTS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let wanted = ["latin-400", "vietnamese-400", "latin-700", "vietnamese-700"];
        let named = |name: &str| wanted.iter().any(|part| name.starts_with(&format!("fonts/be-vietnam-pro-{part}")));
        let mut fonts: Vec<_> = Dist::iter().filter(|name| named(name)).map(|name| format!("{ROOT}/{name}")).collect();
        fonts.sort();
        fonts
    });
    &FONTS
}

fn mark(file: &EmbeddedFile) -> String {
    file.metadata.sha256_hash()[..6].iter().fold(String::new(), |mark, byte| format!("{mark}{byte:02x}"))
}

/// Serves them. Fonts carry their content's hash in their names; the rest carries it in the query.
pub(crate) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let icon = || async { serve("favicon.svg", None, &HeaderMap::new()) };
    Router::new()
        .route(
            "/tai-san/{*name}",
            get(|Path(name): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap| async move {
                serve(&name, query.as_deref(), &headers)
            }),
        )
        .route("/favicon.ico", get(icon))
}

fn serve(name: &str, query: Option<&str>, asked: &HeaderMap) -> Response {
    let Some(file) = Dist::get(name) else { return StatusCode::NOT_FOUND.into_response() };
    let mark = mark(&file);
    let tag = format!("\"{mark}\"");
    let named = query.and_then(|query| query.strip_prefix("v=")) == Some(mark.as_str());
    let cache = if named || name.starts_with("fonts/") { FOREVER } else { "no-cache" };
    let headers = [(header::CACHE_CONTROL, cache), (header::ETAG, tag.as_str()), (header::CONTENT_TYPE, kind(name))];
    if asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, Body::from(file.data.into_owned())).into_response()
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_the_mark_of_the_content_is_cached_for_good() {
        let url = url("app.css");
        let query = url.split_once('?').map(|(_, query)| query);
        let named = serve("app.css", query, &HeaderMap::new());
        assert_eq!(named.headers()[header::CACHE_CONTROL], FOREVER);
        let old = serve("app.css", Some("v=000000000000"), &HeaderMap::new());
        assert_eq!(old.headers()[header::CACHE_CONTROL], "no-cache");
    }

    #[test]
    fn a_browser_that_has_it_is_sent_nothing() {
        let first = serve("app.js", None, &HeaderMap::new());
        let mut asked = HeaderMap::new();
        asked.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(serve("app.js", None, &asked).status(), StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn what_the_pages_need_is_embedded() {
        for name in ["app.css", "app.js", "favicon.svg"] {
            assert!(Dist::get(name).is_some(), "{name}");
        }
        assert_eq!(first_fonts().len(), 4, "{:?}", first_fonts());
    }
}
