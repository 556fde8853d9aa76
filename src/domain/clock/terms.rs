//! The terms under which a clock runs, and the law book they are looked up in.

use chrono::NaiveDate;
use chrono_tz::Tz;
use thiserror::Error;

use crate::domain::clock::{Applied, Calendar, CalendarError, Calendars, List, Place};
use crate::domain::controller::Controller;
use crate::domain::regime::ClockPolicy;
use crate::domain::regime::Regime;

/// Which law, whose holidays and whose days apply to a request.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'law> {
    /// The law, in one version.
    pub regime: &'law Regime,
    /// The place, with its public holidays.
    pub calendar: &'law Calendar,
    /// The zone in which days are counted: the controller's, never the server's.
    pub zone: Tz,
    /// How the controller reads the law where it can be read two ways.
    pub policy: ClockPolicy,
}

/// All regimes and calendars that an installation knows.
#[derive(Clone, Debug, Default)]
pub struct Law {
    regimes: Vec<Regime>,
    calendars: Calendars,
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
    /// A list of public holidays that cannot be read.
    #[error("the list `{list}` cannot be used: {why}")]
    Calendar {
        /// The list.
        list: String,
        /// What is wrong.
        why: CalendarError,
    },
    /// No calendar for the place, so no due date can be promised there.
    #[error(
        "there is no calendar of public holidays for the place `{0}`; places are EW, SCT, NI, a country such as IE or a region such as DE-BY or US-CA"
    )]
    Place(String),
    /// The law does not apply at the place, or no public holidays are known there.
    #[error("the regime `{regime}` cannot be used with the place `{place}`: {why}")]
    Elsewhere {
        /// The regime.
        regime: String,
        /// The place.
        place: String,
        /// Why not.
        why: &'static str,
    },
    /// The law applies in many places and nobody said in which.
    #[error("the regime `{0}` needs a place, such as IE, FR or DE-BY: its public holidays and its zone count")]
    NoPlace(String),
    /// Not a time zone of the IANA database.
    #[error("`{0}` is not a time zone such as `Europe/London`")]
    Zone(String),
}

impl Terms<'_> {
    /// The place whose public holidays count.
    pub const fn place(&self) -> &Place {
        &self.calendar.place
    }

    /// What a request keeps: the law and its version.
    pub fn applied(&self) -> Applied {
        Applied { regime: self.regime.id.clone(), version: self.regime.version.clone() }
    }
}

impl Law {
    /// A law book of these regimes and these calendars.
    pub const fn new(regimes: Vec<Regime>, calendars: Calendars) -> Self {
        Self { regimes, calendars }
    }

    /// The same with another list of public holidays, in the place of the one of its name.
    #[must_use]
    pub fn with(&self, list: List) -> Self {
        Self { regimes: self.regimes.clone(), calendars: self.calendars.clone().with(list) }
    }

    /// Every regime, in every version.
    pub fn regimes(&self) -> &[Regime] {
        &self.regimes
    }

    /// The calendars.
    pub const fn calendars(&self) -> &Calendars {
        &self.calendars
    }

    /// The newest version of a regime.
    pub fn regime(&self, id: &str) -> Result<&Regime, UnknownLaw> {
        self.versions(id).max_by_key(|regime| regime.valid_from).ok_or_else(|| self.unknown(id))
    }

    /// The same terms under the version that covers a day of receipt, where there is one.
    pub fn covering<'law>(&'law self, terms: Terms<'law>, received: NaiveDate) -> Terms<'law> {
        let covering = self.versions(&terms.regime.id).filter(|regime| regime.covers(received));
        Terms { regime: covering.max_by_key(|regime| regime.valid_from).unwrap_or(terms.regime), ..terms }
    }

    /// The same terms under the version that a request was computed with, so that an old date can be explained.
    pub fn as_applied<'law>(&'law self, terms: Terms<'law>, applied: &Applied) -> Terms<'law> {
        let kept = self.versions(&applied.regime).find(|regime| regime.version == applied.version);
        Terms { regime: kept.unwrap_or(terms.regime), ..terms }
    }

    fn versions(&self, id: &str) -> impl Iterator<Item = &Regime> {
        self.regimes.iter().filter(move |regime| regime.id == id)
    }

    fn unknown(&self, id: &str) -> UnknownLaw {
        let known: Vec<_> = self.regimes.iter().map(|regime| regime.id.as_str()).collect();
        UnknownLaw::Regime { id: id.into(), known: known.join(", ") }
    }

    /// The terms for a regime at a place, by that place's zone and the default readings. Without a place, the regime's home.
    pub fn terms(&self, regime: &str, place: Option<&str>) -> Result<Terms<'_>, UnknownLaw> {
        let regime = self.regime(regime)?;
        let place = place.or(regime.home.as_deref()).ok_or_else(|| UnknownLaw::NoPlace(regime.id.clone()))?;
        let (calendar, group) = self.calendars.of(place)?;
        let refused = |why| UnknownLaw::Elsewhere { regime: regime.id.clone(), place: place.into(), why };
        if !regime.places.is_empty() && !regime.places.iter().any(|known| known == group) {
            return Err(refused("this law does not apply there"));
        }
        if regime.roll && !calendar.names_holidays() {
            return Err(refused("no public holidays are known there, and this law looks at them"));
        }
        Ok(Terms { regime, calendar, zone: calendar.place.zone, policy: ClockPolicy::default() })
    }

    /// The terms under which a controller answers under one of its regimes: at the place it names for that law, else at its
    /// own place where the law applies there, else at the law's home.
    pub fn terms_of(&self, controller: &Controller, regime: &str) -> Result<Terms<'_>, UnknownLaw> {
        let named = controller.places.get(regime).map(String::as_str);
        let own = Some(controller.place.as_str());
        let terms = match (named, self.terms(regime, own)) {
            (Some(place), _) => self.terms(regime, Some(place))?,
            (None, Err(UnknownLaw::Elsewhere { .. })) => self.terms(regime, None)?,
            (None, terms) => terms?,
        };
        let zone = match &controller.zone {
            Some(zone) => zone.parse().ok().ok_or_else(|| UnknownLaw::Zone(zone.clone()))?,
            None => terms.zone,
        };
        Ok(Terms { zone, policy: controller.clock, ..terms })
    }
}
