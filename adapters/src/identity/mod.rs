//! The national e-identity by OpenID Connect: authorization code flow with PKCE, state and nonce.
//!
//! The provider's contract is not published, so nothing of it is written into the program: its address, which claim is what
//! and which word means which level are the operator's settings.

mod claims;
mod client;
pub mod simulator;

pub use claims::Claims;
pub use client::Client;
pub use simulator::Simulator;

use schemars::JsonSchema;
use serde::Deserialize;

/// The identity provider, as the operator describes it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The issuer: below it stands `/.well-known/openid-configuration`. `https`, or a loopback address for trials.
    pub issuer: String,
    /// The name under which this site is registered there. The address to come back to is the site's own, followed by
    /// `/dang-nhap/dinh-danh/ve`.
    pub client_id: String,
    /// The secret given with it; none for a public client.
    pub client_secret: Option<String>,
    /// What people know it by.
    #[serde(default = "name")]
    pub name: String,
    /// What is asked for beside `openid`.
    #[serde(default = "scopes")]
    pub scopes: Vec<String>,
    /// Whether the claims are fetched from the userinfo endpoint too, where the signed token carries few.
    #[serde(default)]
    pub userinfo: bool,
    /// Which claim says what.
    #[serde(default)]
    pub claims: Claims,
    /// How long any answer of the provider is waited for, in milliseconds.
    #[serde(default = "timeout")]
    pub timeout_ms: u64,
    /// Whether it is a simulator: the sign-in page says so.
    #[serde(default)]
    pub trial: bool,
}

fn name() -> String {
    "VNeID".into()
}

fn scopes() -> Vec<String> {
    vec!["profile".into(), "phone".into()]
}

const fn timeout() -> u64 {
    8000
}

impl Config {
    /// The simulator that is served at an address, as in `http://127.0.0.1:8090`.
    pub fn trial(at: &str) -> Self {
        Self {
            issuer: format!("{at}{}", simulator::PATH),
            client_id: simulator::CLIENT.into(),
            client_secret: Some(simulator::SECRET.into()),
            name: name(),
            scopes: scopes(),
            userinfo: false,
            claims: Claims::default(),
            timeout_ms: timeout(),
            trial: true,
        }
    }
}
