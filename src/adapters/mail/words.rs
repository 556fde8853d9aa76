//! The words of a mail server, as far as they may be shown: staff need them to know what to do, and nobody needs the addresses in them.

/// The longest text that is kept.
const LONGEST: usize = 240;

/// The words on one line, without addresses and without the recipient's name; nothing when nothing is left.
pub fn without_addresses(words: &str, recipient: &str) -> Option<Box<str>> {
    let name = recipient.split('@').next().unwrap_or_default().to_lowercase();
    let mut kept = String::new();
    for word in words.split_whitespace() {
        let personal = word.contains('@') || (name.chars().count() > 2 && word.to_lowercase().contains(&name));
        let shown: String = if personal { "[address]".to_owned() } else { visible(word) };
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(&shown);
        if kept.chars().count() > LONGEST {
            break;
        }
    }
    let kept: String = kept.chars().take(LONGEST).collect();
    (!kept.is_empty()).then(|| kept.into_boxed_str())
}

fn visible(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::without_addresses;

    #[test]
    fn a_server_is_quoted_without_saying_about_whom() {
        let said = "5.1.1 <emma.wright@mail.example>: Recipient address rejected: User emma.wright unknown\r\nin table";
        let kept = without_addresses(said, "emma.wright@mail.example").expect("words");
        assert_eq!(&*kept, "5.1.1 [address] Recipient address rejected: User [address] unknown in table");
        assert_eq!(without_addresses(" \r\n", "a@b.example"), None);
        assert_eq!(without_addresses(&"x".repeat(2_000), "emma@b.example").expect("words").len(), 240);
    }
}
