//! Filling a wording with facts.
//!
//! A missing fact stops only the sentence that needs it: it stands there as a gap, which staff fill or leave out. Words of
//! facts are never read as wording, so nothing a person typed can become a field.

use std::collections::BTreeMap;

use super::facts::{Fact, Facts, FixedPart};
use super::wording::{Part, Piece, Sentence, Wording};
use crate::domain::disclosure::{Block, Run, Text};
use crate::domain::notice::Fill;

/// A fact that a letter wants and nobody has stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterGap {
    /// The field.
    pub field: String,
    /// What it is, in words.
    pub what: &'static str,
}

/// The filled body of a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Filled {
    /// The subject, without the reference.
    pub subject: String,
    /// The heading.
    pub heading: String,
    /// The body.
    pub blocks: Vec<Block>,
    /// What is missing.
    pub gaps: Vec<LetterGap>,
}

/// Fills a wording. `fills` is what staff said about gaps.
pub fn fill(wording: &Wording, facts: &Facts, fills: &BTreeMap<String, Fill>) -> Filled {
    let mut filler = Filler { facts, fills, gaps: Vec::new() };
    let subject = filler.text(std::slice::from_ref(&wording.subject)).map(|text| text.words()).unwrap_or_default();
    let heading = filler.text(std::slice::from_ref(&wording.heading)).map(|text| text.words()).unwrap_or_default();
    let mut blocks = Vec::new();
    for part in &wording.parts {
        filler.part(part, &mut blocks);
    }
    Filled { subject, heading, blocks: without_bare_headings(blocks), gaps: filler.gaps }
}

struct Filler<'a> {
    facts: &'a Facts,
    fills: &'a BTreeMap<String, Fill>,
    gaps: Vec<LetterGap>,
}

impl Filler<'_> {
    fn part(&mut self, part: &Part, blocks: &mut Vec<Block>) {
        match part {
            Part::Heading(pieces) => {
                let heading = self.text(std::slice::from_ref(pieces));
                blocks.extend(heading.map(Block::Heading));
            }
            Part::Paragraph(sentences) => blocks.extend(self.text(sentences).map(Block::Paragraph)),
            Part::Small(sentences) => blocks.extend(self.text(sentences).map(Block::Small)),
            Part::List { numbered, entries } => {
                let entries: Vec<Text> = entries.iter().filter_map(|entry| self.text(entry)).collect();
                if !entries.is_empty() {
                    blocks.push(Block::List { numbered: *numbered, entries });
                }
            }
            Part::Fixed(name) => self.fixed(name, blocks),
        }
    }

    fn fixed(&mut self, name: &str, blocks: &mut Vec<Block>) {
        match (self.facts.fixed(name), self.fills.get(name)) {
            (Some(FixedPart::Blocks(part)), _) => blocks.extend(part.iter().cloned()),
            (Some(FixedPart::Missing(_)), Some(Fill::Said(words))) => {
                blocks.push(Block::Paragraph(Text::plain(words.reveal().trim())));
            }
            (Some(FixedPart::Missing(what)), None) => {
                blocks.push(Block::Paragraph(Text::gap(shown(what))));
                self.gaps.push(LetterGap { field: name.to_owned(), what });
            }
            (Some(FixedPart::Missing(_)), Some(Fill::LeftOut)) | (None, _) => {}
        }
    }

    /// Sentences in a row; nothing when nothing is left of them.
    fn text(&mut self, sentences: &[Sentence]) -> Option<Text> {
        let runs: Vec<Run> = sentences.iter().flat_map(|sentence| self.sentence(sentence)).collect();
        let runs = tidied(runs);
        runs.iter().any(|run| !run.words().trim().is_empty()).then_some(Text(runs))
    }

    fn sentence(&mut self, sentence: &[Piece]) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut said = false;
        let mut fields = 0;
        for piece in sentence {
            match piece {
                Piece::Words(words, strong) => runs.push(run(words.clone(), *strong)),
                Piece::Field(name, strong) => {
                    fields += 1;
                    match self.value(name) {
                        Value::Words(words) => {
                            said |= !words.trim().is_empty();
                            runs.push(run(words, *strong));
                        }
                        Value::Own(words) => {
                            said = true;
                            runs.extend(words.0.into_iter().map(|own| strongly(own, *strong)));
                        }
                        Value::Gap(what) => {
                            said = true;
                            runs.push(Run::Gap(shown(what)));
                        }
                        Value::LeaveOut => return Vec::new(),
                    }
                }
            }
        }
        // A sentence that is nothing but an empty field and its full stop has nothing to say.
        let bare = runs.iter().all(|run| run.words().chars().all(|letter| !letter.is_alphanumeric()));
        if fields > 0 && !said && bare { Vec::new() } else { runs }
    }

    fn value(&mut self, name: &str) -> Value {
        match (self.facts.fact(name), self.fills.get(name)) {
            (Some(Fact::Words(words)), _) => Value::Words(words.clone()),
            (Some(Fact::Own(words)), _) => Value::Own(words.clone()),
            (Some(Fact::Missing(_)), Some(Fill::Said(words))) => Value::Words(words.reveal().trim().to_owned()),
            (Some(Fact::Missing(_)), Some(Fill::LeftOut)) => Value::LeaveOut,
            (Some(Fact::Missing(what)), None) => {
                if !self.gaps.iter().any(|gap| gap.field == name) {
                    self.gaps.push(LetterGap { field: name.to_owned(), what });
                }
                Value::Gap(what)
            }
            (None, _) => Value::Words(String::new()),
        }
    }
}

enum Value {
    Words(String),
    Own(Text),
    Gap(&'static str),
    LeaveOut,
}

fn run(words: String, strong: bool) -> Run {
    if strong { Run::Strong(words) } else { Run::Plain(words) }
}

/// Words of the company as the wording wants them; what is marked as foreign stays so.
fn strongly(own: Run, strong: bool) -> Run {
    match own {
        Run::Plain(words) if strong => Run::Strong(words),
        other => other,
    }
}

fn shown(what: &str) -> String {
    format!("[fill this: {what}]")
}

/// Blanks that an empty field left behind are taken away.
fn tidied(runs: Vec<Run>) -> Vec<Run> {
    let mut tidy: Vec<Run> = Vec::new();
    for run in runs.into_iter().filter(|run| !run.words().is_empty()) {
        let closes = run.words().starts_with([' ', '.', ',', ';', ':', '?', '!', ')']);
        if let (true, Some(Run::Plain(before))) = (closes, tidy.last_mut()) {
            before.truncate(before.trim_end().len());
        }
        match (tidy.last_mut(), run) {
            (Some(Run::Plain(before)), Run::Plain(words)) => before.push_str(&words),
            (_, run) => tidy.push(run),
        }
    }
    if let Some(Run::Plain(last)) = tidy.last_mut() {
        last.truncate(last.trim_end().len());
    }
    tidy
}

/// A heading with nothing under it goes.
fn without_bare_headings(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::new();
    for block in blocks {
        if matches!((&block, kept.last()), (Block::Heading(_), Some(Block::Heading(_)))) {
            kept.pop();
        }
        kept.push(block);
    }
    if matches!(kept.last(), Some(Block::Heading(_))) {
        kept.pop();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::personal::Personal;

    fn words(body: &str, facts: &Facts, fills: &BTreeMap<String, Fill>) -> (String, usize) {
        let wording = Wording::parse(&format!("Subject: s\n# h\n{body}")).unwrap();
        let filled = fill(&wording, facts, fills);
        let words: Vec<String> = filled.blocks.iter().flat_map(Block::texts).map(Text::words).collect();
        (words.join("|"), filled.gaps.len())
    }

    #[test]
    fn a_missing_fact_stops_only_its_sentence() {
        let facts = Facts::default().field("brand", "Justroo").own("backups", None, "how long backups are kept");
        let body = "It is gone. Backups end after {{backups}}. {{brand}} is sorry.";
        let mut fills = BTreeMap::new();
        assert_eq!(
            words(body, &facts, &fills),
            ("It is gone. Backups end after [fill this: how long backups are kept]. Justroo is sorry.".into(), 1)
        );
        fills.insert("backups".to_owned(), Fill::Said(Personal::new("35 days")));
        assert_eq!(words(body, &facts, &fills), ("It is gone. Backups end after 35 days. Justroo is sorry.".into(), 0));
        fills.insert("backups".to_owned(), Fill::LeftOut);
        assert_eq!(words(body, &facts, &fills), ("It is gone. Justroo is sorry.".into(), 0));
    }

    #[test]
    fn what_a_company_says_in_another_language_keeps_its_mark_in_the_middle_of_a_sentence() {
        let own = Text(vec![Run::Foreign { words: "35 days".into(), language: "en".into() }]);
        let facts = Facts::default().own("backups", Some(own.clone()), "how long backups are kept");
        let wording = Wording::parse("Subject: s\n# h\nSicherungen enden nach **{{backups}}**.").unwrap();
        let filled = fill(&wording, &facts, &BTreeMap::new());
        let Some(Block::Paragraph(text)) = filled.blocks.first() else { panic!("no paragraph") };
        assert_eq!(text.words(), "Sicherungen enden nach 35 days.");
        assert!(text.0.contains(&own.0[0]));
    }

    #[test]
    fn an_empty_field_leaves_no_blank_and_no_bare_sentence_behind() {
        let facts = Facts::default().field("cite", "").field("more", "");
        assert_eq!(words("Several requests {{cite}}. {{more}}", &facts, &BTreeMap::new()).0, "Several requests.");
        assert_eq!(words("{{more}}", &facts, &BTreeMap::new()).0, "");
    }

    #[test]
    fn a_heading_with_nothing_under_it_goes() {
        let facts = Facts::default().part("now", Vec::new());
        let wording = Wording::parse("Subject: s\n# h\n## Now\n{{> now}}\n## Then\nWords.").unwrap();
        let filled = fill(&wording, &facts, &BTreeMap::new());
        assert!(matches!(&filled.blocks[0], Block::Heading(text) if text.words() == "Then"));
    }

    #[test]
    fn what_a_fact_says_is_never_read_as_wording() {
        let facts = Facts::default().field("name", "{{reference}} **x**").field("reference", "secret");
        assert_eq!(words("Dear {{name}}!", &facts, &BTreeMap::new()).0, "Dear {{reference}} **x**!");
    }
}
