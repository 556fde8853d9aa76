//! Addresses made to be taken for others: letters of other scripts, `rn` for `m`, dots, tags, a letter more or less.

use unicode_normalization::UnicodeNormalization;

/// So many changes of one letter still deceive.
const NEAR: usize = 2;

/// Whether one address could be taken for the other although it is not the same. The same address, in whatever case, is none.
pub fn look_alike(one: &str, other: &str) -> bool {
    let (one, other) = (folded(one), folded(other));
    if one == other || one.is_empty() || other.is_empty() {
        return false;
    }
    let (seen, meant) = (skeleton(&one), skeleton(&other));
    seen == meant || distance(&seen, &meant) <= NEAR || same_person_elsewhere(&seen, &meant)
}

fn folded(address: &str) -> String {
    address.trim().to_lowercase()
}

/// The same name under a domain that bears the other's: `emma@mail.example.evil.example`, `emma@mail-example.example`.
fn same_person_elsewhere(one: &str, other: &str) -> bool {
    let (Some((a, one)), Some((b, other))) = (one.rsplit_once('@'), other.rsplit_once('@')) else { return false };
    let bare = |domain: &str| domain.replace(['.', '-'], "");
    a == b && (bare(one).contains(&bare(other)) || bare(other).contains(&bare(one)))
}

/// What an address looks like at a glance: compatibility forms taken apart, accents dropped, look-alike letters made one.
fn skeleton(address: &str) -> String {
    let address = unpunycoded(address);
    let plain: String = address.nfkd().filter(|c| !is_invisible(*c)).map(plainest).collect();
    let plain = plain.to_lowercase().replace("rn", "m").replace("vv", "w").replace("cl", "d");
    match plain.rsplit_once('@') {
        Some((local, domain)) => {
            let local = local.split('+').next().unwrap_or(local).replace(['.', '-', '_'], "");
            format!("{local}@{domain}")
        }
        None => plain,
    }
}

/// Labels that are written in punycode are shown in their own letters by many programs.
fn unpunycoded(address: &str) -> String {
    let Some((local, domain)) = address.rsplit_once('@') else { return address.to_owned() };
    let labels: Vec<String> = domain
        .split('.')
        .map(|label| label.strip_prefix("xn--").and_then(decoded).unwrap_or_else(|| label.to_owned()))
        .collect();
    format!("{local}@{}", labels.join("."))
}

/// RFC 3492.
fn decoded(label: &str) -> Option<String> {
    let (basic, rest) = label.rsplit_once('-').unwrap_or(("", label));
    let mut letters: Vec<char> = basic.chars().collect();
    let (mut code, mut place, mut bias) = (128u32, 0u32, 72u32);
    let mut digits = rest.bytes().map(|byte| match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 26),
        _ => None,
    });
    while digits.len() > 0 {
        let before = place;
        let (mut weight, mut k) = (1u32, 36u32);
        loop {
            let digit = digits.next()??;
            place = place.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
            k = k.checked_add(36)?;
        }
        let count = u32::try_from(letters.len()).ok()? + 1;
        bias = adapted(place - before, count, before == 0);
        code = code.checked_add(place / count)?;
        place %= count;
        letters.insert(usize::try_from(place).ok()?, char::from_u32(code)?);
        place += 1;
    }
    Some(letters.into_iter().collect())
}

fn adapted(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// One letter for all that look alike (a part of Unicode's confusables: what has been used in addresses).
const fn plainest(c: char) -> char {
    match c {
        'а' | 'α' | 'ɑ' => 'a',
        'е' | 'ε' | 'ё' | 'є' => 'e',
        'о' | 'ο' | 'օ' | '0' | 'ø' => 'o',
        'р' | 'ρ' => 'p',
        'с' | 'ϲ' => 'c',
        'у' | 'γ' | 'ү' => 'y',
        'х' | 'χ' => 'x',
        'і' | 'ι' | 'ı' | '1' | 'l' | '|' | 'ӏ' | 'I' => 'l',
        'ѕ' | '5' => 's',
        'ԁ' => 'd',
        'ј' => 'j',
        'һ' | 'н' => 'h',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'т' | 'τ' => 't',
        'в' | 'ß' | 'β' => 'b',
        'ν' | 'ѵ' => 'v',
        'ո' | 'п' | 'η' => 'n',
        'ս' | 'υ' => 'u',
        'ԝ' | 'ω' => 'w',
        'ɡ' | 'ց' | '9' => 'g',
        '։' | '․' | '。' => '.',
        other => other,
    }
}

/// How many letters have to be changed, added or left out (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut next = vec![at + 1];
        for (column, theirs) in other.iter().enumerate() {
            let above = row.get(column + 1).copied().unwrap_or(usize::MAX - 1);
            let corner = row.get(column).copied().unwrap_or(usize::MAX - 1);
            let left = next.last().copied().unwrap_or(usize::MAX - 1);
            next.push((above + 1).min(left + 1).min(corner + usize::from(letter != *theirs)));
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ON_FILE: &str = "emma.martin@mail.example";

    #[test]
    fn what_is_made_to_deceive_is_seen() {
        for fake in [
            "emma.martln@mail.example",
            "emma.rnartin@mail.example",
            "еmma.martin@mail.example",
            "emmamartin@mail.example",
            "emma.martin+x@mail.example",
            "emma.martin@rnail.example",
            "emma.martin@mai1.example",
            "emma.martin@mail.exarnple",
            "emma.martin@mail-example.com",
            "emma.martin@mail.example.evil.example",
            "emma.martin@xn--mal-7ma.example",
            "ｅmma.martin@mail.example",
            "emma\u{200b}.martin@mail.example",
        ] {
            assert!(look_alike(fake, ON_FILE), "{fake}");
        }
    }

    #[test]
    fn the_same_address_and_a_plain_other_one_are_no_warning() {
        for fine in [ON_FILE, "Emma.Martin@Mail.Example", " emma.martin@mail.example", "otto.brandt@post.example", ""] {
            assert!(!look_alike(fine, ON_FILE), "{fine}");
        }
    }

    #[test]
    fn punycode_is_read_as_it_is_shown() {
        assert_eq!(decoded("bcher-kva").as_deref(), Some("bücher"));
        assert_eq!(decoded("80ak6aa92e").as_deref(), Some("аррӏе"));
        assert_eq!(decoded("\u{fc}"), None);
    }

    proptest! {
        #[test]
        fn one_changed_letter_is_always_seen(at in 0usize..24, letter in "[a-z0-9]") {
            let fake: String = ON_FILE.chars().enumerate().map(|(n, c)| if n == at && c != '@' { letter.clone() } else { c.to_string() }).collect();
            prop_assert_eq!(look_alike(&fake, ON_FILE), fake != ON_FILE);
        }

        #[test]
        fn no_address_is_a_crash(one in "\\PC{0,40}", other in "(xn--)?[a-z0-9-]{0,30}") {
            let _seen = look_alike(&one, &format!("a@{other}"));
        }
    }
}
