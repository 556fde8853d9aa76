//! Small phrases.

use chrono::NaiveDate;

/// "4 December 2026".
pub fn long_date(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// "one", "two" … up to "nine", then digits.
pub(super) fn count(number: u64) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let word = usize::try_from(number).ok().and_then(|index| words.get(index));
    word.map_or_else(|| grouped(number), |word| (*word).to_owned())
}

/// "1,234,567".
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// "a, b and c".
pub(super) fn in_a_row(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
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
        assert_eq!([0, 2, 9, 10, 412].map(count), ["no", "two", "nine", "10", "412"]);
        assert_eq!([7, 999, 1_000, 1_048_576].map(grouped), ["7", "999", "1,000", "1,048,576"]);
    }

    #[test]
    fn dates_and_rows_read_as_in_a_letter() {
        assert_eq!(long_date(NaiveDate::from_ymd_opt(2026, 12, 4).unwrap()), "4 December 2026");
        assert_eq!(in_a_row(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(sentence("We asked them "), "We asked them.");
        assert_eq!(capital("économie"), "Économie");
    }
}
