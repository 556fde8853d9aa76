//! Folding: the same words however they were typed.

/// Small letters, straight quotes and hyphens, single spaces, nothing invisible. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '`' | '\u{b4}' => folded.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => folded.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            blank if blank.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            other => folded.extend(other.to_lowercase()),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Only letters and digits, folded: two spellings of one name are equal.
pub fn bare(name: &str) -> String {
    fold(name).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// One line with single spaces, trimmed of marks that lists and tables leave at the ends.
pub fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    let loose = |letter: char| {
        matches!(letter, ',' | ';' | ':' | '.' | '–' | '-' | '•' | '*' | '|' | '—') || letter.is_whitespace()
    };
    line.trim_matches(loose).to_owned()
}

/// The line with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_fold_to_the_same_text() {
        assert_eq!(fold("  We\u{2019}ll keep\u{a0}it \u{2013} \u{201c}safe\u{201d}\n"), "we'll keep it - \"safe\"");
        assert_eq!(bare("Just-Elegance"), bare("JustElegance"));
        assert_eq!(tidy("• Name:  "), "Name");
        assert_eq!(capital("élan"), "Élan");
    }
}
