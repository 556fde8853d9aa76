//! Small words of reports: numbers, shares and lists as people write them.

/// "one", "twelve", "13".
pub fn number(n: u64) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    usize::try_from(n).ok().and_then(|n| WORDS.get(n)).map_or_else(|| grouped(n), |word| (*word).to_owned())
}

/// "12,345".
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "one request", "12,345 requests".
pub fn requests(n: u64) -> String {
    format!("{} {}", number(n), if n == 1 { "request" } else { "requests" })
}

/// "same day", "1 day", "9 days".
pub fn days(n: i64) -> String {
    match n {
        0 => "same day".into(),
        1 => "1 day".into(),
        n => format!("{n} days"),
    }
}

/// The first letter as a capital.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Whole per cent, rounded down, so that 100 means all of them; `None` of nothing.
pub fn per_cent(part: u64, of: u64) -> Option<u64> {
    (part * 100).checked_div(of)
}

/// Seconds of several as days of each, with one decimal: "3.1".
pub fn average_days(seconds: i64, n: u64) -> String {
    let n = i64::try_from(n).unwrap_or(i64::MAX).max(1);
    let tenths = (seconds / n * 10 + 43_200) / 86_400;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!((number(0), number(12), number(13)), ("no".into(), "twelve".into(), "13".into()));
        assert_eq!(
            (grouped(999), grouped(1_000), grouped(1_234_567)),
            ("999".into(), "1,000".into(), "1,234,567".into())
        );
        assert_eq!(requests(1), "one request");
        assert_eq!((days(0), days(1), days(9)), ("same day".into(), "1 day".into(), "9 days".into()));
        assert_eq!(capital("two requests"), "Two requests");
    }

    #[test]
    fn a_hundred_per_cent_means_all() {
        assert_eq!((per_cent(999, 1000), per_cent(5, 5), per_cent(0, 0)), (Some(99), Some(100), None));
    }

    #[test]
    fn time_of_several_is_told_as_days_of_each() {
        assert_eq!(average_days(3 * 86_400, 1), "3.0");
        assert_eq!(average_days(86_400, 4), "0.3");
        assert_eq!(average_days(0, 0), "0.0");
    }
}
