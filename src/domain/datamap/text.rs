//! Finding a person in free text. What is found is a candidate for a person to read, never a decision.

use super::identity::{Comparison, ascii_piece, fold, is_blank};

/// The form of a value in which [`contains`] looks for it; `None` when it is too short to mean anybody.
pub fn needle_of(comparison: Comparison, value: &str) -> Option<String> {
    let normal = comparison.normal_form(value);
    // A first name alone is half the town.
    if comparison == Comparison::Name && normal.is_ascii() && !normal.contains(' ') {
        return None;
    }
    let needle = match comparison {
        Comparison::Phone => normal.strip_prefix("44").map(str::to_owned).unwrap_or(normal),
        Comparison::Email => normal,
        _ => fold(&normal).chars().filter(|letter| !is_blank(*letter)).collect(),
    };
    (needle.chars().count() >= 3).then_some(needle)
}

/// A piece of plain ASCII, lower case, that every text holding the value contains: lets a database leave most rows behind.
pub fn hint_of(comparison: Comparison, value: &str) -> Option<String> {
    match comparison {
        // Blanks may stand anywhere inside these.
        Comparison::Phone | Comparison::Postcode => None,
        Comparison::Email => ascii_piece(&fold(value)),
        Comparison::Name | Comparison::Exact => {
            fold(value).split(is_blank).filter_map(ascii_piece).max_by_key(String::len)
        }
    }
}

/// Whether the text holds the value as a whole: not as the beginning, middle or end of a longer word, address or number.
pub fn contains(comparison: Comparison, needle: &str, text: &str) -> bool {
    match comparison {
        Comparison::Email => holds_address(&fold(text), needle),
        Comparison::Phone => digit_runs(text).any(|run| run.contains(needle)),
        _ => holds_words(&fold(text).replace(['\u{2019}', '\u{02BC}', '\u{2018}'], "'"), needle),
    }
}

fn holds_address(text: &str, needle: &str) -> bool {
    text.match_indices(needle).any(|(at, found)| {
        let before = text.get(..at).and_then(|part| part.chars().next_back());
        let mut after = text.get(at + found.len()..).unwrap_or_default().chars();
        let longer_before = before.is_some_and(|letter| letter.is_alphanumeric() || "._%+-".contains(letter));
        let longer_after = match after.next() {
            // A full stop ends a sentence; before a letter it goes on as a longer domain.
            Some('.') => after.next().is_some_and(char::is_alphanumeric),
            Some(letter) => letter.is_alphanumeric() || "-_@".contains(letter),
            None => false,
        };
        !longer_before && !longer_after
    })
}

/// Runs of digits with what people put between them.
fn digit_runs(text: &str) -> impl Iterator<Item = String> {
    let pieces = text.split(|letter: char| !(letter.is_ascii_digit() || is_blank(letter) || "+()-./".contains(letter)));
    pieces.map(|piece| piece.chars().filter(char::is_ascii_digit).collect())
}

/// Whether the letters of the needle stand in the text, blanks aside, from a word's beginning to a word's end.
fn holds_words(text: &str, needle: &str) -> bool {
    let mut before: Option<char> = None;
    let mut rest = text.chars();
    loop {
        if before.is_none_or(|letter| !letter.is_alphanumeric()) && stands_at(rest.as_str(), needle) {
            return true;
        }
        before = rest.next();
        if before.is_none() {
            return false;
        }
    }
}

fn stands_at(text: &str, needle: &str) -> bool {
    let mut letters = text.chars();
    for wanted in needle.chars() {
        let next = letters.by_ref().find(|letter| !is_blank(*letter));
        if next != Some(wanted) {
            return false;
        }
    }
    letters.next().is_none_or(|letter| !letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentioned(identity: &str, value: &str, text: &str) -> bool {
        let comparison = Comparison::of(identity);
        needle_of(comparison, value).is_some_and(|needle| contains(comparison, &needle, text))
    }

    #[test]
    fn an_address_is_found_whole_or_not_at_all() {
        for text in
            ["(emma.wright@mail.example)", "to EMMA.WRIGHT@MAIL.EXAMPLE.", "<a href=mailto:emma.wright@mail.example>"]
        {
            assert!(mentioned("email", "Emma.Wright@mail.example", text), "{text}");
        }
        for text in ["xemma.wright@mail.example", "emma.wright@mail.example.org", "emma_wright@mail.example", "emma"] {
            assert!(!mentioned("email", "Emma.Wright@mail.example", text), "{text}");
        }
    }

    #[test]
    fn a_number_is_found_in_any_spelling() {
        assert!(mentioned("phone", "+441434600617", "called from 01434 600-617: wrong colour"));
        assert!(mentioned("phone", "01434600617", "called from +441434600617: wrong colour"));
        assert!(!mentioned("phone", "01434600617", "order 1434, 600617 pieces"));
    }

    #[test]
    fn names_streets_and_postcodes_are_found_as_whole_words() {
        assert!(mentioned("name", "Zsófia Kőszegi", "Recipient ZSÓFIA\u{a0}KŐSZEGI rang"));
        assert!(mentioned("postcode", "NE463JQ", "goes to 17 Quarry Lane, NE46 3JQ."));
        assert!(!mentioned("postcode", "NE463JQ", "goes to 1NE46 3JQ2"));
        assert!(!mentioned("name", "Ann Lee", "Joann Leeson"));
    }
}
