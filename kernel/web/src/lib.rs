//! The edge: pages, forms, sessions and access, on axum and maud.
//!
//! A room declares its pages in [`Routes`], each with the [`Access`] it needs; its handlers take a [`Visitor`] and, for
//! forms, a [`Submitted`], and answer a [`Page`], a [`SeeOther`] or a [`Problem`]. The door ([`door::open`]) does the
//! rest for every request: limits, session, language, cross-origin protection, access, frame, headers.
//!
//! Everything works without JavaScript. What scripts add is comfort: filtering while typing, drafts, counters.

pub mod app;
pub mod assets;
pub mod cookies;
pub mod door;
pub mod form;
pub mod frame;
pub mod limits;
pub mod page;
pub mod problem;
pub mod redirect;
pub mod routes;
pub mod sample;
pub mod secure;
pub mod session;
pub mod settings;
pub mod ui;
pub mod visitor;
pub mod words;

pub use app::{App, Seen, Watch};
pub use form::{Field, Submitted, Upload};
pub use frame::NavItem;
pub use limits::Kind;
pub use page::Page;
pub use problem::Problem;
pub use redirect::{Answer, SeeOther};
pub use routes::{Access, Route, Routes};
pub use session::{Identify, SessionId};
pub use settings::Settings;
pub use visitor::Visitor;
pub use words::Words;

pub use maud::{Markup, PreEscaped, Render, html};
