//! Plain text as mail programs of every age show it: at most 76 columns, lists with hanging lines.

/// Room for a few quotation marks before 76 and 80 columns.
const WIDTH: usize = 72;

/// What stands below is a foot that mail programs leave out when they quote (RFC 3676 section 4.3). Its blank belongs to it.
const SIGNATURE: &str = "-- ";

/// Breaks long lines between words and tidies blank lines. What stands behind four blanks (a code, an address) is never broken.
pub fn wrap(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(|line| if line == SIGNATURE { line } else { line.trim_end() }) {
        let blanks = lines.iter().rev().take_while(|line| line.is_empty()).count();
        if !line.is_empty() {
            push_wrapped(line, &mut lines);
        } else if blanks < 2 && !lines.is_empty() {
            lines.push(String::new());
        }
    }
    format!("{}\n", lines.join("\n").trim_end())
}

fn push_wrapped(line: &str, lines: &mut Vec<String>) {
    if line.starts_with("    ") || line == SIGNATURE {
        lines.push(line.to_owned());
        return;
    }
    let (marker, rest) = marker(line);
    let hanging = " ".repeat(marker.chars().count());
    let mut current = marker.to_owned();
    let mut width = current.chars().count();
    for word in rest.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        let starts = current.trim().is_empty() || current == marker;
        if !starts && width + 1 + length > WIDTH {
            lines.push(std::mem::replace(&mut current, hanging.clone()));
            width = hanging.len();
        } else if !starts {
            current.push(' ');
            width += 1;
        }
        current.push_str(word);
        width += length;
    }
    lines.push(current);
}

/// " -  " or " 1. " at the start of a line, and what follows.
fn marker(line: &str) -> (&str, &str) {
    let numbered = line.split_once(". ").map(|(number, _)| number).filter(|number| {
        number.starts_with(' ') && number.trim_start().chars().all(|c| c.is_ascii_digit()) && !number.trim().is_empty()
    });
    let length = if line.starts_with(" -  ") { 4 } else { numbered.map_or(0, |number| number.len() + ". ".len()) };
    line.split_at_checked(length).unwrap_or(("", line))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_list_hangs_and_an_address_is_not_broken() {
        let long = "word ".repeat(20);
        let wrapped = wrap(&format!(" -  {long}\n\n\n\n    https://justroo.com/{}\n", "x".repeat(90)));
        let lines: Vec<&str> = wrapped.lines().collect();
        assert!(lines[0].starts_with(" -  word") && lines[1].starts_with("    word"), "{wrapped}");
        assert_eq!(lines.iter().filter(|line| line.is_empty()).count(), 2);
        assert!(wrapped.contains(&"x".repeat(90)));
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_is_long(text in "( -  | 12\\. |)([a-zé]{1,20} ){0,60}") {
            let wrapped = wrap(&text);
            prop_assert!(wrapped.lines().all(|line| line.chars().count() <= WIDTH));
            prop_assert_eq!(text.split_whitespace().collect::<Vec<_>>(), wrapped.split_whitespace().collect::<Vec<_>>());
        }
    }
}
