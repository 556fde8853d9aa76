//! What staff may choose as a password: long, not guessed first, and nothing else (ASVS 5.0, 6.2).
//!
//! There are no rules about digits or capitals: they make passwords worse. Refused is what a guesser tries first: known
//! words with decoration, keyboard walks, repetitions, and the person's own name or address.

use crate::domain::personal::Personal;

/// The shortest password, in characters.
pub const SHORTEST: usize = 12;
/// The longest password, in bytes. Far beyond any passphrase; it bounds the work of hashing.
pub const LONGEST_BYTES: usize = 4096;
/// How many steps in a hundred may go to a neighbouring key before it is a walk over the keyboard.
const WALK_PERCENT: usize = 65;

/// A password that is good enough to be set. Never shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPassword(Personal);

/// Why a password cannot be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Too few characters.
    #[error("Use at least {SHORTEST} characters. Four or five words that do not belong together are easy to remember.")]
    TooShort,
    /// Too many bytes.
    #[error("Use at most {LONGEST_BYTES} bytes.")]
    TooLong,
    /// A guesser tries it early.
    #[error("This is among the passwords that are guessed first. Choose words that do not belong together.")]
    Guessable,
    /// It is made of what everybody knows about the person.
    #[error("Do not build it from your name, your address or the company’s name.")]
    Yours,
}

impl NewPassword {
    /// Checks a password exactly as typed; blanks at the ends count. `about` are names that it must not be made of.
    pub fn parse(typed: &str, about: &[&str]) -> Result<Self, WeakPassword> {
        if typed.len() > LONGEST_BYTES {
            return Err(WeakPassword::TooLong);
        }
        if typed.chars().count() < SHORTEST {
            return Err(WeakPassword::TooShort);
        }
        if is_guessable(typed) {
            return Err(WeakPassword::Guessable);
        }
        if is_made_of(typed, about) {
            return Err(WeakPassword::Yours);
        }
        Ok(Self(Personal::new(typed)))
    }

    /// The password itself, for hashing.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

/// The words of the passwords that are used most, as far as they can be part of one of twelve characters.
const WORDS: &[&str] = &[
    "password",
    "passwort",
    "passphrase",
    "pass",
    "word",
    "secret",
    "secure",
    "security",
    "private",
    "privacy",
    "login",
    "signin",
    "user",
    "username",
    "admin",
    "administrator",
    "root",
    "master",
    "access",
    "account",
    "changeme",
    "change",
    "letmein",
    "welcome",
    "hello",
    "default",
    "temporary",
    "temp",
    "test",
    "testing",
    "tester",
    "guest",
    "office",
    "company",
    "business",
    "computer",
    "internet",
    "server",
    "system",
    "website",
    "online",
    "mobile",
    "google",
    "facebook",
    "microsoft",
    "windows",
    "apple",
    "samsung",
    "iphone",
    "android",
    "amazon",
    "linkedin",
    "instagram",
    "iloveyou",
    "love",
    "lovely",
    "lover",
    "forever",
    "family",
    "mother",
    "father",
    "sister",
    "brother",
    "daughter",
    "baby",
    "babygirl",
    "angel",
    "princess",
    "prince",
    "queen",
    "sunshine",
    "summer",
    "winter",
    "spring",
    "autumn",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "football",
    "baseball",
    "basketball",
    "hockey",
    "soccer",
    "cricket",
    "rugby",
    "tennis",
    "golf",
    "liverpool",
    "arsenal",
    "chelsea",
    "manchester",
    "united",
    "rangers",
    "celtic",
    "everton",
    "newcastle",
    "tottenham",
    "london",
    "england",
    "scotland",
    "wales",
    "ireland",
    "britain",
    "america",
    "germany",
    "france",
    "spain",
    "italy",
    "dragon",
    "monkey",
    "tiger",
    "eagle",
    "horse",
    "dolphin",
    "butterfly",
    "flower",
    "rainbow",
    "purple",
    "orange",
    "yellow",
    "silver",
    "golden",
    "black",
    "white",
    "green",
    "blue",
    "star",
    "starwars",
    "startrek",
    "pokemon",
    "pikachu",
    "batman",
    "superman",
    "spiderman",
    "superstar",
    "ninja",
    "killer",
    "hunter",
    "ranger",
    "harley",
    "mustang",
    "ferrari",
    "porsche",
    "mercedes",
    "corvette",
    "charlie",
    "michael",
    "jennifer",
    "jessica",
    "ashley",
    "daniel",
    "thomas",
    "robert",
    "jordan",
    "michelle",
    "nicole",
    "joshua",
    "matthew",
    "andrew",
    "george",
    "william",
    "david",
    "james",
    "john",
    "maria",
    "anna",
    "alexander",
    "elizabeth",
    "victoria",
    "charlotte",
    "unbelievable",
    "whatever",
    "trustno",
    "trust",
    "nobody",
    "nothing",
    "please",
    "money",
    "freedom",
    "jesus",
    "christ",
    "jesuschrist",
    "god",
    "heaven",
    "blessed",
    "chocolate",
    "cookie",
    "banana",
    "pepper",
    "cheese",
    "coffee",
    "pizza",
    "ginger",
    "matrix",
    "shadow",
    "phoenix",
    "merlin",
    "gandalf",
    "hogwarts",
    "harrypotter",
    "winner",
    "champion",
    "legend",
    "warrior",
    "maverick",
    "correct",
    "battery",
    "staple",
    "correcthorsebatterystaple",
    "one",
    "two",
    "three",
    "four",
    "five",
    "the",
    "and",
    "is",
    "my",
    "me",
    "you",
    "your",
    "i",
    "a",
    "am",
    "this",
    "not",
    "qwerty",
    "qwertz",
    "azerty",
    "asdf",
    "zxcvbn",
    "rightsdesk",
    "desk",
    "rights",
    "request",
    "dataprotection",
    "data",
    "protection",
    "gdpr",
    "dpo",
];

fn is_guessable(typed: &str) -> bool {
    let lowercase = typed.to_lowercase();
    let plain: Vec<char> = lowercase.chars().filter(|c| !c.is_whitespace()).collect();
    is_repetition(&plain) || is_walk(&lowercase) || is_mostly_digits(&plain) || is_made_of(typed, WORDS)
}

/// The same up to four characters over and over: `aaaaaaaaaaaa`, `123123123123`.
fn is_repetition(plain: &[char]) -> bool {
    (1..=4).any(|unit| plain.iter().zip(plain.iter().skip(unit)).all(|(one, other)| one == other))
}

/// Twelve digits and little else are a date, a telephone number or a sequence.
fn is_mostly_digits(plain: &[char]) -> bool {
    let others = plain.iter().filter(|c| !c.is_ascii_digit()).count();
    others < 3 && plain.len() < 20
}

/// Whether every word by itself is a walk: where one word ends and the next begins says nothing about a walk.
fn is_walk(lowercase: &str) -> bool {
    lowercase.split_whitespace().all(|word| {
        let keys: Vec<char> = word.chars().collect();
        let near = keys.iter().zip(keys.iter().skip(1)).filter(|(one, other)| is_step(**one, **other)).count();
        near * 100 >= keys.len().saturating_sub(1) * WALK_PERCENT
    })
}

/// To the same or a neighbouring key, or to the next letter or digit.
fn is_step(one: char, other: char) -> bool {
    let next = u32::from(one).abs_diff(u32::from(other)) <= 1;
    let close = key(one).zip(key(other)).is_some_and(|(a, b)| a.0.abs_diff(b.0) <= 1 && a.1.abs_diff(b.1) <= 2);
    next || close
}

/// Row and place of a key in half widths, because the rows are staggered.
fn key(c: char) -> Option<(usize, usize)> {
    let rows = [("1234567890-=", 0), ("qwertyuiop[]", 1), ("asdfghjkl;'#", 2), ("zxcvbnm,./", 3)];
    rows.iter().find_map(|(keys, row)| keys.find(c).map(|place| (*row, place * 2 + row)))
}

/// Whether nothing is left of a password but these words once its decoration is taken away.
fn is_made_of(typed: &str, words: &[&str]) -> bool {
    let whole = typed.to_lowercase();
    let bare = whole.trim_end_matches(|c: char| !c.is_alphabetic());
    let read = |text: &str, letter: fn(char) -> Option<char>| text.chars().filter_map(letter).collect::<Vec<char>>();
    let spellings: [fn(char) -> Option<char>; 3] = [plain_letter, read_l, read_i];
    let readings = spellings.iter().flat_map(|letter| [read(&whole, *letter), read(bare, *letter)]);
    let words: Vec<Vec<char>> =
        words.iter().map(|word| word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect()).collect();
    readings.into_iter().any(|reading| reading.len() >= 4 && splits(&reading, &words))
}

fn plain_letter(c: char) -> Option<char> {
    c.is_alphabetic().then_some(c)
}

fn read_l(c: char) -> Option<char> {
    if c == '1' { Some('l') } else { read_i(c) }
}

/// Letters written as digits and signs: `p4$$w0rd`. A digit that stands for no letter is decoration.
fn read_i(c: char) -> Option<char> {
    match c {
        '0' => Some('o'),
        '1' | '!' => Some('i'),
        '3' => Some('e'),
        '4' | '@' => Some('a'),
        '5' | '$' => Some('s'),
        '7' => Some('t'),
        letter => plain_letter(letter),
    }
}

/// Whether a text is nothing but words of the list, one after the other.
fn splits(text: &[char], words: &[Vec<char>]) -> bool {
    let mut reached = vec![false; text.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for at in 0..text.len() {
        if !reached.get(at).copied().unwrap_or_default() {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        for word in words.iter().filter(|word| !word.is_empty() && rest.starts_with(word)) {
            if let Some(end) = reached.get_mut(at + word.len()) {
                *end = true;
            }
        }
    }
    reached.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn verdict(typed: &str) -> Option<WeakPassword> {
        NewPassword::parse(typed, &["ana", "petrova", "justroo"]).err()
    }

    #[test]
    fn what_guessers_try_first_is_refused() {
        let known = [
            "password1234",
            "P@ssw0rd12345",
            "passwordpassword",
            "qwertyuiop123",
            "123456789012",
            "1q2w3e4r5t6y",
            "1qaz2wsx3edc",
            "q1w2e3r4t5y6",
            "iloveyou1234",
            "administrator",
            "unbelievable!",
            "abcdefghijkl",
            "changeme2026!",
            "Welcome12345!",
            "letmein12345",
            "111111111111",
            "123123123123",
            "aaaaaaaaaaaa",
            "asdfghjkl;'#",
            "987654321098",
            "LiverpoolFC-2026".trim_end_matches("FC-2026"),
            "footballfootball",
            "correct horse battery staple",
            "Summer2026!!",
            "trustno1trustno1",
            "zaq12wsxcde34rfv",
            "01011990010119",
            "Hello my love 2026",
            "Rightsdesk2026!",
        ];
        for typed in known.into_iter().filter(|typed| typed.chars().count() >= SHORTEST) {
            assert_eq!(verdict(typed), Some(WeakPassword::Guessable), "{typed}");
        }
    }

    #[test]
    fn a_name_with_decoration_is_no_password() {
        assert_eq!(verdict("AnaPetrova2026!"), Some(WeakPassword::Yours));
        assert_eq!(verdict("justroo.justroo"), Some(WeakPassword::Yours));
    }

    #[test]
    fn length_is_the_only_rule_about_shape() {
        assert_eq!(verdict("kurzer satz"), Some(WeakPassword::TooShort));
        assert_eq!(verdict("otter lamp gravel"), None);
        assert_eq!(verdict("ключ под ковриком у двери"), None);
        assert_eq!(verdict(&"mug window thread ".repeat(8)), None);
        assert_eq!(verdict(&"x y z ".repeat(2000)), Some(WeakPassword::TooLong));
    }

    #[test]
    fn blanks_at_the_ends_are_part_of_it() {
        assert_eq!(NewPassword::parse(" otter lamp gravel ", &[]).unwrap().reveal(), " otter lamp gravel ");
    }

    #[test]
    fn words_that_only_look_like_a_walk_where_they_meet_are_taken() {
        assert_eq!(verdict("ferur rabas reron"), None);
        assert_eq!(verdict("qwert asdfg zxcvb"), Some(WeakPassword::Guessable));
    }

    proptest! {
        // Letters that are neighbours neither on a keyboard nor in the alphabet, and make no word of the list.
        #[test]
        fn three_random_words_are_always_good_enough(words in prop::collection::vec("[hklnp][ae][hklnp][ae][hklnp]", 3)) {
            prop_assert!(words[0] == words[1] || words[1] == words[2] || verdict(&words.join(" ")).is_none(), "{:?}", words);
        }
    }
}
