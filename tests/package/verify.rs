//! `package verify` finds whatever was done to a package.

use std::io::Write;

use rightsdesk::adapters::package::{Problem, Verified, VerifyError, verify};
use rightsdesk::cli::{Exit, run_with};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn check(package: &[u8]) -> Result<Verified, VerifyError> {
    verify(Cursor::new(package))
}

fn problem(package: &[u8]) -> Problem {
    match check(package) {
        Err(VerifyError::Problem(problem)) => problem,
        other => panic!("{other:?}"),
    }
}

/// Packs files again, as somebody who tampers would.
fn pack_again(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn sample() -> Vec<u8> {
    pack(&sample::letter(), &sample::contents()).0
}

#[test]
fn an_untouched_package_holds() {
    let verified = check(&sample()).unwrap();
    assert_eq!((verified.reference.as_str(), verified.files), ("MR-26-7K4M-2", 11));
    assert!(check(&pack_again(&unpack(&sample()))).is_ok(), "packing again changes no file");
}

#[test]
fn a_changed_missing_or_added_file_is_named() {
    let files = unpack(&sample());
    for name in files.keys().filter(|name| *name != "manifest.json") {
        let mut changed = files.clone();
        changed.get_mut(name).unwrap()[0] ^= 1;
        assert_eq!(problem(&pack_again(&changed)), Problem::Changed(name.clone()));
        let mut longer = files.clone();
        longer.get_mut(name).unwrap().push(b' ');
        assert_eq!(problem(&pack_again(&longer)), Problem::Changed(name.clone()));
        let mut missing = files.clone();
        missing.remove(name);
        assert_eq!(problem(&pack_again(&missing)), Problem::Missing(name.clone()));
    }
    let mut more = files.clone();
    more.insert("data/more.csv".into(), b"more".to_vec());
    assert_eq!(problem(&pack_again(&more)), Problem::Extra("data/more.csv".into()));
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in ["../up.txt", "/etc/passwd", "data\\x", "C:/x", "data/../x", ".hidden", "data/x\u{202e}vsc.exe", "a//b"]
    {
        let mut files = unpack(&sample());
        files.insert(name.into(), b"x".to_vec());
        assert!(matches!(problem(&pack_again(&files)), Problem::Name(_)), "{name}");
    }
}

#[test]
fn a_manifest_that_is_none_of_ours_is_refused() {
    let files = unpack(&sample());
    for manifest in [
        "",
        "{}",
        "[1]",
        "{\"format\":\"other/1\",\"reference\":\"\",\"controller\":\"\",\"made_at\":\"2026-01-01T00:00:00Z\",\"files\":[]}",
    ] {
        let mut files = files.clone();
        files.insert("manifest.json".into(), manifest.into());
        assert_eq!(problem(&pack_again(&files)).file(), Some("manifest.json"), "{manifest}");
    }
    let mut files = files;
    files.remove("manifest.json");
    assert_eq!(problem(&pack_again(&files)), Problem::Manifest("is missing".into()));
}

#[test]
fn bytes_before_and_after_the_archive_are_noticed() {
    let package = sample();
    assert_eq!(problem(&[package.as_slice(), b"more"].concat()), Problem::Garbage);
    assert_eq!(problem(&[b"#!/bin/sh\n", package.as_slice()].concat()), Problem::Garbage);
}

#[test]
fn two_files_of_one_name_are_noticed() {
    let mut files = unpack(&sample());
    files.insert("data/shop-orders.csx".into(), b"the other".to_vec());
    let mut package = pack_again(&files);
    let places: Vec<usize> = (0..package.len()).filter(|at| package[*at..].starts_with(b"shop-orders.csx")).collect();
    for at in places {
        package[at + 14] = b'v';
    }
    assert_eq!(problem(&package), Problem::Doubled("data/shop-orders.csv".into()));
}

#[test]
fn a_name_that_differs_between_the_two_directories_is_noticed() {
    let mut package = sample();
    let at = (0..package.len()).find(|at| package[*at..].starts_with(b"data/shop-orders.csv")).unwrap();
    package[at + 5] = b'S';
    assert!(matches!(problem(&package), Problem::Archive(_)));
}

#[test]
fn any_flipped_byte_is_noticed_or_changes_no_file() {
    let package = sample();
    let files = unpack(&package);
    for at in (0..package.len()).step_by(101) {
        let mut flipped = package.clone();
        flipped[at] ^= 0x55;
        if check(&flipped).is_ok() {
            assert!(unpack(&flipped) == files, "byte {at}");
        }
    }
}

#[test]
fn what_broke_off_does_not_hold_and_what_never_was_an_archive_is_said_to_be_none() {
    let package = sample();
    for length in [100, package.len() / 2, package.len() - 1] {
        let answer = check(&package[..length]);
        assert!(matches!(answer, Err(VerifyError::Problem(Problem::Archive(_)))), "{length}: {answer:?}");
    }
    for other in [b"".as_slice(), b"P", b"a letter"] {
        assert!(matches!(check(other), Err(VerifyError::NotAnArchive)));
    }
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let mut files = unpack(&sample());
    let mut manifest: Manifest = serde_json::from_slice(&files["manifest.json"]).unwrap();
    manifest.files[0].bytes = 1 << 40;
    files.insert("manifest.json".into(), serde_json::to_vec(&manifest).unwrap());
    assert!(matches!(problem(&pack_again(&files)), Problem::Bomb { .. }));
}

/// Runs `package verify` and returns its exit code, output and errors.
fn command(file: &std::path::Path, options: &[&str]) -> (Exit, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let line = ["rightsdesk", "package", "verify", file.to_str().unwrap()].into_iter().chain(options.iter().copied());
    let exit = run_with(line, &mut out, &mut err);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn the_command_answers_with_its_exit_code_and_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("answer.zip");

    std::fs::write(&file, sample()).unwrap();
    let (exit, out, err) = command(&file, &[]);
    assert_eq!((exit, err.as_str()), (Exit::Done, ""));
    assert!(out.starts_with("Everything holds: 11 files"), "{out}");
    let (_, json, _) = command(&file, &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["ok"], &json["files"]), (&true.into(), &11.into()));

    let mut files = unpack(&sample());
    files.get_mut("data/shop-orders.csv").unwrap()[0] = b'X';
    std::fs::write(&file, pack_again(&files)).unwrap();
    let (exit, out, err) = command(&file, &["--json"]);
    assert_eq!(exit, Exit::Negative);
    assert!(err.contains("data/shop-orders.csv was changed"));
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&json["ok"], &json["file"]), (&false.into(), &"data/shop-orders.csv".into()));

    std::fs::write(&file, b"no archive").unwrap();
    assert_eq!(command(&file, &[]).0, Exit::BadInput);
    assert_eq!(command(&folder.path().join("absent.zip"), &[]).0, Exit::BadInput);
    assert_eq!(command(folder.path(), &[]).0, Exit::BadInput);
}
