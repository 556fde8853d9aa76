//! Every letter for each right, outcome and law, word for word, as files to be read in a review.
//! `RIGHTSDESK_REWRITE=1` writes them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rightsdesk::adapters::mail::MailLetters;
use rightsdesk::domain::notice::NoticeKind;
use rightsdesk::ports::letters::Letters;

use super::scenes::{all, laws};
use crate::harness::languages::shipped;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters/snapshots")
}

/// One file for each kind: under each law, each scene. What stands at the end of every letter is written once a file.
fn written() -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for (regime, controller) in laws() {
        for (name, notice) in all(regime, &controller) {
            let written = MailLetters
                .write(&controller, &notice, None, &shipped().of("en"))
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let file = files.entry(format!("{}.txt", notice.kind().code())).or_default();
            let text = &written.text;
            file.push_str(&format!("==== {regime}: {name}\nSubject: {}\n\n{text}\n", written.subject));
        }
    }
    files
}

#[test]
fn every_letter_reads_as_agreed_for_each_right_outcome_and_law() {
    let rewrite = std::env::var_os("RIGHTSDESK_REWRITE").is_some_and(|value| value == "1");
    let mut problems = Vec::new();
    for (name, text) in written() {
        let path = folder().join(&name);
        if rewrite {
            fs::create_dir_all(folder()).expect("a folder");
            fs::write(&path, text).expect("a snapshot can be written");
            continue;
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        if kept != text {
            let differs = kept.lines().zip(text.lines()).enumerate().find(|(_, (old, new))| old != new);
            problems.push(format!("{name}: {differs:?}, or one is longer than the other"));
        }
    }
    assert!(problems.is_empty(), "set RIGHTSDESK_REWRITE=1 if this is wanted:\n{}", problems.join("\n"));
}

#[test]
fn every_letter_of_the_list_is_in_the_matrix_and_none_is_left_over() {
    let files: Vec<String> = written().into_keys().collect();
    for kind in NoticeKind::ALL.into_iter().filter(|kind| kind.number().is_some_and(|number| number.starts_with('L'))) {
        assert!(files.contains(&format!("{}.txt", kind.code())), "{kind:?}");
    }
    for entry in fs::read_dir(folder()).expect("the snapshots") {
        let name = entry.expect("a file").file_name().into_string().expect("a plain name");
        assert!(files.contains(&name), "{name} belongs to no letter");
    }
}
