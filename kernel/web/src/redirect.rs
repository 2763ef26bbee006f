//! After something was done: go and see it, with a word about how it went.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base::Lang;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::{page::Page, words::Words};

/// How a message is meant; each tone has a shape and a word of its own, never a colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Neither good nor bad.
    Info,
    /// It went well, or is in time.
    Good,
    /// Look at it soon.
    Warn,
    /// It went wrong, or is late.
    Bad,
}

impl Tone {
    /// Every tone.
    pub const ALL: [Self; 4] = [Self::Info, Self::Good, Self::Warn, Self::Bad];

    /// The name used in classes and cookies.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A word to the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    /// How it is meant.
    pub tone: Tone,
    /// What it says, in the visitor's language.
    pub text: String,
}

/// What would end a cookie's value or a header's line.
const COOKIE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\').add(b'%');

/// What may not stand in an address as it is, beside letters beyond ASCII.
const PATH: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');

impl Flash {
    pub(crate) fn encode(&self) -> String {
        format!("{}.{}", self.tone.key(), utf8_percent_encode(&self.text, COOKIE))
    }

    pub(crate) fn decode(value: &str) -> Option<Self> {
        let (key, text) = value.split_once('.')?;
        let tone = Tone::ALL.into_iter().find(|tone| tone.key() == key)?;
        Some(Self { tone, text: percent_decode_str(text).decode_utf8().ok()?.into_owned() })
    }
}

/// `303 See Other`: the answer to every form that did something, so that reloading does not do it twice.
#[derive(Debug, Clone)]
pub struct SeeOther {
    pub(crate) to: String,
    pub(crate) flash: Option<(Tone, Words)>,
    pub(crate) cookies: Vec<HeaderValue>,
}

impl SeeOther {
    /// Goes to a path of this site. Anything else leads home: see [`local`]. Vietnamese letters may stand as they are.
    pub fn to(path: impl AsRef<str>) -> Self {
        let path = utf8_percent_encode(path.as_ref(), PATH).to_string();
        let to = if local(&path).is_some() { path } else { "/".into() };
        Self { to, flash: None, cookies: Vec::new() }
    }

    /// Says that it went well.
    #[must_use]
    pub fn done(self, words: impl Into<Words>) -> Self {
        self.flash(Tone::Good, words)
    }

    /// Says a word on the next page.
    #[must_use]
    pub fn flash(mut self, tone: Tone, words: impl Into<Words>) -> Self {
        self.flash = Some((tone, words.into()));
        self
    }

    /// Sets a cookie, as a session's [`crate::session::Token::cookie`].
    #[must_use]
    pub fn cookie(mut self, cookie: HeaderValue) -> Self {
        self.cookies.push(cookie);
        self
    }

    pub(crate) fn message(&self, lang: Lang) -> Option<Flash> {
        self.flash.as_ref().map(|(tone, words)| Flash { tone: *tone, text: words.get(lang).to_owned() })
    }
}

impl IntoResponse for SeeOther {
    fn into_response(self) -> Response {
        let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, self.to.clone())]).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What a form's handler answers: go on, or the page again with what is wrong. `Ok(page.into())`, `Ok(see_other.into())`.
#[derive(Debug, Clone)]
pub enum Answer {
    /// The page again.
    Page(Box<Page>),
    /// On to another page.
    Go(SeeOther),
}

impl From<Page> for Answer {
    fn from(page: Page) -> Self {
        Self::Page(Box::new(page))
    }
}

impl From<SeeOther> for Answer {
    fn from(go: SeeOther) -> Self {
        Self::Go(go)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Self::Page(page) => page.into_response(),
            Self::Go(go) => go.into_response(),
        }
    }
}

/// The path when it stays on this site: for `?tiep=` after signing in. Nobody may be sent elsewhere by a link to us.
pub fn local(path: &str) -> Option<&str> {
    let plain = path.bytes().all(|b| (0x20..0x7f).contains(&b) && b != b'\\');
    let inside = path.starts_with('/') && !path.starts_with("//");
    (plain && inside).then_some(path)
}

/// A text as it stands in the query of an address.
pub fn query_value(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_us_cannot_send_anybody_elsewhere() {
        assert_eq!(local("/ho-so/1?trang=2"), Some("/ho-so/1?trang=2"));
        for bad in ["https://evil.example", "//evil.example", "/\\evil.example", "", "ho-so", "/a\r\nSet-Cookie: x"] {
            assert_eq!(local(bad), None, "{bad}");
        }
        assert_eq!(SeeOther::to("//evil.example").to, "/");
        assert_eq!(SeeOther::to("/a\r\nb").to, "/a%0D%0Ab");
        assert_eq!(SeeOther::to("/tim?q=đất đai&trang=2").to, "/tim?q=%C4%91%E1%BA%A5t%20%C4%91ai&trang=2");
    }

    #[test]
    fn a_flash_comes_back_as_it_was_said() {
        let flash = Flash { tone: Tone::Good, text: "Đã tiếp nhận; mã hồ sơ \"H10\", 100%".into() };
        let cookie = flash.encode();
        assert!(cookie.is_ascii() && !cookie.contains([';', '"', ',', ' ']));
        assert_eq!(Flash::decode(&cookie), Some(flash));
    }
}
