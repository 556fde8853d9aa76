//! Numbers and places by their shape: order numbers, postcodes, telephone numbers.

use super::text::folded;

/// A number as a shop prints it: letters, digits and hyphens, with enough digits in it. `K 20-4471` and `33 190` hold a blank.
pub fn number(raw: &str, digits: usize) -> String {
    let mut found = String::new();
    for piece in raw.split(' ').take(4) {
        let bare: String =
            piece.chars().take_while(|c| c.is_ascii_alphanumeric() || "-/_".contains(*c)).take(30).collect();
        if !found.is_empty() && !goes_on(&found, &bare) {
            break;
        }
        if !found.is_empty() {
            found.push(' ');
        }
        found.push_str(&bare);
        if bare.len() < piece.len() {
            break;
        }
    }
    let found = found.trim_end_matches(['-', '/', '_']);
    let enough = found.chars().filter(char::is_ascii_digit).count() >= digits;
    if enough { found.to_owned() } else { String::new() }
}

/// Whether a number goes on after a blank: behind a letter or two in front, or in groups of three or four digits.
fn goes_on(so_far: &str, next: &str) -> bool {
    let grouped = |text: &str, sizes: std::ops::RangeInclusive<usize>| {
        sizes.contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
    };
    let prefix = so_far.len() <= 3 && so_far.chars().all(|c| c.is_ascii_uppercase()) && !["I", "A"].contains(&so_far);
    let led = prefix && next.starts_with(|c: char| c.is_ascii_digit());
    led || (so_far.split(' ').all(|group| grouped(group, 1..=4)) && grouped(next, 3..=4) && !is_year(next))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}

/// The postcode that begins a text, as written: `BT9 5AB`, `10115`, `1012 AB`, `00-950`.
pub fn postcode(raw: &str) -> String {
    let pieces: Vec<&str> =
        raw.split_whitespace().take(2).map(|p| p.trim_matches(|c: char| ",.;)(".contains(c))).collect();
    let (first, second) = (pieces.first().copied().unwrap_or_default(), pieces.get(1).copied().unwrap_or_default());
    if is_uk_halves(first, second)
        || (is_digits(first, 4) && second.len() == 2 && second.chars().all(|c| c.is_ascii_uppercase()))
    {
        return format!("{first} {second}");
    }
    let joined = first.len() >= 5
        && is_uk_halves(
            first.get(..first.len() - 3).unwrap_or_default(),
            first.get(first.len() - 3..).unwrap_or_default(),
        );
    let plain = first.len() <= 9 && first.len() >= 4 && first.chars().all(|c| c.is_ascii_digit() || c == '-');
    if joined || plain { first.to_owned() } else { String::new() }
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.chars().all(|c| c.is_ascii_digit())
}

/// `BT9` and `5AB`: the two halves of a British postcode.
fn is_uk_halves(outward: &str, inward: &str) -> bool {
    let letters = outward.chars().take_while(char::is_ascii_alphabetic).count();
    let rest: Vec<char> = outward.chars().skip(letters).collect();
    let out = (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest.first().is_some_and(char::is_ascii_digit)
        && rest.iter().all(char::is_ascii_alphanumeric);
    let inner: Vec<char> = inward.chars().collect();
    let [digit, a, b] = inner[..] else { return false };
    out && digit.is_ascii_digit() && a.is_ascii_alphabetic() && b.is_ascii_alphabetic()
}

/// The telephone number that begins a text, as written.
pub fn phone(raw: &str) -> Option<String> {
    let piece: String = raw.chars().take_while(|c| c.is_ascii_digit() || "+ ()-./".contains(*c)).take(28).collect();
    let piece = piece.trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = piece.chars().filter(char::is_ascii_digit).count();
    let shaped = piece.starts_with(['+', '0', '(']);
    (shaped && (9..=15).contains(&digits)).then(|| piece.to_owned())
}

/// A telephone number anywhere in a line: an international one, or a British one in full. Numbers that companies answer
/// (`0300`, `0800` and their like) are nobody's own, and neither is one from which somebody was called.
pub fn phone_in(line: &str) -> Option<String> {
    let starts = line.char_indices().filter(|(at, c)| {
        let before = line.get(..*at).and_then(|text| text.chars().next_back());
        let free = before.is_none_or(|c| !(c.is_alphanumeric() || "-/.+_#".contains(c)));
        *c == '+' || (*c == '0' && free)
    });
    starts.filter_map(|(at, c)| Some((at, c, phone(line.get(at..)?)?))).find_map(|(at, c, number)| {
        let caller = line
            .get(..at)
            .and_then(|text| text.split_whitespace().next_back())
            .is_some_and(|word| CALLED.contains(&folded(word).as_str()));
        let fits = !caller && (c == '+' || is_british_phone(&number));
        fits.then_some(number)
    })
}

/// What stands before a number from which the company called.
const CALLED: &[&str] = &["from", "your", "helpline", "von", "du", "van", "dal", "desde", "od", "fran", "fra", "on"];

/// `07700 900318`, `020 7946 0123`: eleven digits, of a mobile or a place.
fn is_british_phone(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.len() == 11 && ["01", "02", "07"].iter().any(|start| digits.starts_with(start))
}

/// A postcode that shows by its shape: a British one, a Dutch one before its place, or a line of an address (`04177 Leipzig`).
pub fn postcode_in(line: &str) -> Option<String> {
    let pieces: Vec<&str> =
        line.split_whitespace().map(|piece| piece.trim_matches(|c: char| ",.;:)(".contains(c))).collect();
    let pairs = || pieces.iter().zip(pieces.iter().skip(1)).enumerate();
    let british = pairs().find(|(_, (outward, inward))| {
        !outward.chars().chain(inward.chars()).any(|c| c.is_ascii_lowercase()) && is_uk_halves(outward, inward)
    });
    let dutch = pairs().find(|(at, (digits, letters))| {
        let place = pieces.get(at + 2).is_some_and(|place| is_place(place));
        place
            && is_digits(digits, 4)
            && !digits.starts_with('0')
            && letters.len() == 2
            && letters.chars().all(|c| c.is_ascii_uppercase())
    });
    if let Some((_, (first, second))) = british.or(dutch) {
        return Some(format!("{first} {second}"));
    }
    let (code, places) = pieces.split_first()?;
    let line_of_address = (1..=3).contains(&places.len()) && places.iter().all(|place| is_place(place));
    (is_digits(code, 5) && line_of_address).then(|| (*code).to_owned())
}

fn is_place(word: &str) -> bool {
    word.chars().count() > 2
        && word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().skip(1).all(|c| c.is_lowercase() || c == '-' || c == '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_and_numbers_keep_their_spelling() {
        assert_eq!(postcode("BT9 5AB"), "BT9 5AB");
        assert_eq!(postcode("1012 AB Amsterdam"), "1012 AB");
        assert_eq!(postcode("10115 Berlin"), "10115");
        assert_eq!(number("DE-3312.", 2), "DE-3312");
        assert_eq!(phone("+44 7700 900222, d) no").as_deref(), Some("+44 7700 900222"));
    }

    #[test]
    fn numbers_hold_a_blank_where_they_are_written_in_groups() {
        for (written, wanted) in [
            ("K 20-4471, wohnhaft", "K 20-4471"),
            ("33 190", "33 190"),
            ("700 812.", "700 812"),
            ("100348 2 lamps", "100348"),
            ("4471 2026", "4471"),
            ("100 512, Zoé", "100 512"),
        ] {
            assert_eq!(number(written, 2), wanted);
        }
        assert_eq!(number("I 20 times", 2), "");
    }

    #[test]
    fn a_phone_shows_by_its_shape_unless_a_company_answers_it() {
        assert_eq!(phone_in("where you got it. 07700 900318. AND").as_deref(), Some("07700 900318"));
        assert_eq!(phone_in("T 020 7946 0123 | www").as_deref(), Some("020 7946 0123"));
        for other in ["on 0303 123 1113.", "order 0012345678", "you rang from 0161 496 0000", "IBAN 070012345678901234"]
        {
            assert_eq!(phone_in(other), None, "{other}");
        }
    }

    #[test]
    fn postcodes_show_by_their_shape() {
        for (line, wanted) in
            [("19 Ferry Road, PO12 3QL", "PO12 3QL"), ("3512 JK Utrecht", "3512 JK"), ("04177 Leipzig", "04177")]
        {
            assert_eq!(postcode_in(line).as_deref(), Some(wanted));
        }
        for other in ["since 2026 AB testing", "30041 orders of mine", "12345 Seiten lang", "in 2025 PM"] {
            assert_eq!(postcode_in(other), None, "{other}");
        }
    }
}
