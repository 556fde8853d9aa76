//! Names by their sound, so that a name that was heard on the telephone finds the one that was typed into a form.
//!
//! The sound is that of Double Metaphone (Lawrence Philips, 2000): made for English ears, and good with the names of many languages.

use rphonetic::DoubleMetaphone;

/// Stands before and behind every sound, so that no word that anybody types is taken for one.
const MARK: char = '\u{1C3}';
/// Sounds are cut to so many signs.
const LONGEST: usize = 8;
/// A name of fewer letters sounds like too much.
const FEWEST_LETTERS: usize = 3;
/// A sound of so many signs is looked for as the beginning of one; a shorter one must be the whole.
const A_BEGINNING: usize = 3;

/// The sounds that a name is found by, as words of the index: the likely one and, where there is another, that.
pub fn kept(name: &str) -> Vec<String> {
    let Some((first, second)) = heard(name) else { return Vec::new() };
    let mut sounds = vec![first, second];
    sounds.dedup();
    sounds.into_iter().map(|sound| format!("{MARK}{sound}{MARK}")).collect()
}

/// The beginning of a sound to look for; `None` for what is no name.
pub fn asked(name: &str) -> Option<String> {
    let (sound, _) = heard(name)?;
    let end = if sound.len() < A_BEGINNING { MARK.to_string() } else { String::new() };
    Some(format!("{MARK}{sound}{end}"))
}

/// A name is a folded word of plain letters; whoever writes with others is found as they write.
fn heard(name: &str) -> Option<(String, String)> {
    let plain = name.len() >= FEWEST_LETTERS && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let sound = plain.then(|| DoubleMetaphone::new(Some(LONGEST)).double_metaphone(name))?;
    let (first, second) = (sound.primary().to_lowercase(), sound.alternate().to_lowercase());
    (!first.is_empty()).then_some((first, second))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn finds(asked_for: &str, name: &str) -> bool {
        asked(asked_for).is_some_and(|sound| kept(name).iter().any(|kept| kept.starts_with(&sound)))
    }

    #[test]
    fn what_was_heard_finds_what_was_typed() {
        for (typed, name) in [
            ("olive", "oliver"),
            ("angri", "angry"),
            ("smyth", "smith"),
            ("schmidt", "smith"),
            ("kathryn", "catherine"),
            ("petorva", "petrova"),
            ("muhammad", "mohamed"),
            ("mueller", "muller"),
            ("right", "wright"),
            ("steven", "stephen"),
            ("jon", "john"),
        ] {
            assert!(finds(typed, name), "{typed} {:?} and {name} {:?}", asked(typed), kept(name));
        }
    }

    #[test]
    fn what_sounds_otherwise_is_left_alone() {
        for (typed, name) in [("anna", "andrew"), ("oliver", "alice"), ("lee", "lawrence"), ("smith", "jones")] {
            assert!(!finds(typed, name), "{typed} {:?} and {name} {:?}", asked(typed), kept(name));
        }
        for none in ["", "al", "1042", "ana9", "жанна"] {
            assert_eq!((asked(none), kept(none)), (None, Vec::new()), "{none}");
        }
    }

    proptest! {
        #[test]
        fn every_name_sounds_like_itself(name in "[a-z]{3,40}") {
            prop_assert!(asked(&name).is_none() || finds(&name, &name));
        }
    }
}
