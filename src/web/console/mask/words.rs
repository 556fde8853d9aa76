//! Personal values as they are shown until somebody asks to see them in full, which goes on the log.

/// "Priya R.": enough to recognise a case in a list.
pub fn short_name(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    match words.last().and_then(|last| last.chars().next()) {
        Some(initial) => format!("{first} {}.", initial.to_uppercase()),
        None => first.to_owned(),
    }
}

/// An identifier of the data map, masked by what it is.
pub fn identifier(name: &str, value: &str) -> String {
    match name {
        "email" => email(value),
        "name" => short_name(value),
        "postcode" => ends(value, 2, 0),
        "phone" => ends(value, 2, 3),
        _ => ends(value, 0, 3),
    }
}

/// "p•••@raman.example".
pub fn email(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((local, domain)) => format!("{}@{domain}", ends(local, 1, 0)),
        None => ends(address, 1, 0),
    }
}

/// Words of another server with the addresses in them masked: "550 <p•••@raman.example>: no such user".
pub fn addresses(words: &str) -> String {
    let masked = |word: &str| {
        let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
        if inner.contains('@') { word.replace(inner, &email(inner)) } else { word.to_owned() }
    };
    words.split(' ').map(masked).collect::<Vec<_>>().join(" ")
}

/// The sender of a message as it is written, `Priya Raman <priya@raman.example>`: "Priya R., p•••@raman.example".
pub fn sender(from: &str) -> String {
    match from.trim().trim_end_matches('>').rsplit_once('<') {
        Some((name, address)) if !name.trim().is_empty() => {
            format!("{}, {}", short_name(name.trim().trim_matches('"')), email(address))
        }
        Some((_, address)) => email(address),
        None if from.trim().is_empty() => String::new(),
        None => email(from.trim()),
    }
}

/// The first and last few characters, the rest as dots; a short value shows less.
fn ends(value: &str, first: usize, last: usize) -> String {
    let letters: Vec<char> = value.trim().chars().collect();
    let last = if letters.len() > first + last + 2 { last } else { 0 };
    let head: String = letters.iter().take(first.min(letters.len() / 2)).collect();
    let tail: String = letters.iter().skip(letters.len() - last).collect();
    format!("{head}•••{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_value_says_little() {
        assert_eq!(short_name("Priya Kumari Raman"), "Priya R.");
        assert_eq!(short_name("Cher"), "Cher");
        assert_eq!(email("priya@raman.example"), "p•••@raman.example");
        assert_eq!(sender("Priya Raman <priya@raman.example>"), "Priya R., p•••@raman.example");
        assert_eq!((sender("priya@raman.example"), sender("")), ("p•••@raman.example".to_owned(), String::new()));
        assert_eq!(
            addresses("550 5.1.1 <priya@raman.example>: no such user"),
            "550 5.1.1 <p•••@raman.example>: no such user"
        );
        assert_eq!(identifier("phone", "07700 900118"), "07•••118");
        assert_eq!(identifier("order_number", "20418"), "•••");
        assert_eq!(identifier("order_number", "JR-2041823"), "•••823");
        assert_eq!(identifier("postcode", "LS6 2AB"), "LS•••");
        assert_eq!(identifier("x", ""), "•••");
    }
}
