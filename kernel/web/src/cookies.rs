//! Cookies: few, small, and none of them readable by scripts.

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::SignedDuration;

use crate::settings::Settings;

/// The language of the screens, `vi` or `en`.
pub const LANG: &str = "tinhso_lang";
/// What the last page has to say to the next one.
pub const FLASH: &str = "tinhso_flash";
/// The session. With https the name carries `__Host-`, so that no subdomain can plant one.
pub const SESSION: &str = "tinhso_session";

/// The full name of a cookie: `__Host-…` when the site is served over https.
pub fn name(settings: &Settings, short: &str) -> String {
    if settings.secure { format!("__Host-{short}") } else { short.into() }
}

/// The value of a cookie that came with a request.
pub fn read<'h>(headers: &'h HeaderMap, settings: &Settings, short: &str) -> Option<&'h str> {
    let wanted = name(settings, short);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
}

/// A `Set-Cookie` value. `value` must be plain ASCII without `;`, as tokens and percent-encoded texts are.
/// Without `lasts` the cookie goes when the browser is closed.
pub fn set(settings: &Settings, short: &str, value: &str, lasts: Option<SignedDuration>) -> HeaderValue {
    let secure = if settings.secure { "; Secure" } else { "" };
    let age = lasts.map(|lasts| format!("; Max-Age={}", lasts.as_secs())).unwrap_or_default();
    let line = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", name(settings, short));
    HeaderValue::try_from(line).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// A `Set-Cookie` value that removes a cookie.
pub fn unset(settings: &Settings, short: &str) -> HeaderValue {
    set(settings, short, "", Some(SignedDuration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_the_session_cookie_is_secure_and_bound_to_the_host() {
        let settings = Settings { secure: true, ..Settings::default() };
        let line = set(&settings, SESSION, "abc", None);
        assert_eq!(line, "__Host-tinhso_session=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; tinhso_lang=en; b=2"));
        assert_eq!(read(&headers, &Settings::default(), LANG), Some("en"));
        assert_eq!(read(&headers, &Settings { secure: true, ..Settings::default() }, LANG), None);
    }
}
