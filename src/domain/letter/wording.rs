//! The wording of a letter as staff write it: plain text with a few marks and named fields, and no logic.
//!
//! ```text
//! Subject: Your request: more time
//! # We need more time                      the heading
//! ## Why                                   a heading inside; it goes when nothing stands under it
//! We write by **{{new_due}}**.             a paragraph with a field, strongly printed
//! - an entry of a list                     or 1. for a numbered one
//! ~ small print
//! {{> reasons}}                            a fixed part, alone on its line
//! ```

/// A wording, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The subject, without the reference in front.
    pub subject: Vec<Piece>,
    /// The heading.
    pub heading: Vec<Piece>,
    /// What follows.
    pub parts: Vec<Part>,
}

/// A part of a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading inside.
    Heading(Vec<Piece>),
    /// A paragraph, sentence by sentence.
    Paragraph(Vec<Sentence>),
    /// Small print.
    Small(Vec<Sentence>),
    /// A list; each entry is a row of sentences.
    List {
        /// Whether it is numbered.
        numbered: bool,
        /// Its entries.
        entries: Vec<Vec<Sentence>>,
    },
    /// A fixed part, filled by the desk: its name.
    Fixed(String),
}

/// One sentence: when a fact that it needs is missing, only this sentence waits.
pub type Sentence = Vec<Piece>;

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words as they stand, and whether they are strong.
    Words(String, bool),
    /// A field by its name, and whether it is strong.
    Field(String, bool),
}

/// What is wrong with the form of a wording.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordingError {
    /// The first line is not a subject.
    #[error("the first line must be “Subject:” and what stands in the subject")]
    NoSubject,
    /// There is no heading, or more than one.
    #[error("there must be one heading: a line that starts with one # and a blank")]
    Heading,
    /// Two opening braces without their end, or the other way round.
    #[error("line {0}: a field looks like {{{{reference}}}}, with two braces on either side")]
    Braces(usize),
    /// Strong words that do not end.
    #[error("line {0}: strong words need two stars before and behind")]
    Stars(usize),
    /// A fixed part inside a sentence.
    #[error("line {0}: a fixed part stands alone on its line")]
    FixedInside(usize),
}

impl Wording {
    /// Takes a wording apart.
    pub fn parse(text: &str) -> Result<Self, WordingError> {
        let mut lines = text.lines().enumerate().map(|(number, line)| (number + 1, line.trim()));
        let (number, first) = lines.by_ref().find(|(_, line)| !line.is_empty()).ok_or(WordingError::NoSubject)?;
        let subject = first.strip_prefix("Subject:").map(str::trim).filter(|subject| !subject.is_empty());
        let subject = pieces(subject.ok_or(WordingError::NoSubject)?, number)?;
        let mut reader = Reader::default();
        for (number, line) in lines {
            reader.line(number, line)?;
        }
        reader.close()?;
        match (reader.heading, reader.headings) {
            (Some(heading), 1) => Ok(Self { subject, heading, parts: reader.parts }),
            _ => Err(WordingError::Heading),
        }
    }

    /// The fields of its subject.
    pub fn subject_names(&self) -> Vec<&str> {
        of_pieces(&self.subject)
    }

    /// Every field it names and whether it is a fixed part, in order of appearance.
    pub fn names(&self) -> Vec<(&str, bool)> {
        let mut names = of_pieces(&self.subject);
        names.extend(of_pieces(&self.heading));
        let mut all: Vec<(&str, bool)> = names.into_iter().map(|name| (name, false)).collect();
        for part in &self.parts {
            match part {
                Part::Heading(pieces) => all.extend(of_pieces(pieces).into_iter().map(|name| (name, false))),
                Part::Paragraph(sentences) | Part::Small(sentences) => all.extend(of_sentences(sentences)),
                Part::List { entries, .. } => all.extend(entries.iter().flat_map(|entry| of_sentences(entry))),
                Part::Fixed(name) => all.push((name, true)),
            }
        }
        all
    }
}

fn of_sentences(sentences: &[Sentence]) -> impl Iterator<Item = (&str, bool)> {
    sentences.iter().flat_map(|sentence| of_pieces(sentence)).map(|name| (name, false))
}

fn of_pieces(pieces: &[Piece]) -> Vec<&str> {
    pieces.iter().filter(|piece| matches!(piece, Piece::Field(..))).map(Piece::as_str).collect()
}

impl Piece {
    /// The words, or the name of the field.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Words(words, _) | Self::Field(words, _) => words,
        }
    }
}

/// Reads line by line; a paragraph is open until a blank line or a mark.
#[derive(Default)]
struct Reader {
    heading: Option<Vec<Piece>>,
    headings: usize,
    parts: Vec<Part>,
    open: Vec<String>,
    opened: usize,
    small: bool,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) -> Result<(), WordingError> {
        if line.is_empty() {
            return self.close();
        }
        if let Some(words) = line.strip_prefix("# ") {
            self.close()?;
            self.headings += 1;
            self.heading = Some(pieces(words, number)?);
        } else if let Some(words) = line.strip_prefix("## ") {
            self.close()?;
            self.parts.push(Part::Heading(pieces(words, number)?));
        } else if let Some(name) = fixed(line) {
            self.close()?;
            self.parts.push(Part::Fixed(name.to_owned()));
        } else if let Some((numbered, words)) = entry(line) {
            self.close()?;
            self.entry(numbered, sentences(words, number)?);
        } else {
            self.words(number, line)?;
        }
        Ok(())
    }

    fn words(&mut self, number: usize, line: &str) -> Result<(), WordingError> {
        let line = if let Some(small) = line.strip_prefix("~ ") {
            self.close()?;
            self.small = true;
            small
        } else {
            line
        };
        if self.open.is_empty() {
            self.opened = number;
        }
        self.open.push(line.to_owned());
        Ok(())
    }

    fn entry(&mut self, numbered: bool, sentences: Vec<Sentence>) {
        match self.parts.last_mut() {
            Some(Part::List { numbered: other, entries }) if *other == numbered => entries.push(sentences),
            _ => self.parts.push(Part::List { numbered, entries: vec![sentences] }),
        }
    }

    fn close(&mut self) -> Result<(), WordingError> {
        let words = std::mem::take(&mut self.open).join(" ");
        let small = std::mem::take(&mut self.small);
        if !words.is_empty() {
            let sentences = sentences(&words, self.opened)?;
            self.parts.push(if small { Part::Small(sentences) } else { Part::Paragraph(sentences) });
        }
        Ok(())
    }
}

fn fixed(line: &str) -> Option<&str> {
    let name = line.strip_prefix("{{>")?.strip_suffix("}}")?.trim();
    is_name(name).then_some(name)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
}

/// "- entry" or "1. entry", and whether it is numbered.
fn entry(line: &str) -> Option<(bool, &str)> {
    if let Some(words) = line.strip_prefix("- ") {
        return Some((false, words.trim()));
    }
    let (number, words) = line.split_once(". ")?;
    let digits = !number.is_empty() && number.len() < 3 && number.chars().all(|digit| digit.is_ascii_digit());
    digits.then_some((true, words.trim()))
}

/// Cuts words into pieces.
fn pieces(words: &str, line: usize) -> Result<Vec<Piece>, WordingError> {
    let mut pieces = Vec::new();
    let mut strong = false;
    for (index, stretch) in words.split("**").enumerate() {
        strong = index % 2 == 1;
        let mut rest = stretch;
        while let Some((before, from)) = rest.split_once("{{") {
            let (name, after) = from.split_once("}}").ok_or(WordingError::Braces(line))?;
            push_words(&mut pieces, before, strong, line)?;
            let name = name.trim();
            if name.starts_with('>') {
                return Err(WordingError::FixedInside(line));
            }
            if !is_name(name) {
                return Err(WordingError::Braces(line));
            }
            pieces.push(Piece::Field(name.to_owned(), strong));
            rest = after;
        }
        push_words(&mut pieces, rest, strong, line)?;
    }
    if strong { Err(WordingError::Stars(line)) } else { Ok(pieces) }
}

fn push_words(pieces: &mut Vec<Piece>, words: &str, strong: bool, line: usize) -> Result<(), WordingError> {
    if words.contains("}}") {
        return Err(WordingError::Braces(line));
    }
    if !words.is_empty() {
        pieces.push(Piece::Words(words.to_owned(), strong));
    }
    Ok(())
}

/// Cuts words into sentences: after a full stop, question mark or exclamation mark with a blank behind it.
fn sentences(words: &str, line: usize) -> Result<Vec<Sentence>, WordingError> {
    let mut sentences = vec![Vec::new()];
    for piece in pieces(words, line)? {
        let Piece::Words(words, strong) = piece else {
            sentences.last_mut().into_iter().for_each(|sentence: &mut Sentence| sentence.push(piece.clone()));
            continue;
        };
        for (index, stretch) in ended(&words).into_iter().enumerate() {
            if index > 0 {
                sentences.push(Vec::new());
            }
            if let Some(sentence) = sentences.last_mut().filter(|_| !stretch.is_empty()) {
                sentence.push(Piece::Words(stretch, strong));
            }
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    Ok(sentences)
}

/// Cuts after each end of a sentence; the blank stays with the sentence that it ends.
fn ended(words: &str) -> Vec<String> {
    let mut stretches = vec![String::new()];
    let mut after_end = false;
    for letter in words.chars() {
        if let Some(last) = stretches.last_mut() {
            last.push(letter);
        }
        if letter == ' ' && after_end {
            stretches.push(String::new());
        }
        after_end = matches!(letter, '.' | '?' | '!');
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_is_taken_apart_line_by_line() {
        let text = "Subject: More time\n# We need more time\n\nIt is {{day}}. Is it **{{day}}**?\nYes.\n## Why\n{{> reasons}}\n- one\n- two\n~ Small.";
        let wording = Wording::parse(text).unwrap();
        assert_eq!(wording.subject, [Piece::Words("More time".into(), false)]);
        assert_eq!(wording.names(), [("day", false), ("day", false), ("reasons", true)]);
        assert!(matches!(&wording.parts[0], Part::Paragraph(sentences) if sentences.len() == 3));
        assert!(matches!(&wording.parts[3], Part::List { numbered: false, entries } if entries.len() == 2));
        assert!(matches!(&wording.parts[4], Part::Small(_)));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let with = |body: &str| Wording::parse(&format!("Subject: x\n# y\n{body}"));
        assert_eq!(Wording::parse("# y"), Err(WordingError::NoSubject));
        assert_eq!(Wording::parse("Subject: x\nwords"), Err(WordingError::Heading));
        assert_eq!(with("a {{b"), Err(WordingError::Braces(3)));
        assert_eq!(with("a b}} c"), Err(WordingError::Braces(3)));
        assert_eq!(with("a **b"), Err(WordingError::Stars(3)));
        assert_eq!(with("see {{> reasons}} here"), Err(WordingError::FixedInside(3)));
        assert_eq!(with("{{Not A Name}}"), Err(WordingError::Braces(3)));
    }
}
