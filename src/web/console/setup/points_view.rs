//! Points of a company as cards of a form, and reading them back.

use std::collections::BTreeMap;

use crate::domain::policy::Confidence;
use crate::domain::setup::{Answer, Answers, Behind, Group, Point, PointField, Shape, Sheet, Word};
use crate::web::WebError;
use crate::web::fields::Fields;

/// What was said about points: word and fields, by pointer.
pub type Words = BTreeMap<String, (Word, BTreeMap<String, String>)>;

/// A point.
#[derive(Clone, Debug)]
pub struct PointView {
    /// Its number on the page, which names its fields.
    pub number: usize,
    /// Where it stands.
    pub pointer: String,
    /// What it is.
    pub label: String,
    /// The law that wants it told; may be empty.
    pub law: &'static str,
    /// The policy's words; empty where it has none.
    pub quote: String,
    /// "At character 804".
    pub place: String,
    /// "Plainly", "Probably", "Doubtful"; empty without a quote.
    pub sure: &'static str,
    /// The categories of fideslang; may be empty.
    pub categories: String,
    /// The word in force: `accept`, `correct`, `open`, or nothing.
    pub word: &'static str,
    /// Whether nothing is stated.
    pub missing: bool,
    /// Whether somebody has to look at it.
    pub waits: bool,
    /// Whether it is an entry of a list.
    pub listed: bool,
    /// What is wrong with it; may be empty.
    pub error: String,
    /// Its boxes.
    pub fields: Vec<BoxView>,
}

/// A box of a point.
#[derive(Clone, Debug)]
pub struct BoxView {
    /// Its id and name in the form.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its hint; may be empty.
    pub hint: &'static str,
    /// What stands in it.
    pub value: String,
    /// How many lines it has; 1 for a single one.
    pub rows: usize,
    /// What can be chosen, by stored word; nothing where it is typed.
    pub options: &'static [(&'static str, &'static str)],
}

/// A page of points.
#[derive(Clone, Debug)]
pub struct GroupView {
    /// Its name in addresses.
    pub code: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// How many points are stated.
    pub stated: usize,
    /// How many are missing.
    pub missing: usize,
    /// How many wait for a word.
    pub waits: usize,
}

impl PointView {
    /// A point with its number; `given` are the words so far.
    pub fn of(number: usize, point: &Point, behind: Option<&Behind>, given: &Answers) -> Self {
        let answer = given.get(&point.pointer);
        let corrected = answer.filter(|answer| answer.word == Word::Correct);
        let boxed = |field: &PointField| {
            let typed = corrected.and_then(|answer| answer.fields.get(field.name));
            BoxView::of(number, &point.label, field, typed.unwrap_or(&field.value))
        };
        Self {
            number,
            pointer: point.pointer.clone(),
            label: point.label.clone(),
            law: point.law,
            quote: behind
                .map(|words| words.quote.text.split_whitespace().collect::<Vec<_>>().join(" "))
                .unwrap_or_default(),
            place: behind.map(|words| format!("At character {}", words.quote.character)).unwrap_or_default(),
            sure: behind.map_or("", |words| sure(words.confidence)),
            categories: behind.map(|words| words.data_categories.join(", ")).unwrap_or_default(),
            word: answer.map_or("", |answer| answer.word.code()),
            missing: point.is_missing() && corrected.is_none(),
            waits: answer.is_none() && behind.is_some_and(|words| words.confidence < Confidence::Stated),
            listed: point.listed,
            error: String::new(),
            fields: point.fields.iter().map(boxed).collect(),
        }
    }

    /// Shows what was typed instead of what is known.
    pub fn typed(&mut self, words: &Words) {
        let start = format!("{}1", self.pointer);
        let key = if self.pointer.ends_with("/+") { &start } else { &self.pointer };
        let Some((word, fields)) = words.get(key) else { return };
        self.word = word.code();
        for shown in &mut self.fields {
            let name = shown.id.split_once('-').map_or("", |(_, name)| name);
            if let Some(value) = fields.get(name) {
                shown.value.clone_from(value);
            }
        }
    }

    /// The empty cards by which the lists of a group grow.
    pub fn blanks(group: Group, from: usize) -> Vec<Self> {
        let blanks = Sheet::blanks().into_iter().filter(|blank| blank.group == group);
        let none = Answers::new();
        blanks.enumerate().map(|(at, blank)| Self::of(from + at, &blank, None, &none)).collect()
    }
}

impl BoxView {
    fn of(number: usize, label: &str, field: &PointField, value: &str) -> Self {
        let rows = match field.shape {
            Shape::Line | Shape::Number | Shape::OneOf(_) => 1,
            Shape::Lines => value.lines().count().clamp(2, 12) + 1,
            Shape::Text => 3,
        };
        let label = if field.label.is_empty() { label } else { field.label };
        let id = if field.name.is_empty() { format!("f{number}") } else { format!("f{number}-{}", field.name) };
        let options = if let Shape::OneOf(options) = field.shape { options } else { &[] };
        Self { id, label: label.to_owned(), hint: field.hint, value: value.to_owned(), rows, options }
    }
}

const fn sure(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Stated => "Plainly said",
        Confidence::Likely => "Said in an unusual place",
        Confidence::Doubtful => "It can be read in more than one way",
    }
}

/// Reads the cards of a page back. A box whose words were changed is a correction, whichever word was chosen beside it, but for
/// a fact that is left open. `given` are the words so far: what they say stood in the boxes.
pub fn words_in(fields: &Fields, points: &[Point], given: &Answers) -> Result<Words, WebError> {
    let mut words = Words::new();
    let mut next = given.keys().filter(|pointer| pointer.contains("/+")).count();
    for number in 1.. {
        if !fields.has(&format!("p{number}")) {
            break;
        }
        let pointer = fields.one(&format!("p{number}"))?.to_owned();
        let Some(point) = point_at(points, &pointer) else { continue };
        let typed = typed(fields, number, &point)?;
        if pointer.ends_with("/+") {
            if differs(&typed, &point, None) {
                next += 1;
                words.insert(format!("{pointer}{next}"), (Word::Correct, typed));
            }
        } else if let Some(word) = word_on(fields.one(&format!("w{number}"))?, &typed, &point, given.get(&pointer)) {
            words.insert(pointer, (word, typed));
        }
    }
    Ok(words)
}

fn point_at(points: &[Point], pointer: &str) -> Option<Point> {
    let known = points.iter().find(|point| point.pointer == pointer).cloned();
    known.or_else(|| Sheet::blanks().into_iter().find(|blank| blank.pointer == pointer))
}

fn typed(fields: &Fields, number: usize, point: &Point) -> Result<BTreeMap<String, String>, WebError> {
    let mut typed = BTreeMap::new();
    for field in &point.fields {
        let id = if field.name.is_empty() { format!("f{number}") } else { format!("f{number}-{}", field.name) };
        typed.insert(field.name.to_owned(), fields.one(&id)?.trim().to_owned());
    }
    Ok(typed)
}

/// The word on a point, from the word that was chosen and from what stands in its boxes.
fn word_on(chosen: &str, typed: &BTreeMap<String, String>, point: &Point, given: Option<&Answer>) -> Option<Word> {
    let shown = given.filter(|answer| answer.word == Word::Correct);
    match Word::parse(chosen) {
        Some(Word::Open) => Some(Word::Open),
        _ if differs(typed, point, shown) => Some(Word::Correct),
        Some(Word::Correct) if differs(typed, point, None) => Some(Word::Correct),
        Some(_) => Some(Word::Accept),
        None => None,
    }
}

/// Whether anything else was typed than what stood there, line by line.
fn differs(typed: &BTreeMap<String, String>, point: &Point, shown: Option<&Answer>) -> bool {
    let lines =
        |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    point.fields.iter().any(|field| {
        let stood = shown.and_then(|answer| answer.fields.get(field.name)).unwrap_or(&field.value);
        typed.get(field.name).is_some_and(|typed| lines(typed) != lines(stood))
    })
}

/// The pages with their counts.
pub fn groups(points: &[(Group, PointView)]) -> Vec<GroupView> {
    let group = |group: Group| {
        let own = || points.iter().filter(|(of, _)| *of == group).map(|(_, point)| point);
        GroupView {
            code: group.code(),
            title: group.title(),
            stated: own().filter(|point| !point.missing).count(),
            missing: own().filter(|point| point.missing).count(),
            waits: own().filter(|point| point.waits).count(),
        }
    };
    Group::ALL.into_iter().map(group).collect()
}
