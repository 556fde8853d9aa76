//! The command line of the measurements.

use crate::{Effort, Outcome};

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    quick: bool,
    /// Whether to write docs/PERFORMANCE.md.
    pub write: bool,
    /// This is the child that packs so many bytes, so that its memory is its own.
    pub pack: Option<u64>,
    /// The names of parts; for a child, whatever it needs.
    pub words: Vec<String>,
}

impl Arguments {
    /// Reads the command line.
    pub fn parse(line: impl Iterator<Item = String>) -> Outcome<Self> {
        let mut arguments = Self::default();
        let mut line = line;
        while let Some(word) = line.next() {
            match word.as_str() {
                // Cargo says so to every benchmark.
                "--bench" => {}
                "--quick" => arguments.quick = true,
                "--write" => arguments.write = true,
                "--pack" => arguments.pack = Some(line.next().ok_or("--pack needs a number of bytes")?.parse()?),
                other if other.starts_with('-') => return Err(format!("{other} is not known here").into()),
                _ => arguments.words.push(word),
            }
        }
        Ok(arguments)
    }

    /// Refuses the name of a part that there is not, and figures that are not worth keeping.
    pub fn check(&self, parts: &[&str]) -> Outcome<()> {
        if let Some(word) = self.words.iter().find(|word| !parts.contains(&word.as_str())) {
            return Err(format!("there is no part {word}; there are {}", parts.join(", ")).into());
        }
        if self.write && (self.quick || cfg!(debug_assertions)) {
            return Err("only the figures of a whole run with optimisation are worth writing down".into());
        }
        Ok(())
    }

    /// Whether a part is to be measured.
    pub fn wants(&self, part: &str) -> bool {
        self.words.is_empty() || self.words.iter().any(|word| word == part)
    }

    /// How long to measure.
    pub fn effort(&self) -> Effort {
        if self.quick { Effort::Quick } else { Effort::Full }
    }
}
