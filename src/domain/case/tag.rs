//! Tags: a colleague's own words that cases are grouped and found by.

/// The longest tag, in characters.
pub const LONGEST_TAG: usize = 30;
/// The most tags of one case: more than this tells nothing any more.
pub const MOST_TAGS: usize = 12;

/// A tag as it is kept: lower case, single blanks; letters, digits and hyphens. `None` when what was typed is none.
pub fn folded_tag(typed: &str) -> Option<String> {
    let tag = typed.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = tag.chars().all(|sign| sign.is_alphanumeric() || sign == ' ' || sign == '-');
    (!tag.is_empty() && tag.chars().count() <= LONGEST_TAG && plain).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_one_word_however_it_is_typed() {
        assert_eq!(folded_tag("  Black   Friday ").as_deref(), Some("black friday"));
        assert_eq!(folded_tag("VIP-2").as_deref(), Some("vip-2"));
        for wrong in ["", " ", "a,b", "<b>", &"x".repeat(31)] {
            assert!(folded_tag(wrong).is_none(), "{wrong}");
        }
    }
}
