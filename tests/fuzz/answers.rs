//! What is promised of the reader for any bytes at all. The fuzz target and the suite run the same promise.

use chrono_tz::Europe::London;

use super::{Reader, parse};

/// Whatever arrives, the reader answers within its limits, the same each time, and its answer can be written down.
pub fn answers(reader: &Reader, bytes: &[u8]) {
    let Ok(message) = parse(bytes) else { return };
    assert!(message.attachments.len() <= 100, "more attachments than parts are read");
    assert!(message.text.chars().count() <= 200_000, "more text than is read");
    let proposal = reader.read(&message, London);
    assert!(!proposal.is_request || !proposal.rights.is_empty(), "a request names what it asks for");
    let first = serde_json::to_string(&proposal).expect("an answer");
    let again = serde_json::to_string(&reader.read(&message, London)).expect("an answer");
    assert_eq!(first, again, "the same message is read in the same way");
}
