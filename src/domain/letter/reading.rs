//! How hard a letter is to read: the Flesch–Kincaid grade, from words, sentences and syllables.
//!
//! Grade + 5 is about the age at which a child in England reads it. Syllables are counted by rule, which is right for about nine
//! English words in ten; a grade is a hint and never a proof.

use crate::domain::disclosure::Block;

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Words.
    pub words: u32,
    /// Sentences; every entry of a list is at least one.
    pub sentences: u32,
    /// Syllables.
    pub syllables: u32,
}

impl Reading {
    /// Counts the blocks of a letter. Headings, addresses and codes are not sentences and are left out.
    pub fn of(blocks: &[Block]) -> Self {
        let texts = blocks.iter().flat_map(Block::texts);
        texts.fold(Self::default(), |sum, text| sum.and(Self::of_text(&text.words())))
    }

    /// Counts a text.
    pub fn of_text(text: &str) -> Self {
        let mut sum = Self::default();
        let mut open = false;
        for word in text.split_whitespace() {
            let letters: String = word.chars().filter(|letter| letter.is_alphanumeric()).collect();
            if !letters.is_empty() {
                sum.words += 1;
                sum.syllables += syllables(&letters.to_lowercase());
                open = true;
            }
            if open && word.trim_end_matches(['”', ')', '"', '*']).ends_with(['.', '!', '?', ':']) {
                sum.sentences += 1;
                open = false;
            }
        }
        sum.sentences += u32::from(open);
        sum
    }

    fn and(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            sentences: self.sentences + other.sentences,
            syllables: self.syllables + other.syllables,
        }
    }

    /// The Flesch–Kincaid grade; zero without words.
    pub fn grade(self) -> f64 {
        if self.words == 0 || self.sentences == 0 {
            return 0.0;
        }
        let (words, sentences, syllables) =
            (f64::from(self.words), f64::from(self.sentences), f64::from(self.syllables));
        0.39 * words / sentences + 11.8 * syllables / words - 15.59
    }

    /// The age at which it is read, in years: the grade + 5, at least 5.
    pub fn age(self) -> f64 {
        (self.grade() + 5.0).max(5.0)
    }
}

/// Groups of vowels, without a silent e at the end; digits count as one.
fn syllables(word: &str) -> u32 {
    if word.chars().any(|letter| letter.is_ascii_digit()) {
        return 1;
    }
    let is_vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'é' | 'è' | 'ö' | 'ü' | 'ä');
    let mut groups = 0;
    let mut before = false;
    for letter in word.chars() {
        groups += u32::from(is_vowel(letter) && !before);
        before = is_vowel(letter);
    }
    let silent = word.ends_with('e') && !word.ends_with("le")
        || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    let silent = silent
        || word.ends_with("es") && !["ses", "ces", "ges", "xes", "zes", "hes"].iter().any(|end| word.ends_with(end));
    (groups - u32::from(silent && groups > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_they_are_spoken() {
        let counted: Vec<u32> =
            ["data", "erase", "request", "people", "asked", "wanted", "company", "the", "i", "sentences"]
                .map(syllables)
                .to_vec();
        assert_eq!(counted, [2, 2, 2, 2, 1, 2, 3, 1, 1, 3]);
    }

    #[test]
    fn plain_words_are_read_younger_than_officialese() {
        let plain = Reading::of_text("We have your request. We answer in one month. It is free.");
        let heavy = Reading::of_text(
            "Notwithstanding the aforementioned considerations, the controller reserves the discretion to postpone fulfilment of the application pending verification.",
        );
        assert!(plain.age() < 9.0, "{}", plain.age());
        assert!(heavy.age() > 18.0, "{}", heavy.age());
        assert!(Reading::default().grade().abs() < f64::EPSILON);
    }
}
