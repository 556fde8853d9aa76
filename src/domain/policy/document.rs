//! A policy as text with its shape: headings, bullets, rows of tables, prose, and sentences, each with its place in the text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::shape::{self, Kind};
use super::topic::{self, Topic};

/// A line whose kind its source knows (HTML, Markdown); `None` where it must be told from the text itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What the source says it is.
    pub kind: Option<Kind>,
    /// Its text, without line breaks; cells of a table's row are parted by tabs.
    pub text: String,
}

/// A heading, a bullet, a row of a table or a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the text, without the mark of a bullet.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Its words, folded.
    pub folded: String,
    /// What it is about: its heading, what introduces it, and what it says itself.
    pub topics: Vec<Topic>,
    /// What it says itself it is about.
    pub own: Vec<Topic>,
    /// The block that introduces the list it stands in.
    pub lead: Option<usize>,
    /// The heading it stands under.
    pub heading: Option<usize>,
}

/// A sentence, or what stands as one: a heading, a bullet without a full stop, a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// The block it stands in.
    pub block: usize,
    /// Its words, folded.
    pub folded: String,
}

/// A policy, ready to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The whole text; every span is bytes of it.
    pub text: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Headings that have no words: a bare `#`.
    pub empty_headings: Vec<Range<usize>>,
}

impl Document {
    /// A policy pasted or saved as plain text.
    pub fn plain(text: &str) -> Self {
        let text = shape::without_bars(text);
        let (shapes, empty_headings) = shape::plain(&text);
        Self::assemble(text, shapes, empty_headings)
    }

    /// A policy whose source knows headings and lists.
    pub fn of(lines: &[Line]) -> Self {
        let mut text = String::new();
        let mut shapes = Vec::new();
        let mut empty_headings = Vec::new();
        for line in lines {
            let start = text.len();
            text.push_str(&line.text);
            let span = start..text.len();
            text.push('\n');
            let said = line.text.chars().any(char::is_alphanumeric);
            match line.kind {
                Some(Kind::Heading(_)) if !said => empty_headings.push(span),
                Some(kind) if said => shapes.push((kind, shape::trimmed(&text, span))),
                None if said => shapes.extend(shape::line(&text, span)),
                _ => {}
            }
        }
        Self::assemble(text, shapes, empty_headings)
    }

    fn assemble(text: String, shapes: Vec<shape::Shape>, empty_headings: Vec<Range<usize>>) -> Self {
        let mut blocks: Vec<Block> = Vec::with_capacity(shapes.len());
        for (kind, span) in shapes {
            let folded = fold(text.get(span.clone()).unwrap_or_default());
            blocks.push(Block { span, kind, folded, topics: Vec::new(), own: Vec::new(), lead: None, heading: None });
        }
        let mut sentences = Vec::new();
        for (number, block) in blocks.iter().enumerate() {
            for span in super::sentence::split(&text, block.span.clone(), block.kind) {
                let folded = fold(text.get(span.clone()).unwrap_or_default());
                sentences.push(Sentence { span, block: number, folded });
            }
        }
        let mut document = Self { text, blocks, sentences, empty_headings };
        document.tell_topics();
        document
    }

    /// The words of a span, as they were written.
    pub fn words(&self, span: &Range<usize>) -> &str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// A block by its number.
    pub fn block(&self, number: usize) -> Option<&Block> {
        self.blocks.get(number)
    }

    /// The block of a sentence.
    pub fn block_of(&self, sentence: &Sentence) -> Option<&Block> {
        self.blocks.get(sentence.block)
    }

    /// Whether a sentence stands in a part about this.
    pub fn is_about(&self, sentence: &Sentence, topic: Topic) -> bool {
        self.block_of(sentence).is_some_and(|block| block.topics.contains(&topic))
    }

    /// The sentences of a block.
    pub fn sentences_of(&self, number: usize) -> impl Iterator<Item = &Sentence> {
        self.sentences.iter().filter(move |sentence| sentence.block == number)
    }

    /// The blocks of the list that a block introduces.
    pub fn list_of(&self, lead: usize) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().enumerate().filter(move |(_, block)| block.lead == Some(lead))
    }

    fn tell_topics(&mut self) {
        let mut standing = Standing::default();
        for number in 0..self.blocks.len() {
            let own = self.own_topics(number);
            let Some(block) = self.blocks.get_mut(number) else { continue };
            block.own = own;
            standing.place(number, block);
        }
    }

    fn own_topics(&self, number: usize) -> Vec<Topic> {
        let Some(block) = self.blocks.get(number) else { return Vec::new() };
        if let Kind::Heading(_) = block.kind {
            return topic::of_heading(&block.folded);
        }
        let mut own: Vec<Topic> = Vec::new();
        for sentence in self.sentences_of(number) {
            own.extend(topic::of_sentence(&sentence.folded));
        }
        own.sort_unstable();
        own.dedup();
        own
    }
}

/// What the blocks so far lay over the next one.
#[derive(Default)]
struct Standing {
    headings: Vec<(u8, usize, Vec<Topic>)>,
    leads: Vec<Lead>,
}

struct Lead {
    depth: u8,
    block: usize,
    topics: Vec<Topic>,
    listed: bool,
}

impl Standing {
    fn place(&mut self, number: usize, block: &mut Block) {
        if let Kind::Heading(level) = block.kind {
            self.leads.clear();
            self.headings.retain(|(above, ..)| *above < level);
            self.headings.push((level, number, block.own.clone()));
            block.topics = self.of_headings();
            return;
        }
        let depth = block.kind.depth();
        let is_list = depth > 0;
        self.leads
            .retain(|lead| lead.depth < depth || (!is_list && lead.depth == 0 && !lead.listed && !turns(lead, block)));
        block.heading = self.headings.last().map(|(_, heading, _)| *heading);
        block.lead = self.leads.last().map(|lead| lead.block);
        block.topics = self.of_headings();
        if let Some(lead) = self.leads.last_mut() {
            lead.listed |= is_list;
            block.topics.extend(lead.topics.iter().copied());
        }
        block.topics.extend(block.own.iter().copied());
        block.topics.sort_unstable();
        block.topics.dedup();
        if block.folded.ends_with(':') || block.folded.ends_with(": -") {
            self.leads.push(Lead { depth, block: number, topics: block.topics.clone(), listed: false });
        }
    }

    /// The nearest heading that says what it is about: a heading without a topic of its own belongs to the one above it.
    fn of_headings(&self) -> Vec<Topic> {
        self.headings
            .iter()
            .rev()
            .find(|(.., topics)| !topics.is_empty())
            .map(|(.., topics)| topics.clone())
            .unwrap_or_default()
    }
}

/// Whether a paragraph leaves what the last lead announced: it opens a subject of its own.
fn turns(lead: &Lead, block: &Block) -> bool {
    let opens = |topic: &Topic| {
        matches!(topic, Topic::Retention | Topic::Rights | Topic::Collect | Topic::Complaints | Topic::Contact)
    };
    block.own.iter().any(|topic| opens(topic) && !lead.topics.contains(topic))
}
