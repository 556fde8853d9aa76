//! Categories of personal data and what is in them.

use std::ops::Range;

use serde::Serialize;

use super::super::cue::Cue;
use super::super::document::{Block, Document};
use super::super::fact::Fact;
use super::super::fold::{fold, tidy};
use super::super::items::{self, GROUPS, items_in};
use super::super::shape::Kind;
use super::super::topic::Topic;

/// A category of data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Category {
    /// Its name: the policy's, or a plain one where the policy only lists data.
    pub name: String,
    /// Key: `contact`, `orders` …
    pub id: String,
    /// What is in it.
    pub items: Vec<DataItem>,
}

/// A kind of data in a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DataItem {
    /// In the policy's words.
    pub name: String,
    /// The fideslang categories that fit.
    pub data_categories: Vec<&'static str>,
}

/// `Contact Data: name, address` and `Account details such as name`.
static NAMED: Cue = Cue::new(
    r"^([A-Za-z][^:.;,()\t]{2,70}?)(?::|\t|,? such as|,? including|,? like|,? for example|,? e\.g\.?|,? \(including| [–—-] | ?\(e\.g\.?)\s*(?:but not limited to\s*)?:?\s*\S",
);
/// A list item that tells what people do, or what we do, not what data is.
static DEED: Cue = Cue::new(
    r"^(you|we|when|if|to|by|through|direct|automated|third[- ]part|how|why|from|create|place|request|contact customer|sign up|making|placing|creating|visiting)\b|^(register|subscribe|submit|engage|use our|browse) ",
);

/// Reads the categories.
pub fn read(document: &Document) -> Vec<Fact<Category>> {
    let mut categories: Vec<Fact<Category>> = Vec::new();
    for (number, block) in document.blocks.iter().enumerate() {
        if !lists_data(block) {
            continue;
        }
        match block.kind {
            Kind::Bullet(_) | Kind::Row => from_item(document, block, &mut categories),
            Kind::Prose if block.lead.is_some() && is_named(document.words(&block.span)) => {
                from_item(document, block, &mut categories);
            }
            Kind::Prose => from_prose(document, number, &mut categories),
            Kind::Heading(_) => {}
        }
    }
    categories
}

/// Whether the block stands where a policy says what data it collects.
pub fn lists_data(block: &Block) -> bool {
    let foreign = [
        Topic::Rights,
        Topic::Sharing,
        Topic::Retention,
        Topic::Bases,
        Topic::Transfers,
        Topic::Sources,
        Topic::Security,
    ];
    block.topics.contains(&Topic::Collect) && !foreign.iter().any(|topic| block.topics.contains(topic))
}

fn from_item(document: &Document, block: &Block, categories: &mut Vec<Fact<Category>>) {
    static HEADER: Cue =
        Cue::new(r"^(type|category|categories|kind|what|data|personal data|information)\b[^.:]{0,30}\t");
    let words = document.words(&block.span);
    if HEADER.is_in(&words.to_lowercase()) || (DEED.is_in(&block.folded) && !words.contains(": ")) {
        return deed(document, block, categories);
    }
    let label = NAMED.groups(words).into_iter().next();
    let Some(label) = label.filter(|label| is_category(words, label)) else {
        return ungrouped(document, &block.span, words, categories);
    };
    let name = tidy(words.get(label.clone()).unwrap_or_default());
    let items = items_of(words.get(label.end..).unwrap_or_default());
    push(document, &block.span, name, items, categories);
}

/// Some lists run from data into deeds: "Submit reviews", "Subscribe to our newsletters". What they yield is data all the same.
fn deed(document: &Document, block: &Block, categories: &mut Vec<Fact<Category>>) {
    static YIELDS: Cue = Cue::new(r"^(submit|subscribe|engage|register) ");
    if YIELDS.is_in(&block.folded) && !items_in(&block.folded).is_empty() && block.lead.is_some() {
        let words = document.words(&block.span).to_owned();
        ungrouped(document, &block.span, &words, categories);
    }
}

/// Whether a line of a list without bullets begins with the name of a category.
fn is_named(words: &str) -> bool {
    NAMED.groups(words).first().is_some_and(|label| is_category(words, label))
}

/// Whether a label names a category; "Browsing history, including location" names two kinds of data.
fn is_category(words: &str, label: &Range<usize>) -> bool {
    static DATA: Cue = Cue::new(r"\b(data|information|details|content|identifiers?)\b");
    let folded = fold(words.get(label.clone()).unwrap_or_default());
    let parted = words.get(label.end..).is_some_and(|rest| rest.starts_with([':', '\t']));
    let rest = words.get(label.end..).unwrap_or_default();
    let lists = folded.split_whitespace().count() <= 5 && !items_in(&fold(rest)).is_empty();
    DATA.is_in(&folded) || (parted && (lists || !items_in(&folded).is_empty()))
}

/// A named category; a second list under the same name goes on with it.
fn push(
    document: &Document,
    span: &Range<usize>,
    name: String,
    items: Vec<DataItem>,
    categories: &mut Vec<Fact<Category>>,
) {
    if items.is_empty() {
        return;
    }
    let mut data_categories: Vec<&'static str> =
        items.iter().flat_map(|item| item.data_categories.iter().copied()).collect();
    data_categories.sort_unstable();
    data_categories.dedup();
    let id = id_of(&name);
    let mut fact = Fact::stated(Category { name, id, items }, document, span);
    fact.data_categories = data_categories;
    if let Some(same) = categories.iter_mut().find(|known| known.value.id == fact.value.id) {
        let new = fact.value.items.into_iter().filter(|item| !same.value.items.contains(item)).collect::<Vec<_>>();
        same.value.items.extend(new);
        same.data_categories.extend(
            fact.data_categories
                .iter()
                .filter(|code| !same.data_categories.contains(code))
                .copied()
                .collect::<Vec<_>>(),
        );
    } else {
        categories.push(fact);
    }
}

/// Data listed without a category goes to the plain one of its kind.
fn ungrouped(document: &Document, span: &Range<usize>, words: &str, categories: &mut Vec<Fact<Category>>) {
    let Some(first) = items_in(&fold(words)).into_iter().next() else { return };
    let name = GROUPS.iter().find(|(code, _)| *code == first.group).map_or("Other", |(_, name)| *name);
    let mut kept = tidy(words.split_once(" (").map_or(words, |(before, _)| before));
    if kept.split_whitespace().count() > 12 {
        kept = tidy(words.split(',').next().unwrap_or(words));
    }
    let item = DataItem { data_categories: items::data_categories(&fold(words)), ..item(&kept) };
    let id = first.group.to_owned();
    if let Some(known) = categories.iter_mut().find(|known| known.value.id == id) {
        known.data_categories.extend(
            item.data_categories
                .iter()
                .filter(|code| !known.data_categories.contains(code))
                .copied()
                .collect::<Vec<_>>(),
        );
        known.value.items.push(item);
        return;
    }
    let mut fact = Fact::stated(Category { name: name.to_owned(), id, items: vec![item.clone()] }, document, span);
    fact.data_categories = item.data_categories;
    categories.push(fact);
}

/// "We collect your name, your e-mail address and your telephone number."
fn from_prose(document: &Document, number: usize, categories: &mut Vec<Fact<Category>>) {
    static COLLECTS: Cue = Cue::new(
        r"\b(?:we|us|also|may|is|are) (?:may |will |also |might )*(?:collect|gather|capture|record|store|hold|captured?|collected)\w*(?: and \w+)?(?: the following)?:? (.*)$|\bto (?:capture|collect|record) (.*)$",
    );
    for sentence in document.sentences_of(number).filter(|sentence| !sentence.folded.ends_with(':')) {
        let Some(listed) =
            COLLECTS.groups(&sentence.folded).into_iter().next().and_then(|range| sentence.folded.get(range))
        else {
            continue;
        };
        let listed = listed.split_once(" through ").map_or(listed, |(_, means)| means);
        let listed = cut_at_purpose(listed);
        for part in listed.split([',', ';']).flat_map(|part| part.split(" and ")) {
            let part = tidy(part);
            if part.split_whitespace().count() <= 8 && !part.starts_with("how you") && !items_in(&part).is_empty() {
                ungrouped(document, &sentence.span, &part, categories);
            }
        }
    }
}

fn cut_at_purpose(listed: &str) -> &str {
    static PURPOSE: Cue = Cue::new(
        r" (to (improve|help|detect|provide|process|determine|make|support|allow|send|market|verify|maintain)|when you|so that|in order|for the purpose|from third|using|by using)\b",
    );
    let end = PURPOSE.find(listed).map_or(listed.len(), |found| found.start);
    listed.get(..end).unwrap_or(listed)
}

/// The parts of a list in one line; a comma in brackets parts nothing.
fn items_of(listed: &str) -> Vec<DataItem> {
    let sentence = listed.split(". ").next().unwrap_or(listed);
    // "Information about how you use our site, products and services" is one kind of data, unless examples say which.
    let whole = fold(sentence).contains("how you ");
    let examples = sentence.split_once("such as ").map(|(_, examples)| examples);
    if whole && examples.is_none() {
        return vec![item(sentence)];
    }
    let sentence = examples.filter(|_| whole).unwrap_or(sentence);
    let mut parts: Vec<String> = vec![String::new()];
    let mut depth = 0_usize;
    for letter in sentence.chars() {
        depth = match letter {
            '(' => depth + 1,
            ')' => depth.saturating_sub(1),
            _ => depth,
        };
        match parts.last_mut() {
            Some(part) if depth > 0 || !matches!(letter, ',' | ';') => part.push(letter),
            _ => parts.push(String::new()),
        }
    }
    let whole = parts.iter().flat_map(|part| split_and(part));
    whole.map(|part| item(&part)).filter(|item| item.name.chars().any(char::is_alphabetic)).collect()
}

/// `email address and telephone number` are two; `payments to and from you` and `browser type and version` are one.
fn split_and(part: &str) -> Vec<String> {
    let Some((left, right)) = part.split_once(" and ").filter(|_| !part.contains('(')) else {
        return vec![part.to_owned()];
    };
    let known = |words: &str| items_in(&fold(words)).first().map(|item| item.code);
    match (known(left), known(right)) {
        (Some(one), Some(other)) if one != other => vec![left.to_owned(), right.to_owned()],
        _ => vec![part.to_owned()],
    }
}

fn item(part: &str) -> DataItem {
    static OPENING: Cue = Cue::new(
        r"(?i)^\W*(and|or|your|the|any|such as|including|like|for example|e\.g\.?|information about|details about)\s+",
    );
    let mut name = tidy(part);
    while let Some(found) = OPENING.find(&name) {
        name.drain(..found.end);
    }
    DataItem { data_categories: items::data_categories(&fold(&name)), name }
}

/// A key from a name: its first word that tells something.
fn id_of(name: &str) -> String {
    let empty = ["data", "information", "details", "and", "the", "your", "personal", "about", "of", "other"];
    let folded = fold(name);
    let mut words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.clone().find(|word| !empty.contains(word)).or_else(|| words.next()).unwrap_or("data").to_owned()
}
