//! The words of one language, compiled from its file.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::pattern::{Classes, Pattern, UnknownClass};
use super::text::{Word, folded};
use super::wish::Wish;

/// Where a negation stands in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Negation {
    /// Before what it negates: `do not delete`.
    Before,
    /// On either side: `löschen Sie meine Daten nicht`.
    Around,
    /// After: `削除しないで`.
    After,
}

/// How many letters a word has at least that tells a language.
const TELLING: usize = 4;

/// What a phrase says besides naming a right. The names are the keys of a lexicon's `[cues]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cue {
    /// Somebody asks in the first person: `I request`, `please send me`.
    Asking,
    /// What follows is not wanted: `not`, `never`.
    Not,
    /// What follows is only supposed: `if`, `whether`, `I may`.
    Supposed,
    /// A question for information begins: `how do I`, `do you`.
    Question,
    /// What follows was asked before: `I asked you`, `my request of`.
    AskedBefore,
    /// An answer is missing: `still no answer`, `reminder`.
    Chasing,
    /// Somebody complains.
    Complaint,
    /// A request is taken back: `I changed my mind`.
    TakenBack,
    /// Somebody shows who they are: `that is me`, `my postcode is`.
    Proof,
    /// A question about the practice of the company: `your privacy policy`.
    Policy,
    /// Marketing and newsletters.
    Marketing,
    /// Another law than data protection: `Freedom of Information`.
    OtherLaw,
    /// Somebody acts for a client or another adult.
    Agent,
    /// A parent or guardian acts for a child.
    Parent,
    /// Somebody sells.
    Selling,
    /// An authority writes about a complaint.
    Authority,
    /// A text about the law in general: `the court ruled`, `people have the right`.
    News,
    /// A word of art of data protection law, with which the law of the place is meant.
    TermOfArt,
    /// What is asked for is more than before: `also`, `in addition`.
    Besides,
    /// An automatic reply says so in its subject: `out of office`.
    Away,
    /// A pointer to an attached letter.
    Attached,
    /// Ordinary dealings with a shop: parcels, refunds, invoices, applications. In such a sentence a doubtful phrase is none.
    Ordinary,
    /// The right's own words, but about something else than a person's data: `copy of the manual`, `off the waiting list`.
    OtherThing,
    /// A piece of information that is owed with a copy (Article 15(1)): `the existence of automated decisions`. It is no wish of its own.
    Owed,
    /// What mail programs of companies put under every message: `intended recipient`.
    Notice,
    /// A program says that it answered: `this is an automated response`.
    Automated,
}

/// What a labelled value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// A person's name.
    Name,
    /// An e-mail address of theirs.
    Email,
    /// A number by which the company knows them.
    #[serde(rename = "customer_number")]
    NumberWithUs,
    /// The number of an order.
    OrderNumber,
    /// A postcode.
    Postcode,
    /// A telephone number.
    Phone,
    /// A street, with what follows on its line.
    Street,
}

/// A language's file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LexiconFile {
    /// The code of the language (ISO 639-1).
    code: String,
    /// Small words by which the language is told from others, separated by blanks.
    small_words: String,
    /// Where its negation stands.
    negation: Negation,
    /// Words that end a clause besides punctuation.
    #[serde(default)]
    clause_ends: String,
    /// Words after a comma with which the clause goes on.
    #[serde(default)]
    clause_joins: String,
    /// Named phrases, in the order in which they build on each other.
    classes: Vec<ClassEntry>,
    /// Phrases that ask for a right.
    wishes: BTreeMap<Wish, Vec<String>>,
    /// Phrases that name a right, and count where somebody asks.
    #[serde(default)]
    names: BTreeMap<Wish, Vec<String>>,
    /// Other phrases.
    cues: BTreeMap<Cue, Vec<String>>,
    /// Labels of values.
    labels: BTreeMap<Label, Vec<String>>,
    /// Words with which a letter ends.
    closings: Vec<String>,
    /// Words before the name of the person for whom somebody acts.
    #[serde(default)]
    on_behalf: Vec<String>,
    /// Names of the law that applies with this language.
    #[serde(default)]
    laws: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassEntry {
    name: String,
    is: String,
}

/// A compiled language.
pub struct Lexicon {
    /// The code of the language (ISO 639-1).
    pub code: String,
    /// Where its negation stands.
    pub negation: Negation,
    small_words: BTreeSet<String>,
    /// The words of its phrases, and how words of its phrases begin.
    vocabulary: (BTreeSet<String>, BTreeSet<String>),
    /// Words that end a clause, folded.
    pub clause_ends: Vec<String>,
    /// Words with which a clause goes on, folded.
    pub clause_joins: Vec<String>,
    /// Phrases that ask for a right.
    pub wishes: Vec<(Wish, Pattern)>,
    /// Phrases that name a right.
    pub names: Vec<(Wish, Pattern)>,
    cues: BTreeMap<Cue, Vec<Pattern>>,
    /// Labels of values, folded, the longest first.
    pub labels: Vec<(Label, String)>,
    /// Closings, folded.
    pub closings: Vec<String>,
    /// What stands before the name of the person for whom somebody acts.
    pub on_behalf: Vec<Pattern>,
    /// Names of the law, folded.
    pub laws: Vec<Pattern>,
}

impl Lexicon {
    /// Compiles a language's file.
    pub fn new(file: LexiconFile) -> Result<Self, UnknownClass> {
        let mut classes = Classes::default();
        for class in &file.classes {
            classes.add(&class.name, &class.is)?;
        }
        let plain = |text: &str| text.split_whitespace().map(folded).collect::<Vec<_>>();
        let mut labels: Vec<(Label, String)> =
            file.labels.iter().flat_map(|(label, words)| words.iter().map(|word| (*label, folded(word)))).collect();
        labels.sort_by_key(|(_, word)| std::cmp::Reverse(word.len()));
        Ok(Self {
            negation: file.negation,
            small_words: plain(&file.small_words).into_iter().collect(),
            vocabulary: vocabulary(&file.wishes, &file.cues, &file.classes),
            clause_ends: plain(&file.clause_ends),
            clause_joins: plain(&file.clause_joins),
            wishes: compiled_by_key(file.wishes, &classes)?,
            names: compiled_by_key(file.names, &classes)?,
            cues: file
                .cues
                .into_iter()
                .map(|(cue, all)| Ok((cue, compiled(&all, &classes)?)))
                .collect::<Result<_, _>>()?,
            labels,
            closings: file.closings.iter().map(|closing| folded(closing)).collect(),
            on_behalf: compiled(&file.on_behalf, &classes)?,
            laws: compiled(&file.laws, &classes)?,
            code: file.code,
        })
    }

    /// Whether a folded word is one of the small words by which the language is told from others.
    pub fn is_small(&self, word: &str) -> bool {
        self.small_words.contains(word)
    }

    /// Whether a folded word stands in one of its phrases.
    pub fn knows(&self, word: &str) -> bool {
        let (whole, begun) = &self.vocabulary;
        let begins = || {
            word.char_indices().skip(TELLING).any(|(at, _)| word.get(..at).is_some_and(|start| begun.contains(start)))
        };
        whole.contains(word) || begins() || begun.contains(word)
    }

    /// Every place of a cue in a sentence.
    pub fn find(&self, cue: Cue, words: &[Word]) -> Vec<(usize, usize)> {
        self.cues.get(&cue).into_iter().flatten().flat_map(|pattern| pattern.find(words)).collect()
    }

    /// Whether a cue is in a sentence.
    pub fn has(&self, cue: Cue, words: &[Word]) -> bool {
        self.cues.get(&cue).into_iter().flatten().any(|pattern| pattern.is_in(words))
    }
}

/// The words of phrases that are long enough to tell something, and those that stand for any ending.
fn vocabulary(
    wishes: &BTreeMap<Wish, Vec<String>>,
    cues: &BTreeMap<Cue, Vec<String>>,
    classes: &[ClassEntry],
) -> (BTreeSet<String>, BTreeSet<String>) {
    let phrases = wishes.values().chain(cues.values()).flatten().map(String::as_str);
    let all = phrases.chain(classes.iter().map(|class| class.is.as_str()));
    let choices = all.flat_map(|phrase| phrase.split(|c: char| c.is_whitespace() || "/|".contains(c)));
    let spoken = choices.filter(|piece| !piece.contains('<'));
    let pieces = spoken.flat_map(|piece| piece.split(|c: char| "-!?~^='".contains(c)));
    let long = pieces.filter(|piece| piece.chars().filter(|c| c.is_alphabetic()).count() >= TELLING);
    let (begun, whole): (Vec<&str>, Vec<&str>) = long.partition(|piece| piece.ends_with('*'));
    let set = |words: Vec<&str>| words.into_iter().map(|word| folded(word.trim_end_matches('*'))).collect();
    (set(whole), set(begun))
}

fn compiled(phrases: &[String], classes: &Classes) -> Result<Vec<Pattern>, UnknownClass> {
    phrases.iter().map(|phrase| Pattern::new(phrase, classes)).collect()
}

fn compiled_by_key(
    phrases: BTreeMap<Wish, Vec<String>>,
    classes: &Classes,
) -> Result<Vec<(Wish, Pattern)>, UnknownClass> {
    let each = phrases.into_iter().flat_map(|(wish, all)| all.into_iter().map(move |phrase| (wish, phrase)));
    each.map(|(wish, phrase)| Ok((wish, Pattern::new(&phrase, classes)?))).collect()
}
