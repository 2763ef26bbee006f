//! Components: every piece of a page as a typed function, so that a label or a table's heading cannot be forgotten.
//!
//! They draw; they decide nothing. Texts come in already chosen for the visitor's language; the few words a component
//! brings itself it picks by `Lang`. Nothing carries inline styles or scripts: the content policy forbids both.

pub mod button;
pub mod chart;
pub mod confirm;
pub mod details;
pub mod files;
pub mod form;
pub mod icon;
pub mod layout;
pub mod notice;
pub mod pager;
pub mod promise;
pub mod search;
pub mod stat;
pub mod steps;
pub mod table;
pub mod tabs;
pub mod tag;
pub mod tiles;
pub mod timeline;

pub use button::{button, link};
pub use confirm::Confirm;
pub use details::{Details, details};
pub use files::{FileLink, files};
pub use form::{Choice, Form};
pub use layout::{Way, card, columns, grid, opens, pills, plain_card, ways};
pub use notice::{empty, notice};
pub use pager::Pager;
pub use promise::Promise;
pub use search::Search;
pub use stat::{Stat, meter};
pub use steps::steps;
pub use table::{Column, Sorted, Table};
pub use tabs::{Tab, tabs};
pub use tag::tag;
pub use tiles::{Level, Tile, tiles};
pub use timeline::{Event, timeline};

pub use crate::redirect::Tone;
