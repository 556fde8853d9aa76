//! Cue phrases. A phrase is a row of words: `delete`, `delet*` (any ending), `please?` (may be missing), `..` (up to six words
//! between), `..3`, `a/b` (either), `<class>` and `<class>?` (any phrase of a class of the lexicon).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::text::{Word, words};

/// How many words `..` spans.
const USUAL_GAP: usize = 6;

#[derive(Clone)]
enum Element {
    Word(String),
    Begin(String),
    Gap(usize),
    Either(Choice),
    Perhaps(Choice),
}

type Choice = Arc<Vec<Vec<Element>>>;

/// Classes of phrases, by name.
#[derive(Clone, Default)]
pub struct Classes(BTreeMap<String, Choice>);

/// A phrase that names a class that is not there.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the phrase `{phrase}` names the class `{class}`, which is not there")]
pub struct UnknownClass {
    /// The phrase.
    pub phrase: String,
    /// The class.
    pub class: String,
}

impl Classes {
    /// Adds a class: phrases separated by `|`. It may name classes that were added before.
    pub fn add(&mut self, name: &str, phrases: &str) -> Result<(), UnknownClass> {
        let compiled = phrases.split('|').map(|phrase| compile(phrase, self)).collect::<Result<Vec<_>, _>>()?;
        self.0.insert(name.to_owned(), Arc::new(compiled));
        Ok(())
    }
}

/// A compiled phrase.
#[derive(Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark of its own before a phrase; any of them can stand together"
)]
pub struct Pattern {
    elements: Vec<Element>,
    /// Whether a negation around it changes nothing, because its own words hold one: `!` before the phrase.
    pub negates_itself: bool,
    /// Whether it counts although the sentence is a question: `?` before the phrase.
    pub asks_itself: bool,
    /// Whether it is so broad that any other right in the same words is meant instead: `~` or `?` before the phrase.
    pub yields: bool,
    /// Whether it only points at what was asked about before (`delete them`), and says nothing alone: `^` before the phrase.
    pub points_back: bool,
    /// Whether it counts only where the sentence is not about an order, a parcel or a payment: `-` before the phrase.
    pub is_doubtful: bool,
    /// Whether it counts only where it is all that the letter says (`STOP`): `=` before the phrase.
    pub stands_alone: bool,
}

impl Pattern {
    /// Compiles a phrase.
    pub fn new(phrase: &str, classes: &Classes) -> Result<Self, UnknownClass> {
        let bare = phrase.trim_start_matches(['!', '?', '~', '^', '-', '=']);
        let marks = phrase.strip_suffix(bare).unwrap_or_default();
        Ok(Self {
            elements: compile(bare, classes)?,
            negates_itself: marks.contains('!'),
            asks_itself: marks.contains('?'),
            yields: marks.contains(['~', '?']),
            points_back: marks.contains('^'),
            is_doubtful: marks.contains('-'),
            stands_alone: marks.contains('='),
        })
    }

    /// Where the phrase begins at a word and where it ends at the latest, as far as it is there.
    fn end_at(&self, words: &[Word], start: usize) -> Option<usize> {
        let begins = self.elements.first().is_some_and(|first| may_begin(first, words, start));
        begins.then(|| ends(&self.elements, words, BTreeSet::from([start])).into_iter().next()).flatten()
    }

    /// Every place at which the phrase is found: first word, and the word after its last.
    pub fn find(&self, words: &[Word]) -> Vec<(usize, usize)> {
        (0..words.len()).filter_map(|start| Some((start, self.end_at(words, start)?))).collect()
    }

    /// Whether the phrase is found anywhere.
    pub fn is_in(&self, words: &[Word]) -> bool {
        (0..words.len()).any(|start| self.end_at(words, start).is_some())
    }
}

fn compile(phrase: &str, classes: &Classes) -> Result<Vec<Element>, UnknownClass> {
    let mut elements = Vec::new();
    for piece in phrase.split_whitespace() {
        let (bare, perhaps) = piece.strip_suffix('?').map_or((piece, false), |bare| (bare, true));
        if let Some(width) = bare.strip_prefix("..") {
            elements.push(Element::Gap(width.parse().unwrap_or(USUAL_GAP)));
            continue;
        }
        let mut choices = Vec::new();
        for option in bare.split('/') {
            choices.extend(options(option, phrase, classes)?);
        }
        let choice = Arc::new(choices);
        match (perhaps, choice.first()) {
            (true, _) => elements.push(Element::Perhaps(choice)),
            (false, Some(only)) if choice.len() == 1 => elements.extend(only.iter().cloned()),
            _ => elements.push(Element::Either(choice)),
        }
    }
    Ok(elements)
}

/// What one side of an `a/b` stands for: the phrases of a class, or a word.
fn options(option: &str, phrase: &str, classes: &Classes) -> Result<Vec<Vec<Element>>, UnknownClass> {
    let Some(class) = option.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else {
        return Ok(vec![literal(option)]);
    };
    let unknown = || UnknownClass { phrase: phrase.to_owned(), class: class.to_owned() };
    classes.0.get(class).map(|known| known.to_vec()).ok_or_else(unknown)
}

/// A word as the reader sees it: hyphens and scripts without blanks may cut it into several.
fn literal(piece: &str) -> Vec<Element> {
    let (bare, open) = piece.strip_suffix('*').map_or((piece, false), |bare| (bare, true));
    let mut parts: Vec<Element> = words(bare).into_iter().map(|word| Element::Word(word.text)).collect();
    if open && let Some(Element::Word(last)) = parts.pop() {
        parts.push(Element::Begin(last));
    }
    parts
}

/// A quick look before the long one: most phrases do not begin at most words.
fn may_begin(element: &Element, words: &[Word], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    match element {
        Element::Word(wanted) => word.text == *wanted,
        Element::Begin(wanted) => word.text.starts_with(wanted.as_str()),
        Element::Gap(_) | Element::Perhaps(_) => true,
        Element::Either(choice) => {
            choice.iter().any(|phrase| phrase.first().is_some_and(|first| may_begin(first, words, at)))
        }
    }
}

/// All places that the elements can lead to from the given ones. Sets, not backtracking: the work is bounded by their product.
fn ends(elements: &[Element], words: &[Word], starts: BTreeSet<usize>) -> BTreeSet<usize> {
    elements.iter().fold(starts, |at, element| if at.is_empty() { at } else { step(element, words, &at) })
}

fn step(element: &Element, words: &[Word], starts: &BTreeSet<usize>) -> BTreeSet<usize> {
    let next = |fits: &dyn Fn(&str) -> bool| {
        starts.iter().filter(|at| words.get(**at).is_some_and(|word| fits(&word.text))).map(|at| at + 1).collect()
    };
    match element {
        Element::Word(wanted) => next(&|word| word == wanted),
        Element::Begin(wanted) => next(&|word| word.starts_with(wanted.as_str())),
        Element::Gap(width) => starts.iter().flat_map(|at| *at..=at + width).filter(|at| *at <= words.len()).collect(),
        Element::Either(choice) => either(choice, words, starts),
        Element::Perhaps(choice) => starts.union(&either(choice, words, starts)).copied().collect(),
    }
}

fn either(choice: &Choice, words: &[Word], starts: &BTreeSet<usize>) -> BTreeSet<usize> {
    choice.iter().flat_map(|elements| ends(elements, words, starts.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrase: &str, text: &str) -> bool {
        let mut classes = Classes::default();
        classes.add("own", "my data | everything .. me").unwrap();
        Pattern::new(phrase, &classes).unwrap().is_in(&words(text))
    }

    #[test]
    fn phrases_are_found_with_gaps_endings_and_classes() {
        assert!(found("delet*/eras* ..4 <own>", "Please erase, at once, my data"));
        assert!(found("send ..2 <own>", "send me everything you keep about me"));
        assert!(found("copy of? my", "a copy my file"));
        assert!(found("machine-readable", "in a machine readable form"));
        assert!(found("個人情報 ..4 削除", "個人情報をすべて削除してください"));
        assert!(!found("delete ..1 <own>", "delete item 3 of my data"));
    }

    #[test]
    fn a_class_that_is_not_there_is_named() {
        let error = Pattern::new("delete <mine>", &Classes::default()).map(|_| ()).unwrap_err();
        assert_eq!(error.class, "mine");
    }
}
