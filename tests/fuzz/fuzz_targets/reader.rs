//! Whatever bytes arrive, the reader answers within its limits, the same each time, and its answer can be written down.

#![no_main]

use std::sync::LazyLock;

use chrono_tz::Europe::London;
use libfuzzer_sys::fuzz_target;
use rightsdesk::adapters::incoming::parse;
use rightsdesk::config::lexicons;
use rightsdesk::domain::incoming::Reader;

static READER: LazyLock<Reader> = LazyLock::new(|| lexicons::reader().expect("the shipped lexicons"));

fuzz_target!(|bytes: &[u8]| {
    let Ok(message) = parse(bytes) else { return };
    assert!(message.attachments.len() <= 100, "more attachments than parts are read");
    assert!(message.text.chars().count() <= 200_000, "more text than is read");
    let first = serde_json::to_string(&READER.read(&message, London)).expect("an answer");
    let again = serde_json::to_string(&READER.read(&message, London)).expect("an answer");
    assert_eq!(first, again, "the same message is read in the same way");
});
