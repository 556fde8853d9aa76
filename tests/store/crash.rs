//! The power goes, or the disk is full: everything that was acknowledged is there afterwards.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::thread;

use rightsdesk::adapters::store::{Options, open};
use rightsdesk::domain::ids::CaseId;
use rightsdesk::ports::entropy::Entropy;
use rightsdesk::ports::store::{StoreError, write};
use uuid::Uuid;

use super::log::length_of_sound_chain;
use super::samples::{case, entry};
use super::{Home, on_both};
use crate::harness::chance::SeededEntropy;

on_both! { everything_acknowledged_survives_kill_nine }

/// Names the database for the other process; without it the two tests below have nothing to do.
const PLACE: &str = "RIGHTSDESK_TEST_CRASH_PLACE";
const MARK: &str = "acknowledged ";

fn place() -> Option<String> {
    std::env::var_os(PLACE).map(|place| place.into_string().expect("UTF-8"))
}

/// This test binary again, doing one test on the database. Under `sh`, for the limits that a shell can set.
fn other_process(home: &Home, test: &str, limits: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{limits} exec \"$0\" \"$@\"")]);
    command.arg(std::env::current_exe().expect("this program"));
    command.args([&format!("store::crash::{test}"), "--exact", "--nocapture"]).env(PLACE, home.written());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn everything_acknowledged_survives_kill_nine(home: &Home) {
    let chance = SeededEntropy::new(9);
    let mut acknowledged = Vec::new();
    for _ in 0..4 {
        let enough = usize::from(chance.bytes16()[0]) + 20;
        let mut writer = other_process(home, "a_writer_writes_until_it_is_killed", "").spawn().expect("it starts");
        let lines = BufReader::new(writer.stdout.take().expect("piped")).lines().map_while(Result::ok);
        let mut heard = 0;
        for line in lines {
            let Some((_, id)) = line.split_once(MARK) else { continue };
            // The last line may have been cut off by the kill; then it was not heard, either.
            acknowledged.extend(Uuid::try_parse(id).map(CaseId));
            heard += 1;
            if heard == enough {
                writer.kill().expect("ours to kill");
            }
        }
        writer.wait().expect("it ends");
        assert!(heard >= enough, "it wrote {heard} times");
    }
    let expected = acknowledged.clone();
    home.read(move |tx| {
        for id in acknowledged {
            assert_eq!(tx.log_of(id)?.len(), 1, "{id} has its line of the log");
            tx.case(id)?;
        }
        Ok(())
    });
    assert!(length_of_sound_chain(home, "justroo") >= i64::try_from(expected.len()).unwrap());
}

#[test]
fn a_writer_writes_until_it_is_killed() {
    let Some(place) = place() else { return };
    let store = open(&place, &Options::new(&std::env::temp_dir())).expect("it opens");
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    let mut case = case();
                    // Not the counted samples of every other process: these must differ between processes.
                    let chance = rightsdesk::adapters::system::SystemEntropy.bytes10();
                    case.id = CaseId::new(case.received_at, chance);
                    case.reference = rightsdesk::domain::case::Reference::new(
                        "KN",
                        2026,
                        [chance[0], chance[1], chance[2], chance[3]],
                    );
                    let (id, line) = (case.id, entry(&case, "submitted"));
                    let outcome = write::<_, StoreError, _>(&*store, move |tx| {
                        tx.add_case(&case)?;
                        tx.append_log(line)
                    });
                    match outcome {
                        Ok(()) => println!("{MARK}{}", id.0),
                        // Two of the few hundred references were drawn alike.
                        Err(error) => assert_eq!(error, StoreError::Exists("reference")),
                    }
                }
            });
        }
    });
}

#[test]
fn a_full_disk_is_said_and_survived() {
    let home = Home::sqlite();
    home.write(|tx| tx.put_setting("before", Some("kept")));
    // No file may grow beyond 4 MB (in blocks of 512 bytes), and the signal about it is ignored: the next write fails.
    let limits = "trap '' XFSZ; ulimit -f 8000;";
    let child = other_process(&home, "a_writer_fills_the_disk_and_goes_on", limits).output().expect("it runs");
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{said}");
    assert!(said.contains("it was full"), "{said}");
    let kept = home.read(|tx| Ok((tx.setting("before")?, tx.setting("after")?)));
    assert_eq!(kept, (Some("kept".to_owned()), Some("works".to_owned())));
}

#[test]
fn a_writer_fills_the_disk_and_goes_on() {
    let Some(place) = place() else { return };
    let store = open(&place, &Options::new(&std::env::temp_dir())).expect("it opens");
    let big = "x".repeat(1 << 20);
    let full = (0..20).find_map(|n| {
        let big = big.clone();
        write::<_, StoreError, _>(&*store, move |tx| tx.put_setting(&format!("big {n}"), Some(&big))).err()
    });
    assert!(matches!(full, Some(StoreError::Unavailable(_))), "{full:?}");
    write::<_, StoreError, _>(&*store, |tx| tx.put_setting("after", Some("works"))).expect("it recovers by itself");
    println!("it was full");
    std::io::stdout().flush().expect("heard");
}
