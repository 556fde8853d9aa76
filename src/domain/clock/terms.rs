//! The terms under which a clock runs, and the law book they are looked up in.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use thiserror::Error;

use crate::domain::clock::{Calendar, Place, UnknownPlace};
use crate::domain::controller::Controller;
use crate::domain::regime::Regime;

/// Which law, whose holidays and whose days apply to a request.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'law> {
    /// The law, in one version.
    pub regime: &'law Regime,
    /// The public holidays.
    pub calendar: &'law Calendar,
    /// Whose public holidays count.
    pub place: Place,
    /// The zone in which days are counted: the controller's, never the server's.
    pub zone: Tz,
}

/// All regimes and calendars that an installation knows.
#[derive(Clone, Debug, Default)]
pub struct Law {
    regimes: Vec<Regime>,
    calendars: BTreeMap<String, Calendar>,
}

/// Something the law book does not hold. Nothing is guessed in its place.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UnknownLaw {
    /// No such regime.
    #[error("the regime `{id}` is not known; known are {known}")]
    Regime {
        /// What was asked for.
        id: String,
        /// What there is.
        known: String,
    },
    /// The calendar that the regime names is missing.
    #[error("the regime `{regime}` needs the calendar `{calendar}`, which is not there")]
    Calendar {
        /// The regime.
        regime: String,
        /// The calendar it names.
        calendar: String,
    },
    /// No calendar for the place.
    #[error(transparent)]
    Place(#[from] UnknownPlace),
    /// Not a time zone of the IANA database.
    #[error("`{0}` is not a time zone such as `Europe/London`")]
    Zone(String),
}

impl Law {
    /// A law book of these regimes and these calendars by name.
    pub const fn new(regimes: Vec<Regime>, calendars: BTreeMap<String, Calendar>) -> Self {
        Self { regimes, calendars }
    }

    /// The newest version of a regime.
    pub fn regime(&self, id: &str) -> Result<&Regime, UnknownLaw> {
        let versions = self.regimes.iter().filter(|regime| regime.id == id);
        versions.max_by_key(|regime| regime.valid_from).ok_or_else(|| {
            let known: Vec<_> = self.regimes.iter().map(|regime| regime.id.as_str()).collect();
            UnknownLaw::Regime { id: id.into(), known: known.join(", ") }
        })
    }

    /// The terms for a regime, a place (`EW`, `SCT`, `NI`) and an IANA zone.
    pub fn terms(&self, regime: &str, place: &str, zone: &str) -> Result<Terms<'_>, UnknownLaw> {
        let regime = self.regime(regime)?;
        let calendar = self
            .calendars
            .get(&regime.calendar)
            .ok_or_else(|| UnknownLaw::Calendar { regime: regime.id.clone(), calendar: regime.calendar.clone() })?;
        let place = Place::parse(place)?;
        let zone = zone.parse().ok().ok_or_else(|| UnknownLaw::Zone(zone.into()))?;
        Ok(Terms { regime, calendar, place, zone })
    }

    /// The terms under which a controller answers under one of its regimes.
    pub fn terms_of(&self, controller: &Controller, regime: &str) -> Result<Terms<'_>, UnknownLaw> {
        self.terms(regime, &controller.place, &controller.zone)
    }
}
