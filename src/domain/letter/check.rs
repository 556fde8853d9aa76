//! Checking a wording before it may be used: every field is known, and nothing that the law demands has been taken out.

use super::catalogue::{Entry, entries};
use super::wording::{Wording, WordingError};
use crate::domain::notice::NoticeKind;

/// What is wrong with a wording.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Its form.
    #[error("{0}")]
    Form(#[from] WordingError),
    /// A field that this letter does not know.
    #[error("this letter knows no field {{{{{0}}}}}; see the list beside the wording")]
    Unknown(String),
    /// A fixed part named like a field, or the other way round.
    #[error("{0}")]
    Kind(String),
    /// Something that must be said.
    #[error("the letter must say {what}: put {written} back")]
    Lacks {
        /// What must be said.
        what: &'static str,
        /// How it is written.
        written: String,
    },
    /// A fact of the case in the subject, which every mail server on the way can read.
    #[error("the subject can be read on the way: it may name {{{{brand}}}} and nothing of the case")]
    SubjectTells,
    /// Longer than a letter is.
    #[error("a wording has at most {0} characters")]
    TooLong(usize),
}

/// The longest wording, in characters.
pub const LONGEST: usize = 12_000;

/// Takes a wording apart and says everything that is wrong with it.
pub fn check(kind: NoticeKind, text: &str) -> Result<Wording, Vec<Fault>> {
    if text.chars().count() > LONGEST {
        return Err(vec![Fault::TooLong(LONGEST)]);
    }
    let wording = Wording::parse(text).map_err(|error| vec![Fault::from(error)])?;
    let known = entries(kind);
    let mut faults: Vec<Fault> = Vec::new();
    for (name, is_part) in wording.names() {
        faults.extend(unknown(&known, name, is_part).filter(|fault| !faults.contains(fault)));
    }
    let named = |entry: &Entry| wording.names().contains(&(entry.name, entry.is_part));
    let lacking = known.iter().filter(|entry| entry.demanded && !named(entry));
    faults.extend(lacking.map(|entry| Fault::Lacks { what: entry.what, written: written(entry) }));
    let tells = wording.subject_names().iter().any(|name| !matches!(*name, "brand" | "news"));
    faults.extend(tells.then_some(Fault::SubjectTells));
    if faults.is_empty() { Ok(wording) } else { Err(faults) }
}

fn unknown(known: &[Entry], name: &str, is_part: bool) -> Option<Fault> {
    if known.iter().any(|entry| entry.name == name && entry.is_part == is_part) {
        return None;
    }
    Some(match known.iter().find(|entry| entry.name == name) {
        Some(entry) if entry.is_part => Fault::Kind(format!("write {} on a line of its own", written(entry))),
        Some(entry) => Fault::Kind(format!("write {} inside a sentence", written(entry))),
        None => Fault::Unknown(name.to_owned()),
    })
}

/// How an entry is written in a wording.
pub fn written(entry: &Entry) -> String {
    if entry.is_part { format!("{{{{> {}}}}}", entry.name) } else { format!("{{{{{}}}}}", entry.name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::letter::catalogue::default_wording;

    #[test]
    fn every_default_wording_is_sound_and_names_each_demanded_fact() {
        for kind in NoticeKind::ALL {
            assert!(check(kind, default_wording(kind)).is_ok(), "{kind:?}: {:?}", check(kind, default_wording(kind)));
        }
    }

    #[test]
    fn what_the_law_demands_cannot_be_written_away() {
        let without = |kind, line: &str| check(kind, &default_wording(kind).replace(line, ""));
        for kind in NoticeKind::ALL {
            for entry in entries(kind).iter().filter(|entry| entry.demanded) {
                let faults = without(kind, &written(entry)).unwrap_err();
                let says = faults.iter().any(|fault| match fault {
                    Fault::Lacks { what, .. } => *what == entry.what,
                    Fault::Form(_) => true,
                    _ => false,
                });
                assert!(says, "{kind:?} without {}: {faults:?}", entry.name);
            }
        }
    }

    #[test]
    fn unknown_fields_and_telling_subjects_are_refused() {
        let with =
            |extra: &str| check(NoticeKind::Withdrawn, &format!("{}\n{extra}", default_wording(NoticeKind::Withdrawn)));
        assert_eq!(with("{{due}}").unwrap_err(), [Fault::Unknown("due".into())]);
        assert!(with("See {{page}}.").unwrap_err()[0].to_string().contains("{{> page}}"));
        let subject = default_wording(NoticeKind::Withdrawn).replace("closed\n#", "{{withdrawn}}\n#");
        assert_eq!(check(NoticeKind::Withdrawn, &subject).unwrap_err(), [Fault::SubjectTells]);
    }
}
