//! The door: what happens to every request before and after a handler.
//!
//! In: a reference, the general limit, the language switch, the session and whoever is behind it, size of the body,
//! cross-origin protection. Out: pages get their frame, problems become pages or problem+json, redirects carry their
//! message, a script gets the part it asked for, and one line is logged without personal data.

use std::time::Instant;

use axum::{
    Router,
    body::{Body, HttpBody as _},
    extract::{DefaultBodyLimit, FromRequest as _, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use base::{Lang, Proof};
use http_body_util::Limited;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate as _},
    },
    csrf::CsrfLayer,
};
use uuid::Uuid;

use crate::{
    app::{App, Seen},
    assets, cookies,
    form::{Kept, Submitted},
    frame,
    limits::{Kind, address},
    page::Page,
    problem::{Problem, What},
    redirect::{Flash, SeeOther},
    routes::{Pattern, Routes},
    sample, secure, session,
    visitor::{SIGN_IN, SIGN_OUT, Visitor},
};

/// The routes that belong to the edge itself: signing out and, in a demonstration, the style guide.
pub fn routes(app: &App) -> Routes {
    use crate::routes::Access::Public;
    let routes = Routes::new().post(SIGN_OUT, Public, sign_out);
    if app.settings.demo { routes.merge(sample::routes()) } else { routes }
}

/// The whole application as one service: these routes and the edge's own, behind the door.
pub fn open(app: App, routes: Routes) -> Router {
    let small_or_text = DefaultPredicate::new().and(NotForContentType::new("font/"));
    let pages = routes
        .merge(self::routes(&app))
        .router(&app)
        .fallback(async || Problem::not_found())
        .layer(CsrfLayer::new())
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(stumbled))
        .layer(from_fn_with_state(app.clone(), pass));
    pages
        .merge(assets::router())
        .layer(CompressionLayer::new().compress_when(small_or_text))
        .layer(from_fn_with_state(app.clone(), secure::headers))
        .with_state(app)
}

fn stumbled(panic: Box<dyn std::any::Any + Send>) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Problem::internal(said.unwrap_or("a panic that says nothing")).into_response()
}

async fn pass(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let begun = Instant::now();
    let mut visitor = stranger(&app, &request);
    let allowed = app.limiter.take(visitor.address, Kind::General, visitor.now).and_then(|()| {
        if is_multipart(request.headers()) {
            app.limiter.take(visitor.address, Kind::Upload, visitor.now)
        } else {
            Ok(())
        }
    });
    let response = if let Err(seconds) = allowed {
        Problem::too_many(seconds).into_response()
    } else if let Some(switch) = switch_language(&app, &request) {
        switch
    } else {
        match recognise(&app, &mut visitor, request.headers()).await {
            Err(problem) => problem.into_response(),
            Ok(()) => {
                let most =
                    if is_multipart(request.headers()) { app.settings.max_upload } else { app.settings.max_form };
                if request.body().size_hint().lower() > most as u64 {
                    Problem::too_large().into_response()
                } else {
                    let kept = Kept::default();
                    request.extensions_mut().insert(visitor.clone());
                    request.extensions_mut().insert(kept.clone());
                    let request = request.map(|body| Body::new(Limited::new(body, most)));
                    let response = if takes_in(&method, &visitor) && !app.watch.may_write() {
                        refuse_full(&app, request).await
                    } else {
                        next.run(request).await
                    };
                    give_back(response, &kept)
                }
            }
        }
    };
    let pattern = response.extensions().get::<Pattern>().map_or("-", |Pattern(path)| path);
    let status = response.status();
    let took = begun.elapsed();
    app.watch.seen(Seen { method: method.as_str(), route: pattern, status: status.as_u16(), took });
    tracing::info!(
        reference = %visitor.reference, %method, path = pattern, status = status.as_u16(), ms = took.as_millis() as u64,
        "request"
    );
    dress(&app, &visitor, &method, response)
}

/// Whether a request brings something new. Signing in and out must go on as long as they can: one signs in to read.
fn takes_in(method: &Method, visitor: &Visitor) -> bool {
    let path = visitor.bare_path();
    !method.is_safe() && !path.starts_with(SIGN_IN) && path != SIGN_OUT
}

/// Says no before anything is written, once the form was read: what was typed comes back with the answer.
async fn refuse_full(app: &App, request: Request) -> Response {
    let _ = Submitted::from_request(request, app).await;
    Problem::full().into_response()
}

/// Hands what was typed to the page that says that it was not taken in.
fn give_back(mut response: Response, kept: &Kept) -> Response {
    if let Some(problem) = response.extensions_mut().get_mut::<Problem>()
        && matches!(problem.what, What::Unavailable | What::Internal)
    {
        problem.typed = kept.take().map(Box::new);
    }
    response
}

/// What can be said of a visitor before the session was looked up.
fn stranger(app: &App, request: &Request) -> Visitor {
    let headers = request.headers();
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let accept = text("accept").unwrap_or_default();
    let id: Uuid = app.ids.next();
    let now = app.clock.now();
    Visitor {
        lang: cookies::read(headers, &app.settings, cookies::LANG).map_or(Lang::Vi, Lang::from_code),
        actor: None,
        session: None,
        duty: None,
        expired: false,
        htmx: headers.contains_key("hx-request"),
        target: text("hx-target").map(|target| target.rsplit('#').next().unwrap_or(target).to_owned()),
        program: path.starts_with("/api/") || (accept.contains("json") && !accept.contains("html")),
        now,
        today: base::clock::wall(now).date(),
        path,
        flash: cookies::read(headers, &app.settings, cookies::FLASH).and_then(Flash::decode),
        address: address(request, app.settings.proxies),
        reference: id.simple().to_string()[20..].to_owned(),
    }
}

/// `?lang=en` on any page: remembers the choice and shows the same page without it.
fn switch_language(app: &App, request: &Request) -> Option<Response> {
    let query = request.uri().query()?;
    let chosen = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang")?.1;
    if request.method() != Method::GET || !["vi", "en"].contains(&&*chosen) {
        return None;
    }
    let rest = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect::<Vec<_>>().join("&");
    let path = request.uri().path();
    let to = if rest.is_empty() { path.to_owned() } else { format!("{path}?{rest}") };
    let year = jiff::SignedDuration::from_hours(24 * 365);
    Some(SeeOther::to(to).cookie(cookies::set(&app.settings, cookies::LANG, &chosen, Some(year))).into_response())
}

/// Looks up the session a request brought, and who is behind it.
async fn recognise(app: &App, visitor: &mut Visitor, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(secret) = cookies::read(headers, &app.settings, cookies::SESSION).map(str::to_owned) else {
        return Ok(());
    };
    let (settings, identify) = (app.settings.clone(), app.identify.clone());
    let (now, today) = (visitor.now, visitor.today);
    let found = app
        .read(move |tx| {
            let Some(session) = session::find(tx, &settings, now, &secret)? else { return Ok(None) };
            let Some(mut actor) = identify.actor(tx, session.account, today)? else { return Ok(None) };
            actor.level = session.proof.and_then(Proof::level);
            let duty = identify.duty(tx, &session, &actor)?;
            if duty.is_some() {
                actor.posts.clear();
            }
            Ok::<_, Problem>(Some((session, actor, duty)))
        })
        .await?;
    let Some((session, actor, duty)) = found else {
        visitor.expired = true;
        return Ok(());
    };
    if now.duration_since(session.seen).as_secs() >= 60 {
        // A full disk must not keep anybody from reading: the note is worth less than the page.
        let noted = app.write(move |tx| session::touch(tx, session.id, now)).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "the use of a session was not noted");
        }
    }
    visitor.actor = Some(actor);
    visitor.session = Some(session.id);
    visitor.duty = duty;
    Ok(())
}

async fn sign_out(State(app): State<App>, visitor: Visitor) -> Result<SeeOther, Problem> {
    if let (Some(id), Some(account)) = (visitor.session, visitor.actor.and_then(|actor| actor.account)) {
        app.write(move |tx| session::end(tx, account, id)).await.map_err(Problem::from)?;
    }
    let goodbye = base::Text::new("Bạn đã đăng xuất.", "You have signed out.");
    Ok(SeeOther::to("/").done(goodbye).cookie(cookies::unset(&app.settings, cookies::SESSION)))
}

/// Turns what a handler said into what the browser gets.
fn dress(app: &App, visitor: &Visitor, method: &Method, mut response: Response) -> Response {
    if let Some(page) = response.extensions_mut().remove::<Page>() {
        response = page_response(app, visitor, page, response);
    } else if let Some(go) = response.extensions_mut().remove::<SeeOther>() {
        response = redirect_response(app, visitor, &go);
    } else if let Some(problem) = response.extensions_mut().remove::<Problem>().or_else(|| bare_problem(&response)) {
        response = problem_response(app, visitor, &problem, response);
    }
    let headers = response.headers_mut();
    // Unless somebody has just signed in again.
    let session = cookies::name(&app.settings, cookies::SESSION);
    let renewed =
        headers.get_all(header::SET_COOKIE).iter().any(|line| line.as_bytes().starts_with(session.as_bytes()));
    if visitor.expired && !renewed {
        headers.append(header::SET_COOKIE, cookies::unset(&app.settings, cookies::SESSION));
    }
    let cache = if visitor.actor.is_some() || *method != Method::GET { "no-store" } else { "private, no-cache" };
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(cache));
    headers.append(header::VARY, HeaderValue::from_static("Cookie, HX-Request, HX-Target, Accept"));
    if let Ok(reference) = HeaderValue::try_from(&visitor.reference) {
        headers.insert("x-request-id", reference);
    }
    response
}

/// What extractors and layers refuse with a bare status, such as 405 or an unreadable query.
fn bare_problem(response: &Response) -> Option<Problem> {
    let ours =
        response.headers().get(header::CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let status = response.status();
    if !ours || !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    let crossed = response.extensions().get::<tower_http::csrf::ProtectionError>().is_some();
    Some(Problem::new(match status {
        _ if crossed => What::CrossOrigin,
        StatusCode::NOT_FOUND => What::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => What::Method,
        StatusCode::FORBIDDEN => What::Forbidden,
        StatusCode::UNAUTHORIZED => What::SignIn,
        StatusCode::PAYLOAD_TOO_LARGE => What::TooLarge,
        StatusCode::SERVICE_UNAVAILABLE => What::Unavailable,
        status if status.is_client_error() => What::Invalid,
        _ => What::Internal,
    }))
}

fn page_response(app: &App, visitor: &Visitor, page: Page, made: Response) -> Response {
    let status = page.status;
    let part = visitor.target.as_ref().filter(|_| visitor.htmx);
    let part = part.and_then(|id| page.fragments.iter().find(|(name, _)| name == id).map(|(_, part)| part.clone()));
    let whole = part.is_none();
    let text = part.map_or_else(|| frame::whole(app, visitor, &page).into_string(), |part| part.into_string());
    let mut response = html_response(status, text);
    response.headers_mut().extend(made.into_parts().0.headers);
    if whole && visitor.flash.is_some() {
        response.headers_mut().append(header::SET_COOKIE, cookies::unset(&app.settings, cookies::FLASH));
    }
    response
}

fn redirect_response(app: &App, visitor: &Visitor, go: &SeeOther) -> Response {
    let mut response = if visitor.htmx {
        // fetch would follow a 303 by itself and put a whole page into a part.
        (StatusCode::OK, [("hx-redirect", go.to.clone())]).into_response()
    } else {
        (StatusCode::SEE_OTHER, [(header::LOCATION, go.to.clone())]).into_response()
    };
    let headers = response.headers_mut();
    for cookie in &go.cookies {
        headers.append(header::SET_COOKIE, cookie.clone());
    }
    if let Some(flash) = go.message(visitor.lang) {
        headers.append(header::SET_COOKIE, cookies::set(&app.settings, cookies::FLASH, &flash.encode(), None));
    }
    response
}

fn problem_response(app: &App, visitor: &Visitor, problem: &Problem, made: Response) -> Response {
    let reference = &visitor.reference;
    match (&problem.cause, problem.what) {
        (cause, What::Internal) => {
            tracing::error!(%reference, cause = cause.as_deref().unwrap_or("-"), "internal error")
        }
        (Some(cause), what) => tracing::warn!(%reference, %cause, problem = what.key(), "refused"),
        (None, _) => {}
    }
    let status = problem.what.status();
    let mut response = if visitor.program {
        let body = problem.json(visitor.lang, reference).to_string();
        (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
    } else if visitor.htmx {
        html_response(status, frame::problem_part(visitor, problem).into_string())
    } else {
        html_response(status, frame::problem_page(app, visitor, problem).into_string())
    };
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = made.headers().get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

fn html_response(status: StatusCode, text: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response()
}

fn is_multipart(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}
