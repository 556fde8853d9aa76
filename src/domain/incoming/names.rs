//! Names of people, as they stand in headers and under letters.

use super::lexicon::Lexicon;
use super::text::{folded, is_unspaced, sentences};

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "van", "von", "zu", "la", "le", "du", "el",
    "al", "bin", "ibn", "ter", "ten", "af", "av", "y", "e", "ap", "'t",
];
/// What stands before a name.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "herr",
    "herrn",
    "frau",
    "mme",
    "m",
    "monsieur",
    "madame",
    "sig",
    "sigra",
    "signor",
    "signora",
    "sr",
    "sra",
    "senor",
    "senora",
    "don",
    "dona",
    "pan",
    "pana",
    "pani",
    "dhr",
    "mevr",
    "mevrouw",
    "meneer",
    "named",
    "called",
    "namens",
    "client",
    "clients",
    "mandant",
    "mandantin",
    "aged",
];
/// Words that are written with a capital and belong to no name.
const NO_NAME: &[&str] = &[
    "regards",
    "team",
    "thanks",
    "thank",
    "sincerely",
    "faithfully",
    "privacy",
    "data",
    "protection",
    "support",
    "service",
    "sent",
    "department",
    "office",
    "dear",
    "hello",
    "subject",
    "request",
    "re",
    "best",
    "kind",
    "please",
    "my",
    "the",
    "order",
    "gdpr",
    "dsgvo",
    "rgpd",
    "account",
    "customer",
    "article",
    "art",
    "street",
    "road",
    "i",
    "you",
    "yes",
    "no",
    "grusse",
    "grussen",
    "damen",
    "herren",
    "cordialement",
    "saludos",
    "groet",
    "saluti",
    "iphone",
    "android",
    "it",
    "act",
    "article",
    "under",
    "information",
    "we",
    "this",
    "that",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "california",
    "uk",
    "eu",
    "delete",
    "remove",
    "stop",
    "unsubscribe",
    "cheers",
    "many",
    "merci",
    "danke",
    "gracias",
    "grazie",
    "bedankt",
    "dziekuje",
    "obrigado",
    "obrigada",
    "tack",
    "all",
    "everything",
    "answer",
];

/// Whether a text reads as a person's full name.
pub fn is_full_name(text: &str) -> bool {
    let pieces: Vec<&str> = text.split_whitespace().collect();
    if text.chars().any(is_unspaced) {
        return (1..=2).contains(&pieces.len())
            && (2..=12).contains(&text.chars().count())
            && text.chars().all(fits_unspaced);
    }
    (2..=5).contains(&pieces.len())
        && text.len() <= 60
        && pieces.iter().all(|piece| is_part(piece))
        && begins_and_ends(&pieces)
}

/// Han characters, kana without the small words of grammar, and a blank.
fn fits_unspaced(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{30a0}'..='\u{30ff}' | '\u{3005}' | ' ' | '\u{3000}')
}

fn begins_and_ends(pieces: &[&str]) -> bool {
    let capital = |piece: Option<&&str>| piece.and_then(|p| p.chars().next()).is_some_and(char::is_uppercase);
    capital(pieces.last()) && (capital(pieces.first()) || pieces.first().is_some_and(|first| is_particle(first)))
}

fn is_particle(piece: &str) -> bool {
    PARTICLES.contains(&piece.to_lowercase().as_str())
}

/// Whether a word can be part of a name: `O'Brien`, `Garçon`, `J.`, `van`.
fn is_part(piece: &str) -> bool {
    let fine = |c: char| c.is_alphabetic() || "'’-.".contains(c);
    let first = piece.chars().next().is_some_and(char::is_uppercase);
    let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
    let word = folded(piece.trim_matches('.'));
    (first || is_particle(piece)) && letters > 0 && piece.chars().all(fine) && !NO_NAME.contains(&word.as_str())
}

/// The name that begins a text: `Rohan Patel (…)`, `Mr Rohan Patel, born …`, `Mira is 10`.
pub fn name_at_start(text: &str) -> Option<String> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || ",:;\"“„«-–".contains(c));
    if text.chars().next().is_some_and(is_unspaced) {
        let name: String = text.chars().take_while(|c| fits_unspaced(*c)).take(8).collect();
        let name = name.trim().trim_end_matches('様').to_owned();
        return (name.chars().count() >= 2).then_some(name);
    }
    let mut name: Vec<&str> = Vec::new();
    for piece in text.split_whitespace() {
        let bare = piece.trim_matches(|c: char| ",;:()\"”“„«»!?".contains(c));
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        if name.is_empty() && TITLES.contains(&folded(bare.trim_end_matches('.')).as_str()) {
            continue;
        }
        let initial = bare.chars().filter(|c| c.is_alphabetic()).count() == 1;
        let bare = if initial { bare } else { bare.trim_end_matches('.') };
        if name.len() >= 5 || piece.starts_with('(') || !is_part(bare) {
            break;
        }
        name.push(bare);
        if !initial && piece.ends_with([',', ';', ':', '.', '!', ')']) {
            break;
        }
    }
    while name.last().is_some_and(|last| is_particle(last)) {
        name.pop();
    }
    let capital = name.first().and_then(|first| first.chars().next()).is_some_and(char::is_uppercase);
    let named = capital || name.iter().any(|piece| piece.chars().next().is_some_and(char::is_uppercase));
    named.then(|| name.join(" "))
}

/// A name under a letter, and whether it stands below a closing or on the last line, where nothing else would.
pub struct Signature {
    /// The name.
    pub name: String,
    /// Whether its place leaves no doubt.
    pub is_sure: bool,
}

/// The name under a letter: below its closing, or on its last lines, or in its last sentence.
pub fn signature(lexicons: &[&Lexicon], text: &str) -> Option<Signature> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let closing = lines.iter().rposition(|line| is_closing(lexicons, line));
    if let Some(name) =
        closing.and_then(|at| lines.iter().skip(at).take(3).find_map(|line| name_of_line(lexicons, line)))
    {
        return Some(Signature { name, is_sure: true });
    }
    let last = lines.iter().rev().take(4).find_map(|line| name_of_line(lexicons, line));
    if let Some(name) = last {
        return Some(Signature { name, is_sure: true });
    }
    let sentence = sentences(lines.last()?).pop()?;
    let name = sentence.written.trim_matches(|c: char| ",.–-— ".contains(c)).to_owned();
    is_full_name(&name).then_some(Signature { name, is_sure: false })
}

fn is_closing(lexicons: &[&Lexicon], line: &str) -> bool {
    let plain = folded(line);
    plain.len() < 60
        && lexicons.iter().flat_map(|lexicon| &lexicon.closings).any(|closing| plain.starts_with(closing.as_str()))
}

/// `Emma Wright`, `Noor Haddad, order 100348`, `Kind regards, Emma Wright`, `– Emma Wright`.
fn name_of_line(lexicons: &[&Lexicon], line: &str) -> Option<String> {
    let bare = line.trim_start_matches(['-', '–', '—', '~', ' ']);
    let name = |text: &str| {
        let text = text.trim().trim_end_matches(['.', ',']);
        is_full_name(text).then(|| text.to_owned())
    };
    let (first, rest) = bare.split_once(',').unwrap_or((bare, ""));
    name(bare)
        .or_else(|| if is_closing(lexicons, first) { name(rest) } else { name(first) })
        .or_else(|| bare.split_once(['(', '|', '/']).and_then(|(first, _)| name(first)))
}

/// Which of the display name and the signature is the writer's name. A header may name a household or a mailbox; whoever signs
/// is the one who speaks.
pub fn writer(display: &str, signature: Option<&Signature>) -> Option<String> {
    let display = straightened(display);
    let Some(signature) = signature else {
        return Some(display).filter(|name| is_full_name(name) || is_single_name(name));
    };
    let same = |a: &str, b: &str| folded(a).split_whitespace().eq(folded(b).split_whitespace());
    if display.is_empty() || !is_full_name(&display) {
        return Some(signature.name.clone());
    }
    if same(&display, &signature.name) || !signature.is_sure {
        return Some(display);
    }
    // `Ms A Dalgleish` in the header is `Ailsa Dalgleish` under the letter.
    if is_shortened_form(&display, &signature.name) {
        return Some(signature.name.clone());
    }
    let (shown, signed) = (folded(&display), folded(&signature.name));
    let shared = signed.split_whitespace().any(|piece| shown.split_whitespace().any(|other| other == piece));
    let fuller = shared && display.split_whitespace().count() > signature.name.split_whitespace().count();
    Some(if fuller { display } else { signature.name.clone() })
}

/// Whether a name says less than another of the same family: only a title and the first letters of what comes before.
fn is_shortened_form(display: &str, full: &str) -> bool {
    let pieces = |name: &str| -> Vec<String> {
        folded(name)
            .split_whitespace()
            .map(|piece| piece.trim_end_matches('.').to_owned())
            .filter(|piece| !TITLES.contains(&piece.as_str()))
            .collect()
    };
    let (short, long) = (pieces(display), pieces(full));
    let (Some((family, given)), Some((same, spelled))) = (short.split_last(), long.split_last()) else { return false };
    let initials = given.iter().all(|piece| piece.chars().count() == 1);
    let begins = given.iter().zip(spelled).all(|(initial, name)| name.starts_with(initial.as_str()));
    family == same && initials && begins && !spelled.is_empty()
}

/// A single word with a capital: a person who shows only their first name.
fn is_single_name(name: &str) -> bool {
    name.chars().count() > 1
        && !name.contains(char::is_whitespace)
        && (is_part(name) || name.chars().all(fits_unspaced))
}

/// `Wright, Emma` is `Emma Wright`; quotes, and a note in brackets, are left out.
fn straightened(display: &str) -> String {
    let bare = display.split(['(', '[', '<']).next().unwrap_or_default();
    let bare = bare.trim_matches(|c: char| c.is_whitespace() || "\"'".contains(c));
    match bare.split_once(',') {
        Some((family, given)) if is_part(given.split_whitespace().next().unwrap_or_default()) => {
            format!("{} {}", given.trim(), family.trim())
        }
        _ => bare.to_owned(),
    }
}
