//! The machine's clock and its source of chance: the only place that reads either.

use chrono::{DateTime, Utc};

use crate::ports::entropy::Entropy;
use crate::ports::time::Clock;

/// The machine's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the adapter that supplies the time to everybody else")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// The operating system's random number generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(clippy::disallowed_methods, reason = "this is the adapter that supplies chance to everybody else")]
    #[expect(clippy::panic, reason = "without chance every code and key would be foreseeable: stop instead")]
    fn fill(&self, buffer: &mut [u8]) {
        if let Err(error) = getrandom::fill(buffer) {
            panic!("the operating system gives no random bytes: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_keys_are_never_the_same() {
        assert_ne!(SystemEntropy.bytes32(), SystemEntropy.bytes32());
    }
}
