//! The default wordings are read by a child of about twelve.

use rightsdesk::domain::letter::{Reading, compose};

use super::scenes::{all, laws};
use crate::harness::languages::shipped;

/// The oldest age at which a default letter may be read, in years (good practice: 12 or less).
const OLDEST: f64 = 12.0;

#[test]
fn every_default_letter_is_read_at_twelve_or_younger() {
    let mut hard = Vec::new();
    for (regime, controller) in laws() {
        for (name, notice) in all(regime, &controller) {
            let reading = Reading::of(&compose(&notice, &controller, None, &shipped().of("en")).body);
            if reading.words > 30 && reading.age() > OLDEST {
                hard.push(format!("{regime}: {name}: {:.1}", reading.age()));
            }
        }
    }
    assert!(hard.is_empty(), "too hard to read:\n{}", hard.join("\n"));
}
