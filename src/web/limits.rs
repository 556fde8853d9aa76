//! Limits against floods, for each address and node. Limits that must hold across nodes are counted in the store.

use std::net::IpAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::http::Method;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::peer::household;
use super::settings::WebSettings;

/// The largest form that is read: three texts of 10,000 characters, percent-encoded, fit well.
pub const FORM_BYTES: usize = 512 * 1024;
/// The longest text a person can send in one field.
pub const TEXT_CHARS: usize = 10_000;
/// The longest single-line answer.
pub const LINE_CHARS: usize = 500;
/// How many requests pass between two clean-ups of the counters.
const SWEEP_EVERY: u32 = 4096;

/// Counters by address.
pub struct Limits {
    requests: DefaultKeyedRateLimiter<IpAddr>,
    posts: DefaultKeyedRateLimiter<IpAddr>,
    passed: AtomicU32,
}

impl Limits {
    /// Starts counting.
    pub fn new(settings: &WebSettings) -> Self {
        Self {
            requests: RateLimiter::keyed(Quota::per_minute(settings.requests_a_minute)),
            posts: RateLimiter::keyed(Quota::per_minute(settings.posts_a_minute)),
            passed: AtomicU32::new(0),
        }
    }

    /// Counts a request; `false` when there were too many.
    pub fn admits(&self, method: &Method, address: IpAddr) -> bool {
        if self.passed.fetch_add(1, Ordering::Relaxed).is_multiple_of(SWEEP_EVERY) {
            self.requests.retain_recent();
            self.posts.retain_recent();
        }
        let home = household(address);
        let calm = self.requests.check_key(&home).is_ok();
        calm && (method.is_safe() || self.posts.check_key(&home).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    #[test]
    fn one_flooding_address_does_not_stop_another() {
        let mut settings = WebSettings::for_url("http://127.0.0.1");
        settings.posts_a_minute = NonZeroU32::new(3).unwrap();
        let limits = Limits::new(&settings);
        let (noisy, calm): (IpAddr, IpAddr) = ("203.0.113.9".parse().unwrap(), "198.51.100.1".parse().unwrap());
        let passed = (0..10).filter(|_| limits.admits(&Method::POST, noisy)).count();
        assert_eq!(passed, 3);
        assert!(limits.admits(&Method::GET, noisy), "reading is still possible");
        assert!(limits.admits(&Method::POST, calm));
    }
}
