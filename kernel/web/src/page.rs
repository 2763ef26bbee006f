//! A page as a handler builds it. The door puts the frame around it, or sends only the part a script asked for.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::Markup;

/// How wide a page's column is, and how dense its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// One column of about 40 rem: for people.
    #[default]
    People,
    /// The whole width: for boards and lists that people look at.
    Wide,
    /// The whole width and a smaller type: for those who work here all day.
    Desk,
}

/// A page: its heading, the way to it, and its body.
#[derive(Debug, Clone)]
pub struct Page {
    pub(crate) title: String,
    pub(crate) status: StatusCode,
    pub(crate) crumbs: Vec<(String, String)>,
    pub(crate) lead: Option<String>,
    pub(crate) above: Option<Markup>,
    pub(crate) hero: Option<Markup>,
    pub(crate) body: Markup,
    pub(crate) width: Width,
    pub(crate) heading: bool,
    pub(crate) fragments: Vec<(String, Markup)>,
}

impl Page {
    /// A page under a heading, which is also its title in the browser.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            status: StatusCode::OK,
            crumbs: Vec::new(),
            lead: None,
            above: None,
            hero: None,
            body: maud::PreEscaped(String::new()),
            width: Width::People,
            heading: true,
            fragments: Vec::new(),
        }
    }

    /// A step on the way from the home page to here, in order. The home page and this page are added by themselves.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push((label.into(), href.into()));
        self
    }

    /// One sentence under the heading.
    #[must_use]
    pub fn lead(mut self, lead: impl Into<String>) -> Self {
        self.lead = Some(lead.into());
        self
    }

    /// Something small above the heading: the state of a case.
    #[must_use]
    pub fn above(mut self, above: Markup) -> Self {
        self.above = Some(above);
        self
    }

    /// A band in the colour of the header, instead of the heading; it must hold the page's `h1`.
    #[must_use]
    pub fn hero(mut self, hero: Markup) -> Self {
        self.hero = Some(hero);
        self.heading = false;
        self
    }

    /// The body.
    #[must_use]
    pub fn body(mut self, body: Markup) -> Self {
        self.body = body;
        self
    }

    /// The body brings its own `h1`.
    #[must_use]
    pub fn without_heading(mut self) -> Self {
        self.heading = false;
        self
    }

    /// The whole width: boards and lists.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.width = Width::Wide;
        self
    }

    /// The whole width and a smaller type: pages that staff work on.
    #[must_use]
    pub fn desk(mut self) -> Self {
        self.width = Width::Desk;
        self
    }

    /// Another status than 200, such as 422 for a form that was filled in wrongly.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// A form that was filled in wrongly: status 422.
    #[must_use]
    pub fn unprocessable(self) -> Self {
        self.status(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// A part of the body that a script may ask for alone, by the id of the element it replaces (`hx-target`).
    /// `part` is what stands inside that element.
    #[must_use]
    pub fn fragment(mut self, id: impl Into<String>, part: Markup) -> Self {
        self.fragments.push((id.into(), part));
        self
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
