//! The bytes: the same every time, and as the manifest says.

use std::collections::BTreeSet;

use rightsdesk::domain::disclosure::Record;
use rightsdesk::ports::disclosure::{PackageError, Progress};
use sha2::{Digest, Sha256};

use super::*;

#[test]
fn packing_twice_gives_the_same_bytes() {
    let (first, _) = pack(&sample::letter(), &sample::contents());
    let (second, _) = pack(&sample::letter(), &sample::contents());
    assert!(first == second);
}

#[test]
fn the_manifest_lists_every_other_file_as_it_is() {
    let (package, manifest) = pack(&sample::letter(), &sample::contents());
    let files = unpack(&package);
    let written: Manifest = serde_json::from_slice(&files["manifest.json"]).unwrap();
    assert_eq!(written, manifest);
    assert_eq!(manifest.reference, "MR-26-7K4M-2");
    assert_eq!(manifest.controller, "Meadow and Rook Limited");
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.name.as_str()).collect();
    let others: BTreeSet<&str> = files.keys().map(String::as_str).filter(|name| *name != "manifest.json").collect();
    assert_eq!(listed, others);
    for file in &manifest.files {
        let digest = Sha256::digest(&files[&file.name]);
        let digest = digest.iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"));
        assert_eq!(
            (file.sha256.as_str(), file.bytes),
            (digest.as_str(), u64::try_from(files[&file.name].len()).unwrap())
        );
    }
    let rows = manifest.files.iter().find(|file| file.name == "data/shop-visits.csv").unwrap().rows;
    assert_eq!(rows, Some(412));
}

#[test]
fn records_come_back_exactly_from_json_and_readably_from_csv() {
    let (package, _) = pack(&sample::letter(), &sample::contents());
    let files = unpack(&package);
    assert!(text_of(&files, "data/shop-customers.json").contains("\"credit\":12.50,\"fax\":null"));
    let orders: Vec<serde_json::Value> = serde_json::from_slice(&files["data/shop-orders.json"]).unwrap();
    assert_eq!(orders.len(), 9);
    assert_eq!(orders[0]["order_no"], "W-10001");

    let table = files["data/shop-messages.csv"].strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut reader = csv::ReaderBuilder::new().from_reader(table);
    assert_eq!(reader.headers().unwrap(), vec!["When", "Who", "Message"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(&rows[0][2], "The laptop does not start.\nCan you help?");
    assert_eq!(&rows[2][1], "[left out: Other person]");
    let messages: serde_json::Value = serde_json::from_slice(&files["data/shop-messages.json"]).unwrap();
    assert_eq!(messages[2]["author"]["left_out"], "others_data");
}

#[test]
fn a_collection_without_records_leaves_no_file() {
    let (_, manifest) = pack(&sample::letter(), &sample::contents());
    assert!(manifest.files.iter().all(|file| !file.name.contains("surveys")));
}

#[test]
fn progress_ends_with_everything_done() {
    let mut told = Vec::new();
    let mut contents = sample::contents();
    build(&sample::letter(), &mut contents, &mut Vec::new(), &mut |progress| told.push(progress)).unwrap();
    assert!(matches!(told.last(), Some(Progress { done: 5, of: 5, rows: 850 })), "{told:?}");
}

/// A source whose records vanish between two readings.
struct Shrinking(InMemory, usize);

impl rightsdesk::ports::disclosure::Collections for Shrinking {
    fn heads(
        &mut self,
    ) -> Result<Vec<rightsdesk::domain::disclosure::CollectionHead>, rightsdesk::ports::disclosure::Unreadable> {
        self.0.heads()
    }

    fn records(
        &mut self,
        index: usize,
    ) -> Result<rightsdesk::ports::disclosure::Records<'_>, rightsdesk::ports::disclosure::Unreadable> {
        self.1 += 1;
        if self.1 == 3 {
            self.0.collections[index].1.push(Record::default());
        }
        self.0.records(index)
    }
}

#[test]
fn contents_that_change_while_they_are_packed_are_noticed() {
    let mut source = Shrinking(sample::contents(), 0);
    let refused = build(&sample::letter(), &mut source, &mut Vec::new(), &mut |_| {}).unwrap_err();
    assert!(matches!(refused, PackageError::Changed { first: 1, second: 2, .. }));
}
