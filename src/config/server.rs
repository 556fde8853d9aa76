//! `[server]`: where the desk listens and under which address people know it.

use std::net::{IpAddr, SocketAddr};

use serde::Deserialize;

/// The section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSection {
    /// Address and port; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The address people use, with scheme; empty for the listening address.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Requests a minute from one address to the public pages.
    pub requests_per_minute: u32,
}

/// What is wrong in the section.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServerSectionError {
    /// Not an address.
    #[error("server.public_url: give it with scheme and without a path, like https://privacy.example.org")]
    PublicUrl,
    /// Nobody could use the desk.
    #[error("server.requests_per_minute: at least 10")]
    RequestsPerMinute,
}

impl ServerSection {
    /// Checks the section by itself.
    pub fn validate(&self) -> Result<(), ServerSectionError> {
        let url = self.public_url.trim_end_matches('/');
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let fine = |rest: &str| !rest.is_empty() && !rest.contains(['/', '?', '#', ' ']);
        if !url.is_empty() && !rest.is_some_and(fine) {
            return Err(ServerSectionError::PublicUrl);
        }
        if self.requests_per_minute < 10 {
            return Err(ServerSectionError::RequestsPerMinute);
        }
        Ok(())
    }

    /// The address people use, without a slash at the end; `bound` is where the desk really listens.
    pub fn public_url(&self, bound: SocketAddr) -> String {
        match self.public_url.trim_end_matches('/') {
            "" => format!("http://{bound}"),
            url => url.to_owned(),
        }
    }
}
