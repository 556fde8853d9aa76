//! The words of a name, however it is written: `shippingPostCode`, `shipping_post_code`, `SHIPPING POSTCODE`.

/// The words in lower case. Digits at the end of a word fall away: `address2` is an address.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() || (letter.is_uppercase() && was_small) {
            words.push(String::new());
        }
        was_small = letter.is_lowercase() || letter.is_numeric();
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
    }
    let bare = words.into_iter().map(|word| word.trim_end_matches(|letter: char| letter.is_numeric()).to_owned());
    bare.filter(|word| !word.is_empty()).collect()
}

/// Whether the words stand in the name, one after the other, also when somebody wrote them as one.
pub(super) fn has(words: &[String], wanted: &str) -> bool {
    let wanted: Vec<&str> = wanted.split(' ').collect();
    let apart = words.windows(wanted.len()).any(|some| some.iter().map(String::as_str).eq(wanted.iter().copied()));
    apart || (wanted.len() > 1 && words.contains(&wanted.concat()))
}

/// The singular of a table's name, as far as shops write English.
pub(super) fn singular(word: &str) -> String {
    for (many, one) in [("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ses", "se")] {
        if let Some(stem) = word.strip_suffix(many) {
            return format!("{stem}{one}");
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words_however_they_are_written() {
        for name in ["shippingPostCode", "shipping_post_code", "SHIPPING_POST_CODE", "shipping post-code2"] {
            assert_eq!(words(name), ["shipping", "post", "code"], "{name}");
        }
        assert!(has(&words("postcode"), "post code"));
        assert!(!has(&words("code_post"), "post code"));
        assert!(!has(&words("emailed"), "email"));
    }

    #[test]
    fn tables_are_known_by_their_singular() {
        let names = ["customers", "addresses", "categories", "boxes", "status", "order", "purchases"];
        let singulars = ["customer", "address", "category", "box", "status", "order", "purchase"];
        assert_eq!(names.map(singular), singulars);
    }
}
