//! Files stay short enough to be read in one sitting, and the tree shallow enough to be remembered.

use super::tree::{File, product};
use super::verdict::{Offence, demand, demand_except, offence};

const LONGEST: usize = 500;
const MEDIAN: usize = 120;
const NINETIETH: usize = 300;
const LONGEST_DOOR: usize = 60;
const DEEPEST: usize = 3;

/// Files that may be longer: generated ones only.
const EXCUSED: &[(&str, &str)] = &[];

/// The value below which a share of the values lies, by nearest rank: `percentile(values, 50)` is the median.
pub fn percentile(values: &[usize], percent: usize) -> usize {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let long = |file: &File| (file.lines_without_tests() > LONGEST).then(|| file.lines_without_tests());
    let offences: Vec<Offence> = product()
        .iter()
        .filter_map(|file| Some(offence(&file.path, format!("{} lines: split it by what it does", long(file)?))))
        .collect();
    demand_except("A file has at most 500 lines, unit tests not counted.", offences, EXCUSED);
}

#[test]
fn files_are_short_as_a_rule() {
    let lengths: Vec<usize> = product().iter().map(File::lines_without_tests).collect();
    let (median, ninetieth) = (percentile(&lengths, 50), percentile(&lengths, 90));
    assert!(
        median <= MEDIAN && ninetieth <= NINETIETH,
        "Half of the files have at most {MEDIAN} lines and nine in ten at most {NINETIETH}; they have {median} and {ninetieth}."
    );
}

#[test]
fn a_mod_rs_is_a_door_and_not_an_attic() {
    let doors = product().into_iter().filter(|file| file.path.ends_with("/mod.rs"));
    let mut offences = Vec::new();
    for door in doors {
        let lines = door.lines_without_tests();
        if lines > LONGEST_DOOR {
            offences.push(offence(
                &door.path,
                format!("{lines} lines; it holds the room's doc, its `mod` lines and re-exports"),
            ));
        }
        if !door.text.starts_with("//!") {
            offences.push(offence(&door.path, "does not say at its head what the room is for"));
        }
    }
    demand("A mod.rs is the door of its room: its doc, `mod` lines and re-exports, at most 60 lines.", &offences);
}

#[test]
fn the_tree_is_at_most_three_folders_deep() {
    let depth = |file: &File| file.path.matches('/').count() - 1;
    let deep = product().into_iter().filter(|file| depth(file) > DEEPEST);
    let offences: Vec<Offence> =
        deep.map(|file| offence(&file.path, format!("{} folders below src", depth(&file)))).collect();
    demand("Nothing lies deeper than three folders below src.", &offences);
}

#[test]
fn the_ninetieth_of_a_hundred_is_counted_by_rank() {
    let values: Vec<usize> = (1..=100).collect();
    assert_eq!((percentile(&values, 50), percentile(&values, 90), percentile(&[], 50)), (50, 90, 0));
}
