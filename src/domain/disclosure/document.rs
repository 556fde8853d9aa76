//! A letter as a tree of plain parts, the same for every way of printing it.

use std::borrow::Cow;

use super::around::Around;
use crate::domain::logo::Logo;

/// A short name beside a fact or above a column: the desk's own, or from a language.
pub type Label = Cow<'static, str>;

/// A run of words with one meaning.
#[derive(Clone, PartialEq, Eq)]
pub enum Run {
    /// Just words.
    Plain(String),
    /// Words that carry the sentence.
    Strong(String),
    /// Words that only point elsewhere.
    Quiet(String),
    /// The code of an exemption, as it stands in the files.
    Mark(String),
    /// Something the company has not stated.
    Gap(String),
    /// A legal pointer: it should not break across lines.
    Cite(String),
    /// Words in another language than the letter's.
    Foreign {
        /// The words.
        words: String,
        /// Their language (BCP 47).
        language: String,
    },
    /// The end of a line.
    Break,
    /// A link. Only `http` and `https` addresses, names of files in the package and `#` anchors appear here.
    Link {
        /// The words.
        text: String,
        /// The address.
        href: String,
    },
}

impl Run {
    /// The words without their meaning.
    pub fn words(&self) -> &str {
        match self {
            Self::Plain(words)
            | Self::Quiet(words)
            | Self::Strong(words)
            | Self::Mark(words)
            | Self::Gap(words)
            | Self::Cite(words)
            | Self::Foreign { words, .. } => words,
            Self::Link { text, .. } => text,
            Self::Break => " ",
        }
    }
}

/// A line or paragraph of runs.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Text(pub Vec<Run>);

impl Text {
    /// Just words.
    pub fn plain(words: impl Into<String>) -> Self {
        Self(vec![Run::Plain(words.into())])
    }

    /// A gap: what the company has not stated.
    pub fn gap(words: impl Into<String>) -> Self {
        Self(vec![Run::Gap(words.into())])
    }

    /// Adds a run.
    #[must_use]
    pub fn and(mut self, run: Run) -> Self {
        self.0.push(run);
        self
    }

    /// Adds words.
    #[must_use]
    pub fn then(self, words: impl Into<String>) -> Self {
        self.and(Run::Plain(words.into()))
    }

    /// Adds runs.
    #[must_use]
    pub fn with(mut self, text: Self) -> Self {
        self.0.extend(text.0);
        self
    }

    /// All words in a row.
    pub fn words(&self) -> String {
        self.0.iter().map(Run::words).collect()
    }
}

/// The heading of a table's column.
#[derive(Clone, PartialEq, Eq)]
pub struct ColumnHead {
    /// Its words.
    pub label: Label,
    /// Whether the column holds numbers, which are set to the right.
    pub numeric: bool,
    /// Its share of the table's width, in parts of all shares.
    pub share: u8,
}

/// A table. The first cell of each row is its heading.
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows, for readers who do not see it.
    pub summary: String,
    /// Column headings.
    pub head: Vec<ColumnHead>,
    /// Rows, as wide as the head.
    pub rows: Vec<Vec<Text>>,
}

impl Table {
    /// The heading of a column. A row that is wider than the head gets one without words.
    pub fn column(&self, index: usize) -> &ColumnHead {
        const NONE: &ColumnHead = &ColumnHead { label: Label::Borrowed(""), numeric: false, share: 1 };
        self.head.get(index).unwrap_or(NONE)
    }
}

/// A part of a section.
#[derive(Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Text),
    /// A paragraph in small print: useful, not needed.
    Small(Text),
    /// A heading below the section's.
    Heading(Text),
    /// A list; numbered when the order matters.
    List {
        /// Whether it is numbered.
        numbered: bool,
        /// Its entries.
        entries: Vec<Text>,
    },
    /// Names and what belongs to them.
    Facts(Vec<(Label, Text)>),
    /// A table.
    Table(Table),
    /// The one thing to do, with the address where it is done. On a screen it is a button.
    Action {
        /// What it does.
        words: String,
        /// The address, with scheme.
        href: String,
    },
    /// Digits to be typed elsewhere, large.
    Code(String),
}

impl Block {
    /// The words of its texts, without headings, codes and addresses: what a reader has to read.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Paragraph(text) | Self::Small(text) => vec![text],
            Self::List { entries, .. } => entries.iter().collect(),
            Self::Facts(rows) => rows.iter().map(|(_, text)| text).collect(),
            Self::Table(table) => table.rows.iter().flatten().collect(),
            Self::Heading(_) | Self::Action { .. } | Self::Code(_) => Vec::new(),
        }
    }
}

/// A headed part of the letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Section {
    /// The anchor: letters and hyphens.
    pub id: &'static str,
    /// The heading, without its number.
    pub heading: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// The head of the paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// The company's name, large.
    pub brand: String,
    /// Who it is in law, one line each.
    pub legal: Vec<String>,
    /// How to reach it, one line each.
    pub contact: Vec<String>,
    /// Its accent colour as `#rrggbb`.
    pub accent: Option<String>,
    /// Its logo, above the name.
    pub logo: Option<Logo>,
}

/// A whole letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// BCP 47 language of the words.
    pub language: Label,
    /// The title of the file and its window.
    pub title: String,
    /// The head of the paper.
    pub letterhead: Letterhead,
    /// Name and address of the receiver, one line each.
    pub addressee: Vec<String>,
    /// Date, references and the like.
    pub meta: Vec<(Label, String)>,
    /// The subject.
    pub heading: String,
    /// "Dear …".
    pub salutation: String,
    /// What comes before the first section.
    pub opening: Vec<Block>,
    /// The numbered parts.
    pub sections: Vec<Section>,
    /// The box that says what to do when not content (Article 12(4)), where it is owed.
    pub remedies: Option<Section>,
    /// "Yours sincerely", the name, and what the name stands for.
    pub closing: Vec<String>,
    /// The line at the foot of every printed page.
    pub footer: String,
    /// What stands around it, for who reads it with the eyes or the ears.
    pub around: Around,
}
