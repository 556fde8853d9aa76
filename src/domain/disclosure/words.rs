//! Small phrases.

use chrono::NaiveDate;

/// "4 December 2026".
pub fn long_date(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// "1,234,567", with what a language puts between thousands.
pub(super) fn grouped(number: u64, between: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push_str(between);
        }
        grouped.push(digit);
    }
    grouped
}

/// A sentence ends in a full stop, whether or not its author typed one.
pub(super) fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.is_empty() || words.ends_with(['.', '!', '?', '…']) { words.to_owned() } else { format!("{words}.") }
}

/// The first letter large: what stands at the beginning.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_in_a_letter() {
        let written = [7, 999, 1_000, 1_048_576].map(|number| grouped(number, ","));
        assert_eq!(written, ["7", "999", "1,000", "1,048,576"]);
    }

    #[test]
    fn dates_and_rows_read_as_in_a_letter() {
        assert_eq!(long_date(NaiveDate::from_ymd_opt(2026, 12, 4).unwrap()), "4 December 2026");
        assert_eq!(sentence("We asked them "), "We asked them.");
        assert_eq!(capital("économie"), "Économie");
    }
}
