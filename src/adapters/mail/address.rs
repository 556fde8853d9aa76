//! Addresses that may go on a wire, and texts that may go into a header.

use lettre::Address;

/// The longest address RFC 5321 (section 4.5.3.1.3) lets through, without its angle brackets.
const LONGEST: usize = 254;

/// Reads an address strictly: one `@`, no quoted part, no comment, no blank, no control or invisible character.
/// RFC 5321 allows quoted local parts; nobody has one, and every attack through addresses needs one.
pub fn read(typed: &str) -> Option<Address> {
    let fine = typed.len() <= LONGEST && typed.matches('@').count() == 1 && typed.chars().all(may_stand_in_an_address);
    if fine { typed.parse().ok() } else { None }
}

fn may_stand_in_an_address(c: char) -> bool {
    let quoting = matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '\\' | '"');
    !quoting && !c.is_whitespace() && !breaks_a_line_or_hides(c)
}

/// Makes a text fit for one header: every run of blanks, line breaks and invisible characters becomes one blank.
pub fn one_line(text: &str) -> String {
    let shown: String = text.chars().map(|c| if breaks_a_line_or_hides(c) { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control characters, the separators U+2028 and U+2029, and the marks that turn the direction of writing or show nothing.
fn breaks_a_line_or_hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_addresses_are_read_and_everything_clever_is_not() {
        for fine in ["priya.nair@example.org", "o'brien+shop@mail.example.co.uk", "zsófi@példa.hu"] {
            assert!(read(fine).is_some(), "{fine}");
        }
        for wrong in [
            "",
            "priya",
            "@example.org",
            "a@b@example.org",
            "\"a b\"@example.org",
            "a@example.org>\r\nRCPT TO:<x@y.example",
            "a@example.org\n",
            "a@example.org,b@example.org",
            "Priya <a@example.org>",
            "a\u{2028}@example.org",
            "a\u{202e}@example.org",
            "a\0@example.org",
            "a@[127.0.0.1]",
        ] {
            assert!(read(wrong).is_none(), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_out_of_one_line(text in "\\PC*[\\r\\n\\x00\\u{85}\\u{2028}]{0,3}\\PC*") {
            let line = one_line(&text);
            prop_assert!(!line.chars().any(breaks_a_line_or_hides));
            prop_assert_eq!(one_line(&line), line.clone());
        }
    }
}
