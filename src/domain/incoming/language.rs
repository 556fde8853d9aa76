//! Which language a letter is written in: its small words and its script.

use super::lexicon::Lexicon;
use super::text::{is_unspaced, words};

/// How much of the letter is looked at, in characters.
const LOOKED_AT: usize = 4_000;

/// The lexicons by which a letter is read, the most likely first; never empty unless there is none. A second one helps where
/// languages are close to each other or mixed.
pub fn likely<'l>(lexicons: &'l [Lexicon], subject: &str, text: &str) -> Vec<&'l Lexicon> {
    let start: String = text.chars().take(LOOKED_AT).collect();
    let mut ranked: Vec<(usize, &Lexicon)> =
        lexicons.iter().map(|lexicon| (score(lexicon, subject, &start), lexicon)).collect();
    ranked.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let best = ranked.first().map_or(0, |(score, _)| *score);
    let close = |score: usize| score * 3 >= best * 2;
    ranked
        .into_iter()
        .take(2)
        .enumerate()
        .filter(|(at, (score, _))| *at == 0 || close(*score))
        .map(|(_, l)| l.1)
        .collect()
}

/// A word of the body counts twice, one of the subject once; a small word four times as much as one of the phrases, which
/// languages share more often.
fn score(lexicon: &Lexicon, subject: &str, text: &str) -> usize {
    if lexicon.code == "ja" {
        return 2 * unspaced(text) + unspaced(subject);
    }
    let known = |word: &str| 4 * usize::from(lexicon.is_small(word)) + usize::from(lexicon.knows(word));
    let sum = |text: &str| words(text).iter().map(|word| known(&word.text)).sum::<usize>();
    2 * sum(text) + sum(subject)
}

/// Kana show Japanese; Han characters alone do not, but nothing else here is written in them.
fn unspaced(text: &str) -> usize {
    text.chars().filter(|c| is_unspaced(*c)).count()
}
