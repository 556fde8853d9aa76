//! Where was looked, and with what (Article 15(1A) in the UK: a reasonable and proportionate search that can be shown).

use chrono::NaiveDate;

use super::document::{Block, ColumnHead, Section, Table, Text};
use super::letter::Letter;
use super::said::said;
use super::voice::{Voice, capital_text};

/// One system that was, or was not, searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// Plain name of the system.
    pub system: String,
    /// The civil day of the search, in the controller's zone.
    pub on: Option<NaiveDate>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something was found: plain names of what.
    Found(Vec<String>),
    /// Nothing was found.
    Nothing,
    /// It was not searched, for this reason (circumstances, volume, difficulty; the controller must be able to justify it).
    NotSearched(String),
}

/// A kind of identifier used for searching. Only kinds and numbers stand in the letter, never the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTerm {
    /// The identity name of the data map: `email`.
    pub kind: String,
    /// How many of that kind.
    pub number: u64,
}

/// The search record.
pub(super) fn section(letter: &Letter) -> Section {
    let voice = letter.voice();
    let mut blocks = Vec::new();
    let terms: Vec<String> =
        letter.searched_with.iter().filter(|term| term.number > 0).map(|one| term(&voice, one)).collect();
    if !terms.is_empty() {
        let what = voice.language().in_a_row(&terms);
        blocks.push(Block::Paragraph(Text::plain(voice.say("answer.searched.with").with("what", what).plain())));
    }
    let rows: Vec<_> = letter.searched.iter().map(|one| row(&voice, one)).collect();
    if rows.is_empty() {
        blocks.push(Block::Paragraph(voice.gap("answer.gap.looked")));
    } else {
        let heads = [("answer.searched.system", 5), ("answer.searched.on", 4), ("answer.searched.found", 7)];
        blocks.push(table(&voice, "answer.searched.summary", &heads, rows));
    }
    Section { id: "searched", heading: voice.text("answer.searched.heading"), blocks }
}

/// A table without numbers.
pub(super) fn table(voice: &Voice<'_>, summary: &str, head: &[(&str, u8)], rows: Vec<Vec<Text>>) -> Block {
    let head =
        head.iter().map(|(key, share)| ColumnHead { label: voice.text(key).into(), numeric: false, share: *share });
    Block::Table(Table { summary: voice.text(summary), head: head.collect(), rows })
}

fn row(voice: &Voice<'_>, searched: &Searched) -> Vec<Text> {
    let on = searched.on.map_or_else(|| "–".to_owned(), |on| voice.date(on));
    let found = match &searched.outcome {
        Outcome::Found(what) => capital_text(&voice.list(what)),
        Outcome::Nothing => voice.runs("answer.searched.nothing"),
        Outcome::NotSearched(why) => said(&voice.say("answer.searched.not"), &[("why", voice.sentence(why))]),
    };
    vec![voice.own(&searched.system), Text::plain(on), found]
}

/// "two e-mail addresses".
fn term(voice: &Voice<'_>, term: &SearchTerm) -> String {
    let (kind, language) = (&term.kind, voice.language());
    let one = language.perhaps(&format!("answer.term.{kind}.one"));
    match one {
        Some(one) if term.number == 1 => one,
        Some(_) => voice.say(&format!("answer.term.{kind}.many")).with("n", voice.number(term.number)).plain(),
        None => {
            let kind = voice.plain(&kind.replace('_', " "));
            voice.say("answer.term.other").with("kind", kind).with("n", voice.number(term.number)).plain()
        }
    }
}
