//! Every letter, word for word, as files to be read in a review. `RIGHTSDESK_REWRITE_SNAPSHOTS=1` writes them anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rightsdesk::adapters::mail::MailLetters;
use rightsdesk::domain::controller::Controller;
use rightsdesk::domain::notice::{Notice, NoticeKind};
use rightsdesk::ports::letters::Letters;

use super::samples;
use crate::harness::languages::shipped;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/snapshots")
}

/// Compares with the file, or writes it; says which words differ first.
fn compare(name: &str, written: &str, problems: &mut Vec<String>) {
    let path = folder().join(name);
    if std::env::var_os("RIGHTSDESK_REWRITE_SNAPSHOTS").is_some_and(|value| value == "1") {
        fs::write(&path, written).expect("a snapshot can be written");
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    if kept != written {
        let differs = |(number, (old, new)): (usize, (&str, &str))| {
            (old != new).then(|| format!("{name}:{}: was {old:?}, is {new:?}", number + 1))
        };
        let first = kept.lines().zip(written.lines()).enumerate().find_map(differs);
        problems.push(first.unwrap_or_else(|| format!("{name}: one is longer than the other, or the file is missing")));
    }
}

fn compare_letter(name: &str, controller: &Controller, notice: &Notice, problems: &mut Vec<String>) {
    let written = MailLetters.write(controller, notice, None, &shipped().of("en")).expect(name);
    compare(&format!("{name}.subject.txt"), &format!("{}\n", written.subject), problems);
    compare(&format!("{name}.txt"), &written.text, problems);
    compare(&format!("{name}.html"), &written.html, problems);
}

#[test]
fn every_letter_reads_as_it_was_agreed() {
    let mut problems = Vec::new();
    for (name, notice) in samples::all() {
        compare_letter(name, &samples::controller(), &notice, &mut problems);
    }
    let mut foreign = samples::acknowledgement();
    foreign.about.regime = "eu-gdpr".into();
    foreign.about.complain = None;
    compare_letter("acknowledgement-eu", &samples::eu_controller(), &Notice::Acknowledgement(foreign), &mut problems);
    assert!(problems.is_empty(), "set RIGHTSDESK_REWRITE_SNAPSHOTS=1 if this is wanted:\n{}", problems.join("\n"));
}

#[test]
fn every_kind_has_a_snapshot_and_no_snapshot_is_left_over() {
    let kinds: BTreeSet<&str> = samples::all().iter().map(|(_, notice)| notice.kind().code()).collect();
    assert_eq!(kinds, NoticeKind::ALL.map(NoticeKind::code).into_iter().collect());
    let mut names: BTreeSet<&str> = samples::all().into_iter().map(|(name, _)| name).collect();
    names.insert("acknowledgement-eu");
    for entry in fs::read_dir(folder()).expect("the snapshots") {
        let file = entry.expect("a file").file_name().into_string().expect("a plain name");
        let name = file.split('.').next().unwrap_or_default();
        assert!(names.contains(name), "{file} belongs to no notice");
    }
}
