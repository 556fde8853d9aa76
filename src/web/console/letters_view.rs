//! What the pages of wordings show.

use chrono_tz::Tz;

use crate::domain::clock::words::long_date;
use crate::domain::controller::Controller;
use crate::domain::letter::{check, entries, written};
use crate::domain::notice::NoticeKind;
use crate::ports::store::wordings::WordingVersion;
use crate::workflow::wordings::Preview;

/// A line of the list.
#[derive(Clone, Debug)]
pub struct LetterLine {
    /// "L5", or nothing.
    pub number: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its page.
    pub href: String,
    /// Whether the company has words of its own.
    pub own: bool,
}

impl LetterLine {
    /// Of a letter of a company.
    pub fn of(controller: &Controller, kind: NoticeKind, own: bool) -> Self {
        let href = format!("/console/letters/{}/{}", controller.id, kind.code());
        Self { number: kind.number().unwrap_or_default(), name: kind.name(), href, own }
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

/// The letter as it would be read.
#[derive(Clone, Debug)]
pub struct PreviewView {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// "11": the age at which it is read.
    pub age: String,
    /// "6.2": the Flesch–Kincaid grade.
    pub grade: String,
    /// What it lacks, in words.
    pub gaps: Vec<&'static str>,
}

impl PreviewView {
    /// Of a preview.
    pub fn of(preview: &Preview) -> Self {
        Self {
            subject: preview.written.subject.clone(),
            text: preview.written.text.clone(),
            age: format!("{:.0}", preview.reading.age()),
            grade: format!("{:.1}", preview.reading.grade()),
            gaps: preview.letter.gaps.iter().map(|gap| gap.what).collect(),
        }
    }

    /// What keeps a wording from being used, as sentences.
    pub fn faults(kind: NoticeKind, body: &str) -> String {
        let faults = check(kind, body).err().unwrap_or_default();
        faults.iter().map(|fault| format!("{fault}.")).collect::<Vec<_>>().join(" ")
    }
}
