//! How long to wait before trying again.

use chrono::TimeDelta;

/// Waits that double from the first to the longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// Before the second try.
    pub first: TimeDelta,
    /// The longest wait.
    pub longest: TimeDelta,
}

impl Backoff {
    /// The wait after so many earlier tries, a fifth more or less by chance, so that what failed together does not come
    /// back together.
    pub fn after(&self, earlier: i64, chance: u8) -> TimeDelta {
        let doublings = u32::try_from(earlier.clamp(0, 30)).unwrap_or_default();
        let seconds = self.first.num_seconds().saturating_mul(1i64 << doublings).min(self.longest.num_seconds());
        let jitter = 80 + i64::from(chance) * 40 / 255;
        TimeDelta::milliseconds(seconds.saturating_mul(10).saturating_mul(jitter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: Backoff = Backoff { first: TimeDelta::minutes(1), longest: TimeDelta::hours(4) };

    #[test]
    fn waits_double_up_to_the_longest() {
        let waits: Vec<i64> = [0, 1, 2, 7, 8, 500].map(|earlier| MAIL.after(earlier, 127).num_minutes()).to_vec();
        assert_eq!(waits, [0, 1, 3, 126, 237, 237]);
    }

    #[test]
    fn chance_moves_a_wait_by_a_fifth_at_most() {
        assert_eq!(MAIL.after(0, 0).num_seconds(), 48);
        assert_eq!(MAIL.after(0, 255).num_seconds(), 72);
    }
}
