//! What changed between two versions of a company's settings, in words.

use serde::{Deserialize, Serialize};

use super::point::Point;
use super::sheet::Sheet;
use crate::domain::controller::Controller;
use crate::domain::logo::Logo;

/// A fact that is not the same in both versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which fact: "Recipient: DPD".
    pub label: String,
    /// What it was; empty when it was not there.
    pub before: String,
    /// What it is; empty when it is gone.
    pub after: String,
}

/// What differs, in the order of the review; everything, where nothing stood before.
pub fn differences(before: Option<&Controller>, after: &Controller) -> Vec<Difference> {
    let mut older = before.map(|before| stated(&Sheet::of_controller(before))).unwrap_or_default();
    let mut differences = Vec::new();
    for point in stated(&Sheet::of_controller(after)) {
        let place = older.iter().position(|known| known.label == point.label && known.words() == point.words());
        let place = place.or_else(|| older.iter().position(|known| known.label == point.label));
        let was = place.map(|at| older.remove(at).words()).unwrap_or_default();
        if was != point.words() {
            differences.push(Difference { after: point.words(), label: point.label, before: was });
        }
    }
    let gone =
        older.into_iter().map(|point| Difference { before: point.words(), label: point.label, after: String::new() });
    differences.extend(gone);
    differences.extend(logo(before, after));
    differences
}

/// A logo is a picture: the history says which one it was.
fn logo(before: Option<&Controller>, after: &Controller) -> Option<Difference> {
    let words = |company: &Controller| company.logo.as_ref().map(Logo::words).unwrap_or_default();
    let (before, after) = (before.map(words).unwrap_or_default(), words(after));
    (before != after).then(|| Difference { label: "Logo".to_owned(), before, after })
}

fn stated(sheet: &Sheet) -> Vec<Point> {
    sheet.points().into_iter().filter(|point| !point.is_missing()).collect()
}
