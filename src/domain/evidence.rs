//! Evidence of one case: its lines of the case log in a form that proves itself, away from the desk.
//!
//! The lines of a case lie among those of other cases in their company's chain. The others are handed over without salt and
//! content: what is left of them (position, time, actor, kind, commitment, hashes) is what their hashes are made of, so that the
//! stretch from the first to the last line of the case verifies without a gap and tells nothing about anybody else.

use serde::{Deserialize, Serialize};

use crate::domain::audit::{Broken, Entry, Hash, verify};

/// What stands at the head of the lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The reference of the case.
    pub reference: String,
    /// How many lines are about it.
    pub own: usize,
    /// Whether every line between its first and its last is there; else only those about the case are.
    pub complete: bool,
    /// The last position and hash of the company's chain when the evidence was made.
    pub head: (i64, Hash),
}

/// What does not hold in the lines of a piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// A line is wrong.
    #[error("line {seq} of the log: {broken}")]
    Line {
        /// Its position in the chain.
        seq: i64,
        /// What is wrong.
        broken: Broken,
    },
    /// A line between the first and the last is missing.
    #[error("line {0} of the log is missing")]
    Missing(i64),
    /// There are fewer or more lines about the case than its head says.
    #[error("{found} lines are about the case, and {said} are said to be")]
    Count {
        /// How many there are.
        found: usize,
        /// How many there should be.
        said: usize,
    },
}

/// A line without what only its own case may show.
pub fn bare(entry: Entry) -> Entry {
    Entry { salt: None, content: None, ..entry }
}

/// Checks the lines one after the other, as they come.
#[derive(Clone, Debug)]
pub struct Walk {
    stretch: Stretch,
    last: Option<(i64, Hash)>,
    own: usize,
}

impl Walk {
    /// Begins.
    pub const fn new(stretch: Stretch) -> Self {
        Self { stretch, last: None, own: 0 }
    }

    /// Checks the next line: in itself, and as the one after the line before it.
    pub fn step(&mut self, entry: &Entry) -> Result<(), Unproven> {
        let follows = self.last.filter(|(seq, _)| self.stretch.complete || seq.checked_add(1) == Some(entry.seq));
        if let Some((seq, _)) = self.last.filter(|(seq, _)| self.stretch.complete && seq + 1 < entry.seq) {
            return Err(Unproven::Missing(seq + 1));
        }
        // The first line has nobody before it here: its own link is taken as given.
        let before = follows.or_else(|| Some((entry.seq.checked_sub(1)?, entry.prev)));
        verify(entry, before.filter(|(seq, _)| *seq > 0))
            .map_err(|broken| Unproven::Line { seq: entry.seq, broken })?;
        self.last = Some((entry.seq, entry.hash));
        self.own += usize::from(entry.content.is_some());
        Ok(())
    }

    /// Ends: how many lines were about the case, and the last one's position and hash.
    pub fn end(self) -> Result<(usize, Option<(i64, Hash)>), Unproven> {
        if self.own != self.stretch.own {
            return Err(Unproven::Count { found: self.own, said: self.stretch.own });
        }
        Ok((self.own, self.last))
    }
}

/// The keys of a line's content that hold a code, a count, a date or an identifier and never words that somebody wrote.
const CODES: [&str; 37] = [
    "anonymise",
    "bytes",
    "channel",
    "collection",
    "confirmed",
    "detach",
    "disclosure",
    "downloads",
    "emptied",
    "entry",
    "erase",
    "erased",
    "exemption",
    "form",
    "ground",
    "keep",
    "kind",
    "letter",
    "mail",
    "media_type",
    "method",
    "notice",
    "program",
    "regime",
    "remaining",
    "requested",
    "right",
    "rows",
    "sha256",
    "staff",
    "state",
    "status",
    "system",
    "team",
    "tie",
    "verdict",
    "version",
];

/// The content of a line without its braces: "ground: complexity; reason: …". What the person submitted stays closed.
pub fn in_words(content: &str) -> String {
    pairs(content, |_| true)
}

/// The same for those who do not read what people wrote: codes, counts and dates, and of the rest that it is there.
pub fn in_codes(content: &str) -> String {
    pairs(content, |key| CODES.contains(&key))
}

fn pairs(content: &str, is_shown: impl Fn(&str) -> bool) -> String {
    let value: serde_json::Value = serde_json::from_str(content).unwrap_or_default();
    let Some(object) = value.as_object() else { return String::new() };
    let shown =
        object.iter().filter(|(key, value)| !matches!(key.as_str(), "event" | "submission") && !value.is_null());
    let pairs = shown.map(|(key, value)| {
        let value = match value.as_str() {
            _ if !is_shown(key) => "•••".to_owned(),
            Some(text) => text.to_owned(),
            None => value.to_string(),
        };
        format!("{}: {value}", key.replace('_', " "))
    });
    pairs.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::audit::GENESIS;
    use crate::domain::audit::tests::chain;

    fn stretch(own: usize, complete: bool) -> Stretch {
        Stretch { reference: "JR-26-7K4M-2".into(), own, complete, head: (9, GENESIS) }
    }

    fn walk(stretch: Stretch, lines: &[Entry]) -> Result<(usize, Option<(i64, Hash)>), Unproven> {
        let mut walk = Walk::new(stretch);
        lines.iter().try_for_each(|line| walk.step(line))?;
        walk.end()
    }

    #[test]
    fn lines_of_other_cases_prove_the_chain_without_their_contents() {
        let mut lines = chain(9);
        lines.drain(..3);
        let last = lines.last().map(|line| (line.seq, line.hash));
        for index in [1, 2, 4] {
            lines[index] = bare(lines[index].clone());
        }
        assert_eq!(walk(stretch(3, true), &lines), Ok((3, last)));
    }

    #[test]
    fn a_missing_line_is_named_unless_the_head_says_that_lines_are_left_out() {
        let mut lines = chain(5);
        lines.remove(2);
        assert_eq!(walk(stretch(4, true), &lines), Err(Unproven::Missing(3)));
        assert_eq!(walk(stretch(4, false), &lines).map(|(own, _)| own), Ok(4));
        assert_eq!(walk(stretch(2, false), &lines), Err(Unproven::Count { found: 4, said: 2 }));
    }

    #[test]
    fn a_line_says_its_content_without_braces() {
        let content = r#"{"event":"x","ground":"complexity","n":2,"none":null,"reason":"Priya is ill"}"#;
        assert_eq!(in_words(content), "ground: complexity; n: 2; reason: Priya is ill");
        assert_eq!(in_codes(content), "ground: complexity; n: •••; reason: •••");
    }

    proptest! {
        #[test]
        fn whatever_is_changed_in_a_line_is_found(n in 2i64..12, at in 0usize..12, what in 0usize..4) {
            let mut lines = chain(n);
            let index = at % lines.len();
            let line = &mut lines[index];
            match what {
                0 => line.kind.push('x'),
                1 => line.content = Some("{}".into()),
                2 => line.hash[3] ^= 1,
                _ => line.actor = "person".into(),
            }
            let all = usize::try_from(n).unwrap();
            prop_assert!(walk(stretch(all, true), &lines).is_err());
        }
    }
}
