//! What only the embedded database does: its file.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::thread;

use rightsdesk::adapters::store::{OpenError, Options, open};
use rightsdesk::ports::store::{Store, StoreError, read, write};
use tempfile::TempDir;

use super::samples::{case, entry};

fn opened(folder: &TempDir, name: &str) -> Result<Arc<dyn Store>, OpenError> {
    open(folder.path().join(name).to_str().expect("UTF-8"), &Options::new(folder.path()))
}

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

#[test]
fn a_new_file_is_readable_by_its_owner_alone() {
    let folder = folder();
    let store = opened(&folder, "desk.db").expect("it opens");
    write::<_, StoreError, _>(&*store, |tx| tx.put_setting("a", Some("b"))).expect("it writes");
    for name in ["desk.db", "desk.db-wal", "desk.db-shm"] {
        let mode = fs::metadata(folder.path().join(name)).expect(name).permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn the_data_folder_is_made_and_no_other() {
    let folder = folder();
    let data = folder.path().join("data");
    let place = data.join("desk.db");
    open(place.to_str().expect("UTF-8"), &Options::new(&data)).expect("the data folder is made");
    assert_eq!(fs::metadata(&data).expect("there").permissions().mode() & 0o777, 0o700);
    let elsewhere = folder.path().join("elswhere/desk.db");
    let outcome = open(elsewhere.to_str().expect("UTF-8"), &Options::new(&data)).err();
    assert!(matches!(outcome, Some(OpenError::NoFolder { .. })), "{outcome:?}");
}

#[test]
fn the_file_of_another_program_is_left_alone() {
    let folder = folder();
    fs::write(folder.path().join("letter.txt"), "Dear Sir or Madam, ".repeat(100)).expect("written");
    rusqlite::Connection::open(folder.path().join("shop.db"))
        .and_then(|link| link.execute_batch("CREATE TABLE orders (id INTEGER)"))
        .expect("made");
    for name in ["letter.txt", "shop.db"] {
        let before = fs::read(folder.path().join(name)).expect("readable");
        let outcome = opened(&folder, name).err();
        assert!(matches!(outcome, Some(OpenError::NotOurs(_))), "{outcome:?}");
        if name == "letter.txt" {
            assert_eq!(fs::read(folder.path().join(name)).expect("readable"), before);
        }
    }
}

#[test]
fn a_folder_is_no_database() {
    let folder = folder();
    fs::create_dir(folder.path().join("desk.db")).expect("made");
    assert!(matches!(opened(&folder, "desk.db").err(), Some(OpenError::File { .. })));
}

#[test]
fn a_second_program_may_use_the_file_at_the_same_time() {
    let folder = folder();
    let stores = [opened(&folder, "desk.db").expect("it opens"), opened(&folder, "desk.db").expect("twice")];
    let threads = stores.map(|store| {
        thread::spawn(move || {
            for _ in 0..50 {
                let case = case();
                let line = entry(&case, "submitted");
                write::<_, StoreError, _>(&*store, move |tx| {
                    tx.add_case(&case)?;
                    tx.append_log(line)
                })
                .expect("each waits for the other");
            }
            store
        })
    });
    let [store, _] = threads.map(|thread| thread.join().expect("no panic"));
    let heads = read::<_, StoreError, _>(&*store, |tx| tx.log_heads()).expect("readable");
    assert_eq!(heads[0].1, 100);
}

#[test]
fn a_database_that_another_program_holds_is_unavailable_and_then_available_again() {
    let folder = folder();
    let store = opened(&folder, "desk.db").expect("it opens");
    let other = rusqlite::Connection::open(folder.path().join("desk.db")).expect("it opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("held");
    let outcome = write::<_, StoreError, _>(&*store, |tx| tx.put_setting("a", Some("b")));
    assert!(matches!(outcome, Err(StoreError::Unavailable(_))), "{outcome:?}");
    other.execute_batch("ROLLBACK").expect("let go");
    write::<_, StoreError, _>(&*store, |tx| tx.put_setting("a", Some("b"))).expect("it recovers by itself");
}
