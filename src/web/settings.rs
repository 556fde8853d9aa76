//! What the web doors need to know beyond the desk's own settings.

use std::num::NonZeroU32;

use super::console::ConsoleDoor;
use super::peer::Network;

/// Settings of the web doors. The address that people use is the desk's `public_url`.
#[derive(Clone, Debug)]
pub struct WebSettings {
    /// Whether people reach us over https: adds Strict-Transport-Security. True when `public_url` starts with `https`.
    pub https: bool,
    /// Proxies whose `X-Forwarded-For` is believed. Nobody else's is.
    pub trusted_proxies: Vec<Network>,
    /// Requests a minute from one address, pages and posts together.
    pub requests_a_minute: NonZeroU32,
    /// Posts a minute from one address.
    pub posts_a_minute: NonZeroU32,
    /// Threads that answer; blocking work has its own.
    pub workers: usize,
    /// What the staff's door needs besides the desk; without it there is no console.
    pub console: Option<ConsoleDoor>,
}

/// A family of four and its mail scanner stay far below; a script does not.
const REQUESTS_A_MINUTE: NonZeroU32 = NonZeroU32::new(600).unwrap();
const POSTS_A_MINUTE: NonZeroU32 = NonZeroU32::new(60).unwrap();

impl WebSettings {
    /// The settings for a public address, with the default limits.
    pub fn for_url(public_url: &str) -> Self {
        Self {
            https: public_url.starts_with("https://"),
            trusted_proxies: Vec::new(),
            requests_a_minute: REQUESTS_A_MINUTE,
            posts_a_minute: POSTS_A_MINUTE,
            workers: 2,
            console: None,
        }
    }
}
