//! The sample controllers are what was read plus what a person corrected.

use std::fs;
use std::path::Path;

use rightsdesk::config::{controllers, corrections};
use rightsdesk::domain::policy::Draft;

use super::policy;
use crate::harness::fixtures::folder;

const SHOPS: [&str; 4] = ["justroo", "just-elegance", "jusstool", "joro-home"];

fn text_of(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/controllers").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_lower_layer_of_each_shop_is_what_the_reader_writes() {
    let Some(policies) = folder("policies", "comparing the sample controllers with their policies") else { return };
    for shop in SHOPS {
        let words = fs::read_to_string(policies.join(format!("{shop}.txt"))).expect("the policy is text");
        let written = corrections::draft_text(&Draft::of(shop, &policy(&words).reading)).expect("TOML");
        assert_eq!(written, text_of(&format!("{shop}.toml")), "{shop}: read it again with --replace");
    }
}

#[test]
fn both_layers_together_are_what_is_loaded() {
    let loaded = controllers::load(true, Path::new("/nonexistent")).expect("the samples load");
    for shop in SHOPS {
        let (lower, upper) = (text_of(&format!("{shop}.toml")), text_of(&format!("{shop}.corrections.toml")));
        let laid = controllers::parse_layers(shop, &lower, Some(&upper)).expect("both layers load");
        assert_eq!(laid, loaded[shop]);
    }
}
