//! What the pages of wordings show.

use std::sync::Arc;

use chrono_tz::Tz;

use crate::domain::clock::words::long_date;
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Run, Text};
use crate::domain::language::Language;
use crate::domain::letter::{check, entries, written};
use crate::domain::notice::NoticeKind;
use crate::ports::store::wordings::WordingVersion;
use crate::workflow::Desk;
use crate::workflow::wordings::{OwnWordings, Preview, spoken_in};

/// A line of the list.
#[derive(Clone, Debug)]
pub struct LetterLine {
    /// "L5", or nothing.
    pub number: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its page.
    pub href: String,
    /// The languages in which the company has words of its own: "English".
    pub own: String,
    /// Those in which the default is read beside them.
    pub rest: String,
}

impl LetterLine {
    /// Of a letter of a company.
    pub fn of(desk: &Desk, controller: &Controller, kind: NoticeKind, own: &OwnWordings) -> Self {
        let href = format!("/console/letters/{}/{}", controller.id, kind.code());
        let codes = own.get(&(controller.id.clone(), kind.code()));
        let is_own = |language: &&Arc<Language>| codes.is_some_and(|codes| codes.contains(language.code()));
        let (own, rest): (Vec<_>, Vec<_>) = spoken_in(desk, kind).partition(is_own);
        let names = |languages: Vec<&Arc<Language>>| {
            languages.into_iter().map(|language| language.name()).collect::<Vec<_>>().join(", ")
        };
        let number = kind.number().unwrap_or_default();
        Self { number, name: kind.name(), href, own: names(own), rest: names(rest) }
    }
}

/// A language in which a letter is written.
#[derive(Clone, Debug)]
pub struct SpokenView {
    /// Its name in itself.
    pub name: String,
    /// What programs call it.
    pub tag: String,
    /// Where the letter stands in it.
    pub href: String,
    /// Whether it is the one that is shown.
    pub here: bool,
}

impl SpokenView {
    /// Of a language, at its address.
    pub fn of(language: &Language, at: impl Fn(&str) -> String, here: &str) -> Self {
        let code = language.code();
        Self { name: language.name(), tag: language.tag(), href: at(code), here: code == here }
    }
}

/// A field that a wording may name.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// How it is written.
    pub written: String,
    /// What it says.
    pub what: &'static str,
    /// Whether it must be there.
    pub demanded: bool,
}

impl EntryView {
    /// All of a letter, what must be there first.
    pub fn all(kind: NoticeKind) -> Vec<Self> {
        let view = |entry: &crate::domain::letter::Entry| Self {
            written: written(entry),
            what: entry.what,
            demanded: entry.demanded,
        };
        let mut all: Vec<Self> = entries(kind).iter().map(view).collect();
        all.sort_by_key(|entry| !entry.demanded);
        all
    }
}

/// A version that stood before.
#[derive(Clone, Debug)]
pub struct VersionView {
    /// Its identifier.
    pub id: String,
    /// "4 December 2026, 14:12".
    pub when: String,
    /// Who wrote it.
    pub who: String,
    /// Its words; empty for the default.
    pub body: String,
}

impl VersionView {
    /// Of a version.
    pub fn of(version: &WordingVersion, who: &str, zone: Tz) -> Self {
        let at = version.at.with_timezone(&zone);
        Self {
            id: version.id.to_string(),
            when: format!("{}, {} ({zone})", long_date(at.date_naive()), at.format("%H:%M")),
            who: who.to_owned(),
            body: version.body.clone().unwrap_or_default(),
        }
    }
}

/// The words of a text that are in another language.
fn foreign(text: &Text) -> impl Iterator<Item = String> {
    text.0.iter().filter_map(|run| match run {
        Run::Foreign { words, .. } => Some(words.clone()),
        _ => None,
    })
}

/// The letter as it would be read.
#[derive(Clone, Debug)]
pub struct PreviewView {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The age at which it is read, "11", and the Flesch–Kincaid grade, "6.2"; known for English only.
    pub read_at: Option<(String, String)>,
    /// What stands in another language than the letter's, because the company has not said it in that.
    pub foreign: Vec<String>,
    /// What it lacks, in words.
    pub gaps: Vec<&'static str>,
}

impl PreviewView {
    /// Of a preview.
    pub fn of(preview: &Preview) -> Self {
        Self {
            subject: preview.written.subject.clone(),
            text: preview.written.text.clone(),
            read_at: preview
                .reading
                .map(|reading| (format!("{:.0}", reading.age()), format!("{:.1}", reading.grade()))),
            foreign: preview.letter.body.iter().flat_map(Block::texts).flat_map(foreign).collect(),
            gaps: preview.letter.gaps.iter().map(|gap| gap.what).collect(),
        }
    }

    /// What keeps a wording from being used, as sentences.
    pub fn faults(kind: NoticeKind, body: &str) -> String {
        let faults = check(kind, body).err().unwrap_or_default();
        faults.iter().map(|fault| format!("{fault}.")).collect::<Vec<_>>().join(" ")
    }
}
