//! A cue: a phrase that tells what a sentence is about, written as a pattern over folded words.

use std::ops::Range;
use std::sync::OnceLock;

use regex_lite::Regex;

/// A pattern, compiled when it is first needed. Cues are tried on folded text ([`super::fold`]) unless their maker says otherwise.
#[derive(Debug)]
pub struct Cue {
    pattern: &'static str,
    compiled: OnceLock<Regex>,
}

impl Cue {
    /// A cue for this pattern.
    pub const fn new(pattern: &'static str) -> Self {
        Self { pattern, compiled: OnceLock::new() }
    }

    #[expect(clippy::expect_used, reason = "a pattern is part of the program, and the tests compile each one")]
    fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(self.pattern).expect("a cue is a valid pattern"))
    }

    /// Whether it stands anywhere in the text.
    pub fn is_in(&self, text: &str) -> bool {
        self.regex().is_match(text)
    }

    /// Where it stands first, as bytes of the text.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        self.regex().find(text).map(|found| found.range())
    }

    /// Everywhere it stands, as bytes of the text.
    pub fn all(&self, text: &str) -> Vec<Range<usize>> {
        self.regex().find_iter(text).map(|found| found.range()).collect()
    }

    /// Where its first group that took part stands, once for each match.
    pub fn groups(&self, text: &str) -> Vec<Range<usize>> {
        let inner = |found: regex_lite::Captures<'_>| found.iter().skip(1).flatten().next().map(|group| group.range());
        self.regex().captures_iter(text).filter_map(inner).collect()
    }

    /// The text of its first group that took part.
    pub fn group<'text>(&self, text: &'text str) -> Option<&'text str> {
        self.groups(text).into_iter().next().and_then(|range| text.get(range))
    }
}

/// A word in the sense of a table: a cue with what it stands for.
#[derive(Debug)]
pub struct Entry<T: 'static> {
    /// What gives it away.
    pub cue: Cue,
    /// What it stands for.
    pub means: T,
}

impl<T> Entry<T> {
    /// A row of a table.
    pub const fn new(pattern: &'static str, means: T) -> Self {
        Self { cue: Cue::new(pattern), means }
    }
}

/// Every row of the table whose cue stands in the text.
pub fn entries<'table, T>(table: &'table [Entry<T>], text: &str) -> Vec<&'table T> {
    table.iter().filter(|entry| entry.cue.is_in(text)).map(|entry| &entry.means).collect()
}
