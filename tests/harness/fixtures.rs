//! Where other people's schemas, policies and letters lie: outside the tree, because they are not ours to pass on.

use std::path::{Path, PathBuf};

use super::left_out::{is_one, left_out, say};

/// A folder or file of the fixtures, `shops/chinook` for example, or `None` after saying that `what` is left out.
///
/// The place is `RIGHTSDESK_FIXTURES`, else `../shared/fixtures` beside the checkout.
pub fn folder(inside: &str, what: &str) -> Option<PathBuf> {
    let named = std::env::var_os("RIGHTSDESK_FIXTURES").map(PathBuf::from);
    let place = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures")).join(inside);
    if place.exists() {
        return Some(place);
    }
    let why = format!("there is no {inside} in RIGHTSDESK_FIXTURES or ../shared/fixtures");
    // Who was given the project without these files cannot get them; `tests/run` sets this switch only where they are not.
    if is_one("RIGHTSDESK_WITHOUT_FIXTURES") {
        say(what, &why);
    } else {
        left_out(what, &why);
    }
    None
}
