//! The calendars that come with the program: `config/calendars/*.json`, compiled in.

use std::collections::BTreeMap;

use crate::domain::clock::{Calendar, CalendarError};

/// The calendars by the name that regimes use.
pub fn shipped() -> Result<BTreeMap<String, Calendar>, CalendarError> {
    let uk = Calendar::from_json(include_str!("../../config/calendars/uk-bank-holidays.json"))?;
    Ok(BTreeMap::from([("uk-bank-holidays".into(), uk)]))
}
