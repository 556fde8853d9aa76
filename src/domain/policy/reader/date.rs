//! The policy's date and version.

use chrono::NaiveDate;
use serde::Serialize;

use super::super::cue::Cue;
use super::super::document::Document;
use super::super::fact::{Confidence, Fact};
use super::identity::around;

/// A date that the policy gives itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatedDate {
    /// The civil date; `None` when only a month or a version is given.
    pub date: Option<NaiveDate>,
    /// As it is written.
    pub written: String,
}

static DATED: Cue = Cue::new(
    r"(?i)(?:(?:last |most recently |recently )?(?:updated|revised|modified|amended|reviewed|changed|published)(?: date)?(?: on| in)?|effective(?: date| from| as of| since| on)?|(?:in|into) (?:force|effect)(?: from| on| since)?|date of (?:last )?(?:update|issue|revision)|date completed|dated?|valid from|as of|version(?: [0-9.]+)?,?(?: of| from)?)[ \t]*[:\-–—,(]*\s*(?:the )?([0-9]{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? (?:20)[0-9]{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:[0-9]{1,2}(?:st|nd|rd|th)?,? )?20[0-9]{2}|20[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.]20[0-9]{2})",
);
static VERSION: Cue = Cue::new(r"(?i)\bversion\s*(?:number|no\.?)?[: ]*(v?[0-9]+(?:\.[0-9]+)*)");
static AMERICAN: Cue = Cue::new(r"(?i)\b(california|ccpa|u\.s\.|united states|inc\.|llc)\b");

/// Reads the date; without one, the version.
pub fn read(document: &Document) -> Option<Fact<StatedDate>> {
    let american = AMERICAN.is_in(&document.text);
    let dated = DATED.groups(&document.text).into_iter().next().map(|span| {
        let written = document.words(&span).to_owned();
        let (date, confidence) = parse(&written, american);
        Fact::stated(StatedDate { date, written }, document, &around(document, &span)).with(confidence)
    });
    dated.or_else(|| {
        let span = VERSION.groups(&document.text).into_iter().next()?;
        let written = format!("version {}", document.words(&span));
        Some(Fact::stated(StatedDate { date: None, written }, document, &around(document, &span)))
    })
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn parse(written: &str, american: bool) -> (Option<NaiveDate>, Confidence) {
    if let Ok(date) = NaiveDate::parse_from_str(written, "%Y-%m-%d") {
        return (Some(date), Confidence::Stated);
    }
    let words: Vec<String> = written.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect();
    let numbers: Vec<u32> =
        words.iter().filter_map(|word| word.trim_end_matches(char::is_alphabetic).parse().ok()).collect();
    let named = words.iter().find_map(|word| MONTHS.iter().position(|month| word.starts_with(month)));
    let month = named.and_then(|at| u32::try_from(at + 1).ok());
    match (month, numbers.as_slice()) {
        (Some(month), [day, year]) => (civil(*year, month, *day), Confidence::Stated),
        (None, [one, two, year]) => {
            let (day, month) = if american { (*two, *one) } else { (*one, *two) };
            let certain = if day > 12 || day == month { Confidence::Stated } else { Confidence::Doubtful };
            (civil(*year, month, day), certain)
        }
        _ => (None, Confidence::Stated),
    }
}

fn civil(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_policies_write_them() {
        for (text, expected) in [
            ("Last Updated: 4 April 2026", Some("2026-04-04")),
            ("Effective date: March 21, 2026", Some("2026-03-21")),
            ("This policy was last reviewed on the 1st of May 2025.", Some("2025-05-01")),
            ("Last updated 2025-11-30", Some("2025-11-30")),
            ("Updated: 13/02/2026", Some("2026-02-13")),
            ("Last updated: June 2025", None),
        ] {
            let fact = read(&Document::plain(text)).expect(text);
            assert_eq!(fact.value.date.map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
        assert_eq!(read(&Document::plain("You order on 4 April 2026.")), None);
    }
}
