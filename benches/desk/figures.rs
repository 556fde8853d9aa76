//! Sums over measurements, and numbers as people read them.

use std::time::{Duration, Instant};

/// Durations of the same deed, many times.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Times a deed, and gives its result.
    pub fn time<T>(&mut self, deed: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let result = deed();
        self.0.push(began.elapsed());
        result
    }

    /// Adds one.
    pub fn add(&mut self, duration: Duration) {
        self.0.push(duration);
    }

    /// Adds what was measured elsewhere.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The duration that so many in a hundred do not exceed.
    pub fn percentile(&mut self, percent: usize) -> Duration {
        self.0.sort_unstable();
        let rank = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(rank).copied().unwrap_or_default()
    }

    /// The median in milliseconds.
    pub fn median(&mut self) -> f64 {
        millis(self.percentile(50))
    }
}

/// The median of some figures.
pub fn median(figures: impl IntoIterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.into_iter().collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// Milliseconds.
pub fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// A count as a figure. Counts of a run stay far below 2^32.
pub fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// How often per second.
pub fn rate(n: usize, elapsed: Duration) -> f64 {
    number(n) / elapsed.as_secs_f64().max(f64::MIN_POSITIVE)
}

/// Megabytes (of a million bytes).
pub fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1_000).unwrap_or(u32::MAX)) / 1_000.0
}

/// A number with its thousands set apart: `12,345`.
pub fn whole(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut spaced = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            spaced.push(',');
        }
        spaced.push(digit);
    }
    spaced
}

/// Milliseconds as people read them.
pub fn in_millis(millis: f64) -> String {
    match millis {
        small if small < 1.0 => format!("{small:.3} ms"),
        middling if middling < 10.0 => format!("{middling:.2} ms"),
        large => format!("{large:.0} ms"),
    }
}

/// How one figure stands to another.
pub fn times(ours: f64, yardstick: f64) -> String {
    let ratio = ours / yardstick.max(f64::MIN_POSITIVE);
    match ratio {
        small if small < 0.095 => format!("{small:.3} ×"),
        middling if middling < 9.95 => format!("{middling:.2} ×"),
        large => format!("{large:.0} ×"),
    }
}
