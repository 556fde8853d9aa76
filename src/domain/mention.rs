//! Mentions in a note: `@Ana`, `@Ana Petrova`, in any case.

/// Which of these names a text mentions, by their places, each once. A first name alone counts when only one of them has it;
/// the whole name always does.
pub fn mentioned(text: &str, names: &[&str]) -> Vec<usize> {
    let text = text.to_lowercase();
    let mut found = Vec::new();
    let mut before = None;
    for (at, sign) in text.char_indices() {
        let begins = sign == '@' && before.is_none_or(|before: char| !before.is_alphanumeric());
        before = Some(sign);
        let rest = text.get(at + sign.len_utf8()..).filter(|_| begins);
        let Some(place) = rest.and_then(|rest| whom(rest, names)) else { continue };
        if !found.contains(&place) {
            found.push(place);
        }
    }
    found
}

fn whom(rest: &str, names: &[&str]) -> Option<usize> {
    let whole = names.iter().position(|name| begins_with(rest, &name.to_lowercase()));
    whole.or_else(|| {
        let first = |name: &&str| name.split_whitespace().next().unwrap_or_default().to_lowercase();
        let mut fitting = names.iter().enumerate().filter(|(_, name)| begins_with(rest, &first(name)));
        let (place, _) = fitting.next()?;
        fitting.next().is_none().then_some(place)
    })
}

/// Whether a text begins with a name and the name ends there: `@Anatol` does not mean Ana, nor does an address.
fn begins_with(rest: &str, name: &str) -> bool {
    let after = rest.strip_prefix(name).filter(|_| !name.is_empty());
    after.is_some_and(|after| {
        let mut next = after.chars();
        match next.next() {
            Some('.' | '-') => next.next().is_none_or(|sign| !sign.is_alphanumeric()),
            Some(sign) => !sign.is_alphanumeric(),
            None => true,
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DESK: [&str; 4] = ["Ana Petrova", "Ruth Calder", "Ruth Weiss", "Zoë O’Neill"];

    #[test]
    fn a_colleague_is_mentioned_by_a_whole_name_or_by_a_first_name_that_only_they_have() {
        assert_eq!(mentioned("Please look, @ana: is this hers?", &DESK), [0]);
        assert_eq!(mentioned("@Ruth could mean two", &DESK), [0; 0]);
        assert_eq!(mentioned("@ruth weiss and @Ruth Calder, @Ruth Weiss again", &DESK), [2, 1]);
        assert_eq!(mentioned("(@zoë), @Ana.", &DESK), [3, 0]);
    }

    #[test]
    fn an_address_or_a_longer_word_mentions_nobody() {
        for text in ["write to sales@ana.example", "@Anatol", "@ana.example", "@ ana", "ana", "@"] {
            assert_eq!(mentioned(text, &DESK), [0; 0], "{text}");
        }
        assert_eq!(mentioned("@", &[""]), [0; 0]);
    }

    proptest! {
        #[test]
        fn a_name_after_a_sign_is_found_in_any_text(before in "[ a-z]{0,20}", after in "[ ,!?][ a-z]{0,20}") {
            let text = format!("{before} @Ana Petrova{after}");
            prop_assert!(mentioned(&text, &DESK).contains(&0));
        }
    }
}
