//! Which rights a letter uses. A phrase counts only where its writer asks now, for themselves: not where it is denied, only
//! supposed, asked about, reported or quoted.

use super::articles::{articles, cites};
use super::lexicon::{Cue, Lexicon, Negation};
use super::pattern::Pattern;
use super::text::{Sentence, Word};
use super::wish::Wish;

/// How many words after a phrase may still deny it.
const DENIED_AFTER: usize = 8;

/// How many words a letter has at most that says `STOP` and nothing else; a phone may add where it was sent from.
const CURT: usize = 12;

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
/// `is_all` says that nothing stands beside these sentences, so that a single word may be all that is said.
pub fn hits(lexicon: &Lexicon, sentences: &[Sentence], is_all: bool) -> Vec<Hit> {
    let short = is_all && sentences.iter().map(|sentence| sentence.words.len()).sum::<usize>() <= CURT;
    let mut found: Vec<Hit> =
        sentences.iter().enumerate().flat_map(|(at, s)| hits_in(lexicon, s, at, short && at == 0)).collect();
    drop_restated(&mut found, sentences);
    found.sort_by_key(|hit| (hit.sentence, hit.span));
    let first = found.iter().position(|hit| !hit.points_back && matches!(hit.mood, Mood::Asked | Mood::Named));
    let alone = |at: usize| first.is_none_or(|first| at < first);
    found.into_iter().enumerate().filter(|(at, hit)| !(hit.points_back && alone(*at))).map(|(_, hit)| hit).collect()
}

fn hits_in(lexicon: &Lexicon, sentence: &Sentence, number: usize, alone: bool) -> Vec<Hit> {
    let ordinary = lexicon.has(Cue::Ordinary, &sentence.words);
    let counts = |pattern: &Pattern| !(pattern.is_doubtful && ordinary) && (alone || !pattern.stands_alone);
    let asked = lexicon.wishes.iter().map(|(wish, pattern)| (*wish, pattern, Mood::Asked));
    let named = lexicon.names.iter().map(|(wish, pattern)| (*wish, pattern, Mood::Named));
    let mut found = Vec::new();
    for (wish, pattern, mood) in asked.chain(named).filter(|(_, pattern, _)| counts(pattern)) {
        for span in
            pattern.find(&sentence.words).into_iter().filter(|span| !pattern.stands_alone || is_all(sentence, *span))
        {
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
    drop_other_things(lexicon, sentence, &mut found);
    found
}

/// Whether a phrase is all of a sentence but its punctuation.
fn is_all(sentence: &Sentence, span: (usize, usize)) -> bool {
    let outside = sentence.words.iter().take(span.0).chain(sentence.words.iter().skip(span.1));
    outside.into_iter().all(|word| word.text == ",")
}

/// `The existence of automated decision-making` is asked for with a copy, and `copy of the manual` is no copy of data.
fn drop_other_things(lexicon: &Lexicon, sentence: &Sentence, found: &mut Vec<Hit>) {
    let owed = lexicon.has(Cue::Owed, &sentence.words);
    let others = lexicon.find(Cue::OtherThing, &sentence.words);
    let meant =
        |hit: &Hit| others.iter().all(|other| !overlaps(*other, hit.span)) && (!owed || hit.wish == Wish::Access);
    found.retain(meant);
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

pub(super) fn is_denied(lexicon: &Lexicon, words: &[Word], span: (usize, usize)) -> bool {
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
                    && (overlaps(other.span, hit.span) || hit.yields && is_second_object(other.span, hit.span))
            })
    });
}

/// `Delete my account and everything you know about me` has one verb and two objects.
fn is_second_object(first: (usize, usize), second: (usize, usize)) -> bool {
    second.0.checked_sub(first.1).is_some_and(|between| (1..=2).contains(&between))
}

fn overlaps(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}
