//! The form of a document, read into what stays here and on which ground.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::personal::Personal;
use crate::domain::redaction::{Area, Choices, Places, WordChoice};
use crate::web::WebError;
use crate::web::fields::Fields;
use crate::workflow::WorkError;
use crate::workflow::documents::DocumentWish;
use crate::workflow::review::Ground;

/// The most rows that one form names.
const MOST_ROWS: usize = 10_000;

/// What a form asks for.
pub(super) fn wish_of(fields: &Fields) -> Result<DocumentWish, WebError> {
    Ok(match fields.one("verdict")? {
        "include" => DocumentWish::Include,
        "undo" => DocumentWish::Undo,
        "leave_out" => DocumentWish::LeaveOut(ground_of(fields)?),
        "redact" => DocumentWish::Redact(choices_of(fields)?, ground_of(fields)?),
        _ => return Err(WebError::NotFound),
    })
}

pub(super) fn ground_of(fields: &Fields) -> Result<Ground, WebError> {
    Ok(Ground {
        exemption: fields.one("exemption")?.to_owned(),
        reason: fields.one("reason")?.to_owned(),
        silent: fields.one("silent")? == "yes",
    })
}

/// Words that somebody typed, one to a line.
pub(super) fn typed_words(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

pub(super) fn choices_of(fields: &Fields) -> Result<Choices, WebError> {
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let numbers = |name: &str| fields.many(name).into_iter().filter_map(number).collect::<BTreeSet<usize>>();
    let areas = fields.many("square").into_iter().filter_map(square);
    Ok(Choices {
        words: words_of(fields)?,
        columns: numbers("column"),
        rows: rows_of(fields.one("rows")?)?,
        paths: fields.many("path").into_iter().map(str::to_owned).collect(),
        pages: numbers("page"),
        areas: areas.chain(typed_area(fields)?).collect(),
    })
}

/// Words everywhere, typed or ticked; and single places of words, each as its number and the words.
fn words_of(fields: &Fields) -> Result<Vec<WordChoice>, WebError> {
    let mut words: BTreeMap<String, Places> = BTreeMap::new();
    for place in fields.many("place") {
        let Some((nth, text)) = place.split_once(':') else { continue };
        let Ok(nth) = nth.parse::<usize>() else { continue };
        match words.entry(text.to_owned()).or_insert_with(|| Places::Some(BTreeSet::new())) {
            Places::Some(places) => drop(places.insert(nth)),
            Places::All => {}
        }
    }
    let everywhere = fields.many("everywhere").into_iter().map(str::to_owned).chain(typed_words(fields.one("words")?));
    words.extend(everywhere.map(|words| (words, Places::All)));
    Ok(words.into_iter().map(|(words, places)| WordChoice { words: Personal::new(words), places }).collect())
}

/// "3, 7-9" as numbers of rows.
fn rows_of(text: &str) -> Result<BTreeSet<usize>, WebError> {
    let wrong = || WorkError::field("rows", "Write the numbers of rows like this: 3, 7-9.");
    let mut rows = BTreeSet::new();
    for part in text.split([',', ' ', ';']).filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else { return Err(wrong().into()) };
        if first == 0 || last < first || last - first + rows.len() >= MOST_ROWS {
            return Err(wrong().into());
        }
        rows.extend(first..=last);
    }
    Ok(rows)
}

fn square(text: &str) -> Option<Area> {
    let (column, row) = text.split_once('-')?;
    Area::square(column.parse().ok()?, row.parse().ok()?)
}

/// A rectangle in parts of a hundred, when one was typed.
fn typed_area(fields: &Fields) -> Result<Option<Area>, WebError> {
    let typed = ["left", "top", "width", "height"].map(|name| fields.one(name));
    let [left, top, width, height] = typed;
    let all = [left?, top?, width?, height?];
    if all.iter().all(|text| text.trim().is_empty()) {
        return Ok(None);
    }
    let share = |text: &str| {
        text.trim().trim_end_matches('%').parse::<u16>().ok().filter(|share| *share <= 100).map(|share| share * 10)
    };
    let shares: Option<Vec<u16>> = all.into_iter().map(share).collect();
    match shares.as_deref() {
        Some(&[left, top, width, height]) if width > 0 && height > 0 => Ok(Some(Area { left, top, width, height })),
        _ => Err(WorkError::field("left", "Write the four numbers of the area as percentages from 0 to 100.").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_by_numbers_and_ranges() {
        assert_eq!(rows_of("3, 7-9").unwrap(), BTreeSet::from([3, 7, 8, 9]));
        assert_eq!(rows_of("").unwrap(), BTreeSet::new());
        for wrong in ["x", "0", "9-7", "1-99999999"] {
            assert!(rows_of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_square_of_the_grid_is_an_area() {
        assert_eq!(square("0-0"), Area::square(0, 0));
        assert_eq!((square("12-0"), square("x")), (None, None));
    }
}
