//! Which rights a letter uses. A phrase counts only where its writer asks now, for themselves: not where it is denied, only
//! supposed, asked about, reported or quoted.

use super::lexicon::{Cue, Lexicon, Negation};
use super::pattern::Pattern;
use super::text::{Sentence, Word, folded};
use super::wish::Wish;

/// How many words after a phrase may still deny it.
const DENIED_AFTER: usize = 8;

/// How a phrase was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// The writer asks for it.
    Asked,
    /// The writer only names it; it counts where the letter asks for something.
    Named,
    /// The writer says that they asked for it before.
    Before,
    /// The writer does not want it.
    Denied,
    /// The writer supposes it, or asks about it.
    Supposed,
}

/// A phrase that was found.
#[derive(Clone, PartialEq, Eq)]
pub struct Hit {
    /// What for.
    pub wish: Wish,
    /// How it was meant.
    pub mood: Mood,
    /// The writer's words.
    pub words: String,
    /// Which sentence.
    pub sentence: usize,
    /// Its first word, and the word after its last.
    pub span: (usize, usize),
    /// Whether any other right in the same words is meant instead.
    pub yields: bool,
    /// Whether it only points at what was asked about before.
    pub points_back: bool,
}

/// Every phrase of a lexicon in the sentences of a letter, in the order in which they stand there.
pub fn hits(lexicon: &Lexicon, sentences: &[Sentence]) -> Vec<Hit> {
    let mut found: Vec<Hit> = sentences.iter().enumerate().flat_map(|(at, s)| hits_in(lexicon, s, at)).collect();
    drop_restated(&mut found, sentences);
    found.sort_by_key(|hit| (hit.sentence, hit.span));
    let first = found.iter().position(|hit| !hit.points_back && matches!(hit.mood, Mood::Asked | Mood::Named));
    let alone = |at: usize| first.is_none_or(|first| at < first);
    found.into_iter().enumerate().filter(|(at, hit)| !(hit.points_back && alone(*at))).map(|(_, hit)| hit).collect()
}

fn hits_in(lexicon: &Lexicon, sentence: &Sentence, number: usize) -> Vec<Hit> {
    let asked = lexicon.wishes.iter().map(|(wish, pattern)| (*wish, pattern, Mood::Asked));
    let named = lexicon.names.iter().map(|(wish, pattern)| (*wish, pattern, Mood::Named));
    let mut found = Vec::new();
    for (wish, pattern, mood) in asked.chain(named) {
        for span in pattern.find(&sentence.words) {
            let mood = mood_of(lexicon, sentence, pattern, span, mood);
            let words = sentence.between(span.0, span.1).to_owned();
            found.push(Hit {
                wish,
                mood,
                words,
                sentence: number,
                span,
                yields: pattern.yields,
                points_back: pattern.points_back,
            });
        }
    }
    found.extend(articles(lexicon, sentence, number));
    found
}

fn mood_of(lexicon: &Lexicon, sentence: &Sentence, pattern: &Pattern, span: (usize, usize), mood: Mood) -> Mood {
    if !pattern.negates_itself && is_denied(lexicon, &sentence.words, span) {
        Mood::Denied
    } else if lexicon.find(Cue::AskedBefore, &sentence.words).iter().any(|cue| cue.0 <= span.1) {
        Mood::Before
    } else if is_supposed(lexicon, sentence, span, pattern.asks_itself) {
        Mood::Supposed
    } else {
        mood
    }
}

/// The words of the clause in which a phrase begins: from the last end of a clause to the next.
fn clause(lexicon: &Lexicon, words: &[Word], span: (usize, usize)) -> (usize, usize) {
    let ends = |at: &usize| ends_clause(lexicon, words, *at);
    let start = (0..span.0).rev().find(ends).map_or(0, |at| at + 1);
    let end = (span.1..words.len()).find(ends).unwrap_or(words.len());
    (start, end)
}

fn ends_clause(lexicon: &Lexicon, words: &[Word], at: usize) -> bool {
    let Some(word) = words.get(at) else { return true };
    if word.text == "," {
        let goes_on = words.get(at + 1).is_some_and(|next| lexicon.clause_joins.contains(&next.text));
        return !goes_on;
    }
    lexicon.clause_ends.contains(&word.text)
}

fn is_denied(lexicon: &Lexicon, words: &[Word], span: (usize, usize)) -> bool {
    let (start, end) = clause(lexicon, words, span);
    lexicon.find(Cue::Not, words).into_iter().any(|(from, to)| {
        let before = from >= start && from < span.1 && !is_cut(lexicon, words, to, span.0);
        let after = from >= span.1 && to <= end && from < span.1 + DENIED_AFTER;
        match lexicon.negation {
            Negation::Before => before,
            Negation::Around => before || after,
            Negation::After => after || (from >= span.0 && to <= span.1),
        }
    })
}

/// Whether a clause ends between a negation and the phrase.
fn is_cut(lexicon: &Lexicon, words: &[Word], from: usize, to: usize) -> bool {
    (from..to).any(|at| ends_clause(lexicon, words, at))
}

/// A phrase in a clause that begins with a condition, or in a question for information.
fn is_supposed(lexicon: &Lexicon, sentence: &Sentence, span: (usize, usize), asks_itself: bool) -> bool {
    let words = &sentence.words;
    let comma = |at: &usize| words.get(*at).is_some_and(|word| word.text == ",");
    // A condition reaches over `and`: "if I join and later ask you to erase".
    let start = (0..span.0).rev().find(comma).map_or(0, |at| at + 1);
    let end = (span.1..words.len()).find(comma).unwrap_or(words.len());
    let condition = lexicon.find(Cue::Supposed, &sentence.words).into_iter();
    let mut reach = condition.filter(|(from, _)| match lexicon.negation {
        Negation::After => *from >= span.0 && *from < end.max(span.1),
        _ => *from >= start && *from <= span.0,
    });
    if reach.next().is_some() {
        return true;
    }
    let asked =
        lexicon.find(Cue::Question, &sentence.words).into_iter().any(|(from, _)| from >= start && from <= span.0);
    let asked = asked || (lexicon.negation == Negation::After && lexicon.has(Cue::Question, &sentence.words));
    !asks_itself && sentence.is_question() && asked
}

/// `Article 15`, `artt. 17 e 21`, `Art. 15 DSGVO`: the numbers stand for rights where the law is named beside them or in
/// brackets. A number alone may belong to anything: in some languages `artikel 17` is a thing that is sold.
fn articles(lexicon: &Lexicon, sentence: &Sentence, number: usize) -> Vec<Hit> {
    let words = &sentence.words;
    let numbered_term =
        |(from, to): &(usize, usize)| words.iter().take(*to).skip(*from).any(|word| is_number(&word.text));
    let term = lexicon.find(Cue::TermOfArt, words).iter().any(|span| !numbered_term(span));
    let lawful = term || lexicon.laws.iter().any(|law| law.is_in(words));
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| is_article(&word.text)) {
        let written = sentence.written.get(word.end..).unwrap_or_default();
        let bracketed = sentence.written.get(..word.start).unwrap_or_default().trim_end().ends_with('(');
        if !(lawful || bracketed) || is_range(written) {
            continue;
        }
        for (place, wish) in numbered(words, at) {
            let span = (at, place + 1);
            let denied = is_denied(lexicon, words, span);
            let before = lexicon.find(Cue::AskedBefore, words).iter().any(|cue| cue.0 < at);
            let mood = if denied {
                Mood::Denied
            } else if before {
                Mood::Before
            } else {
                Mood::Named
            };
            found.push(Hit {
                wish,
                mood,
                words: sentence.between(at, place + 1).to_owned(),
                sentence: number,
                span,
                yields: false,
                points_back: false,
            });
        }
    }
    found
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
            | "clanek"
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

/// `Send my data as CSV` is portability, not access as well; `remove me from your list` is no erasure. The narrower phrase wins
/// where a broader one lies over it in the same clause.
fn drop_restated(found: &mut Vec<Hit>, sentences: &[Sentence]) {
    let narrower = |wish: Wish| match wish {
        Wish::Access => &[Wish::Portability][..],
        Wish::Erasure => &[Wish::Objection],
        Wish::Objection => &[Wish::WithdrawConsent, Wish::AutomatedDecision, Wish::Restriction],
        _ => &[],
    };
    let all = found.clone();
    found.retain(|hit| {
        let cited = |wish: Wish| sentences.get(hit.sentence).is_some_and(|s| cites(s, wish));
        let article = cited(hit.wish);
        if hit.wish == Wish::Access && !article && cited(Wish::Portability) {
            return false;
        }
        article
            || !all.iter().any(|other| {
                (narrower(hit.wish).contains(&other.wish) || (hit.yields && other.wish != hit.wish && !other.yields))
                    && other.mood == hit.mood
                    && other.sentence == hit.sentence
                    && overlaps(other.span, hit.span)
            })
    });
}

/// Whether the sentence cites the article of a wish itself.
fn cites(sentence: &Sentence, wish: Wish) -> bool {
    let words = &sentence.words;
    let articles = words.iter().enumerate().filter(|(_, word)| is_article(&word.text));
    articles.flat_map(|(at, _)| numbered(words, at)).any(|(_, cited)| cited == wish)
}

fn overlaps(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}
