//! What the words of a letter say, before anything is concluded from it.

use super::language::likely;
use super::letter::Letter;
use super::lexicon::{Cue, Lexicon};
use super::parts::is_passed_on;
use super::text::{Sentence, folded, sentences, words};
use super::wish::Wish;
use super::wishes::{Hit, Mood, hits};

/// What a letter says.
pub struct Evidence<'l> {
    /// The lexicons by which it was read, the most likely language first.
    pub lexicons: Vec<&'l Lexicon>,
    /// The sentences of its own text.
    pub body: Vec<Sentence>,
    /// Its subject.
    pub subject: Vec<Sentence>,
    /// Phrases in its own text.
    pub hits: Vec<Hit>,
    /// Phrases in its subject.
    pub subject_hits: Vec<Hit>,
    /// What the quoted text asked for.
    pub quoted: Vec<Wish>,
    /// Whether the subject belongs to an earlier message.
    pub is_reply: bool,
}

/// Subjects of answers.
const REPLY: &[&str] = &["re:", "aw:", "antw:", "rif:", "sv:", "odp:", "res:", "ref:", "re :", "返信:"];

/// Reads a letter with the lexicons of its language.
pub fn gather<'l>(all: &'l [Lexicon], letter: &Letter) -> Evidence<'l> {
    let text = without_quotations(&letter.parts.own);
    let lexicons = likely(all, &letter.subject, &text);
    let text = without_notices(&lexicons, &text);
    let (body, subject) = (sentences(&text), sentences(&bare_subject(&letter.subject)));
    let quoted = sentences(&letter.parts.quoted);
    let every = |sentences: &[Sentence], is_all: bool| -> Vec<Hit> {
        let mut found: Vec<Hit> = lexicons.iter().flat_map(|lexicon| hits(lexicon, sentences, is_all)).collect();
        found.sort_by_key(|hit| (hit.sentence, hit.span));
        found
    };
    let plain = folded(&letter.subject);
    let is_reply = REPLY.iter().any(|mark| plain.trim_start().starts_with(mark)) || is_passed_on(&letter.subject);
    Evidence {
        hits: every(&body, true),
        subject_hits: every(&subject, text.trim().is_empty()),
        quoted: every(&quoted, false).into_iter().map(|hit| hit.wish).collect(),
        is_reply,
        lexicons,
        body,
        subject,
    }
}

impl Evidence<'_> {
    /// The words of the first place of a cue in the letter's own text, then in its subject.
    pub fn cue(&self, cue: Cue) -> Option<String> {
        let all = self.body.iter().chain(&self.subject);
        all.flat_map(|sentence| self.lexicons.iter().map(move |lexicon| (sentence, lexicon))).find_map(
            |(sentence, lexicon)| {
                lexicon.find(cue, &sentence.words).first().map(|(from, to)| sentence.between(*from, *to).to_owned())
            },
        )
    }

    /// Whether the letter names the law of data protection.
    pub fn names_the_law(&self) -> bool {
        let mut all = self.body.iter().chain(&self.subject);
        all.any(|sentence| {
            self.lexicons.iter().any(|lexicon| lexicon.laws.iter().any(|law| law.is_in(&sentence.words)))
        })
    }

    /// Whether it is a word or two, as people send them from a phone.
    pub fn is_curt(&self) -> bool {
        self.body.iter().map(|sentence| sentence.words.len()).sum::<usize>() <= 3
    }

    /// How many sentences carry a cue.
    pub fn count(&self, cue: Cue) -> usize {
        let all = self.body.iter().chain(&self.subject);
        all.filter(|sentence| self.lexicons.iter().any(|lexicon| lexicon.has(cue, &sentence.words))).count()
    }

    /// Whether the letter's own text carries a cue.
    pub fn has(&self, cue: Cue) -> bool {
        self.cue(cue).is_some()
    }

    /// The phrases of the letter's own text in a mood.
    pub fn in_mood(&self, mood: Mood) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.mood == mood)
    }

    /// Whether there is no text of its own.
    pub fn is_empty(&self) -> bool {
        self.body.iter().all(|sentence| sentence.words.is_empty())
    }
}

/// A text without what a company's mail program puts under every message: from the line that says so to the end of its
/// paragraph, nothing was written by the sender.
fn without_notices(lexicons: &[&Lexicon], text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut skipping = false;
    for line in text.lines() {
        let read = words(line);
        skipping =
            (skipping && !line.trim().is_empty()) || lexicons.iter().any(|lexicon| lexicon.has(Cue::Notice, &read));
        if !skipping {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// A subject without the marks of answers.
fn bare_subject(subject: &str) -> String {
    let mut bare = subject.trim();
    while let Some((mark, rest)) = bare.split_once(':') {
        let plain = format!("{}:", folded(mark.trim()));
        if !REPLY.contains(&plain.as_str()) && !is_passed_on(&plain) {
            break;
        }
        bare = rest.trim();
    }
    bare.to_owned()
}

/// What stands in quotation marks is somebody else's words, unless it is so short that it is a name or a value.
fn without_quotations(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut quotation: Option<(char, String)> = None;
    for c in text.chars() {
        match quotation.take() {
            None if closing_of(c).is_some() => {
                quotation = closing_of(c).map(|close| (close, c.to_string()));
            }
            None => kept.push(c),
            Some((close, mut words)) => {
                words.push(c);
                let ended = c == close || (close == '“' && c == '”');
                if ended && is_long(&words) {
                    kept.push('…');
                } else if ended || words.len() > 2_000 {
                    kept.push_str(&words);
                } else {
                    quotation = Some((close, words));
                }
            }
        }
    }
    kept.push_str(&quotation.map(|(_, words)| words).unwrap_or_default());
    kept
}

fn closing_of(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' => Some('”'),
        '„' => Some('“'),
        '«' => Some('»'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}

fn is_long(quotation: &str) -> bool {
    quotation.split_whitespace().count() >= 4
        || quotation.chars().filter(|c| super::text::is_unspaced(*c)).count() >= 10
}
