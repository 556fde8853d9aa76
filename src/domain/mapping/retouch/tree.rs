//! The tree of a YAML text with the place of every node.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle};

use super::faithful::Untouchable;

/// A text's tree, and where its remarks stand.
pub(super) struct Document {
    pub(super) root: Node,
    pub(super) remarks: Vec<Range<usize>>,
}

/// A value in the text.
pub(super) struct Node {
    /// Its bytes; of a block collection the first byte of its first entry.
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
    /// It has an anchor or a tag, or stands for another node.
    pub(super) is_special: bool,
}

pub(super) enum Kind {
    /// A scalar that is written.
    Scalar {
        is_block: bool,
    },
    /// Nothing is written.
    Nothing,
    Sequence {
        is_flow: bool,
        items: Vec<Node>,
    },
    Mapping {
        is_flow: bool,
        entries: Vec<Entry>,
    },
}

/// A key with its value.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) key: Range<usize>,
    /// The byte after the colon.
    pub(super) slot: usize,
    pub(super) value: Node,
}

impl Node {
    /// The byte after the last one that is written of it; `slot` where nothing is.
    pub(super) fn end(&self, text: &str, slot: usize) -> usize {
        match &self.kind {
            Kind::Nothing => slot,
            Kind::Scalar { is_block: true } => {
                self.span.start + text.get(self.span.clone()).unwrap_or_default().trim_end().len()
            }
            Kind::Sequence { is_flow: false, items } => {
                items.last().map_or(self.span.end, |item| item.end(text, item.span.start))
            }
            Kind::Mapping { is_flow: false, entries } => {
                entries.last().map_or(self.span.end, |entry| entry.value.end(text, entry.slot))
            }
            Kind::Scalar { .. } | Kind::Sequence { .. } | Kind::Mapping { .. } => self.span.end,
        }
    }

    pub(super) fn is_block_collection(&self) -> bool {
        matches!(self.kind, Kind::Sequence { is_flow: false, .. } | Kind::Mapping { is_flow: false, .. })
    }
}

/// Reads a text of one document.
pub(super) fn read(text: &str) -> Result<Document, Untouchable> {
    let mut reader = Reader { text, remarks: Vec::new(), events: Vec::new() };
    for event in Parser::new_from_str(text) {
        let (event, span) =
            event.map_err(|error| Untouchable::Unreadable { line: error.marker().line(), what: error.info() })?;
        reader.take(event, span);
    }
    reader.events.reverse();
    let root = reader.node()?;
    match reader.events.last() {
        None => Ok(Document { root, remarks: reader.remarks }),
        Some((_, span)) => Err(unusual(text, bytes(*span).start, "there is more than one document")),
    }
}

pub(super) fn unusual(text: &str, at: usize, what: &'static str) -> Untouchable {
    let before = text.get(..at).unwrap_or(text);
    Untouchable::Unusual { line: before.matches('\n').count() + 1, what }
}

struct Reader<'t> {
    text: &'t str,
    remarks: Vec<Range<usize>>,
    /// What is left to read, the next one last.
    events: Vec<(Event<'t>, Span)>,
}

fn bytes(span: Span) -> Range<usize> {
    span.byte_range().unwrap_or_default()
}

impl<'t> Reader<'t> {
    fn take(&mut self, event: Event<'t>, span: Span) {
        match event {
            Event::Comment(..) => self.remarks.push(bytes(span)),
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | Event::DocumentEnd => {}
            event => self.events.push((event, span)),
        }
    }

    fn node(&mut self) -> Result<Node, Untouchable> {
        let Some((event, span)) = self.events.pop() else {
            return Err(unusual(self.text, 0, "nothing stands in it"));
        };
        let span = bytes(span);
        match event {
            Event::Scalar(said, style, anchor, tag) => {
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let is_nothing = said.is_empty() && style == ScalarStyle::Plain || span.is_empty();
                let kind = if is_nothing { Kind::Nothing } else { Kind::Scalar { is_block } };
                Ok(Node { span, kind, is_special: anchor != 0 || tag.is_some() })
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.sequence(span, style == StructureStyle::Flow, anchor != 0 || tag.is_some())
            }
            Event::MappingStart(style, anchor, tag) => {
                self.mapping(span, style == StructureStyle::Flow, anchor != 0 || tag.is_some())
            }
            _ => Ok(Node { span, kind: Kind::Scalar { is_block: false }, is_special: true }),
        }
    }

    fn sequence(&mut self, start: Range<usize>, is_flow: bool, is_special: bool) -> Result<Node, Untouchable> {
        let mut items = Vec::new();
        let end = loop {
            match self.events.last() {
                Some((Event::SequenceEnd, span)) => break bytes(*span).end,
                _ => items.push(self.node()?),
            }
        };
        self.events.pop();
        Ok(Node { span: start.start..end, kind: Kind::Sequence { is_flow, items }, is_special })
    }

    fn mapping(&mut self, start: Range<usize>, is_flow: bool, is_special: bool) -> Result<Node, Untouchable> {
        let mut entries = Vec::new();
        let end = loop {
            match self.events.last() {
                Some((Event::MappingEnd, span)) => break bytes(*span).end,
                _ => entries.push(self.entry()?),
            }
        };
        self.events.pop();
        Ok(Node { span: start.start..end, kind: Kind::Mapping { is_flow, entries }, is_special })
    }

    fn entry(&mut self) -> Result<Entry, Untouchable> {
        let Some((Event::Scalar(name, ..), span)) = self.events.pop() else {
            return Err(unusual(self.text, 0, "a key is no plain word"));
        };
        let (name, key) = (name.into_owned(), bytes(span));
        let rest = self.text.get(key.end..).unwrap_or_default();
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if !rest.trim_start_matches([' ', '\t']).starts_with(':') {
            return Err(unusual(self.text, key.start, "a key is written with a question mark"));
        }
        Ok(Entry { slot: key.end + gap + 1, name, key, value: self.node()? })
    }
}
