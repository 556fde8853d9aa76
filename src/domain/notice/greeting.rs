//! "Dear …": the one place where a stranger's words would enter an automatic mail.

use crate::domain::personal::Personal;

/// Longer than this is not a name but a message.
const LONGEST: usize = 70;

/// The name to greet with, or nothing when what was typed is not plainly a name.
///
/// A form sends mail to any address somebody types. If the name could carry a sentence or a link, the form would be a
/// way to send advertising under the shop's name. So a name has at most 70 characters and 8 words, and nothing
/// that makes an address or a sentence; letters of every script are welcome, with `'`, `’`, `-`, `.`, `,` and blanks.
pub fn greeting_name(typed: &Personal) -> Option<String> {
    let words: Vec<&str> = typed.reveal().split_whitespace().collect();
    let name = words.join(" ");
    let short = !name.is_empty() && name.chars().count() <= LONGEST && words.len() <= 8;
    let plain = name.chars().all(belongs_to_a_name);
    let dotted = words.iter().any(|word| dot_inside(word));
    (short && plain && !dotted && name.chars().any(char::is_alphabetic)).then_some(name)
}

fn belongs_to_a_name(c: char) -> bool {
    c.is_alphabetic() || is_joining_mark(c) || matches!(c, ' ' | '\'' | '’' | '-' | '‐' | '.' | ',')
}

/// Combining marks belong to names in many scripts, but `char::is_alphabetic` leaves some of them out.
fn is_joining_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'
            ..='\u{36f}'
                | '\u{93c}'
                | '\u{94d}'
                | '\u{9cd}'
                | '\u{a4d}'
                | '\u{acd}'
                | '\u{bcd}'
                | '\u{c4d}'
                | '\u{ccd}'
                | '\u{d4d}'
    )
}

/// "evil.example" but not "J.R.R." or "Dr." — a dot between longer parts makes a mail program show a link.
fn dot_inside(word: &str) -> bool {
    let mut parts = word.split('.').filter(|part| !part.is_empty()).peekable();
    let mut count = 0;
    let mut long = false;
    for part in parts.by_ref() {
        count += 1;
        long |= part.chars().count() > 1 && count > 1;
    }
    long
}

#[cfg(test)]
mod tests {
    use super::*;

    fn greet(typed: &str) -> Option<String> {
        greeting_name(&Personal::new(typed))
    }

    #[test]
    fn names_of_every_script_are_greeted() {
        for name in [
            "Priya Nair",
            "Zsófia Ő. Nagy-Kiss",
            "O’Brien",
            "J.R.R. Tolkien",
            "Dr. Ann Smith, MBE",
            "李小龍",
            "नेहा शर्मा",
            "Þórarinn",
        ] {
            assert_eq!(greet(name).as_deref(), Some(name));
        }
        assert_eq!(greet("  Priya \t Nair ").as_deref(), Some("Priya Nair"));
    }

    #[test]
    fn a_message_or_a_link_is_not_a_name() {
        for typed in [
            "",
            "   ",
            "Win a prize at evil.example",
            "www.evil.example",
            "http://evil.example",
            "priya@example.org",
            "Priya\u{202e}Nair",
            "Priya\0Nair",
            "<b>Priya</b>",
            "Call 0800 123456 now!",
            "you have won a very large prize please call us now today",
            "...",
        ] {
            assert_eq!(greet(typed), None, "{typed:?}");
        }
        assert_eq!(greet(&"a".repeat(71)), None);
    }

    #[test]
    fn line_breaks_become_blanks() {
        assert_eq!(greet("Priya\r\nBcc").as_deref(), Some("Priya Bcc"));
    }
}
