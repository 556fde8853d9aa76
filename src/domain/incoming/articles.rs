//! The numbers of articles: `Article 15`, `artt. 17 e 21`, `17 artikla`.

use super::lexicon::{Cue, Lexicon};
use super::text::{Sentence, Word, folded};
use super::wish::Wish;
use super::wishes::{Hit, Mood, is_denied};

/// Laws of other places whose articles carry other numbers.
const OTHER_LAWS: &[&str] =
    &["lgpd", "ccpa", "cpra", "ndsg", "revdsg", "fadp", "pipeda", "popia", "kvkk", "appi", "lopdgdd", "pdpa", "lopd"];
/// What stands before an article that only explains a word: `decision-making referred to in Article 22`.
const REFERRED: &[&[&str]] = &[
    &["referred", "to", "in"],
    &["within", "the", "meaning", "of"],
    &["as", "defined", "in"],
    &["as", "defined", "by"],
    &["im", "sinne", "von"],
    &["im", "sinne", "des"],
    &["visee", "a", "l"],
    &["vise", "a", "l"],
    &["au", "sens", "de", "l"],
    &["a", "que", "se", "refiere", "el"],
    &["di", "cui", "all"],
    &["di", "cui", "agli"],
    &["als", "bedoeld", "in"],
    &["bedoeld", "in"],
    &["o", "ktorych", "mowa", "w"],
    &["o", "ktorym", "mowa", "w"],
    &["referida", "no"],
    &["referidas", "no"],
    &["som", "avses", "i"],
    &["omhandlet", "i"],
];

/// `Article 15`, `artt. 17 e 21`, `Art. 15 DSGVO`: the numbers stand for rights where the law is named beside them or in
/// brackets. A number alone may belong to anything: in some languages `artikel 17` is a thing that is sold.
pub(super) fn articles(lexicon: &Lexicon, sentence: &Sentence, number: usize) -> Vec<Hit> {
    let words = &sentence.words;
    let numbered_term =
        |(from, to): &(usize, usize)| words.iter().take(*to).skip(*from).any(|word| is_number(&word.text));
    let term = lexicon.find(Cue::TermOfArt, words).iter().any(|span| !numbered_term(span));
    let lawful = term || lexicon.laws.iter().any(|law| law.is_in(words));
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| is_article(&word.text)) {
        let bracketed = sentence.written.get(..word.start).unwrap_or_default().trim_end().ends_with('(');
        if !(lawful || bracketed) || means_no_wish(sentence, at) {
            continue;
        }
        let cited = if is_after_number(&word.text) { number_before(words, at) } else { numbered(words, at) };
        found.extend(cited.into_iter().map(|(place, wish)| {
            let span = (at.min(place), at.max(place) + 1);
            let (mood, words) = (mood_of(lexicon, words, span), sentence.between(span.0, span.1).to_owned());
            Hit { wish, mood, words, sentence: number, span, yields: false, points_back: false }
        }));
    }
    found
}

fn mood_of(lexicon: &Lexicon, words: &[Word], span: (usize, usize)) -> Mood {
    if is_denied(lexicon, words, span) {
        Mood::Denied
    } else if lexicon.find(Cue::AskedBefore, words).iter().any(|cue| cue.0 < span.0) {
        Mood::Before
    } else {
        Mood::Named
    }
}

/// A chapter, an explanation, or another law.
fn means_no_wish(sentence: &Sentence, at: usize) -> bool {
    let words = &sentence.words;
    let after = words.get(at).and_then(|word| sentence.written.get(word.end..)).unwrap_or_default();
    is_range(after) || is_only_referred_to(words, at) || is_elsewhere(words, at)
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

fn is_article(word: &str) -> bool {
    matches!(
        word,
        "article"
            | "articles"
            | "art"
            | "arts"
            | "artt"
            | "artikel"
            | "artikels"
            | "artikeln"
            | "articulo"
            | "articulos"
            | "articolo"
            | "articoli"
            | "artykul"
            | "artykulu"
            | "artigo"
            | "artigos"
            | "artikkel"
            | "artikkelen"
            | "artikla"
            | "artiklan"
            | "clanek"
            | "clanku"
            | "cl"
            | "第"
    )
}

/// `Articles 15 to 22` names the whole chapter, not a wish.
fn is_range(after: &str) -> bool {
    let start: String = folded(after).chars().take(14).collect();
    let numbers = start.split(|c: char| !c.is_ascii_digit()).filter(|piece| !piece.is_empty()).count();
    numbers >= 2
        && [" to ", " bis ", "-", "–", " a ", " al ", " tot ", " do ", " ate ", " till ", "~", "〜"]
            .iter()
            .any(|mark| start.contains(mark))
}

/// The numbers that follow: `17`, `17 and 21`. What stands in brackets behind a number is a paragraph.
fn numbered(words: &[Word], at: usize) -> Vec<(usize, Wish)> {
    let mut found = Vec::new();
    let mut depth = 0;
    for (place, word) in words.iter().enumerate().skip(at + 1).take(9) {
        let number: Option<u32> = word.text.parse().ok();
        match number.and_then(Wish::of_article) {
            Some(wish) => found.push((place, wish)),
            None if number.is_none() && !is_joint(&word.text) => break,
            None => depth += 1,
        }
        if depth > 5 {
            break;
        }
    }
    found
}

fn is_joint(word: &str) -> bool {
    let joints =
        [",", "and", "und", "et", "y", "e", "en", "i", "och", "to", "lit", "abs", "par", "a", "b", "c", "f", "1", "§"];
    joints.contains(&word)
}

/// Finnish puts the number first.
fn is_after_number(word: &str) -> bool {
    matches!(word, "artikla" | "artiklan")
}

fn number_before(words: &[Word], at: usize) -> Vec<(usize, Wish)> {
    let before = at.checked_sub(1).and_then(|place| Some((place, words.get(place)?.text.parse().ok()?)));
    match before.and_then(|(place, number)| Some((place, Wish::of_article(number)?))) {
        Some(found) => vec![found],
        None => numbered(words, at),
    }
}

fn is_only_referred_to(words: &[Word], at: usize) -> bool {
    let before = words.get(..at).unwrap_or_default();
    REFERRED.iter().any(|mark| {
        let start = before.len().saturating_sub(mark.len());
        before.len() >= mark.len() && before.iter().skip(start).zip(*mark).all(|(word, wanted)| word.text == *wanted)
    })
}

/// `Art. 18 da LGPD`: the first law that is named behind the number is another one.
fn is_elsewhere(words: &[Word], at: usize) -> bool {
    words.iter().skip(at + 1).take(8).any(|word| OTHER_LAWS.contains(&word.text.as_str()))
}

/// Whether the sentence cites the article of a wish itself.
pub(super) fn cites(sentence: &Sentence, wish: Wish) -> bool {
    let words = &sentence.words;
    let articles = words.iter().enumerate().filter(|(_, word)| is_article(&word.text));
    articles.flat_map(|(at, _)| numbered(words, at)).any(|(_, cited)| cited == wish)
}
