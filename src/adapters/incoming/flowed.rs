//! `format=flowed` (RFC 3676): a line that ends in a blank goes on in the next one.

/// The text with its paragraphs joined again.
pub fn joined(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut goes_on: Option<usize> = None;
    for line in text.lines() {
        let depth = line.chars().take_while(|c| *c == '>').count();
        let bare = line.trim_start_matches('>');
        let bare = bare.strip_prefix(' ').unwrap_or(bare);
        if goes_on != Some(depth) {
            if goes_on.is_some() {
                whole.push('\n');
            }
            (0..depth).for_each(|_| whole.push('>'));
            if depth > 0 {
                whole.push(' ');
            }
        }
        whole.push_str(bare);
        goes_on = (bare.ends_with(' ') && bare != "-- ").then_some(depth);
        if goes_on.is_none() {
            whole.push('\n');
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soft_breaks_are_joined_and_quotations_stay_apart() {
        assert_eq!(joined("a long \nline\n> quoted \n> on\nmine\n"), "a long line\n> quoted on\nmine\n");
        assert_eq!(joined("-- \nEmma\n"), "-- \nEmma\n");
    }
}
