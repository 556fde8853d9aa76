//! The calendars that come with the program (`config/calendars/*.json`, compiled in), and the operator's newer one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::clock::{Calendars, List};

/// Name, group of places, beginnings of the place codes, text. Each is read when one of its places is first asked for.
const FILES: [(&str, &str, &str, &str); 33] = [
    ("uk-bank-holidays", "uk", "EW SCT NI", include_str!("../../config/calendars/uk-bank-holidays.json")),
    ("at", "eu", "AT", include_str!("../../config/calendars/at.json")),
    ("be", "eu", "BE", include_str!("../../config/calendars/be.json")),
    ("bg", "eu", "BG", include_str!("../../config/calendars/bg.json")),
    ("ch", "ch", "CH", include_str!("../../config/calendars/ch.json")),
    ("cy", "eu", "CY", include_str!("../../config/calendars/cy.json")),
    ("cz", "eu", "CZ", include_str!("../../config/calendars/cz.json")),
    ("de", "eu", "DE", include_str!("../../config/calendars/de.json")),
    ("dk", "eu", "DK", include_str!("../../config/calendars/dk.json")),
    ("ee", "eu", "EE", include_str!("../../config/calendars/ee.json")),
    ("elsewhere", "elsewhere", "US BR CA AU SG ZA IN", include_str!("../../config/calendars/elsewhere.json")),
    ("es", "eu", "ES", include_str!("../../config/calendars/es.json")),
    ("fi", "eu", "FI", include_str!("../../config/calendars/fi.json")),
    ("fr", "eu", "FR", include_str!("../../config/calendars/fr.json")),
    ("gr", "eu", "GR", include_str!("../../config/calendars/gr.json")),
    ("hr", "eu", "HR", include_str!("../../config/calendars/hr.json")),
    ("hu", "eu", "HU", include_str!("../../config/calendars/hu.json")),
    ("ie", "eu", "IE", include_str!("../../config/calendars/ie.json")),
    ("is", "eea", "IS", include_str!("../../config/calendars/is.json")),
    ("it", "eu", "IT", include_str!("../../config/calendars/it.json")),
    ("li", "eea", "LI", include_str!("../../config/calendars/li.json")),
    ("lt", "eu", "LT", include_str!("../../config/calendars/lt.json")),
    ("lu", "eu", "LU", include_str!("../../config/calendars/lu.json")),
    ("lv", "eu", "LV", include_str!("../../config/calendars/lv.json")),
    ("mt", "eu", "MT", include_str!("../../config/calendars/mt.json")),
    ("nl", "eu", "NL", include_str!("../../config/calendars/nl.json")),
    ("no", "eea", "NO", include_str!("../../config/calendars/no.json")),
    ("pl", "eu", "PL", include_str!("../../config/calendars/pl.json")),
    ("pt", "eu", "PT", include_str!("../../config/calendars/pt.json")),
    ("ro", "eu", "RO", include_str!("../../config/calendars/ro.json")),
    ("se", "eu", "SE", include_str!("../../config/calendars/se.json")),
    ("si", "eu", "SI", include_str!("../../config/calendars/si.json")),
    ("sk", "eu", "SK", include_str!("../../config/calendars/sk.json")),
];

/// The calendars that come with the program.
pub fn shipped() -> Calendars {
    Calendars::new(FILES.into_iter().map(|(name, group, heads, text)| List::new(name, group, heads, text)))
}

/// Where a renewed list of the United Kingdom lies in the data folder.
pub fn renewed_file(data: &Path) -> PathBuf {
    data.join("calendars").join(format!("{}.json", List::UK))
}

/// The same with the list that was imported into the data folder, if one was.
pub fn renewed(data: &Path) -> Result<Calendars, io::Error> {
    let text = match fs::read_to_string(renewed_file(data)) {
        Ok(text) => text,
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(shipped()),
        Err(error) => return Err(error),
    };
    Ok(shipped().with(List::of_uk(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_can_be_read_and_its_places_are_found_by_their_codes() {
        let calendars = shipped();
        let mut places = 0;
        for list in calendars.lists() {
            for code in list.places().unwrap().keys() {
                let (calendar, group) = calendars.of(code).unwrap();
                assert_eq!((&calendar.place.code, group), (code, list.group.as_str()));
                assert!(list.group == "elsewhere" || calendar.official_until() >= 2027, "{code}");
                places += 1;
            }
        }
        assert!(places > 250, "{places}");
    }
}
