//! Signing in by e-identity, from our page to the provider's and back: the real client, the real pages, and a provider that
//! can do everything wrong.
#![allow(clippy::unwrap_used)]

mod client;
mod journey;
mod world;
