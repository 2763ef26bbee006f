//! What whoever runs the program decides about its edge.

use jiff::SignedDuration;

use crate::{limits::Rates, words::Words};

/// Settings of the edge. The defaults suit a demonstration on one's own machine.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The name in the header and after every page's title, as in `Tỉnh Số · Bình Phước`.
    pub brand: String,
    /// Whose site it is, in the footer.
    pub owner: Words,
    /// The address browsers reach the site by, as in `https://dichvucong.example.vn`; where it is not told, the address
    /// a request names.
    pub site: Option<String>,
    /// How to reach the owner: telephone number of the hotline, shown in the footer and on pages that say no.
    pub hotline: String,
    /// Whether browsers reach the site over https: cookies become `Secure` and `__Host-`, HSTS is sent.
    pub secure: bool,
    /// Whether this is a demonstration: the style guide is served, and the frame says that nothing is real.
    pub demo: bool,
    /// How long a session lasts without a request.
    pub idle: SignedDuration,
    /// How long a session lasts at most.
    pub absolute: SignedDuration,
    /// Largest body of a request that carries no files, in bytes.
    pub max_form: usize,
    /// Largest body of a request that carries files, in bytes.
    pub max_upload: usize,
    /// How many reverse proxies stand in front and append to `X-Forwarded-For`; 0 trusts the socket's address only.
    pub proxies: usize,
    /// How often one address may do what.
    pub rates: Rates,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            brand: "Tỉnh Số".into(),
            owner: Words::new("Ủy ban nhân dân tỉnh", "Provincial People's Committee"),
            site: None,
            hotline: "1022".into(),
            secure: false,
            demo: false,
            idle: SignedDuration::from_mins(60),
            absolute: SignedDuration::from_hours(12),
            max_form: 1 << 20,
            max_upload: 120 << 20,
            proxies: 0,
            rates: Rates::default(),
        }
    }
}
