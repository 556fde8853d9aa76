//! Whatever is sent, the reader answers: damaged, cut, nested and hostile messages never stop it.

use proptest::prelude::*;
use rightsdesk::adapters::incoming::parse;
use rightsdesk::config::lexicons;
use rightsdesk::domain::incoming::{Difficulty, Reader};
use rightsdesk::ports::incoming::NotRead;

use super::letters::bytes;

#[path = "../fuzz/answers.rs"]
mod promise;

thread_local! {
    static READER: Reader = lexicons::reader().expect("lexicons that can be used");
    static LETTERS: Vec<(String, Vec<u8>)> = ["letters", "held_out", "strangers"].into_iter().flat_map(bytes).collect();
}

fn answers(message: &[u8]) {
    READER.with(|reader| promise::answers(reader, message));
}

/// What hostile senders put into messages.
const HOSTILE: &[&[u8]] = &[
    b"\r\n",
    b"\0",
    b"\xff\xfe",
    b"=?utf-8?b?////?=",
    b"=?x-none?q?=ZZ?=",
    b"Content-Type: multipart/mixed; boundary=\"\"\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"--=_b0--",
    b"\r\n-----Original Message-----\r\nFrom:\r\n",
    b"<blockquote><blockquote></blockquote>",
    b"charset=\"iso-2022-jp\"",
    "\u{202e}\u{fdfa}\u{1f9d1}\u{200d}".as_bytes(),
    b"filename*=utf-8''%00..%2f..%2fetc",
    b"+ + ( 15 ) Art. Art. Article 15 to",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_letter_is_answered(which: prop::sample::Index, at: prop::sample::Index, with: prop::sample::Index, cut in 0usize..40) {
        LETTERS.with(|letters| {
            let mut letter = which.get(letters).1.clone();
            let at = at.index(letter.len());
            let end = (at + cut).min(letter.len());
            letter.splice(at..end, with.get(HOSTILE).iter().copied());
            answers(&letter);
        });
    }

    #[test]
    fn a_letter_grafted_on_another_is_answered(
        which: prop::sample::Index,
        other: prop::sample::Index,
        at: prop::sample::Index,
        from: prop::sample::Index,
    ) {
        LETTERS.with(|letters| {
            let (letter, scion) = (&which.get(letters).1, &other.get(letters).1);
            let grafted = [&letter[..at.index(letter.len())], &scion[from.index(scion.len())..]].concat();
            answers(&grafted);
        });
    }

    #[test]
    fn a_letter_cut_short_is_answered(which: prop::sample::Index, at: prop::sample::Index) {
        LETTERS.with(|letters| {
            let letter = &which.get(letters).1;
            answers(&letter[..at.index(letter.len())]);
        });
    }

    #[test]
    fn any_text_is_answered(subject in "\\PC{0,40}", text in "[\\PC\\n]{0,400}") {
        answers(format!("From: a@b.example\r\nSubject: {subject}\r\n\r\n{text}").as_bytes());
    }
}

#[test]
fn what_is_too_large_is_refused_and_what_is_too_deep_is_noted() {
    let large = vec![b'a'; 25 * 1024 * 1024 + 1];
    assert_eq!(parse(&large).err(), Some(NotRead::TooLarge));
    let deep = "From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n".repeat(5_000);
    let message = parse(deep.as_bytes()).expect("the headers can be read");
    assert!(message.difficulties.contains(&Difficulty::TooDeep));
    let part = "--b\r\nContent-Type: application/pdf; name=x.pdf\r\n\r\nx\r\n".repeat(500);
    let many = format!("From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{part}--b--\r\n");
    let message = parse(many.as_bytes()).expect("a message");
    assert!(message.difficulties.contains(&Difficulty::TooManyParts) && message.attachments.len() <= 100);
}

/// Messages that the fuzz target (`tests/fuzz`) found or reached far into the reader with, each small.
#[test]
fn what_fuzzing_found_is_answered() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/incoming/fuzzed");
    let files: Vec<_> =
        std::fs::read_dir(folder).expect("the folder").map(|file| file.expect("a file").path()).collect();
    assert!(!files.is_empty());
    for file in files {
        answers(&std::fs::read(&file).expect("a message"));
    }
}
