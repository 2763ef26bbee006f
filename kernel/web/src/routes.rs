//! The table of routes: every page and operation with the access it needs.
//!
//! Rooms declare, nobody forgets: a route cannot be added without saying who may use it, access is checked before the
//! handler runs, and the same table is walked by tests and printed in the documentation.

use axum::{
    Router,
    extract::{Request, State},
    handler::Handler,
    http::Method,
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use base::{Actor, Permission};

use crate::{
    app::App,
    limits::Kind,
    problem::Problem,
    redirect::{SeeOther, local},
    visitor::{SIGN_IN, Visitor},
};

/// Who may use a route. What somebody may do *with* a case is decided again where the case is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Anybody who is signed in.
    SignedIn,
    /// People who bring cases.
    Citizen,
    /// Members of staff, whatever their posts.
    Staff,
    /// Holders of a permission, in any agency.
    Needs(&'static Permission),
    /// Holders of any of these permissions, in any agency.
    AnyOf(&'static [&'static Permission]),
}

impl Access {
    /// Whether somebody, or nobody, may use the route.
    pub fn allows(self, actor: Option<&Actor>) -> bool {
        match (self, actor) {
            (Self::Public, _) => true,
            (_, None) => false,
            (Self::SignedIn, Some(_)) => true,
            (Self::Citizen, Some(actor)) => actor.person.is_some(),
            (Self::Staff, Some(actor)) => actor.staff.is_some(),
            (Self::Needs(permission), Some(actor)) => actor.holds(permission),
            (Self::AnyOf(permissions), Some(actor)) => permissions.iter().any(|permission| actor.holds(permission)),
        }
    }
}

impl std::fmt::Display for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::SignedIn => f.write_str("signed in"),
            Self::Citizen => f.write_str("citizen"),
            Self::Staff => f.write_str("staff"),
            Self::Needs(permission) => f.write_str(permission.id),
            Self::AnyOf(permissions) => {
                let ids: Vec<_> = permissions.iter().map(|permission| permission.id).collect();
                f.write_str(&ids.join(" | "))
            }
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// `GET` (which answers `HEAD` too) or `POST`.
    pub method: Method,
    /// The path with its parameters, as in `/ho-so/{code}`.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    /// The limit that counts beside the general one.
    pub limit: Option<Kind>,
}

/// The pages and operations of one or more rooms.
#[derive(Default)]
pub struct Routes {
    entries: Vec<(Route, MethodRouter<App>)>,
}

impl Routes {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page or a file: reading only.
    #[must_use]
    pub fn get<T: 'static>(self, path: &'static str, access: Access, handler: impl Handler<T, App>) -> Self {
        self.add(Method::GET, MethodFilter::GET, path, access, handler)
    }

    /// An operation: what a form does.
    #[must_use]
    pub fn post<T: 'static>(self, path: &'static str, access: Access, handler: impl Handler<T, App>) -> Self {
        self.add(Method::POST, MethodFilter::POST, path, access, handler)
    }

    fn add<T: 'static>(
        mut self,
        method: Method,
        filter: MethodFilter,
        path: &'static str,
        access: Access,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.entries.push((Route { method, path, access, limit: None }, on(filter, handler)));
        self
    }

    /// Gives the route declared last a limit of its own, as searching and signing in need.
    #[must_use]
    pub fn limited(mut self, kind: Kind) -> Self {
        if let Some((route, _)) = self.entries.last_mut() {
            route.limit = Some(kind);
        }
        self
    }

    /// Adds the table of another room.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.entries.extend(other.entries);
        self
    }

    /// Every route, in the order declared.
    pub fn table(&self) -> Vec<Route> {
        self.entries.iter().map(|(route, _)| route.clone()).collect()
    }

    /// The table as Markdown, for the documentation.
    pub fn markdown(&self) -> String {
        let mut table = self.table();
        table.sort_by(|a, b| (a.path, a.method.as_str()).cmp(&(b.path, b.method.as_str())));
        table.iter().fold(String::from("| method | path | access |\n| --- | --- | --- |\n"), |text, route| {
            format!("{text}| {} | `{}` | {} |\n", route.method, route.path, route.access)
        })
    }

    /// The routes with access checked before each handler; the door goes around it, see [`crate::door::open`].
    pub(crate) fn router(self, app: &App) -> Router<App> {
        self.entries.into_iter().fold(Router::new(), |router, (route, handler)| {
            let path = route.path;
            router.route(path, handler.route_layer(from_fn_with_state((app.clone(), route), check)))
        })
    }
}

/// The path pattern a response came from, for the log: a path itself may name a person's case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pattern(pub(crate) &'static str);

async fn check(State((app, route)): State<(App, Route)>, visitor: Visitor, request: Request, next: Next) -> Response {
    let pattern = Pattern(route.path);
    let mut response = decide(&app, &route, &visitor, request, next).await;
    response.extensions_mut().insert(pattern);
    response
}

async fn decide(app: &App, route: &Route, visitor: &Visitor, request: Request, next: Next) -> Response {
    if let Some(kind) = route.limit
        && let Err(seconds) = app.limiter.take(visitor.address, kind, visitor.now)
    {
        return Problem::too_many(seconds).into_response();
    }
    // Who owes something first does that, whatever else would be allowed; what anybody may see stays open.
    if let Some(first) = visitor.duty.filter(|first| route.access != Access::Public && !is_below(route.path, first)) {
        return if visitor.program {
            Problem::forbidden().into_response()
        } else {
            SeeOther::to(first).into_response()
        };
    }
    if route.access.allows(visitor.actor.as_ref()) {
        return next.run(request).await;
    }
    if visitor.actor.is_some() {
        return Problem::forbidden().into_response();
    }
    if visitor.program {
        return Problem::sign_in().into_response();
    }
    SeeOther::to(way_in(visitor, &request)).into_response()
}

/// Whether a path is this page or one below it.
fn is_below(path: &str, page: &str) -> bool {
    path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The sign-in page that leads back to the page asked for, or to the page whose form was sent: there the draft that the
/// browser kept is put back.
fn way_in(visitor: &Visitor, request: &Request) -> String {
    if request.method() == Method::GET || request.method() == Method::HEAD {
        return visitor.sign_in();
    }
    let referer = request.headers().get("referer").and_then(|line| line.to_str().ok());
    let page =
        referer.and_then(|line| line.split_once("://")).and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    let back = Visitor { path: page.and_then(local).unwrap_or("/").to_owned(), ..visitor.clone() };
    let link = back.sign_in();
    let sign = if link == SIGN_IN { '?' } else { '&' };
    format!("{link}{sign}het-phien=1")
}
