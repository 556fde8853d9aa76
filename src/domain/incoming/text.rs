//! Text as the reader compares it: paragraphs, sentences, words without case and accents.

use unicode_normalization::UnicodeNormalization;

/// How many characters of a letter are read. A long letter has three pages; this is a dozen.
const LONGEST: usize = 40_000;
/// How many words a sentence has at most; what never ends is cut.
const WIDEST: usize = 400;

/// A word, folded, with its place in the sentence in bytes. Punctuation that ends a clause is a word of its own.
#[derive(Clone)]
pub struct Word {
    /// The folded word.
    pub text: String,
    /// Where it begins in the sentence.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// A sentence: as written, and as words.
#[derive(Clone)]
pub struct Sentence {
    /// As written.
    pub written: String,
    /// As words.
    pub words: Vec<Word>,
}

impl Sentence {
    /// Takes a sentence apart.
    pub fn new(written: &str) -> Self {
        Self { words: words(written), written: written.to_owned() }
    }

    /// What is written between two words, the second one not included.
    pub fn between(&self, from: usize, to: usize) -> &str {
        let start = self.words.get(from).map_or(0, |word| word.start);
        let end = to.checked_sub(1).and_then(|last| self.words.get(last)).map_or(start, |word| word.end);
        self.written.get(start..end).unwrap_or_default()
    }

    /// Whether it asks.
    pub fn is_question(&self) -> bool {
        self.written.trim_end().ends_with(['?', '？'])
    }
}

/// Whether a script writes its words without blanks, so that every character counts as a word.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{3005}')
}

/// A text without case, accents and width: `Müßig` and `MUSSIG` are the same.
pub fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => plain.push_str("ss"),
            'ł' => plain.push('l'),
            'ø' => plain.push('o'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            other => plain.push(other),
        }
    }
    plain.nfc().collect()
}

/// The words of a sentence.
pub fn words(sentence: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in sentence.char_indices().take(LONGEST) {
        let joins = c.is_alphanumeric() && !is_unspaced(c) || c == '@' || ('\u{300}'..='\u{36f}').contains(&c);
        if joins || (c == '.' && is_inside_address(sentence, open, at)) {
            open.get_or_insert(at);
            continue;
        }
        close(sentence, open.take(), at, &mut found);
        let after = at + c.len_utf8();
        if is_unspaced(c) {
            found.push(Word { text: folded(&c.to_string()), start: at, end: after });
        } else if ",;:()–—、。،".contains(c) {
            found.push(Word { text: ",".to_owned(), start: at, end: after });
        }
        if found.len() >= WIDEST {
            return found;
        }
    }
    close(sentence, open, sentence.len(), &mut found);
    found
}

/// A dot belongs to a word only inside an e-mail address.
fn is_inside_address(sentence: &str, open: Option<usize>, at: usize) -> bool {
    let Some(start) = open else { return false };
    let before = sentence.get(start..at).unwrap_or_default();
    let after = sentence.get(at + 1..).unwrap_or_default();
    let follows = after.chars().next().is_some_and(char::is_alphanumeric);
    follows && (before.contains('@') || after.split_whitespace().next().is_some_and(|rest| rest.contains('@')))
}

fn close(sentence: &str, open: Option<usize>, end: usize, found: &mut Vec<Word>) {
    let Some(start) = open else { return };
    let text = folded(sentence.get(start..end).unwrap_or_default());
    // `don't` is `do not`: the apostrophe has cut it into `don` and `t`.
    if text == "t"
        && let Some(before) = found.last_mut()
        && before.end + 1 >= start.saturating_sub(2)
        && before.text.ends_with('n')
        && before.text.len() > 2
    {
        before.text.pop();
        found.push(Word { text: "not".to_owned(), start, end });
    } else {
        found.push(Word { text, start, end });
    }
}

/// Lines joined to paragraphs as the writer meant them: a line that was broken for width goes on, a short one stands alone.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        let bare = line.trim();
        if bare.is_empty() {
            goes_on = false;
            continue;
        }
        match found.last_mut().filter(|_| goes_on && !begins_point(bare)) {
            Some(last) => {
                let joint = if last.chars().next_back().is_some_and(is_unspaced) { "" } else { " " };
                last.push_str(joint);
                last.push_str(bare);
            }
            None => found.push(bare.to_owned()),
        }
        goes_on = is_broken(bare);
    }
    found
}

/// A line broken for width is long. A label with its value, a greeting and a name are short.
fn is_broken(line: &str) -> bool {
    let width: usize = line.chars().map(|c| if is_unspaced(c) { 2 } else { 1 }).sum();
    width >= 45 && !line.ends_with(['.', '!', '?', ':', '。'])
}

/// `1.`, `b)`, `-`, `•` begin a point of a list.
pub fn begins_point(line: &str) -> bool {
    line.starts_with(['-', '*', '•', '–', '·']) || point_of(line).is_some()
}

/// The number or letter of a list's point, and what follows it.
pub fn point_of(line: &str) -> Option<(&str, &str)> {
    let line = line.strip_prefix('(').unwrap_or(line);
    let end = line.find(['.', ')', ':']).filter(|end| (1..=3).contains(end))?;
    let mark = line.get(..end)?;
    let rest = line.get(end + 1..)?;
    let numbered = mark.chars().all(|c| c.is_ascii_digit());
    let lettered = mark.len() == 1 && mark.chars().all(|c| c.is_ascii_lowercase());
    let roman = mark.chars().all(|c| "ivx".contains(c));
    let spaced = rest.starts_with(char::is_whitespace);
    ((numbered || lettered || roman) && spaced).then(|| (mark, rest.trim()))
}

/// Words after which a dot ends no sentence.
const SHORTENED: &[&str] = &[
    "art", "arts", "artt", "no", "nr", "nos", "abs", "lit", "str", "tel", "dr", "mr", "mrs", "ms", "prof", "sig", "sr",
    "sra", "st", "bzw", "ca", "ggf", "inc", "ltd", "co", "e.g", "i.e", "z.b", "d.h", "u.a", "n", "num", "núm", "ust",
    "pkt", "p", "s", "al", "par", "sec", "cal", "civ", "ex", "m", "mme", "hr", "fr", "ref", "tfno", "dir", "approx",
    "vs",
];

/// The sentences of a letter.
pub fn sentences(text: &str) -> Vec<Sentence> {
    let text: String = text.chars().take(LONGEST).collect();
    paragraphs(&text).iter().flat_map(|paragraph| cut(paragraph)).map(|piece| Sentence::new(&piece)).collect()
}

fn cut(paragraph: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut rest = paragraph.chars().peekable();
    while let Some(c) = rest.next() {
        piece.push(c);
        let wide = matches!(c, '。' | '？' | '！');
        let followed = rest.peek().is_none_or(|next| next.is_whitespace() || "\"”»)“".contains(*next));
        let ends =
            wide || (matches!(c, '.' | '!' | '?' | ';' | '…') && followed && !(c == '.' && is_shortened(&piece)));
        if ends {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.push(piece);
    pieces.into_iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

fn is_shortened(piece: &str) -> bool {
    let before = piece.trim_end_matches('.');
    let last = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default().to_lowercase();
    let number = last.chars().all(|c| c.is_ascii_digit()) && !last.is_empty() && last.len() <= 2;
    SHORTENED.contains(&last.as_str()) || number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_lose_case_accents_and_apostrophes() {
        assert_eq!(spoken("Müßig, l'ÉTÉ"), ["mussig", ",", "l", "ete"]);
        assert_eq!(spoken("I don’t and can't"), ["i", "do", "not", "and", "ca", "not"]);
        assert_eq!(spoken("削除して"), ["削", "除", "し", "て"]);
        assert_eq!(spoken("j.doe@mail.example."), ["j.doe@mail.example"]);
    }

    #[test]
    fn a_sentence_does_not_end_at_a_shortened_word() {
        let cut = |text: &str| sentences(text).into_iter().map(|s| s.written).collect::<Vec<_>>();
        assert_eq!(cut("See Art. 15 GDPR. Thanks!"), ["See Art. 15 GDPR.", "Thanks!"]);
        assert_eq!(cut("Hello,\nnice\n\nBye"), ["Hello,", "nice", "Bye"]);
    }

    #[test]
    fn points_of_lists_are_recognised() {
        assert_eq!(point_of("a) full copy"), Some(("a", "full copy")));
        assert_eq!(point_of("(12) more"), Some(("12", "more")));
        assert_eq!(point_of("3.5 litres"), None);
    }
}
