//! Journeys in a real browser. Each file `*.test.mjs` drives Chromium against the real program, through `kit.mjs`.
//!
//! They need Node, Chromium and a folder of packages: `tests/with-browser cargo test browser` supplies them.

mod coverage;

use std::path::Path;
use std::process::Command;

use crate::harness::left_out::left_out;

/// Plays one file of journeys and shows what Node says when one fails.
fn play(file: &str) {
    for need in ["RIGHTSDESK_CHROMIUM", "RIGHTSDESK_BROWSER_KIT"] {
        if std::env::var_os(need).is_none() {
            return left_out(&format!("browser/{file}"), &format!("{need} is not set"));
        }
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser").join(file);
    let mut node = Command::new("node");
    node.arg("--test")
        .arg("--test-reporter=spec")
        .arg(script)
        .env("RIGHTSDESK_ROUTES", coverage::every_route().join("\n"))
        .env("RIGHTSDESK_BINARY", env!("CARGO_BIN_EXE_rightsdesk"));
    let played = node.output().expect("node runs");
    let said = String::from_utf8_lossy(&played.stdout);
    assert!(played.status.success(), "{file}:\n{said}{}", String::from_utf8_lossy(&played.stderr));
    println!("{said}");
}

#[test]
fn the_kit_notices_what_it_should() {
    play("kit.test.mjs");
}

#[test]
fn a_request_can_be_sent_followed_and_withdrawn_without_script_or_mouse() {
    play("form.test.mjs");
}

#[test]
fn a_german_requester_comes_from_the_shop_and_leaves_with_files() {
    play("german.test.mjs");
}

#[test]
fn the_pictures_of_the_documentation_can_be_taken() {
    play("gallery.test.mjs");
}

#[test]
fn no_page_has_a_text_that_stands_in_no_language() {
    play("languages.test.mjs");
}

#[test]
fn no_page_has_a_text_for_people_outside_that_stands_in_no_language() {
    play("outside.test.mjs");
}

#[test]
fn pages_and_states_that_no_journey_passes_have_no_barrier_and_fit() {
    play("pages.test.mjs");
}

#[test]
fn an_administrator_sets_up_an_empty_desk_and_gets_a_test_request_answered() {
    play("admin.test.mjs");
}

#[test]
fn staff_take_a_request_from_the_queue_to_a_package_that_verifies() {
    play("console.test.mjs");
}

#[test]
fn a_reviewer_needs_no_mouse_and_no_script_and_nobody_is_left_without_a_menu() {
    play("review.test.mjs");
}

#[test]
fn what_cannot_be_taken_is_said_where_it_can_be_mended() {
    play("refused.test.mjs");
}

#[test]
fn what_leaves_the_house_opens_from_disk_and_on_paper() {
    play("papers.test.mjs");
}
