//! The package: what a person gets.

mod bytes;
mod german;
mod hostile;
mod letter;
mod pdf;
mod sample;
mod verify;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use rightsdesk::adapters::package::build;
use rightsdesk::domain::disclosure::{Letter, Manifest};
use sample::InMemory;

/// Packs into memory.
fn pack(letter: &Letter, contents: &InMemory) -> (Vec<u8>, Manifest) {
    let mut out = Vec::new();
    let manifest = build(letter, &mut contents.clone(), &mut out, &mut |_| {}).unwrap();
    (out, manifest)
}

/// Unpacks into memory.
fn unpack(package: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (name, content)
        })
        .collect()
}

fn text_of(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}
