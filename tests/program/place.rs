//! A data folder that was mistyped: said, and left alone.

use tempfile::TempDir;

use rightsdesk::cli::{Exit, run_with};

#[test]
fn a_command_on_a_desk_says_when_there_is_none_and_makes_nothing() {
    let folder = TempDir::new().expect("a folder");
    let typo = folder.path().join("rihgtsdesk");
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).expect("a folder");
    let letter = folder.path().join("letter.eml");
    std::fs::write(&letter, "From: a@b.example\r\nSubject: x\r\n\r\nx\r\n").expect("a letter");
    let letter = letter.to_str().expect("UTF-8");
    let commands: [&[&str]; 6] = [
        &["log", "verify"],
        &["report", "board", "--from", "2026-01-01", "--to", "2026-02-01", "--out", "board.pdf"],
        &["register", "counts", "--from", "2026-01-01", "--to", "2026-02-01"],
        &["retention", "--plan"],
        &["mail", "hold"],
        &["intake", "add", letter],
    ];
    for command in commands {
        for (place, words) in [(&typo, "there is no folder"), (&empty, "holds no desk")] {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let data = place.to_str().expect("UTF-8");
            let end = ["--data", data];
            let line = ["rightsdesk"].iter().chain(command).chain(&end);
            let exit = run_with(line, &mut out, &mut err);
            let err = String::from_utf8(err).expect("UTF-8");
            assert_eq!(exit, Exit::BadInput, "{command:?}: {err}");
            assert!(err.contains(words) && err.contains("--data"), "{command:?}: {err}");
        }
        assert!(!typo.exists(), "{command:?} made the folder");
        assert_eq!(std::fs::read_dir(&empty).expect("the folder").count(), 0, "{command:?} left something");
    }
}
