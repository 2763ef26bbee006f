//! Whoever sends a request, as a handler sees them.

use std::net::IpAddr;

use axum::{extract::FromRequestParts, http::request::Parts};
use base::{Actor, Lang, Text};
use jiff::{Timestamp, civil::Date};

use crate::{
    problem::Problem,
    redirect::{Flash, query_value},
    session::SessionId,
};

/// Where people sign in (served by the directory); `?tiep=` says where to go afterwards.
pub const SIGN_IN: &str = "/dang-nhap";
/// Where signing out is posted to (served here).
pub const SIGN_OUT: &str = "/dang-xuat";
/// What an account's owner may see and change about it (served by the directory).
pub const ACCOUNT: &str = "/tai-khoan";

/// Whoever sends a request. Every handler may take it; it never fails to be there behind the door.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The language of the screens: the cookie's, else Vietnamese.
    pub lang: Lang,
    /// Who is signed in.
    pub actor: Option<Actor>,
    /// The session they are signed in with.
    pub session: Option<SessionId>,
    /// Where something must be done before anything else, as choosing a password of one's own.
    pub duty: Option<&'static str>,
    /// Whether a session was brought that has ended.
    pub expired: bool,
    /// Whether a script asks for a part of a page.
    pub htmx: bool,
    /// The id of the part it asks for.
    pub target: Option<String>,
    /// Whether a program asks, which wants JSON.
    pub program: bool,
    /// The instant at which the request came in.
    pub now: Timestamp,
    /// The day in Vietnam at that instant.
    pub today: Date,
    /// Path and query of the page asked for.
    pub path: String,
    /// What the page before has to say.
    pub flash: Option<Flash>,
    /// Where the request came from: for limits, never for the log.
    pub address: IpAddr,
    /// Names the request in the log and on pages that say no.
    pub reference: String,
}

impl Visitor {
    /// A fixed text in the visitor's language.
    pub const fn t(&self, text: Text) -> &'static str {
        text.get(self.lang)
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// [`Problem::sign_in`] when nobody is.
    pub fn actor(&self) -> Result<&Actor, Problem> {
        self.actor.as_ref().ok_or(Problem::sign_in())
    }

    /// The address of the sign-in page that leads back here.
    pub fn sign_in(&self) -> String {
        match self.path.as_str() {
            "/" => SIGN_IN.into(),
            path => format!("{SIGN_IN}?tiep={}", query_value(path)),
        }
    }

    /// The path without its query.
    pub fn bare_path(&self) -> &str {
        self.path.split('?').next().unwrap_or("/")
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Problem::internal("a handler stands outside the door"))
    }
}
