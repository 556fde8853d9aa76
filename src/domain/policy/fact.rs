//! A fact with the words it was read from.

use std::ops::Range;

use serde::Serialize;

use super::document::Document;

/// Words of the policy and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The words as they were written.
    pub text: String,
    /// The first byte in the text that was read, from 0.
    pub byte: usize,
    /// The first character (Unicode scalar value) in the text that was read, from 0.
    pub character: usize,
}

/// How sure a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The words can be read in more than one way: look at the sentence.
    Doubtful,
    /// The words say it, in a place where it is not usually said.
    Likely,
    /// The words say it where it belongs.
    Stated,
}

/// Something that a policy states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact<T> {
    /// What.
    pub value: T,
    /// In which words.
    pub quote: Quote,
    /// How sure that is.
    pub confidence: Confidence,
    /// The categories of fideslang 3 that fit, for example `user.contact.email`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub data_categories: Vec<&'static str>,
}

impl Quote {
    /// The words of a span.
    pub fn of(document: &Document, span: &Range<usize>) -> Self {
        let before = document.text.get(..span.start).unwrap_or_default();
        Self { text: document.words(span).to_owned(), byte: span.start, character: before.chars().count() }
    }
}

impl<T> Fact<T> {
    /// A fact that the words say where it belongs.
    pub fn stated(value: T, document: &Document, span: &Range<usize>) -> Self {
        Self { value, quote: Quote::of(document, span), confidence: Confidence::Stated, data_categories: Vec::new() }
    }

    /// The same fact, less sure.
    #[must_use]
    pub fn with(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }
}
